package dev.stillroom.runtime.student;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An array of numbers as safetensors stores it: little-endian, row by row.
 *
 * @param data a view of exactly the tensor's bytes, perhaps of a mapped file
 */
public record Tensor(Type type, List<Integer> shape, ByteBuffer data) {

  /** The types that packs may hold; the names are those of safetensors. */
  public enum Type {
    I8(1),
    I32(4),
    F32(4);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }

  public static Tensor of(float[] values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Tensor(Type.F32, List.of(values.length), data);
  }

  public static Tensor of(int[] values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(values);
    return new Tensor(Type.I32, List.of(values.length), data);
  }

  public static Tensor of(ByteBuffer values, int rows, int columns) {
    return new Tensor(Type.I8, List.of(rows, columns), values.duplicate());
  }

  /** The values of an {@code F32} tensor of one dimension, all of them finite. */
  float[] floats(String name, int length) throws ProgramRefused {
    expect(name, Type.F32, List.of(length));
    float[] values = new float[length];
    view().asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ProgramRefused("tensor '" + name + "' holds a number that is not finite");
      }
    }
    return values;
  }

  int[] integers(String name) throws ProgramRefused {
    if (shape.size() != 1) {
      throw new ProgramRefused("tensor '" + name + "' must have one dimension: " + shape);
    }
    expect(name, Type.I32, shape);
    int[] values = new int[shape.getFirst()];
    view().asIntBuffer().get(values);
    return values;
  }

  /** A copy of an {@code I8} tensor: a view would hold the whole file in memory. */
  byte[] bytes(String name, int rows, int columns) throws ProgramRefused {
    expect(name, Type.I8, List.of(rows, columns));
    byte[] values = new byte[data.remaining()];
    data.get(data.position(), values);
    return values;
  }

  private ByteBuffer view() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void expect(String name, Type wanted, List<Integer> size) throws ProgramRefused {
    if (type != wanted || !shape.equals(size)) {
      throw new ProgramRefused(
          "tensor '" + name + "' must be " + wanted + size + ", not " + type + shape);
    }
  }
}
