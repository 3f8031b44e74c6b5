package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that depend on the row within a program that is the same for all: a plural's ending, a
 * minus sign, one of two titles. What surrounds them is learned from all rows instead of from those
 * of one branch.
 */
final class Optionals {

  private static final int SPLITS = 10;

  /** Tests that divide the rows in the same way: each has a say. */
  private static final int TESTS = 3;

  private static final int LENGTHS = 4;
  private static final int LONGEST = 30;
  private static final double PRICE = 2.5;

  private record Split(BitSet holds, List<Tests.Priced> tests) {}

  private final List<Split> splits = new ArrayList<>();

  private Optionals() {}

  static Optionals none() {
    return new Optionals();
  }

  static Optionals of(List<Row> rows) {
    Map<BitSet, List<Tests.Priced>> alike = new LinkedHashMap<>();
    for (Tests.Priced test : Tests.of(rows)) {
      BitSet holds = new BitSet();
      for (int i = 0; i < rows.size(); i++) {
        holds.set(i, test.test().holds(rows.get(i)));
      }
      if (!holds.isEmpty() && holds.cardinality() < rows.size()) {
        alike.computeIfAbsent(holds, split -> new ArrayList<>()).add(test);
      }
    }
    Optionals optionals = new Optionals();
    alike.forEach(
        (holds, tests) -> {
          if (optionals.splits.size() < SPLITS) {
            optionals.splits.add(new Split(holds, tests.subList(0, Math.min(TESTS, tests.size()))));
          }
        });
    return optionals;
  }

  boolean isEmpty() {
    return splits.isEmpty();
  }

  /** What may stand at these places: one text in the rows of a test, another or none elsewhere. */
  void at(List<String> outputs, List<Integer> places, Lookups.Step step) {
    for (Split split : splits) {
      List<String> here = texts(outputs, places, split.holds(), true);
      List<String> there = texts(outputs, places, split.holds(), false);
      for (String one : here) {
        for (String other : there) {
          if (one.isEmpty() && other.isEmpty() || begin(one, other)) {
            continue;
          }
          List<String> values = new ArrayList<>();
          for (int i = 0; i < outputs.size(); i++) {
            values.add(split.holds().get(i) ? one : other);
          }
          double words = Search.letters(one) + Search.letters(other);
          for (Tests.Priced test : split.tests()) {
            Text text =
                new Text.Choice(test.test(), new Text.Constant(one), new Text.Constant(other));
            step.to(values, text, PRICE + test.price() + words);
          }
        }
      }
    }
  }

  /** What both begin with belongs in front of them. */
  private static boolean begin(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && one.charAt(0) == other.charAt(0);
  }

  /** What the rows of one side share from their places on, up to the end of a word or a mark. */
  private static List<String> texts(
      List<String> outputs, List<Integer> places, BitSet holds, boolean wanted) {
    String shared = null;
    for (int i = 0; i < outputs.size(); i++) {
      if (holds.get(i) == wanted) {
        String output = outputs.get(i);
        String rest =
            output.substring(places.get(i), Math.min(output.length(), places.get(i) + LONGEST));
        shared = shared == null ? rest : shared.substring(0, common(shared, rest));
      }
    }
    List<String> texts = new ArrayList<>();
    texts.add("");
    for (int length = 1; length <= shared.length() && texts.size() <= LENGTHS; length++) {
      if (ends(outputs, places, holds, wanted, length)) {
        texts.add(shared.substring(0, length));
      }
    }
    return texts;
  }

  /** Whether so many characters on no word or number is cut. */
  private static boolean ends(
      List<String> outputs, List<Integer> places, BitSet holds, boolean wanted, int length) {
    for (int i = 0; i < outputs.size(); i++) {
      int at = places.get(i) + length;
      String output = outputs.get(i);
      if (holds.get(i) == wanted
          && at < output.length()
          && (Token.Chars.LETTERS.holds(output.charAt(at - 1))
                  && Token.Chars.LETTERS.holds(output.charAt(at))
              || Token.Chars.DIGITS.holds(output.charAt(at - 1))
                  && Token.Chars.DIGITS.holds(output.charAt(at)))) {
        return false;
      }
    }
    return true;
  }

  private static int common(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int at = 0;
    while (at < shorter && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    return at;
  }
}
