package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.PackReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts are promised of every kind: the card's members, and limits that hold. */
class CardPromiseTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"classify", "extract", "transform"})
  void theCardHasThePromisedMembers(String kind) throws Exception {
    check(distill(kind, 0, 0), kind);
    check(Card.printed(PackReader.read(out())), kind);
  }

  /** The types: s string, n number, b boolean, o object, a array; ? may be null. */
  private static void check(JsonNode card, String kind) {
    members(
        card,
        "kind:s student:s bytes:n examples:o teacher:o? candidates:a verdict:o latency:o"
            + " provenance:o seconds:n");
    assertEquals(kind, card.get("kind").asText());
    members(card.get("examples"), "train:n verify:n classes:n?");
    assertEquals(kind.equals("classify"), card.get("examples").get("classes").isNumber());
    int chosen = 0;
    for (JsonNode candidate : card.get("candidates")) {
      members(candidate, "student:s metric:n? low:n? high:n? millis:n? bytes:n? chosen:b why:s");
      if (candidate.get("metric").isNumber()) {
        members(candidate, "metric:n low:n high:n millis:n bytes:n");
      }
      chosen += candidate.get("chosen").asBoolean() ? 1 : 0;
    }
    assertEquals(1, chosen);
    JsonNode verdict = card.get("verdict");
    members(
        verdict,
        "method:s guarantee:s metric:s value:n low:n high:n level:n baseline:n coverage:n"
            + " errorWhenAnswering:n robustness:o passes:b needs:n?");
    assertTrue(
        List.of("holdout", "crossfit", "prequential").contains(verdict.get("method").asText()));
    assertTrue(List.of("certified", "estimated").contains(verdict.get("guarantee").asText()));
    assertEquals(0.95, verdict.get("level").asDouble());
    members(card.get("latency"), "p50Millis:n p95Millis:n loadMillis:n");
    members(card.get("provenance"), "dataset:s code:s seed:n created:s parent:s?");
  }

  private static void members(JsonNode object, String promised) {
    for (String one : promised.split(" ")) {
      String name = one.substring(0, one.indexOf(':'));
      JsonNode value = object.get(name);
      assertTrue(value != null, () -> "no " + name + " in " + object);
      boolean fits =
          one.endsWith("?") && value.isNull()
              || switch (one.charAt(one.indexOf(':') + 1)) {
                case 's' -> value.isTextual();
                case 'n' -> value.isNumber();
                case 'b' -> value.isBoolean();
                case 'o' -> value.isObject();
                default -> value.isArray();
              };
      assertTrue(fits, () -> name + " is " + value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "extract", "transform"})
  void noFileIsLargerThanAllowed(String kind) throws Exception {
    long whole = distill(kind, 0, 0).get("bytes").asLong();
    assertEquals(whole, Files.size(out()));
    for (long limit : new long[] {whole + 100, whole - 1, whole - 1_500, whole / 2, 1_000}) {
      Files.delete(out());
      try {
        long bytes = distill(kind, limit, 0).get("bytes").asLong();
        assertTrue(bytes <= limit, bytes + " of " + limit);
        assertEquals(bytes, Files.size(out()));
      } catch (JobFailure refused) {
        assertTrue(limit < whole, refused.getMessage());
        assertTrue(refused.getMessage().contains("" + limit), refused.getMessage());
        assertFalse(Files.exists(out()));
        Files.createFile(out());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "extract"})
  void whatWouldTakeTooLongIsRefusedBeforeItBegins(String kind) {
    JobFailure refused = assertThrows(JobFailure.class, () -> distill(kind, 0, 0.0001));
    assertTrue(refused.getMessage().contains("would take about"), refused.getMessage());
    assertTrue(refused.getMessage().contains("raise --max-seconds"), refused.getMessage());
    assertFalse(Files.exists(out()));
  }

  @Test
  void aFileThatAnInputOfATransformationNamesIsRead() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("Ada Lovelace", "Grace Hopper", "Alan Turing")) {
      String file = name.replace(' ', '-') + ".txt";
      Files.writeString(directory.resolve(file), name);
      lines.add(line(JsonNodeFactory.instance.objectNode().put("file", file), name.split(" ")[1]));
    }
    Files.write(directory.resolve("examples"), lines);
    ObjectNode arguments = arguments("transform").put("files", true);
    JsonNode card = new DistillJob().run(arguments, (share, phase) -> {});
    assertEquals(1, card.get("verdict").get("value").asDouble(), card::toString);
    Files.write(
        directory.resolve("examples"),
        List.of(lines.getFirst(), lines.get(1).replace("Grace", "Nobody")));
    JobFailure failure =
        assertThrows(JobFailure.class, () -> new DistillJob().run(arguments, (share, phase) -> {}));
    assertTrue(
        failure.getMessage().startsWith(directory.resolve("examples") + ":2: there is no file"),
        failure.getMessage());
  }

  @Test
  void anOutputThatDoesNotFitTheKindIsNamedByItsLine() throws Exception {
    for (String kind : List.of("classify", "extract", "transform")) {
      Files.writeString(
          directory.resolve("examples"),
          line(JsonNodeFactory.instance.textNode("a"), "x") + "\n{\"input\":\"b\",\"output\":7}\n");
      if (kind.equals("extract")) {
        Files.writeString(directory.resolve("examples"), "\n{\"input\":\"b\",\"output\":7}\n");
      }
      JobFailure failure =
          assertThrows(
              JobFailure.class, () -> new DistillJob().run(arguments(kind), (share, phase) -> {}));
      String where = directory.resolve("examples") + (kind.equals("extract") ? ":1: " : ":2: ");
      assertTrue(failure.getMessage().startsWith(where), failure.getMessage());
    }
  }

  private JsonNode distill(String kind, long maxSize, double maxSeconds) throws Exception {
    Files.write(directory.resolve("examples"), examples(kind));
    ObjectNode arguments = arguments(kind);
    if (maxSize > 0) {
      arguments.put("maxSize", maxSize);
    }
    if (maxSeconds > 0) {
      arguments.put("maxSeconds", maxSeconds);
    }
    return new DistillJob().run(arguments, (share, phase) -> {});
  }

  private ObjectNode arguments(String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("examples", directory.resolve("examples").toString())
        .put("out", out().toString());
  }

  private Path out() {
    return directory.resolve("model.still");
  }

  private static List<String> examples(String kind) {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      String name = word(random) + " " + word(random);
      switch (kind) {
        case "classify" -> {
          String word = i % 2 == 0 ? "invoice" : "holiday";
          lines.add(line(input.put("text", word(random) + " " + word + " " + name), word));
        }
        case "transform" -> lines.add(line(input.put("text", name), name.split(" ")[1]));
        default -> {
          input.putObject("json").put("who", name).put("n", random.nextInt(9));
          ObjectNode output = JsonNodeFactory.instance.objectNode().put("name", name);
          ObjectNode line = JsonNodeFactory.instance.objectNode();
          line.set("input", input);
          lines.add(line.set("output", output).toString());
        }
      }
    }
    return lines;
  }

  private static String line(JsonNode input, String output) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("input", input);
    return line.put("output", output).toString();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      word.append("bdfgklmnprst".charAt(random.nextInt(12)))
          .append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }
}
