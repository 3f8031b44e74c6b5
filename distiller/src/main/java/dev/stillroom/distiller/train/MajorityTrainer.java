package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.Majority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts the labels. */
final class MajorityTrainer implements Trainer {

  @Override
  public Architecture architecture() {
    return Architecture.MAJORITY;
  }

  @Override
  public Majority train(List<Item> items, List<String> labels) {
    return new Majority(new Answering(labels), count(items, labels.size()));
  }

  static Counts count(Iterable<Item> items, int labels) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(labels, 0));
    for (Item item : items) {
      counts.set(item.label(), counts.get(item.label()) + 1);
    }
    return new Counts(counts);
  }
}
