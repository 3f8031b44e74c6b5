package dev.stillroom.distiller.train.language;

import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.language.GgufFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a fitted model as GGUF, version 3: matrices as Q8_0 (blocks of 32 numbers of 8 bits with a
 * scale of 16), norms as they are, a vocabulary of the 256 bytes.
 */
public final class GgufWriter {

  private static final int BLOCK = 32;
  private static final int FILE_TYPE_Q8_0 = 7;

  /** How many values {@link #head} writes. */
  private static final int VALUES = 21;

  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final float EPSILON = 1e-5f;
  private static final float ROTARY_BASE = 10_000;

  private final ByteBuffer out;

  private GgufWriter(ByteBuffer out) {
    this.out = out;
  }

  /**
   * The file's bytes.
   *
   * @param context the longest text in tokens
   */
  public static ByteBuffer bytes(LanguageFitting.Fitted fitted, int context) {
    LanguageFitting.Size size = fitted.size();
    Map<String, long[]> shapes =
        new TreeMap<>(GgufFile.shapes(size.width(), size.layers(), size.inner()));
    long data = 0;
    for (long[] shape : shapes.values()) {
      data += GgufFile.aligned(GgufFile.bytes(type(shape), shape));
    }
    ByteBuffer out = ByteBuffer.allocate((int) data + 64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    GgufWriter writer = new GgufWriter(out);
    writer.head(size, context, shapes.size());
    writer.describe(shapes);
    for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
      writer.align();
      writer.numbers(fitted.tensors().get(tensor.getKey()), type(tensor.getValue()));
    }
    writer.align();
    return ByteBuffer.wrap(Arrays.copyOf(out.array(), out.position()));
  }

  private static int type(long[] shape) {
    return shape.length == 1 ? GgufFile.TYPE_F32 : GgufFile.TYPE_Q8_0;
  }

  private void head(LanguageFitting.Size size, int context, int tensors) {
    out.putInt(GgufFile.MAGIC).putInt(GgufFile.VERSION).putLong(tensors).putLong(VALUES);
    string("general.architecture", "llama");
    string("general.name", "stillroom");
    number("general.file_type", FILE_TYPE_Q8_0);
    number("llama.context_length", context);
    number("llama.embedding_length", size.width());
    number("llama.block_count", size.layers());
    number("llama.feed_forward_length", size.inner());
    number("llama.attention.head_count", size.heads());
    number("llama.attention.head_count_kv", size.heads());
    number("llama.rope.dimension_count", size.width() / size.heads());
    number("llama.vocab_size", Bytes.VOCABULARY);
    real("llama.attention.layer_norm_rms_epsilon", EPSILON);
    real("llama.rope.freq_base", ROTARY_BASE);
    string("tokenizer.ggml.model", "gpt2");
    string("tokenizer.ggml.pre", "gpt-2");
    vocabulary();
    number("tokenizer.ggml.bos_token_id", Bytes.BEGIN);
    number("tokenizer.ggml.eos_token_id", Bytes.END);
    key("tokenizer.ggml.add_bos_token", GgufFile.BOOL);
    out.put((byte) 0);
  }

  private void vocabulary() {
    List<String> names = Bytes.names();
    key("tokenizer.ggml.tokens", GgufFile.ARRAY);
    out.putInt(GgufFile.STRING).putLong(names.size());
    names.forEach(this::text);
    key("tokenizer.ggml.token_type", GgufFile.ARRAY);
    out.putInt(GgufFile.I32).putLong(names.size());
    for (int i = 0; i < names.size(); i++) {
      out.putInt(i < Bytes.BEGIN ? NORMAL : CONTROL);
    }
    // None would be an error; the two bytes of this one stand in no text of UTF-8.
    key("tokenizer.ggml.merges", GgufFile.ARRAY);
    out.putInt(GgufFile.STRING).putLong(1);
    text(names.get(0xfe) + " " + names.get(0xff));
  }

  private void describe(Map<String, long[]> shapes) {
    long offset = 0;
    for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
      long[] shape = tensor.getValue();
      text(tensor.getKey());
      out.putInt(shape.length);
      for (long length : shape) {
        out.putLong(length);
      }
      out.putInt(type(shape)).putLong(offset);
      offset += GgufFile.aligned(GgufFile.bytes(type(shape), shape));
    }
  }

  private void numbers(float[] values, int type) {
    if (type == GgufFile.TYPE_F32) {
      for (float value : values) {
        out.putFloat(value);
      }
      return;
    }
    for (int from = 0; from < values.length; from += BLOCK) {
      float most = 0;
      for (int i = from; i < from + BLOCK; i++) {
        most = Math.max(most, Math.abs(values[i]));
      }
      short scale = Float.floatToFloat16(most / 127);
      float unit = Float.float16ToFloat(scale);
      out.putShort(scale);
      for (int i = from; i < from + BLOCK; i++) {
        int rounded = unit == 0 ? 0 : Math.round(values[i] / unit);
        out.put((byte) Math.clamp(rounded, -127, 127));
      }
    }
  }

  private void align() {
    while (out.position() % GgufFile.ALIGNMENT != 0) {
      out.put((byte) 0);
    }
  }

  private void key(String name, int type) {
    text(name);
    out.putInt(type);
  }

  private void string(String name, String value) {
    key(name, GgufFile.STRING);
    text(value);
  }

  private void number(String name, int value) {
    key(name, GgufFile.U32);
    out.putInt(value);
  }

  private void real(String name, float value) {
    key(name, GgufFile.F32);
    out.putFloat(value);
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.putLong(bytes.length).put(bytes);
  }
}
