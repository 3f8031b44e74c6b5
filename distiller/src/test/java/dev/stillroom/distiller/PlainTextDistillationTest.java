package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain texts through the whole job: dataset, students, choice, verdict, pack, evaluation. */
class PlainTextDistillationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private static List<String> orders(int count, long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String order = "A-" + (1_000 + random.nextInt(9_000));
      String sum = random.nextInt(90) + "." + (10 + random.nextInt(90)) + " EUR";
      String text =
          random.nextBoolean()
              ? "Order " + order + " of the 3rd was paid: " + sum + "."
              : "We got " + sum + " for your order " + order;
      ObjectNode line = JSON.createObjectNode();
      line.put("input", text);
      line.putObject("output").put("order", order).put("sum", sum);
      lines.add(line.toString());
    }
    return lines;
  }

  private Path file(String name, List<String> lines) throws Exception {
    return Files.writeString(directory.resolve(name), String.join("\n", lines));
  }

  @Test
  void theSmallestStudentThatIsRightWins() throws Exception {
    ObjectNode arguments = JSON.createObjectNode().put("kind", "extract").put("seed", 1);
    arguments.put("examples", file("orders.jsonl", orders(12, 1)).toString());
    arguments.put("out", directory.resolve("orders.still").toString());
    JsonNode card = new DistillJob().run(arguments, (part, step) -> {});
    assertEquals(
        "span-patterns", card.path("student").asText(), card.path("candidates").toString());
    assertTrue(card.path("verdict").path("passes").asBoolean(), card.path("verdict").toString());
    assertTrue(card.path("bytes").asInt() < 10_000);

    Extractor extractor = (Extractor) PackReader.read(directory.resolve("orders.still")).model();
    Input next = Input.of(JSON.valueToTree("We got 7.20 EUR for your order A-7777"));
    Extraction said = extractor.extract(next);
    assertEquals(List.of("A-7777"), said.field("order").orElseThrow().said());
    assertEquals("31-37", said.field("order").orElseThrow().where());

    ObjectNode again = JSON.createObjectNode().put("model", arguments.get("out").asText());
    again.put("examples", file("others.jsonl", orders(30, 2)).toString());
    JsonNode evaluated = new EvaluateJob().run(again, (part, step) -> {});
    assertTrue(evaluated.path("verdict").path("value").asDouble() > 0.9);
  }

  @Test
  void whatIsNotInTheTextIsSaidOnTheCard() throws Exception {
    List<String> lines = new ArrayList<>(orders(6, 3));
    ObjectNode slip = JSON.createObjectNode();
    slip.put("input", "Order A-1234 was paid").put("id", "slip");
    slip.putObject("output").put("order", "A-4321").putNull("sum");
    lines.add(slip.toString());
    ObjectNode arguments = JSON.createObjectNode().put("kind", "extract").put("seed", 1);
    arguments.put("examples", file("slips.jsonl", lines).toString());
    arguments.put("out", directory.resolve("slips.still").toString());
    JsonNode card = new DistillJob().run(arguments, (part, step) -> {});
    assertEquals(1, card.path("notInText").path("found").asInt());
    assertEquals("slip", ((ArrayNode) card.path("notInText").path("ids")).get(0).asText());
  }
}
