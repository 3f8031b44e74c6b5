package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Examples whose label is probably wrong, by confident learning (Northcutt et al. 2021): a student
 * that had not seen the example is as sure of another label as it is, on average, where that label
 * was given. They are shown, never dropped: the person decides.
 *
 * @param found most suspicious first
 */
public record LabelErrors(List<Suspect> found) {

  /** So many are listed on the card. */
  private static final int LISTED = 50;

  /** With fewer outcomes an average says nothing. */
  private static final int ENOUGH = 30;

  private static final double LEAST_SURE = 0.5;

  /**
   * @param suggested the index of the label it probably should have
   * @param confidence of the student in what it suggests
   * @param given of the student in the label that was given
   */
  public record Suspect(Item item, int suggested, double confidence, double given) {}

  /** Judges items by what was said of them; the two lists are pairs. */
  public static LabelErrors of(List<Item> items, Evidence evidence, int labels) {
    List<Evidence.Outcome> outcomes = evidence.outcomes();
    List<Suspect> found = new ArrayList<>();
    if (evidence.size() >= ENOUGH) {
      double[] sure = usual(outcomes, labels);
      for (int i = 0; i < outcomes.size(); i++) {
        Evidence.Outcome outcome = outcomes.get(i);
        if (outcome.inScope() && !outcome.right()) {
          double confidence = outcome.confidence();
          double given = outcome.probabilities()[outcome.truth()];
          if (confidence >= Math.max(LEAST_SURE, sure[outcome.best()]) && given < confidence) {
            found.add(new Suspect(items.get(i), outcome.best(), confidence, given));
          }
        }
      }
    }
    found.sort(
        Comparator.comparingDouble((Suspect suspect) -> suspect.given() - suspect.confidence())
            .thenComparing(suspect -> suspect.item().key()));
    return new LabelErrors(List.copyOf(found));
  }

  /** For each label how sure of it the student is, on average, where it was given. */
  private static double[] usual(List<Evidence.Outcome> outcomes, int labels) {
    double[] sums = new double[labels];
    int[] counts = new int[labels];
    for (Evidence.Outcome outcome : outcomes) {
      if (outcome.inScope()) {
        sums[outcome.truth()] += outcome.probabilities()[outcome.truth()];
        counts[outcome.truth()]++;
      }
    }
    for (int label = 0; label < labels; label++) {
      sums[label] = counts[label] == 0 ? 1 : sums[label] / counts[label];
    }
    return sums;
  }

  /** Writes them without the inputs: a card travels with its pack. */
  public void write(ObjectNode card, List<String> labels) {
    ObjectNode json = card.putObject("labelErrors");
    json.put("found", found.size());
    ArrayNode list = json.putArray("examples");
    for (Suspect suspect : found.subList(0, Math.min(LISTED, found.size()))) {
      ObjectNode one = list.addObject().put("line", suspect.item().line());
      one.put("id", suspect.item().id());
      one.put("given", labels.get(suspect.item().label()));
      one.put("suggested", labels.get(suspect.suggested()));
      one.put("confidence", suspect.confidence());
    }
  }
}
