package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a choice may depend on, the plainest first. */
final class Tests {

  private static final int MARKS = 20;

  /** A longer value is no kind of a thing. */
  private static final int WHOLE = 20;

  /** Letters and digits of one row are that row's own more often than what decides. */
  private static final double OWN = 0.6;

  private Tests() {}

  /** A test and how far-fetched it is. */
  record Priced(Text.Test test, double price) {}

  static List<Priced> of(List<Row> rows) {
    List<Priced> tests = new ArrayList<>();
    for (String name : rows.getFirst().columns().keySet()) {
      Text column = new Text.Column(name);
      Set<String> marks = new LinkedHashSet<>();
      Set<String> starts = new LinkedHashSet<>();
      Set<String> ends = new LinkedHashSet<>();
      Set<String> words = new LinkedHashSet<>();
      Map<String, Integer> wholes = new LinkedHashMap<>();
      for (Row row : rows) {
        String text = row.columns().getOrDefault(name, "");
        for (int i = 0; i < text.length() && marks.size() < MARKS; i++) {
          char c = text.charAt(i);
          if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c)) {
            marks.add("" + c);
          }
        }
        if (!text.isEmpty() && text.length() <= WHOLE) {
          wholes.merge(text, 1, Integer::sum);
        }
        if (!text.isEmpty() && text.length() <= 200) {
          starts.add(text.substring(0, 1));
          ends.add(text.substring(text.length() - 1));
          for (String word : text.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && words.size() < MARKS) {
              words.add(word);
            }
          }
        }
      }
      marks.forEach(mark -> add(tests, column, Text.Test.Where.COUNT, literal(mark), 1, 0));
      starts.forEach(
          c -> {
            double price = 0.5 + own(rows, name, value -> value.startsWith(c), c);
            add(tests, column, Text.Test.Where.START, literal(c), 1, price);
          });
      ends.forEach(
          c -> {
            double price = 0.3 + own(rows, name, value -> value.endsWith(c), c);
            add(tests, column, Text.Test.Where.END, literal(c), 1, price);
          });
      wholes.forEach(
          (value, times) ->
              add(tests, column, Text.Test.Where.WHOLE, literal(value), 1, times > 1 ? 0 : 0.4));
      words.forEach(
          word ->
              add(
                  tests,
                  column,
                  Text.Test.Where.COUNT,
                  literal(word),
                  1,
                  word.length() > 1 ? 0.4 : 1));
      for (Token.Chars chars : Token.Chars.values()) {
        Token run = new Token.Run(chars);
        add(tests, column, Text.Test.Where.COUNT, run, 1, 0.5);
        add(tests, column, Text.Test.Where.START, run, 1, 0.5);
        add(tests, column, Text.Test.Where.END, run, 1, 0.6);
        add(tests, column, Text.Test.Where.COUNT, run, 2, 0.9);
        add(tests, column, Text.Test.Where.COUNT, run, 3, 1.1);
        add(tests, column, Text.Test.Where.WHOLE, run, 1, 0.6);
      }
      for (String mark : marks) {
        add(tests, column, Text.Test.Where.COUNT, literal(mark), 2, 0.6);
        add(tests, column, Text.Test.Where.COUNT, literal(mark), 3, 0.8);
      }
    }
    tests.sort(Comparator.comparingDouble(Priced::price));
    return tests;
  }

  private static double own(
      List<Row> rows, String column, Predicate<String> holds, String literal) {
    boolean mark = !Token.Chars.ALNUM.holds(literal.charAt(0));
    return mark
            || rows.stream()
                    .filter(row -> holds.test(row.columns().getOrDefault(column, "")))
                    .count()
                > 1
        ? 0
        : OWN;
  }

  private static Token literal(String value) {
    return new Token.Literal(value);
  }

  private static void add(
      List<Priced> tests, Text of, Text.Test.Where where, Token token, int least, double price) {
    tests.add(new Priced(new Text.Test(of, where, token, least), price));
  }
}
