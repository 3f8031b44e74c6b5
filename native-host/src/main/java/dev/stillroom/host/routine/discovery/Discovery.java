package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds routines in a stream of events, in memory that does not grow with it. It looks at a window
 * of the last events that no routine has claimed; when the window is full, what begins in its older
 * half is settled and leaves. It has no clock and no randomness: the same events give the same
 * routines, however they come.
 */
public final class Discovery {

  /** The events that are looked at together. */
  public static final int WINDOW = 8_192;

  /** How many routines are kept; the ones not seen for longest go first. */
  private static final int ROUTINES = 512;

  private static final int TEMPLATE_BITS = 17;

  /** Takes the occurrences, each once, in the order in which they are settled. */
  public interface Sink {
    /**
     * @param lines the numbers of its events, rising, from 0
     */
    void found(String routine, long... lines);
  }

  private final Sink sink;
  private final Templates templates = new Templates(TEMPLATE_BITS);
  private final LoggedEvent[] events;
  private final long[] lines;
  private int size;
  private long total;
  private long observed = Long.MAX_VALUE;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  public Discovery(Sink sink) {
    this(sink, WINDOW);
  }

  Discovery(Sink sink, int window) {
    this.sink = sink;
    events = new LoggedEvent[window];
    lines = new long[window];
  }

  /** Takes the next event. */
  public void observe(LoggedEvent event) {
    templates.learn(event);
    observed = Math.min(observed, event.time());
    events[size] = event;
    lines[size++] = total++;
    if (size == events.length) {
      settle(size / 2);
    }
  }

  /** There will be no more: settles everything. */
  public void finish() {
    settle(size);
  }

  /** What an event is a step of, as it is known by now: equal texts are equal steps. */
  public String text(LoggedEvent event) {
    return templates.step(event).text();
  }

  /** How many events there were. */
  public long events() {
    return total;
  }

  /** The routines as they stand, those not settled yet included; it changes nothing. */
  public List<FoundRoutine> routines() {
    return routines((_, _) -> {});
  }

  /**
   * The same.
   *
   * @param latest takes the occurrences that are not settled yet, each time anew
   */
  public List<FoundRoutine> routines(Sink latest) {
    Map<String, Tally> now = new LinkedHashMap<>();
    tallies.forEach((id, tally) -> now.put(id, new Tally(tally)));
    if (size > 0) {
      new Look().count(size, now, latest);
    }
    return now.values().stream()
        .filter(tally -> tally.support() >= Merging.SUPPORT)
        .map(tally -> tally.routine(total, observed))
        .sorted(
            Comparator.comparingDouble(FoundRoutine::saving)
                .reversed()
                .thenComparing(FoundRoutine::id))
        .toList();
  }

  private void settle(int limit) {
    if (size == 0) {
      return;
    }
    Look look = new Look();
    boolean[] gone = look.count(limit, tallies, sink);
    int kept = 0;
    for (int i = limit; i < size; i++) {
      if (!gone[i]) {
        events[kept] = events[i];
        lines[kept++] = lines[i];
      }
    }
    Arrays.fill(events, kept, size, null);
    size = kept;
    bound();
  }

  private void bound() {
    if (tallies.size() > ROUTINES) {
      List<Tally> oldest = new ArrayList<>(tallies.values());
      oldest.sort(Comparator.comparingLong(Tally::lastTime).thenComparingLong(Tally::support));
      oldest.subList(0, oldest.size() - ROUTINES / 2).forEach(t -> tallies.remove(t.id()));
    }
  }

  /** The window, looked at once. */
  private final class Look {
    private final int[] symbols = new int[size];
    private final List<Long> names = new ArrayList<>();
    private final Map<Long, Integer> ids = new HashMap<>();
    private final long[] times = new long[size];
    private final List<Occurrence> occurrences;

