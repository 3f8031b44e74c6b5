package dev.stillroom.runtime.summary;

/**
 * How long a summary may be.
 *
 * @param amount sentences, words, or hundredths of the text's words
 */
public record Budget(Unit unit, double amount) {

  /** In what a length is given. */
  public enum Unit {
    SENTENCES,
    WORDS,
    PERCENT
  }

  /** What is said of a text nobody gave a length for. */
  public static final Budget DEFAULT = new Budget(Unit.SENTENCES, 5);

  public static Budget sentences(int count) {
    return new Budget(Unit.SENTENCES, count);
  }

  public static Budget words(int count) {
    return new Budget(Unit.WORDS, count);
  }

  public static Budget percent(double hundredths) {
    return new Budget(Unit.PERCENT, hundredths);
  }

  public Budget {
    if (!(amount > 0)) {
      throw new IllegalArgumentException("a summary's length must be above 0: " + amount);
    }
  }

  /** In words for a person. */
  public String inWords() {
    long whole = Math.round(amount);
    return switch (unit) {
      case SENTENCES -> whole == 1 ? "one sentence" : whole + " sentences";
      case WORDS -> whole + " words";
      case PERCENT -> whole + " % of the words";
    };
  }
}
