package dev.stillroom.adapters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Divides texts into batches of about one length, as the short ones of a batch are padded to its
 * longest. Texts with nothing to read are left out.
 */
final class Batches {

  /** So many batches are sorted by length together: between them chance decides. */
  private static final int TOGETHER = 8;

  private final List<float[]> states;
  private final int size;
  private final Random random;
  private final List<Integer> readable = new ArrayList<>();

  Batches(List<float[]> states, int size, Random random) {
    this.states = states;
    this.size = size;
    this.random = random;
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).length > 0) {
        readable.add(i);
      }
    }
  }

  int count() {
    return (readable.size() + size - 1) / size;
  }

  /** All texts once, the shortest first. */
  List<int[]> inOrder() {
    List<Integer> order = new ArrayList<>(readable);
    order.sort(byLength());
    return cut(order);
  }

  /** All texts once, in a new order each time. */
  List<int[]> shuffled() {
    List<Integer> order = new ArrayList<>(readable);
    Collections.shuffle(order, random);
    int together = TOGETHER * size;
    for (int from = 0; from < order.size(); from += together) {
      order.subList(from, Math.min(order.size(), from + together)).sort(byLength());
    }
    List<int[]> batches = cut(order);
    Collections.shuffle(batches, random);
    return batches;
  }

  private Comparator<Integer> byLength() {
    return Comparator.comparing(i -> states.get(i).length);
  }

  private List<int[]> cut(List<Integer> order) {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size) {
      batches.add(
          order.subList(from, Math.min(order.size(), from + size)).stream()
              .mapToInt(Integer::intValue)
              .toArray());
    }
    return batches;
  }
}
