package dev.stillroom.distiller.train.page;

import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.page.Cut;
import dev.stillroom.runtime.student.page.Spot;
import dev.stillroom.runtime.student.page.Spots;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Proposes which part of a text a value is: what stands right before and behind it. */
final class Cuts {

  private static final int MAX_TEXT = 400;
  private static final int MAX_PLACES = 12;
  private static final int MAX_MARK = 40;
  private static final int MAX_CUTS = 60;
  private static final List<String> BETWEEN =
      List.of(
          "", ", ", " and ", "; ", " | ", " / ", "/", " & ", " · ", " – ", " - ", ",", ";", "|");

  private Cuts() {}

  static List<Cut> of(List<Sheet> sheets, String field) {
    Set<Cut> cuts = new LinkedHashSet<>();
    for (Sheet sheet : sheets) {
      Wanted wanted = sheet.sample().wanted().get(field);
      if (wanted == null || wanted.values().isEmpty()) {
        continue;
      }
      String first = Spots.fold(wanted.values().getFirst());
      String last = Spots.fold(wanted.values().getLast());
      List<Spot> places =
          sheet.spots(Set.of("")).stream()
              .filter(spot -> spot.text().length() <= MAX_TEXT && spot.text().contains(first))
              .limit(MAX_PLACES)
              .toList();
      for (Spot spot : places) {
        int from = spot.text().indexOf(first);
        int to = spot.text().indexOf(last, from);
        if (to >= 0) {
          propose(spot.text(), from, to + last.length(), wanted.values().size() > 1, cuts);
        }
      }
    }
    return cuts.stream()
        .filter(cut -> ExampleReader.isPlain(cut.after() + cut.before()))
        .limit(MAX_CUTS)
        .toList();
  }

  private static void propose(String text, int from, int to, boolean several, Set<Cut> cuts) {
    for (String after : ends(text.substring(0, from))) {
      for (String before : beginnings(text.substring(to))) {
        for (String between : several ? BETWEEN : List.of("")) {
          cuts.add(new Cut(after, before, between));
        }
      }
    }
  }

  /** The marks that may stand before a value, the whole first. */
  private static List<String> ends(String left) {
    List<String> ends = new ArrayList<>();
    if (left.length() <= MAX_MARK) {
      ends.add(left);
    }
    int word = left.strip().lastIndexOf(' ') + 1;
    if (word > 0 && left.length() - word <= MAX_MARK) {
      ends.add(left.substring(word));
    }
    for (int size = 2; size >= 1; size--) {
      if (left.length() > size && !Character.isLetterOrDigit(left.charAt(left.length() - size))) {
        ends.add(left.substring(left.length() - size));
      }
    }
    return ends;
  }

  /** The marks that may stand behind a value, the shortest that is no letter first. */
  private static List<String> beginnings(String right) {
    List<String> beginnings = new ArrayList<>();
    if (right.isEmpty()) {
      return List.of("");
    }
    for (int size : new int[] {2, 1}) {
      if (right.length() >= size && !Character.isLetterOrDigit(right.charAt(0))) {
        beginnings.add(right.substring(0, size));
      }
    }
    int word = right.indexOf(' ', 1);
    if (word > 0 && word <= MAX_MARK) {
      beginnings.addFirst(right.substring(0, word));
    }
    if (right.length() <= MAX_MARK) {
      beginnings.add(right);
    }
    return beginnings;
  }
}
