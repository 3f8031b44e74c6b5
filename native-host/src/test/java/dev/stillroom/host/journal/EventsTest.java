package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path home;
  private Journal journal;
  private Settings settings;
  private Events events;

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
    settings = new Settings(journal);
    events = at(NOW);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Events at(Instant now) {
    return new Events(journal, settings, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Event.Download event(String id) {
    return event(id, NOW, "https://shop.localhost/page", "/home/ada/Downloads/photo.webp");
  }

  private static Event.Download event(String id, Instant time, String page, String path) {
    return new Event.Download(
        id,
        time,
        "s",
        "https://cdn.localhost/a",
        "https://cdn.localhost/a",
        page,
        null,
        "Pictures",
        "image/webp",
        9,
        path);
  }

  @Test
  void anEventIsRecordedOnceHoweverOftenItIsSent() {
    assertEquals(
        List.of("a", "b"),
        events.record(List.of(event("a"), event("b"))).fresh().stream().map(Event::id).toList());
    Events.Recorded again = events.record(List.of(event("b"), event("c"), event("c")));
    assertEquals(List.of("c"), again.fresh().stream().map(Event::id).toList());
    assertEquals(List.of("b", "c", "c"), again.ids());
    assertEquals(3, events.count(null, null));
  }

  @Test
  void aBadEventIsRefusedByItselfAndBlocksNoQueue() {
    String huge = "x".repeat(1 << 20);
    List<Event> batch = new ArrayList<>();
    batch.add(event("good"));
    batch.add(null);
    batch.add(event("a", NOW, null, "/home/ada/../bob/x"));
    batch.add(event("b", NOW, null, "/home/ada/a\0b"));
    batch.add(event("c", NOW, null, "Downloads/x"));
    batch.add(event("d", NOW, null, "/" + huge));
    batch.add(event("e", NOW, "https://" + huge, "/x"));
    batch.add(event("f", NOW.plus(Duration.ofDays(3000)), null, "/x"));
    batch.add(event("g", Instant.MAX, null, "/x"));
    batch.add(event("h", Instant.MIN, null, "/x"));
    batch.add(event("i", null, null, "/x"));
    batch.add(event("j", NOW, null, null));
    batch.add(event("k", NOW, null, "/x/"));
    batch.add(event(null));
    batch.add(event(huge));
    batch.add(new Event.Download("l", NOW, "s", null, null, null, null, null, null, 1, "/x"));
    batch.add(new Event.Download("m", NOW, "s", "u", null, null, null, huge, null, 1, "/x"));
    batch.add(new Event.Download("n", NOW, "s", "u", null, null, null, null, huge, 1, "/x"));
    batch.add(new Event.Download("o", NOW, "s", "u", null, null, null, null, null, -7, "/x"));
    batch.add(event("fine"));

    Events.Recorded recorded = events.record(batch);

    assertEquals(List.of("good", "fine"), recorded.fresh().stream().map(Event::id).toList());
    assertEquals(
        Arrays.asList("good a b c d e f g h i j k l m n o fine".split(" ")), recorded.ids());
    assertEquals(17, recorded.refused().size());
    List<String> members =
        List.of(
            "path",
            "path",
            "path",
            "path",
            "pageUrl|referrer",
            "time",
            "time",
            "time",
            "time",
            "path",
            "path",
            "id",
            "id",
            "url",
            "title",
            "mime",
            "bytes");
    for (int i = 0; i < members.size(); i++) {
      Events.Refused refused = recorded.refused().get(i);
      String message = refused.reason().getMessage();
      assertEquals(ErrorCode.INVALID_VALUE, refused.reason().code());
      assertTrue(
          message.matches("the event's (" + members.get(i) + ") .*: .*"),
          members.get(i) + ": " + message);
      assertTrue(message.length() < 300, message);
      assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }
    assertEquals(2, events.count(null, null));
  }

  @Test
  void whatMayBeSecretInUrlsIsNotRecorded() {
    events.record(
        List.of(
            new Event.Download(
                "a",
                NOW,
                "s",
                "https://ada:pa55word@cdn.localhost:8080/a?token=t0ken#c0de",
                "data:image/webp;base64,QUJD",
                "https://shop.localhost/?session=5e55ion",
                null,
                null,
                null,
                1,
                "/home/ada/a.webp")));
    String json = journal.query("SELECT json FROM event", row -> row.text(1)).getFirst();
    assertTrue(json.contains("https://cdn.localhost:8080/a\""), json);
    assertTrue(json.contains("data:image/webp;base64\""), json);
    for (String secret : List.of("pa55word", "t0ken", "c0de", "QUJD", "5e55ion")) {
      assertFalse(json.contains(secret), json);
    }
  }

  @Test
  void nothingIsRecordedWhileRecordingIsPausedAndTheQueueGoesOn() {
    settings.recordingPaused(true);
    Events.Recorded paused = events.record(List.of(event("a")));
    assertEquals(List.of(), paused.fresh());
    assertEquals(List.of("a"), paused.ids());
    settings.recordingPaused(false);
    settings.pauseSite("Shop.localhost", true);
    String sub = "https://www.shop.localhost/";
    assertEquals(List.of(), events.record(List.of(event("b"), event("c", NOW, sub, "/x"))).fresh());
    settings.pauseSite("shop.localhost", false);
    assertEquals(1, events.record(List.of(event("d"))).fresh().size());
  }

  @Test
  void rawEventsAreKeptForFourteenDaysAndLabelsForGood() {
    events.record(List.of(event("old"), event("young", NOW.plusSeconds(60), null, "/x")));
    Downloads downloads = new Downloads(journal, Clock.fixed(NOW, ZoneOffset.UTC));
    downloads.add(
        event("old"), new Downloads.Found(Path.of("/d/photo.webp"), true, "1:1", 9, null, null));
    journal.update(
        "INSERT INTO follow_up (download_id, time, deed, actor) VALUES ('old', 1, 'leave', 'outside')");
    journal.update(
        "INSERT INTO act (id, time, actor, kind, goal, remove_original, state, step, source)"
            + " VALUES ('a', 1, 'PERSON', 'CONVERT', 'jpeg', 0, 'DONE', 'x', '/d/photo.webp')");
    Events later = at(NOW.plus(Events.RETENTION).plusSeconds(30));
    assertEquals(1, later.expire());
    assertEquals(List.of("young"), ids(later.list(null, null, 10)));
    assertEquals(1, journal.count("SELECT count(*) FROM download"));
    assertEquals(1, journal.count("SELECT count(*) FROM follow_up"));
    assertEquals(1, journal.count("SELECT count(*) FROM act"));
  }

  @Test
  void eventsAreFoundByTextAndTimeNewestFirst() {
    events.record(
        List.of(
            event("a", NOW.minusSeconds(20), "https://blog.localhost/", "/d/100%_holiday.webp"),
            event("b", NOW.minusSeconds(10), "https://shop.localhost/", "/d/lamp.webp"),
            event("c", NOW, "https://shop.localhost/", "/d/chair.webp")));
    assertEquals(List.of("c", "b", "a"), ids(events.list(null, null, 10)));
    assertEquals(List.of("c"), ids(events.list(null, "", 1)));
    assertEquals(List.of("c", "b"), ids(events.list(null, "SHOP.localhost", 10)));
    assertEquals(List.of("a"), ids(events.list(null, "100%_", 10)));
    assertEquals(List.of(), ids(events.list(null, "100_%", 10)));
    assertEquals(List.of("c", "b"), ids(events.list(NOW.minusSeconds(10), null, 10)));
    assertEquals(2, events.count(null, "shop"));
    View.RecordedEvent event = events.list(null, "lamp", 10).getFirst();
    assertEquals("lamp.webp", event.summary());
    assertEquals("shop.localhost", event.site());
    assertEquals("download", event.type());
    assertFalse(event.learnedFrom());
  }

  @Test
  void anEventIsLearnedFromOnceAModelIsYoungerThanItsLabel() {
    events.record(List.of(event("a"), event("b")));
    Downloads downloads = new Downloads(journal, Clock.fixed(NOW, ZoneOffset.UTC));
    downloads.add(
        event("a"), new Downloads.Found(Path.of("/d/photo.webp"), true, "1:1", 9, null, null));
    journal.update(
        "INSERT INTO follow_up (download_id, time, deed, actor) VALUES ('a', 5, 'leave', 'outside')");
    assertEquals(List.of(), learnedFrom());
    journal.update(
        "INSERT INTO model (task_id, digest, version, role, trust, installed, since, card)"
            + " VALUES ('t', 'd', 1, 'CHAMPION', 'SUGGEST', 6, 0, '{}')");
    assertEquals(List.of("a"), learnedFrom());
  }

  private List<String> learnedFrom() {
    return ids(
        events.list(null, null, 10).stream().filter(View.RecordedEvent::learnedFrom).toList());
  }

  private static List<String> ids(List<View.RecordedEvent> events) {
    return events.stream().map(View.RecordedEvent::id).toList();
  }
}
