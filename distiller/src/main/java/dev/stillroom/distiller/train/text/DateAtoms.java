package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Dates;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of the dates and times that fields hold. */
final class DateAtoms {

  private static final int FIELDS = 50;

  private DateAtoms() {}

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
      String first = field.values().getFirst();
      boolean digits = first.chars().anyMatch(Character::isDigit);
      boolean letters = first.chars().anyMatch(Character::isLetter);
      if (first.length() < 3 || first.length() > 40) {
        continue;
      }
      for (String pattern : Dates.READ) {
        boolean named = pattern.contains("MMM") || pattern.contains("EEE");
        if (named && !letters || !named && !digits) {
          continue;
        }
        for (Locale locale : named ? Dates.LOCALES : List.of(Locale.ENGLISH)) {
          if (reads(field, outputs.size(), pattern, locale)) {
            parts(rows, outputs.size(), field, pattern, locale, atoms);
          }
        }
      }
    }
    return atoms;
  }

  private static boolean reads(Atom field, int labeled, String pattern, Locale locale) {
    for (int i = 0; i < labeled; i++) {
      if (Dates.read(field.values().get(i), pattern, locale) == null) {
        return false;
      }
    }
    return true;
  }

  private static void parts(
      List<Row> rows, int labeled, Atom field, String pattern, Locale locale, List<Atom> atoms) {
    for (String part : Dates.PARTS) {
      boolean named = part.startsWith("MMM") || part.startsWith("EEE");
      for (Locale to : named ? Dates.LOCALES : List.of(Locale.ENGLISH)) {
        double cost =
            field.cost()
                + (pattern.length() > 6 ? 0.6 : pattern.equals("HHmm") ? 1.7 : 1.1)
                + (named && !to.equals(Locale.ENGLISH) ? 0.1 : 0)
                + 0.01 * pattern.length();
        Text text = new Text.Dated(field.text(), pattern, locale, part, to);
        Atom atom = Atom.of(text, rows, labeled, cost);
        if (atom != null) {
          atoms.add(atom);
        }
      }
    }
  }
}
