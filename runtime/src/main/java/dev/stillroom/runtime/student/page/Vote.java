package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.student.page.Clue.Anchor;
import dev.stillroom.runtime.student.page.Wrapper.Hit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks of each place of a page, once, what speaks for it as each of the fields. */
public final class Vote {

  private static final int ANCHORS = Anchor.values().length;

  private final List<Wrapper> wrappers;

  /** By {@link Anchor#ordinal}: for each clue's key what it is worth to each wrapper. */
  private final List<Map<String, double[]>> worth = new ArrayList<>();

  public Vote(List<Wrapper> wrappers) {
    this.wrappers = wrappers;
    for (int anchor = 0; anchor < ANCHORS; anchor++) {
      worth.add(new HashMap<>());
    }
    for (int i = 0; i < wrappers.size(); i++) {
      for (Map.Entry<Clue, Double> clue : wrappers.get(i).worth().entrySet()) {
        worth.get(clue.getKey().anchor().ordinal())
                .computeIfAbsent(clue.getKey().key(), key -> new double[wrappers.size()])[i] =
            clue.getValue();
      }
    }
  }

  /**
   * What was asked.
   *
   * @param hits for each wrapper the places that more than a little speaks for
   * @param cut whether the page had more places than are asked
   */
  public record Asked(List<List<Hit>> hits, boolean cut) {}

  public Asked ask(PageView view, Set<Anchor> alive) {
    Set<String> sources = new HashSet<>();
    wrappers.forEach(wrapper -> sources.addAll(wrapper.sources()));
    List<List<Hit>> hits = new ArrayList<>();
    double[] least = new double[wrappers.size()];
    for (int i = 0; i < least.length; i++) {
      hits.add(new ArrayList<>());
      least[i] = wrappers.get(i).least(alive) / 2;
    }
    Clues clues = new Clues(view);
    Spots.Found found = Spots.of(view.page(), sources);
    for (Spot spot : found.spots()) {
      ask(spot, clues, alive, least, hits);
    }
    return new Asked(hits, found.cut());
  }

  private void ask(
      Spot spot, Clues clues, Set<Anchor> alive, double[] least, List<List<Hit>> hits) {
    double[][] votes = new double[wrappers.size()][];
    clues.ofPlace(
        spot,
        (anchor, key) -> {
          double[] each = worth.get(anchor.ordinal()).get(key);
          for (int i = 0; each != null && i < each.length; i++) {
            if (each[i] > 0 && wrappers.get(i).sources().contains(spot.source())) {
              votes[i] = votes[i] == null ? new double[ANCHORS] : votes[i];
              votes[i][anchor.ordinal()] = Math.max(votes[i][anchor.ordinal()], each[i]);
            }
          }
        });
    for (int i = 0; i < votes.length; i++) {
      List<String> values = votes[i] == null ? List.of() : wrappers.get(i).cut().of(spot.text());
      if (!values.isEmpty()) {
        double[] own = votes[i];
        int wrapper = i;
        clues.ofValue(
            spot,
            values.getFirst(),
            (anchor, key) -> {
              double[] each = worth.get(anchor.ordinal()).get(key);
              if (each != null) {
                own[anchor.ordinal()] = Math.max(own[anchor.ordinal()], each[wrapper]);
              }
            });
        // What the values are is looked at only where enough speaks for the place.
        if (Wrapper.sum(own, alive) >= least[i]) {
          hits.get(i).add(wrappers.get(i).hit(spot, values, own));
        }
      }
    }
  }
}
