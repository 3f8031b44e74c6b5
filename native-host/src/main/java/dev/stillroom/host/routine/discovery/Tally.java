package dev.stillroom.host.routine.discovery;

import dev.stillroom.host.protocol.View;
import java.util.List;
import java.util.Locale;

/** What is known of one routine so far. */
final class Tally {

  private static final double WEEK = 7 * 24 * 3_600_000.0;

  /** A longer pause is not work, in milliseconds. */
  private static final long PAUSE = 60_000;

  /** How surely steps must follow each other for what comes next to be foretold. */
  private static final double SURELY = 0.6;

  /** What is shorter is a habit of moving about; single choices are found elsewhere. */
  private static final int STEPS = 4;

  private static final int ACTS = 2;

  private final String id;
  private final List<Step> pattern;
  private final long[] symbols;
  private long support;
  private long events;
  private long span;
  private double follows;
  private double active;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  Tally(String id, List<Step> pattern, long... symbols) {
    this.id = id;
    this.pattern = List.copyOf(pattern);
    this.symbols = symbols;
  }

  Tally(Tally other) {
    this(other.id, other.pattern, other.symbols);
    support = other.support;
    events = other.events;
    span = other.span;
    follows = other.follows;
    active = other.active;
    first = other.first;
    last = other.last;
  }

  /**
   * Counts one more.
   *
   * @param times of its events
   * @param span events from the first to the last, others in between counted too
   */
  void add(long[] times, long span, double follows) {
    support++;
    events += times.length;
    this.span += span;
    this.follows += follows;
    for (int i = 1; i < times.length; i++) {
      active += Math.clamp(times[i] - times[i - 1], 0, PAUSE);
    }
    first = Math.min(first, times[0]);
    last = Math.max(last, times[times.length - 1]);
  }

  String id() {
    return id;
  }

  long support() {
    return support;
  }

  long lastTime() {
    return last;
  }

  long[] symbols() {
    return symbols;
  }

  /**
   * @param total how many events there were at all
   * @param observed since when, to be able to say how often in a week
   */
  FoundRoutine routine(long total, long observed) {
    double surely = follows / support;
    long acts = pattern.stream().filter(Step::acts).count();
    boolean isLong = pattern.size() >= STEPS && acts >= ACTS;
    boolean simple = surely >= SURELY && isLong;
    String said = String.format(Locale.ROOT, "%.0f %%", 100 * surely);
    String why =
        "done "
            + support
            + " times; wherever a step is done, the next one follows "
            + said
            + " of the time"
            + doubt(acts, isLong, simple);
    View.Repetition what = Naming.of(pattern);
    double weeks = Math.max(1, (last - observed) / WEEK);
    return new FoundRoutine(
        id,
        Naming.of(what),
        what,
        pattern,
        support,
        (double) events / Math.max(1, total),
        Math.min(1, (double) events / Math.max(1, span)),
        surely,
        simple,
        why,
        Naming.kind(pattern),
        active / support / 1000,
        support / weeks,
        last);
  }

  private static String doubt(long acts, boolean isLong, boolean simple) {
    if (simple) {
      return "";
    }
    return acts == 0
        ? ", but nothing is made or sent by it"
        : isLong ? ", too rarely" : ", but it is too short to save much";
  }
}
