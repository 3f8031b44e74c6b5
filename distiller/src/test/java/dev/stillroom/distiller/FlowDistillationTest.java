package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.form.WebFormReader;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.FormFlow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowDistillationTest {

  /** A form of one shop alone: two of its fields no autocomplete knows. */
  private static final String FORM =
      "<form><label>Consignee <input name=consignee></label><label>Label text <input name=label>"
          + "</label><label>Our reference <input name=ref></label><label>Service <select name=svc>"
          + "<option value=''>-<option value=1>Standard<option value=2>Express</select></label>"
          + "<label>Country <select name=land><option value=''>-<option value=AT>Austria<option"
          + " value=DE>Germany</select></label><label>Password <input name=password></label></form>";

  @TempDir static Path folder;

  private static FormFilling filling;
  private static WebForm form;

  @BeforeAll
  static void load() throws Exception {
    filling = FormFilling.shipped();
    form = WebFormReader.read(FORM);
  }

  private record Order(String first, String last, String zip, String city, String no) {

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ObjectNode order = json.putObject("json").putObject("order");
      order.put("no", no);
      order.putObject("buyer").put("fn", first).put("ln", last);
      order.putObject("to").put("zip", zip).put("town", city).put("land", "Deutschland");
      return json;
    }

    ObjectNode text() {
      String mail =
          "Dear team,\nplease send my order.\n\nOrder no: "
              + no
              + "\nFirst name: "
              + first
              + "\nLast name: "
              + last
              + "\nPostcode: "
              + zip
              + "\nTown: "
              + city
              + "\nCountry: Deutschland\n";
      return JsonNodeFactory.instance.objectNode().put("text", mail);
    }

    Map<String, String> typed() {
      return Map.of(
          "name:consignee",
          last.toUpperCase() + ", " + first,
          "name:label",
          zip + " " + city,
          "name:ref",
          "SO-" + no,
          "name:svc",
          "2",
          "name:land",
          "DE",
          "name:password",
          "hunter22");
    }
  }

  private static final List<Order> ORDERS =
      List.of(
          new Order("Grete", "Beispiel", "10115", "Berlin", "4711"),
          new Order("Otto", "Muster", "80331", "Köln", "4720"),
          new Order("Ida", "Probe", "20095", "Hamburg", "4802"),
          new Order("Emil", "Exempel", "50667", "Bremen", "5013"));

  private static JsonNode distilled(int count, boolean asText, Path out) throws Exception {
    return distilled(count, asText, out, "seed", 1);
  }

  private static JsonNode distilled(
      int count, boolean asText, Path out, String option, double value) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Order order : ORDERS.subList(0, count)) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      ObjectNode input = asText ? order.text() : order.json();
      input.set("form", FormJson.write(form));
      line.set("input", input);
      ObjectNode output = line.putObject("output");
      order.typed().forEach(output::put);
      lines.append(line).append('\n');
    }
    Path file = Files.writeString(folder.resolve(count + "" + asText + ".jsonl"), lines);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "fill").put("examples", file.toString()).put("out", out.toString());
    arguments.put(option, value);
    return new DistillJob().run(arguments, (share, what) -> {});
  }

  private static Map<String, Filled> filled(Path pack, ObjectNode source) throws Exception {
    FormFlow flow = (FormFlow) PackReader.read(pack).model();
    Map<String, Filled> fields = new HashMap<>();
    filling
        .fill(form, new Input(source), flow)
        .fields()
        .forEach(field -> fields.put(field.key(), field));
    return fields;
  }

  @Test
  void aFlowKeepsToTheLimitsAndTheAimThatAreSaid() throws Exception {
    Path out = folder.resolve("limited.still");
    for (String limit : List.of("maxLatencyMs", "maxSize", "maxSeconds")) {
      double least = limit.equals("maxSize") ? 10 : 1e-6;
      JobFailure failure =
          assertThrows(JobFailure.class, () -> distilled(3, false, out, limit, least));
      assertTrue(failure.getMessage().contains(": raise --max-"), failure.getMessage());
      assertFalse(Files.exists(out));
    }
    JsonNode verdict = distilled(3, false, out, "maxError", 0.2).path("verdict");
    assertEquals(0.2, verdict.path("maxError").asDouble());
  }

  @Test
  void threeOrdersTypedByHandFillTheFourth() throws Exception {
    for (boolean asText : new boolean[] {false, true}) {
      Path pack = folder.resolve("flow" + asText + ".still");
      JsonNode card = distilled(3, asText, pack);
      assertTrue(card.path("verdict").path("passes").asBoolean(), card::toString);
      Order next = ORDERS.get(3);
      Map<String, Filled> fields = filled(pack, asText ? next.text() : next.json());
      next.typed()
          .forEach(
              (key, value) -> {
                if (!key.equals("name:password")) {
                  assertEquals(value, fields.get(key).value(), () -> fields.get(key).toString());
                }
              });
      assertEquals(Filled.Why.NEVER, fields.get("name:password").why());
      assertFalse(card.toString().contains("hunter22"));
    }
  }

  @Test
  void twoAreNotEnoughToBeOffered() throws Exception {
    JsonNode card = distilled(2, false, folder.resolve("two.still"));
    assertFalse(card.path("verdict").path("passes").asBoolean());
    assertEquals(1, card.path("verdict").path("needs").asInt());
  }

  @Test
  void aFlowIsJudgedByFormsItHadNotSeenBesideWhatTypesAloneSay() throws Exception {
    JsonNode verdict = distilled(3, false, folder.resolve("judged.still")).path("verdict");
    assertEquals("crossfit", verdict.path("method").asText());
    assertEquals(3, verdict.path("n").asInt(), "a form is one trial, not each of its fields");
    assertTrue(verdict.path("value").asDouble() > verdict.path("baseline").asDouble());
    assertTrue(verdict.path("low").asDouble() < 0.4, "three forms promise little");
    assertTrue(verdict.path("needs").asInt() > 8);
  }

  @Test
  void whatTypesAloneFillAsWellIsNotLearned() throws Exception {
    WebForm plain =
        WebFormReader.read(
            "<label>City <input name=city></label><label>Motto <input name=motto></label>");
    StringBuilder lines = new StringBuilder();
    List<String> mottos = List.of("as ever", "by hand", "in time");
    for (int i = 0; i < 3; i++) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      String city = ORDERS.get(i).city();
      line.putObject("input").set("form", FormJson.write(plain));
      ((ObjectNode) line.get("input")).putObject("json").put("city", city).put("n", i);
      line.putObject("output").put("name:city", city).put("name:motto", mottos.get(i));
      lines.append(line).append('\n');
    }
    Path file = Files.writeString(folder.resolve("plain.jsonl"), lines);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "fill").put("examples", file.toString());
    arguments.put("out", folder.resolve("plain.still").toString());
    JsonNode card = new DistillJob().run(arguments, (share, what) -> {});
    assertFalse(card.path("verdict").path("passes").asBoolean(), card::toString);
    assertTrue(card.path("promise").asText().contains("not better"), card::toString);
  }

  @Test
  void aFlowIsEvaluatedOnOtherForms() throws Exception {
    Path pack = folder.resolve("evaluated.still");
    distilled(3, false, pack);
    StringBuilder lines = new StringBuilder();
    for (String town : List.of("Bremen", "Ulm")) {
      Order order = new Order("Emil", "Exempel", "50667", town, "5013");
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      ObjectNode input = order.json();
      input.set("form", FormJson.write(form));
      line.set("input", input);
      ObjectNode output = line.putObject("output");
      order.typed().forEach(output::put);
      if (town.equals("Ulm")) {
        output.put("name:ref", "otherwise");
      }
      lines.append(line).append('\n');
    }
    Path file = Files.writeString(folder.resolve("evaluate.jsonl"), lines);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("model", pack.toString()).put("examples", file.toString());
    JsonNode card = new EvaluateJob().run(arguments, (share, what) -> {});
    JsonNode verdict = card.path("verdict");
    assertEquals("holdout", verdict.path("method").asText());
    assertEquals(2, verdict.path("n").asInt());
    assertEquals(1, verdict.path("errors").asInt());
    assertEquals(0.9, verdict.path("value").asDouble(), 1e-9);
    assertEquals(0.1, verdict.path("errorWhenAnswering").asDouble(), 1e-9);
    assertEquals("estimated", verdict.path("guarantee").asText(), "one of two is wrong");
    assertTrue(verdict.path("passes").asBoolean());
  }

  @Test
  void aSourceOfAnotherBuildLeavesTheFieldsEmpty() throws Exception {
    Path pack = folder.resolve("other.still");
    distilled(3, false, pack);
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.putObject("json").put("weather", "fair").put("wind", 3);
    Map<String, Filled> fields = filled(pack, source);
    assertNull(fields.get("name:consignee").value());
    assertNull(fields.get("name:label").value());
    assertNull(fields.get("name:ref").value());
  }

  @Test
  void whatHasNoNameInAPageIsTakenFromWhereItStood() throws Exception {
    WebForm shipping = WebFormReader.read("<label>Parcel remark <input name=remark></label>");
    List<String> colours = List.of("Teal kettle", "Red pot", "Green cup", "Blue bowl");
    Path pack = folder.resolve("page.still");
    StringBuilder lines = new StringBuilder();
    for (String colour : colours.subList(0, 3)) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      ObjectNode input = page(colour);
      input.set("form", FormJson.write(shipping));
      line.set("input", input);
      line.putObject("output").put("name:remark", colour);
      lines.append(line).append('\n');
    }
    Path file = Files.writeString(folder.resolve("page.jsonl"), lines);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", "fill").put("examples", file.toString()).put("out", pack.toString());
    new DistillJob().run(arguments, (share, what) -> {});
    FormFlow flow = (FormFlow) PackReader.read(pack).model();
    Filled field =
        filling.fill(shipping, new Input(page(colours.get(3))), flow).fields().getFirst();
    assertEquals("Blue bowl", field.value(), field::toString);
    assertFalse(field.at().isEmpty());
  }

  private static ObjectNode page(String colour) {
    String html =
        "<html><body><header>Shop</header><main><h1>Your order</h1><div class=thing><span"
            + " class=what>"
            + colour
            + "</span> <em>1 piece</em></div><footer>Thank you</footer></main></body></html>";
    return JsonNodeFactory.instance.objectNode().put("html", html);
  }
}
