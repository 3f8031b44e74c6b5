package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.Distillation;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in one example only, in whatever member, is in no pack, whoever trained it. */
class RareStringsTest {

  private static final List<String> LABELS = List.of("keep", "answer");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("receipt", "invoice", "order", "paid", "thanks"),
          List.of("question", "please", "when", "could", "reply"));

  @TempDir Path directory;

  @BeforeAll
  static void convert() throws IOException {
    Path files = Path.of("target", "encoder");
    Conversion.into(files, EncoderModel.current());
    System.setProperty(Encoders.DIRECTORY, files.toString());
  }

  @AfterAll
  static void forgetTheEncoder() {
    System.clearProperty(Encoders.DIRECTORY);
  }

  @Test
  void noTrainerPutsThemIntoItsPack() {
    for (int seed = 0; seed < 3; seed++) {
      List<String> secrets = new ArrayList<>();
      List<Input> inputs = inputs(24, new Random(seed), secrets);
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Input input = inputs.get(i);
        items.add(new Item(input, Features.of(input), i % 2, "key " + i, true, null, null));
      }
      int packed = 0;
      for (Trainer trainer : Trainer.LADDER) {
        if (trainer.pointless(items, LABELS) == null) {
          Student student = trainer.train(items, LABELS);
          assertNone(
              secrets, PackWriter.bytes(student, JsonNodeFactory.instance.objectNode()), trainer);
          packed++;
        }
      }
      assertTrue(packed >= 3, "packed: " + packed);
    }
  }

  @Test
  void neitherDoesADistillationWithItsCard() throws Exception {
    List<String> secrets = new ArrayList<>();
    List<Input> inputs = inputs(40, new Random(9), secrets);
    List<Example> examples = new ArrayList<>();
    IntStream.range(0, inputs.size())
        .forEach(
            i ->
                examples.add(
                    new Example(
                        inputs.get(i),
                        // Some labels are wrong, so that the card has label errors to tell of.
                        TextNode.valueOf(LABELS.get(i % 9 == 0 ? (i + 1) % 2 : i % 2)),
                        null,
                        null,
                        null,
                        Example.Source.USER)));
    Path model = directory.resolve("model.still");
    new Distillation(Clock.systemUTC())
        .run(
            examples,
            new Distillation.Order(model, 1, Limits.NONE, null),
            System.nanoTime(),
            (fraction, phase) -> {});
    assertNone(secrets, Files.readAllBytes(model), "the distillation");
  }

  private static void assertNone(List<String> secrets, byte[] pack, Object where) {
    String all = new String(pack, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    for (String secret : secrets) {
      assertFalse(all.contains(secret), secret + " is in the pack of " + where);
    }
  }

  /** Each with strings of its own in a text, a name, an address and members of other names. */
  private static List<Input> inputs(int n, Random random, List<String> secrets) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<String> words = WORDS.get(i % 2);
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      members.put(
          "text", word(words, random) + " " + secret(random, secrets) + " " + word(words, random));
      members.put("title", "about " + secret(random, secrets));
      members.put("file", secret(random, secrets) + ".pdf");
      members.put("url", "https://" + secret(random, secrets) + ".localhost/" + i % 3);
      members.put("sender", secret(random, secrets));
      members.put("kind", i % 2 == 0 ? "bill" : "mail");
      members.putArray("tags").add("common").add(secret(random, secrets));
      members.put(secret(random, secrets), 7);
      inputs.add(new Input(members));
    }
    return inputs;
  }

  private static String word(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static String secret(Random random, List<String> secrets) {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      secret.append((char) ('a' + random.nextInt(26)));
    }
    secrets.add(secret.toString());
    return secret.toString();
  }
}
