package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.StrictJson;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers as safetensors: the header's length (8 bytes), the header (JSON), the data. Tensors stand
 * in the order of their names, without gaps, and the header is padded so that data begins at a
 * multiple of 8.
 */
final class Safetensors {

  private static final int MAX_HEADER = 64 * 1024;
  private static final int MAX_TENSORS = 64;
  private static final int MAX_DIMENSIONS = 4;

  private Safetensors() {}

  static ByteBuffer write(Map<String, Tensor> tensors) {
    Map<String, Tensor> ordered = new TreeMap<>(tensors);
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    int offset = 0;
    for (Map.Entry<String, Tensor> entry : ordered.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode json = header.putObject(entry.getKey());
      json.put("dtype", tensor.type().name());
      tensor.shape().forEach(json.putArray("shape")::add);
      int end = offset + tensor.data().remaining();
      json.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer all = ByteBuffer.allocate(8 + padded + offset).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(padded).put(text);
    byte[] spaces = new byte[padded - text.length];
    Arrays.fill(spaces, (byte) ' ');
    all.put(spaces);
    for (Tensor tensor : ordered.values()) {
      all.put(tensor.data().duplicate());
    }
    return all.flip();
  }

  static Map<String, Tensor> read(ByteBuffer file) throws Malformed {
    ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.limit() < 8) {
      throw new Malformed("the weights are too short");
    }
    long length = in.getLong(0);
    if (length < 2 || length > MAX_HEADER || length > in.limit() - 8) {
      throw new Malformed("the weights' header has an impossible length: " + length);
    }
    byte[] text = new byte[(int) length];
    in.get(8, text);
    ByteBuffer data = in.slice(8 + text.length, in.limit() - 8 - text.length);
    try {
      JsonNode header = StrictJson.read(text);
      if (!header.isObject() || header.size() > MAX_TENSORS) {
        throw new Malformed("the weights' header is no object of at most 64 tensors");
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      int at = 0;
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        Tensor tensor = tensor(entry.getValue(), at, data);
        at += tensor.data().limit();
        tensors.put(entry.getKey(), tensor);
      }
      if (at != data.limit()) {
        throw new Malformed((data.limit() - at) + " bytes of the weights belong to no tensor");
      }
      return tensors;
    } catch (IOException | ProgramRefused refused) {
      throw new Malformed("the weights' header: " + refused.getMessage());
    }
  }

  private static Tensor tensor(JsonNode json, int at, ByteBuffer data)
      throws ProgramRefused, Malformed {
    Fields fields = new Fields(json, "a tensor");
    String name = fields.string("dtype", 10);
    Tensor.Type type = null;
    for (Tensor.Type known : Tensor.Type.values()) {
      type = known.name().equals(name) ? known : type;
    }
    if (type == null) {
      throw new Malformed("tensors of type " + name + " are not read here");
    }
    List<Integer> shape = new ArrayList<>();
    long size = type.bytes();
    for (JsonNode dimension : fields.array("shape", 0, MAX_DIMENSIONS)) {
      if (!dimension.isInt() || dimension.intValue() < 0) {
        throw new Malformed("a tensor's shape must be whole numbers from 0");
      }
      shape.add(dimension.intValue());
      // Within 2^31 times 2^31 this cannot overflow; the next factor is not reached.
      size *= dimension.intValue();
      if (size > data.limit()) {
        throw new Malformed("a tensor is larger than the weights");
      }
    }
    JsonNode offsets = fields.array("data_offsets", 2, 2);
    fields.end();
    if (!offsets.get(0).isInt()
        || !offsets.get(1).isInt()
        || offsets.get(0).intValue() != at
        || offsets.get(1).longValue() != at + size
        || at + size > data.limit()) {
      throw new Malformed("a tensor does not begin where the one before it ends, or has no room");
    }
    return new Tensor(type, List.copyOf(shape), data.slice(at, (int) size));
  }
}
