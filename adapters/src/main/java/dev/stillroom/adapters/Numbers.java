package dev.stillroom.adapters;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Plain numbers as factors of what is differentiated. {@code NDArray.mul(Number)} lets go of its
 * number as soon as it has multiplied, though the way back multiplies by it once more: where the
 * garbage collector comes in between, it multiplies by whatever stands there then.
 */
public final class Numbers {

  private Numbers() {}

  /**
   * @param manager keeps the number until it, or the scope that is open, is closed
   */
  public static NDArray of(double number, NDManager manager) {
    return manager.create((float) number);
  }
}
