package dev.stillroom.runtime.features;

import java.util.List;

/**
 * An input's hashed vector without the words it comes from.
 *
 * @param hashes the coordinates, ascending
 * @param weights their values
 */
public record Vector(int[] hashes, float[] weights) {

  public static Vector of(List<Feature> features) {
    return Hashing.vector(features);
  }
}
