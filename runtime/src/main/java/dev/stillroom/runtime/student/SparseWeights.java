package dev.stillroom.runtime.student;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * The weights of a linear student that are not zero, column by column: 77 labels share a column's
 * hash, and a column speaks for or against only a few of them.
 *
 * @param hashes which coordinates of {@code Hashing} are known, ascending
 * @param starts where each column begins in {@code labels} and {@code weights}; one more than
 *     columns
 * @param labels for each weight the label it speaks for, ascending within a column
 * @param weights to be multiplied with the label's scale
 */
public record SparseWeights(int[] hashes, int[] starts, short[] labels, byte[] weights) {

  private static final int MAX_COLUMNS = 1 << 20;

  /** What a column and a weight take in a pack, in bytes. */
  public static final int COLUMN_BYTES = 6;

  public static int weightBytes(int labels) {
    return labels <= 256 ? 2 : 3;
  }

  /** The column of a hash, negative where it is not known. */
  int column(int hash) {
    return Arrays.binarySearch(hashes, hash);
  }

  /** Adds a column's weights, times {@code value}, to the sums of the labels. */
  void add(int column, float value, double[] sums) {
    for (int i = starts[column]; i < starts[column + 1]; i++) {
      sums[labels[i]] += value * weights[i];
    }
  }

  /** By name, what a pack stores. */
  void write(Map<String, Tensor> tensors, int vocabulary) {
    int wide = weightBytes(vocabulary) - 1;
    ByteBuffer counts = ByteBuffer.allocate(2 * hashes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < hashes.length; i++) {
      counts.putShort((short) (starts[i + 1] - starts[i]));
    }
    ByteBuffer names = ByteBuffer.allocate(wide * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short label : labels) {
      if (wide == 1) {
        names.put((byte) label);
      } else {
        names.putShort(label);
      }
    }
    tensors.put("columns", Tensor.of(hashes));
    tensors.put("counts", Tensor.of(counts.flip(), hashes.length, 2));
    tensors.put("labels", Tensor.of(names.flip(), labels.length, wide));
    tensors.put("weights", Tensor.of(ByteBuffer.wrap(weights), weights.length, 1));
  }

  static SparseWeights read(Map<String, Tensor> tensors, int vocabulary) throws ProgramRefused {
    int[] hashes = tensors.get("columns").integers("columns");
    if (hashes.length > MAX_COLUMNS) {
      throw new ProgramRefused("it has more than " + MAX_COLUMNS + " columns: " + hashes.length);
    }
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i - 1] >= hashes[i]) {
        throw new ProgramRefused("its columns do not ascend at " + i);
      }
    }
    byte[] counts = tensors.get("counts").bytes("counts", hashes.length, 2);
    int[] starts = new int[hashes.length + 1];
    for (int i = 0; i < hashes.length; i++) {
      int count = counts[2 * i] & 0xFF | (counts[2 * i + 1] & 0xFF) << 8;
      if (count > vocabulary) {
        throw new ProgramRefused("column " + i + " has " + count + " weights for fewer labels");
      }
      starts[i + 1] = Math.addExact(starts[i], count);
    }
    int size = starts[hashes.length];
    int wide = weightBytes(vocabulary) - 1;
    byte[] names = tensors.get("labels").bytes("labels", size, wide);
    byte[] weights = tensors.get("weights").bytes("weights", size, 1);
    short[] labels = new short[size];
    for (int column = 0; column < hashes.length; column++) {
      if (!column(names, wide, labels, starts[column], starts[column + 1], vocabulary)) {
        throw new ProgramRefused("column " + column + " speaks for labels that are none");
      }
    }
    return new SparseWeights(hashes, starts, labels, weights);
  }

  /** A method of its own: called for each column, it is compiled long before one loop would be. */
  private static boolean column(
      byte[] names, int wide, short[] labels, int from, int to, int vocabulary) {
    int before = -1;
    for (int i = from; i < to; i++) {
      int label =
          wide == 1 ? names[i] & 0xFF : names[2 * i] & 0xFF | (names[2 * i + 1] & 0xFF) << 8;
      if (label <= before || label >= vocabulary) {
        return false;
      }
      labels[i] = (short) label;
      before = label;
    }
    return true;
  }
}
