package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Tables learned from few values: a field that says the same twice may decide what is written. */
final class Lookups {

  private static final int FIELDS = 6;

  /** A code or a title, no longer. */
  private static final int SHORT = 12;

  private Lookups() {}

  /** What is learned by heart, for each character. */
  private static final double LETTER = 0.8;

  private static final double DIGIT = 2.5;
  private static final double WITHIN = 1.5;

  /** What each character of a key costs. */
  private static final double KEY = 0.15;

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
          double letters = table.values().stream().mapToDouble(Learned::letters).sum();
          step.to(
              values,
              new Text.Lookup(field.text(), table),
              field.cost()
                  + 4
                  + 2 * table.size()
                  + letters
                  + within(outputs, places)
                  + longest() * KEY);
        }
      }
    }

    private static double letters(String value) {
      return value.chars().mapToDouble(c -> Character.isDigit(c) ? DIGIT : LETTER).sum();
    }

    /** A table of halves of words is none that anybody has. */
    private static double within(List<String> outputs, List<Integer> places) {
      for (int i = 0; i < outputs.size(); i++) {
        int at = places.get(i);
        if (at > 0
            && Token.Chars.ALNUM.holds(outputs.get(i).charAt(at - 1))
            && Token.Chars.ALNUM.holds(outputs.get(i).charAt(at))) {
          return WITHIN;
        }
      }
      return 0;
    }

    /** The longer what decides, the more likely it is one row's own. */
    private int longest() {
      return field.values().stream()
          .filter(java.util.Objects::nonNull)
          .mapToInt(String::length)
          .max()
          .orElse(0);
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

  /** Fields with a value seen twice; where {@code desperate}, any column and short codes, too. */
  static List<Learned> of(List<Atom> fields, int labeled, boolean desperate) {
    List<Learned> learned = new ArrayList<>();
    for (Atom field : fields) {
      int distinct = new HashSet<>(field.values().subList(0, labeled)).size();
      boolean repeated = distinct > 1 && distinct < labeled;
      if (repeated || desperate && distinct > 1 && isKey(field, labeled)) {
        learned.add(new Learned(field));
      }
      if (learned.size() == FIELDS) {
        break;
      }
    }
    return learned;
  }

  private static boolean isKey(Atom field, int labeled) {
    List<String> values = field.values().subList(0, labeled);
    boolean numbers = values.stream().allMatch(v -> v.chars().noneMatch(c -> !isNumber(c)));
    return !numbers
        && (field.text() instanceof Text.Column
            || values.stream().allMatch(value -> value.length() <= SHORT));
  }

  private static boolean isNumber(int c) {
    return Character.isDigit(c) || ".,-+ ".indexOf(c) >= 0;
  }
}
