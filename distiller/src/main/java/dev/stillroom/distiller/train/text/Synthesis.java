package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Trust;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Programs that make every output from its row, best first (after Gulwani 2011): one expression for
 * all rows where there is one, then one with a learned table, then a choice between two.
 */
public final class Synthesis {

  /** A program and its cost; a difference of one or two is a matter of taste. */
  public record Ranked(Text text, double cost) {}

  private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}]{1,40}");
  private static final int MOST_SPLITS = 12;

  /** How far behind tables programs stand of which each branch was shown once. */
  private static final double BEHIND = 3;

  /** A longer text is no cell of a table. */
  private static final int LONGEST_OUTPUT = 1_000;

  private final List<Row> others;
  private final BooleanSupplier over;
  private final Predicate<Text> allowed;

  /**
   * @param others rows without an output, which tell programs apart that fit where it is known
   * @param over whether time is over
   * @param allowed of which parts programs may be made
   */
  public Synthesis(List<Row> others, BooleanSupplier over, Predicate<Text> allowed) {
    this.others = others;
    this.over = over;
    this.allowed = allowed;
  }

  public List<Ranked> of(List<Row> rows, List<String> outputs) {
    return of(rows, outputs, 2, new Pieces((things, made) -> of(things, made, 0, Pieces.NONE)));
  }

  private List<Ranked> of(List<Row> rows, List<String> outputs, int choices, Pieces pieces) {
    if (rows.isEmpty() || over.getAsBoolean() || !outputs.stream().allMatch(Synthesis::isCell)) {
      return List.of();
    }
    List<Row> all = new ArrayList<>(rows);
    boolean things = pieces == Pieces.NONE;
    if (!things) {
      all.addAll(others);
      all.addAll(Probes.of(rows));
    }
    List<Atom> fields = allowed(Fields.of(all, rows.size(), over));
    List<Atom> atoms = allowed(Atoms.of(all, outputs, fields, pieces, over));
    Set<Character> digits = digits(rows);
    List<Ranked> found = search(outputs, atoms, List.of(), Optionals.none(), digits);
    if (things || !found.isEmpty()) {
      return found;
    }
    found =
        search(outputs, atoms, Lookups.of(fields, rows.size(), false), Optionals.none(), digits);
    if (found.isEmpty() && rows.size() > 1) {
      found = search(outputs, atoms, List.of(), Optionals.of(rows), digits);
      if (choices > 0) {
        found = cheapest(found, choose(rows, outputs, choices, pieces));
      }
    }
    // What each branch has from one row alone is a table rather than a rule.
    if (found.isEmpty() || Trust.isUnshown(found.getFirst().text(), rows.size())) {
      List<Ranked> table =
          search(outputs, atoms, Lookups.of(fields, rows.size(), true), Optionals.none(), digits);
      found = table.isEmpty() ? found : behind(table, found);
    }
    return found;
  }

  /** The others behind the first ones, which lead whatever they cost. */
  private static List<Ranked> behind(List<Ranked> first, List<Ranked> others) {
    List<Ranked> all = new ArrayList<>(first);
    for (Ranked other : others) {
      double more = other.cost() - others.getFirst().cost();
      all.add(new Ranked(other.text(), first.getFirst().cost() + BEHIND + more));
    }
    all.sort(Comparator.comparingDouble(Ranked::cost));
    return all;
  }

  /** Digits that stand at one place of a column of codes in every row. */
  private static Set<Character> digits(List<Row> rows) {
    Set<Character> digits = new HashSet<>();
    for (Map.Entry<String, String> column : rows.getFirst().columns().entrySet()) {
      String first = column.getValue();
      boolean codes =
          rows.stream()
              .allMatch(
                  row -> CODE.matcher(row.columns().getOrDefault(column.getKey(), "")).matches());
      for (int i = 0; codes && rows.size() > 1 && i < first.length(); i++) {
        int at = i;
        char c = first.charAt(i);
        boolean all =
            Character.isDigit(c)
                && rows.stream()
                    .map(row -> row.columns().getOrDefault(column.getKey(), ""))
                    .allMatch(text -> at < text.length() && text.charAt(at) == c);
        if (all) {
          digits.add(c);
        }
      }
    }
    return digits;
  }

  private static List<Ranked> cheapest(List<Ranked> some, List<Ranked> others) {
    List<Ranked> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparingDouble(Ranked::cost));
    return all;
  }

  private List<Atom> allowed(List<Atom> atoms) {
    return atoms.stream().filter(atom -> allowed.test(atom.text())).toList();
  }

  private List<Ranked> search(
      List<String> outputs,
      List<Atom> atoms,
      List<Lookups.Learned> lookups,
      Optionals optionals,
      Set<Character> digits) {
    return new Search(outputs, atoms, lookups, optionals, digits, over)
        .best().stream()
            .map(way -> Taste.of(way.text(), way.cost()))
            .sorted(Comparator.comparingDouble(Ranked::cost))
            .toList();
  }

  /** Splits the rows by whether a token is there, the plainest test first. */
  private List<Ranked> choose(List<Row> rows, List<String> outputs, int choices, Pieces pieces) {
    Map<BitSet, List<Tests.Priced>> splits = new LinkedHashMap<>();
    for (Tests.Priced test : Tests.of(rows)) {
      BitSet holds = new BitSet();
      for (int i = 0; i < rows.size(); i++) {
        holds.set(i, test.test().holds(rows.get(i)));
      }
      if (holds.cardinality() > 0 && holds.cardinality() < rows.size()) {
        splits.computeIfAbsent(holds, split -> new ArrayList<>()).add(test);
      }
    }
    List<Ranked> best = List.of();
    int tried = 0;
    for (Map.Entry<BitSet, List<Tests.Priced>> split : splits.entrySet()) {
      if (tried++ == MOST_SPLITS || over.getAsBoolean()) {
        break;
      }
      BitSet holds = split.getKey();
      List<Ranked> then =
          of(chosen(rows, holds, true), chosen(outputs, holds, true), choices - 1, pieces);
      List<Ranked> otherwise =
          then.isEmpty()
              ? List.of()
              : of(chosen(rows, holds, false), chosen(outputs, holds, false), choices - 1, pieces);
      List<Ranked> both = both(split.getValue(), then, otherwise);
      if (!both.isEmpty() && (best.isEmpty() || both.getFirst().cost() < best.getFirst().cost())) {
        best = both;
      }
    }
    return best;
  }

  private static List<Ranked> both(
      List<Tests.Priced> tests, List<Ranked> then, List<Ranked> otherwise) {
    List<Ranked> both = new ArrayList<>();
    for (Tests.Priced test : tests.subList(0, Math.min(6, tests.size()))) {
      for (Ranked one : then.subList(0, Math.min(4, then.size()))) {
        for (Ranked other : otherwise.subList(0, Math.min(4, otherwise.size()))) {
          both.add(
              new Ranked(
                  new Text.Choice(test.test(), one.text(), other.text()),
                  4 + test.price() + one.cost() + other.cost()));
        }
      }
    }
    both.sort(Comparator.comparingDouble(Ranked::cost));
    return both;
  }

  private static boolean isCell(String output) {
    return !output.isEmpty() && output.length() <= LONGEST_OUTPUT;
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
}
