package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Numbers;
import dev.stillroom.runtime.student.text.Position;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of the fields, scaled and written as the outputs' numbers are. */
final class NumberAtoms {

  private static final int FIELDS = 40;
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.,'\\u202f ]*\\d|-?\\d");
  private static final int EXACT = 10;

  /** Factors and shifts that tables know, the plainest first. */
  private static final double[][] KNOWN = {
    {1, 0},
    {100, 0},
    {0.01, 0},
    {1000, 0},
    {0.001, 0},
    {10, 0},
    {0.1, 0},
    {60, 0},
    {1.0 / 60, 0},
    {3600, 0},
    {1.0 / 3600, 0},
    {24, 0},
    {1.0 / 24, 0},
    {12, 0},
    {1.0 / 12, 0},
    {1_000_000, 0},
    {0.000001, 0},
    {1024, 0},
    {1.0 / 1024, 0},
    {2.54, 0},
    {1 / 2.54, 0},
    {1.609344, 0},
    {1 / 1.609344, 0},
    {0.45359237, 0},
    {1 / 0.45359237, 0},
    {0.3048, 0},
    {1 / 0.3048, 0},
    {28.349523125, 0},
    {1 / 28.349523125, 0},
    {3.785411784, 0},
    {1 / 3.785411784, 0},
    {0.9144, 0},
    {1.852, 0},
    {4.184, 0},
    {1 / 4.184, 0},
    {3.6, 0},
    {1 / 3.6, 0},
    {1.19, 0},
    {1 / 1.19, 0},
    {1.07, 0},
    {1.2, 0},
    {0.5, 0},
    {2, 0},
    {5.0 / 9, -160.0 / 9},
    {1.8, 32},
    {1, 273.15},
    {1, -273.15},
    {1, 1},
    {1, -1}
  };

  private NumberAtoms() {}

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    List<List<String>> written = outputs.stream().map(NumberAtoms::numbers).toList();
    int most = written.stream().mapToInt(List::size).min().orElse(0);
    if (most == 0) {
      return atoms;
    }
    int tried = 0;
    for (Atom field : fields) {
      if (!Character.isDigit(
          field.values().getFirst().charAt(field.values().getFirst().length() - 1))) {
        continue;
      }
      if (tried++ > FIELDS) {
        break;
      }
      for (Numbers.Style from : Numbers.Style.values()) {
        List<BigDecimal> read = read(field.values().subList(0, outputs.size()), from);
        if (read == null
            || from.groups()
                && read.equals(
                    read(field.values().subList(0, outputs.size()), Numbers.Style.PLAIN))) {
          continue;
        }
        for (int j = 0; j < Math.min(most, 4); j++) {
          int at = j;
          List<String> goals = written.stream().map(numbers -> numbers.get(at)).toList();
          for (Numbers.Style to : Numbers.Style.values()) {
            fit(rows, field, from, read, goals, to, atoms);
          }
        }
      }
    }
    return atoms;
  }

  static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  /** The numbers, or null where one of them is none. */
  static List<BigDecimal> read(List<String> values, Numbers.Style style) {
    List<BigDecimal> read = new ArrayList<>();
    for (String value : values) {
      BigDecimal number = Numbers.read(value, style);
      if (number == null) {
        return null;
      }
      read.add(number);
    }
    return read;
  }

  private static void fit(
      List<Row> rows,
      Atom field,
      Numbers.Style from,
      List<BigDecimal> x,
      List<String> goals,
      Numbers.Style to,
      List<Atom> atoms) {
    List<BigDecimal> y = read(goals, to);
    if (y == null) {
      return;
    }
    int least = y.stream().mapToInt(BigDecimal::scale).min().orElse(0);
    int most = y.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    boolean trimmed = least != most;
    double rare = (to == Numbers.Style.PLAIN ? 0 : 0.7) + (isRun(field) ? 0.5 : 0);
    // Among so many factors one fits a single number by chance.
    double alone = new HashSet<>(x).size() > 1 ? 0.5 : 2;
    for (int i = 0; i < KNOWN.length; i++) {
      double price = field.cost() + 1.2 + (i == 0 ? 0 : alone + 0.02 * i) + rare;
      if (offer(rows, field, from, KNOWN[i], x, goals, most, trimmed, to, price, atoms)) {
        return;
      }
    }
    double[] found = shortest(x, y, most);
    if (found != null) {
      offer(rows, field, from, found, x, goals, most, trimmed, to, field.cost() + 4, atoms);
    }
  }

  /** A run of digits may be half of a number. */
  private static boolean isRun(Atom field) {
    return field.text() instanceof Text.Slice(Text of, Position from, Position to)
        && to instanceof Position.Border(Token token, int number, boolean end)
        && token.equals(new Token.Run(Token.Chars.DIGITS));
  }

  private static boolean offer(
      List<Row> rows,
      Atom field,
      Numbers.Style from,
      double[] scale,
      List<BigDecimal> x,
      List<String> goals,
      int decimals,
      boolean trimmed,
      Numbers.Style to,
      double cost,
      List<Atom> atoms) {
    boolean any = false;
    // Nothing rounded comes first: no example had anything to round.
    boolean finite = scale[0] * 1e6 == Math.rint(scale[0] * 1e6);
    for (int place : finite ? new int[] {EXACT, decimals} : new int[] {decimals}) {
      boolean trim = trimmed || place == EXACT;
      for (RoundingMode rounding : List.of(RoundingMode.HALF_UP, RoundingMode.DOWN)) {
        if (fits(scale, x, goals, place, trim, rounding, to)) {
          Text text =
              new Text.Numbered(field.text(), from, scale[0], scale[1], place, trim, rounding, to);
          double price =
              cost
                  + (rounding == RoundingMode.DOWN ? 1.2 : 0)
                  + (place != EXACT ? 0.1 : trimmed || decimals == 0 ? 0 : 0.2);
          Atom atom = Atom.of(text, rows, goals.size(), price);
          if (atom != null) {
            atoms.add(atom);
            any = true;
          }
        }
      }
    }
    return any;
  }

  private static boolean fits(
      double[] scale,
      List<BigDecimal> x,
      List<String> goals,
      int decimals,
      boolean trimmed,
      RoundingMode rounding,
      Numbers.Style to) {
    for (int i = 0; i < goals.size(); i++) {
      BigDecimal scaled = Numbers.scaled(x.get(i), scale[0], scale[1]);
      if (!Numbers.write(scaled, decimals, trimmed, rounding, to).equals(goals.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The factor of the fewest digits that the rounded numbers allow; at least two must agree. */
  private static double[] shortest(List<BigDecimal> x, List<BigDecimal> y, int decimals) {
    if (x.size() < 2) {
      return null;
    }
    double half = 0.5 * StrictMath.pow(10, -decimals);
    double low = 0;
    double high = Double.MAX_VALUE;
    for (int i = 0; i < x.size(); i++) {
      double of = x.get(i).doubleValue();
      if (of <= 0 || y.get(i).signum() <= 0) {
        return null;
      }
      low = Math.max(low, (y.get(i).doubleValue() - half) / of);
      high = Math.min(high, (y.get(i).doubleValue() + half) / of);
    }
    for (int digits = 0; digits <= 6 && low < high; digits++) {
      double unit = StrictMath.pow(10, digits);
      double factor = Math.ceil(low * unit) / unit;
      if (factor > 0 && factor < high) {
        return new double[] {factor, 0};
      }
    }
    return null;
  }
}
