package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One text for another within a field: what differs between it and the output, and marks. */
final class Replacements {

  private static final int FIELDS = 12;
  private static final int LONGEST = 24;

  private record Change(String what, String with) {}

  private Replacements() {}

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
      Map<Change, Double> changes = new LinkedHashMap<>();
      for (int i = 0; i < outputs.size(); i++) {
        differences(field.values().get(i), outputs.get(i), changes);
      }
      marks(field.values().subList(0, outputs.size()), outputs, changes);
      changes.forEach(
          (change, price) -> {
            if (!isSeenEnough(change, field.values().subList(0, outputs.size()))) {
              return;
            }
            Text text = new Text.Replaced(field.text(), change.what(), change.with());
            Atom atom = Atom.of(text, rows, outputs.size(), field.cost() + price);
            if (atom != null) {
              atoms.add(atom);
            }
          });
    }
    return atoms;
  }

  /** A number or a single letter that stands in one row only is that row's own. */
  private static boolean isSeenEnough(Change change, List<String> values) {
    boolean own =
        change.what().chars().anyMatch(Character::isDigit)
            || change.what().length() == 1 && Character.isLetter(change.what().charAt(0));
    return !own || values.size() > 1 && values.stream().allMatch(v -> v.contains(change.what()));
  }

  private static void differences(String value, String output, Map<Change, Double> changes) {
    if (value.equals(output) || Math.abs(value.length() - output.length()) > LONGEST) {
      return;
    }
    int shorter = Math.min(value.length(), output.length());
    int from = 0;
    while (from < shorter && value.charAt(from) == output.charAt(from)) {
      from++;
    }
    int behind = 0;
    while (behind < shorter - from
        && value.charAt(value.length() - 1 - behind)
            == output.charAt(output.length() - 1 - behind)) {
      behind++;
    }
    if (from + behind == 0) {
      return;
    }
    put(value, output, from, behind, 1.6, changes);
    // The whole word is what a person had in mind.
    while (from > 0 && Token.Chars.ALNUM.holds(value.charAt(from - 1))) {
      from--;
    }
    while (behind > 0 && Token.Chars.ALNUM.holds(value.charAt(value.length() - behind))) {
      behind--;
    }
    put(value, output, from, behind, 1.2, changes);
  }

  private static void put(
      String value,
      String output,
      int from,
      int behind,
      double price,
      Map<Change, Double> changes) {
    String what = value.substring(from, value.length() - behind);
    String with = output.substring(from, output.length() - behind);
    if (!what.isEmpty() && what.length() <= LONGEST && with.length() <= LONGEST) {
      changes.merge(
          new Change(what, with),
          price + invents(what, with) + letters(what) / 2 + letters(with),
          Math::min);
    }
  }

  /** Digits that come out of nothing were calculated. */
  private static double invents(String what, String with) {
    boolean digits = with.chars().anyMatch(Character::isDigit);
    return digits && what.chars().noneMatch(Character::isDigit) ? 2 : 0;
  }

  /** What is learned by heart costs as a constant does. */
  private static double letters(String text) {
    double cost = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      cost += Token.Chars.DIGITS.holds(c) ? 3 : Token.Chars.LETTERS.holds(c) ? 1 : 0.3;
    }
    return cost;
  }

  private static void marks(
      List<String> values, List<String> outputs, Map<Change, Double> changes) {
    Set<String> marks = new LinkedHashSet<>();
    for (String value : values) {
      collect(value, marks);
    }
    Set<String> others = new LinkedHashSet<>();
    others.add("");
    for (String output : outputs) {
      collect(output, others);
    }
    for (String mark : marks) {
      for (String other : others) {
        if (!mark.equals(other)) {
          changes.merge(new Change(mark, other), 1.45, Math::min);
        }
      }
    }
  }

  private static void collect(String text, Set<String> marks) {
    for (int i = 0; i < text.length() && marks.size() < 8; i++) {
      if (!Token.Chars.ALNUM.holds(text.charAt(i))) {
        marks.add(text.substring(i, i + 1));
      }
    }
  }
}
