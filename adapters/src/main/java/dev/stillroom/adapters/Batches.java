package dev.stillroom.adapters;

import dev.stillroom.distiller.train.AdapterFitting.Lesson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Divides texts into batches in which every text meets some of its own label, and that are of about
 * one length, as the short ones of a batch are padded to its longest. Texts with nothing to read
 * are left out.
 */
final class Batches {

  /** So many of a label go together into a batch. */
  private static final int OF_A_LABEL = 4;

  /** So many batches are sorted by length together: between them chance decides. */
  private static final int TOGETHER = 8;

  private final Lesson lesson;
  private final int size;
  private final Random random;
  private final TreeMap<Integer, List<Integer>> byLabel = new TreeMap<>();

  Batches(Lesson lesson, int size, Random random) {
    this.lesson = lesson;
    this.size = Math.max(1, size / OF_A_LABEL);
    this.random = random;
    for (int i = 0; i < lesson.labels().length; i++) {
      if (lesson.states().get(i).length > 0) {
        byLabel.computeIfAbsent(lesson.labels()[i], label -> new ArrayList<>()).add(i);
      }
    }
  }

  int count() {
    int groups = 0;
    for (List<Integer> texts : byLabel.values()) {
      groups += (texts.size() + OF_A_LABEL - 1) / OF_A_LABEL;
    }
    return (groups + size - 1) / size;
  }

  /** All texts once, in a new order each time. */
  List<int[]> shuffled() {
    List<List<Integer>> groups = new ArrayList<>();
    for (List<Integer> texts : byLabel.values()) {
      List<Integer> order = new ArrayList<>(texts);
      Collections.shuffle(order, random);
      int together = TOGETHER * OF_A_LABEL;
      for (int from = 0; from < order.size(); from += together) {
        order.subList(from, Math.min(order.size(), from + together)).sort(byLength());
      }
      groups.addAll(cut(order, OF_A_LABEL));
    }
    Collections.shuffle(groups, random);
    int together = TOGETHER * size;
    for (int from = 0; from < groups.size(); from += together) {
      groups
          .subList(from, Math.min(groups.size(), from + together))
          .sort(Comparator.comparing(List::getLast, byLength()));
    }
    List<int[]> batches = new ArrayList<>();
    for (List<List<Integer>> batch : cut(groups, size)) {
      batches.add(batch.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray());
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private Comparator<Integer> byLength() {
    return Comparator.comparing(i -> lesson.states().get(i).length);
  }

  private static <T> List<List<T>> cut(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }
}
