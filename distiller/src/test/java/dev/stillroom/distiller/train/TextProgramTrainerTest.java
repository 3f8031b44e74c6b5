package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Program;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.TextProgram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextProgramTrainerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ada Lovelace>Lovelace, Ada;Grace Hopper>Hopper, Grace | Emmy Noether | Noether, Emmy",
        "2024-03-05>05.03.2024;2023-11-28>28.11.2023 | 2021-07-14 | 14.07.2021",
        "5. März 2024>2024-03-05;28. Juli 2023>2023-07-28 | 9. Mai 2020 | 2020-05-09",
        "14:35>2:35 PM;08:05>8:05 AM | 23:59 | 11:59 PM",
        "10 in>25.4 cm;32 in>81.3 cm | 5 in | 12.7 cm",
        "1.234,50>1,234.50;99.999,00>99,999.00 | 4.321,75 | 4,321.75",
        "LOVELACE ADA>Lovelace Ada;HOPPER GRACE>Hopper Grace | HAHN OTTO | Hahn Otto",
        "a/b/c.pdf>c.pdf;x/y.txt>y.txt | p/q/r/s.doc | s.doc",
        "scan 7>007;scan 42>042 | scan 99 | 099",
        "Germany>DE;France>FR | Japan | JP",
        "Ada King Byron>AKB;Grace Hopper>GH | Otto Emil Hahn | OEH",
        "Chapter 4>Chapter IV;Chapter 9>Chapter IX | Chapter 14 | Chapter XIV",
        "7>seven;21>twenty-one | 45 | forty-five",
        "2024-03-05>5th March 2024;2023-11-22>22nd November 2023 | 2021-07-13 | 13th July 2021",
        "FR>France;DE>Germany | JP | Japan",
        "Jürgen Müller>juergen.mueller;Käthe Schäfer>kaethe.schaefer | Sönke Jäger | soenke.jaeger",
        "sun, sea>#sun #sea;tea, rice, figs>#tea #rice #figs | a, b, c, d | #a #b #c #d",
        "fontSize>font-size;marginTop>margin-top | borderLeftWidth | border-left-width",
        "1:25>85;0:45>45 | 3:05 | 185",
        "Hauptstr. 5>Hauptstraße 5;Gartenstr. 12a>Gartenstraße 12a | Bergstr. 9 | Bergstraße 9",
        "5551234567>(555) 123-4567;2025550143>(202) 555-0143 | 4155550198 | (415) 555-0198",
      })
  void twoExamplesAreEnoughForWhatTablesNeedMost(String shown, String input, String output) {
    TextProgram student = train(pairs(shown));
    assertEquals(output, student.predict(input(input)).best());
    for (Pair pair : pairs(shown)) {
      assertEquals(pair.output(), student.predict(pair.input()).output(), "its own example");
    }
  }

  @Test
  void columnsAreJoined() {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair(row("Ada", "Lovelace"), "ada.lovelace@example.com"));
    pairs.add(new Pair(row("Grace", "Hopper"), "grace.hopper@example.com"));
    assertEquals("otto.hahn@example.com", train(pairs).predict(row("Otto", "Hahn")).output());
  }

  @Test
  void aValueThatATableDoesNotHoldIsNotGuessed() {
    TextProgram student = train(pairs("k1>alpha;k2>beta;k1>alpha"));
    assertEquals("beta", student.predict(input("k2")).output());
    assertNull(student.predict(input("k7")).output());
  }

  @Test
  void anInputOfNoShapeSeenIsNotAnswered() {
    TextProgram student = train(pairs("2024-03-05>05.03.2024;2023-11-28>28.11.2023"));
    assertNull(student.predict(input("tomorrow")).output());
    assertNull(student.predict(input("")).output());
    assertNotNull(student.predict(input("tomorrow")).answered().output());
  }

  @Test
  void oneWrongExampleInTenIsOutvoted() {
    String right = "a1-x>A1;b2-y>B2;c3-z>C3;d4-x>D4;e5-y>E5;f6-z>F6;g7-x>G7;h8-y>H8;i9-z>I9";
    TextProgram student = train(pairs(right + ";k0-x>oops"));
    assertEquals("M5", student.predict(input("m5-y")).best());
  }

  @Test
  void theSamePairsMakeTheSameDigest() {
    List<Pair> pairs = pairs("Ada Lovelace>A. Lovelace;Grace Hopper>G. Hopper");
    assertEquals(PackWriter.digest(train(pairs)), PackWriter.digest(train(pairs)));
  }

  @Test
  void aProgramIsTotalAndThePackedOneSaysTheSame() throws Exception {
    List<TextProgram> students =
        List.of(
            train(pairs("Ada Lovelace>Lovelace, Ada;Grace Hopper>Hopper, Grace")),
            train(pairs("2024-03-05>March 5, 2024;2023-11-28>November 28, 2023")),
            train(pairs("90 min>1.5 h;45 min>0.75 h")),
            train(pairs("a, b, c>a; b; c;x, y>x; y")));
    Random random = new Random(7);
    for (TextProgram student : students) {
      byte[] bytes = PackWriter.bytes(student, JsonNodeFactory.instance.objectNode());
      TextProgram read = (TextProgram) PackReader.read("test", ByteBuffer.wrap(bytes)).student();
      for (int i = 0; i < 2_000; i++) {
        Input any = input(any(random));
        Prediction said = student.predict(any);
        assertTrue(said.confidence() >= 0 && said.confidence() <= 1);
        assertNotNull(said.best());
        assertEquals(said, read.predict(any));
      }
    }
  }

  @Test
  void hostileProgramsAreRefused() throws Exception {
    TextProgram student = train(pairs("2024-03-05>05.03.2024;2023-11-28>28.11.2023"));
    String json = student.program().json().toString();
    refused(json.replace("\"op\":\"dated\"", "\"op\":\"exec\""));
    refused(json.replace("uuuu-M-d", "uuuu'long'"));
    refused(json.replace("\"kind\":\"transform\"", "\"kind\":\"classify\""));
    refused(json.replace("\"missed\":", "\"more\":1,\"missed\":"));
    refused(json.replaceFirst("\"weight\":1.0", "\"weight\":7"));
    refused(json.replace("\"examples\":2", "\"examples\":0"));
    refused(json.replace("\"missed\":0", "\"missed\":3"));
    String list = "{\"op\":\"mapped\",\"delimiter\":{\"literal\":\",\"},\"glue\":\",\",";
    String column = "{\"op\":\"column\",\"name\":\"text\"}";
    String inner = list + "\"of\":" + column + ",\"each\":" + column + "}";
    String outer = list + "\"of\":" + column + ",\"each\":" + inner + "}";
    refused(
        json.replaceFirst("\"voices\":\\[", "\"voices\":[{\"weight\":1,\"text\":" + outer + "},"));
    refused(json.replaceFirst("\"voices\":\\[", "\"voices\":[{\"weight\":1,\"text\":{}},"));
    StringBuilder deep = new StringBuilder();
    deep.append("{\"op\":\"kept\",\"chars\":\"DIGITS\",\"of\":".repeat(30));
    deep.append("{\"op\":\"column\",\"name\":\"text\"}").append("}".repeat(30));
    refused(
        json.replaceFirst("\"voices\":\\[", "\"voices\":[{\"weight\":1,\"text\":" + deep + "},"));
  }

  @Test
  void twoExamplesNeverPromiseNineteenInTwenty() {
    TextProgram two = train(pairs("Ada Lovelace>A. L.;Grace Hopper>G. H."));
    assertTrue(two.predict(input("Emmy Noether")).confidence() < 0.95);
  }

  @Test
  void whatLooksLikeNothingThatWasShownIsNotAnswered() {
    TextProgram student = train(pairs("2024-03-05>5.3.2024;2023-11-28>28.11.2023"));
    assertNull(student.predict(input("not a date")).output());
  }

  @Test
  void endlessTextsAndManyRowsEndInTime() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      pairs.add(new Pair(input("row " + i), "r" + i));
    }
    assertEquals("r77", train(pairs).predict(input("row 77")).best());
    String endless = "a,".repeat(500_000);
    assertTrue(
        TextProgramTrainer.inTime(1, TextProgramTrainer.LIMIT)
            .train(List.of(new Pair(input("x"), endless), new Pair(input(endless), "y")), List.of())
            .isEmpty());
    String long1 = "1,2 ".repeat(4_000);
    TextProgramTrainer.inTime(1, TextProgramTrainer.LIMIT)
        .train(
            List.of(new Pair(input(long1), "1,2 1,2"), new Pair(input(long1 + "3"), "1,2 3")),
            List.of());
  }

  private static void refused(String json) throws Exception {
    ObjectNode program =
        (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
    assertThrows(
        ProgramRefused.class,
        () -> Architecture.read(new Program(program, Map.of()), Encoders.installed()),
        json);
  }

  private static String any(Random random) {
    StringBuilder text = new StringBuilder();
    String alphabet = "aZ0 9,.-/:'\u00e9\u00df\ud83d\ude00\n\t\u202f\u0301İ";
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(
          random.nextInt(20) == 0
              ? (char) random.nextInt(0x10000)
              : alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  static TextProgram train(List<Pair> pairs) {
    // No clock: a slow machine makes the same program.
    return new TextProgramTrainer(1, () -> false).train(pairs, List.of()).orElseThrow();
  }

  private static List<Pair> pairs(String shown) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : shown.split(";(?! )")) {
      String[] sides = pair.split(">");
      pairs.add(new Pair(input(sides[0]), sides[1]));
    }
    return pairs;
  }

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }

  private static Input row(String first, String last) {
    return new Input(JsonNodeFactory.instance.objectNode().put("first", first).put("last", last));
  }
}
