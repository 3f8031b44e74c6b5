package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextDistillationTest {

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "bug", List.of("crash", "error", "broken", "fails", "exception", "wrong", "hangs"),
          "wish", List.of("please", "add", "support", "feature", "could", "option", "nice"),
          "ask", List.of("how", "where", "question", "explain", "documentation", "what", "help"));
  private static final List<String> NOISE =
      List.of("the", "window", "page", "button", "file", "after", "when", "with", "in", "list");

  @TempDir Path directory;

  @Test
  void textsNeedTheLargerStudent() throws Exception {
    JsonNode card = distill(texts(120));
    assertEquals("hashed-linear", card.get("student").asText(), card.get("candidates").toString());
    assertTrue(card.get("verdict").get("low").asDouble() > 0.8, card.get("verdict").toString());
    assertTrue(card.get("bytes").asLong() < 200_000);
    Prediction sure = student().predict(text("please add an option, a feature would be nice"));
    assertEquals("wish", sure.output());
    assertTrue(sure.reasons().stream().anyMatch(reason -> reason.feature().equals("text")));
  }

  @Test
  void aModelThatIsOftenWrongAbstains() throws Exception {
    List<Example> examples = texts(160);
    examples.addAll(vague(80));
    JsonNode card = distill(examples);
    JsonNode verdict = card.get("verdict");
    assertTrue(verdict.get("coverage").asDouble() < 1, verdict.toString());
    double value = verdict.get("value").asDouble();
    assertTrue(verdict.get("errorWhenAnswering").asDouble() < 1 - value, verdict.toString());
    Prediction unsure = student().predict(text("zzz qqq"));
    assertEquals(null, unsure.output());
    assertTrue(unsure.answered().forced());
  }

  @Test
  void aboutATextInALanguageItNeverSawALinearModelKeepsSilent() throws Exception {
    JsonNode card = distill(texts(120));
    assertEquals("hashed-linear", card.get("student").asText());
    Prediction strange = student().predict(text("Где находится ключ от старой мельницы?"));
    assertEquals(null, strange.output());
    assertTrue(strange.reasons().getFirst().value().startsWith("unlike"), strange.toString());
  }

  @Test
  void theSameTextTwiceIsOneExample() throws Exception {
    List<Example> examples = texts(60);
    examples.addAll(texts(60));
    JsonNode card = distill(examples);
    assertEquals(60, card.get("examples").get("train").asInt());
    assertEquals(60, card.get("examples").get("duplicates").asInt());
  }

  @Test
  void aTeachersLabelsAreLearnedFromButProveNothing() throws Exception {
    List<Example> examples = texts(60);
    for (Example example : texts(120).subList(60, 120)) {
      examples.add(
          new Example(example.input(), example.output(), null, null, null, Example.Source.TEACHER));
    }
    JsonNode sizes = distill(examples).get("examples");
    assertEquals(120, sizes.get("train").asInt());
    assertEquals(60, sizes.get("verify").asInt());
  }

  @Test
  void whereTheEncoderFailsTheOtherStudentsGoOn() throws Exception {
    String before = System.getProperty(Encoders.DIRECTORY);
    Path damaged = Files.createDirectory(directory.resolve("encoder"));
    String name = EncoderModel.current().file();
    Files.writeString(damaged.resolve(name + ".ort"), "no network");
    Files.writeString(damaged.resolve(name + "-tokenizer.json"), "{}");
    System.setProperty(Encoders.DIRECTORY, damaged.toString());
    try {
      JsonNode card = distill(texts(120));
      assertEquals("hashed-linear", card.get("student").asText());
      JsonNode last = card.get("candidates").get(card.get("candidates").size() - 1);
      assertEquals("encoder-head", last.get("student").asText());
      assertTrue(last.get("why").asText().startsWith("not tried: the encoder "), last.toString());
    } finally {
      if (before == null) {
        System.clearProperty(Encoders.DIRECTORY);
      } else {
        System.setProperty(Encoders.DIRECTORY, before);
      }
    }
  }

  private static List<Example> texts(int n) {
    Random random = new Random(6);
    List<String> labels = WORDS.keySet().stream().sorted().toList();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String label = labels.get(random.nextInt(labels.size()));
      StringBuilder text = new StringBuilder("number " + i);
      for (int j = 0; j < 4; j++) {
        text.append(' ').append(NOISE.get(random.nextInt(NOISE.size())));
        text.append(' ').append(WORDS.get(label).get(random.nextInt(7)));
      }
      examples.add(Downloads.example(text(text.toString()), label, null, Example.Source.USER));
    }
    return examples;
  }

  /** Texts that say nothing of their labels. */
  private static List<Example> vague(int n) {
    Random random = new Random(7);
    List<String> labels = WORDS.keySet().stream().sorted().toList();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      StringBuilder text = new StringBuilder("note " + i);
      for (int j = 0; j < 4; j++) {
        text.append(' ').append(NOISE.get(random.nextInt(NOISE.size())));
      }
      String said = labels.get(random.nextInt(labels.size()));
      examples.add(Downloads.example(text(text.toString()), said, null, Example.Source.USER));
    }
    return examples;
  }

  private static Input text(String text) {
    return Input.of(TextNode.valueOf(text));
  }

  private ObjectNode distill(List<Example> examples) throws Exception {
    return new Distillation(Clock.systemUTC())
        .run(
            examples,
            new Distillation.Order(directory.resolve("model.still"), 1, Limits.NONE, null),
            System.nanoTime(),
            (fraction, phase) -> {});
  }

  private Student student() throws Exception {
    return PackReader.read(directory.resolve("model.still")).student();
  }
}