    Look() {
      for (int i = 0; i < size; i++) {
        long symbol = templates.symbol(events[i]);
        Integer id = ids.putIfAbsent(symbol, names.size());
        if (id == null) {
          id = names.size();
          names.add(symbol);
        }
        symbols[i] = id;
        times[i] = events[i].time();
      }
      Set<Steps> known = known();
      Merging merging = new Merging(symbols, times, names.size());
      List<Steps> longFirst = new ArrayList<>(known);
      longFirst.sort(
          Comparator.comparingInt(Steps::length).reversed().thenComparing(Steps::toString));
      merging.place(longFirst);
      merging.run();
      occurrences = Cover.of(symbols, known, merging.found());
    }

    private Set<Steps> known() {
      Set<Steps> known = new HashSet<>();
      for (Tally tally : tallies.values()) {
        long[] wanted = tally.symbols();
        int[] steps = new int[wanted.length];
        boolean here = tally.support() >= Merging.SUPPORT;
        for (int i = 0; i < wanted.length && here; i++) {
          Integer id = ids.get(wanted[i]);
          here = id != null;
          steps[i] = here ? id : 0;
        }
        if (here) {
          known.add(new Steps(steps));
        }
      }
      return known;
    }

    /** Counts what begins before the limit; returns which events were claimed. */
    boolean[] count(int limit, Map<String, Tally> into, Sink to) {
      boolean[] claimed = new boolean[size];
      Map<Steps, Double> follows = follows();
      for (Occurrence one : occurrences) {
        if (one.first() >= limit) {
          continue;
        }
        long[] symbol = Arrays.stream(one.steps().ids()).mapToLong(names::get).toArray();
        String id = Long.toHexString(id(symbol));
        Tally tally = into.get(id);
        if (tally == null) {
          tally = new Tally(id, describe(one.steps()), symbol);
          into.put(id, tally);
        }
        long[] at = new long[one.at().length];
        long[] when = new long[at.length];
        for (int k = 0; k < at.length; k++) {
          at[k] = lines[one.at()[k]];
          when[k] = times[one.at()[k]];
          claimed[one.at()[k]] = true;
        }
        tally.add(when, at[at.length - 1] - at[0] + 1, follows.get(one.steps()));
        to.found(id, at);
      }
      return claimed;
    }

    private static long id(long... symbols) {
      long id = symbols.length;
      for (long symbol : symbols) {
        id = Hash.mixed(id ^ symbol);
      }
      return id;
    }

    private List<Step> describe(Steps steps) {
      Step[] described = new Step[steps.length()];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < described.length; k++) {
          if (described[k] == null && steps.ids()[k] == symbols[i]) {
            described[k] = templates.step(events[i]);
          }
        }
      }
      return List.of(described);
    }

    /** For each routine, how often its steps, wherever they are done, lead to its next one. */
    private Map<Steps, Double> follows() {
      int[] done = new int[names.size()];
      for (int symbol : symbols) {
        done[symbol]++;
      }
      Map<Long, Integer> led = new HashMap<>();
      Map<Steps, Integer> support = new HashMap<>();
      occurrences.forEach(one -> support.merge(one.steps(), 1, Integer::sum));
      support.forEach(
          (steps, count) -> {
            Set<Long> pairs = new HashSet<>();
            for (int i = 1; i < steps.length(); i++) {
              if (pairs.add(pair(steps, i))) {
                led.merge(pair(steps, i), count, Integer::sum);
              }
            }
          });
      Map<Steps, Double> follows = new HashMap<>();
      for (Steps steps : support.keySet()) {
        double sum = 0;
        for (int i = 1; i < steps.length(); i++) {
          sum += Math.min(1, (double) led.get(pair(steps, i)) / done[steps.ids()[i - 1]]);
        }
        follows.put(steps, sum / (steps.length() - 1));
      }
      return follows;
    }

    private static long pair(Steps steps, int i) {
      return (long) steps.ids()[i - 1] << 32 | steps.ids()[i];
    }
  }
}
