package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.page.PageJson;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extraction.State;
import dev.stillroom.runtime.student.Extractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of pages, from a person's examples to pages that look a little different. */
class PageDistillationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<List<String>> THINGS =
      List.of(
          List.of("Copper kettle", "£24.50", "Alder", "1.2 kg"),
          List.of("Oak chair", "£119.00", "Juniper", "6.5 kg"),
          List.of("Wool blanket", "£58.75", "Harrow", ""),
          List.of("Desk lamp", "£9.99", "Gable", "0.8 kg"),
          List.of("Brass clock", "£240.00", "Foxglove", "2.0 kg"));

  @TempDir Path directory;

  @Test
  void oneExampleIsEnoughForAnotherPageOfTheSameKind() throws Exception {
    learn(1);
    Extraction other = extract(page(THINGS.get(3)));
    assertEquals(List.of("Desk lamp"), said(other, "name"));
    assertEquals(List.of("£9.99"), said(other, "price"));
    assertEquals(List.of("Gable"), said(other, "maker"));
  }

  @Test
  void whatStandsOnlyInStructuredDataIsLearnedByItsName() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ObjectNode line = JSON.createObjectNode();
      line.putObject("input").put("html", declared(i));
      line.putObject("output").put("gtin", "40060" + i + "1").put("stock", "1" + i + ".50");
      lines.add(line.toString());
    }
    Files.writeString(directory.resolve("examples.jsonl"), String.join("\n", lines));
    ObjectNode arguments = JSON.createObjectNode().put("kind", "extract");
    arguments.put("examples", directory.resolve("examples.jsonl").toString());
    arguments.put("out", directory.resolve("model.still").toString());
    new DistillJob().run(arguments, (fraction, phase) -> {});
    Extraction other = extract(declared(7));
    assertEquals(List.of("4006071"), said(other, "gtin"));
    assertEquals(List.of("17.50"), said(other, "stock"));
    String moved = declared(8).replace("{\"@type\"", "{\"mpn\":\"4000881\",\"@type\"");
    assertEquals(List.of("4006081"), said(extract(moved), "gtin"));
    assertEquals(List.of(), said(extract(page(THINGS.get(4))), "gtin"));
  }

  /** A page with a number that nobody sees, beside others. */
  private static String declared(int i) {
    String data =
        "{\"@type\":\"Product\",\"gtin\":\"40060%d1\",\"sku\":\"S-%d\",\"stock\":1%d.50,\"size\":\"%d\"}";
    return page(THINGS.get(i % 5))
        + "<script type=\"application/ld+json\">"
        + String.format(data, i, 90 - i, i, 4006000 + 7 * i)
        + "</script>";
  }

  @Test
  void aFieldThatSomePagesLackIsAbsentWhereItIs() throws Exception {
    learn(4);
    Extraction with = extract(page(THINGS.get(4)));
    assertEquals(List.of("2.0 kg"), said(with, "weight"));
    Extraction without = extract(page(List.of("Tin box", "£3.00", "Alder", "")));
    assertEquals(State.ABSENT, without.field("weight").orElseThrow().state());
    assertEquals(List.of("Alder"), said(without, "maker"));
  }

  @Test
  void otherClassNamesAndAnAdvertisementAreFollowedAndSaid() throws Exception {
    learn(4);
    String changed =
        page(THINGS.get(4))
            .replace("class=\"", "class=\"v2-")
            .replace("<h1", "<div><p>Sale! Save £5.00 today</p></div><h1");
    Extraction extraction = extract(changed);
    assertEquals(List.of("Brass clock"), said(extraction, "name"));
    assertEquals(List.of("£240.00"), said(extraction, "price"));
    assertEquals(List.of("Foxglove"), said(extraction, "maker"));
    String note = extraction.field("maker").orElseThrow().note();
    assertNotNull(note);
    assertTrue(note.startsWith("the page differs: "), note);
    assertNull(extract(page(THINGS.get(4))).field("maker").orElseThrow().note());
  }

  @Test
  void aPageOfAnotherKindLeavesEverythingOpen() throws Exception {
    learn(4);
    Extraction other =
        extract("<html><body><article><p>Rain fell on the town.</p></article></body></html>");
    for (Extraction.Filled field : other.fields()) {
      assertEquals(State.UNSURE, field.state(), field::toString);
    }
  }

  @Test
  void aCorrectionRepairsWhatALargeChangeBroke() throws Exception {
    String redone =
        "<html><body><section><em>Makers: see below</em><dl><dt>Produced in the house of</dt>"
            + "<dd>%s</dd><dt>You pay</dt><dd>%s</dd></dl><strong>%s</strong></section></body></html>";
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(line(page(THINGS.get(i)), THINGS.get(i)));
    }
    List<String> fourth = List.of("Desk lamp", "£9.99", "Gable", "");
    String page = redone.formatted("Gable", "£9.99", "Desk lamp");
    lines.add(line(page, fourth));
    distill(lines);
    Extraction extraction = extract(redone.formatted("Dunmore", "£77.10", "Iron stove"));
    assertEquals(List.of("Dunmore"), said(extraction.answered(), "maker"));
    assertEquals(List.of("£77.10"), said(extraction.answered(), "price"));
    assertEquals(List.of("Foxglove"), said(extract(page(THINGS.get(4))).answered(), "maker"));
  }

  @Test
  void twoItemsOfAListGiveAllItsLike() throws Exception {
    String list =
        "<html><body><ul class=menu><li>Home</li><li>Help</li></ul><ol class=hits>%s</ol></body>";
    String items = "";
    for (List<String> thing : THINGS) {
      items += "<li><b>" + thing.get(0) + "</b> <i>" + thing.get(1) + "</i></li>";
    }
    ObjectNode output = JSON.createObjectNode();
    output.putArray("name").add("Copper kettle").add("Oak chair").add("…");
    distill(List.of(example(list.formatted(items), output)));
    List<String> names = THINGS.stream().map(thing -> thing.get(0)).toList();
    assertEquals(names, said(extract(list.formatted(items)), "name"));
  }

  @Test
  void aValueThatIsNotOfTheLearnedTypeIsNotSaid() throws Exception {
    learn(4);
    Extraction odd = extract(page(List.of("Old stove", "ask us", "Alder", "9.0 kg")));
    assertEquals(State.UNSURE, odd.field("price").orElseThrow().state());
    assertEquals(List.of("9.0 kg"), said(odd, "weight"));
  }

  @Test
  void theNodeThatWasClickedIsTheOneThatIsLearned() throws Exception {
    String page = "<html><body><p>%1$s</p><div><i>%1$s</i><u>%2$s</u></div></body></html>";
    ObjectNode snapshot = PageJson.write(PageReader.read(page.formatted("7", "7")));
    for (JsonNode node : snapshot.get("nodes")) {
      if (node.get(1).asText().equals("u")) {
        ((ArrayNode) node).addObject().put(PageJson.FIELD, "n");
      }
    }
    ObjectNode line = JSON.createObjectNode();
    line.putObject("input").set("page", snapshot);
    line.putObject("output").put("n", "7");
    distill(List.of(line.toString()));
    Extraction extraction = extract(page.formatted("3", "8"));
    assertEquals(List.of("8"), said(extraction.answered(), "n"));
  }

  @Test
  void ofOneLinkTheWordsAreOneFieldAndTheAddressAnother() throws Exception {
    String page = "<html><body><ul>%s</ul><a href=\"/help\">Help</a></body></html>";
    String item = "<li><a href=\"%2$s\">%1$s</a></li>";
    String first = item.formatted("Jug", "/goods/1") + item.formatted("Cup", "/goods/2");
    ObjectNode snapshot = PageJson.write(PageReader.read(page.formatted(first)));
    for (JsonNode node : snapshot.get("nodes")) {
      if (node.path(2).path("href").asText().startsWith("/goods")) {
        ((ObjectNode) node.get(2)).put(PageJson.FIELD, "name\nlink");
      }
    }
    ObjectNode line = JSON.createObjectNode();
    line.putObject("input").set("page", snapshot);
    line.putObject("output").putArray("name").add("Jug").add("Cup");
    ((ObjectNode) line.get("output")).putArray("link").add("/goods/1").add("/goods/2");
    distill(List.of(line.toString()));
    String next =
        item.formatted("Vase", "/goods/7")
            + item.formatted("Pan", "/goods/8")
            + item.formatted("Pot", "/goods/9");
    Extraction extraction = extract(page.formatted(next));
    assertEquals(List.of("Vase", "Pan", "Pot"), said(extraction, "name"));
    assertEquals(List.of("/goods/7", "/goods/8", "/goods/9"), said(extraction, "link"));
  }

  private void learn(int pages) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      lines.add(line(page(THINGS.get(i)), THINGS.get(i)));
    }
    distill(lines);
  }

  private static String page(List<String> thing) {
    StringBuilder facts = new StringBuilder();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("Maker", thing.get(2));
    if (!thing.get(3).isEmpty()) {
      rows.put("Weight", thing.get(3));
    }
    rows.put("Delivery", "3 days");
    rows.forEach(
        (label, value) ->
            facts.append("<tr><th>" + label + "</th><td class=\"value\">" + value + "</td></tr>"));
    return "<html><head><title>"
        + thing.get(0)
        + " | shop</title></head><body><div class=\"top\">Home</div><h1 class=\"name\">"
        + thing.get(0)
        + "</h1><p class=\"buy\"><span class=\"price\">"
        + thing.get(1)
        + "</span> incl. VAT</p><table class=\"facts\">"
        + facts
        + "</table><p class=\"foot\">Example Ltd</p></body></html>";
  }

  private static String line(String html, List<String> thing) {
    ObjectNode output = JSON.createObjectNode();
    output.put("name", thing.get(0)).put("price", thing.get(1)).put("maker", thing.get(2));
    output.put("weight", thing.get(3).isEmpty() ? null : thing.get(3));
    return example(html, output);
  }

  private static String example(String html, ObjectNode output) {
    ObjectNode line = JSON.createObjectNode();
    line.putObject("input").put("html", html);
    line.set("output", output);
    return line.toString();
  }

  private void distill(List<String> lines) throws Exception {
    Path examples = directory.resolve("examples.jsonl");
    Files.writeString(examples, String.join("\n", lines));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "extract").put("examples", examples.toString());
    arguments.put("out", directory.resolve("model.still").toString());
    JsonNode card = new DistillJob().run(arguments, (fraction, phase) -> {});
    assertEquals("page-fields", card.get("student").asText(), card::toString);
  }

  private Extraction extract(String html) throws Exception {
    ObjectNode members = JSON.createObjectNode().put("html", html);
    Extractor extractor = (Extractor) PackReader.read(directory.resolve("model.still")).model();
    return extractor.extract(new Input(members));
  }

  private static List<String> said(Extraction extraction, String field) {
    return extraction.field(field).orElseThrow().said();
  }
}
