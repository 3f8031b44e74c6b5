package dev.stillroom.adapters;

import dev.stillroom.distiller.train.AdapterFitting.Lesson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Some of the texts are not learned from: they tell which pass over the others served best.
 *
 * @param asked of each label a tenth; none where there are few texts
 */
record InnerSplit(int[] learned, int[] asked) {

  /** With fewer texts there are none to spare. */
  static final int LEAST = 100;

  private static final int SHARE = 10;

  static InnerSplit of(Lesson lesson, Random random) {
    List<Integer> learned = new ArrayList<>();
    List<Integer> named = new ArrayList<>();
    for (int i = 0; i < lesson.labels().length; i++) {
      boolean counts = lesson.labels()[i] >= 0 && lesson.states().get(i).length > 0;
      (counts ? named : learned).add(i);
    }
    List<Integer> asked = new ArrayList<>();
    if (named.size() >= LEAST) {
      Collections.shuffle(named, random);
      named.sort(Comparator.comparing(i -> lesson.labels()[i]));
      for (int i = SHARE / 2; i < named.size(); i += SHARE) {
        asked.add(named.get(i));
      }
    }
    named.removeAll(asked);
    learned.addAll(named);
    Collections.sort(learned);
    return new InnerSplit(ints(learned), ints(asked));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
