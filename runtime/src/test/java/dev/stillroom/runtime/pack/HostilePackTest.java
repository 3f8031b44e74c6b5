package dev.stillroom.runtime.pack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.Students;
import dev.stillroom.runtime.student.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs whose checksums and digests are all right, and whose contents are not. */
class HostilePackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theUnchangedProgramIsRead() {
    assertDoesNotThrow(() -> PackTest.read(rules(program -> {})));
  }

  @Test
  void anUnknownMemberIsRefused() {
    refused("unknown member", rules(program -> program.put("code", "System.exit(1)")));
  }

  @Test
  void anUnknownStudentOrKindIsRefused() {
    refused("no student is called", rules(program -> program.put("program", "script")));
    refused("kind", rules(program -> program.put("kind", "extract")));
    refused("features of version", rules(program -> program.put("features", 99)));
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, 0",
    "temperature, 1e9",
    "temperature, -1",
    "threshold, 1.5",
    "threshold, -0.1"
  })
  void numbersOutOfRangeAreRefused(String name, double value) {
    refused("must be a number within", rules(program -> program.put(name, value)));
  }

  @Test
  void labelsAreAClosedPlainList() {
    refused("there twice", rules(program -> labels(program).add("leave")));
    refused("must be an array", rules(program -> labels(program).removeAll()));
    refused("control characters", rules(program -> labels(program).set(0, "a\nb")));
    refused("at most 200", rules(program -> labels(program).set(0, "x".repeat(201))));
    refused("must be a string", rules(program -> labels(program).set(0, 7)));
    refused("no label of the pack", rules(program -> labels(program).set(0, "rm -rf")));
    refused(
        "must be an array of 1 to 1000",
        rules(
            program -> {
              for (int i = 0; i < 2_000; i++) {
                labels(program).add("label " + i);
              }
            }));
  }

  @Test
  void rulesAreBounded() {
    refused(
        "must be an array of 0 to 200",
        rules(
            program -> {
              ArrayNode all = (ArrayNode) program.get("rules");
              for (int i = 0; i < 300; i++) {
                all.add(all.get(0).deepCopy());
              }
            }));
    refused(
        "must be an array of 1 to 4",
        rules(
            program -> {
              ArrayNode conditions = (ArrayNode) program.get("rules").get(0).get("if");
              for (int i = 0; i < 9; i++) {
                conditions.add(conditions.get(0).deepCopy());
              }
            }));
    refused("a condition must be one of", condition("{\"feature\":\"a\",\"matches\":\".*\"}"));
    refused("unknown member", condition("{\"feature\":\"a\",\"is\":\"b\",\"run\":\"c\"}"));
    refused("has no 'feature'", condition("{\"is\":\"b\"}"));
    refused("a condition must be one of", condition("{\"feature\":\"a\",\"absent\":false}"));
    refused("a count must be", rules(p -> counts(p).set(0, -1)));
    refused("a count for each", rules(p -> counts(p).add(1)));
  }

  @Test
  void deepOrWideJsonIsRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    refused("program.json", pack(deep.getBytes(StandardCharsets.UTF_8), null, "{}"));
    refused("card.json", pack(rulesProgram(), null, deep));
    refused("larger than", pack(rulesProgram(), null, "\"" + "x".repeat(1 << 20) + "\""));
    refused("is no object", pack(rulesProgram(), null, "[]"));
    refused("program.json", pack("{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8), null, "{}"));
    refused("program.json", pack("{\"a\":NaN}".getBytes(StandardCharsets.UTF_8), null, "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775807]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,10]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
        "{\"__metadata__\":{\"a\":\"b\"}}",
        "[]",
        "{"
      })
  void hostileTensorsAreRefused(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer weights = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    weights.putLong(text.length).put(text);
    refused("", pack(linearProgram(), weights.array(), "{}"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 65_537, Long.MAX_VALUE, Long.MIN_VALUE, 1 << 30})
  void anImpossibleHeaderLengthIsRefused(long length) {
    ByteBuffer weights = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    refused("impossible length", pack(linearProgram(), weights.array(), "{}"));
  }

  @Test
  void weightsAreHeldToTheirRanges() {
    Student good = Students.linear();
    Map<String, Consumer<ByteBuffer>> damages =
        Map.of(
            "not finite", data -> data.putInt(0, Float.floatToIntBits(Float.NaN)),
            "within 1e6", data -> data.putFloat(0, 1e30f),
            "do not ascend", data -> data.putInt(8, Integer.MAX_VALUE));
    damages.forEach(
        (reason, damage) -> {
          ByteBuffer weights = Safetensors.write(good.program().tensors());
          ByteBuffer bytes = ByteBuffer.allocate(weights.limit()).put(weights).flip();
          int data = 8 + (int) bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
          damage.accept(bytes.slice(data, bytes.limit() - data).order(ByteOrder.LITTLE_ENDIAN));
          refused(reason, pack(linearProgram(), bytes.array(), "{}"));
        });
  }

  @Test
  void anAdapterIsHeldToItsShapesAndRanges() {
    assertDoesNotThrow(() -> PackTest.read(adapted(program -> {}, tensors -> {})));
    refused("within 1 and 64", adapted(program -> program.put("rank", 0), tensors -> {}));
    refused("within 1 and 64", adapted(program -> program.put("rank", 1_000_000), tensors -> {}));
    refused("must be", adapted(program -> program.put("rank", 3), tensors -> {}));
    refused("encoder", adapted(program -> program.put("encoder", "0".repeat(64)), tensors -> {}));
    refused("the tensors must be", adapted(program -> {}, tensors -> tensors.remove("adapter")));
    refused("reads", adapted(program -> program.putArray("reads").add("opening"), tensors -> {}));
    refused("must be", adapted(p -> p.putArray("reads").add("whole").add("opening"), t -> {}));
    for (float scale : new float[] {2, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] scales =
          new float
              [Students.adapted().program().tensors().get("adapter-scales").shape().getFirst()];
      scales[7] = scale;
      refused(
          Float.isFinite(scale) ? "within 0 and 1" : "not finite",
          adapted(program -> {}, tensors -> tensors.put("adapter-scales", Tensor.of(scales))));
    }
  }

  private static byte[] adapted(
      Consumer<ObjectNode> change, Consumer<Map<String, Tensor>> exchange) {
    ObjectNode program = (ObjectNode) Students.adapted().program().json();
    change.accept(program);
    Map<String, Tensor> tensors = new TreeMap<>(Students.adapted().program().tensors());
    exchange.accept(tensors);
    return pack(
        program.toString().getBytes(StandardCharsets.UTF_8),
        Safetensors.write(tensors).array(),
        "{}");
  }

  @Test
  void entriesAreTheKnownOnesInTheirOrder() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("card.json", "{}".getBytes(StandardCharsets.UTF_8));
    entries.put("program.json", rulesProgram());
    refused("not in its place", zip(entries));
    entries.remove("card.json");
    refused("has no card.json", zip(entries));
    entries.put("evil.class", new byte[4]);
    refused("no entry of a pack", zip(entries));
    refused("characters other than", zip(Map.of("../../etc/cron", new byte[4])));
    refused("entry's size is wrong", zip(Map.of("x".repeat(65), new byte[4])));
  }

  /** Mutated contents under right checksums: what is read then still works. */
  @ParameterizedTest
  @MethodSource("students")
  void aMutatedProgramIsRefusedOrWorks(Student student) {
    Random random = new Random(9);
    int read = 0;
    // Nothing of what an adapter makes of a text is kept: each prediction takes the whole encoder.
    int mutations = student.architecture() == Architecture.ADAPTED_HEAD ? 300 : 1_500;
    for (int i = 0; i < mutations; i++) {
      byte[] program = student.program().json().toString().getBytes(StandardCharsets.UTF_8);
      Map<String, Tensor> tensors = student.program().tensors();
      byte[] weights = tensors.isEmpty() ? null : bytes(Safetensors.write(tensors));
      if (weights != null && random.nextBoolean()) {
        weights = Mutations.of(weights, random);
      } else {
        program = Mutations.of(program, random);
      }
      try {
        Pack pack = PackTest.read(pack(program, weights, "{}"));
        read++;
        Students.inputs()
            .forEach(
                input -> {
                  Prediction prediction = pack.student().predict(input);
                  double p = prediction.confidence();
                  assertTrue(p >= 0 && p <= 1.000001, "confidence " + p);
                  assertNotNull(prediction.best());
                });
        assertFalse(pack.student().inWords().isEmpty());
      } catch (PackRefused refused) {
        assertEquals(1, refused.getMessage().lines().count());
      }
    }
    assertTrue(read > 3, "read: " + read);
  }

  static List<Student> students() {
    return Students.packed();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static void refused(String reason, byte[] bytes) {
    PackRefused refused = assertThrows(PackRefused.class, () -> PackTest.read(bytes));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  private static byte[] rulesProgram() {
    return Students.rules().program().json().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] linearProgram() {
    return Students.linear().program().json().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] rules(Consumer<ObjectNode> change) {
    ObjectNode program = (ObjectNode) Students.rules().program().json();
    change.accept(program);
    return pack(program.toString().getBytes(StandardCharsets.UTF_8), null, "{}");
  }

  private static byte[] condition(String json) {
    return rules(
        program -> {
          try {
            JsonNode condition = JSON.readTree(json);
            ((ArrayNode) program.get("rules").get(0).get("if")).set(0, condition);
          } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
          }
        });
  }

  private static ArrayNode labels(ObjectNode program) {
    return (ArrayNode) program.get("labels");
  }

  private static ArrayNode counts(ObjectNode program) {
    return (ArrayNode) program.get("rules").get(0).get("counts");
  }

  static byte[] pack(byte[] program, byte[] weights, String card) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("program.json", program);
    if (weights != null) {
      entries.put("weights.safetensors", weights);
    }
    entries.put("card.json", card.getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  /** A pack with a right manifest over whatever entries there are. */
  private static byte[] zip(Map<String, byte[]> entries) {
    Map<String, ByteBuffer> buffers = new LinkedHashMap<>();
    entries.forEach((name, bytes) -> buffers.put(name, ByteBuffer.wrap(bytes)));
    Map<String, ByteBuffer> all = new LinkedHashMap<>();
    all.put("manifest.json", ByteBuffer.wrap(Manifest.of(buffers).bytes()));
    all.putAll(buffers);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      StoredZip.write(all, out);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return out.toByteArray();
  }
}
