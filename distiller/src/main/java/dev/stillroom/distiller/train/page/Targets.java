package dev.stillroom.distiller.train.page;

import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.student.page.Cut;
import dev.stillroom.runtime.student.page.Spot;
import dev.stillroom.runtime.student.page.Spots;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where on the pages the values of a field may have been taken from.
 *
 * @param each for each sheet, for each wanted value the places that hold it; null for a sheet that
 *     says nothing of the field
 */
record Targets(Cut cut, Set<String> sources, List<List<List<Spot>>> each) {

  /** On how many of the sheets a value must be found for a way to take it to count. */
  private static final double MOST = 0.6;

  /** The best way to find what was wanted, or null where values are on no page. */
  static Targets of(List<Sheet> sheets, String field) {
    Targets whole = found(sheets, field, Cut.NONE, Set.of(""));
    if (whole.share() >= MOST) {
      return whole;
    }
    Targets best = whole;
    for (String source : attributes(sheets, field)) {
      Targets inAttribute = found(sheets, field, Cut.NONE, Set.of(source));
      best = inAttribute.share() > best.share() ? inAttribute : best;
    }
    if (best.share() < MOST) {
      for (Cut cut : Cuts.of(sheets, field)) {
        Targets part = found(sheets, field, cut, Set.of(""));
        best = part.share() > best.share() ? part : best;
      }
    }
    if (best.share() < MOST) {
      Targets declared = found(sheets, field, Cut.NONE, Set.of(Spots.DATA));
      best = declared.share() > best.share() ? declared : best;
    }
    return best.share() == 0 ? null : best;
  }

  /** On which share of the sheets that have values all of them were found. */
  private double share() {
    int wanted = 0;
    int found = 0;
    for (List<List<Spot>> values : each) {
      if (values != null && !values.isEmpty()) {
        wanted++;
        found += values.stream().noneMatch(List::isEmpty) ? 1 : 0;
      }
    }
    return wanted == 0 ? 0 : (double) found / wanted;
  }

  private static Targets found(List<Sheet> sheets, String field, Cut cut, Set<String> sources) {
    List<List<List<Spot>>> each = new ArrayList<>();
    for (Sheet sheet : sheets) {
      Wanted wanted = sheet.sample().wanted().get(field);
      if (wanted == null) {
        each.add(null);
        continue;
      }
      boolean marked = sheet.marks(field);
      List<List<Spot>> values = new ArrayList<>();
      for (String value : wanted.values()) {
        String folded = Spots.fold(value);
        List<Spot> places = new ArrayList<>();
        for (Spot spot : sheet.spots(sources)) {
          if (spot.text().contains(folded)
              && (cut.equals(Cut.NONE) || spot.text().length() <= Cut.MAX_TEXT)
              && cut.of(spot.text()).contains(folded)
              && (!marked || sheet.isMarked(spot, field))) {
            places.add(spot);
          }
        }
        values.add(places);
      }
      each.add(values);
    }
    return new Targets(cut, sources, each);
  }

  private static Set<String> attributes(List<Sheet> sheets, String field) {
    Set<String> names = new LinkedHashSet<>();
    for (Sheet sheet : sheets) {
      Wanted wanted = sheet.sample().wanted().get(field);
      if (wanted != null && !wanted.values().isEmpty()) {
        String value = Spots.fold(wanted.values().getFirst());
        Spots.attributes(sheet.page(), value).forEach(spot -> names.add(spot.source()));
      }
    }
    return names;
  }
}
