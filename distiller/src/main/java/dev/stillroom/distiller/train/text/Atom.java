package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import java.util.Arrays;
import java.util.List;

/**
 * An expression with what it makes of each known row, labeled ones first.
 *
 * @param cost the smaller, the more people's tables have been seen to need it; ranks programs
 */
record Atom(Text text, List<String> values, double cost) {

  /** What each row an expression does not apply to costs, as a share of those without a label. */
  private static final double UNDEFINED = 4;

  /** Null where the expression does not apply to a labeled row. */
  static Atom of(Text text, List<Row> rows, int labeled, double cost) {
    String[] values = new String[rows.size()];
    int missing = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = text.of(rows.get(i));
      if (values[i] == null || values[i].isEmpty()) {
        if (i < labeled) {
          return null;
        }
        missing += rows.get(i).made() ? 0 : 1;
      }
    }
    long others = rows.stream().skip(labeled).filter(row -> !row.made()).count();
    double share = missing == 0 ? 0 : (double) missing / others;
    return new Atom(text, Arrays.asList(values), cost + UNDEFINED * share);
  }
}
