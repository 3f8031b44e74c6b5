package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Arithmetic;
import dev.stillroom.runtime.student.text.Dates;
import dev.stillroom.runtime.student.text.Numbers;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is calculated from two numbers or two times of a row. Small numbers fit some formula by
 * chance: as many digits have to agree as make that unlikely, beside how many formulas were tried.
 */
final class PairAtoms {

  private static final int OPERANDS = 6;
  private static final int GOALS = 3;
  private static final int EXACT = 10;

  /** Odds of a hundred to one against chance. */
  private static final double DIGITS = 2;

  /** What large and small units are in a third, or in one of them. */
  private static final double[][] COMPOUND = {
    {60, 1},
    {1, 1.0 / 60},
    {3600, 60},
    {1, 1.0 / 3600},
    {30.48, 2.54},
    {0.3048, 0.0254},
    {12, 1},
    {1, 1.0 / 12},
    {0.45359237, 0.028349523125},
    {16, 1},
    {14, 1},
    {1, 0.01},
    {100, 1},
    {1, 0.001},
    {1000, 1},
    {24, 1},
    {7, 1},
  };

  private record Operand(Atom atom, Numbers.Style style, List<BigDecimal> values) {}

  private final List<Row> rows;
  private final List<String> outputs;
  private final List<Atom> found = new ArrayList<>();

