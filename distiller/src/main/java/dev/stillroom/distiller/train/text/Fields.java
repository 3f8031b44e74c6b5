package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Position;
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
import java.util.function.BooleanSupplier;

/**
 * The parts of the columns that a person would point at: columns, pieces between delimiters, runs
 * of a class, what stands before or behind a delimiter, and the same within those. Of parts that
 * are equal in all known rows the few cheapest are kept.
 */
final class Fields {

  private static final List<Token> PAIRS =
      List.of(
          new Token.Pair(Token.Chars.LETTERS, Token.Chars.DIGITS),
          new Token.Pair(Token.Chars.DIGITS, Token.Chars.LETTERS));

  private static final int ALIKE = 2;
  private static final int MOST = 400;
  private static final int MOST_INNER = 60;

  /** At which of the first words a span may begin. */
  private static final int SPAN = 4;

  private final List<Row> rows;
  private final int labeled;
  private final BooleanSupplier over;
  private final Map<List<String>, List<Atom>> known = new LinkedHashMap<>();

  private Fields(List<Row> rows, int labeled, BooleanSupplier over) {
    this.over = over;
    this.rows = rows;
    this.labeled = labeled;
  }

  static List<Atom> of(List<Row> rows, int labeled, BooleanSupplier over) {
    Fields fields = new Fields(rows, labeled, over);
    List<Atom> columns = new ArrayList<>();
    for (String name : rows.getFirst().columns().keySet()) {
      Atom column = fields.add(new Text.Column(name), 1);
      if (column != null) {
        columns.add(column);
      }
    }
    for (Atom column : List.copyOf(columns)) {
      // Whoever writes ä as ae does so everywhere.
      if (column.values().stream().anyMatch(Fields::isGerman)) {
        Atom folded =
            fields.add(new Text.Changed(column.text(), Change.FOLD_GERMAN), column.cost() + 1.6);
        if (folded != null) {
          columns.add(folded);
        }
      }
    }
    columns.forEach(fields::within);
    columns.forEach(fields::spans);
    List<Atom> inner =
        fields.sorted().stream()
            .filter(field -> !(field.text() instanceof Text.Column))
            .limit(MOST_INNER)
            .toList();
    inner.forEach(fields::within);
    return fields.sorted().stream().limit(MOST).toList();
  }

  private static boolean isGerman(String text) {
    return text.chars().anyMatch(c -> "äöüÄÖÜß".indexOf(c) >= 0);
  }

