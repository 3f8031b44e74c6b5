package dev.stillroom.runtime.student.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggingTest {

  private static final boolean[] LISTS = {true, true};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 511, 512, 513, 961, 2_000})
  void spansNeverOverlapHoweverLongTheText(int length) {
    for (long seed = 0; seed < 5; seed++) {
      Chain chain = LatticeTest.chain(new Random(seed));
      List<Tagging.Found> found =
          Tagging.of(chain, LatticeTest.weights(new Random(seed + 9), length), LISTS);
      TreeMap<Integer, Integer> taken = new TreeMap<>();
      for (Tagging.Found field : found) {
        assertTrue(field.none() >= 0 && field.none() <= 1);
        for (Tagging.Span span : field.spans()) {
          assertTrue(span.first() <= span.last() && span.last() < length);
          assertTrue(span.probability() >= 0 && span.probability() <= 1);
          assertEquals(null, taken.put(span.first(), span.last()));
        }
      }
      int end = -1;
      for (var span : taken.entrySet()) {
        assertTrue(span.getKey() > end, "length " + length + " seed " + seed);
        end = span.getValue();
      }
    }
  }

  @Test
  void aWindowsBorderCutsNoSpan() {
    Chain chain = Chain.of(2);
    double[][] weights = new double[3_000][5];
    for (int i = 0; i < weights.length; i++) {
      weights[i][0] = 16;
      // Spans of four tokens everywhere, so that many stand where windows meet.
      weights[i][i % 6 == 0 ? Chain.begins(0) : Chain.goesOn(0)] = i % 6 < 4 ? 32 : 0;
    }
    Tagging.Found found = Tagging.of(chain, weights, LISTS).getFirst();
    assertEquals(500, found.spans().size());
    for (Tagging.Span span : found.spans()) {
      assertEquals(0, span.first() % 6);
      assertEquals(3, span.last() - span.first());
    }
    assertTrue(found.none() > 0.9);
  }

  @Test
  void ofAFieldWithOneValueTheLikeliestSpanStands() {
    Chain chain = Chain.of(1);
    double[][] weights = new double[9][3];
    for (double[] token : weights) {
      token[0] = 3;
    }
    weights[2][Chain.begins(0)] = 4;
    weights[6][Chain.begins(0)] = 6;
    Tagging.Found one = Tagging.of(chain, weights, new boolean[] {false}).getFirst();
    assertEquals(6, one.spans().getFirst().first());
    assertEquals(1, one.spans().size());
    assertEquals(2, Tagging.of(chain, weights, new boolean[] {true}).getFirst().spans().size());
  }

  @Test
  void whereNothingIsFoundTheConfidenceIsThatOfNothing() {
    double[][] clear = {{9, 0, 0}, {9, 0, 0}};
    double[][] doubtful = {{1, 0.9, 0}, {1, 0.9, 0}};
    Chain chain = Chain.of(1);
    boolean[] lists = {false};
    assertTrue(Tagging.of(chain, clear, lists).getFirst().none() > 0.99);
    assertTrue(Tagging.of(chain, doubtful, lists).getFirst().none() < 0.6);
    assertEquals(1, Tagging.of(chain, new double[0][], lists).getFirst().none());
  }
}
