package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.EncodedSpanTagger;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Program;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EncodedSpanTaggerTrainerTest {

  private final EncodedSpanTaggerTrainer trainer = new EncodedSpanTaggerTrainer();

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

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }

  @Test
  void aDayItNeverSawIsADay() throws Exception {
    Samples samples = Samples.of(Bookings.bookings(60, 1));
    Extractor tagger = trainer.train(samples.samples(), samples.form());
    Extraction booking = tagger.extract(input("the saturday is fine, Sunday too"));
    assertTrue(
        List.of(List.of("saturday"), List.of("Sunday"))
            .contains(booking.field("day").orElseThrow().values()),
        booking.toString());
  }

  @Test
  void theSameExamplesGiveTheSameAndThePackSaysTheSame() throws Exception {
    Samples samples = Samples.of(Bookings.bookings(25, 2));
    EncodedSpanTagger one = trainer.train(samples.samples(), samples.form());
    EncodedSpanTagger two = trainer.train(samples.samples(), samples.form());
    assertEquals(PackWriter.digest(one), PackWriter.digest(two));
    ObjectNode card = JsonNodeFactory.instance.objectNode().put("kind", "extract");
    byte[] bytes = PackWriter.bytes(one, card);
    Extractor packed = (Extractor) PackReader.read("it", ByteBuffer.wrap(bytes)).model();
    for (Example example : Bookings.bookings(20, 3)) {
      assertEquals(one.extract(example.input()), packed.extract(example.input()));
    }
    assertTrue(bytes.length < 450_000, "bytes: " + bytes.length);
  }

  @Test
  void aProgramThatIsNotAsItShouldBeIsRefused() throws Exception {
    Samples samples = Samples.of(Bookings.bookings(5, 2));
    Program good = trainer.train(samples.samples(), samples.form()).program();
    refused(
        good,
        "which this version does not know",
        json -> json.put("encoder", "0".repeat(64)),
        t -> {});
    refused(good, "unknown member", json -> json.put("code", "x"), t -> {});
    refused(good, "the tensors must be", json -> {}, t -> t.remove("centre"));
    float[] endless = new float[EncoderModel.WIDTH];
    endless[3] = Float.POSITIVE_INFINITY;
    refused(good, "not finite", json -> {}, t -> t.put("factor", Tensor.of(endless)));
    endless[3] = 1e30f;
    refused(good, "'centre' must be within", json -> {}, t -> t.put("centre", Tensor.of(endless)));
    refused(
        good,
        "must be I8",
        json -> {},
        t -> t.put("encoded", Tensor.of(ByteBuffer.allocate(12), 3, 4)));
  }

  private static void refused(
      Program good,
      String why,
      Consumer<ObjectNode> program,
      Consumer<Map<String, Tensor>> weights) {
    ObjectNode json = good.json().deepCopy();
    program.accept(json);
    Map<String, Tensor> tensors = new HashMap<>(good.tensors());
    weights.accept(tensors);
    ProgramRefused refusal =
        assertThrows(
            ProgramRefused.class,
            () -> Architecture.read(new Program(json, tensors), Encoders.installed()));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @Test
  void aMegabyteIsReadAsFarAsIsAllowed() throws Exception {
    Samples samples = Samples.of(Bookings.bookings(5, 2));
    Extractor tagger = trainer.train(samples.samples(), samples.form());
    for (String text :
        List.of(
            "room 101 for Ada ".repeat(60_000),
            "x".repeat(1_000_000),
            "\u0007".repeat(1_000_000))) {
      assertEquals(4, tagger.extract(input(text)).fields().size());
    }
  }

  @Test
  void aCourseSaysOfItsSamplesWhatThePackWouldSay() throws Exception {
    Samples samples = Samples.of(Bookings.bookings(30, 4));
    FieldTrainer.Course course = trainer.course(samples.samples(), samples.form());
    Extractor tagger = course.train(FieldTrainer.all(samples.samples()));
    for (int i = 0; i < samples.samples().size(); i++) {
      Extraction known = course.known(tagger, i).orElseThrow();
      Extraction fresh = tagger.extract(samples.samples().get(i).example().input());
      for (Extraction.Filled field : fresh.fields()) {
        Extraction.Filled same = known.field(field.name()).orElseThrow();
        assertEquals(field.values(), same.values());
        assertEquals(field.confidence(), same.confidence(), 0.02);
      }
    }
  }

  @Test
  void withoutAnEncoderItIsNotTried() throws Exception {
    String installed = System.clearProperty(Encoders.DIRECTORY);
    try {
      assertNotNull(trainer.pointless(Samples.of(Bookings.bookings(2, 1)).samples()));
    } finally {
      System.setProperty(Encoders.DIRECTORY, installed);
    }
  }
}
