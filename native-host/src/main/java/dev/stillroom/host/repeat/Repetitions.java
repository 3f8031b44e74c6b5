package dev.stillroom.host.repeat;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PageKind;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.Worth;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  static final String PREFIX = "repeat-";

  private static final Set<String> ENTRY = Set.of("input", "paste", "select");

  /** Characters of a value that was copied. */
  private static final int LONGEST_COPIED = 2_000;

  private final RoutineTable table;
  private final Settings settings;
  private final TaskStore store;
  private final RecentValues values;
  private final Rewriting rewriting;
  private final Showing showing;
  private final Clock clock;

  /** The times behind what is suggested, for the values that were always the same. */
  private final Map<String, Found> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
          return size() > MOST_WAITING;
        }
      };

  public Repetitions(
      Journal journal,
      Settings settings,
      TaskStore store,
      RecentValues values,
      Rewriting rewriting,
      Clock clock) {
    this.table = new RoutineTable(journal);
    this.settings = settings;
    this.store = store;
    this.values = values;
    this.rewriting = rewriting;
    this.showing = new Showing(table, store, values, clock);
    this.clock = clock;
  }

  /**
   * A routine with the times it was done.
   *
   * @param times the events of each time, oldest first
   * @param conditions what distinguishes them from the times when only the first step was done
   */
  public record Found(
      FoundRoutine routine, List<List<Event>> times, List<EvidenceView.Condition> conditions) {}

  /**
   * Suggests what is new among the routines and worth it.
   *
   * @param found all that are worth it, the one that saves most first
   * @return whether anything changed
   */
  boolean consider(List<Found> found, Tasks tasks) {
    boolean changed = false;
    for (Found one : found) {
      List<ReplayStep> steps = Anatomy.of(one.routine().pattern(), one.times()).steps(_ -> null);
      if (steps.size() < 2 || !isWatched(steps)) {
        continue;
      }
      List<Task> like = like(one, steps);
      if (!like.isEmpty()) {
        changed |= grown(like.getFirst(), one, steps) | joined(like, one, steps);
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
    table.add(id, clock.instant(), steps);
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

  private static EvidenceView.Repeated evidence(Found found) {
    FoundRoutine routine = found.routine();
    return new EvidenceView.Repeated(
        (int) Math.min(Integer.MAX_VALUE, routine.support()),
        routine.seconds(),
        routine.weekly(),
        routine.follows(),
        found.conditions(),
        0,
        0);
  }

  /**
   * It was done once more, or more of it was seen: what still waits for an answer grows. Whoever
   * was looked at in the middle of something was seen to do a part of it.
   */
  private boolean grown(Task task, Found found, List<ReplayStep> steps) {
    FoundRoutine routine = found.routine();
    int known = table.steps(task.id()).size();
    int support = task.evidence().support();
    boolean more =
        steps.size() >= known && routine.support() > support
            || steps.size() > known && 3 * routine.support() >= 2L * support;
    if (task.phase() != TaskPhase.PROPOSED || !more) {
      return false;
    }
    waiting.put(task.id(), found);
    store.evidence(task.id(), act(routine, steps), evidence(found));
    table.steps(task.id(), steps);
    return true;
  }

  /** Suggestions of parts of what is one routine by now are one suggestion. */
  private boolean joined(List<Task> like, Found found, List<ReplayStep> steps) {
    boolean changed = false;
    if (like.getFirst().phase() != TaskPhase.PROPOSED) {
      return false;
    }
    for (Task other : like.subList(1, like.size())) {
      boolean part = keys(steps).containsAll(keys(table.steps(other.id())));
      if (other.phase() == TaskPhase.PROPOSED && (part || isSame(other, found))) {
        remove(other.id());
        changed = true;
      }
    }
    return changed;
  }

  private void remove(String id) {
    waiting.remove(id);
    store.deleteLearned(id);
    table.delete(id);
  }

  private long suggestedToday() {
    return table.suggestedAfter(clock.instant().minus(Duration.ofDays(1)));
  }

  private boolean isWatched(List<ReplayStep> steps) {
    return steps.stream()
        .map(ReplayStep::page)
        .map(Repetitions::host)
        .distinct()
        .allMatch(host -> settings.watchedSites().contains(host) && !settings.sitePaused(host));
  }

  /**
   * The task of the same routine first, then those of routines that share half of its steps or of
   * its events.
   */
  private List<Task> like(Found found, List<ReplayStep> steps) {
    String id = PREFIX + found.routine().id();
    Set<String> wanted = keys(steps);
    List<Task> like = new ArrayList<>();
    table
        .all()
        .forEach(
            (other, itsSteps) ->
                store
                    .find(other)
                    .filter(
                        task ->
                            other.equals(id)
                                || alike(wanted, keys(itsSteps))
                                || isSame(task, found))
                    .ifPresent(like::add));
    like.sort(Comparator.comparing(task -> !task.id().equals(id)));
    return like;
  }

  /** Whether a suggestion and a routine are made of the same events. */
  private boolean isSame(Task task, Found found) {
    Found before = waiting.get(task.id());
    return before != null && overlap(before, found);
  }

  private static boolean overlap(Found one, Found other) {
    Set<String> some = eventsOf(one);
    Set<String> others = eventsOf(other);
    int least = Math.min(some.size(), others.size());
    some.retainAll(others);
    return least > 0 && 2 * some.size() >= least;
  }

  private static Set<String> eventsOf(Found found) {
    Set<String> ids = new HashSet<>();
    found.times().forEach(events -> events.forEach(event -> ids.add(event.id())));
    return ids;
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
                View.Repetition _,
                View.Answering _,
                View.Errand _ ->
                false;
          };
      if (covered) {
        return true;
      }
    }
    return false;
  }

  /**
   * The person wants it: what was always the same may be written down now, and how values that were
   * copied are changed is looked for.
   */
  void accepted(String taskId) {
    Found found = waiting.remove(taskId);
    if (found == null) {
      return;
    }
    Anatomy anatomy = Anatomy.of(found.routine().pattern(), found.times());
    List<ReplayStep> steps = anatomy.steps(this::known);
    table.steps(taskId, steps);
    for (Rewriting.Wanted wanted : anatomy.changes(this::known)) {
      rewriting.find(wanted, (step, program) -> changes(taskId, step, program));
    }
  }

  private @Nullable String known(String hash) {
    return values.find(hash).orElse(null);
  }

  /** A step's value need not be asked for any more: it is made of what was copied. */
  private void changes(String taskId, Rewriting.Wanted wanted, String program) {
    if (store.find(taskId).isEmpty()) {
      return; // Forgotten meanwhile.
    }
    ReplayStep before = table.steps(taskId).get(wanted.step());
    Rewriting.Pair shown = wanted.pairs().getLast();
    int last = wanted.from().getLast();
    View.Rewritten how =
        new View.Rewritten(wanted.from(), shown.copied().getLast(), shown.entered());
    ReplayStep step =
        new ReplayStep(before.deed(), before.page(), before.on(), null, null, last, how);
    table.change(taskId, wanted.step(), step, program);
  }

  /**
   * What a step would enter of what was copied, for the person to see before it is; empty where it
   * is not sure enough.
   *
   * @param copied by the steps that it is made of, in their order
   */
  public Optional<String> changed(String taskId, int step, List<String> copied) {
    View.Rewritten how =
        steps(taskId).stream()
            .skip(Math.max(0, step))
            .findFirst()
            .map(ReplayStep::changed)
            .orElse(null);
    boolean fits =
        how != null
            && how.from().size() == copied.size()
            && copied.stream().allMatch(value -> value.length() <= LONGEST_COPIED);
    if (!fits) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "step "
              + step
              + " of '"
              + taskId
              + "' makes no value of "
              + copied.size()
              + " copied ones");
    }
    return Optional.ofNullable(table.programs(taskId).get(Integer.toString(step)))
        .map(program -> Rewriting.made(program, copied));
  }

  /** Suggestions that nobody answered go when the events behind them do. */
  public void expire(Instant before) {
    table.unanswered(before).forEach(this::remove);
  }

  /** What the person shows. */
  public Showing showing() {
    return showing;
  }

  /** Forgets what is in memory only, and what a worker was given of it. */
  public void forget() {
    showing.forget();
    waiting.clear();
    values.forget();
    rewriting.forget();
  }

  /** How it is done again. */
  public List<ReplayStep> steps(String taskId) {
    return table.steps(taskId);
  }

  /**
   * It was done again.
   *
   * @param step where it stopped; the number of steps where it did not
   */
  public void done(String taskId, int step) {
    Task task = store.get(taskId);
    boolean whole = step >= steps(taskId).size();
    if (task.evidence() instanceof EvidenceView.Repeated r) {
      store.evidence(
          taskId,
          task.act(),
          new EvidenceView.Repeated(
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
}
