package dev.stillroom.runtime.features;

import java.util.List;

/**
 * An input's hashed vector without the words it comes from: what training keeps of an example.
 *
 * @param hashes the coordinates, ascending
 * @param weights their values
 */
public record Vector(int[] hashes, float[] weights) {

  public static Vector of(List<Feature> features) {
    List<Term> terms = Hashing.of(features);
    int[] hashes = new int[terms.size()];
    float[] weights = new float[terms.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = terms.get(i).hash();
      weights[i] = terms.get(i).weight();
    }
    return new Vector(hashes, weights);
  }
}
