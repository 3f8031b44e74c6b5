package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Tables learned from few values: a field that says the same twice may decide what is written. */
final class Lookups {

  private static final int FIELDS = 6;

  private Lookups() {}

  /** Where a lookup's steps go. */
  interface Step {
    void to(List<String> values, Text text, double cost);
  }

  record Learned(Atom field) {

    /** What may stand at these places: one to three words, or all that is left. */
    void at(List<String> outputs, List<Integer> places, Step step) {
      for (int words = 0; words <= 3; words++) {
        List<String> values = new ArrayList<>();
        Map<String, String> table = new HashMap<>();
        boolean fits = true;
        for (int i = 0; i < outputs.size() && fits; i++) {
          String value = words(outputs.get(i), places.get(i), words);
          String before = table.put(field.values().get(i), value);
          fits = !value.isEmpty() && (before == null || before.equals(value));
          values.add(value);
        }
        if (fits && table.size() > 1) {
          int letters = table.values().stream().mapToInt(String::length).sum();
          step.to(
              values,
              new Text.Lookup(field.text(), table),
              field.cost() + 4 + 2 * table.size() + 0.8 * letters);
        }
      }
    }

    /** So many words from a place; 0 for the rest. */
    private static String words(String text, int from, int count) {
      int at = from;
      for (int i = 0; i < count; i++) {
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        while (at < text.length() && text.charAt(at) != ' ') {
          at++;
        }
      }
      return text.substring(from, count == 0 ? text.length() : at);
    }
  }

  /** Fields with a value seen twice; any column where {@code desperate}. */
  static List<Learned> of(List<Atom> fields, int labeled, boolean desperate) {
    List<Learned> learned = new ArrayList<>();
    for (Atom field : fields) {
      int distinct = new HashSet<>(field.values().subList(0, labeled)).size();
      boolean repeated = distinct > 1 && distinct < labeled;
      if (repeated || desperate && field.text() instanceof Text.Column) {
        learned.add(new Learned(field));
      }
      if (learned.size() == FIELDS) {
        break;
      }
    }
    return learned;
  }
}
