package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Program;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.SpanPatterns;
import dev.stillroom.runtime.student.Tensor;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanPatternsTrainerTest {

  private static SpanPatterns train(List<Example> examples) throws Exception {
    Samples samples = Samples.of(examples);
    return new SpanPatternsTrainer().train(samples.samples(), samples.form());
  }

  private static Extraction extract(SpanPatterns patterns, String text) {
    return patterns.extract(new Input(JsonNodeFactory.instance.objectNode().put("text", text)));
  }

  private static List<String> values(Extraction extraction, String field) {
    return extraction.field(field).orElseThrow().values();
  }

  private static Example contact(String text, String mail, String phone) {
    return Bookings.example(
        text, JsonNodeFactory.instance.objectNode().put("mail", mail).put("phone", phone));
  }

  @Test
  void threeContactLinesAreEnoughForTheNext() throws Exception {
    SpanPatterns patterns =
        train(
            List.of(
                contact(
                    "Ada Byron <ada@mill.example>, tel. 555-0101", "ada@mill.example", "555-0101"),
                contact(
                    "Ben Orr <ben@lake.example>, tel. 555-0199", "ben@lake.example", "555-0199"),
                contact(
                    "Cy Twin <cy@hill.example>, tel. 555-0042", "cy@hill.example", "555-0042")));
    Extraction next = extract(patterns, "Dee Ray <dee@moor.example>, tel. 555-0777");
    assertEquals(List.of("dee@moor.example"), values(next, "mail"));
    assertEquals(List.of("555-0777"), values(next, "phone"));
    assertEquals(List.of(), values(extract(patterns, "no one to call"), "phone"));
  }

  @Test
  void whatStandsBesideAValueTellsItFromOthersOfItsLook() throws Exception {
    SpanPatterns patterns = train(Bookings.log(60, 1));
    String line = "12:07 user=u812 from host h3; user=u9 from host h41";
    assertEquals(List.of("u812", "u9"), values(extract(patterns, line), "user"));
    assertTrue(FieldEvidence.of(patterns, Samples.of(Bookings.log(60, 2)).samples()).f1() > 0.95);
  }

  @Test
  void valuesStandWhereTheyAreSaidToAndNeverOverlap() throws Exception {
    SpanPatterns patterns = train(Bookings.bookings(60, 1));
    for (Example example : Bookings.bookings(60, 2)) {
      String text = example.input().members().get("text").asText();
      List<int[]> taken = new ArrayList<>();
      for (Extraction.Filled field : patterns.extract(example.input()).fields()) {
        assertTrue(field.list() || field.values().size() <= 1);
        for (int i = 0; i < field.values().size(); i++) {
          int at = field.at().get(i);
          String value = field.values().get(i);
          assertEquals(value, text.substring(at, at + value.length()));
          for (int[] other : taken) {
            assertTrue(at >= other[1] || at + value.length() <= other[0], text);
          }
          taken.add(new int[] {at, at + value.length()});
        }
      }
    }
  }

  @Test
  void theSameExamplesGiveTheSameAndThePackSaysTheSame() throws Exception {
    SpanPatterns one = train(Bookings.bookings(40, 3));
    assertEquals(PackWriter.digest(one), PackWriter.digest(train(Bookings.bookings(40, 3))));
    SpanPatterns packed =
        (SpanPatterns)
            Architecture.read(one.program(), new Encoders(null, null, Clock.systemUTC()));
    for (Example example : Bookings.bookings(20, 4)) {
      assertEquals(one.extract(example.input()), packed.extract(example.input()));
    }
    assertFalse(one.program().json().toString().contains("Chlo"));
    assertTrue(PackWriter.bytes(one, JsonNodeFactory.instance.objectNode()).length < 20_000);
  }

  @Test
  void aProgramThatIsNotAsItShouldBeIsRefused() throws Exception {
    Program good = train(Bookings.bookings(20, 5)).program();
    int count = good.tensors().get("looks").shape().getFirst();
    byte[] wrong = new byte[count];
    wrong[0] = 7;
    refused(good, "a field that is none", "fields", Tensor.of(ByteBuffer.wrap(wrong), count, 1));
    wrong[0] = 101;
    refused(
        good, "impossible confidence", "confidences", Tensor.of(ByteBuffer.wrap(wrong), count, 1));
    refused(good, "do not ascend", "looks", Tensor.of(new int[count]));
  }

  private static void refused(Program good, String why, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new HashMap<>(good.tensors());
    tensors.put(name, tensor);
    ObjectNode json = good.json().deepCopy();
    ProgramRefused refusal =
        assertThrows(
            ProgramRefused.class,
            () ->
                Architecture.read(
                    new Program(json, tensors), new Encoders(null, null, Clock.systemUTC())));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @Test
  void aMegabyteEnds() throws Exception {
    SpanPatterns patterns = train(Bookings.log(30, 6));
    assertTrue(extract(patterns, "user=u1 ".repeat(125_000)).fields().size() == 1);
    assertTrue(extract(patterns, "\u0000".repeat(1_000_000)).fields().size() == 1);
  }
}
