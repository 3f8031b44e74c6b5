package dev.stillroom.runtime.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.student.FieldTagger;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.KnownValues;
import dev.stillroom.runtime.student.Tensor;
import dev.stillroom.runtime.student.form.Way;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packs that fill forms, with right checksums and wrong contents: no secret is ever filled. */
class HostileFormPackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FORM =
      """
      {"form": 1, "language": "en", "fields": [
        {"tag": "input", "type": "text", "name": "name", "label": "Full name"},
        {"tag": "input", "type": "date", "name": "day", "label": "Day"},
        {"tag": "select", "type": "select-one", "name": "land", "label": "Country",
          "options": [["", "…"], ["de", "Germany"], ["fr", "France"]]},
        {"tag": "input", "type": "password", "name": "pw", "label": "Password"},
        {"tag": "input", "type": "text", "name": "cc", "autocomplete": "cc-number"},
        {"tag": "input", "type": "text", "name": "trap", "label": "Full name", "hidden": true},
        {"tag": "input", "type": "text", "name": "note", "label": "Note", "maxLength": 20}
      ]}
      """;

  /** Fields that no pack, whatever it says, may fill. */
  private static final List<Integer> BARRED = List.of(3, 4, 5);

  private static FieldTyper typer;
  private static FieldTagger tagger;
  private static WebForm form;

  @BeforeAll
  static void load() throws Exception {
    typer = FormFilling.shipped().typer();
    tagger = (FieldTagger) typer;
    form = FormJson.read(JSON.readTree(FORM));
  }

  private static FormFlow flow() {
    List<Way> any =
        List.of(
            new Way.Named(List.of("/name", "=name"), null, true),
            new Way.Typed(),
            new Way.Taken("price"),
            new Way.Fixed("always"));
    return new FormFlow(
        3,
        form.keys().stream().map(key -> new FormFlow.Target(key, any)).toList(),
        KnownValues.of(
            new dev.stillroom.runtime.student.Form(
                List.of(new dev.stillroom.runtime.student.Form.Blank("price", false, 0.5))),
            List.of(Set.of("£3.00"))));
  }

  @Test
  void aFlowThatNamesSecretsHiddenAndCardFieldsFillsNoneOfThem() {
    nothingBarredIsFilled(flow());
  }

  @Test
  void aFlowIsHeldToItsBounds() {
    refused("there twice", program -> targets(program).add(targets(program).get(0).deepCopy()));
    refused("no way of a flow", program -> way(program, 0).put("way", "script"));
    refused("unknown member", program -> way(program, 1).put("run", "code"));
    refused("kind 'fill'", program -> program.put("kind", "classify"));
    refused("'examples'", program -> program.put("examples", 0));
    refused("'examples'", program -> program.put("examples", -5));
    refused("kind 'extract'", program -> program.set("extractor", program.deepCopy()));
    refused("1 to 12", program -> ways(program).removeAll());
    refused(
        "1 to 12",
        program -> {
          for (int i = 0; i < 30; i++) {
            ways(program).addObject().put("way", "typed");
          }
        });
    refused("text program", program -> way(program, 0).putObject("text").put("program", "rules"));
    refused("", program -> way(program, 3).put("value", "x".repeat(100_000)));
    refused(
        "",
        program -> {
          for (int i = 0; i < 2_000; i++) {
            ObjectNode target = targets(program).addObject().put("key", "name:" + i);
            target.putArray("ways").addObject().put("way", "typed");
          }
        });
  }

  @Test
  void aMutatedFlowIsRefusedOrFillsNothingThatIsBarred() {
    Random random = new Random(11);
    byte[] original = bytes(flow().program().json());
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      try {
        Pack pack = PackTest.read(HostilePackTest.pack(Mutations.of(original, random), null, "{}"));
        if (pack.model() instanceof FormFlow mutated) {
          read++;
          nothingBarredIsFilled(mutated);
          assertFalse(mutated.inWords().stream().anyMatch(line -> line.contains("\n")));
        }
      } catch (PackRefused refused) {
        assertEquals(1, refused.getMessage().lines().count());
      }
    }
    assertTrue(read > 30, "read: " + read);
  }

  @Test
  void aMutatedTaggerIsRefusedOrStillTypesEachFieldAndFillsNothingThatIsBarred() {
    Random random = new Random(12);
    byte[] program = bytes(tagger.program().json());
    byte[] weights = array(Safetensors.write(tagger.program().tensors()));
    int read = 0;
    for (int i = 0; i < 250; i++) {
      boolean inWeights = i % 2 == 0;
      byte[] changed = Mutations.of(inWeights ? weights : program, random);
      try {
        Pack pack =
            PackTest.read(
                HostilePackTest.pack(
                    inWeights ? program : changed, inWeights ? changed : weights, "{}"));
        if (pack.model() instanceof FieldTagger mutated) {
          read++;
          typesOf(mutated);
        }
      } catch (PackRefused refused) {
        assertEquals(1, refused.getMessage().lines().count());
      }
    }
    assertTrue(read > 3, "read: " + read);
  }

  @Test
  void aTaggerThatCallsEverythingANameFillsNoPasswordAndNoCard() throws Exception {
    ObjectNode program = (ObjectNode) tagger.program().json();
    Map<String, Tensor> tensors = new java.util.TreeMap<>(tagger.program().tensors());
    float[] first = new float[tensors.get("first").shape().getFirst()];
    java.util.Arrays.fill(first, -50);
    first[tagger.answering().labels().indexOf("name")] = 50;
    tensors.put("first", Tensor.of(first));
    Pack pack =
        PackTest.read(
            HostilePackTest.pack(bytes(program), array(Safetensors.write(tensors)), "{}"));
    typesOf((FieldTagger) pack.model());
  }

  private static void typesOf(FieldTagger mutated) {
    List<FieldTyping> types = mutated.types(form);
    assertEquals(form.fields().size(), types.size());
    types.forEach(
        typing -> assertTrue(typing.confidence() >= 0 && typing.confidence() <= 1.000001));
    for (Input source : sources()) {
      barred(new FormFilling(mutated).fill(form, source).fields());
    }
  }

  private static void nothingBarredIsFilled(FormFlow flow) {
    for (Input source : sources()) {
      barred(flow.fill(form, source, typer).fields());
      barred(new FormFilling(typer).fill(form, source, flow).fields());
    }
  }

  private static void barred(List<Filled> said) {
    assertEquals(form.fields().size(), said.size());
    for (int field : BARRED) {
      assertNull(said.get(field).value(), said.get(field).key());
      assertNull(said.get(field).guess(), said.get(field).key());
    }
    for (Filled one : said) {
      assertTrue(one.value() == null || one.value().length() <= 20_000);
    }
  }

  private static List<Input> sources() {
    return List.of(
        input("{\"json\": {\"name\": \"Ada Fairweather\", \"pw\": \"x\", \"cc\": \"4111\"}}"),
        input("{\"text\": \"Ada Fairweather, £3.00, 2026-05-02\"}"),
        input("{\"json\": []}"),
        input("{}"));
  }

  private static Input input(String json) {
    try {
      return Input.of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static ArrayNode targets(ObjectNode program) {
    return (ArrayNode) program.get("targets");
  }

  private static ArrayNode ways(ObjectNode program) {
    return (ArrayNode) targets(program).get(0).get("ways");
  }

  private static ObjectNode way(ObjectNode program, int i) {
    return (ObjectNode) ways(program).get(i);
  }

  private static void refused(String reason, Consumer<ObjectNode> change) {
    ObjectNode program = (ObjectNode) flow().program().json();
    change.accept(program);
    PackRefused refused =
        assertThrows(
            PackRefused.class,
            () -> PackTest.read(HostilePackTest.pack(bytes(program), null, "{}")));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  private static byte[] bytes(com.fasterxml.jackson.databind.JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
