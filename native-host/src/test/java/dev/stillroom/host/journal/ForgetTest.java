package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SECRET = "secret-shop.localhost";
  private static final String FILE = "birthday-present";
  private static final List<String> TABLES =
      List.of(
          "event",
          "download",
          "follow_up",
          "act",
          "task",
          "model",
          "prediction",
          "correction",
          "notice",
          "audit");

  @TempDir Path home;
  private Journal journal;
  private Settings settings;
  private Downloads downloads;
  private Forget forget;
  private final List<Path> givenBack = new ArrayList<>();

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
    settings = new Settings(journal);
    downloads = new Downloads(journal, Clock.fixed(NOW, ZoneOffset.UTC));
    forget =
        new Forget(journal, Clock.fixed(NOW, ZoneOffset.UTC), kept -> givenBack.add(kept.file()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aForgottenSiteIsNowhereInTheJournalsFiles() throws IOException {
    record("a", SECRET, FILE, NOW);
    record("b", "blog.localhost", "holiday", NOW.plusSeconds(5));
    task("shop-task", SECRET);
    task("other-task", "blog.localhost");
    journal.update(
        "INSERT INTO audit (time, task_id, what, why) VALUES (1, 'other-task', 'rose', ?)",
        "because of pictures from " + SECRET);
    assertTrue(found(SECRET));
    assertTrue(found(FILE));

    Forgotten forgotten = forget.site(SECRET);

    assertFalse(found(SECRET));
    assertFalse(found(FILE));
    assertTrue(found("blog.localhost"));
    assertTrue(found("holiday"));
    assertEquals(List.of("shop-task"), forgotten.tasks());
    assertEquals(List.of("other-task"), forgotten.retrain());
    assertEquals(
        List.of("digest-of-other-task.still", "digest-of-shop-task.still"),
        forgotten.packs().stream().sorted().toList());
    assertEquals(List.of(Path.of("/kept/" + FILE)), givenBack);
    assertEquals(List.of(), forgotten.kept());
    assertEquals(1, journal.count("SELECT count(*) FROM event"));
    assertEquals(1, journal.count("SELECT count(*) FROM correction"));
    assertEquals(1, journal.count("SELECT count(*) FROM act"));
    assertEquals(
        1, journal.count("SELECT count(*) FROM task WHERE id = 'other-task' AND retrain = 1"));
    assertEquals(
        1, journal.count("SELECT count(*) FROM known_file WHERE digest = 'digest-of-holiday'"));
    assertFalse(found("digest-of-" + FILE));
  }

  @Test
  void aForgottenSitesChoicesTheirExamplesAndWhatWasLearnedFromThemAreNowhere() throws IOException {
    String text = "the birthday surprise is broken";
    settings.watchSite(SECRET, true);
    settings.watchSite("blog.localhost", true);
    Choice choice = choose("a", SECRET, text);
    Choice other = choose("b", "blog.localhost", "a harmless question");
    assertTrue(found(SECRET));
    assertTrue(found(text));

    Forgotten forgotten = forget.site(SECRET);

    assertFalse(found(SECRET));
    assertFalse(found(text));
    assertFalse(found(choice.id()));
    assertEquals(List.of("choose-" + choice.placeId()), forgotten.tasks());
    assertEquals(List.of("digest-of-choose-" + choice.placeId() + ".still"), forgotten.packs());
    assertEquals(List.of("blog.localhost"), settings.watchedSites());
    assertEquals(List.of(other.id()), journal.query("SELECT id FROM choice", row -> row.text(1)));
  }

  @Test
  void aDeletedChoiceTakesItsExampleAndLeavesTheModelUntilItIsLearnedAgain() {
    Choice choice = choose("a", SECRET, "the birthday surprise is broken");
    Forgotten forgotten = forget.event("a");
    assertEquals(0, journal.count("SELECT count(*) FROM choice"));
    assertEquals(0, journal.count("SELECT count(*) FROM correction"));
    assertEquals(List.of(), forgotten.packs());
    assertEquals(List.of("choose-" + choice.placeId()), forgotten.retrain());
  }

  /** A choice with its event, a task that learned from it, a suggestion and a correction. */
  private Choice choose(String id, String site, String text) {
    Event.Chosen event = Chosen.at(id, NOW, site, text, "bug");
    settings.watchSite(site, true);
    new Events(journal, settings, Clock.fixed(NOW, ZoneOffset.UTC)).record(List.of(event));
    Choice choice = new Choices(journal, Clock.fixed(NOW, ZoneOffset.UTC)).add(event);
    String task = "choose-" + choice.placeId();
    task(task, site);
    journal.update("UPDATE task SET deed = ? WHERE id = ?", "choose:" + choice.placeId(), task);
    journal.update(
        "INSERT INTO prediction (id, task_id, model_digest, subject_id, time, confidence, mode,"
            + " reasons) VALUES (?, ?, 'm', ?, 0, 0.9, 'offered', '[]')",
        "suggestion-" + id,
        task,
        choice.id());
    journal.update("INSERT INTO correction VALUES (?, ?, 'bug', 0)", task, choice.id());
    return choice;
  }

  @Test
  void subdomainsAreForgottenAndOtherSitesThatOnlyLookAlikeAreNot() {
    record("a", "www.shop.localhost", "x", NOW);
    record("b", "myshop.localhost", "y", NOW);
    record("c", "shop.localhost-cdn.example", "z", NOW);
    forget.site("Shop.localhost");
    assertEquals(
        List.of("b", "c"),
        journal.query("SELECT id FROM download ORDER BY id", row -> row.text(1)));
  }

  @Test
  void aForgottenSiteStaysPaused() {
    settings.pauseSite(SECRET, true);
    record("a", SECRET, FILE, NOW);
    forget.site(SECRET);
    assertEquals(List.of(SECRET), settings.pausedSites());
  }

  @Test
  void aForgottenTaskLeavesWhatThePersonDid() {
    record("a", SECRET, FILE, NOW);
    task("shop-task", SECRET);
    journal.update("UPDATE act SET task_id = 'shop-task'");
    Forgotten forgotten = forget.task("shop-task");
    assertEquals(List.of("digest-of-shop-task.still"), forgotten.packs());
    assertEquals(1, journal.count("SELECT count(*) FROM act WHERE task_id IS NULL"));
    assertEquals(1, journal.count("SELECT count(*) FROM follow_up"));
    assertEquals(0, journal.count("SELECT count(*) FROM task"));
    assertEquals(0, journal.count("SELECT count(*) FROM model"));
    assertEquals(
        ErrorCode.NOT_FOUND,
        assertThrows(RequestFailure.class, () -> forget.task("shop-task")).code());
  }

  @Test
  void whatCameSinceATimeIsForgotten() throws IOException {
    record("a", "blog.localhost", "holiday", NOW.minusSeconds(3600));
    record("b", SECRET, FILE, NOW);
    task("shop-task", SECRET);
    choose("c", SECRET, "the birthday surprise is broken");
    settings.watchSite(SECRET, false);
    Choice older = choose("d", "blog.localhost", "a harmless question");
    journal.update("UPDATE choice SET time = 0 WHERE id = ?", older.id());
    Forgotten forgotten = forget.since(NOW.minusSeconds(60));
    assertFalse(found(SECRET));
    assertFalse(found(FILE));
    assertEquals(List.of(older.placeId()), journal.query("SELECT id FROM place", r -> r.text(1)));
    assertTrue(found("holiday"));
    assertTrue(forgotten.packs().contains("digest-of-shop-task.still"));
  }

  @Test
  void oneLineCanBeForgotten() throws IOException {
    record("a", SECRET, FILE, NOW);
    record("b", "blog.localhost", "holiday", NOW);
    task("other-task", "blog.localhost");
    Forgotten forgotten = forget.event("a");
    assertFalse(found(SECRET));
    assertTrue(found("holiday"));
    assertEquals(List.of(), forgotten.packs());
    assertEquals(List.of("other-task"), forgotten.retrain());
    assertEquals(
        ErrorCode.NOT_FOUND, assertThrows(RequestFailure.class, () -> forget.event("a")).code());
  }

  @Test
  void forgettingEverythingLeavesAnEmptyJournalAndTheSwitches() throws IOException {
    record("a", SECRET, FILE, NOW);
    task("shop-task", SECRET);
    settings.stopped(true);
    Forgotten forgotten = forget.everything();
    for (String table : TABLES) {
      assertEquals(0, journal.count("SELECT count(*) FROM " + table), table);
    }
    assertFalse(found(SECRET));
    assertFalse(found(FILE));
    assertTrue(settings.stopped());
    assertTrue(forgotten.rows() >= TABLES.size());
    assertEquals(List.of("digest-of-shop-task.still"), forgotten.packs());
  }

  /** Else what was excluded would be recorded from then on, without a word. */
  @Test
  void anExcludedSiteStaysExcludedWhenEverythingIsForgotten() {
    settings.pauseSite("bank.example", true);
    settings.watchSite("blog.localhost", true);
    forget.everything();
    assertTrue(settings.sitePaused("docs.bank.example"));
    assertEquals(List.of(), settings.watchedSites());
    record("a", "bank.example", "statement", NOW);
    assertEquals(0, journal.count("SELECT count(*) FROM event"));
  }

  @Test
  void anUnfinishedActIsNotForgottenAway() {
    record("a", SECRET, FILE, NOW);
    journal.update("UPDATE act SET state = 'INTENDED'");
    for (Runnable way : List.<Runnable>of(() -> forget.site(SECRET), () -> forget.everything())) {
      assertEquals(ErrorCode.NOT_POSSIBLE_NOW, assertThrows(RequestFailure.class, way::run).code());
    }
    assertEquals(1, journal.count("SELECT count(*) FROM download"));
  }

  /** A download with everything that hangs on one. */
  private void record(String id, String site, String stem, Instant time) {
    Path path = Path.of("/home/ada/Downloads/" + stem + ".webp");
    Event.Download event =
        new Event.Download(
            id,
            time,
            "s",
            "https://cdn.example/" + stem,
            "https://cdn.example/" + stem,
            "https://" + site + "/page",
            null,
            "Pictures",
            "image/webp",
            9,
            path.toString());
    new Events(journal, settings, Clock.fixed(NOW, ZoneOffset.UTC)).record(List.of(event));
    Download download =
        downloads.add(event, new Downloads.Found(path, true, "1:" + id, 9, null, null));
    long millis = time.toEpochMilli();
    journal.update(
        "INSERT INTO known_file VALUES (?, ?, 9, 1, ?, 1)",
        path.toString(),
        "1:" + id,
        "digest-of-" + stem);
    journal.update(
        "INSERT INTO act (id, time, download_id, actor, kind, goal, remove_original, state, step,"
            + " source, result, kept) VALUES (?, ?, ?, 'PERSON', 'CONVERT', 'jpeg', 1, 'DONE', 'x',"
            + " ?, ?, ?)",
        "act-" + id,
        millis,
        id,
        path.toString(),
        path + ".jpg",
        "/kept/" + stem);
    journal.update(
        "INSERT INTO follow_up (download_id, time, deed, target, actor, act_id)"
            + " VALUES (?, ?, 'convert:jpeg', ?, 'person', ?)",
        id,
        millis,
        path + ".jpg",
        "act-" + id);
    journal.update(
        "INSERT INTO prediction (id, task_id, model_digest, subject_id, time, confidence, mode,"
            + " reasons) VALUES (?, 't', 'm', ?, ?, 0.9, 'offered', ?)",
        "prediction-" + id,
        id,
        millis,
        "[\"host " + site + "\"]");
    journal.update(
        "INSERT INTO correction VALUES ('t', ?, 'leave', ?)", download.inputDigest(), millis);
    journal.update(
        "INSERT INTO notice (id, time, kind, quiet, act_id, message) VALUES (?, ?, 'APPLIED', 0, ?,"
            + " ?)",
        "notice-" + id,
        millis,
        "act-" + id,
        stem + " was converted");
  }

  private void task(String id, String site) {
    long millis = NOW.plusSeconds(60).toEpochMilli();
    journal.update(
        "INSERT INTO task (id, created, deed, phase, evidence)"
            + " VALUES (?, ?, 'convert:jpeg', 'READY', ?)",
        id,
        millis,
        "{\"host\":\"" + site + "\"}");
    journal.update(
        "INSERT INTO model (task_id, digest, version, role, trust, installed, since, card)"
            + " VALUES (?, ?, 1, 'CHAMPION', 'SUGGEST', ?, 0, '{}')",
        id,
        "digest-of-" + id,
        millis);
    journal.update(
        "INSERT INTO audit (time, task_id, what, why) VALUES (?, ?, 'rose', 'right often')",
        millis,
        id);
  }

  private boolean found(String value) throws IOException {
    journal.execute("PRAGMA optimize");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
