package dev.stillroom.runtime.language;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a GGUF file as if an enemy had written it, before llama.cpp sees it: version 3, the
 * architecture, sizes and token names that this program writes, tensors that lie within the file
 * one behind the other. Nothing else is let through.
 */
public final class GgufFile {

  /** The largest that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  /** Data begins at a multiple of this. */
  public static final int ALIGNMENT = 32;

  public static final int MAGIC = 0x46554747;
  public static final int VERSION = 3;
  public static final int TYPE_F32 = 0;
  public static final int TYPE_Q8_0 = 8;

  /** The types of values that are used. */
  public static final int U32 = 4;

  public static final int I32 = 5;
  public static final int F32 = 6;
  public static final int BOOL = 7;
  public static final int STRING = 8;
  public static final int ARRAY = 9;

  private static final int MAX_TENSORS = 400;
  private static final int MAX_VALUES = 64;
  private static final int MAX_TEXT = 200;
  private static final int MAX_SIZE = 4_096;

  private final ByteBuffer in;
  private final Map<String, Object> values = new HashMap<>();

  private GgufFile(ByteBuffer in) {
    this.in = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How the file is not one of this program's. */
  public static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  /**
   * Holds a file against everything it may be.
   *
   * @return the longest text in tokens that the model was made for
   */
  public static int check(ByteBuffer file) throws Refused {
    if (file.remaining() > MAX_BYTES) {
      throw new Refused("the language model has more than " + MAX_BYTES + " bytes");
    }
    try {
      return new GgufFile(file.slice()).check();
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException end) {
      throw new Refused("the language model ends within its description");
    }
  }

  private int check() throws Refused {
    if (in.getInt() != MAGIC || in.getInt() != VERSION) {
      throw new Refused("the language model is no GGUF file of version " + VERSION);
    }
    long tensors = in.getLong();
    long count = in.getLong();
    if (tensors < 1 || tensors > MAX_TENSORS || count < 1 || count > MAX_VALUES) {
      throw new Refused("the language model has " + tensors + " tensors and " + count + " values");
    }
    for (int i = 0; i < count; i++) {
      String key = text();
      if (values.put(key, value(in.getInt())) != null) {
        throw new Refused("the language model says '" + key + "' twice");
      }
    }
    vocabulary();
    Sizes sizes = sizes();
    tensors((int) tensors, sizes);
    return sizes.context();
  }

  private void vocabulary() throws Refused {
    expect("general.architecture", "llama");
    expect("tokenizer.ggml.model", "gpt2");
    expect("tokenizer.ggml.pre", "gpt-2");
    expect("tokenizer.ggml.tokens", Bytes.names());
    expect("tokenizer.ggml.bos_token_id", Bytes.BEGIN);
    expect("tokenizer.ggml.eos_token_id", Bytes.END);
    expect("tokenizer.ggml.add_bos_token", false);
  }

  private void expect(String key, Object wanted) throws Refused {
    if (!wanted.equals(values.get(key))) {
      throw new Refused("the language model's '" + key + "' is not what this version writes");
    }
  }

  private record Sizes(int context, int width, int layers, int inner) {}

  private Sizes sizes() throws Refused {
    int width = size("llama.embedding_length");
    int heads = size("llama.attention.head_count");
    int turned = size("llama.rope.dimension_count");
    expect("llama.attention.head_count_kv", heads);
    if (width % 32 != 0 || width % heads != 0 || turned != width / heads || turned % 2 != 0) {
      throw new Refused("the language model's width is " + width + " of " + heads + " heads");
    }
    return new Sizes(
        size("llama.context_length"),
        width,
        size("llama.block_count"),
        size("llama.feed_forward_length"));
  }

  private int size(String key) throws Refused {
    if (values.get(key) instanceof Integer size && size > 0 && size <= MAX_SIZE) {
      return size;
    }
    throw new Refused("the language model's '" + key + "' is not within 1 and " + MAX_SIZE);
  }

  private void tensors(int count, Sizes sizes) throws Refused {
    Map<String, long[]> wanted = shapes(sizes.width(), sizes.layers(), sizes.inner());
    Set<String> seen = new HashSet<>();
    long end = 0;
    for (int i = 0; i < count; i++) {
      String name = text();
      int dimensions = in.getInt();
      if (dimensions < 1 || dimensions > 2) {
        throw new Refused("tensor '" + name + "' has " + dimensions + " dimensions");
      }
      long[] shape = new long[dimensions];
      for (int k = 0; k < dimensions; k++) {
        shape[k] = in.getLong();
      }
      int type = in.getInt();
      long offset = in.getLong();
      long[] right = wanted.get(name);
      if (right == null || !java.util.Arrays.equals(right, shape) || !seen.add(name)) {
        throw new Refused("tensor '" + name + "' is none of this model, or not of its size");
      }
      if (type != (dimensions == 1 ? TYPE_F32 : TYPE_Q8_0) || offset != end) {
        throw new Refused("tensor '" + name + "' is not stored as this version stores it");
      }
      end = aligned(offset + bytes(type, right));
    }
    if (!seen.equals(wanted.keySet())) {
      throw new Refused("the language model lacks tensors");
    }
    if (aligned(in.position()) + end != in.limit()) {
      throw new Refused("the language model's numbers are more or less than it says");
    }
  }

  /** The tensors of a model by name; the width of a row comes first. */
  public static Map<String, long[]> shapes(int width, int layers, int inner) {
    Map<String, long[]> shapes = new HashMap<>();
    shapes.put("token_embd.weight", new long[] {width, Bytes.VOCABULARY});
    shapes.put("output.weight", new long[] {width, Bytes.VOCABULARY});
    shapes.put("output_norm.weight", new long[] {width});
    for (int i = 0; i < layers; i++) {
      String block = "blk." + i + ".";
      shapes.put(block + "attn_norm.weight", new long[] {width});
      shapes.put(block + "ffn_norm.weight", new long[] {width});
      for (String square : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
        shapes.put(block + square + ".weight", new long[] {width, width});
      }
      shapes.put(block + "ffn_gate.weight", new long[] {width, inner});
      shapes.put(block + "ffn_up.weight", new long[] {width, inner});
      shapes.put(block + "ffn_down.weight", new long[] {inner, width});
    }
    return shapes;
  }

  /** How many bytes a tensor takes: Q8_0 has blocks of 32 with a scale of 16 bits. */
  public static long bytes(int type, long[] shape) {
    long numbers = 1;
    for (long length : shape) {
      numbers *= length;
    }
    return type == TYPE_F32 ? 4 * numbers : numbers / 32 * 34;
  }

  public static long aligned(long place) {
    return (place + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private Object value(int type) throws Refused {
    return switch (type) {
      case U32, I32 -> in.getInt();
      case F32 -> in.getFloat();
      case BOOL -> in.get() != 0;
      case STRING -> text();
      case ARRAY -> array();
      default -> throw new Refused("the language model has a value of type " + type);
    };
  }

  private List<Object> array() throws Refused {
    int type = in.getInt();
    long length = in.getLong();
    if (type == ARRAY || length < 0 || length > Bytes.VOCABULARY) {
      throw new Refused("the language model has a list of " + length + " values");
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      all.add(value(type));
    }
    return all;
  }

  private String text() throws Refused {
    long length = in.getLong();
    if (length < 0 || length > MAX_TEXT) {
      throw new Refused("the language model has a name of " + length + " bytes");
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
