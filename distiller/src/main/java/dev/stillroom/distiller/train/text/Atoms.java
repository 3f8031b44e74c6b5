package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Numbers;
import dev.stillroom.runtime.student.text.Position;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Everything made from the fields that stands somewhere in every labeled row's output. */
final class Atoms {

  private static final int ALIKE = 5;

  /** A word or number cut at a place that is another one in each row. */
  private static final double CUT = 1.5;

  private static final Pattern PROSE = Pattern.compile("\\p{Ll}{3}");

  private static final Map<Change, Double> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put(Change.UPPER, 0.8);
    CHANGES.put(Change.LOWER, 0.8);
    CHANGES.put(Change.TITLE, 0.9);
    CHANGES.put(Change.FIRST_UPPER, 1.1);
    CHANGES.put(Change.FIRST, 0.8);
    CHANGES.put(Change.FIRST_UPPERED, 1.0);
    CHANGES.put(Change.FOLD, 1.3);
  }

  private final List<Row> rows;
  private final List<String> outputs;
  private final BooleanSupplier over;
  private final Map<List<String>, List<Atom>> kept = new LinkedHashMap<>();

  private Atoms(List<Row> rows, List<String> outputs, BooleanSupplier over) {
    this.over = over;
    this.rows = rows;
    this.outputs = outputs;
  }

  static List<Atom> of(
      List<Row> rows,
      List<String> outputs,
      List<Atom> fields,
      Pieces pieces,
      BooleanSupplier over) {
    Atoms atoms = new Atoms(rows, outputs, over);
    int rank = 0;
    for (Atom field : fields) {
      if (over.getAsBoolean()) {
        break;
      }
      atoms.offer(field);
      atoms.changed(field);
      if (rank < 160) {
        atoms.parts(field);
      }
      if (rank < 60) {
        Joins.of(field, outputs).forEach(join -> atoms.add(join.text(), join.cost()));
      }
      rank++;
    }
    List<Atom> dates = DateAtoms.of(rows, outputs, fields);
    dates.forEach(atoms::offer);
    WordAtoms.ranks(rows, outputs, dates).forEach(atoms::offer);
    for (Atom made : NumberAtoms.of(rows, outputs, fields)) {
      atoms.offer(made);
    }
    for (Atom made : PairAtoms.of(rows, outputs, fields)) {
      atoms.offer(made);
    }
    for (Atom made : WordAtoms.of(rows, outputs, fields)) {
      atoms.offer(made);
    }
    for (Atom made : Replacements.of(rows, outputs, fields)) {
      atoms.offer(made);
    }
    pieces.of(rows, outputs, fields).forEach(atoms::offer);
    return atoms.kept.values().stream().flatMap(List::stream).toList();
  }

  private void changed(Atom field) {
    CHANGES.forEach(
        (change, price) -> {
          Text text = new Text.Changed(field.text(), change);
          double cost = field.cost() + price;
          add(text, cost);
          if (change == Change.FOLD || change == Change.FIRST) {
            add(new Text.Changed(text, Change.LOWER), cost + 0.8);
          }
        });
    Text first = new Text.Changed(field.text(), Change.FIRST);
    add(new Text.Changed(new Text.Changed(first, Change.FOLD), Change.LOWER), field.cost() + 2.8);
    for (int width = 2; width <= 8; width++) {
      add(new Text.Padded(field.text(), width, '0'), field.cost() + 1.5);
    }
  }

  /** Beginnings, ends and places of fixed width. */
  private void parts(Atom field) {
    Text text = field.text();
    int shortest = Integer.MAX_VALUE;
    boolean same = true;
    for (int i = 0; i < outputs.size(); i++) {
      int length = field.values().get(i).length();
      same &= length == field.values().getFirst().length();
      shortest = Math.min(shortest, length);
    }
    BigDecimal number = Numbers.read(field.values().getFirst(), Numbers.Style.PLAIN);
    boolean isDecimal = number != null && number.scale() > 0;
    // Words of one length are so by chance, codes are made so.
    double fixed = (same && !isProse(field) ? 0 : 0.7) + (isDecimal ? 1 : 0);
    int last = Math.min(shortest, 24);
    for (int length = 1; length <= Math.min(last, 12); length++) {
      for (int from = 0; from + length <= last; from++) {
        double wide = same ? 0 : 0.08 * length + cut(field, from) + cut(field, from + length);
        double cost =
            field.cost()
                + 1.3
                + fixed
                + wide
                + ragged(field, from, from + length)
                + (from == 0 ? 0 : 0.4)
                + (length == 1 ? 1.2 : 0);
        Text slice = new Text.Slice(text, new Position.At(from), new Position.At(from + length));
        if (add(slice, cost)) {
          continue;
        }
        add(new Text.Changed(slice, Change.UPPER), cost + 0.8);
        add(new Text.Changed(slice, Change.LOWER), cost + 0.8);
      }
      double cost = field.cost() + 1.4 + 0.05 * length + fixed + (length == 1 ? 1.2 : 0);
      add(new Text.Slice(text, new Position.At(-1 - length), new Position.At(-1)), cost);
    }
    for (int cut = 1; cut < Math.min(shortest, 6); cut++) {
      add(
          new Text.Slice(text, new Position.At(cut), new Position.At(-1)),
          field.cost() + 1.3 + 0.2 * cut);
      add(
          new Text.Slice(text, new Position.At(0), new Position.At(-1 - cut)),
          field.cost() + 1.4 + 0.2 * cut);
    }
  }

  private boolean isProse(Atom field) {
    return field.values().subList(0, outputs.size()).stream()
        .allMatch(value -> PROSE.matcher(value).find());
  }

  /** Nobody points at a word with the space beside it. */
  private double ragged(Atom field, int from, int to) {
    String value = field.values().getFirst();
    boolean inside =
        Token.Chars.ALNUM.holds(value.charAt(from))
            && Token.Chars.ALNUM.holds(value.charAt(to - 1));
    return inside || to - from == 1 ? 0 : 0.6;
  }

  /** A person cuts between words and numbers rather than within them. */
  private double cut(Atom field, int place) {
    for (int i = 0; i < outputs.size(); i++) {
      String value = field.values().get(i);
      boolean within =
          place > 0
              && place < value.length()
              && Token.Chars.ALNUM.holds(value.charAt(place - 1))
              && Token.Chars.ALNUM.holds(value.charAt(place));
      if (within) {
        return CUT;
      }
    }
    return 0;
  }

  private boolean add(Text text, double cost) {
    // The first rows decide most often: not all have to be looked at.
    String probe = text.of(rows.getFirst());
    if (probe == null || probe.isEmpty() || !outputs.getFirst().contains(probe)) {
      return false;
    }
    Atom atom = Atom.of(text, rows, outputs.size(), cost);
    return atom != null && offer(atom);
  }

  /** Whether it applies to most of the rows that tell expressions apart. */
  private boolean isTold(Atom atom) {
    List<String> rest = atom.values().subList(outputs.size(), atom.values().size());
    return 2 * rest.stream().filter(java.util.Objects::nonNull).count() > rest.size();
  }

  private boolean offer(Atom atom) {
    boolean tells = false;
    for (int i = 0; i < outputs.size(); i++) {
      String value = atom.values().get(i);
      if (!outputs.get(i).contains(value)) {
        return false;
      }
      tells |= value.chars().anyMatch(Character::isLetterOrDigit);
    }
    if (!tells) {
      return false;
    }
    List<Atom> alike =
        kept.computeIfAbsent(
            List.copyOf(atom.values().subList(0, outputs.size())), v -> new ArrayList<>());
    for (Atom other : alike) {
      if (other.values().equals(atom.values()) && isTold(atom) && other.cost() <= atom.cost()) {
        return true;
      }
    }
    alike.add(atom);
    alike.sort(Comparator.comparingDouble(Atom::cost));
    if (alike.size() > ALIKE) {
      alike.removeLast();
    }
    return true;
  }
}
