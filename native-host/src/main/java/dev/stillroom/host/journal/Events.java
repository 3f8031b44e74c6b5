package dev.stillroom.host.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The raw events: each is recorded once, kept for 14 days, and can be searched. */
public final class Events {

  /** How long a raw event is kept. Acts, outcomes and labels stand in other tables and stay. */
  public static final Duration RETENTION = Duration.ofDays(14);

  private static final ObjectWriter JSON = ProtocolJson.MAPPER.writerFor(Event.class);

  private static final String WHERE =
      " FROM event WHERE time >= ? AND (? = '' OR json LIKE ? ESCAPE '\\')";

  private final Journal journal;
  private final Settings settings;
  private final Clock clock;
  private final LateEvents late;

  public Events(Journal journal, Settings settings, Clock clock) {
    this.journal = journal;
    this.settings = settings;
    this.clock = clock;
    this.late = new LateEvents(journal);
  }

  /**
   * What became of a batch.
   *
   * @param fresh the events recorded now, as they were recorded
   * @param ids every id the sender need not send again: recorded now, recorded before, not wanted
   *     because recording is paused, the site is not watched or it was forgotten while the event
   *     waited, and refused ones, so that one bad event blocks no queue
   * @param refused events that will never be recorded, each with its reason
   */
  public record Recorded(List<Event> fresh, List<String> ids, List<Refused> refused) {}

  /** An event that cannot be believed; {@code id} is as it was sent, shortened. */
  public record Refused(String id, RequestFailure reason) {}

  /** Records a batch. It survives the process's death once the surrounding transaction ended. */
  public Recorded record(List<Event> batch) {
    Instant now = clock.instant();
    boolean paused = settings.recordingPaused();
    List<String> pausedSites = settings.pausedSites();
    List<String> watchedSites = settings.watchedSites();
    LateEvents.Dropped forgotten = late.dropped();
    List<Event> fresh = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    journal.transaction(
        () -> {
          batch.stream()
              .filter(Objects::nonNull)
              .forEach(
                  sent -> {
                    if (sent.id() != null && sent.id().length() <= EventCheck.LONGEST_ID) {
                      ids.add(sent.id());
                    }
                    try {
                      Event event = EventCheck.checked(sent, now);
                      String site = site(event);
                      if (!paused
                          && pausedSites.stream().noneMatch(p -> Sites.within(site, p))
                          && (event instanceof Event.Download || watchedSites.contains(site))
                          && !forgotten.is(event.id(), event.time().toEpochMilli(), json(event))
                          && insert(event, site)) {
                        fresh.add(event);
                      }
                    } catch (RequestFailure reason) {
                      refused.add(new Refused(shortened(sent.id()), reason));
                    }
                  });
          return null;
        });
    return new Recorded(List.copyOf(fresh), List.copyOf(ids), List.copyOf(refused));
  }

  private boolean insert(Event event, String site) {
    return journal.update(
            "INSERT OR IGNORE INTO event (id, time, type, site, json) VALUES (?, ?, ?, ?, ?)",
            event.id(),
            event.time().toEpochMilli(),
            type(event),
            site,
            json(event))
        == 1;
  }

  /**
   * An event as it may be believed, its addresses without secrets; nothing is recorded.
   *
   * @throws RequestFailure naming the first member that is wrong
   */
  public Event checked(Event event) {
    return EventCheck.checked(event, clock.instant());
  }

  /** The page's host an event belongs to; empty where there is none. */
  public static String site(Event event) {
    return switch (event) {
      case Event.Download d ->
          Stream.of(d.referrer(), d.pageUrl(), d.finalUrl(), d.url())
              .map(Sites::host)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse("");
      case Event.OnPage page -> Objects.requireNonNullElse(Sites.host(page.url()), "");
    };
  }

  private static String type(Event event) {
    return switch (event) {
      case Event.Download _ -> "download";
      case Event.Chosen _ -> "chosen";
      case Event.Copied _ -> "copied";
      case Event.Pasted _ -> "pasted";
      case Event.Edited _ -> "edited";
      case Event.Prompted _ -> "prompted";
      case Event.Gesture _ -> "gesture";
    };
  }

