package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.protocol.SummaryView.SummaryShown;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.CardSummarizer;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.summary.Budget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummariesTest extends PicksScene {

  private static final String TEXT =
      "It rains in the valley of the mill today. The old mill will close in May after ninety years."
          + " A baker wept. The mill's owner announced that the machines go to a museum.";

  private static ObjectNode text(String text) {
    return ProtocolJson.MAPPER.createObjectNode().put("text", text);
  }

  private static String url(int number) {
    return "https://paper.example/reports/" + number + "?token=secret-query";
  }

  private Reply get(Request.Summarize request) {
    return summaries.summarize(request).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private Reply.Summarized summarize(int number, boolean asked) {
    return (Reply.Summarized) get(new Request.Summarize(url(number), text(TEXT), 2, asked));
  }

  private Reply.Learned keep(int number, Long replaces, String... sentences) {
    return summaries.learn(
        new Request.LearnSummary(
            "Mill", url(number), text(TEXT), List.of(sentences), List.of(), null, null, replaces));
  }

  @Test
  void keyPassagesStandBeforeTheRestAndNameTheirPlace() {
    Reply.Summarized said = summarize(1, true);
    assertEquals(2, said.chosen());
    assertEquals(4, said.total());
    assertEquals(4, said.passages().size());
    assertFalse(said.learned());
    List<Integer> first =
        said.passages().subList(0, 2).stream().map(SummaryView.Passage::index).toList();
    assertTrue(first.contains(3), said.passages().toString());
  }

  @Test
  void afterThreePagesOfAKindItIsSuggestedOnceToShowThemUnasked() {
    assertFalse(summarize(1, true).offer());
    assertFalse(summarize(2, false).offer());
    assertFalse(summarize(2, true).offer());
    assertTrue(summarize(3, true).offer());
    summaries.show(new Request.ShowSummaries(url(3), true));
    Reply.Summarized said = summarize(4, false);
    assertFalse(said.offer());
    assertEquals(SummaryShown.ALWAYS, said.shown());
    summaries.show(new Request.ShowSummaries(url(3), false));
    assertEquals(SummaryShown.NEVER, summarize(4, true).shown());
  }

  @Test
  void whatIsSummarizedWhileRecordingIsPausedIsNotCounted() {
    Settings settings = new Settings(journal);
    settings.recordingPaused(true);
    summarize(1, true);
    settings.recordingPaused(false);
    settings.pauseSite("example", true);
    summarize(2, true);
    assertEquals(0, journal.query("SELECT place FROM summary_kind", row -> row.text(1)).size());
    settings.pauseSite("example", false);
    summarize(3, true);
    assertEquals(1, journal.query("SELECT place FROM summary_kind", row -> row.text(1)).size());
  }

  @Test
  void fromThreePagesOnAStudentLearnsWhatIsKept() throws Exception {
    assertEquals(1, keep(1, null, "A baker wept.").pages());
    long second = keep(2, null, "A baker wept.").pageId();
    // The same page once more takes its own place.
    assertEquals(2, keep(2, second, "It rains in the valley of the mill today.").pages());
    assertTrue(jobs.isEmpty());
    assertTrue(picks.list(url(1)).isEmpty(), "no table of fields");
    assertEquals(3, keep(3, null, "A baker wept.").pages());
    assertEquals("summarize", jobs.getFirst().arguments().path("kind").asText());
    JsonNode example = ProtocolJson.MAPPER.readTree(jobs.getFirst().examples().getFirst());
    assertEquals("A baker wept.", example.path("output").path("keep").path(0).asText());
    Path pack = Path.of(jobs.getFirst().arguments().path("out").asText());
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode().put("kind", "summarize");
    card.putObject("verdict").put("passes", true);
    PackWriter.write(pack, new LeadSentences(Choosing.of(Budget.sentences(1))), card);
    jobs.getFirst().result().complete(card.put("digest", PackReader.read(pack).digest()));
    Reply.Summarized said =
        (Reply.Summarized)
            summaries.summarize(new Request.Summarize(url(9), text(TEXT), null, true)).join();
    assertTrue(said.learned());
    assertEquals(1, said.chosen());
    assertEquals(0, said.passages().getFirst().index());
  }

  @Test
  void aChoiceThatIsTakenBackTeachesNothing() {
    long first = keep(1, null, "A baker wept.").pageId();
    assertEquals(0, keep(1, first).pages());
    keep(1, null, "A baker wept.");
    keep(2, null, "A baker wept.");
    long third = keep(3, null, "A baker wept.").pageId();
    assertEquals(1, jobs.size());
    assertEquals(2, keep(3, third).pages());
    assertTrue(jobs.getFirst().result().isCancelled(), "too few are left to learn from");
  }

  @Test
  void whatThePersonWritesDownBecomesACardWithItsPassages() throws Exception {
    SummaryView.Notes notes =
        new SummaryView.Notes(
            Map.of("closes", List.of("May"), "years", List.of("ninety")), "A sad day for all.");
    for (int i = 1; i <= 3; i++) {
      summaries.learn(
          new Request.LearnSummary(
              "Mill", url(i), text(TEXT), List.of("A baker wept."), List.of(), notes, null, null));
      if (i == 3) {
        jobs.getFirst().result().completeExceptionally(new JobFailure("not learned here"));
      }
      Reply.Summarized said = summarize(9, false);
      assertEquals(
          List.of("closes", "years"),
          said.card().stream().map(PickView.FilledField::name).sorted().toList());
      assertTrue(said.card().stream().allMatch(field -> field.values().isEmpty()));
    }
    JsonNode output =
        ProtocolJson.MAPPER.readTree(jobs.getFirst().examples().getFirst()).path("output");
    assertEquals("May", output.path("closes").asText());
    assertEquals("A baker wept.", output.path("summary").path("keep").path(0).asText());
  }

  @Test
  void whoWritesDownFieldsAloneIsStillShownPassages() throws Exception {
    SummaryView.Notes notes = new SummaryView.Notes(Map.of("closes", List.of("May")), "");
    for (int i = 1; i <= 3; i++) {
      summaries.learn(
          new Request.LearnSummary(
              "Mill", url(i), text(TEXT), List.of(), List.of(), notes, null, null));
    }
    Form form = new Form(List.of(new Form.Blank("closes", false)));
    CardSummarizer student = new CardSummarizer(new JsonPaths(form, List.of(List.of())), null);
    Path pack = Path.of(jobs.getFirst().arguments().path("out").asText());
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode().put("kind", "summarize");
    card.putObject("verdict").put("passes", true);
    PackWriter.write(pack, student, card);
    jobs.getFirst().result().complete(card.put("digest", PackReader.read(pack).digest()));
    Reply.Summarized said = summarize(9, true);
    assertEquals(2, said.chosen());
    assertFalse(said.learned());
    assertEquals("closes", said.card().getFirst().name());
  }

  @Test
  void ownSentencesAloneAreASummary() throws Exception {
    for (int i = 1; i <= 3; i++) {
      summaries.learn(
          new Request.LearnSummary(
              "Mill",
              url(i),
              text(TEXT),
              List.of(),
              List.of(),
              new SummaryView.Notes(Map.of(), "The mill will close."),
              null,
              null));
    }
    JsonNode output =
        ProtocolJson.MAPPER.readTree(jobs.getFirst().examples().getFirst()).path("output");
    assertEquals("The mill will close.", output.path("summary").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep", "summary", "", "a\u0007b"})
  void aFieldCannotBeCalledWhatMeansSomethingElse(String name) {
    SummaryView.Notes notes = new SummaryView.Notes(Map.of(name, List.of("May")), "");
    assertThrows(
        RequestFailure.class,
        () ->
            summaries.learn(
                new Request.LearnSummary(
                    "Mill", url(1), text(TEXT), List.of(), List.of(), notes, null, null)));
  }

  @Test
  void theBrowsersSummaryWinsWhereItWasNearerToWhatWasKeptOnThreePages() {
    SummaryView.Contest better =
        new SummaryView.Contest("It rains in the valley.", "A baker wept.");
    SummaryView.Contest worse = new SummaryView.Contest("A baker wept.", "It rains in the valley.");
    for (int i = 1; i <= 3; i++) {
      assertFalse(summarize(i, true).browserWins());
      learn(contest(i, better));
    }
    assertTrue(summarize(4, true).browserWins());
    for (int i = 4; i <= 7; i++) {
      learn(contest(i, worse));
    }
    assertFalse(summarize(8, true).browserWins());
  }

  /** Learns from a page, and no student comes of it. */
  private void learn(Request.LearnSummary page) {
    summaries.learn(page);
    jobs.forEach(job -> job.result().completeExceptionally(new JobFailure("not learned here")));
  }

  private static Request.LearnSummary contest(int number, SummaryView.Contest contest) {
    return new Request.LearnSummary(
        "Mill", url(number), text(TEXT), List.of("A baker wept."), List.of(), null, contest, null);
  }

  @Test
  void aPageOfAKindThatIsUsuallySummarizedIsReadyBeforeItIsAskedFor() {
    assertFalse(summaries.usual(url(1)));
    for (int i = 1; i <= 3; i++) {
      summarize(i, true);
    }
    assertTrue(summaries.usual(url(9)));
    assertFalse(summaries.usual("https://other.example/reports/9"));
    assertFalse(summaries.usual("about:blank"));
    // The same content once more takes no time at all; forgetting forgets it too.
    assertEquals(0, summarize(9, true).millis());
    summaries.forget();
    assertTrue(summarize(9, true).millis() > 0);
  }

  @Test
  void onlyFilesThatMayBeLookedAtAreSummarized() {
    for (String url :
        List.of("https://paper.example/a.pdf", "file:///etc/passwd", "", "file://x/y.pdf")) {
      assertThrows(
          RequestFailure.class,
          () -> summaries.summarize(new Request.SummarizeDocument(null, url, null, null)),
          url);
    }
    assertThrows(
        RequestFailure.class,
        () -> summaries.summarize(new Request.SummarizeDocument("no-such", null, null, null)));
  }

  @Test
  void thePersonsOwnLanguageModelIsNamed() {
    assertEquals(null, summarize(1, false).writer());
    writer = Path.of("models", "small.gguf");
    assertEquals("small.gguf", summarize(1, false).writer());
  }

  @Test
  void aSiteIsForgottenWithAllThatWasKeptOfIt() throws Exception {
    summarize(1, true);
    keep(1, null, "A baker wept.");
    assertTrue(found("A baker wept"));
    assertFalse(found("secret-query"));
    new Forget(journal, clock).site("paper.example");
    assertFalse(found("A baker wept"));
    assertFalse(found("paper.example"));
    assertFalse(summarize(2, true).offer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"json\":{}}", "{\"file\":\"/etc/passwd\"}", "{\"text\":1}", "{}"})
  void onlyPagesAndTextsAreSummarized(String input) throws Exception {
    JsonNode wrong = ProtocolJson.MAPPER.readTree(input);
    assertThrows(
        RequestFailure.class,
        () -> summaries.summarize(new Request.Summarize(url(1), wrong, null, true)));
    assertThrows(
        RequestFailure.class,
        () ->
            summaries.learn(
                new Request.LearnSummary(
                    "t", url(1), wrong, List.of("x"), List.of(), null, null, null)));
  }
}
