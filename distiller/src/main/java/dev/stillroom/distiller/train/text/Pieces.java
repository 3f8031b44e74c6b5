package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Strings;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists of which each thing is made anew: split as the outputs' count of things says, then learned
 * from the things as from rows of their own.
 */
final class Pieces {

  private static final int FIELDS = 6;
  private static final int MOST = 6;
  private static final int SEARCHES = 6;

  /** No lists within lists. */
  static final Pieces NONE = new Pieces(null);

  private final Inner inner;

  /** The search for what is made of one thing. */
  interface Inner {
    List<Synthesis.Ranked> of(List<Row> rows, List<String> outputs);
  }

  Pieces(Inner inner) {
    this.inner = inner;
  }

  List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    if (inner == null) {
      return atoms;
    }
    Set<String> glues = glues(outputs);
    int searches = 0;
    for (Atom field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
      for (Token delimiter : delimiters(field, outputs.size())) {
        for (String glue : glues) {
          Map<String, String> things = things(field, delimiter, outputs, glue);
          if (things == null || searches == SEARCHES) {
            continue;
          }
          searches++;
          List<String> from = things.keySet().stream().limit(MOST).toList();
          List<Row> inputs =
              from.stream().map(thing -> new Row(Map.of(Text.Mapped.PIECE, thing))).toList();
          List<Synthesis.Ranked> found = inner.of(inputs, from.stream().map(things::get).toList());
          for (Synthesis.Ranked one : found.subList(0, Math.min(2, found.size()))) {
            Text text = new Text.Mapped(field.text(), delimiter, one.text(), glue);
            double cost = field.cost() + 1.5 + 0.7 * one.cost();
            Atom atom = Atom.of(text, rows, outputs.size(), cost);
            if (atom != null) {
              atoms.add(atom);
            }
          }
        }
      }
    }
    return atoms;
  }

  /** What each thing becomes; null where the counts differ or nothing is a list. */
  private static Map<String, String> things(
      Atom field, Token delimiter, List<String> outputs, String glue) {
    Map<String, String> things = new LinkedHashMap<>();
    int most = 0;
    for (int i = 0; i < outputs.size(); i++) {
      List<String> from = Strings.pieces(field.values().get(i), delimiter);
      List<String> to = Strings.pieces(outputs.get(i), new Token.Literal(glue));
      if (from.size() != to.size()) {
        return null;
      }
      most = Math.max(most, from.size());
      for (int k = 0; k < from.size(); k++) {
        String before = things.put(from.get(k), to.get(k));
        if (from.get(k).isEmpty()
            || to.get(k).isEmpty()
            || before != null && !before.equals(to.get(k))) {
          return null;
        }
      }
    }
    return most >= 2 ? things : null;
  }

  private static Set<String> glues(List<String> outputs) {
    Set<String> glues = new LinkedHashSet<>();
    for (String output : outputs) {
      for (int i = 1; i < output.length() - 1 && glues.size() < 6; i++) {
        if (!Token.Chars.ALNUM.holds(output.charAt(i))) {
          if (i + 2 < output.length() && output.charAt(i + 1) == ' ' && output.charAt(i) != ' ') {
            glues.add(output.substring(i, i + 2));
          }
          glues.add(output.substring(i, i + 1));
        }
      }
    }
    return glues;
  }

  private static Set<Token> delimiters(Atom field, int labeled) {
    Set<Token> delimiters = new LinkedHashSet<>();
    for (int i = 0; i < labeled; i++) {
      for (String glue : glues(List.of(field.values().get(i)))) {
        delimiters.add(new Token.Literal(glue));
      }
    }
    return delimiters;
  }
}
