package dev.stillroom.distiller.train.page;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageJson;
import dev.stillroom.runtime.student.page.Clues;
import dev.stillroom.runtime.student.page.PageView;
import dev.stillroom.runtime.student.page.Skeleton;
import dev.stillroom.runtime.student.page.Spot;
import dev.stillroom.runtime.student.page.Spots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A page to learn from: its places with their clues, as numbers of a lexicon. */
public final class Sheet {

  private final Sample sample;
  private final Page page;
  private final Lexicon lexicon;
  private final Clues clues;
  private final List<Spot> texts;
  private final Map<String, List<Spot>> sources = new HashMap<>();
  private final Map<Spot, int[]> known = new HashMap<>();
  private final Set<String> skeleton;

  public Sheet(Sample sample, Lexicon lexicon) {
    this.sample = sample;
    this.lexicon = lexicon;
    this.page = InputPage.of(sample.example().input());
    this.clues = new Clues(new PageView(page));
    this.texts = Spots.of(page, Set.of("")).spots();
    this.skeleton = Skeleton.of(page);
  }

  Sample sample() {
    return sample;
  }

  Page page() {
    return page;
  }

  Set<String> skeleton() {
    return skeleton;
  }

  /** All places whose values stand in one of these sources. */
  List<Spot> spots(Set<String> wanted) {
    return wanted.equals(Set.of(""))
        ? texts
        : sources.computeIfAbsent(String.join(" ", wanted), key -> Spots.of(page, wanted).spots());
  }

  /** The clues of a place, of whose text this is the value. */
  int[] clues(Spot spot, String value) {
    Spot key = new Spot(spot.node(), spot.source(), value);
    return known.computeIfAbsent(
        key,
        place -> {
          List<Integer> numbers = new ArrayList<>();
          clues.of(spot, value, (anchor, word) -> numbers.add(lexicon.number(anchor, word)));
          return numbers.stream().mapToInt(Integer::intValue).distinct().toArray();
        });
  }

  /** Whether a place is, holds or is held by an element that the person marked for the field. */
  boolean isMarked(Spot spot, String field) {
    int node = spot.node();
    for (int i = node; i >= 0; i = page.parent(i)) {
      if (isTaken(i, field)) {
        return true;
      }
    }
    for (int i = node; i < page.end(node); i++) {
      if (isTaken(i, field)) {
        return true;
      }
    }
    return false;
  }

  boolean marks(String field) {
    for (int i = 0; i < page.size(); i++) {
      if (isTaken(i, field)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTaken(int node, String field) {
    String taken = page.attribute(node, PageJson.FIELD);
    return taken.equals(field) || taken.indexOf('\n') >= 0 && taken.lines().anyMatch(field::equals);
  }
}
