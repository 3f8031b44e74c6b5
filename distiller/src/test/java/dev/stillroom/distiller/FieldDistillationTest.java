package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.distiller.select.Trade;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Answer;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kind extract, from an examples file to prediction lines. */
class FieldDistillationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String PEOPLE =
      "{\"people\":[{\"name\":{\"first\":\"Ada\",\"last\":\"Ray\"},\"age\":31},"
          + "{\"name\":{\"first\":\"Ben\",\"last\":\"Sea\"},\"age\":45},"
          + "{\"name\":{\"first\":\"Cleo\",\"last\":\"Tan\"},\"age\":27}]}";

  @TempDir Path directory;

  @Test
  void twoFirstNamesClickedGiveAllFirstNames() throws Exception {
    JsonNode card = distill(line(PEOPLE, "{\"first\":[\"Ada\",\"Ben\",\"…\"]}"));
    assertEquals("extract", card.get("kind").asText());
    assertEquals("json-paths", card.get("student").asText());
    assertEquals("first: $.people[*].name.first", card.get("says").get(0).asText());
    Extraction extraction = extract(PEOPLE.replace("Ada", "Zoe"));
    assertEquals(List.of("Zoe", "Ben", "Cleo"), extraction.fields().getFirst().said());
    assertEquals(Extraction.State.FOUND, extraction.fields().getFirst().state());
  }

  @Test
  void oneExampleMakesAModelButNoPromise() throws Exception {
    JsonNode verdict =
        distill(line(PEOPLE, "{\"first\":[\"Ada\",\"Ben\",\"Cleo\"]}")).get("verdict");
    assertFalse(verdict.get("passes").asBoolean());
    assertEquals(0, verdict.get("n").asInt());
    assertEquals("f1", verdict.get("metric").asText());
  }

  @Test
  void threeDocumentsAreEnoughToPassWithABound() throws Exception {
    JsonNode card =
        distill(
            line("{\"id\":1,\"to\":{\"mail\":\"a@x.example\"}}", "{\"mail\":\"a@x.example\"}"),
            line("{\"id\":2,\"to\":{\"mail\":\"b@x.example\"}}", "{\"mail\":\"b@x.example\"}"),
            line("{\"id\":3,\"to\":{}}", "{\"mail\":null}"));
    JsonNode verdict = card.get("verdict");
    assertTrue(verdict.get("passes").asBoolean(), card::toString);
    assertEquals(1, verdict.get("value").asDouble());
    assertTrue(verdict.get("low").asDouble() < 0.4);
    assertTrue(verdict.get("needs").asInt() > 5);
    Extraction none = extract("{\"id\":4,\"to\":{}}");
    assertEquals(Extraction.State.ABSENT, none.fields().getFirst().state());
  }

  @Test
  void anotherKindOfDocumentLeavesTheFieldOpen() throws Exception {
    distill(line(PEOPLE, "{\"first\":[\"Ada\",\"Ben\",\"…\"]}"));
    Extraction strange = extract("{\"rows\":[[1,2],[3,4]]}");
    assertEquals(Extraction.State.UNSURE, strange.fields().getFirst().state());
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    strange.write(line, false);
    assertTrue(line.get("output").isNull());
    assertEquals("unsure", line.path("fields").path("first").path("state").asText());
    Extraction forced = strange.answered();
    assertTrue(forced.forced());
    assertEquals(Extraction.State.ABSENT, forced.fields().getFirst().state());
  }

  @Test
  void aCorrectionReplacesWhatItCorrects() throws Exception {
    String document = "{\"a\":\"one\",\"b\":\"two\"}";
    JsonNode card =
        distill(
            line(document, "{\"pick\":\"one\"}"),
            line(document, "{\"pick\":\"two\"},\"source\":\"correction\""));
    assertEquals(1, card.get("examples").get("corrected").asInt());
    assertEquals("pick: $.b", card.get("says").get(0).asText());
  }

  @Test
  void aPackOnOtherExamplesIsEvaluated() throws Exception {
    distill(line(PEOPLE, "{\"first\":[\"Ada\",\"Ben\",\"Cleo\"]}"));
    Path others = directory.resolve("others.jsonl");
    Files.writeString(
        others,
        line(PEOPLE.replace("Ada", "Eve"), "{\"first\":[\"Eve\",\"Ben\",\"Cleo\"]}")
            + "\n"
            + line(PEOPLE.replace("Ada", "Eve"), "{\"first\":[\"Ben\"]}"));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("model", out().toString()).put("examples", others.toString());
    JsonNode verdict = new EvaluateJob().run(arguments, (f, p) -> {}).get("verdict");
    assertEquals(2.0 * 4 / (6 + 4), verdict.get("value").asDouble(), 1e-9);
    assertEquals(1, verdict.get("errors").asInt());
    assertEquals("holdout", verdict.get("method").asText());
  }

  @Test
  void partsAreJoined() throws Exception {
    JsonNode card = distill(line(PEOPLE, "{\"who\":[\"Ray, Ada\",\"Sea, Ben\",\"Tan, Cleo\"]}"));
    assertEquals(
        "who: $.people[*]: name.last + \", \" + name.first", card.get("says").get(0).asText());
    Extraction extraction = extract(PEOPLE.replace("Ada", "Zoe"));
    assertEquals("Ray, Zoe", extraction.fields().getFirst().said().getFirst());
  }

  @Test
  void aListMayBeNarrowedToRowsOfOneKind() throws Exception {
    String all =
        "[{\"t\":\"mail\",\"v\":\"a@x\"},{\"t\":\"phone\",\"v\":\"12\"},{\"t\":\"mail\",\"v\":\"b@x\"}]";
    JsonNode card = distill(line(all, "{\"mails\":[\"a@x\",\"b@x\"]}"));
    assertEquals("mails: $[*][?t = 'mail'].v", card.get("says").get(0).asText());
    Extraction extraction = extract(all.replace("b@x", "c@x"));
    assertEquals(List.of("a@x", "c@x"), extraction.fields().getFirst().said());
  }

  @Test
  void aModelIsNotHeldAgainstABaselineThatHasSeenTheAnswers() throws Exception {
    distill(line("{\"a\":\"one\",\"b\":\"two\"}", "{\"pick\":\"two\"}"));
    Path examples = directory.resolve("others.jsonl");
    Files.writeString(
        examples,
        line("{\"a\":\"three\",\"b\":\"four\"}", "{\"pick\":\"four\"}")
            + "\n"
            + line("{\"a\":\"five\",\"b\":\"six\"}", "{\"pick\":\"six\"}"));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("model", out().toString()).put("examples", examples.toString());
    JsonNode verdict = new EvaluateJob().run(arguments, (fraction, phase) -> {}).get("verdict");
    assertEquals(1, verdict.get("value").asDouble());
    assertEquals(0, verdict.get("baseline").asDouble());
    assertTrue(verdict.get("passes").asBoolean());
  }

  @Test
  void ofGroupsAnEvaluationCertifiesNothing() throws Exception {
    distill(line("{\"a\":\"one\",\"b\":\"two\"}", "{\"pick\":\"two\"}"));
    for (String group : List.of("", ",\"group\":\"shop\"")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String pick = "{\"pick\":\"b" + i + "\"}" + group;
        lines.add(line("{\"a\":\"a" + i + "\",\"b\":\"b" + i + "\"}", pick));
      }
      Path examples = Files.write(directory.resolve("others.jsonl"), lines);
      ObjectNode arguments = JSON.createObjectNode();
      arguments.put("model", out().toString()).put("examples", examples.toString());
      JsonNode verdict = new EvaluateJob().run(arguments, (fraction, phase) -> {}).get("verdict");
      assertEquals(1, verdict.get("value").asDouble());
      assertEquals(
          group.isEmpty() ? "certified" : "estimated", verdict.get("guarantee").asText(), group);
    }
  }

  /** Where everything that was chosen on is right, and nothing else is. */
  @Test
  void theVerdictIsOfSamplesThatNothingWasChosenOn() throws Exception {
    JsonNode verdict = verdictOfMany(null, "b");
    assertEquals(250, verdict.get("n").asInt());
    assertEquals(250, verdict.get("errors").asInt());
    assertEquals(0, verdict.get("value").asDouble());
    assertEquals(1, verdict.get("errorWhenAnswering").asDouble());
    assertEquals("estimated", verdict.get("guarantee").asText());
    assertFalse(verdict.get("passes").asBoolean());
  }

  @Test
  void whatManySamplesThatNothingWasChosenOnShowIsCertified() throws Exception {
    JsonNode verdict = verdictOfMany(null, "a");
    assertEquals(0, verdict.get("errors").asInt());
    assertEquals("certified", verdict.get("guarantee").asText());
    assertTrue(verdict.get("passes").asBoolean());
  }

  /** Documents of one group are right or wrong together: no bound counts them one by one. */
  @Test
  void whatHangsTogetherCertifiesNothing() throws Exception {
    assertEquals("estimated", verdictOfMany("shop ", "a").get("guarantee").asText());
  }

  /**
   * @param group the beginning of the names of groups of four; null for none
   * @param picked what is wanted of those that are tested; of all others it is a
   */
  private JsonNode verdictOfMany(String group, String picked) throws Exception {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      examples.add(document(i, group, "a"));
    }
    Samples samples = Samples.of(examples);
    for (int at : Split.of(samples.items(), 1).tested()) {
      int i = samples.samples().get(at).example().input().members().path("json").get("n").asInt();
      examples.set(i, document(i, group, picked));
    }
    Distillation.Order order =
        new Distillation.Order(
            out(), 1, new Limits(0, 0, 0, Trade.BALANCED, false, true), null, 0.05);
    JsonNode card =
        new FieldDistillation(CLOCK).run(examples, order, System.nanoTime(), (f, p) -> {});
    assertEquals("pick: $.a", card.get("says").get(0).asText());
    return card.get("verdict");
  }

  private static Example document(int i, String group, String picked) {
    ObjectNode members = JSON.createObjectNode();
    members.putObject("json").put("n", i).put("a", "first " + i).put("b", "second " + i);
    JsonNode output =
        JSON.createObjectNode().set("pick", members.path("json").get(picked).deepCopy());
    return new Example(
        new Input(members),
        output,
        null,
        group == null ? null : group + i / 4,
        null,
        Example.Source.USER);
  }

  @Test
  void filesThatExamplesNameAreReadOnlyWhereThePersonGaveThem() throws Exception {
    Files.writeString(directory.resolve("people.json"), PEOPLE);
    ObjectNode arguments =
        arguments(
            "{\"input\":{\"file\":\"people.json\"},\"output\":{\"first\":[\"Ada\",\"Ben\",\"Cleo\"]}}");
    JsonNode unread = new DistillJob(CLOCK).run(arguments, (f, p) -> {});
    assertFalse(unread.get("says").toString().contains("people"), unread::toString);
    JsonNode card = new DistillJob(CLOCK).run(arguments.put("files", true), (f, p) -> {});
    assertEquals("first: $.people[*].name.first", card.get("says").get(0).asText());
    arguments.put("model", out().toString());
    JsonNode figures = new EvaluateJob().run(arguments, (f, p) -> {});
    assertEquals(1, figures.get("verdict").get("value").asDouble());
    JsonNode blind = new EvaluateJob().run(arguments.put("files", false), (f, p) -> {});
    assertEquals(0, blind.get("verdict").get("value").asDouble());
  }

  @Test
  void aFieldThatIsAnObjectIsRefused() {
    JobFailure failure =
        assertThrows(JobFailure.class, () -> distill(line(PEOPLE, "{\"first\":{\"x\":1}}")));
    assertTrue(failure.getMessage().contains("field \"first\""), failure.getMessage());
  }

  @Test
  void examplesWithoutAnyValueAreRefusedInOneLineThatNamesTheFields() {
    JobFailure failure =
        assertThrows(
            JobFailure.class,
            () ->
                distill(
                    line(PEOPLE, "{\"first\":null,\"mail\":[]}"), line("[]", "{\"first\":\" \"}")));
    assertTrue(failure.getMessage().contains("(first, mail)"), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  private static String line(String json, String output) {
    return "{\"input\":{\"json\":" + json + "},\"output\":" + output + "}";
  }

  private JsonNode distill(String... lines) throws Exception {
    return new DistillJob(CLOCK).run(arguments(lines), (fraction, phase) -> {});
  }

  private ObjectNode arguments(String... lines) throws Exception {
    Path examples = directory.resolve("examples.jsonl");
    Files.writeString(examples, String.join("\n", lines));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "extract").put("examples", examples.toString());
    return arguments.put("out", out().toString());
  }

  private Extraction extract(String json) throws Exception {
    Extractor extractor = (Extractor) PackReader.read(out()).model();
    ObjectNode members = JSON.createObjectNode();
    members.set("json", JSON.readTree(json));
    Answer answer = extractor.answer(new Input(members));
    return (Extraction) answer;
  }

  private Path out() {
    return directory.resolve("model.still");
  }
}
