package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.student.Extraction.State;
import dev.stillroom.runtime.student.page.Clue;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import dev.stillroom.runtime.student.page.Cut;
import dev.stillroom.runtime.student.page.Layout;
import dev.stillroom.runtime.student.page.ValueType;
import dev.stillroom.runtime.student.page.Wrapper;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every extractor. */
class ExtractorTest {

  private static final Form FORM = new Form(List.of(new Form.Blank("price", false, 0.5)));

  static List<Extractor> extractors() {
    JsonPath rows = new JsonPath(List.of(new Step.Each(), new Step.Where("a", "1")));
    Pick joined =
        new Pick(
            rows,
            List.of(
                new Pick.Part.At(new JsonPath(List.of(new Step.Member("x")))),
                new Pick.Part.Text(" €")));
    return List.of(
        KnownValues.of(FORM, List.of(Set.of("£3.00", "£4.00"))),
        new JsonPaths(FORM, List.of(List.of(new JsonPaths.Voice(joined, 1)))),
        pages());
  }

  private static PageFields pages() {
    Map<Clue, Double> worth =
        Map.of(
            new Clue(Anchor.NAME, "0 class=price"),
            4.0,
            new Clue(Anchor.LABEL, "label=costs"),
            5.0);
    List<Double> usual = List.of(0.0, 4.0, 5.0, 0.0, 0.0);
    Wrapper wrapper =
        new Wrapper(Cut.NONE, ValueType.PRICE, Set.of(""), worth, usual, 0.5, List.of());
    return new PageFields(
        FORM, List.of(new Layout(0.9, Set.of("/html", "p.price"), List.of(wrapper))));
  }

  static List<Input> hostile() {
    return List.of(
        html(""),
        html("<div>".repeat(5_000) + "£1.00"),
        html("<body>" + "a<br>".repeat(5_000)),
        html("<table>" + "<tr><td class=price>£1</td></tr>".repeat(3_000)),
        html("\u0000\u0001<\ud800>&#xFFFFFFFF;<p class=\"\u0007 price\">£2.00"),
        new Input(JsonNodeFactory.instance.objectNode().put("json", "[]")),
        new Input(JsonNodeFactory.instance.objectNode().putNull("html")),
        new Input(JsonNodeFactory.instance.objectNode()));
  }

  @ParameterizedTest
  @MethodSource("extractors")
  void whateverComesInEachFieldHasOneOfThreeStates(Extractor extractor) {
    for (Input input : hostile()) {
      Extraction extraction = extractor.extract(input);
      assertEquals(1, extraction.fields().size());
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      extraction.write(line, true);
      double confidence = line.get("confidence").asDouble();
      assertEquals(Math.clamp(confidence, 0, 1), confidence);
    }
  }

  @ParameterizedTest
  @MethodSource("extractors")
  void whatWasWrittenIsReadAndSaysTheSame(Extractor extractor) throws Exception {
    Extractor read = (Extractor) Architecture.read(extractor.program(), Encoders.installed());
    assertEquals(extractor.program().json(), read.program().json());
    for (Input input : hostile()) {
      assertEquals(extractor.extract(input), read.extract(input));
    }
  }

  @Test
  void aKnownValueIsFoundAgainButStandsInNoPack() {
    String rare = "Wilhelmina Quist-Abernathy, +31 20 845 7413";
    Form form = new Form(List.of(new Form.Blank("said", true, 0.5)));
    KnownValues student = KnownValues.of(form, List.of(Set.of(KnownValues.fold(rare), "oak")));
    String packed = student.program().json().toString();
    for (String word : List.of("quist", "wilhelmina", "845", "oak")) {
      assertFalse(packed.toLowerCase().contains(word), packed);
    }
    Extraction found = student.extract(html("<p>Ask for " + rare + ".</p><p>It is oak.</p>"));
    assertEquals(List.of(rare, "oak"), found.fields().getFirst().said());
    KnownValues other = KnownValues.of(form, List.of(Set.of("oak")));
    assertFalse(packed.contains(other.known().getFirst().iterator().next()), "salted apart");
    KnownValues again = KnownValues.of(form, List.of(Set.of("oak", KnownValues.fold(rare))));
    assertEquals(packed, again.program().json().toString());
  }

