package dev.stillroom.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.Distillation;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.distiller.select.Trade;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
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

/** The student with an adapter, from examples to a pack that is read again. */
class AdaptedHeadTest {

  private static final List<String> LABELS = List.of("asks", "tells");
  private static final List<String> THINGS =
      List.of(
          "the kettle",
          "the train",
          "the lamp",
          "the bread",
          "the letter",
          "the garden",
          "the dog",
          "the window",
          "the bicycle",
          "the soup",
          "the clock",
          "the parcel");

  @BeforeAll
  static void convert() throws Exception {
    Path files = Path.of("target", "encoder");
    Conversion.into(files, EncoderModel.current());
    System.setProperty(Encoders.DIRECTORY, files.toString());
  }

  @AfterAll
  static void forget() {
    System.clearProperty(Encoders.DIRECTORY);
  }

  @Test
  void thePackedStudentSaysWhatItsCourseSaid() throws Exception {
    Trainer trainer = Trainer.withAdapters(1, Long.MAX_VALUE).getLast();
    Trainer.Course course = trainer.course(items(), LABELS);
    Student student = course.train(IntStream.range(0, 24).boxed().toList());
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    Student packed =
        PackReader.read("test", ByteBuffer.wrap(PackWriter.bytes(student, card))).student();
    assertEquals(PackWriter.digest(student), PackWriter.digest(packed));
    for (int i = 0; i < 24; i += 5) {
      Prediction prediction = packed.predict(items().get(i).input());
      double[] said = new double[LABELS.size()];
      for (Prediction.Ranked ranked : prediction.ranked()) {
        said[LABELS.indexOf(ranked.label())] = ranked.probability();
      }
      assertArrayEquals(course.ask(student, i).probabilities(), said, 1e-6);
    }
  }

  @Test
  void aCardSaysWhyAnAdapterWasTakenOrNot(@TempDir Path directory) throws Exception {
    List<Example> examples = new ArrayList<>();
    for (Item item : items()) {
      examples.add(
          new Example(
              item.input(),
              TextNode.valueOf(LABELS.get(item.label())),
              null,
              null,
              null,
              Example.Source.USER));
    }
    Limits limits = new Limits(0, 0, 0, Trade.ACCURATE, true);
    JsonNode card =
        new Distillation(Clock.systemUTC())
            .run(
                examples,
                new Distillation.Order(directory.resolve("model.still"), 1, limits, null),
                System.nanoTime(),
                (done, what) -> {});
    JsonNode last = card.get("candidates").get(card.get("candidates").size() - 1);
    assertEquals("adapted-head", last.get("student").asText());
    assertTrue(last.get("metric").isNumber(), last.toString());
    assertTrue(last.get("why").asText().contains("errors"), last.toString());
  }

  private static List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (String thing : THINGS) {
      items.add(item("has anybody seen " + thing, 0));
      items.add(item("somebody took " + thing, 1));
    }
    return items;
  }

  private static Item item(String text, int label) {
    Input input = new Input(JsonNodeFactory.instance.objectNode().put("text", text));
    return new Item(input, Features.of(input), label, text, true, null, null);
  }
}
