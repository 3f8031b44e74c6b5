package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.span.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTaggerTest {

  private static final List<String> TEXTS =
      List.of(
          "book a table for 4 at 8pm under Müller",
          "from 10:15 to 11:45, room \"B 12\" 😀 please",
          "Ame\u0301lie, Zoë & 李小龍: +49 (0)30 1234",
          "",
          "\u0000\u0001 \u202e x \ud800");

  /** A tagger that knows these texts' features and has weights drawn at random. */
  private static SpanTagger tagger(long seed) {
    Form form =
        new Form(
            List.of(
                new Form.Blank("who", false, 0.5),
                new Form.Blank("when", true, 0.5),
                new Form.Blank("where", false, 0)));
    TreeSet<Integer> known = new TreeSet<>();
    for (String text : TEXTS) {
      Input input = input(text);
      for (int[] token : SpanTagger.features(input, SpanTagger.text(input))) {
        for (int feature : token) {
          known.add(feature);
        }
      }
    }
    Random random = new Random(seed);
    int tags = 7;
    int[] hashes = known.stream().mapToInt(Integer::intValue).toArray();
    int[] starts = new int[hashes.length + 1];
    short[] labels = new short[hashes.length * tags];
    byte[] weights = new byte[labels.length];
    random.nextBytes(weights);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (short) (i % tags);
      starts[i / tags + 1] = i + 1;
    }
    float[] scales = new float[tags];
    float[] bias = new float[tags];
    Chain chain = Chain.of(3);
    for (float[] some : List.of(scales, bias, chain.first(), chain.next(), chain.on())) {
      for (int i = 0; i < some.length; i++) {
        some[i] = some == scales ? 0.002f : (float) random.nextGaussian() / 2;
      }
    }
    return new SpanTagger(
        form, new SparseWeights(hashes, starts, labels, weights), scales, bias, chain);
  }

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aValueIsAlwaysWhatStandsInTheTextAtItsPlace(long seed) {
    SpanTagger tagger = tagger(seed);
    int found = 0;
    for (String text : TEXTS) {
      List<int[]> taken = new ArrayList<>();
      for (Extraction.Filled field : tagger.extract(input(text)).fields()) {
        assertTrue(field.confidence() >= 0 && field.confidence() <= 1);
        assertEquals(field.values().size(), field.at().size());
        assertTrue(field.list() || field.values().size() <= 1);
        for (int i = 0; i < field.values().size(); i++) {
          String value = field.values().get(i);
          int at = field.at().get(i);
          assertEquals(value, text.substring(at, at + value.length()));
          assertTrue(field.where().contains(at + "-" + (at + value.length())), field.where());
          assertEquals(value.strip(), value);
          taken.add(new int[] {at, at + value.length()});
          found++;
        }
      }
      taken.sort((a, b) -> Integer.compare(a[0], b[0]));
      for (int i = 1; i < taken.size(); i++) {
        assertTrue(taken.get(i)[0] >= taken.get(i - 1)[1], "spans overlap in " + text);
      }
    }
    assertTrue(found > 0, "a test that finds nothing shows nothing");
  }

  @Test
  void whatAPackHoldsIsTheSameTagger() throws ProgramRefused {
    SpanTagger tagger = tagger(1);
    SpanTagger again =
        (SpanTagger)
            Architecture.read(tagger.program(), new Encoders(null, null, Clock.systemUTC()));
    for (String text : TEXTS) {
      assertEquals(tagger.extract(input(text)), again.extract(input(text)));
    }
    assertEquals(tagger.form(), again.form());
  }

  @Test
  void whatWasAskedForIsSeen() {
    SpanTagger tagger = tagger(1);
    Input plain = input(TEXTS.getFirst());
    ObjectNode asked = plain.members().deepCopy();
    asked.putArray("asked").add("when");
    assertNotEquals(
        features(plain), features(new Input(asked)), "the other members are features too");
    assertTrue(tagger.extract(new Input(asked)).fields().size() == 3);
  }

  private static List<List<Integer>> features(Input input) {
    List<List<Integer>> all = new ArrayList<>();
    for (int[] token : SpanTagger.features(input, SpanTagger.text(input))) {
      all.add(java.util.Arrays.stream(token).boxed().toList());
    }
    return all;
  }

  @Test
  void aMegabyteOfAnythingEndsSoon() {
    SpanTagger tagger = tagger(1);
    for (String text :
        List.of(
            "a1".repeat(500_000),
            "\u0007".repeat(1_000_000),
            "word ".repeat(200_000),
            "é ".repeat(9))) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> tagger.extract(input(text)));
    }
    assertTrue(
        tagger.extract(new Input(JsonNodeFactory.instance.objectNode())).fields().size() > 0);
  }

  @Test
  void aPackWithoutWordsOfItsOwnNamesNoWord() {
    String program = tagger(1).program().json().toString();
    assertFalse(program.contains("Müller") || program.contains("table"), program);
  }

  @Test
  void aProgramThatIsNotAsItShouldBeIsRefused() {
    Program good = tagger(1).program();
    refused(good, "those of version", json -> json.put("features", 99), tensors -> {});
    refused(good, "unknown member", json -> json.put("code", "x"), tensors -> {});
    refused(good, "the tensors must be", json -> {}, tensors -> tensors.remove("on"));
    refused(
        good,
        "not finite",
        json -> {},
        tensors -> tensors.put("first", Tensor.of(new float[] {Float.NaN, 0, 0, 0})));
    refused(
        good,
        "within -1e4",
        json -> {},
        tensors -> tensors.put("on", Tensor.of(new float[] {1e9f, 0, 0, 0, 0, 0})));
    refused(good, "must be F32", json -> {}, tensors -> tensors.put("next", Tensor.of(new int[4])));
  }

  private static void refused(
      Program good,
      String why,
      java.util.function.Consumer<ObjectNode> program,
      java.util.function.Consumer<Map<String, Tensor>> weights) {
    ObjectNode json = good.json().deepCopy();
    program.accept(json);
    Map<String, Tensor> tensors = new HashMap<>(good.tensors());
    weights.accept(tensors);
    ProgramRefused refusal =
        assertThrows(
            ProgramRefused.class,
            () ->
                Architecture.read(
                    new Program(json, tensors), new Encoders(null, null, Clock.systemUTC())));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
