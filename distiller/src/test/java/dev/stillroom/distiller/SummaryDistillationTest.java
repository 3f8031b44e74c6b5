package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Abridgements;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.distiller.select.Trade;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.CardSummarizer;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryDistillationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @TempDir private Path directory;

  /** A text of eight sentences of which two hold figures, at no place that would tell. */
  private static List<String> report(Random random) {
    String[] things = {"mill", "harbour", "garden", "library", "market", "school", "theatre"};
    String thing = things[random.nextInt(things.length)];
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String[] plain = {
        "The " + thing + " stands at the end of a quiet street near the river.",
        "People of the town have always liked the " + thing + " and its keepers.",
        "Visitors come to the " + thing + " when the weather is kind to them.",
        "A door of the " + thing + " was painted green by somebody last autumn.",
        "The mayor spoke about the " + thing + " at the dinner of the council.",
        "Nobody remembers who had the idea of building the " + thing + " there."
      };
      sentences.add(plain[i]);
    }
    sentences.add(random.nextInt(7), "About " + (100 + random.nextInt(900)) + " guests came.");
    sentences.add(random.nextInt(8), "It took " + (2 + random.nextInt(80)) + " weeks in all.");
    return sentences;
  }

  private static Example example(List<String> sentences, JsonNode output) {
    Input input = Input.of(JSON.textNode(String.join(" ", sentences)));
    return new Example(input, output, null, null, null, Example.Source.USER);
  }

  private static boolean hasFigure(String sentence) {
    return sentence.chars().anyMatch(Character::isDigit);
  }

  private ObjectNode distill(List<Example> examples, Double target) throws Exception {
    return distill(examples, target, 0);
  }

  private ObjectNode distill(List<Example> examples, Double target, double millis)
      throws Exception {
    Limits limits = new Limits(0, 0, millis, Trade.BALANCED, false, true);
    Distillation.Order order =
        new Distillation.Order(directory.resolve("m.still"), 1, limits, null);
    Job.Progress quiet = (share, what) -> {};
    return new SummaryDistillation(CLOCK).run(examples, order, target, System.nanoTime(), quiet);
  }

  private Summarizer made() throws Exception {
    return (Summarizer) PackReader.read(directory.resolve("m.still")).model();
  }

  @Test
  void whoKeepsSentencesWithFiguresGetsThem() throws Exception {
    Random random = new Random(4);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      List<String> sentences = report(random);
      ObjectNode choice = JSON.objectNode();
      var keep = choice.putArray("keep");
      sentences.stream().filter(SummaryDistillationTest::hasFigure).forEach(keep::add);
      choice
          .putArray("remove")
          .add(sentences.stream().filter(s -> !hasFigure(s)).findFirst().get());
      examples.add(example(sentences, choice));
    }
    ObjectNode card = distill(examples, null);
    assertTrue(card.path("verdict").path("passes").asBoolean(), card.toString());
    assertTrue(card.path("verdict").path("agreement").asDouble() > 0.8, card.toString());
    assertEquals("2 sentences", card.path("length").asText());
    Summary summary = made().answer(Input.of(JSON.textNode(String.join(" ", report(random)))));
    assertTrue(summary.sentences().stream().allMatch(s -> hasFigure(s.text())), summary.text());
  }

  /** Where sentences with figures are kept in all that was chosen on, and in nothing else. */
  @Test
  void theVerdictIsOfTextsThatNothingWasChosenOn() throws Exception {
    Random random = new Random(5);
    List<List<String>> reports = new ArrayList<>();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      List<String> sentences = new ArrayList<>(report(random).subList(0, 4));
      sentences.add(random.nextInt(5), "Of number " + i + " there were some.");
      reports.add(sentences);
      examples.add(keeping(sentences, true));
    }
    Abridgements texts = Abridgements.of(examples);
    List<Integer> tested = Split.of(texts.items(), 1).tested();
    for (int at : tested) {
      int i = examples.indexOf(texts.all().get(at).example());
      examples.set(i, keeping(reports.get(i), false));
    }
    JsonNode verdict = distill(examples, 0.2).path("verdict");
    assertEquals(tested.size(), verdict.path("n").asInt());
    assertEquals("estimated", verdict.path("guarantee").asText());
    assertTrue(verdict.path("agreement").asDouble() < 0.2, verdict.toString());
    assertTrue(verdict.path("errorWhenAnswering").asDouble() > 0.8, verdict.toString());
    assertTrue(verdict.path("calibrationError").asDouble() > 0.5, verdict.toString());
  }

  private static Example keeping(List<String> sentences, boolean figures) {
    ObjectNode choice = JSON.objectNode();
    var keep = choice.putArray("keep");
    var remove = choice.putArray("remove");
    sentences.forEach(one -> (hasFigure(one) == figures ? keep : remove).add(one));
    return example(sentences, choice);
  }

  @Test
  void comparisonsAreLearnedFrom() throws Exception {
    Random random = new Random(9);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      List<String> sentences = report(random);
      ObjectNode choice = JSON.objectNode();
      choice
          .putArray("prefer")
          .addArray()
          .add(sentences.stream().filter(s -> hasFigure(s)).findFirst().get())
          .add(sentences.stream().filter(s -> !hasFigure(s)).findFirst().get());
      examples.add(example(sentences, choice));
    }
    distill(examples, null);
    Summary summary = made().answer(Input.of(JSON.textNode(String.join(" ", report(random)))));
    assertTrue(hasFigure(summary.text()), summary.text());
  }

  @Test
  void summariesCutOutOfTextsTeachTheirLength() throws Exception {
    Random random = new Random(2);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      List<String> sentences = report(random);
      String kept =
          String.join(" ", sentences.stream().filter(SummaryDistillationTest::hasFigure).toList());
      examples.add(example(sentences, JSON.textNode(kept)));
    }
    ObjectNode card = distill(examples, null);
    assertEquals("summarize", card.path("kind").asText());
    assertEquals("rougeL", card.path("verdict").path("metric").asText());
    double value = card.path("verdict").path("value").asDouble();
    assertTrue(value > card.path("verdict").path("baseline").asDouble(), card.toString());
    assertEquals(1.0, card.path("verdict").path("coverage").asDouble());
    assertTrue(card.path("bytes").asLong() < 100_000);
  }

  @Test
  void anAimThatCannotBeReachedMeansSilence() throws Exception {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      List<String> sentences = report(random);
      // What is kept is chance: nothing can be learned of it.
      examples.add(example(sentences, JSON.textNode(sentences.get(random.nextInt(8)))));
    }
    ObjectNode card = distill(examples, 0.05);
    assertTrue(card.path("verdict").path("coverage").asDouble() < 0.2, card.toString());
  }

  @Test
  void theSameExamplesGiveTheSameModel() throws Exception {
    Random random = new Random(7);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<String> sentences = report(random);
      examples.add(example(sentences, JSON.textNode(sentences.get(0))));
    }
    String first = distill(examples, null).path("digest").asText();
    assertEquals(first, distill(examples.reversed(), null).path("digest").asText());
  }

  @Test
  void aCardIsFieldsAndPassages() throws Exception {
    Random random = new Random(6);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      examples.add(offer(random));
    }
    ObjectNode card = distill(examples, null);
    assertEquals("card-summarizer", card.path("student").asText());
    assertTrue(made() instanceof CardSummarizer);
    Example next = offer(random);
    Summary summary = made().answer(next.input());
    ObjectNode line = JSON.objectNode();
    summary.write(line, false);
    assertEquals(next.output().path("price"), line.path("card").path("output").path("price"));
    assertEquals(next.output().path("seller"), line.path("card").path("output").path("seller"));
    assertTrue(hasFigure(line.path("output").asText()), line.toString());
  }

  @Test
  void theAimHoldsForACardsPassagesToo() throws Exception {
    Random random = new Random(10);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      examples.add(offer(random));
    }
    JsonNode passages = distill(examples, 0.3).path("verdict").path("passages");
    assertEquals(0.3, passages.path("maxError").asDouble(), passages.toString());
  }

  /** Its fields take next to nothing, its passages are chosen from thousands of sentences. */
  @Test
  void whoWaitsForACardWaitsForItsFieldsAndItsPassages() throws Exception {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ObjectNode members = JSON.objectNode();
      members.putObject("json").put("price", i + " €").put("seller", "Alma");
      members.put("text", "The lamp of tower " + i + " was lit at dusk. ".repeat(2_000));
      ObjectNode output = JSON.objectNode().put("price", i + " €");
      output.put("summary", "The lamp of tower " + i + " was lit at dusk.");
      examples.add(new Example(new Input(members), output, null, null, null, Example.Source.USER));
    }
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(examples, null, 2));
    assertTrue(failure.getMessage().startsWith("the card answers within"), failure.getMessage());
  }

  @Test
  void aCardIsEvaluatedOnOtherPagesByItsFieldsAndItsPassages() throws Exception {
    Random random = new Random(6);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      examples.add(offer(random));
    }
    distill(examples, null);
    List<Example> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(offer(random));
    }
    JsonNode card = evaluated(others);
    JsonNode verdict = card.path("verdict");
    assertEquals("f1", verdict.path("metric").asText());
    assertEquals(4, verdict.path("n").asInt());
    assertTrue(verdict.path("value").asDouble() > 0.9, verdict.toString());
    assertEquals("rougeL", verdict.path("passages").path("metric").asText());
    assertEquals(4, verdict.path("passages").path("n").asInt());
    assertTrue(card.path("promise").asText().contains("of the passages: "), card.toString());
    Example none = keeping(report(random), true);
    JobFailure failure = assertThrows(JobFailure.class, () -> evaluated(List.of(none)));
    assertTrue(failure.getMessage().contains("no example is a card"), failure.getMessage());
  }

  private JsonNode evaluated(List<Example> others) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Example other : others) {
      ObjectNode line = JSON.objectNode();
      line.set("input", other.input().members());
      line.set("output", other.output());
      lines.add(line.toString());
    }
    ObjectNode arguments = JSON.objectNode().put("model", directory.resolve("m.still").toString());
    arguments.put("examples", Files.write(directory.resolve("others"), lines).toString());
    return new EvaluateJob().run(arguments, (share, what) -> {});
  }

  @Test
  void whatATeacherSummarizedVerifiesNothing() throws Exception {
    Random random = new Random(7);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Example made = keeping(report(random), true);
      examples.add(i < 4 ? made : byTeacher(made));
    }
    assertEquals(4, distill(examples, null).path("verdict").path("n").asInt());
  }

  @Test
  void aCardThatATeacherFilledInVerifiesNothing() throws Exception {
    Random random = new Random(8);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      examples.add(byTeacher(offer(random)));
    }
    JsonNode verdict = distill(examples, null).path("verdict");
    assertEquals(0, verdict.path("n").asInt(), verdict.toString());
    assertEquals(0, verdict.path("passages").path("n").asInt(), verdict.toString());
    assertFalse(verdict.path("passes").asBoolean(), verdict.toString());
  }

  @Test
  void anEvaluationOfTextsOfOneGroupCertifiesNothing() throws Exception {
    Random random = new Random(9);
    List<Example> examples = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Example made = keeping(report(random), true);
      examples.add(made);
      ObjectNode line = JSON.objectNode().put("group", "one site");
      line.set("input", made.input().members());
      line.set("output", made.output());
      lines.add(line.toString());
    }
    distill(examples, null);
    ObjectNode arguments = JSON.objectNode().put("model", directory.resolve("m.still").toString());
    arguments.put("examples", Files.write(directory.resolve("others"), lines).toString());
    JsonNode verdict = new EvaluateJob().run(arguments, (share, what) -> {}).path("verdict");
    assertEquals("estimated", verdict.path("guarantee").asText(), verdict.toString());
  }

  private static Example byTeacher(Example example) {
    return new Example(example.input(), example.output(), null, null, null, Example.Source.TEACHER);
  }

  private static Example offer(Random random) {
    String price = (10 + random.nextInt(90)) + " €";
    String seller =
        "AEIOU".charAt(random.nextInt(5)) + "lma " + "BCDFG".charAt(random.nextInt(5)) + "ot";
    List<String> sentences = report(random);
    String html =
        "<html lang=en><body><h1>Offer</h1><div class=price>"
            + price
            + "</div><div class=seller>"
            + seller
            + "</div><article><p>"
            + String.join(" ", sentences)
            + "</p></article></body></html>";
    ObjectNode output = JSON.objectNode().put("price", price).put("seller", seller);
    output.put(
        "summary",
        String.join(" ", sentences.stream().filter(SummaryDistillationTest::hasFigure).toList()));
    Input input = new Input(JSON.objectNode().put("html", html));
    return new Example(input, output, null, null, null, Example.Source.USER);
  }

  @Test
  void examplesWithoutAnySentenceAreOneClearLine() {
    Example empty = example(List.of(""), JSON.textNode("a summary"));
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(List.of(empty), null));
    assertTrue(failure.getMessage().contains("sentences to choose from"), failure.getMessage());
  }
}
