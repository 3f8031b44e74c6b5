package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.SummaryShown;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.summary.Budget;
import java.nio.file.Path;
import java.util.List;
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

  private Reply.Summarized summarize(int number, boolean asked) {
    return (Reply.Summarized)
        summaries.summarize(new Request.Summarize(url(number), text(TEXT), 2, asked)).join();
  }

  private Reply.Learned keep(int number, Long replaces, String... sentences) {
    return summaries.learn(
        new Request.LearnSummary(
            "Mill", url(number), text(TEXT), List.of(sentences), List.of(), replaces));
  }

  @Test
  void keyPassagesStandBeforeTheRestAndNameTheirPlace() {
    Reply.Summarized said = summarize(1, true);
    assertEquals(2, said.chosen());
    assertEquals(4, said.total());
    assertEquals(4, said.passages().size());
    assertFalse(said.learned());
    List<Integer> first = said.passages().subList(0, 2).stream().map(View.Passage::index).toList();
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
  void aSiteIsForgottenWithAllThatWasKeptOfIt() throws Exception {
    summarize(1, true);
    keep(1, null, "A baker wept.");
    assertTrue(found("A baker wept"));
    assertFalse(found("secret-query"));
    new Forget(journal).site("paper.example");
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
                new Request.LearnSummary("t", url(1), wrong, List.of("x"), List.of(), null)));
  }
}
