package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Student;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is out of scope, what is labeled wrongly, and what may take how long. */
class ScopeAndLimitsTest {

  private static final List<String> FOREIGN =
      List.of("weather", "football", "recipe", "holiday", "guitar", "garden", "poem", "planet");

  @TempDir Path directory;

  @Test
  void aStudentKeepsSilentAboutWhatIsOutOfScope() throws Exception {
    List<Example> examples = orders(4, 40, 1);
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      examples.add(example(sentence(random, FOREIGN), null, null));
    }
    JsonNode card = distill(examples, Limits.NONE);
    assertEquals(60, card.get("examples").get("outOfScope").asInt());
    assertEquals(4, card.get("examples").get("classes").asInt());
    JsonNode outside = card.get("verdict").get("outOfScope");
    assertEquals(60, outside.get("n").asInt());
    assertTrue(outside.get("recall").asDouble() > 0.8, card.get("verdict").toString());
    assertTrue(card.get("verdict").get("coverage").asDouble() > 0.8);
    Student student = PackReader.read(directory.resolve("model.still")).student();
    assertNull(student.predict(text("a poem about a garden on a planet")).output());
  }

  @Test
  void aWrongLabelIsShownWithItsLineAndNeverDropped() throws Exception {
    List<Example> examples = orders(4, 40, 3);
    Example good = examples.get(17);
    String wrong = good.output().textValue().equals("queue-0") ? "queue-1" : "queue-0";
    examples.set(17, example(good.input().members().get("text").textValue(), wrong, "ticket-17"));
    JsonNode card = distill(examples, Limits.NONE);
    JsonNode first = card.get("labelErrors").get("examples").get(0);
    assertEquals(18, first.get("line").asInt(), card.get("labelErrors").toString());
    assertEquals("ticket-17", first.get("id").asText());
    assertEquals(wrong, first.get("given").asText());
    assertEquals(good.output().textValue(), first.get("suggested").asText());
    assertEquals(160, card.get("examples").get("train").asInt());
  }

  @Test
  void twoHundredLabelsFitIntoAPack() throws Exception {
    JsonNode card = distill(orders(200, 4, 5), Limits.NONE);
    assertEquals("hashed-linear", card.get("student").asText());
    assertEquals(200, card.get("labels").size());
    assertTrue(card.get("bytes").asLong() <= 200_000, card.get("bytes").toString());
    assertTrue(card.get("verdict").get("value").asDouble() > 0.9, card.get("verdict").toString());
  }

  @Test
  void aLabelWithOneExampleIsNoReasonToFail() throws Exception {
    List<Example> examples = orders(3, 20, 6);
    examples.add(example("something entirely different happened once", "rare", null));
    JsonNode card = distill(examples, Limits.NONE);
    assertEquals(4, card.get("labels").size());
    assertTrue(card.get("verdict").get("passes").asBoolean());
  }

  @Test
  void onlyOutOfScopeIsAClearFailure() {
    List<Example> examples = List.of(example("a", null, null), example("b", null, null));
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(examples, Limits.NONE));
    assertTrue(failure.getMessage().startsWith("all 2 examples are out of scope"));
  }

  @Test
  void whatWouldTakeTooLongIsRefusedBeforeItBegins() {
    Limits limits = new Limits(0.001, 0, 0);
    JobFailure failure = assertThrows(JobFailure.class, () -> distill(orders(100, 4, 7), limits));
    assertTrue(failure.getMessage().contains("would take about"), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void theSameDataAndSeedGiveTheSameBytes() throws Exception {
    List<Example> examples = orders(10, 12, 8);
    JsonNode one = distill(examples, Limits.NONE);
    JsonNode other = distill(examples, Limits.NONE);
    assertEquals(one.get("digest"), other.get("digest"));
    assertEquals(one.get("verdict"), other.get("verdict"));
  }

  /** Sentences of made-up words, of which each label has its own few. */
  private static List<Example> orders(int labels, int each, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int label = 0; label < labels; label++) {
        List<String> words = new ArrayList<>();
        Random own = new Random(1_000 + label);
        for (int j = 0; j < 6; j++) {
          words.add(word(own));
        }
        examples.add(example(sentence(random, words), "queue-" + label, null));
      }
    }
    return examples;
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      word.append("bdfgklmnprst".charAt(random.nextInt(12)))
          .append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private static String sentence(Random random, List<String> words) {
    StringBuilder sentence = new StringBuilder("number " + random.nextInt(100_000));
    for (int i = 0; i < 5; i++) {
      sentence.append(" the ").append(words.get(random.nextInt(words.size())));
    }
    return sentence.toString();
  }

  private static Example example(String text, String label, String id) {
    return new Example(
        text(text),
        label == null ? NullNode.instance : TextNode.valueOf(label),
        id,
        null,
        null,
        Example.Source.USER);
  }

  private static Input text(String text) {
    return Input.of(TextNode.valueOf(text));
  }

  private JsonNode distill(List<Example> examples, Limits limits) throws Exception {
    return new Distillation(Clock.systemUTC())
        .run(
            examples,
            new Distillation.Order(directory.resolve("model.still"), 1, limits, null),
            System.nanoTime(),
            (fraction, phase) -> {});
  }
}
