package dev.stillroom.adapters.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.stillroom.adapters.Numbers;
import dev.stillroom.distiller.train.language.LanguageFitting.Size;
import dev.stillroom.runtime.language.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A decoder of llama's architecture over bytes: RMS norms, rotary positions on pairs of neighbours,
 * SwiGLU. All its numbers are one vector, cut into matrices at each step: the gradient is one
 * vector too.
 */
final class ByteModel implements AutoCloseable {

  /** The epsilon of the norms, as the exported file says it. */
  static final float EPSILON = 1e-5f;

  /** The base of the rotary positions' frequencies. */
  static final double ROTARY_BASE = 10_000;

  private final Size size;
  private final NDManager manager;
  private final List<String> names = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final long[] cuts;
  private final NDArray weights;

  ByteModel(Size size, NDManager parent, Random random) {
    this.size = size;
    this.manager = parent.newSubManager();
    int width = size.width();
    part("token_embd.weight", new Shape(Bytes.VOCABULARY, width));
    for (int i = 0; i < size.layers(); i++) {
      String block = "blk." + i + ".";
      part(block + "attn_norm.weight", new Shape(width));
      part(block + "attn_q.weight", new Shape(width, width));
      part(block + "attn_k.weight", new Shape(width, width));
      part(block + "attn_v.weight", new Shape(width, width));
      part(block + "attn_output.weight", new Shape(width, width));
      part(block + "ffn_norm.weight", new Shape(width));
      part(block + "ffn_gate.weight", new Shape(size.inner(), width));
      part(block + "ffn_up.weight", new Shape(size.inner(), width));
      part(block + "ffn_down.weight", new Shape(width, size.inner()));
    }
    part("output_norm.weight", new Shape(width));
    part("output.weight", new Shape(Bytes.VOCABULARY, width));
    cuts = new long[shapes.size() - 1];
    long at = 0;
    for (int i = 0; i < cuts.length; i++) {
      at += shapes.get(i).size();
      cuts[i] = at;
    }
    weights = manager.create(beginning(random));
    weights.setRequiresGradient(true);
  }

  private void part(String name, Shape shape) {
    names.add(name);
    shapes.add(shape);
  }

