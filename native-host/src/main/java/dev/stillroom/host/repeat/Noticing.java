package dev.stillroom.host.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.repeat.Conditions.Occasion;
import dev.stillroom.host.repeat.Repetitions.Found;
import dev.stillroom.host.routine.EventLine;
import dev.stillroom.host.routine.discovery.Discovery;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.LoggedEvent;
import dev.stillroom.host.routine.discovery.Step;
import dev.stillroom.host.routine.discovery.Worth;
import dev.stillroom.host.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Lets the recorded events stream through discovery, on a thread of its own so that nobody waits
 * for it, and tells what was found a moment after something was done. What the journal still holds
 * comes first, once there is a page action at all.
 */
public final class Noticing implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Noticing.class.getName());

  /** Who is in the middle of something is not looked at for each step. */
  private static final Duration REST = Duration.ofMillis(1_500);

  /** Who does not rest at all is looked at after so many of those. */
  private static final int MOST_RESTS = 20;

  /** A look may take this part of one core's time at most. */
  private static final int SHARE = 20;

  /** Events of which the whole is kept: those that discovery still looks at. */
  private static final int KEPT = 2 * Discovery.WINDOW;

  /** Routines that are looked at closely. */
  private static final int MOST_ROUTINES = 10;

  /** Times of one routine that its steps are learned from. */
  private static final int MOST_TIMES = 20;

  private final Events journal;
  private final Repetitions repetitions;
  private final Tasks tasks;
  private final Executor engine;
  private final Runnable changed;
  private final Duration rest;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noticing").factory());

  /** Of the engine's thread: what was found before the last forgetting says nothing. */
  private long generation;

  private boolean begun;

  /** Of the own thread. */
  private Stream stream = new Stream();

  private boolean pending;
  private long newest;
  private long newestAt;
  private int rests;
  private long cost;

  /**
   * @param engine runs on the engine's thread
   * @param changed told when something new is suggested
   */
  public Noticing(
      Events journal, Repetitions repetitions, Tasks tasks, Executor engine, Runnable changed) {
    this(journal, repetitions, tasks, engine, changed, REST);
  }

  Noticing(
      Events journal,
      Repetitions repetitions,
      Tasks tasks,
      Executor engine,
      Runnable changed,
      Duration rest) {
    this.rest = rest;
    this.journal = journal;
    this.repetitions = repetitions;
    this.tasks = tasks;
    this.engine = engine;
    this.changed = changed;
  }

  private static final class Stream {
    private final Discovery discovery = new Discovery((_, _) -> {});
    private final Map<Long, Event> events =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Event> eldest) {
            return size() > KEPT;
          }
        };

    boolean add(Event event) {
      Optional<LoggedEvent> logged;
      try {
        logged = EventLine.logged(event);
      } catch (IllegalArgumentException strange) {
        LOG.log(Level.FINE, "an event that discovery does not understand", strange);
        return false;
      }
      logged.ifPresent(
          line -> {
            events.put(discovery.events(), event);
            discovery.observe(line);
          });
      return logged.isPresent();
    }

    boolean isLike(Event event, String step) {
      return EventLine.logged(event).filter(line -> discovery.text(line).equals(step)).isPresent();
    }
  }

  /** An event was recorded; called on the engine's thread. */
  public void recorded(Event event) {
    repetitions.showing().recorded(event);
    if (begun) {
      long now = generation;
      thread.execute(() -> observe(event, now));
    } else if (event instanceof Event.OnPage) {
      begun = true;
      List<String> before = journal.raw(KEPT);
      long now = generation;
      thread.execute(() -> read(before, now));
    }
  }

  private void read(List<String> lines, long now) {
    for (String line : lines) {
      try {
        stream.add(ProtocolJson.MAPPER.readValue(line, Event.class));
      } catch (JsonProcessingException newer) {
        LOG.log(Level.FINE, "an event of another version", newer);
      }
    }
    soon(now);
  }

  private void observe(Event event, long now) {
    if (stream.add(event)) {
      soon(now);
    }
  }

  /** Forgets what it holds; the journal says what is left. Called on the engine's thread. */
  public void forget() {
    generation++;
    begun = false;
    thread.execute(() -> stream = new Stream());
  }

  private void soon(long now) {
    newest = now;
    newestAt = System.nanoTime();
    if (!pending) {
      pending = true;
      rests = 0;
      after(Math.max(rest.toMillis(), SHARE * cost));
    }
  }

  private void after(long millis) {
    thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long still = rest.toMillis() - (System.nanoTime() - newestAt) / 1_000_000;
    if (still > 0 && ++rests < MOST_RESTS) {
      after(still);
      return;
    }
    pending = false;
    try {
      lookNow(newest);
    } catch (RuntimeException broken) {
      LOG.log(Level.SEVERE, "routines could not be looked for", broken);
    }
  }

  private void lookNow(long now) {
    long start = System.nanoTime();
    Stream seen = stream;
    Map<String, List<List<Event>>> times = new HashMap<>();
    List<FoundRoutine> routines =
        seen.discovery.routines(
            (id, lines) -> {
              List<Event> events =
                  Arrays.stream(lines).mapToObj(seen.events::get).filter(e -> e != null).toList();
              List<List<Event>> known = times.computeIfAbsent(id, _ -> new ArrayList<>());
              known.add(events);
              if (known.size() > MOST_TIMES) {
                known.removeFirst();
              }
            });
    List<Found> found =
        Worth.ranked(routines).stream()
            .limit(MOST_ROUTINES)
            .map(one -> found(seen, one, times.getOrDefault(one.id(), List.of())))
            .toList();
    cost = (System.nanoTime() - start) / 1_000_000;
    if (!found.isEmpty()) {
      engine.execute(
          () -> {
            if (now == generation && repetitions.consider(found, tasks)) {
              changed.run();
            }
          });
    }
  }

  private static Found found(Stream seen, FoundRoutine one, List<List<Event>> times) {
    Set<String> begun =
        times.stream()
            .filter(events -> !events.isEmpty())
            .map(events -> events.getFirst().id())
            .collect(Collectors.toSet());
    String first = one.pattern().getFirst().text();
    List<Occasion> occasions = new ArrayList<>();
    Event.OnPage before = null;
    for (Event event : seen.events.values()) {
      if (event instanceof Event.OnPage onPage) {
        boolean done = begun.contains(event.id());
        if (done || seen.isLike(event, first)) {
          occasions.add(new Occasion(onPage, before, done));
        }
        before = onPage;
      }
    }
    List<List<Event>> aligned =
        times.stream().map(events -> aligned(seen, one.pattern(), events)).toList();
    return new Found(one, aligned, Conditions.of(occasions));
  }

  /**
   * The event of each step, without what was done in between; all of them of an incomplete time.
   */
  private static List<Event> aligned(Stream seen, List<Step> pattern, List<Event> events) {
    List<Event> aligned = new ArrayList<>();
    for (Event event : events) {
      if (aligned.size() < pattern.size()
          && seen.isLike(event, pattern.get(aligned.size()).text())) {
        aligned.add(event);
      }
    }
    return aligned.size() == pattern.size() ? aligned : events;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