  @Test
  void knownValuesInPlainTextAreRefused() {
    ObjectNode json = (ObjectNode) KnownValues.of(FORM, List.of(Set.of("oak"))).program().json();
    ((ArrayNode) json.get("known").get(0)).removeAll().add("oak");
    assertThrows(
        ProgramRefused.class,
        () -> Architecture.read(new Program(json, Map.of()), Encoders.installed()));
  }

  @Test
  void aPlaceIsFoundByWhatIsLeftOfItsAnchors() {
    String page = "<html><p>Costs</p><p class=\"%s\">%s</p></html>";
    Extraction whole = pages().extract(html(page.formatted("price", "£5.00")));
    assertEquals(List.of("£5.00"), whole.fields().getFirst().said());
    Extraction renamed = pages().extract(html(page.formatted("x1", "£6.00")));
    assertEquals(List.of("£6.00"), renamed.fields().getFirst().said());
    Extraction odd = pages().extract(html(page.formatted("price", "ask us")));
    assertEquals(State.UNSURE, odd.fields().getFirst().state());
    assertEquals("it is no price", odd.fields().getFirst().note());
  }

  @Test
  void aPageThatIsLargerThanWhatIsReadSaysSo() {
    Form list = new Form(List.of(new Form.Blank("price", true, 0.5)));
    String row = "<tr><td>Costs</td><td class=price>£1.00</td><td>a</td><td>b</td></tr>";
    Extraction large = pages().with(list).extract(html("<table>" + row.repeat(5_000)));
    assertEquals(5_000, large.fields().getFirst().values().size());
    assertFalse(large.truncated());
    Extraction cut = pages().with(list).extract(html("<table>" + row.repeat(20_000)));
    assertTrue(cut.truncated());
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    cut.write(line, false);
    assertTrue(line.path("truncated").asBoolean());
    Extraction refused = pages().extract(html("x".repeat(Page.MAX_BYTES + 1)));
    assertEquals(State.UNSURE, refused.fields().getFirst().state());
    assertTrue(refused.fields().getFirst().note().contains("at most"));
  }

  @Test
  void aWrapperOutOfItsVocabularyIsRefused() {
    refused(json -> json.put("border", 7));
    refused(json -> json.put("type", "POEM"));
    refused(json -> ((ArrayNode) json.get("clues")).addArray().add("NAME").add("x"));
    refused(json -> ((ArrayNode) json.get("clues")).addArray().add("NAME").add("x\u0000").add(1));
    refused(json -> ((ArrayNode) json.get("usual")).add(1));
    refused(json -> json.put("code", "run()"));
  }

  private static void refused(Consumer<ObjectNode> change) {
    JsonNode json = pages().program().json();
    change.accept((ObjectNode) json.get("layouts").get(0).get("wrappers").get(0));
    assertThrows(
        ProgramRefused.class,
        () -> Architecture.read(new Program(json, Map.of()), Encoders.installed()));
  }

  @ParameterizedTest
  @CsvSource({
    "£24.50, PRICE", "1.299 EUR, PRICE", "12 May 2024, DATE", "2024-05-12, DATE",
    "ada@x.example, EMAIL", "978-0-306-40615-7, ISBN", "https://x.example/a, URL", "14:30, TIME",
    "12 %, PERCENT", "42, NUMBER", "120 m², QUANTITY", "+31 20 845 7413, PHONE",
    "SW1A 1AA, POSTCODE", "1012 AB, POSTCODE", "K1A 0B1, POSTCODE", "D-10115, POSTCODE",
    "1200 KG, QUANTITY", "10115, NUMBER", "12345-6789, POSTCODE"
  })
  void aValueHasTheNarrowestTypeThatFits(String value, ValueType type) {
    assertEquals(type, ValueType.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a kettle", "978-0-306-40615-8 isbn", "", "....", "@"})
  void proseHasNoType(String value) {
    assertEquals(null, ValueType.of(value));
  }

  private static Input html(String html) {
    return new Input(JsonNodeFactory.instance.objectNode().put("html", html));
  }
}
