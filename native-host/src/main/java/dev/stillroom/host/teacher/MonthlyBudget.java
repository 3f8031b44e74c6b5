package dev.stillroom.host.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What may be spent on all teachers together in a month (of UTC). Who asks one is told the limit
 * and holds every request against what the ledger says then: several ask at a time.
 */
public final class MonthlyBudget {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

  private final Path file;
  private final Ledger ledger;
  private final Clock clock;

  public MonthlyBudget(Home home, Clock clock) {
    this.file = home.teacher().resolve("budget.json");
    this.ledger = new Ledger(home.teacher());
    this.clock = clock;
  }

  /** The limit; empty where there is none. */
  public OptionalDouble limit() throws IOException {
    if (!Files.exists(file)) {
      return OptionalDouble.empty();
    }
    try {
      JsonNode limit = JSON.readTree(Files.readString(file)).path("month");
      if (limit.isNumber() && limit.doubleValue() >= 0) {
        return OptionalDouble.of(limit.doubleValue());
      }
    } catch (JsonProcessingException damaged) {
      // Said below: what cannot be read must not be taken for "no limit".
    }
    throw new IOException("the budget in " + file + " is damaged: set it again");
  }

  /**
   * Sets the limit.
   *
   * @param limit null for none
   */
  public void set(Double limit) throws IOException {
    if (limit == null) {
      Files.deleteIfExists(file);
    } else {
      OwnFile.replace(file, JSON.createObjectNode().put("month", limit) + "\n");
    }
  }

  /** What was spent in this month. */
  public double spent() throws IOException {
    String month = MONTH.format(clock.instant().atZone(ZoneOffset.UTC));
    return ledger.entries().stream()
        .filter(entry -> entry.month().equals(month))
        .mapToDouble(entry -> entry.total().cost())
        .sum();
  }

  /**
   * The limit that a teacher is asked within; empty where there is none, or it costs nothing.
   *
   * @throws IOException where nothing is left of it, or it is not known what the teacher costs
   */
  public OptionalDouble limitFor(String teacher, boolean here, boolean priced) throws IOException {
    OptionalDouble limit = limit();
    if (limit.isEmpty() || here && !priced) {
      return OptionalDouble.empty();
    }
    if (!priced) {
      throw new IOException(
          "there is a monthly budget, and what "
              + teacher
              + " costs is not known: say its price, or take the budget away");
    }
    if (spent() >= limit.getAsDouble()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the monthly budget of %.2f is spent: raise it, or wait for the next month",
              limit.getAsDouble()));
    }
    return limit;
  }
}
