package dev.stillroom.host.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.pick.NotesElsewhere;
import dev.stillroom.host.protocol.FillView;
import dev.stillroom.host.protocol.FillView.FillHow;
import dev.stillroom.host.protocol.FillView.FillSource;
import dev.stillroom.host.protocol.FillView.FilledOne;
import dev.stillroom.host.protocol.FillView.SourceKind;
import dev.stillroom.host.protocol.FillView.Sureness;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filling forms: what is shown, what is kept, what is never done. */
class FillsTest {

  private static final String FORM_PAGE = "https://office.example/shipments/new?draft=7";
  private static final String MAIL = "https://mail.example/inbox/";
  private static final String FORM =
      """
      {"form": 1, "language": "en", "title": "New shipment", "fields": [
        {"tag": "input", "type": "text", "name": "recipient", "label": "Full name", "autocomplete": "name"},
        {"tag": "input", "type": "email", "name": "email", "label": "E-mail", "autocomplete": "email"},
        {"tag": "input", "type": "text", "name": "city", "label": "City", "autocomplete": "address-level2"},
        {"tag": "input", "type": "password", "name": "pw", "label": "Password"},
        {"tag": "input", "type": "text", "name": "phone", "label": "Phone", "autocomplete": "tel", "hidden": true},
        {"tag": "input", "type": "text", "name": "zip", "label": "Postcode", "autocomplete": "postal-code", "filled": true},
        {"tag": "input", "type": "text", "name": "card", "label": "Card number", "autocomplete": "cc-number"}
      ]}
      """;

  private static FormFilling filling;

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final List<JsonNode> jobs = new ArrayList<>();
  private final List<List<String>> examples = new ArrayList<>();
  private Home home;
  private Journal journal;
  private TaskStore store;
  private Tasks tasks;
  private Distillation distillation;
  private Settings settings;
  private RecentPages recent;
  private Demonstrations demonstrations;
  private Consents consents;
  private Runs runs;
  private Fills fills;
  private FillReports reports;
  private Handwork handwork;
  private NotesElsewhere notes;