  private float[] beginning(Random random) {
    int total = shapes.stream().mapToInt(shape -> (int) shape.size()).sum();
    float[] values = new float[total];
    int at = 0;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      // What is added to the stream begins smaller, the deeper the model (GPT-2).
      boolean added = names.get(i).contains("attn_output") || names.get(i).contains("ffn_down");
      double deviation = added ? 0.02 / Math.sqrt(2.0 * size.layers()) : 0.02;
      deviation *= Math.sqrt(768.0 / size.width());
      for (int k = 0; k < shape.size(); k++) {
        values[at++] = shape.dimension() == 1 ? 1 : (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }

  NDArray weights() {
    return weights;
  }

  /**
   * The logits of what follows each token.
   *
   * @param tokens batch × length
   */
  NDArray logits(NDArray tokens) {
    Map<String, NDArray> parts = parts();
    long batch = tokens.getShape().get(0);
    long length = tokens.getShape().get(1);
    NDManager here = tokens.getManager();
    NDArray[] turns = turns(here, (int) length);
    NDArray mask = mask(here, (int) length);
    NDArray x =
        parts.get("token_embd.weight").get(tokens.flatten()).reshape(batch, length, size.width());
    for (int i = 0; i < size.layers(); i++) {
      String block = "blk." + i + ".";
      NDArray normed = normed(x, parts.get(block + "attn_norm.weight"));
      x = x.add(attention(normed, parts, block, turns, mask));
      normed = normed(x, parts.get(block + "ffn_norm.weight"));
      NDArray gate = times(normed, parts.get(block + "ffn_gate.weight"));
      NDArray up = times(normed, parts.get(block + "ffn_up.weight"));
      NDArray inner = gate.mul(ai.djl.nn.Activation.sigmoid(gate)).mul(up);
      x = x.add(times(inner, parts.get(block + "ffn_down.weight")));
    }
    return times(normed(x, parts.get("output_norm.weight")), parts.get("output.weight"));
  }

  private Map<String, NDArray> parts() {
    NDList cut = weights.split(cuts, 0);
    Map<String, NDArray> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      parts.put(names.get(i), cut.get(i).reshape(shapes.get(i)));
    }
    return parts;
  }

  /** The last dimension times a matrix with a row for each output. */
  private static NDArray times(NDArray x, NDArray matrix) {
    return x.matMul(matrix.transpose());
  }

  private static NDArray normed(NDArray x, NDArray weight) {
    NDArray mean = x.square().mean(new int[] {-1}, true);
    return x.div(mean.add(EPSILON).sqrt()).mul(weight);
  }

  private NDArray attention(
      NDArray x, Map<String, NDArray> parts, String block, NDArray[] turns, NDArray mask) {
    long batch = x.getShape().get(0);
    long length = x.getShape().get(1);
    long head = size.width() / size.heads();
    NDArray q = turned(heads(times(x, parts.get(block + "attn_q.weight"))), turns);
    NDArray k = turned(heads(times(x, parts.get(block + "attn_k.weight"))), turns);
    NDArray v = heads(times(x, parts.get(block + "attn_v.weight")));
    NDArray scores =
        q.matMul(k.swapAxes(2, 3)).mul(Numbers.of(1 / Math.sqrt(head), x.getManager())).add(mask);
    NDArray mixed = scores.softmax(-1).matMul(v);
    NDArray joined = mixed.swapAxes(1, 2).reshape(batch, length, size.width());
    return times(joined, parts.get(block + "attn_output.weight"));
  }

  /** batch × length × width to batch × head × length × width of a head. */
  private NDArray heads(NDArray x) {
    long batch = x.getShape().get(0);
    long length = x.getShape().get(1);
    return x.reshape(batch, length, size.heads(), size.width() / size.heads()).swapAxes(1, 2);
  }

  private static NDArray turned(NDArray x, NDArray[] turns) {
    Shape shape = x.getShape();
    NDArray pairs = x.reshape(shape.get(0), shape.get(1), shape.get(2), shape.get(3) / 2, 2);
    NDArray even = pairs.get(new NDIndex("..., 0"));
    NDArray odd = pairs.get(new NDIndex("..., 1"));
    NDArray first = even.mul(turns[0]).sub(odd.mul(turns[1]));
    NDArray second = even.mul(turns[1]).add(odd.mul(turns[0]));
    return NDArrays.stack(new NDList(first, second), 4).reshape(shape);
  }

  /** Cosines and sines, length × half a head's width. */
  private NDArray[] turns(NDManager here, int length) {
    int half = size.width() / size.heads() / 2;
    float[] cosines = new float[length * half];
    float[] sines = new float[length * half];
    for (int place = 0; place < length; place++) {
      for (int i = 0; i < half; i++) {
        double angle = place * Math.pow(ROTARY_BASE, -(double) i / half);
        cosines[place * half + i] = (float) Math.cos(angle);
        sines[place * half + i] = (float) Math.sin(angle);
      }
    }
    Shape shape = new Shape(length, half);
    return new NDArray[] {here.create(cosines, shape), here.create(sines, shape)};
  }

  private static NDArray mask(NDManager here, int length) {
    float[] mask = new float[length * length];
    for (int i = 0; i < length; i++) {
      for (int k = i + 1; k < length; k++) {
        mask[i * length + k] = -1e9f;
      }
    }
    return here.create(mask, new Shape(length, length));
  }

  /** A copy of all numbers, by name. */
  Map<String, float[]> tensors() {
    float[] all = weights.toType(DataType.FLOAT32, false).toFloatArray();
    Map<String, float[]> tensors = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < names.size(); i++) {
      int length = (int) shapes.get(i).size();
      tensors.put(names.get(i), java.util.Arrays.copyOfRange(all, at, at + length));
      at += length;
    }
    return tensors;
  }

  @Override
  public void close() {
    manager.close();
  }
}
