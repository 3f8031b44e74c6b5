package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Programs that make every output from its row, best first (after Gulwani 2011): one expression for
 * all rows where there is one, then one with a learned table, then a choice between two.
 */
public final class Synthesis {

  /** A program and its cost; a difference of one or two is a matter of taste. */
  public record Ranked(Text text, double cost) {}

  private static final int MOST_SPLITS = 12;

  private final List<Row> others;
  private final BooleanSupplier over;

  /**
   * @param others rows without an output, which tell programs apart that fit where it is known
   * @param over whether time is over
   */
  public Synthesis(List<Row> others, BooleanSupplier over) {
    this.others = others;
    this.over = over;
  }

  public List<Ranked> of(List<Row> rows, List<String> outputs) {
    return of(rows, outputs, 2);
  }

  private List<Ranked> of(List<Row> rows, List<String> outputs, int choices) {
    if (rows.isEmpty() || outputs.stream().anyMatch(String::isEmpty)) {
      return List.of();
    }
    List<Row> all = new ArrayList<>(rows);
    all.addAll(others);
    List<Atom> fields = Fields.of(all, rows.size());
    List<Atom> atoms = Atoms.of(all, outputs, fields);
    List<Ranked> found = search(outputs, atoms, List.of());
    if (found.isEmpty()) {
      found = search(outputs, atoms, Lookups.of(fields, rows.size(), false));
    }
    if (found.isEmpty() && choices > 0 && rows.size() > 1) {
      found = choose(rows, outputs, choices);
    }
    return found.isEmpty() ? search(outputs, atoms, Lookups.of(fields, rows.size(), true)) : found;
  }

  private List<Ranked> search(
      List<String> outputs, List<Atom> atoms, List<Lookups.Learned> lookups) {
    return new Search(outputs, atoms, lookups)
        .best().stream().map(way -> new Ranked(way.text(), way.cost())).toList();
  }

  /** Splits the rows by whether a token is there, the plainest test first. */
  private List<Ranked> choose(List<Row> rows, List<String> outputs, int choices) {
    Map<BitSet, Text.Test> splits = new LinkedHashMap<>();
    for (Text.Test test : tests(rows)) {
      BitSet holds = new BitSet();
      for (int i = 0; i < rows.size(); i++) {
        holds.set(i, test.holds(rows.get(i)));
      }
      if (holds.cardinality() > 0 && holds.cardinality() < rows.size()) {
        splits.putIfAbsent(holds, test);
      }
    }
    List<Ranked> best = List.of();
    int tried = 0;
    for (Map.Entry<BitSet, Text.Test> split : splits.entrySet()) {
      if (tried++ == MOST_SPLITS || over.getAsBoolean()) {
        break;
      }
      BitSet holds = split.getKey();
      List<Ranked> then = of(chosen(rows, holds, true), chosen(outputs, holds, true), choices - 1);
      List<Ranked> otherwise =
          then.isEmpty()
              ? List.of()
              : of(chosen(rows, holds, false), chosen(outputs, holds, false), choices - 1);
      List<Ranked> both = new ArrayList<>();
      for (Ranked one : then.subList(0, Math.min(4, then.size()))) {
        for (Ranked other : otherwise.subList(0, Math.min(4, otherwise.size()))) {
          both.add(
              new Ranked(
                  new Text.Choice(split.getValue(), one.text(), other.text()),
                  4 + one.cost() + other.cost()));
        }
      }
      both.sort(Comparator.comparingDouble(Ranked::cost));
      if (!both.isEmpty() && (best.isEmpty() || both.getFirst().cost() < best.getFirst().cost())) {
        best = both;
      }
    }
    return best;
  }

  private static <T> List<T> chosen(List<T> all, BitSet holds, boolean wanted) {
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (holds.get(i) == wanted) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  private static List<Text.Test> tests(List<Row> rows) {
    List<Text.Test> tests = new ArrayList<>();
    for (String name : rows.getFirst().columns().keySet()) {
      Text column = new Text.Column(name);
      Set<String> marks = new HashSet<>();
      List<Token> tokens = new ArrayList<>();
      for (Row row : rows) {
        String text = row.columns().getOrDefault(name, "");
        for (int i = 0; i < text.length() && tokens.size() < 20; i++) {
          char c = text.charAt(i);
          if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c) && marks.add("" + c)) {
            tokens.add(new Token.Literal("" + c));
          }
        }
      }
      for (Token.Chars chars : Token.Chars.values()) {
        tokens.add(new Token.Run(chars));
      }
      for (Token token : tokens) {
        tests.add(new Text.Test(column, Text.Test.Where.COUNT, token, 1));
        tests.add(new Text.Test(column, Text.Test.Where.START, token, 1));
        tests.add(new Text.Test(column, Text.Test.Where.END, token, 1));
        tests.add(new Text.Test(column, Text.Test.Where.COUNT, token, 2));
        tests.add(new Text.Test(column, Text.Test.Where.COUNT, token, 3));
        tests.add(new Text.Test(column, Text.Test.Where.WHOLE, token, 1));
      }
    }
    return tests;
  }
}
