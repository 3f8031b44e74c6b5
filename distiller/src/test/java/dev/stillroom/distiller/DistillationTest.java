package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistillationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void eightExamplesMakeTheRuleAPersonWouldSay() throws Exception {
    List<Example> examples = Downloads.eight().examples();
    ObjectNode card = distill(examples, 1);
    assertEquals("rule-list", card.get("student").asText());
    assertEquals(
        "[\"convert:jpeg when extension is webp and host is shop.localhost (3 of 3 examples)\","
            + "\"otherwise leave (5 of 5 examples)\"]",
        card.get("says").toString());
    Student student = student();
    for (Example example : examples) {
      Prediction prediction = student.predict(example.input());
      assertEquals(example.output().textValue(), prediction.output());
      assertTrue(prediction.confidence() < 0.9, "few examples: " + prediction.confidence());
    }
  }

  @Test
  void eightExamplesPassAndSayHowLittleTheyPromise() throws Exception {
    JsonNode verdict = distill(Downloads.eight().examples(), 1).get("verdict");
    assertTrue(verdict.get("passes").asBoolean());
    assertEquals("crossfit", verdict.get("method").asText());
    assertEquals("estimated", verdict.get("guarantee").asText());
    assertEquals(0.875, verdict.get("value").asDouble());
    assertEquals(0.529, verdict.get("low").asDouble(), 0.001);
    assertEquals(0.625, verdict.get("baseline").asDouble());
    assertEquals(14, verdict.get("needs").asInt());
    assertEquals(1, verdict.get("coverage").asDouble());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12})
  void theOrderOfTheExamplesChangesNothing(int n) throws Exception {
    Downloads downloads = n == 8 ? Downloads.eight() : Downloads.twelve();
    Set<String> digests = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      List<Example> examples = downloads.examples();
      Collections.shuffle(examples, new Random(seed));
      ObjectNode card = distill(examples, 1);
      assertTrue(card.get("verdict").get("passes").asBoolean());
      digests.add(card.get("digest").asText());
    }
    assertEquals(1, digests.size());
  }

  @Test
  void theSameDataAndSeedGiveTheSameModel() throws Exception {
    List<Example> examples = Downloads.many(200, 0.05, false, 5);
    ObjectNode one = distill(examples, 42);
    ObjectNode other = distill(examples, 42);
    assertEquals(one.get("digest"), other.get("digest"));
    assertEquals(one.get("verdict"), other.get("verdict"));
    assertEquals("2026-02-03T04:05:06Z", one.get("provenance").get("created").asText());
  }

  @Test
  void onlyActsIsAClearFailure() {
    List<Example> acts =
        new Downloads().add(3, "webp", Downloads.SHOP, Downloads.CONVERT).examples();
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(acts, 1));
    assertEquals(
        "all 3 examples say 'convert:jpeg'; it needs an example where you did not",
        failure.getMessage());
    assertFalse(Files.exists(out()));
  }

  @Test
  void oneLabelThatIsNoActAsksForAnother() {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("text", "give me my money back");
    Example example =
        new Example(
            new Input(input), TextNode.valueOf("refund"), null, null, null, Example.Source.USER);
    JobFailure failure =
        assertThrows(JobFailure.class, () -> distill(List.of(example, example), 1));
    assertTrue(
        failure.getMessage().contains("it needs examples of another label"), failure.getMessage());
  }

  @Test
  void noExampleIsAClearFailure() {
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(List.of(), 1));
    assertTrue(failure.getMessage().startsWith("there is no example"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noiseDoesNotBecomeRules(boolean timed) throws Exception {
    ObjectNode card = distill(Downloads.many(200, 0.05, timed, 3), 1);
    assertEquals("rule-list", card.get("student").asText());
    assertEquals(2, card.get("says").size(), card.get("says").toString());
    JsonNode verdict = card.get("verdict");
    assertEquals(timed ? "prequential" : "crossfit", verdict.get("method").asText());
    assertTrue(verdict.get("low").asDouble() > 0.85, verdict.toString());
    assertNull(verdict.get("needs").textValue());
    assertEquals(
        Downloads.CONVERT,
        student().predict(Downloads.input(999, "webp", Downloads.SHOP)).output());
    assertEquals(
        Downloads.LEAVE, student().predict(Downloads.input(999, "webp", Downloads.OTHER)).output());
  }

  @Test
  void chanceDoesNotPass() throws Exception {
    Random random = new Random(11);
    List<Example> examples = new ArrayList<>();
    for (Example example : Downloads.many(60, 0, false, 9)) {
      String label = random.nextBoolean() ? Downloads.CONVERT : Downloads.LEAVE;
      examples.add(Downloads.example(example.input(), label, null, Example.Source.USER));
    }
    ObjectNode card = distill(examples, 1);
    JsonNode verdict = card.get("verdict");
    assertTrue(verdict.get("low").asDouble() < 0.6, verdict.toString());
    if (!verdict.get("passes").asBoolean()) {
      assertTrue(verdict.get("needs").asInt() > 0);
    }
  }

  @Test
  void aCorrectionOverridesWhatWasSaidOfTheSameInput() throws Exception {
    List<Example> examples = Downloads.twelve().examples();
    Input corrected = examples.getFirst().input();
    examples.add(Downloads.example(corrected, Downloads.LEAVE, null, Example.Source.CORRECTION));
    ObjectNode card = distill(examples, 1);
    assertEquals(1, card.get("examples").get("corrected").asInt());
    assertEquals(0, card.get("examples").get("conflicts").asInt());
    assertEquals(12, card.get("examples").get("train").asInt());
  }

  @Test
  void aCorrectedActSaysNothingAgainstOthersThatLookLikeIt() throws Exception {
    List<Example> examples = new ArrayList<>();
    for (Example example : Downloads.twelve().examples()) {
      examples.add(
          known(
              example.input(), example.output().textValue(), Example.Source.USER, examples.size()));
    }
    Input alike = examples.getFirst().input();
    examples.add(known(alike, Downloads.LEAVE, Example.Source.CORRECTION, examples.size()));
    JsonNode counted = distill(examples, 1).get("examples");
    assertEquals(0, counted.get("corrected").asInt());
    assertEquals(1, counted.get("conflicts").asInt());
    assertEquals(13, counted.get("train").asInt());
  }

  private static Example known(Input input, String label, Example.Source source, int id) {
    return new Example(input, TextNode.valueOf(label), "download " + id, null, null, source);
  }

  @Test
  void contradictionsAreCountedAndKept() throws Exception {
    List<Example> examples = Downloads.twelve().examples();
    examples.add(
        Downloads.example(examples.getFirst().input(), Downloads.LEAVE, null, Example.Source.USER));
    ObjectNode card = distill(examples, 1);
    assertEquals(1, card.get("examples").get("conflicts").asInt());
    assertEquals(13, card.get("examples").get("train").asInt());
  }

  @Test
  void aPackOfThisTaskIsSmall() throws Exception {
    for (List<Example> examples :
        List.of(Downloads.twelve().examples(), Downloads.many(200, 0.05, true, 2))) {
      JsonNode card = distill(examples, 1);
      assertTrue(card.get("bytes").asLong() <= 20_480, card.get("bytes").toString());
      for (JsonNode candidate : card.get("candidates")) {
        assertTrue(candidate.get("bytes").asLong() <= 20_480, candidate.toString());
        assertFalse(candidate.get("why").asText().isEmpty());
      }
    }
  }

  @Test
  void aLimitNothingFitsIsSaid() {
    Limits limits = new Limits(0, 10, 0);
    JobFailure failure =
        assertThrows(
            JobFailure.class, () -> distill(Downloads.eight().examples(), new Order(1, limits)));
    assertTrue(failure.getMessage().contains("over the limit of 10 bytes"), failure.getMessage());
  }

  @Test
  void rareValuesStayOutOfThePack() throws Exception {
    List<Example> examples = Downloads.many(60, 0.02, false, 4);
    examples.get(5).input().members().put("title", "Zanzibar Quixotic");
    distill(examples, 1);
    String bytes = Files.readString(out(), StandardCharsets.ISO_8859_1).toLowerCase();
    assertFalse(bytes.contains("zanzibar") || bytes.contains("picture-17"));
    assertTrue(bytes.contains(Downloads.SHOP));
  }

  @Test
  void theCardHasEveryPromisedMember() throws Exception {
    ObjectNode card = distill(Downloads.twelve().examples(), 1);
    for (String member :
        List.of(
            "kind",
            "student",
            "bytes",
            "examples",
            "teacher",
            "candidates",
            "verdict",
            "latency",
            "provenance",
            "seconds",
            "digest",
            "labels")) {
      assertTrue(card.has(member), member);
    }
    for (String member :
        List.of(
            "method",
            "guarantee",
            "metric",
            "value",
            "low",
            "high",
            "level",
            "baseline",
            "coverage",
            "errorWhenAnswering",
            "robustness",
            "passes",
            "needs")) {
      assertNotNull(card.get("verdict").get(member), member);
    }
    assertEquals(Files.size(out()), card.get("bytes").asLong());
    assertEquals(
        List.of("p50Millis", "p95Millis", "loadMillis"),
        card.get("latency").properties().stream().map(Entry::getKey).toList());
  }

  private record Order(long seed, Limits limits) {}

  private ObjectNode distill(List<Example> examples, long seed) throws Exception {
    return distill(examples, new Order(seed, Limits.NONE));
  }

  private ObjectNode distill(List<Example> examples, Order order) throws Exception {
    return new Distillation(CLOCK)
        .run(
            examples,
            new Distillation.Order(out(), order.seed(), order.limits(), null),
            System.nanoTime(),
            (fraction, phase) -> {});
  }

  private Path out() {
    return directory.resolve("model.still");
  }

  private Student student() throws Exception {
    return PackReader.read(out()).student();
  }
}