  private List<Atom> sorted() {
    return known.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingDouble(Atom::cost))
        .toList();
  }

  private void within(Atom of) {
    Text text = of.text();
    double cost = of.cost();
    for (Token.Chars chars : Token.Chars.values()) {
      if (chars == Token.Chars.SPACE || chars == Token.Chars.NOT_ALNUM) {
        continue;
      }
      Token run = new Token.Run(chars);
      double rare =
          switch (chars) {
            case DIGITS, ALNUM, LETTERS, NOT_SPACE -> 0;
            default -> 0.8;
          };
      for (int k : new int[] {1, -1, 2, -2, 3, -3, 4, 5, 6}) {
        add(
            new Text.Slice(
                text, new Position.Border(run, k, false), new Position.Border(run, k, true)),
            cost + 1.3 + rare + away(k));
      }
      if (chars == Token.Chars.DIGITS
          || chars == Token.Chars.LETTERS
          || chars == Token.Chars.ALNUM) {
        add(new Text.Kept(text, chars), cost + 1.6);
      }
      // From the first to the last of a kind, whatever stands between.
      add(
          new Text.Slice(
              text, new Position.Border(run, 1, false), new Position.Border(run, -1, true)),
          cost + 1.5 + rare);
    }
    for (Token delimiter : delimiters(of)) {
      double word = unlikely(of, delimiter);
      for (int k : new int[] {0, 1, 2, 3, 4, 5, -1, -2, -3}) {
        add(new Text.Piece(text, delimiter, k), cost + 1 + word + away(k >= 0 ? k + 1 : k));
      }
      for (int k : new int[] {1, -1, 2, -2}) {
        double price = cost + 1.1 + word + away(k);
        Position before = new Position.Border(delimiter, k, false);
        Position behind = new Position.Border(delimiter, k, true);
        add(new Text.Slice(text, new Position.At(0), before), price);
        add(new Text.Slice(text, behind, new Position.At(-1)), price);
        for (Token next : delimiters(of)) {
          add(new Text.Slice(text, behind, new Position.Next(next, false)), price + 0.5);
        }
        for (Token.Chars chars :
            List.of(Token.Chars.DIGITS, Token.Chars.LETTERS, Token.Chars.NOT_SPACE)) {
          Token run = new Token.Run(chars);
          add(new Text.Slice(text, behind, new Position.Next(run, true)), price + 0.6);
          add(
              new Text.Slice(text, new Position.Border(run, k, false), new Position.At(-1)),
              cost + 1.4 + away(k));
        }
      }
    }
    for (String mark : marks(of)) {
      // A list of one thing has no comma.
      add(new Text.Piece(text, new Token.Literal(mark), 0), cost + 1.05);
      add(new Text.Piece(text, new Token.Literal(mark), -1), cost + 1.4);
    }
    pairs(of);
    numbered(of);
    for (Token.Chars chars : List.of(Token.Chars.DIGITS, Token.Chars.LETTERS)) {
      Token run = new Token.Run(chars);
      add(new Text.Slice(text, new Position.At(0), new Position.Border(run, 1, true)), cost + 1.5);
      add(
          new Text.Slice(text, new Position.Border(run, 1, false), new Position.At(-1)),
          cost + 1.4);
      add(new Text.Slice(text, new Position.At(0), new Position.Border(run, 1, false)), cost + 1.5);
      add(new Text.Slice(text, new Position.Border(run, 1, true), new Position.At(-1)), cost + 1.4);
    }
  }

  /** Some words of several: a date in a line of a log, a name before its title. */
  private void spans(Atom of) {
    Token word = new Token.Run(Token.Chars.NOT_SPACE);
    for (int from = 1; from <= SPAN; from++) {
      for (int to = from + 1; to <= SPAN + 1; to++) {
        Position start = new Position.Border(word, from, false);
        Position end = new Position.Border(word, to, true);
        add(new Text.Slice(of.text(), start, end), of.cost() + 1.7 + 0.2 * (from - 1));
      }
    }
  }

  /** Letters and digits that stand together as in {@code S02}, and what is around them. */
  private void pairs(Atom of) {
    for (Token pair : PAIRS) {
      boolean inAll = true;
      for (int i = 0; i < labeled; i++) {
        inAll &= pair.start(of.values().get(i), 0) >= 0;
      }
      if (inAll) {
        Position start = new Position.Border(pair, 1, false);
        Position end = new Position.Border(pair, 1, true);
        add(new Text.Slice(of.text(), start, end), of.cost() + 1.6);
        add(new Text.Slice(of.text(), new Position.At(0), start), of.cost() + 1.7);
        add(new Text.Slice(of.text(), end, new Position.At(-1)), of.cost() + 1.7);
      }
    }
  }

  /** Behind a number and a space all the rest belongs together: a city, a street, a unit. */
  private void numbered(Atom of) {
    for (int k : new int[] {1, -1}) {
      Position end = new Position.Border(new Token.Run(Token.Chars.DIGITS), k, true);
      boolean words = true;
      for (int i = 0; i < labeled; i++) {
        String value = of.values().get(i);
        int at = end.in(value, 0);
        words &=
            at >= 0
                && at + 1 < value.length()
                && value.charAt(at) == ' '
                && Token.Chars.LETTERS.holds(value.charAt(at + 1));
      }
      if (words) {
        Text rest = new Text.Slice(of.text(), end, new Position.At(-1));
        add(new Text.Changed(rest, Change.TRIM), of.cost() + 0.7);
      }
    }
  }

  /** A mark that stands once in every row divides it as a person would. */
  private double unlikely(Atom of, Token delimiter) {
    if (delimiter instanceof Token.Literal(String value)) {
      if (Character.isLetter(value.charAt(0))) {
        return 0.6;
      }
      for (int i = 0; i < labeled; i++) {
        if (delimiter.count(of.values().get(i)) != 1) {
          return 0;
        }
      }
      return value.length() > 1 ? -0.3 : -0.15;
    }
    return delimiter.equals(new Token.Run(Token.Chars.NOT_ALNUM)) ? 0.6 : 0.1;
  }

  private static double away(int k) {
    return k > 0 ? 0.35 * (k - 1) : 0.1 + 0.35 * (-k - 1);
  }

  /**
   * What stands in the text of every labeled row and is no letter or digit, and words it shares.
   */
  private Set<Token> delimiters(Atom of) {
    Set<Token> delimiters = new LinkedHashSet<>();
    String first = of.values().getFirst();
    if (inAll(of, " ")) {
      delimiters.add(new Token.Run(Token.Chars.SPACE));
    }
    for (int i = 0; i < first.length() && delimiters.size() < 12; i++) {
      char c = first.charAt(i);
      if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c) && inAll(of, "" + c)) {
        delimiters.add(new Token.Literal("" + c));
        if (i > 0 && first.startsWith(" " + c + " ", i - 1) && inAll(of, " " + c + " ")) {
          delimiters.add(new Token.Literal(" " + c + " "));
        }
        String spaced = "" + c + " ";
        if (first.startsWith(spaced, i) && inAll(of, spaced)) {
          delimiters.add(new Token.Literal(spaced));
        }
      }
    }
    for (String word : first.split("[^\\p{L}]+")) {
      if (word.length() >= 2 && labeled > 1 && delimiters.size() < 14 && inAll(of, word)) {
        delimiters.add(new Token.Literal(word));
      }
    }
    delimiters.add(new Token.Run(Token.Chars.NOT_ALNUM));
    return delimiters;
  }

  /** Marks that stand in some labeled rows and not in others. */
  private Set<String> marks(Atom of) {
    Set<String> marks = new LinkedHashSet<>();
    for (int i = 0; i < labeled; i++) {
      String value = of.values().get(i);
      for (int at = 0; at < value.length() && marks.size() < 6; at++) {
        char c = value.charAt(at);
        if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c) && !inAll(of, "" + c)) {
          marks.add("" + c);
        }
      }
    }
    return marks;
  }

  private boolean inAll(Atom of, String what) {
    for (int i = 0; i < labeled; i++) {
      if (!of.values().get(i).contains(what)) {
        return false;
      }
    }
    return true;
  }

  private Atom add(Text text, double cost) {
    if (over.getAsBoolean()) {
      return null;
    }
    Atom atom = Atom.of(text, rows, labeled, cost);
    if (atom == null) {
      return null;
    }
    boolean spaced = false;
    for (int i = 0; i < labeled; i++) {
      spaced |= !atom.values().get(i).equals(atom.values().get(i).strip());
    }
    if (spaced && !(text instanceof Text.Changed)) {
      add(new Text.Changed(text, Change.TRIM), cost + 0.2);
    }
    if (spaced) {
      atom = new Atom(text, atom.values(), atom.cost() + 0.5);
    }
    List<Atom> alike = known.computeIfAbsent(atom.values(), values -> new ArrayList<>());
    alike.add(atom);
    alike.sort(Comparator.comparingDouble(Atom::cost));
    if (alike.size() > ALIKE) {
      alike.removeLast();
    }
    return atom;
  }
}
