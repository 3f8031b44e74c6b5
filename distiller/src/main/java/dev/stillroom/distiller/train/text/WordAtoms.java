package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Dates;
import dev.stillroom.runtime.student.text.Names;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Spelling;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for codes, codes for names, and numbers in words, where the first output looks as if it had
 * one: the tables are large.
 */
final class WordAtoms {

  private static final int FIELDS = 30;
  private static final int LONGEST_NAME = 60;
  private static final Pattern RANK = Pattern.compile("\\d(st|nd|rd|th|er|e|\\.?[ºª])");
  private static final Pattern ROMAN = Pattern.compile("\\b([IVXLCDM]+|[ivxlcdm]+)\\b");
  private static final List<Locale> NAMED =
      List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"), Locale.ITALIAN);

  private WordAtoms() {}

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
      String first = field.values().getFirst();
      if (first.length() > LONGEST_NAME || first.chars().noneMatch(Character::isLetter)) {
        continue;
      }
      for (Names.Kind kind : Names.Kind.values()) {
        for (boolean toCode : new boolean[] {true, false}) {
          for (int i = 0; i < NAMED.size(); i++) {
            Text text = new Text.Named(field.text(), kind, toCode, NAMED.get(i));
            offer(text, field.cost() + 1.5 + 0.1 * i, rows, outputs, atoms);
          }
        }
      }
    }
    atoms.addAll(ranks(rows, outputs, fields));
    counts(rows, outputs, fields, atoms);
    return atoms;
  }

  /** How many things a list has: told by three rows at least, numbers so small fit by chance. */
  private static void counts(
      List<Row> rows, List<String> outputs, List<Atom> fields, List<Atom> atoms) {
    if (new HashSet<>(outputs).size() < 3 || !Character.isDigit(outputs.getFirst().charAt(0))) {
      return;
    }
    for (Atom field : fields.subList(0, Math.min(6, fields.size()))) {
      Set<Token> delimiters = new LinkedHashSet<>();
      delimiters.add(new Token.Run(Token.Chars.SPACE));
      for (String value : field.values().subList(0, outputs.size())) {
        for (char c : value.toCharArray()) {
          if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c)) {
            delimiters.add(new Token.Literal("" + c));
          }
        }
      }
      for (Token delimiter : delimiters) {
        double price = delimiter instanceof Token.Literal ? 1 : 1.2;
        offer(
            new Text.Counted(field.text(), delimiter), field.cost() + price, rows, outputs, atoms);
      }
    }
  }

  /** Whole numbers among the atoms by rank, in words, in Roman digits. */
  static List<Atom> ranks(List<Row> rows, List<String> outputs, List<Atom> numbers) {
    List<Atom> atoms = new ArrayList<>();
    String output = outputs.getFirst();
    boolean rank = RANK.matcher(output).find();
    boolean roman = ROMAN.matcher(output).find();
    boolean words = output.chars().filter(Character::isLetter).count() >= 3;
    if (!rank && !roman && !words) {
      return atoms;
    }
    int tried = 0;
    for (Atom number : numbers) {
      if (!isWhole(number, outputs.size()) || tried++ == FIELDS) {
        continue;
      }
      double cost = number.cost() + 1.4;
      if (rank) {
        for (Locale locale : NAMED) {
          offer(number, Spelling.Style.ORDINAL, locale, cost, rows, outputs, atoms);
        }
      }
      if (roman) {
        offer(number, Spelling.Style.ROMAN, Locale.ENGLISH, cost, rows, outputs, atoms);
        offer(number, Spelling.Style.ROMAN_SMALL, Locale.ENGLISH, cost, rows, outputs, atoms);
      }
      if (words && tried <= 6) {
        for (Locale locale : Dates.LOCALES) {
          offer(number, Spelling.Style.WORDS, locale, cost, rows, outputs, atoms);
        }
      }
    }
    return atoms;
  }

  private static boolean isWhole(Atom atom, int labeled) {
    for (int i = 0; i < labeled; i++) {
      String value = atom.values().get(i);
      if (value.length() > 12 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static void offer(
      Atom number,
      Spelling.Style style,
      Locale locale,
      double cost,
      List<Row> rows,
      List<String> outputs,
      List<Atom> atoms) {
    offer(new Text.Spelled(number.text(), style, locale), cost, rows, outputs, atoms);
  }

  private static void offer(
      Text text, double cost, List<Row> rows, List<String> outputs, List<Atom> atoms) {
    String probe = text.of(rows.getFirst());
    if (probe != null && !probe.isEmpty() && outputs.getFirst().contains(probe)) {
      Atom atom = Atom.of(text, rows, outputs.size(), cost);
      if (atom != null) {
        atoms.add(atom);
      }
    }
  }
}