  /**
   * Events, newest first.
   *
   * @param since null for all
   * @param query text that must occur in the event; null for all
   */
  public List<View.RecordedEvent> list(Instant since, String query, int limit) {
    return journal.query(
        "SELECT id, time, type, site, json, EXISTS (SELECT 1 FROM download d JOIN follow_up f"
            + " ON f.download_id = d.id WHERE d.event_id = event.id"
            + " AND f.time <= (SELECT max(installed) FROM model))"
            + " OR EXISTS (SELECT 1 FROM choice c JOIN task t ON t.deed = 'choose:' || c.place_id"
            + " JOIN model m ON m.task_id = t.id WHERE c.event_id = event.id"
            + " AND c.time <= m.installed)"
            + WHERE
            + " ORDER BY time DESC, seq DESC LIMIT ?",
        row ->
            new View.RecordedEvent(
                row.text(1),
                Instant.ofEpochMilli(row.number(2)),
                row.text(3),
                row.text(4),
                summary(row.text(5)),
                row.flag(6)),
        millis(since),
        text(query),
        pattern(query),
        Math.clamp(limit, 1, 1_000));
  }

  /** The newest events as they are written, oldest first. */
  public List<String> raw(int limit) {
    return journal
        .query(
            "SELECT json FROM event WHERE time >= ? ORDER BY seq DESC LIMIT ?",
            row -> row.text(1),
            clock.instant().minus(RETENTION).toEpochMilli(),
            limit)
        .reversed();
  }

  /** How many events {@link #list} would find without a limit. */
  public long count(Instant since, String query) {
    return journal.count("SELECT count(*)" + WHERE, millis(since), text(query), pattern(query));
  }

  /**
   * Removes raw events older than {@link #RETENTION}, and what was noted of a forgetting then;
   * returns how many events.
   */
  public int expire() {
    Instant before = clock.instant().minus(RETENTION);
    late.expire(before);
    return journal.update("DELETE FROM event WHERE time < ?", before.toEpochMilli());
  }

  /**
   * To be called every few seconds, and cheap: where the clock was set back after a forgetting,
   * what happens from now on is not taken for what was before it.
   */
  public void lookAtClock() {
    late.clock(clock.instant());
  }

  private static String summary(String json) throws java.sql.SQLException {
    try {
      return switch (ProtocolJson.MAPPER.readValue(json, Event.class)) {
        case Event.Download d -> shortened(String.valueOf(Path.of(d.path()).getFileName()));
        case Event.Chosen c -> shortened(c.label() + " · " + c.input().path("text").asText());
        case Event.Copied c -> shortened("⧉ " + named(c.from()) + c.text());
        case Event.Pasted p -> shortened("⇥ " + named(p.into()) + p.text());
        case Event.Edited c -> shortened("✎ " + named(c.field()) + c.value());
        case Event.Prompted p -> shortened("❝ " + named(p.into()) + p.text());
        case Event.Gesture g -> shortened(sign(g.deed()) + " " + what(g));
      };
    } catch (JsonProcessingException newerEvent) {
      return "";
    }
  }

  private static String sign(Event.Deed deed) {
    return switch (deed) {
      case CLICK -> "☞";
      case SELECT -> "☑";
      case SUBMIT -> "⏎";
      case NAVIGATE -> "→";
      case TAB -> "⇆";
      case HIGHLIGHT -> "▒";
    };
  }

  private static String what(Event.Gesture gesture) {
    if (!gesture.on().name().isEmpty()) {
      return gesture.on().name();
    }
    int path = gesture.url().indexOf('/', gesture.url().indexOf("://") + 3);
    return path < 0 ? gesture.on().role() : gesture.url().substring(path);
  }

  private static String named(Event.Spot spot) {
    return spot.name().isEmpty() ? "" : spot.name() + ": ";
  }

  private static String json(Event event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new JournalFailure("cannot write the event " + event.id() + " as JSON", e);
    }
  }

  private static long millis(Instant since) {
    return since == null ? Long.MIN_VALUE : since.toEpochMilli();
  }

  private static String text(String query) {
    return query == null ? "" : query;
  }

  private static String pattern(String query) {
    return "%" + text(query).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static String shortened(String value) {
    String text = value == null ? "" : value.replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
