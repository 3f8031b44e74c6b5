package dev.stillroom.host.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PageKind;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.EventLine;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.Naming;
import dev.stillroom.host.routine.discovery.Step;
import dev.stillroom.host.routine.discovery.Worth;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is suggested of the routines that were found, and how each is done again. Suggestions are
 * rare: a few a day, the ones that save most; one that was dismissed stays away, however its steps
 * may vary.
 */
public final class Repetitions {

  private static final int MOST_WAITING = 16;

  /** Events of one routine that is shown; what is longer is no routine. */
  private static final int MOST_SHOWN = 200;

  private static final String PREFIX = "repeat-";

  private static final Set<String> ENTRY = Set.of("input", "paste", "select");

  private static final TypeReference<List<ReplayStep>> STEPS = new TypeReference<>() {};

  private final Journal journal;
  private final Settings settings;
  private final TaskStore store;
  private final RecentValues values;
  private final Clock clock;

  /** The times behind what is suggested, for the values that were always the same. */
  private final Map<String, Found> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
          return size() > MOST_WAITING;
        }
      };

  /** What the person shows now; null while they show nothing. */
  private List<Event> shown;

  public Repetitions(
      Journal journal, Settings settings, TaskStore store, RecentValues values, Clock clock) {
    this.journal = journal;
    this.settings = settings;
    this.store = store;
    this.values = values;
    this.clock = clock;
  }

  /**
   * A routine with the times it was done.
   *
   * @param times the events of each time, oldest first
   * @param conditions what distinguishes them from the times when only the first step was done
   */
  public record Found(
      FoundRoutine routine, List<List<Event>> times, List<View.Condition> conditions) {}

  /**
   * Suggests what is new among the routines and worth it.
   *
   * @param found all that are worth it, the one that saves most first
   * @return whether anything changed
   */
  boolean consider(List<Found> found, Tasks tasks) {
    boolean changed = false;
    for (Found one : found) {
      List<ReplayStep> steps = Anatomy.of(one.routine().pattern(), one.times(), _ -> null);
      if (steps.size() < 2 || !isWatched(steps)) {
        continue;
      }
      Optional<Task> known = like(one.routine(), steps);
      if (known.isPresent()) {
        changed |= grown(known.get(), one, steps);
      } else if (!isDoneOtherwise(one.routine(), steps) && suggestedToday() < Worth.A_DAY) {
        suggest(one, steps, tasks);
        changed = true;
      }
    }
    return changed;
  }

  private void suggest(Found found, List<ReplayStep> steps, Tasks tasks) {
    FoundRoutine routine = found.routine();
    String id = PREFIX + routine.id();
    waiting.put(id, found);
    journal.update(
        "INSERT OR REPLACE INTO routine (task_id, time, steps) VALUES (?,?,?)",
        id,
        clock.millis(),
        json(steps));
    String deed = id.replaceFirst("-", ":");
    tasks.found(
        new Routine(
            deed,
            deed,
            act(routine, steps),
            evidence(found),
            true,
            routine.name() + ": " + routine.why()));
  }

  private static View.Repetition act(FoundRoutine routine, List<ReplayStep> steps) {
    View.Repetition what = routine.what();
    return new View.Repetition(
        what.what(), what.object(), what.values(), what.from(), what.site(), steps.size());
  }

  private static View.Repeated evidence(Found found) {
    FoundRoutine routine = found.routine();
    return new View.Repeated(
        (int) Math.min(Integer.MAX_VALUE, routine.support()),
        routine.seconds(),
        routine.weekly(),
        routine.follows(),
        found.conditions(),
        0,
        0);
  }

  /** It was done once more: the figures of what still waits for an answer grow. */
  private boolean grown(Task task, Found found, List<ReplayStep> steps) {
    FoundRoutine routine = found.routine();
    boolean more = routine.support() > task.evidence().support();
    if (task.phase() != TaskPhase.PROPOSED || !more) {
      return false;
    }
    waiting.put(task.id(), found);
    store.evidence(task.id(), act(routine, steps), evidence(found));
    journal.update("UPDATE routine SET steps = ? WHERE task_id = ?", json(steps), task.id());
    return true;
  }

  private long suggestedToday() {
    return journal.count(
        "SELECT count(*) FROM routine WHERE time > ? AND task_id NOT LIKE 'repeat-shown-%'",
        clock.instant().minus(Duration.ofDays(1)).toEpochMilli());
  }

  private boolean isWatched(List<ReplayStep> steps) {
    return steps.stream()
        .map(ReplayStep::page)
        .map(Repetitions::host)
        .distinct()
        .allMatch(host -> settings.watchedSites().contains(host) && !settings.sitePaused(host));
  }

  /** The task of the same routine, or of one that shares half of its steps. */
  private Optional<Task> like(FoundRoutine routine, List<ReplayStep> steps) {
    Optional<Task> same = store.find(PREFIX + routine.id());
    if (same.isPresent()) {
      return same;
    }
    Set<String> wanted = keys(steps);
    return journal
        .query("SELECT task_id, steps FROM routine", row -> List.of(row.text(1), row.text(2)))
        .stream()
        .filter(row -> alike(wanted, keys(read(row.get(1)))))
        .flatMap(row -> store.find(row.getFirst()).stream())
        .findFirst();
  }

  private static boolean alike(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return 2 * both.size() >= Math.min(some.size(), others.size()) && !both.isEmpty();
  }

  private static Set<String> keys(List<ReplayStep> steps) {
    Set<String> keys = new HashSet<>();
    steps.forEach(step -> keys.add(step.deed() + " " + host(step.page()) + " " + step.on().name()));
    return keys;
  }

  /** Whether another kind of task is there for it: the form is filled, the label is suggested. */
  private boolean isDoneOtherwise(FoundRoutine routine, List<ReplayStep> steps) {
    List<ReplayStep> entries = steps.stream().filter(step -> ENTRY.contains(step.deed())).toList();
    for (Task task : store.all()) {
      boolean covered =
          switch (task.act()) {
            case View.FormFill fill -> {
              PageKind into = new PageKind(fill.into());
              long there = entries.stream().filter(step -> into.fits(step.page())).count();
              yield there >= 2 && 2 * there >= entries.size();
            }
            case View.Choice choice ->
                routine.kind().equals("classify")
                    && steps.stream().anyMatch(step -> host(step.page()).equals(choice.site()));
            case View.Conversion _,
                View.Filing _,
                View.Picking _,
                View.Passages _,
                View.Answering _,
                View.Repetition _ ->
                false;
          };
      if (covered) {
        return true;
      }
    }
    return false;
  }

  /** The person wants it: what was always the same may be written down now. */
  void accepted(String taskId) {
    Found found = waiting.remove(taskId);
    if (found != null) {
      List<ReplayStep> steps =
          Anatomy.of(
              found.routine().pattern(), found.times(), hash -> values.find(hash).orElse(null));
      journal.update("UPDATE routine SET steps = ? WHERE task_id = ?", json(steps), taskId);
    }
  }

  /** Suggestions that nobody answered go when the events behind them do. */
  public void expire(Instant before) {
    List<String> old =
        journal.query(
            "SELECT r.task_id FROM routine r JOIN task t ON t.id = r.task_id"
                + " WHERE r.time < ? AND t.phase = 'PROPOSED'",
            row -> row.text(1),
            before.toEpochMilli());
    for (String id : old) {
      store.deleteLearned(id);
      journal.update("DELETE FROM audit WHERE task_id = ?", id);
      journal.update("DELETE FROM routine WHERE task_id = ?", id);
      journal.update("DELETE FROM task WHERE id = ?", id);
    }
  }

  /** What happens from now on is shown. */
  public void begin() {
    shown = new ArrayList<>();
  }

  /** Whether the person is showing a routine. */
  public boolean isShowing() {
    return shown != null;
  }

  /** An event was recorded; told for every one. */
  void recorded(Event event) {
    if (shown != null && shown.size() < MOST_SHOWN) {
      shown.add(event);
    }
  }

  /** What was shown is a routine that can be done again; empty where nothing was done. */
  public Optional<String> end() {
    List<Event> events = shown == null ? List.of() : shown;
    shown = null;
    List<ReplayStep> steps = Anatomy.shown(events, hash -> values.find(hash).orElse(null));
    List<Step> pattern =
        events.stream().flatMap(event -> EventLine.logged(event).stream()).map(Step::of).toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    String id = PREFIX + "shown-" + Long.toHexString(clock.millis());
    View.Repetition what = Naming.of(pattern);
    double seconds =
        Duration.between(events.getFirst().time(), events.getLast().time()).toMillis() / 1000.0;
    journal.update(
        "INSERT OR REPLACE INTO routine (task_id, time, steps) VALUES (?,?,?)",
        id,
        clock.millis(),
        json(steps));
    store.add(
        id,
        id.replaceFirst("-", ":"),
        new View.Repetition(
            what.what(), what.object(), what.values(), what.from(), what.site(), steps.size()),
        new View.Repeated(1, seconds, 0, 1, List.of(), 0, 0));
    store.phase(id, TaskPhase.READY, null);
    return Optional.of(id);
  }

  /** Forgets what is in memory only. */
  public void forget() {
    shown = null;
    waiting.clear();
    values.forget();
  }

  /** How it is done again. */
  public List<ReplayStep> steps(String taskId) {
    return journal
        .first("SELECT steps FROM routine WHERE task_id = ?", row -> row.text(1), taskId)
        .map(Repetitions::read)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND, "'" + taskId + "' is no routine that can be done again"));
  }

  /**
   * It was done again.
   *
   * @param step where it stopped; the number of steps where it did not
   */
  public void done(String taskId, int step) {
    Task task = store.get(taskId);
    boolean whole = step >= steps(taskId).size();
    if (task.evidence() instanceof View.Repeated r) {
      store.evidence(
          taskId,
          task.act(),
          new View.Repeated(
              r.times(),
              r.seconds(),
              r.weekly(),
              r.follows(),
              r.conditions(),
              r.done() + (whole ? 1 : 0),
              r.stopped() + (whole ? 0 : 1)));
    }
  }

  static String host(String page) {
    String host = Sites.host(page);
    return host == null ? "" : host;
  }

  private static String json(List<ReplayStep> steps) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(steps);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ReplayStep> read(String json) {
    try {
      return new ArrayList<>(ProtocolJson.MAPPER.readValue(json, STEPS));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
