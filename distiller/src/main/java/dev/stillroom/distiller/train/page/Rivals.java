package dev.stillroom.distiller.train.page;

import dev.stillroom.runtime.student.page.Clue.Anchor;
import dev.stillroom.runtime.student.page.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps the strongest wrong places: over all anchors, and over those left where one fails. */
final class Rivals {

  private static final int ANCHORS = Anchor.values().length;

  /** The strongest without each anchor; the last without none. */
  private final double[][] strongest = new double[ANCHORS + 1][ANCHORS];

  void add(double[] votes) {
    for (int without = 0; without <= ANCHORS; without++) {
      if (sum(votes, without) > sum(strongest[without], without)) {
        strongest[without] = votes.clone();
      }
    }
  }

  private static double sum(double[] votes, int without) {
    double sum = 0;
    for (int i = 0; i < ANCHORS; i++) {
      sum += i == without ? 0 : votes[i];
    }
    return sum;
  }

  List<List<Double>> strongest() {
    Set<List<Double>> distinct = new LinkedHashSet<>();
    for (double[] votes : strongest) {
      distinct.add(Arrays.stream(votes).mapToObj(v -> Math.round(v * 1e4) / 1e4).toList());
    }
    return new ArrayList<>(distinct).subList(0, Math.min(distinct.size(), Wrapper.MAX_RIVALS));
  }
}
