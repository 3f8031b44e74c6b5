package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.SpanTagger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTaggerTrainerTest {

  private final SpanTaggerTrainer trainer = new SpanTaggerTrainer();

  private SpanTagger train(List<Example> examples) throws Exception {
    Samples samples = Samples.of(examples);
    return trainer.train(samples.samples(), samples.form());
  }

  private static Extraction extract(SpanTagger tagger, String text) {
    return tagger.extract(new Input(JsonNodeFactory.instance.objectNode().put("text", text)));
  }

  private static List<String> values(Extraction extraction, String field) {
    return extraction.field(field).orElseThrow().values();
  }

  @Test
  void bookingsItHasNotSeenAreFilledIn() throws Exception {
    SpanTagger tagger = train(Bookings.bookings(150, 1));
    Samples others = Samples.of(Bookings.bookings(100, 2));
    assertTrue(FieldEvidence.of(tagger, others.samples()).f1() > 0.95);
    Extraction booking = extract(tagger, "Please keep room 777 for Xavier on Friday at 5:30 am");
    assertEquals(List.of("777"), values(booking, "room"));
    assertEquals(List.of("Xavier"), values(booking, "who"), "a name it was never shown");
    assertEquals(List.of("5:30 am"), values(booking, "time"));
    Extraction none = extract(tagger, "is room 105 free?");
    assertEquals(Extraction.State.ABSENT, none.field("who").orElseThrow().state());
  }

  @Test
  void aListHasAsManyValuesAsTheTextHas() throws Exception {
    SpanTagger tagger = train(Bookings.log(80, 1));
    String line = "12:07 user=u812 from host h3; user=u9 from host h41; user=u77 from host h8";
    assertEquals(List.of("u812", "u9", "u77"), values(extract(tagger, line), "user"));
    assertEquals(List.of(), values(extract(tagger, "12:01 "), "user"));
  }

  @Test
  void theSameExamplesGiveTheSameTaggerToTheBit() throws Exception {
    List<Example> examples = Bookings.bookings(40, 3);
    assertEquals(PackWriter.digest(train(examples)), PackWriter.digest(train(examples)));
  }

  @Test
  void noValueIsInThePackInPlainText() throws Exception {
    List<Example> examples = new ArrayList<>(Bookings.bookings(40, 3));
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("who", "Quetzalcoatl");
    examples.add(Bookings.example("Quetzalcoatl needs room 200, Monday 2pm.", output));
    byte[] pack =
        PackWriter.bytes(train(examples), JsonNodeFactory.instance.objectNode().put("kind", "x"));
    String bytes = new String(pack, StandardCharsets.ISO_8859_1).toLowerCase();
    assertFalse(bytes.contains("quetzal"));
    assertTrue(pack.length < 450_000, "bytes: " + pack.length);
  }

  @Test
  void aFieldThatNobodyLookedAtIsNotTakenForEmpty() throws Exception {
    List<Example> examples = new ArrayList<>();
    for (Example example : Bookings.bookings(120, 4)) {
      ObjectNode output = example.output().deepCopy();
      // Every example has one field only: the other three were not looked at.
      String kept = List.of("who", "day", "time", "room").get(examples.size() % 4);
      output.retain(kept);
      examples.add(Bookings.example(example.input().members().get("text").asText(), output));
    }
    SpanTagger tagger = train(examples);
    Samples others = Samples.of(Bookings.bookings(60, 5));
    assertTrue(FieldEvidence.of(tagger, others.samples()).f1() > 0.8);
  }

  @Test
  void anInputWithoutTextHasNothing() throws Exception {
    SpanTagger tagger = train(Bookings.bookings(20, 6));
    Extraction none = tagger.extract(new Input(JsonNodeFactory.instance.objectNode()));
    assertTrue(none.fields().stream().allMatch(field -> field.values().isEmpty()));
    assertNotNull(trainer.pointless(Samples.of(noText()).samples()));
    assertNull(trainer.pointless(Samples.of(Bookings.bookings(2, 6)).samples()));
  }

  private static List<Example> noText() {
    ObjectNode members = JsonNodeFactory.instance.objectNode().put("html", "<p>a</p>");
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("a", "a");
    return List.of(new Example(new Input(members), output, null, null, null, Example.Source.USER));
  }

  @Test
  void oneExampleIsEnoughToBegin() throws Exception {
    SpanTagger tagger = train(Bookings.bookings(1, 9));
    assertEquals(4, extract(tagger, "anything at all").fields().size());
  }
}
