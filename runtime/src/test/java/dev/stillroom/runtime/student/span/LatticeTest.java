package dev.stillroom.runtime.student.span;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the sum over all sequences that are possible, one by one. */
class LatticeTest {

  private static final int FIELDS = 2;
  private static final int LENGTH = 4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void probabilitiesAreThoseOfCountingAllSequences(long seed) {
    Chain chain = chain(new Random(seed));
    double[][] weights = weights(new Random(seed + 100), LENGTH);
    Lattice lattice = new Lattice(chain, weights);
    double all = 0;
    double[][] tags = new double[LENGTH][chain.tags()];
    double span = 0;
    double best = Double.NEGATIVE_INFINITY;
    int[] likeliest = null;
    double outsideTwice = 0;
    for (int[] path : paths(chain.tags())) {
      double score = score(chain, weights, path);
      double mass = Math.exp(score);
      all += mass;
      for (int i = 0; i < LENGTH; i++) {
        tags[i][path[i]] += mass;
      }
      boolean isSpan =
          path[1] == Chain.begins(1) && path[2] == Chain.goesOn(1) && path[3] != Chain.goesOn(1);
      span += isSpan ? mass : 0;
      for (int i = 1; i < LENGTH; i++) {
        outsideTwice += path[i - 1] == 0 && path[i] == 0 ? mass : 0;
      }
      if (score > best) {
        best = score;
        likeliest = path;
      }
    }
    for (int i = 0; i < LENGTH; i++) {
      for (int tag = 0; tag < chain.tags(); tag++) {
        assertEquals(tags[i][tag] / all, lattice.tag(i, tag), 1e-9);
      }
    }
    assertEquals(span / all, lattice.span(1, 1, 2), 1e-9);
    double[] nexts = new double[chain.next().length];
    double[] ons = new double[chain.on().length];
    lattice.addPairs(1, nexts, ons);
    assertEquals(outsideTwice / all, nexts[0], 1e-9);
    assertEquals(LENGTH - 1, sum(nexts) + sum(ons), 1e-9);
    assertArrayEquals(likeliest, chain.best(weights));
  }

  @Test
  void aTagThatIsNotAllowedHasNoProbability() {
    Chain chain = chain(new Random(5));
    double[][] weights = weights(new Random(6), LENGTH);
    weights[1][0] = Double.NEGATIVE_INFINITY;
    weights[1][Chain.begins(0)] = Double.NEGATIVE_INFINITY;
    Lattice lattice = new Lattice(chain, weights);
    assertEquals(0, lattice.tag(1, 0));
    double sum = 0;
    for (int tag = 0; tag < chain.tags(); tag++) {
      sum += lattice.tag(1, tag);
    }
    assertEquals(1, sum, 1e-9);
  }

  @Test
  void weightsFarApartStayWithinTheRangeOfADouble() {
    Chain chain = chain(new Random(7));
    double[][] weights = weights(new Random(8), 5_000);
    for (double[] token : weights) {
      for (int tag = 0; tag < token.length; tag++) {
        token[tag] *= 1e4;
      }
    }
    Lattice lattice = new Lattice(chain, weights);
    for (int i = 0; i < lattice.length(); i += 100) {
      for (int tag = 0; tag < chain.tags(); tag++) {
        double probability = lattice.tag(i, tag);
        assertTrue(probability >= 0 && probability <= 1 + 1e-6, "tag " + tag + " at " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingGoesOnThatHasNotBegun(long seed) {
    Chain chain = chain(new Random(seed));
    int[] tags = chain.best(weights(new Random(seed), 300));
    for (int i = 0; i < tags.length; i++) {
      if (tags[i] > 0 && !Chain.isBeginning(tags[i])) {
        assertTrue(i > 0 && tags[i - 1] > 0);
        assertEquals(Chain.field(tags[i]), Chain.field(tags[i - 1]));
      }
    }
  }

  static Chain chain(Random random) {
    Chain chain = Chain.of(FIELDS);
    for (float[] weights : List.of(chain.first(), chain.next(), chain.on())) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextGaussian();
      }
    }
    return chain;
  }

  static double[][] weights(Random random, int length) {
    double[][] weights = new double[length][2 * FIELDS + 1];
    for (double[] token : weights) {
      for (int tag = 0; tag < token.length; tag++) {
        token[tag] = 2 * random.nextGaussian();
      }
    }
    return weights;
  }

  private static List<int[]> paths(int tags) {
    List<int[]> paths = new ArrayList<>();
    int count = (int) Math.pow(tags, LENGTH);
    for (int number = 0; number < count; number++) {
      int[] path = new int[LENGTH];
      boolean possible = true;
      for (int i = 0, rest = number; i < LENGTH; i++, rest /= tags) {
        path[i] = rest % tags;
        boolean goesOn = path[i] > 0 && !Chain.isBeginning(path[i]);
        int before = i == 0 ? 0 : path[i - 1];
        possible &= !goesOn || before > 0 && Chain.field(before) == Chain.field(path[i]);
      }
      if (possible) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static double score(Chain chain, double[][] weights, int[] path) {
    double score = chain.first()[path[0] == 0 ? 0 : Chain.field(path[0]) + 1] + weights[0][path[0]];
    for (int i = 1; i < path.length; i++) {
      int tag = path[i];
      boolean goesOn = tag > 0 && !Chain.isBeginning(tag);
      score +=
          goesOn
              ? chain.on()[path[i - 1] - 1]
              : chain.next()[path[i - 1] * (FIELDS + 1) + (tag == 0 ? 0 : Chain.field(tag) + 1)];
      score += weights[i][tag];
    }
    return score;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
