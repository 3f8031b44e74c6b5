package dev.stillroom.distiller.select;

import java.util.Locale;
import java.util.Optional;

/** What a person prefers where size and accuracy pull apart. */
public enum Trade {
  SMALLEST(0.01),
  BALANCED(0.05),
  /** Worth minutes of training, too. */
  ACCURATE(0.2);

  private final double noise;

  Trade(double noise) {
    this.noise = noise;
  }

  /** How surprising a larger student's lead must be if it were no better. */
  double noise() {
    return noise;
  }

  /** The trade of that word. */
  public static Optional<Trade> of(String word) {
    for (Trade trade : values()) {
      if (trade.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(trade);
      }
    }
    return Optional.empty();
  }
}