  private PairAtoms(List<Row> rows, List<String> outputs) {
    this.rows = rows;
    this.outputs = outputs;
  }

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    PairAtoms pairs = new PairAtoms(rows, outputs);
    if (new HashSet<>(rows.subList(0, outputs.size())).size() >= 2) {
      pairs.calculated(fields);
      pairs.compound(fields);
      pairs.times(fields);
    }
    return pairs.found;
  }

  private void calculated(List<Atom> fields) {
    List<List<String>> written = outputs.stream().map(NumberAtoms::numbers).toList();
    int goals = Math.min(GOALS, written.stream().mapToInt(List::size).min().orElse(0));
    List<Operand> operands = goals == 0 ? List.of() : operands(fields);
    int pairs = operands.size() * (operands.size() - 1);
    if (pairs == 0) {
      return;
    }
    double needed = DIGITS + Math.log10(pairs * Arithmetic.values().length * goals);
    for (int goal = 0; goal < goals; goal++) {
      int place = goal;
      List<String> wanted = written.stream().map(numbers -> numbers.get(place)).toList();
      for (Operand a : operands) {
        for (Operand b : operands) {
          if (a != b) {
            for (Arithmetic operation : Arithmetic.values()) {
              if (!mirrored(operation) || operands.indexOf(a) < operands.indexOf(b)) {
                calculated(a, operation, b, wanted, needed);
              }
            }
          }
        }
      }
    }
  }

  /** Feet and inches, hours and minutes: one number, and so much of a second. */
  private void compound(List<Atom> fields) {
    List<List<String>> written = outputs.stream().map(NumberAtoms::numbers).toList();
    int goals = Math.min(GOALS, written.stream().mapToInt(List::size).min().orElse(0));
    List<Operand> operands = goals == 0 ? List.of() : operands(fields);
    int pairs = operands.size() * (operands.size() - 1);
    if (pairs == 0) {
      return;
    }
    double needed = DIGITS + Math.log10(pairs * COMPOUND.length * goals);
    for (Operand a : operands) {
      for (Operand b : operands) {
        for (double[] factors : a == b ? new double[0][] : COMPOUND) {
          Operand large = times(a, factors[0]);
          Operand small = times(b, factors[1]);
          for (int place = 0; large != null && small != null && place < goals; place++) {
            int goal = place;
            List<String> wanted = written.stream().map(numbers -> numbers.get(goal)).toList();
            calculated(large, Arithmetic.SUM, small, wanted, needed);
          }
        }
      }
    }
  }

  private Operand times(Operand of, double factor) {
    if (factor == 1) {
      return of;
    }
    Numbers.Style plain = Numbers.Style.PLAIN;
    Text text =
        new Text.Numbered(
            of.atom().text(), of.style(), factor, 0, EXACT, true, RoundingMode.HALF_UP, plain);
    Atom atom = Atom.of(text, rows, outputs.size(), of.atom().cost() + 0.3);
    List<BigDecimal> values =
        atom == null ? null : NumberAtoms.read(atom.values().subList(0, outputs.size()), plain);
    return values == null ? null : new Operand(atom, plain, values);
  }

  private static boolean mirrored(Arithmetic operation) {
    return operation == Arithmetic.SUM
        || operation == Arithmetic.PRODUCT
        || operation == Arithmetic.PERCENT_OF;
  }

  private void calculated(
      Operand a, Arithmetic operation, Operand b, List<String> wanted, double needed) {
    List<BigDecimal> made = new ArrayList<>();
    double digits = 0;
    Set<String> told = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      BigDecimal one = operation.of(a.values().get(i), b.values().get(i));
      if (one == null) {
        return;
      }
      made.add(one);
      boolean trivial =
          one.compareTo(a.values().get(i)) == 0 || one.compareTo(b.values().get(i)) == 0;
      if (!trivial && told.add(wanted.get(i))) {
        digits += wanted.get(i).chars().filter(Character::isDigit).count();
      }
    }
    if (told.size() < 2 || digits < needed) {
      return;
    }
    for (Numbers.Style to : Numbers.Style.values()) {
      written(a, operation, b, made, wanted, to);
    }
  }

  private void written(
      Operand a,
      Arithmetic operation,
      Operand b,
      List<BigDecimal> made,
      List<String> wanted,
      Numbers.Style to) {
    List<BigDecimal> goals = NumberAtoms.read(wanted, to);
    if (goals == null) {
      return;
    }
    int least = goals.stream().mapToInt(BigDecimal::scale).min().orElse(0);
    int most = goals.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    boolean trimmed = least != most;
    double rare =
        (to == Numbers.Style.PLAIN ? 0 : 0.7)
            + (operation.compareTo(Arithmetic.PRODUCT) > 0 ? 0.4 : 0);
    double cost = a.atom().cost() + b.atom().cost() + 0.8 + rare;
    for (int decimals : trimmed || most == 0 ? new int[] {EXACT, most} : new int[] {most}) {
      boolean trim = trimmed || decimals == EXACT;
      for (RoundingMode rounding :
          List.of(RoundingMode.HALF_UP, RoundingMode.DOWN, RoundingMode.HALF_EVEN)) {
        boolean fits = true;
        for (int i = 0; i < wanted.size() && fits; i++) {
          fits = Numbers.write(made.get(i), decimals, trim, rounding, to).equals(wanted.get(i));
        }
        if (fits) {
          Text text =
              new Text.Calculated(
                  a.atom().text(),
                  a.style(),
                  operation,
                  b.atom().text(),
                  b.style(),
                  decimals,
                  trim,
                  rounding,
                  to);
          offer(text, cost + (rounding == RoundingMode.HALF_UP ? 0 : 1.5));
        }
      }
    }
  }

  private void offer(Text text, double cost) {
    Atom atom = Atom.of(text, rows, outputs.size(), cost);
    if (atom != null) {
      found.add(atom);
    }
  }

  /** The plainest fields that are numbers in all examples, each once. */
  private List<Operand> operands(List<Atom> fields) {
    List<Operand> operands = new ArrayList<>();
    Set<List<BigDecimal>> seen = new HashSet<>();
    for (Atom field : fields) {
      List<String> values = field.values().subList(0, outputs.size());
      for (Numbers.Style style : Numbers.Style.values()) {
        List<BigDecimal> read = NumberAtoms.read(values, style);
        if (read != null && operands.size() < OPERANDS && seen.add(read)) {
          operands.add(new Operand(field, style, read));
          break;
        }
      }
    }
    return operands;
  }

  /** From one time of the day to another, and one more than another. */
  private void times(List<Atom> fields) {
    List<Atom> minutes = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (Atom field : fields) {
      Text text =
          new Text.Dated(field.text(), "H:mm", Locale.ENGLISH, Dates.MINUTE_OF_DAY, Locale.ENGLISH);
      boolean clock = field.values().getFirst().length() <= 5 && minutes.size() < OPERANDS;
      Atom atom = clock ? Atom.of(text, rows, outputs.size(), field.cost() + 0.6) : null;
      if (atom != null && seen.add(atom.values())) {
        minutes.add(atom);
      }
    }
    for (Atom a : minutes) {
      for (Atom b : minutes) {
        if (a != b) {
          time(a, Arithmetic.DIFFERENCE, b);
          if (minutes.indexOf(a) < minutes.indexOf(b)) {
            time(a, Arithmetic.SUM, b);
          }
        }
      }
    }
  }

  private void time(Atom a, Arithmetic operation, Atom b) {
    Numbers.Style plain = Numbers.Style.PLAIN;
    Text made =
        new Text.Calculated(
            a.text(), plain, operation, b.text(), plain, 0, false, RoundingMode.DOWN, plain);
    double cost = (a.cost() + b.cost()) / 2 + 0.6;
    for (String part : List.of("H", "HH", "mm", "m")) {
      offer(new Text.Dated(made, Dates.MINUTE_OF_DAY, Locale.ENGLISH, part, Locale.ENGLISH), cost);
    }
    offer(made, cost + 0.5);
  }
}
