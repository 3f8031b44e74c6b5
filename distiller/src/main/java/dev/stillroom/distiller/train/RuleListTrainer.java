package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Words;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.RuleList;
import java.util.List;

/** A list of rules that a person can read, where values and short texts may tell. */
final class RuleListTrainer implements Trainer {

  /** What a person can read still has a line or two for each label. */
  private static final int MAX_LABELS = 30;

  /** In so many words chance finds rules sooner than a person does, and for minutes. */
  private static final long MAX_WORDS = 15_000;

  @Override
  public Architecture architecture() {
    return Architecture.RULE_LIST;
  }

  @Override
  public String pointless(List<Item> items, List<String> labels) {
    if (labels.size() > MAX_LABELS) {
      return "nobody reads a list of rules for " + labels.size() + " labels";
    }
    long words = 0;
    for (Item item : items) {
      for (Feature feature : item.features()) {
        words += feature instanceof Feature.Text text ? Words.of(text.value()).size() : 0;
      }
    }
    return words > MAX_WORDS
        ? "rules are for values and short texts, not " + words + " words"
        : null;
  }

  @Override
  public RuleList train(List<Item> items, List<String> labels) {
    return new RuleSearch(items, labels).run();
  }
}
