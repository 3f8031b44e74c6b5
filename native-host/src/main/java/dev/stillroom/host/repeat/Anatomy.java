package dev.stillroom.host.repeat;

import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.routine.EventLine;
import dev.stillroom.host.routine.discovery.Step;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How a routine is done again, learned from the times it was done: what is the same each time, what
 * the person gives, and which value came from which step.
 */
final class Anatomy {

  /** What can be done again in a page; the rest follows from it or only was looked at. */
  private static final Set<String> DONE =
      Set.of("click", "input", "search", "select", "submit", "navigate", "copy", "paste");

  private static final Set<String> ENTERS = Set.of("input", "search", "select", "paste");

  /** A page that was opened by no link, as the page's script tells it. */
  private static final String BY_HAND = "by=hand";

  /** Copies that one value may have been made of. */
  private static final int MOST_COPIES = 4;

  /** As {@link dev.stillroom.host.pick.PageKind} writes it. */
  private static final String ANY = "*";

  private final List<List<Event.OnPage>> times;
  private final List<Integer> kept = new ArrayList<>();

  private Anatomy(List<List<Event.OnPage>> times) {
    this.times = times;
    List<Event.OnPage> last = times.getLast();
    for (int k = 0; k < last.size(); k++) {
      // Who pressed the button has sent the form.
      boolean follows = !kept.isEmpty() && type(last.get(kept.getLast())).equals("click");
      if (!(type(last.get(k)).equals("submit") && follows)) {
        kept.add(k);
      }
    }
    int opening = opening();
    if (opening > 0 && flowsOn(opening)) {
      Collections.rotate(kept, -opening);
    }
  }

  /**
   * Where it begins. What is done again and again without a pause may have been cut anywhere; it
   * begins where the person opened a page by hand. 0 where that tells nothing.
   */
  private int opening() {
    for (int i = 0; i < kept.size(); i++) {
      int k = kept.get(i);
      if (isMost(times.stream().filter(events -> isByHand(events.get(k))).count())) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isByHand(Event.OnPage event) {
    return type(event).equals("navigate") && on(event).keys().contains(BY_HAND);
  }

  /** Whether nothing is entered before it is copied when it begins at that step. */
  private boolean flowsOn(int opening) {
    for (int i = opening; i < kept.size(); i++) {
      Integer from =
          ENTERS.contains(type(times.getLast().get(kept.get(i)))) ? copied(kept.get(i)) : null;
      if (from != null && from < opening) {
        return false;
      }
    }
    return true;
  }

  /** Of a routine that was done several times, the events of each time, oldest first. */
  static Anatomy of(List<Step> pattern, List<List<Event>> occurrences) {
    List<List<Event.OnPage>> alike = new ArrayList<>();
    for (List<Event> events : occurrences) {
      List<Event.OnPage> aligned = aligned(pattern, events);
      if (!aligned.isEmpty()) {
        alike.add(aligned);
      }
    }
    return new Anatomy(alike.size() < 2 ? List.of(List.of()) : alike);
  }

  /**
   * The steps of something that was shown once: what was entered is proposed again, and may be
   * another value the next time.
   */
  static List<ReplayStep> shown(List<Event> events, Function<String, String> value) {
    List<Event.OnPage> once = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.OnPage onPage && DONE.contains(type(onPage))) {
        once.add(onPage);
      }
    }
    if (once.isEmpty()) {
      return List.of();
    }
    Anatomy anatomy = new Anatomy(List.of(once));
    List<ReplayStep> steps = new ArrayList<>();
    for (ReplayStep step : anatomy.steps(_ -> null)) {
      String hash = hash(once.get(anatomy.kept.get(steps.size())));
      steps.add(
          step.name() == null || hash == null
              ? step
              : new ReplayStep(
                  step.deed(), step.page(), step.on(), step.name(), value.apply(hash), null, null));
    }
    return steps;
  }

  /** The events in the order of the steps; empty of a time that was another way round. */
  private static List<Event.OnPage> aligned(List<Step> pattern, List<Event> events) {
    List<Event.OnPage> aligned = new ArrayList<>();
    List<String> wanted = pattern.stream().map(Step::type).filter(DONE::contains).toList();
    int next = 0;
    for (Event event : events) {
      if (next < wanted.size()
          && event instanceof Event.OnPage onPage
          && type(onPage).equals(wanted.get(next))) {
        aligned.add(onPage);
        next++;
      }
    }
    return next == wanted.size() ? aligned : List.of();
  }

  /**
   * The steps.
   *
   * @param value of a mark, or null where it is not known
   * @return empty where there is nothing that could be done again
   */
  List<ReplayStep> steps(Function<String, String> value) {
    List<ReplayStep> steps = new ArrayList<>();
    for (int k : kept) {
      Event.OnPage event = times.getLast().get(k);
      String type = type(event);
      boolean enters = ENTERS.contains(type);
      Integer copied = enters && !type.equals("select") ? copied(k) : null;
      boolean constant = enters && copied == null && isConstant(k);
      String known = constant ? value.apply(hash(event)) : null;
      boolean asked = enters && copied == null && known == null;
      Event.Spot on = same(k);
      steps.add(new ReplayStep(type, page(k), on, asked ? name(on) : null, known, copied, null));
    }
    return steps;
  }

