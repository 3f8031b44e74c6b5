package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Sentence;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummarizersTest {

  private static final String BRIDGE =
      """
      Old bridge over the Tarn will close for repairs

      The town's old bridge over the Tarn will close in March for repairs that take two years. \
      The council decided on Monday that the bridge must be repaired at a cost of 4 million euros. \
      It is a grey day. \
      "I will miss it," said a baker.

      Costs

      Drivers will have to use the new bridge in the north, which adds 12 minutes. \
      The bridge over the Tarn has carried the town's traffic since 1871.

      - Buses stop at the market while the bridge is closed.
      - parking

      In conclusion, the town loses its bridge for two years and keeps it for a century.
      """;

  private final UntaughtSentences untrained = UntaughtSentences.of(Budget.DEFAULT);

  static Stream<Summarizer> all() {
    return Stream.of(
        new LeadSentences(Choosing.of(Budget.sentences(2))),
        new CentralSentences(Choosing.of(Budget.sentences(2))),
        UntaughtSentences.of(Budget.sentences(2)),
        new SentenceRanker(
            Choosing.of(Budget.percent(30)),
            new SentenceWeights(
                new float[SentenceFeatures.COUNT], new int[] {-5, 7}, new byte[] {1, -9}, 0.5f)));
  }

  private static Input text(String text) {
    return Input.of(JsonNodeFactory.instance.textNode(text));
  }

  private static Input page(String html) {
    return new Input(JsonNodeFactory.instance.objectNode().put("html", html));
  }

  @Test
  void headingsAndScrapsAreNoSentences() {
    Summary summary = untrained.summarize(text(BRIDGE), Budget.percent(100));
    List<String> said = summary.sentences().stream().map(Sentence::text).toList();
    assertEquals("Old bridge over the Tarn will close for repairs", summary.document().title());
    assertFalse(said.contains("Costs"), said.toString());
    assertFalse(said.contains("- parking"), said.toString());
    assertTrue(said.getFirst().startsWith("The town's old bridge"), said.toString());
  }

  @Test
  void aSentenceThatStandsThereAgainAndAgainIsSaidOnce() {
    String text = "The keeper lit a lamp. ".repeat(9) + "In May the rain broke the old bridge.";
    Summary summary = untrained.summarize(text(text), Budget.sentences(5));
    assertEquals(2, summary.chosen().size());
  }

  @Test
  void whatTheTextIsAboutIsSaidAndScraplikeSentencesAreNot() {
    Summary summary = untrained.summarize(text(BRIDGE), Budget.sentences(3));
    assertEquals(3, summary.chosen().size());
    assertTrue(summary.text().contains("will close in March"), summary.text());
    assertFalse(summary.text().contains("grey day"), summary.text());
    assertFalse(summary.text().contains("baker"), summary.text());
  }

  @Test
  void tablesAndCodeOfAPageAreLeftOut() {
    String html =
        "<html lang=en><title>Kiln</title><body><article><h1>How to fire a kiln</h1>"
            + "<p>A kiln is fired slowly, so that the clay does not crack on its way to 1000 degrees."
            + " The potter opens the kiln after two days, when it is cool enough to touch.</p>"
            + "<pre>kiln.fire(1000);\nkiln.wait(2);</pre><table><tr><td>Hour</td><td>Degrees</td></tr>"
            + "<tr><td>1</td><td>100</td></tr></table><h2>Care</h2><p>Shelves are washed with alumina"
            + " after every third firing, which keeps glaze from sticking to them.</p></article></body>";
    Summary summary = untrained.summarize(page(html), Budget.percent(100));
    assertEquals(3, summary.chosen().size(), summary.text());
    assertTrue(summary.sentences().stream().allMatch(sentence -> sentence.node() > 0));
    assertEquals("Care", summary.sentences().getLast().heading());
    assertFalse(summary.text().contains("kiln.fire"), summary.text());
  }

  @Test
  void theSameIsNotSaidTwice() {
    String said = "The council will close the old bridge in March because of the repairs. ";
    String other = "A ferry for walkers crosses the river at the mill every ten minutes. ";
    Summary summary =
        untrained.summarize(text("Bridge\n\n" + said + other + said), Budget.sentences(2));
    assertTrue(summary.text().contains("ferry"), summary.text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLengthIsKept(Summarizer summarizer) {
    assertEquals(1, summarizer.summarize(text(BRIDGE), Budget.sentences(1)).chosen().size());
    int words = summarizer.summarize(text(BRIDGE), Budget.words(40)).text().split("\\s+").length;
    assertTrue(words >= 20 && words <= 60, () -> "words: " + words);
    Summary all = summarizer.summarize(text(BRIDGE), Budget.sentences(1_000));
    assertEquals(all.document().sentences().size(), all.chosen().size());
  }

  @ParameterizedTest
  @MethodSource("all")
  void emptyAndTinyTextsAreNoTrouble(Summarizer summarizer) {
    for (String nothing : List.of("", " \n\n ", "#", "|||", "\u0000", "```\ncode();\n```")) {
      Summary summary = summarizer.answer(text(nothing));
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      summary.write(line, true);
      assertEquals(0, summary.chosen().size(), nothing);
      assertTrue(line.get("output").isNull());
      assertEquals(0, summary.confidence());
    }
    assertEquals("Only this.", summarizer.answer(text("Only this.")).text());
    assertEquals(0, summarizer.answer(page("<html></html>")).chosen().size());
  }

  @Test
  void aTextOfTwoHundredThousandWordsIsSummarized() {
    Random random = new Random(1);
    StringBuilder made = new StringBuilder("A long book\n\n");
    for (int i = 0; i < 13_000; i++) {
      made.append("The ").append("keeper sailor miller potter".split(" ")[random.nextInt(4)]);
      for (int k = 0; k < 13; k++) {
        made.append(' ')
            .append((char) ('a' + random.nextInt(26)))
            .append("ord")
            .append(random.nextInt(999));
      }
      made.append(i % 9 == 0 ? ".\n\n" : ". ");
    }
    Summary summary = untrained.summarize(text(made.toString()), Budget.sentences(5));
    assertEquals(5, summary.chosen().size());
  }

  @Test
  void mixedAndRightToLeftTextsWork() {
    String mixed =
        "تقرير البلدية\n\nأعلنت البلدية أن الجسر القديم سيغلق في مارس لمدة عامين. الطقس جميل اليوم."
            + "\n\nThe bridge over the river will be closed for two years, the town announced."
            + "\n\n这座桥将关闭两年。市民可以使用新桥。";
    Summary summary = untrained.summarize(text(mixed), Budget.sentences(2));
    assertEquals(2, summary.chosen().size());
    assertEquals(5, summary.document().sentences().size());
  }

  @Test
  void anInputMayBringItsOwnSentences() {
    ObjectNode members = JsonNodeFactory.instance.objectNode().put("title", "Bridge");
    members.putArray("sentences").add("It rains. A lot").add("The bridge will close in March.");
    Summary summary = untrained.summarize(new Input(members), Budget.sentences(1));
    assertEquals(List.of(1), summary.chosen());
    assertEquals("The bridge will close in March.", summary.text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPackSaysTheSameAsTheModelItWasMadeFrom(Summarizer summarizer) throws Exception {
    byte[] bytes = PackWriter.bytes(summarizer, JsonNodeFactory.instance.objectNode());
    assertTrue(bytes.length < 100_000);
    Summarizer read = (Summarizer) PackReader.read("a pack", ByteBuffer.wrap(bytes)).model();
    assertEquals(summarizer.answer(text(BRIDGE)).text(), read.answer(text(BRIDGE)).text());
    assertEquals(summarizer.inWords(), read.inWords());
    assertEquals(summarizer.budget(), read.budget());
  }

  @Test
  void aDamagedProgramIsRefused() {
    ObjectNode json = (ObjectNode) untrained.program().json();
    for (String member : List.of("unit", "amount", "sure", "threshold", "features", "kind")) {
      ObjectNode broken = json.deepCopy();
      broken.put(member, "nonsense");
      Program program = new Program(broken, untrained.program().tensors());
      assertThrows(ProgramRefused.class, () -> Architecture.read(program, null), member);
    }
    ObjectNode more = json.deepCopy().put("script", "x");
    assertThrows(
        ProgramRefused.class,
        () -> Architecture.read(new Program(more, untrained.program().tensors()), null));
  }

  @Test
  void aTruncatedPackIsRefused() {
    byte[] bytes = PackWriter.bytes(untrained, JsonNodeFactory.instance.objectNode());
    ByteBuffer half = ByteBuffer.wrap(bytes, 0, bytes.length / 2).slice();
    assertThrows(PackRefused.class, () -> PackReader.read("a pack", half));
  }

  @Test
  void whoIsNotSureKeepsSilentUnlessMadeToAnswer() {
    SentenceRanker shy =
        new SentenceRanker(Choosing.of(Budget.sentences(1)).with(0.99), SentenceWeights.UNTRAINED);
    Summary summary = shy.answer(text(BRIDGE));
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    summary.write(line, false);
    assertTrue(line.get("output").isNull());
    assertTrue(summary.answered().forced());
    assertNotEquals("", summary.answered().text());
  }
}
