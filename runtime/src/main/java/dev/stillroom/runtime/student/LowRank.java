package dev.stillroom.runtime.student;

import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.EncoderModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An adapter as a pack stores it, in bytes. Row i holds, for each site, the i-th column of A and
 * then the i-th row of B; each of these has a scale of its own.
 */
public final class LowRank {

  static final Set<String> TENSORS = Set.of("adapter", "adapter-scales");

  /** With it no sum in the network leaves single precision, whatever the bytes are. */
  private static final float MAX_SCALE = 1;

  private final EncoderModel model;
  private final int rank;
  private final ByteBuffer weights;
  private final float[] scales;

  private LowRank(EncoderModel model, int rank, ByteBuffer weights, float[] scales) {
    this.model = model;
    this.rank = rank;
    this.weights = weights;
    this.scales = scales;
  }

  /**
   * Rounds to bytes.
   *
   * @param matrices for each site A and B, row by row
   */
  public static LowRank of(EncoderModel model, int rank, List<float[]> matrices) {
    List<Integer> lengths = lengths(model);
    ByteBuffer weights = ByteBuffer.allocate(rank * width(model));
    float[] scales = new float[rank * lengths.size()];
    for (int i = 0; i < rank; i++) {
      for (int part = 0; part < lengths.size(); part++) {
        float largest = 0;
        for (int j = 0; j < lengths.get(part); j++) {
          float value = matrices.get(part)[at(part, i, j, rank, lengths.get(part))];
          largest = Math.max(largest, Math.abs(value));
        }
        float scale = Math.min(MAX_SCALE, largest / 127);
        scales[i * lengths.size() + part] = scale;
        for (int j = 0; j < lengths.get(part); j++) {
          float value = matrices.get(part)[at(part, i, j, rank, lengths.get(part))];
          weights.put((byte) (scale == 0 ? 0 : Math.clamp(Math.round(value / scale), -127, 127)));
        }
      }
    }
    return new LowRank(model, rank, weights.flip(), scales);
  }

  /** What the encoder adds. */
  public Adapter adapter() {
    List<Integer> lengths = lengths(model);
    List<float[]> matrices = new ArrayList<>();
    lengths.forEach(length -> matrices.add(new float[length * rank]));
    int next = 0;
    for (int i = 0; i < rank; i++) {
      for (int part = 0; part < lengths.size(); part++) {
        int length = lengths.get(part);
        float scale = scales[i * lengths.size() + part];
        float[] matrix = matrices.get(part);
        for (int j = 0; j < length; j++) {
          matrix[at(part, i, j, rank, length)] = scale * weights.get(next++);
        }
      }
    }
    return new Adapter(model, rank, matrices);
  }

  /** Of A the i-th column is meant, of B the i-th row. */
  private static int at(int part, int i, int j, int rank, int length) {
    return part % 2 == 0 ? j * rank + i : i * length + j;
  }

  private static List<Integer> lengths(EncoderModel model) {
    List<Integer> lengths = new ArrayList<>();
    for (Adapter.Site site : Adapter.sites(model)) {
      lengths.add(site.product().in());
      lengths.add(site.product().out());
    }
    return lengths;
  }

  private static int width(EncoderModel model) {
    return lengths(model).stream().mapToInt(Integer::intValue).sum();
  }

  int rank() {
    return rank;
  }

  Map<String, Tensor> tensors() {
    return Map.of(
        "adapter", Tensor.of(weights, rank, width(model)), "adapter-scales", Tensor.of(scales));
  }

  static LowRank read(EncoderModel model, int rank, Map<String, Tensor> tensors)
      throws ProgramRefused {
    float[] scales =
        tensors.get("adapter-scales").floats("adapter-scales", rank * lengths(model).size());
    for (float scale : scales) {
      if (!(scale >= 0 && scale <= MAX_SCALE)) {
        throw new ProgramRefused("its adapter's scales must be within 0 and " + MAX_SCALE);
      }
    }
    return new LowRank(
        model,
        rank,
        ByteBuffer.wrap(tensors.get("adapter").bytes("adapter", rank, width(model))),
        scales);
  }
}
