package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderHeadTrainerTest {

  private static final List<String> LABELS = List.of("delivery", "recipe", "weather");

  private static final List<List<String>> TEXTS =
      List.of(
          List.of(
              "where is my parcel",
              "the courier never rang the bell",
              "my order should have come on Monday",
              "the box arrived broken"),
          List.of(
              "how long must the dough rest",
              "can I bake this without eggs",
              "what goes well with lentils",
              "which oven heat for bread"),
          List.of(
              "will it rain tomorrow",
              "do I need an umbrella today",
              "is a storm coming tonight",
              "how cold does it get in March"));

  private final EncoderHeadTrainer trainer = new EncoderHeadTrainer();

  @BeforeAll
  static void convert() throws IOException {
    Path files = Path.of("target", "encoder");
    Conversion.into(files, EncoderModel.current());
    System.setProperty(Encoders.DIRECTORY, files.toString());
  }

  @AfterAll
  static void forget() {
    System.clearProperty(Encoders.DIRECTORY);
  }

  @Test
  void itKnowsWhatWordsMeanThatItNeverSaw() {
    Student student = trainer.train(items(), LABELS);
    assertEquals("delivery", student.predict(text("has the package been shipped?")).best());
    assertEquals("recipe", student.predict(text("cooking pasta for six people")).best());
    assertEquals("weather", student.predict(text("sunshine or snow at the weekend?")).best());
  }

  @Test
  void theSameItemsGiveTheSameBytes() {
    assertEquals(
        PackWriter.digest(trainer.train(items(), LABELS)),
        PackWriter.digest(trainer.train(items(), LABELS)));
  }

  @Test
  void aCourseSaysWhatThePackedStudentPredicts() throws PackRefused {
    Trainer.Course course = trainer.course(items(), LABELS);
    Student student = course.train(IntStream.range(0, 12).boxed().toList());
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    Student packed =
        PackReader.read("test", ByteBuffer.wrap(PackWriter.bytes(student, card))).student();
    for (int i = 0; i < 12; i++) {
      Prediction prediction = packed.predict(items().get(i).input());
      double[] said = new double[LABELS.size()];
      for (Prediction.Ranked ranked : prediction.ranked()) {
        said[LABELS.indexOf(ranked.label())] = ranked.probability();
      }
      assertArrayEquals(course.ask(student, i).probabilities(), said, 1e-6);
    }
  }

  @Test
  void aStudentWhoseEncoderIsMissingAbstainsAndSaysWhy(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("model.still");
    PackWriter.write(file, trainer.train(items(), LABELS), JsonNodeFactory.instance.objectNode());
    Encoders none = new Encoders(directory, null, Clock.systemUTC());
    Student student = PackReader.read(file, none).student();
    assertNull(student.impediment());
    Prediction prediction = student.predict(text("where is my parcel"));
    assertNull(prediction.output());
    assertEquals(0, prediction.confidence());
    assertEquals("encoder", prediction.reasons().getFirst().feature());
    assertEquals(student.impediment(), prediction.reasons().getFirst().value());
    assertTrue(student.impediment().contains("there is no file"), student.impediment());
    assertEquals(1, student.impediment().lines().count());
    assertNull(student.predictAfresh(text("where is my parcel")).output());
  }

  @Test
  void hostileInputsAreAnswered() {
    Student student = trainer.train(items(), LABELS);
    for (String text : List.of("", " ", "\ud800", "x".repeat(1_000_000), "東京の天気")) {
      assertNotNull(student.predict(text(text)).best());
    }
  }

  @Test
  void otherTextsFollowTheTextInTheirNamesOrder() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("title", "Second").put("text", "First").put("body", "Before it").put("stars", 3);
    assertEquals("First\nBefore it\nSecond", EncoderHead.text(Features.of(new Input(input))));
  }

  @Test
  void inputsWithoutProseAreNotEncoded() {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("extension", "webp");
    Item item = new Item(new Input(input), Features.of(new Input(input)), 0, "", true, null, null);
    assertNotNull(trainer.pointless(List.of(item), LABELS));
  }

  private static List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (int label = 0; label < TEXTS.size(); label++) {
      for (String text : TEXTS.get(label)) {
        Input input = text(text);
        items.add(new Item(input, Features.of(input), label, text, true, null, null));
      }
    }
    return items;
  }

  private static Input text(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }
}
