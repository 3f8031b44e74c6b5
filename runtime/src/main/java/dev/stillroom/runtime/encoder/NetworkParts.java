package dev.stillroom.runtime.encoder;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** What a network in ONNX is put together from. Used by the build only. */
final class NetworkParts {

  private NetworkParts() {}

  /** Of the second dimension of what is given what stands from one place to another. */
  static NodeProto slice(String input, String output, String first, String second) {
    return node("Slice", output, output, input, first, second, second).build();
  }

  /** So many times the same number. */
  static NodeProto filled(String name, float value, String size) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(floats("", 1).addFloatData(value));
    return node("ConstantOfShape", name, name, size).addAttribute(attribute).build();
  }

  /** One operation. */
  static NodeProto.Builder node(String operation, String name, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operation)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  /** A whole number that an operation is given. */
  static AttributeProto.Builder attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  /** A row of numbers, still empty. */
  static TensorProto.Builder floats(String name, long size) {
    return TensorProto.newBuilder()
        .setName(name)
        .addDims(size)
        .setDataType(TensorProto.DataType.FLOAT.getNumber());
  }

  /** A whole number as a row of one. */
  static TensorProto integer(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .addDims(1)
        .setDataType(TensorProto.DataType.INT64.getNumber())
        .addInt64Data(value)
        .build();
  }

  /** Those operations that the values needed come from; what these read is needed, too. */
  static List<NodeProto> needed(List<NodeProto> all, Set<String> needed) {
    Deque<NodeProto> kept = new ArrayDeque<>();
    for (NodeProto node : all.reversed()) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        kept.addFirst(node);
      }
    }
    return List.copyOf(kept);
  }

  /** A tensor's numbers, in whichever of the two ways they are stored. */
  static List<Float> numbers(TensorProto tensor) {
    List<Float> numbers = new ArrayList<>(tensor.getFloatDataList());
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (raw.remaining() >= Float.BYTES) {
      numbers.add(raw.getFloat());
    }
    return numbers;
  }

  /** A table of eight bits a number, with one scale and one zero point for all. */
  static float[] dequantized(TensorProto table, TensorProto scale, TensorProto point) {
    boolean signed = table.getDataType() == TensorProto.DataType.INT8.getNumber();
    int zero =
        point.getInt32DataCount() == 1 ? point.getInt32Data(0) : point.getRawData().byteAt(0);
    float factor = numbers(scale).getFirst();
    float[] values = new float[table.getRawData().size()];
    for (int i = 0; i < values.length; i++) {
      byte value = table.getRawData().byteAt(i);
      values[i] = factor * (signed ? value - zero : (value & 0xff) - (zero & 0xff));
    }
    return values;
  }
}
