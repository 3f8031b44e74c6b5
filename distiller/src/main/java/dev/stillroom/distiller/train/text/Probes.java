package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Rows like the examples that nobody wrote: longer words, a piece more at each mark, a piece less.
 * On them expressions differ that are equal on all examples, so that of those that do not one is
 * enough.
 */
final class Probes {

  private static final int ROWS = 2;
  private static final int MARKS = 3;
  private static final int LONGEST = 200;

  /** A day or a month of one digit, or of two, is one still. */
  private static final Pattern TWO_DIGITS = Pattern.compile("(?<!\\d)\\d([1-9])(?!\\d)");

  private static final Pattern TEN = Pattern.compile("(?<!\\d)\\d0(?!\\d)");
  private static final Pattern ONE_DIGIT = Pattern.compile("(?<!\\d)\\d(?!\\d)");
  private static final String STRANGE = "Zu";

  private Probes() {}

  static List<Row> of(List<Row> rows) {
    List<Row> probes = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      add(row, Probes::longer, probes);
      add(row, text -> TWO_DIGITS.matcher(text).replaceAll("0$1"), probes);
      add(row, text -> TEN.matcher(text).replaceAll("01"), probes);
      add(row, text -> ONE_DIGIT.matcher(text).replaceAll("11"), probes);
      for (int number = 0; number < MARKS; number++) {
        int mark = number;
        add(row, text -> more(text, mark), probes);
      }
      add(row, Probes::less, probes);
    }
    return probes;
  }

  private static void add(Row row, UnaryOperator<String> change, List<Row> probes) {
    Map<String, String> columns = new LinkedHashMap<>();
    row.columns()
        .forEach(
            (name, text) -> columns.put(name, text.length() > LONGEST ? text : change.apply(text)));
    if (!columns.equals(row.columns())) {
      probes.add(new Row(columns, true));
    }
  }

  /** Each run of letters with one more of its last. */
  private static String longer(String text) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      all.append(c);
      boolean ends = i + 1 == text.length() || !Token.Chars.LETTERS.holds(text.charAt(i + 1));
      if (ends && Token.Chars.LETTERS.holds(c)) {
        all.append(c);
      }
    }
    return all.toString();
  }

  /** A strange piece at one of the marks. */
  private static String more(String text, int number) {
    List<int[]> marks = marks(text);
    if (number >= marks.size()) {
      return text;
    }
    int[] mark = marks.get(number);
    return text.substring(0, mark[1]) + STRANGE + text.substring(mark[0]);
  }

  /** Without what stands before the first mark. */
  private static String less(String text) {
    List<int[]> marks = marks(text);
    return marks.isEmpty() ? text : text.substring(marks.getFirst()[1]);
  }

  /** From where to where runs of marks and spaces go that have something on both sides. */
  private static List<int[]> marks(String text) {
    List<int[]> marks = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Token run = new Token.Run(Token.Chars.NOT_ALNUM);
    int at = run.start(text, 1);
    while (at >= 0 && run.end(text, at) < text.length()) {
      int end = run.end(text, at);
      if (seen.add(text.substring(at, end))) {
        marks.add(new int[] {at, end});
      }
      at = run.start(text, end);
    }
    return marks;
  }
}
