package dev.stillroom.host.repeat;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.EventLine;
import dev.stillroom.host.routine.discovery.Naming;
import dev.stillroom.host.routine.discovery.Step;
import dev.stillroom.host.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** "Learn this": what the person does from when they say so until they say that it was it. */
public final class Showing {

  static final String PREFIX = Repetitions.PREFIX + "shown-";

  /** Events of one routine that is shown; what is longer is no routine. */
  private static final int MOST = 200;

  private final RoutineTable table;
  private final TaskStore store;
  private final RecentValues values;
  private final Clock clock;

  /** Null while they show nothing. */
  private List<Event> shown;

  Showing(RoutineTable table, TaskStore store, RecentValues values, Clock clock) {
    this.table = table;
    this.store = store;
    this.values = values;
    this.clock = clock;
  }

  /** What happens from now on is shown. */
  public void begin() {
    shown = new ArrayList<>();
  }

  public boolean isUnderWay() {
    return shown != null;
  }

  /** An event was recorded; told for every one. */
  void recorded(Event event) {
    if (shown != null && shown.size() < MOST) {
      shown.add(event);
    }
  }

  void forget() {
    shown = null;
  }

  /** What was shown is a routine that can be done again; empty where nothing was done. */
  public Optional<String> end() {
    List<Event> events = shown == null ? List.of() : shown;
    shown = null;
    List<ReplayStep> steps = Anatomy.shown(events, hash -> values.find(hash).orElse(null));
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    List<Step> pattern =
        events.stream().flatMap(event -> EventLine.logged(event).stream()).map(Step::of).toList();
    String id = PREFIX + Long.toHexString(clock.millis());
    View.Repetition what = Naming.of(pattern);
    double seconds =
        Duration.between(events.getFirst().time(), events.getLast().time()).toMillis() / 1000.0;
    table.add(id, clock.instant(), steps);
    store.add(
        id,
        id.replaceFirst("-", ":"),
        new View.Repetition(
            what.what(), what.object(), what.values(), what.from(), what.site(), steps.size()),
        new EvidenceView.Repeated(1, seconds, 0, 1, List.of(), 0, 0));
    store.phase(id, TaskPhase.READY, null);
    return Optional.of(id);
  }
}