  @BeforeAll
  static void load() {
    filling = FormFilling.shipped();
  }

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    start();
  }

  private void start() {
    Clock steered =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    settings.watchSite("office.example", true);
    settings.watchSite("mail.example", true);
    Audit audit = new Audit(journal, steered);
    store = new TaskStore(journal, steered);
    Versions versions = new Versions(journal, audit, steered);
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    demonstrations = new Demonstrations(journal, steered);
    TaskKinds kinds = new TaskKinds(List.of(new FillKind(demonstrations)));
    Pool pool = new Pool(home.packs(), 1_000_000);
    distillation =
        new Distillation(
            home,
            store,
            kinds,
            versions,
            audit,
            nobody,
            (classPath, job, arguments, progress) -> {
              jobs.add(arguments);
              examples.add(lines(arguments.path("examples").asText()));
              return new CompletableFuture<>();
            },
            Runnable::run,
            push -> {});
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, nobody, steered);
    recent = new RecentPages(steered);
    Flows flows =
        new Flows(journal, store, tasks, distillation, demonstrations, recent, steered, () -> {});
    consents = new Consents(journal, audit, steered);
    FormStore forms = new FormStore(journal, steered);
    runs = new Runs(journal, steered, new Random(5), forms);
    Previews previews = new Previews();
    fills =
        new Fills(
            settings,
            forms,
            consents,
            recent,
            previews,
            flows,
            runs,
            versions,
            pool,
            new Random(3),
            () -> filling,
            Runnable::run,
            Runnable::run);
    reports =
        new FillReports(
            settings,
            forms,
            previews,
            flows,
            runs,
            audit,
            new Forget(journal, steered)::cleanly,
            new Random(7),
            () -> {});
    notes = new NotesElsewhere(journal, learned -> new Reply.Learned(1, 1, 3), steered, () -> {});
    handwork = new Handwork(settings, recent, previews, demonstrations, flows, notes, steered);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void nothingOfAnotherOriginIsShownBeforeThePersonAgreedToThePair() {
    Reply.FillPreview asked = preview(mail(1));
    assertFalse(asked.agreed());
    assertEquals("https://mail.example", asked.from());
    assertEquals("https://office.example", asked.into());
    assertTrue(asked.fields().isEmpty());
    assertNull(asked.previewId());
    consents.allow(asked.from(), asked.into(), true);
    assertTrue(preview(mail(1)).agreed());
    assertEquals(1, consents.list().size());
    consents.allow(asked.from(), asked.into(), false);
    assertFalse(preview(mail(1)).agreed());
  }

  @Test
  void aPersonsOwnDocumentNeedsNoConsentAndFillsWhatItNames() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    assertEquals("Ada Fairweather", shown.fields().get(0).value());
    assertEquals("Leeds", shown.fields().get(2).value());
    assertNull(shown.fields().get(1).value(), "there is no e-mail in the document");
  }

  @Test
  void passwordsCardsHiddenAndFilledFieldsAreNeverProposed() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    for (int field : new int[] {3, 4, 5, 6}) {
      assertNull(shown.fields().get(field).value());
      assertNull(shown.fields().get(field).guess());
    }
    assertEquals("holds-value", shown.fields().get(5).why());
  }

  @Test
  void noReportMakesOneOfThemBeKept() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    assertThrows(
        RequestFailure.class,
        () ->
            reports.report(
                new Request.ReportFill(
                    shown.previewId(),
                    List.of(new FilledOne(3, "hunter2-secret", FillHow.TAKEN)),
                    true)));
    reports.keep(
        new Request.KeepForm(
            FORM_PAGE,
            json(FORM),
            List.of(
                new FilledOne(0, "Ada Fairweather", FillHow.TAKEN),
                new FilledOne(3, "hunter2-secret", FillHow.TAKEN),
                new FilledOne(6, "4111111111111111", FillHow.TAKEN))));
    assertFalse(holds("hunter2-secret"));
    assertFalse(holds("4111111111111111"));
    assertTrue(holds("Ada Fairweather"));
  }

  @Test
  void onAPageThatTakesSecretsNothingIsKeptOfWhatWasFilled() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    Reply.FillReported reported =
        reports.report(new Request.ReportFill(shown.previewId(), List.of(taken(shown, 0)), false));
    assertNull(reported.fillId());
    assertFalse(holds("Ada Fairweather"));
  }

  @Test
  void onAPageThatTakesSecretsNeitherCorrectionsNorWhatWentIntoARowIsKept() {
    String id =
        runs.start(
                new Request.StartRun(
                    FORM_PAGE, "orders.csv", List.of("Name"), List.of(List.of("Ada Fairweather"))))
            .id();
    Reply.FillPreview shown = preview(new FillSource(SourceKind.ROW, "", "", id, 0, null));
    Reply.FillReported done =
        reports.report(
            new Request.ReportFill(
                shown.previewId(),
                List.of(taken(shown, 0), new FilledOne(2, "Otley-by-hand", FillHow.CORRECTED)),
                false));
    assertEquals(1, done.run().filled(), "the row is done");
    assertTrue(
        runs.show(new Request.ShowRun(id, 0, 1)).rows().getFirst().values().isEmpty(),
        "where its value went is not said");
    assertFalse(holds("Otley-by-hand"));
    reports.undo(done.fillId());
    assertEquals(0, runs.get(id).next(), "and waits again once it is undone");
  }

  @Test
  void aRowOfWhichTheFormTookNothingIsNotDone() {
    String id =
        runs.start(
                new Request.StartRun(
                    FORM_PAGE, "orders.csv", List.of("Name"), List.of(List.of("Ada Fairweather"))))
            .id();
    Reply.FillPreview shown = preview(new FillSource(SourceKind.ROW, "", "", id, 0, null));
    Reply.FillReported done =
        reports.report(
            new Request.ReportFill(
                shown.previewId(), List.of(new FilledOne(0, "", FillHow.REJECTED)), true));
    assertNull(done.fillId());
    assertEquals(0, done.run().filled());
    assertEquals(0, done.run().next());
  }

  @Test
  void aCorrectionSticksForTheSameSourceAndMakesItsPlaceAGuessForOthers() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    reports.report(
        new Request.ReportFill(
            shown.previewId(),
            List.of(taken(shown, 0), new FilledOne(2, "Otley", FillHow.CORRECTED)),
            true));
    FillView.PreviewedField again = preview(document("Ada Fairweather", "Leeds")).fields().get(2);
    assertEquals("Otley", again.value());
    assertEquals(Sureness.CERTAIN, again.sureness());
    FillView.PreviewedField other = preview(document("Tobias Quist", "Bristol")).fields().get(2);
    assertNull(other.value());
    assertEquals("Bristol", other.guess());
    assertEquals(Sureness.UNSURE, other.sureness());
  }

  @Test
  void aGuessThatWasTakenIsAnAnswerFromThenOn() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    reports.report(
        new Request.ReportFill(
            shown.previewId(), List.of(new FilledOne(2, "Otley", FillHow.CORRECTED)), true));
    Reply.FillPreview doubted = preview(document("Tobias Quist", "Bristol"));
    assertEquals("Bristol", doubted.fields().get(2).guess());
    reports.report(
        new Request.ReportFill(
            doubted.previewId(), List.of(new FilledOne(2, "Bristol", FillHow.CORRECTED)), true));
    now = now.plusSeconds(60);
    assertEquals(
        "Edinburgh", preview(document("Maren Oakley", "Edinburgh")).fields().get(2).value());
  }

  @Test
  void aFormFilledBeforeFillsAnotherAndNotOnceItWasUndone() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    String fill =
        reports
            .report(
                new Request.ReportFill(
                    shown.previewId(), List.of(taken(shown, 0), taken(shown, 2)), true))
            .fillId();
    Reply.FillPreview from = preview(new FillSource(SourceKind.FORM, "", "", fill, null, null));
    assertEquals("Ada Fairweather", from.fields().get(0).value());
    reports.undo(fill);
    assertTrue(fills.sources(FORM_PAGE, List.of()).forms().getFirst().undone());
  }

  @Test
  void theThirdFormCarriedFromAPageIsProposedAndNoValueIsOnTheDiskBeforeThePersonAccepts() {
    for (int i = 1; i <= 3; i++) {
      assertTrue(store.all().isEmpty(), "proposed before the third");
      carry(i);
      now = now.plus(Duration.ofMinutes(2));
    }
    assertEquals(TaskPhase.PROPOSED, store.all().getFirst().phase());
    View.FormFill act = (View.FormFill) store.all().getFirst().act();
    assertEquals("mail.example/inbox/*", act.from());
    assertEquals(List.of("Full name", "E-mail", "City"), act.fields());
    for (int i = 1; i <= 3; i++) {
      assertFalse(holds(NAMES.get(i)), "a value is on the disk");
    }
    assertTrue(demonstrations.anyWaiting());
    tasks.accept(store.all().getFirst().id());
    assertEquals("fill", jobs.getFirst().path("kind").asText());
    assertEquals(3, examples.getFirst().size());
    assertTrue(examples.getFirst().getFirst().contains(NAMES.get(1)));
    assertFalse(demonstrations.anyWaiting());
  }

  @Test
  void afterTheAcceptanceEachFormCarriedByHandIsOneMoreExample() {
    for (int i = 1; i <= 3; i++) {
      carry(i);
    }
    tasks.accept(store.all().getFirst().id());
    carry(4);
    assertEquals(4, examples.getLast().size());
  }

  @Test
  void whatIsOnNoWatchedSiteIsNotEvenKeptInMemory() {
    settings.watchSite("mail.example", false);
    for (int i = 1; i <= 3; i++) {
      carry(i);
    }
    assertTrue(recent.all().isEmpty());
    assertTrue(store.all().isEmpty());
  }

  @Test
  void pagesAreForgottenAfterHalfAnHour() {
    handwork.noted(new Request.NotePage(MAIL + "1", "Mail", mailPage(1), null));
    assertEquals(1, recent.all().size());
    now = now.plus(RecentPages.KEPT).plusSeconds(1);
    assertTrue(recent.all().isEmpty());
  }

  @Test
  void noMorePagesAreKeptThanFit() {
    for (int i = 0; i < 200; i++) {
      handwork.noted(new Request.NotePage(MAIL + i, "Mail " + i, mailPage(1), null));
    }
    assertEquals(30, recent.all().size());
  }

  @Test
  void forgettingTheTaskTakesItsValuesWithIt() {
    for (int i = 1; i <= 3; i++) {
      carry(i);
    }
    String id = store.all().getFirst().id();
    tasks.accept(id);
    assertTrue(holds(NAMES.get(1)));
    distillation.cancel(id);
    new Forget(journal, Clock.fixed(now, ZoneOffset.UTC)).task(id);
    reports.forget();
    handwork.forget();
    assertFalse(holds(NAMES.get(1)));
    assertEquals(0, journal.count("SELECT count(*) FROM flow"));
  }

  @Test
  void forgettingASiteTakesEverythingThatWentFromItOrIntoIt() {
    consents.allow("https://mail.example", "https://office.example", true);
    Reply.FillPreview shown = preview(mail(1));
    assertNotNull(shown.previewId());
    List<FilledOne> all = new ArrayList<>();
    shown.fields().stream()
        .filter(field -> field.value() != null)
        .forEach(field -> all.add(new FilledOne(field.field(), field.value(), FillHow.TAKEN)));
    reports.report(new Request.ReportFill(shown.previewId(), all, true));
    runs.start(
        new Request.StartRun(
            FORM_PAGE, "orders.csv", List.of("Name"), List.of(List.of("Zebediah Quill"))));
    assertTrue(holds("office.example"));
    new Forget(journal, Clock.fixed(now, ZoneOffset.UTC)).site("office.example");
    assertFalse(holds("office.example"));
    assertFalse(holds("Zebediah Quill"));
    new Forget(journal, Clock.fixed(now, ZoneOffset.UTC)).everything();
    assertFalse(holds("mail.example"));
  }

  @Test
  void aRunGoesOnWhereItStoodAndAsksUntilThreeRowsWereRight() {
    String id =
        runs.start(
                new Request.StartRun(
                    FORM_PAGE,
                    "orders.csv",
                    List.of("Name", "City"),
                    List.of(
                        List.of("Ada Fairweather", "Leeds"),
                        List.of("Tobias Quist", "Bristol"),
                        List.of("Maren Oakley", "Edinburgh"),
                        List.of("Ruben Hale", "Bath"))))
            .id();
    assertThrows(RequestFailure.class, () -> runs.steer(new Request.SteerRun(id, false, false)));
    row(id, 0);
    runs.skip(id, 1);
    journal.close();
    start();
    assertEquals(2, runs.get(id).next());
    assertEquals(1, fills.sources(FORM_PAGE, List.of()).runs().size());
    row(id, 2);
    assertFalse(runs.get(id).mayStopAsking());
    assertNotNull(row(id, 3).run());
    assertTrue(runs.get(id).mayStopAsking());
    assertFalse(runs.steer(new Request.SteerRun(id, false, false)).asks());
    assertNull(runs.get(id).next());
    assertEquals(
        "Ada Fairweather",
        runs.show(new Request.ShowRun(id, 0, 10)).rows().getFirst().values().getFirst().value());
    reports.dropRun(id);
    assertFalse(holds("Ruben Hale"), "its values were in the run alone");
  }

  @Test
  void anUndoneRowWaitsAgainAndAPausedRunFillsNothing() {
    String id =
        runs.start(
                new Request.StartRun(
                    FORM_PAGE, "orders.csv", List.of("Name"), List.of(List.of("Ada Fairweather"))))
            .id();
    String fill = row(id, 0).fillId();
    assertNull(runs.get(id).next());
    reports.undo(fill);
    assertEquals(0, runs.get(id).next());
    runs.steer(new Request.SteerRun(id, true, true));
    assertThrows(RequestFailure.class, () -> row(id, 0));
  }

  @Test
  void aRunFillsNoFormOfAnotherOriginWhereverThePageLed() {
    String id =
        runs.start(
                new Request.StartRun(
                    FORM_PAGE, "orders.csv", List.of("Name"), List.of(List.of("Ada Fairweather"))))
            .id();
    FillSource first = new FillSource(SourceKind.ROW, "", "", id, 0, null);
    for (String elsewhere :
        List.of(
            "https://harvest.example/shipments/new",
            "http://office.example/shipments/new",
            "https://office.example:8443/shipments/new",
            "https://office.example.harvest.example/shipments/new")) {
      assertThrows(
          RequestFailure.class,
          () -> fills.preview(new Request.PreviewFill(elsewhere, json(FORM), first)),
          elsewhere);
    }
    Reply.FillPreview next =
        (Reply.FillPreview)
            fills
                .preview(
                    new Request.PreviewFill(
                        "https://office.example/shipments/two", json(FORM), first))
                .join();
    assertEquals("Ada Fairweather", next.fields().getFirst().value());
  }

  @Test
  void whileRecordingIsPausedAFormIsFilledAndNothingOfItIsKept() {
    consents.allow("https://mail.example", "https://office.example", true);
    List<Runnable> pauses =
        List.of(
            () -> settings.recordingPaused(true),
            () -> settings.pauseSite("office.example", true),
            () -> settings.pauseSite("mail.example", true));
    List<Runnable> resumptions =
        List.of(
            () -> settings.recordingPaused(false),
            () -> settings.pauseSite("office.example", false),
            () -> settings.pauseSite("mail.example", false));
    for (int i = 0; i < pauses.size(); i++) {
      pauses.get(i).run();
      Reply.FillPreview shown = preview(mail(1));
      Reply.FillReported reported =
          reports.report(
              new Request.ReportFill(
                  shown.previewId(),
                  List.of(taken(shown, 0), new FilledOne(2, "Otley-by-hand", FillHow.CORRECTED)),
                  true));
      assertNull(reported.fillId());
      resumptions.get(i).run();
    }
    assertFalse(holds(NAMES.get(1)));
    assertFalse(holds("Otley-by-hand"));
    assertEquals(0, journal.count("SELECT count(*) FROM flow"), "nothing is learned either");
    assertFalse(demonstrations.anyWaiting());
    assertEquals(
        0,
        journal.count("SELECT count(*) FROM audit WHERE what = 'filled' AND why LIKE '%office%'"));
  }

  @Test
  void whileRecordingIsPausedNoFormIsKeptAndNoTableBegun() {
    String going = run("Ada Fairweather").id();
    settings.pauseSite("office.example", true);
    RequestFailure refused =
        assertThrows(
            RequestFailure.class,
            () ->
                reports.keep(
                    new Request.KeepForm(
                        FORM_PAGE,
                        json(FORM),
                        List.of(new FilledOne(0, "Tobias Quist", FillHow.TAKEN)))));
    assertTrue(refused.getMessage().contains("paused"), refused.getMessage());
    assertThrows(RequestFailure.class, () -> run("Tobias Quist"));
    assertFalse(holds("Tobias Quist"));
    assertEquals(1, row(going, 0).run().filled(), "a table that was begun goes on");
    assertTrue(
        runs.show(new Request.ShowRun(going, 0, 1)).rows().getFirst().values().isEmpty(),
        "and where its values went is not noted");
  }

  @Test
  void aSiteThatIsNotWatchedAnyMoreLeavesNothingInMemory() {
    consents.allow("https://mail.example", "https://office.example", true);
    carry(1);
    handwork.noted(new Request.NotePage("https://other.example/1", "Other", mailPage(2), null));
    settings.watchSite("other.example", true);
    handwork.noted(new Request.NotePage("https://other.example/2", "Other", mailPage(2), null));
    Reply.FillPreview shown = preview(mail(1));
    assertTrue(demonstrations.anyWaiting());
    settings.watchSite("mail.example", false);
    handwork.unwatched("mail.example");
    assertEquals(
        List.of("https://other.example/2"),
        recent.all().stream().map(RecentPages.Seen::url).toList());
    assertFalse(demonstrations.anyWaiting());
    assertThrows(
        RequestFailure.class,
        () -> reports.report(new Request.ReportFill(shown.previewId(), List.of(), true)));
  }

  @Test
  void aDeletedTableLeavesNoCorrectionOfItsRowsBehind() {
    String id = run("Ada Fairweather", "Tobias Quist").id();
    Reply.FillPreview shown = preview(new FillSource(SourceKind.ROW, "", "", id, 0, null));
    reports.report(
        new Request.ReportFill(
            shown.previewId(),
            List.of(new FilledOne(2, "Otley-by-hand", FillHow.CORRECTED)),
            true));
    assertTrue(holds("Otley-by-hand"));
    FillSource done = new FillSource(SourceKind.ROW, "", "", id, 0, null);
    assertThrows(RequestFailure.class, () -> preview(done), "a row is given out once");
    Reply.FillPreview open = preview(new FillSource(SourceKind.ROW, "", "", id, 1, null));
    reports.dropRun(id);
    assertEquals(0, journal.count("SELECT count(*) FROM fill_correction"));
    assertFalse(holds("Otley-by-hand"));
    assertFalse(holds("Ada Fairweather"));
    assertThrows(
        RequestFailure.class,
        () -> reports.report(new Request.ReportFill(open.previewId(), List.of(), true)),
        "a preview of its row is gone with it");
  }

  @Test
  void aDeletedFormTakesTheValuesThatWereCorrectedInIt() {
    Reply.FillPreview shown = preview(document("Ada Fairweather", "Leeds"));
    String fill =
        reports
            .report(
                new Request.ReportFill(
                    shown.previewId(),
                    List.of(taken(shown, 0), new FilledOne(2, "Otley-by-hand", FillHow.CORRECTED)),
                    true))
            .fillId();
    reports.drop(fill);
    assertFalse(holds("Otley-by-hand"));
    assertFalse(holds("Ada Fairweather"));
  }

  @Test
  void whatWasTakenBackTeachesNothing() {
    consents.allow("https://mail.example", "https://office.example", true);
    for (int i = 1; i <= 3; i++) {
      carry(i);
    }
    tasks.accept(store.all().getFirst().id());
    Reply.FillPreview shown = preview(mail(4));
    String fill =
        reports
            .report(
                new Request.ReportFill(
                    shown.previewId(), List.of(taken(shown, 0), taken(shown, 2)), true))
            .fillId();
    assertEquals(4, journal.count("SELECT count(*) FROM demonstration"));
    reports.undo(fill);
    assertEquals(3, journal.count("SELECT count(*) FROM demonstration"));
    assertEquals(3, journal.count("SELECT times FROM flow"));
  }

  @Test
  void demonstrationsAreBoundedInNumberAndInSize() {
    for (int i = 1; i <= 3; i++) {
      carry(i);
    }
    String id = store.all().getFirst().id();
    tasks.accept(id);
    long one = journal.count("SELECT max(id) FROM demonstration");
    String large = "x".repeat(3_000_000);
    for (int i = 0; i < 6; i++) {
      demonstrations.keep(shown(id, large + i));
    }
    assertEquals(3, journal.count("SELECT count(*) FROM demonstration"), "those that fit");
    assertEquals(one + 6, journal.count("SELECT max(id) FROM demonstration"), "the newest stay");
    demonstrations.keep(shown(id, "x".repeat(Demonstrations.LARGEST)));
    assertEquals(one + 6, journal.count("SELECT max(id) FROM demonstration"), "too large for one");
    for (int i = 0; i < 60; i++) {
      demonstrations.keep(shown(id, "small"));
    }
    assertEquals(40, demonstrations.count(id));
  }

  private static Demonstrations.Shown shown(String task, String text) {
    return Demonstrations.Shown.of(
        task,
        Instant.EPOCH,
        "office.example",
        "",
        ProtocolJson.MAPPER.createObjectNode().put("text", text),
        ProtocolJson.MAPPER.createObjectNode(),
        PickView.FilledIn.NO);
  }

  @Test
  void aPageThatTellsMoreThanAPersonCanDoIsNotLookedAt() {
    for (int i = 0; i < 1_000; i++) {
      handwork.noted(new Request.NotePage(MAIL + i, "Mail " + i, mailPage(1), null));
    }
    assertEquals("Mail 59", recent.all().getFirst().title());
    carry(1);
    assertFalse(demonstrations.anyWaiting() && recent.all().getFirst().title().equals("Order 1"));
    now = now.plus(Duration.ofMinutes(1));
    carry(1);
    assertEquals("Order 1", recent.all().getFirst().title());
  }

  @Test
  void whileEverythingIsStoppedNothingIsShown() {
    settings.stopped(true);
    assertThrows(RequestFailure.class, () -> preview(document("Ada Fairweather", "Leeds")));
  }

  @Test
  void aSourceNamesNoFileAndAFormIsOnAPageOfTheWeb() {
    JsonNode file = json("{\"file\": \"/etc/hostname\"}");
    assertThrows(
        RequestFailure.class,
        () -> preview(new FillSource(SourceKind.DOCUMENT, "", "", null, null, file)));
    assertThrows(
        RequestFailure.class,
        () ->
            fills.preview(
                new Request.PreviewFill(
                    "file:///home/ada/form.html", json(FORM), document("Ada", "Leeds"))));
  }

  private static final List<String> NAMES =
      List.of("", "Adalind Fairweather", "Tobias Quistgaard", "Marenka Oakley", "Rubenia Hale");
  private static final List<String> CITIES =
      List.of("", "Leeds", "Bristol", "Edinburgh", "Swansea");

  /** A mail is left, and its values are typed into the form, which is sent. */
  private void carry(int i) {
    handwork.noted(new Request.NotePage(MAIL + i, "Order " + i, mailPage(i), NAMES.get(i)));
    handwork.noted(
        new Request.NoteForm(
            FORM_PAGE,
            json(FORM),
            List.of(
                new FilledOne(0, NAMES.get(i), FillHow.TAKEN),
                new FilledOne(1, "customer" + i + "@shop.example", FillHow.TAKEN),
                new FilledOne(2, CITIES.get(i), FillHow.TAKEN))));
  }

  private static JsonNode mailPage(int i) {
    return json(
        """
        {"page": 1, "nodes": [[-1, "html"], [0, "body"], [1, "dl"],
          [2, "dt"], [3, "#text", "Name"], [2, "dd"], [5, "#text", "%s"],
          [2, "dt"], [7, "#text", "E-mail"], [2, "dd"], [9, "#text", "customer%d@shop.example"],
          [2, "dt"], [11, "#text", "City"], [2, "dd"], [13, "#text", "%s"]]}
        """
            .formatted(NAMES.get(i), i, CITIES.get(i)));
  }

  private static FillSource mail(int i) {
    return new FillSource(
        SourceKind.PAGE,
        MAIL + i,
        "Order " + i,
        null,
        null,
        ProtocolJson.MAPPER.createObjectNode().set("page", mailPage(i)));
  }

  private static FillSource document(String name, String city) {
    return new FillSource(
        SourceKind.DOCUMENT,
        "",
        "order.json",
        null,
        null,
        json("{\"json\": {\"name\": \"%s\", \"city\": \"%s\"}}".formatted(name, city)));
  }

  private Reply.FillReported row(String run, int row) {
    Reply.FillPreview shown = preview(new FillSource(SourceKind.ROW, "", "", run, row, null));
    return reports.report(
        new Request.ReportFill(shown.previewId(), List.of(taken(shown, 0)), true));
  }

  private static FilledOne taken(Reply.FillPreview shown, int field) {
    return new FilledOne(field, shown.fields().get(field).value(), FillHow.TAKEN);
  }

  private Reply.FillPreview preview(FillSource source) {
    return (Reply.FillPreview)
        fills.preview(new Request.PreviewFill(FORM_PAGE, json(FORM), source)).join();
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private FillView.FillRun run(String... names) {
    List<List<String>> rows = Stream.of(names).map(List::of).toList();
    return reports.start(new Request.StartRun(FORM_PAGE, "orders.csv", List.of("Name"), rows));
  }

  /** Whether any file of the home holds a text. */
  private boolean holds(String text) {
    journal.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return isInAFile(text);
  }

  /** The same of the log as well, as it stands. */
  private boolean isInAFile(String text) {
    try (Stream<Path> files = Files.walk(home.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void notesAreLookedAtOnWatchedSitesAndKeptOnlyIfTheyAreAboutAPageReadBefore() {
    handwork.noted(new Request.NotePage(MAIL + "1", "Mail", mailPage(1), null));
    SummaryView.Notes about =
        new SummaryView.Notes(
            Map.of("From", List.of(NAMES.get(1)), "Town", List.of("nowhere")), "");
    SummaryView.Notes other =
        new SummaryView.Notes(Map.of("Colour", List.of("Dark green")), "Buy paint.");
    handwork.noted(new Request.NoteWritten("https://elsewhere.example/notes", about));
    handwork.noted(new Request.NoteWritten("https://office.example/notes", other));
    assertFalse(notes.anyWaiting());
    handwork.noted(new Request.NoteWritten("https://office.example/notes", about));
    assertTrue(notes.anyWaiting());
    handwork.unwatched("office.example");
    assertFalse(notes.anyWaiting());
    SummaryView.Notes endless = new SummaryView.Notes(Map.of(), "word ".repeat(5_000));
    assertThrows(
        RequestFailure.class,
        () -> handwork.noted(new Request.NoteWritten("https://office.example/notes", endless)));
  }

  @Test
  void aFormInWhichSomethingIsToldIsNotesToo() throws IOException {
    handwork.noted(new Request.NotePage(MAIL + "1", "Mail", mailPage(1), null));
    JsonNode form =
        ProtocolJson.MAPPER.readTree(
            """
            {"form": 1, "title": "Log", "fields": [
              {"tag": "input", "type": "text", "name": "who", "label": "From"},
              {"tag": "textarea", "type": "textarea", "name": "what", "label": "What"}]}
            """);
    handwork.noted(
        new Request.NoteForm(
            "https://office.example/log",
            form,
            List.of(
                new FilledOne(0, NAMES.get(1), FillHow.TAKEN),
                new FilledOne(1, "She wants an answer by Monday.", FillHow.TAKEN))));
    assertTrue(notes.anyWaiting());
  }
}
