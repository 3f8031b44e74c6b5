package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The key passages of a text: sentences as they stand in it, in its order.
 *
 * @param chosen which sentences, ascending; none where there is nothing to choose from
 * @param best the same, the best first
 * @param worth for each sentence of the document how much speaks for it; only the order counts
 * @param sure for each chosen sentence, in the order of {@code chosen}, how probable it is that it
 *     would be kept
 * @param silent whether it is not sure enough to say them
 * @param card the fields of a card; null where the model fills in none
 */
public record Summary(
    Document document,
    List<Integer> chosen,
    List<Integer> best,
    double[] worth,
    List<Double> sure,
    boolean silent,
    boolean forced,
    Extraction card)
    implements Answer {

  public Summary {
    chosen = List.copyOf(chosen);
    best = List.copyOf(best);
    sure = List.copyOf(sure);
  }

  /** The chosen sentences, in the text's order. */
  public List<Sentence> sentences() {
    return chosen.stream().map(document.sentences()::get).toList();
  }

  /** The summary in one line, also where it is not sure enough to say it. */
  public String text() {
    return sentences().stream().map(Sentence::text).collect(Collectors.joining(" "));
  }

  /** How many of its sentences would be kept, as a share. */
  @Override
  public double confidence() {
    return sure.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  @Override
  public Summary answered() {
    Extraction said = card == null ? null : card.answered();
    boolean changes = silent && !chosen.isEmpty();
    boolean cardChanges = said != null && said.forced();
    return changes || cardChanges
        ? new Summary(document, chosen, best, worth, sure, false, true, said)
        : this;
  }

  Summary with(Extraction fields) {
    return new Summary(document, chosen, best, worth, sure, silent, forced, fields);
  }

  /** The sentences in the order of their worth, the best first. */
  public List<Integer> ranked() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < worth.length; i++) {
      order.add(i);
    }
    order.sort((one, other) -> Double.compare(worth[other], worth[one]));
    return order;
  }

  @Override
  public void write(ObjectNode line, boolean explain) {
    if (silent || chosen.isEmpty()) {
      line.putNull("output");
    } else {
      line.put("output", text());
    }
    ArrayNode indices = line.putArray("sentences");
    chosen.forEach(indices::add);
    line.put("confidence", confidence());
    if (document.cut()) {
      line.put("truncated", true);
    }
    if (card != null) {
      ObjectNode filled = line.putObject("card");
      card.write(filled, explain);
    }
    if (explain) {
      ArrayNode all = line.putArray("all");
      for (int i = 0; i < worth.length; i++) {
        all.addObject()
            .put("text", document.sentences().get(i).text())
            .put("worth", worth[i])
            .put("chosen", chosen.contains(i));
      }
    }
  }
}
