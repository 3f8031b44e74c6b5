package dev.stillroom.adapters.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.distiller.EvaluateJob;
import dev.stillroom.distiller.train.language.GgufWriter;
import dev.stillroom.distiller.train.language.LanguageFitting;
import dev.stillroom.distiller.train.language.LanguageFitting.Fitted;
import dev.stillroom.distiller.train.language.LanguageFitting.Sample;
import dev.stillroom.distiller.train.language.LanguageFitting.Size;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.language.GgufFile;
import dev.stillroom.runtime.language.Speaker;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.LanguageModel;
import dev.stillroom.runtime.student.Prediction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelTest {

  private static final Size TINY = new Size(32, 2, 2, 64);

  private static List<String> inputs;
  private static Fitted fitted;
  private static ByteBuffer file;

  @TempDir private Path directory;

  @BeforeAll
  static void fit() throws InterruptedException {
    inputs = words();
    List<Sample> samples = inputs.stream().map(LanguageModelTest::sample).toList();
    LanguageFitting.Order order = new LanguageFitting.Order(TINY, 64, 300, 1, () -> false, () -> 0);
    fitted =
        new ByteModelFitting()
            .fit(samples.subList(100, samples.size()), samples.subList(0, 100), order, gone -> {});
    file = GgufWriter.bytes(fitted, 64);
  }

  @Test
  void whatNoProgramMakesIsLearned() {
    assertTrue(fitted.exact() >= 0.9, () -> "exact: " + fitted.exact());
  }

  @Test
  void llamaCppSaysTheSameAsTheFittedModel() throws Exception {
    assertEquals(64, GgufFile.check(file));
    LanguageModel model = model(file);
    int right = 0;
    for (String input : inputs.subList(0, 100)) {
      Speaker.Said said = model.say(input(input));
      right += said.text().equals(shifted(input)) ? 1 : 0;
      assertTrue(said.probability() > 0 && said.probability() <= 1, said::toString);
    }
    assertEquals(fitted.exact(), right / 100.0, 0.05);
  }

  @Test
  void whatLooksLikeNothingSeenIsNotAnswered() {
    LanguageModel model = model(file);
    assertNull(model.predict(input("<42>")).output());
    assertNull(model.predict(input("word ".repeat(10_000))).output());
    assertNull(
        model.predict(new Input(JsonNodeFactory.instance.objectNode().put("b", "x"))).output());
  }

  @Test
  void anythingMayBeAskedOneAfterTheOther() {
    LanguageModel model = model(file);
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      StringBuilder any = new StringBuilder();
      for (int k = random.nextInt(8); k > 0; k--) {
        any.appendCodePoint(new int[] {'a', 0x1e, 0x1f, 0, 'ä', 0x1f600, '\n'}[random.nextInt(7)]);
      }
      Prediction said = model.predict(input(any.toString()));
      assertTrue(said.confidence() >= 0 && said.confidence() <= 1);
    }
    String known = inputs.getFirst();
    assertEquals(model.predict(input(known)), model.predict(input(known)));
  }

  @Test
  void aDamagedModelIsRefusedOrItsProcessSaysOneLine() {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = file.array().clone();
      for (int k = 0; k < 3; k++) {
        bytes[random.nextInt(5_000)] = (byte) random.nextInt();
      }
      try {
        GgufFile.check(ByteBuffer.wrap(bytes));
      } catch (GgufFile.Refused one) {
        assertFalse(one.getMessage().contains("\n"));
        refused++;
      }
    }
    assertTrue(refused > 200, "refused: " + refused);
    for (int length : new int[] {0, 3, 24, 1_000, file.limit() - 1}) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(file.array(), length));
      assertThrows(GgufFile.Refused.class, () -> GgufFile.check(cut));
    }
    try (Speaker speaker = new Speaker(ByteBuffer.wrap(new byte[100]))) {
      IOException one = assertThrows(IOException.class, () -> speaker.say("x", 3));
      assertFalse(one.getMessage().contains("\n"), one.getMessage());
    }
  }

  @Test
  void itIsDistilledWhereNoProgramFitsPackedAndEvaluated() throws Exception {
    Path examples = directory.resolve("examples.jsonl");
    Files.write(examples, inputs.stream().map(LanguageModelTest::line).toList());
    Path out = directory.resolve("m.still");
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "transform").put("examples", examples.toString());
    arguments.put("out", out.toString()).put("maxSeconds", 15).put("maxSize", 1_000_000);
    JsonNode card = new DistillJob().run(arguments, (share, phase) -> {});
    assertEquals("language-model", card.path("student").asText());
    assertEquals("holdout", card.path("verdict").path("method").asText());
    ObjectNode evaluated = JsonNodeFactory.instance.objectNode();
    Path others = directory.resolve("others.jsonl");
    Files.write(others, inputs.subList(0, 50).stream().map(LanguageModelTest::line).toList());
    evaluated.put("model", out.toString()).put("examples", others.toString());
    JsonNode figures = new EvaluateJob().run(evaluated, (share, phase) -> {});
    assertEquals("exact", figures.path("verdict").path("metric").asText());

    byte[] bytes = Files.readAllBytes(out);
    // Within the model's description: the pack's digest refuses it before anything reads it.
    bytes[5_000] ^= 1;
    assertThrows(PackRefused.class, () -> PackReader.read("m.still", ByteBuffer.wrap(bytes)));
  }

  @Test
  void aModelThatIsSlowerThanAllowedIsRefused() throws Exception {
    Path examples = directory.resolve("examples.jsonl");
    Files.write(examples, inputs.stream().map(LanguageModelTest::line).toList());
    Path out = directory.resolve("slow.still");
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "transform").put("examples", examples.toString());
    arguments.put("out", out.toString()).put("maxSeconds", 6).put("maxSize", 1_000_000);
    arguments.put("maxLatencyMs", 1e-6);
    JobFailure failure =
        assertThrows(JobFailure.class, () -> new DistillJob().run(arguments, (share, p) -> {}));
    assertTrue(failure.getMessage().contains("raise --max-latency-ms"), failure.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void aFewPairsAreToldThatTheyAreTooFew() throws Exception {
    Path examples = directory.resolve("few.jsonl");
    Files.write(examples, inputs.subList(0, 40).stream().map(LanguageModelTest::line).toList());
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "transform").put("examples", examples.toString());
    arguments.put("out", directory.resolve("m.still").toString());
    JobFailure failure =
        assertThrows(JobFailure.class, () -> new DistillJob().run(arguments, (share, p) -> {}));
    assertTrue(failure.getMessage().contains("1000"), failure.getMessage());
  }

  private static LanguageModel model(ByteBuffer file) {
    return new LanguageModel(
        0.5,
        4,
        3,
        new LanguageModel.Certainty(4, 1),
        Map.of("text", dev.stillroom.runtime.student.text.Shape.of(inputs.subList(100, 200))),
        file);
  }

  /** All words of three of twelve letters, in an order of chance. */
  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (char a = 'a'; a <= 'l'; a++) {
      for (char b = 'a'; b <= 'l'; b++) {
        for (char c = 'a'; c <= 'l'; c++) {
          words.add("" + a + b + c);
        }
      }
    }
    Collections.shuffle(words, new Random(1));
    return words;
  }

  /** Each letter becomes the one behind it. */
  private static String shifted(String word) {
    StringBuilder all = new StringBuilder();
    word.chars().forEach(c -> all.append((char) (c + 1)));
    return all.toString();
  }

  private static Sample sample(String word) {
    int[] asked = Bytes.tokens(Bytes.prompt(input(word)));
    int[] said = Bytes.tokens(shifted(word));
    int[] tokens = Arrays.copyOf(asked, asked.length + said.length + 1);
    System.arraycopy(said, 0, tokens, asked.length, said.length);
    tokens[tokens.length - 1] = Bytes.END;
    return new Sample(tokens, asked.length);
  }

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }

  private static String line(String word) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("input", word)
        .put("output", shifted(word))
        .toString();
  }
}