  /**
   * Steps whose values may have been made of what was copied before.
   *
   * @param value of a mark, or null where it is not known
   */
  List<Rewriting.Wanted> changes(Function<String, String> value) {
    List<Rewriting.Wanted> wanted = new ArrayList<>();
    for (int step = 0; step < kept.size(); step++) {
      int k = kept.get(step);
      String type = type(times.getLast().get(k));
      boolean isOpen =
          ENTERS.contains(type) && !type.equals("select") && copied(k) == null && !isConstant(k);
      List<Integer> from = isOpen ? copiesBefore(step) : List.of();
      List<Rewriting.Pair> pairs = from.isEmpty() ? List.of() : pairs(k, from, value);
      if (!pairs.isEmpty()) {
        wanted.add(new Rewriting.Wanted(step, from, pairs));
      }
    }
    return wanted;
  }

  /** The steps before that copied, the last ones. */
  private List<Integer> copiesBefore(int step) {
    List<Integer> copies = new ArrayList<>();
    for (int i = step - 1; i >= 0 && copies.size() < MOST_COPIES; i--) {
      if (type(times.getLast().get(kept.get(i))).equals("copy")) {
        copies.addFirst(i);
      }
    }
    return copies;
  }

  /** What was copied and what was entered, of the times of which all of it is known. */
  private List<Rewriting.Pair> pairs(int k, List<Integer> from, Function<String, String> value) {
    List<Rewriting.Pair> pairs = new ArrayList<>();
    for (List<Event.OnPage> events : times) {
      List<String> copied = new ArrayList<>();
      from.forEach(step -> copied.add(known(events.get(kept.get(step)), value)));
      String entered = known(events.get(k), value);
      if (entered != null && !copied.contains(null)) {
        pairs.add(new Rewriting.Pair(copied, entered));
      }
    }
    return pairs;
  }

  private static String known(Event.OnPage event, Function<String, String> value) {
    String hash = hash(event);
    return hash == null ? null : value.apply(hash);
  }

  /** The step that copied what came here, in most of the times. */
  private Integer copied(int k) {
    Map<Integer, Integer> from = new HashMap<>();
    for (List<Event.OnPage> events : times) {
      String hash = hash(events.get(k));
      for (int j = k - 1; j >= 0 && hash != null; j--) {
        if (type(events.get(j)).equals("copy") && hash.equals(hash(events.get(j)))) {
          from.merge(j, 1, Integer::sum);
          break;
        }
      }
    }
    return from.entrySet().stream()
        .filter(one -> isMost(one.getValue()))
        .max(Map.Entry.comparingByValue())
        .map(one -> kept.indexOf(one.getKey()))
        .filter(index -> index >= 0)
        .orElse(null);
  }

  /** Marks can be compared where one key made them: on one day of one run of a browser. */
  private boolean isConstant(int k) {
    Map<String, String> seen = new HashMap<>();
    int compared = 0;
    for (List<Event.OnPage> events : times) {
      Event.OnPage event = events.get(k);
      String hash = hash(event);
      if (hash == null) {
        return false;
      }
      String key =
          event.session() + " " + event.time().atZone(ZoneOffset.UTC).toLocalDate().toString();
      String before = seen.put(key, hash);
      if (before != null && !before.equals(hash)) {
        return false;
      }
      compared += before == null ? 0 : 1;
    }
    return compared > 0;
  }

  private String page(int k) {
    String[] parts = Sites.withoutSecrets(times.getLast().get(k).url()).split("/", -1);
    for (List<Event.OnPage> events : times) {
      String[] others = Sites.withoutSecrets(events.get(k).url()).split("/", -1);
      for (int i = 3; i < parts.length; i++) {
        if (i >= others.length || !others[i].equals(parts[i])) {
          parts[i] = ANY;
        }
      }
    }
    return String.join("/", parts);
  }

  /** What it was done to, by what was the same in most of the times. */
  private Event.Spot same(int k) {
    Event.Spot last = on(times.getLast().get(k));
    long named =
        times.stream().filter(events -> on(events.get(k)).name().equals(last.name())).count();
    List<String> keys =
        last.keys().stream()
            .filter(
                key ->
                    isMost(times.stream().filter(e -> on(e.get(k)).keys().contains(key)).count()))
            .toList();
    return new Event.Spot(last.role(), isMost(named) ? last.name() : "", keys);
  }

  private boolean isMost(long count) {
    return 3 * count >= 2L * times.size();
  }

  private static String name(Event.Spot on) {
    return on.name().isBlank() ? on.role() : on.name();
  }

  static String type(Event.OnPage event) {
    return switch (event) {
      case Event.Chosen _ -> "";
      case Event.Copied _ -> "copy";
      case Event.Pasted _ -> "paste";
      case Event.Edited edited -> EventLine.type(edited);
      case Event.Prompted _ -> "prompt";
      case Event.Gesture gesture -> EventLine.type(gesture.deed());
    };
  }

  private static String hash(Event.OnPage event) {
    Event.Mark mark =
        switch (event) {
          case Event.Chosen _ -> null;
          case Event.Copied e -> e.mark();
          case Event.Pasted e -> e.mark();
          case Event.Edited e -> e.mark();
          case Event.Prompted e -> e.mark();
          case Event.Gesture e -> e.mark();
        };
    return mark == null ? null : mark.hash();
  }

  static Event.Spot on(Event.OnPage event) {
    return switch (event) {
      case Event.Chosen _ -> new Event.Spot("", "", List.of());
      case Event.Copied e -> e.from();
      case Event.Pasted e -> e.into();
      case Event.Edited e -> e.field();
      case Event.Prompted e -> e.into();
      case Event.Gesture e -> e.on();
    };
  }
}
