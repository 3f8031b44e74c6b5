package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists, initials, names of files, groups of digits: a field split, each piece changed, and joined
 * by what stands in the outputs.
 */
final class Joins {

  /** Half of a pair between things. */
  private static final double ODD = 2;

  private Joins() {}

  /** An expression and its cost. */
  record Join(Text text, double cost) {}

  static List<Join> of(Atom field, List<String> outputs) {
    List<Join> joins = new ArrayList<>();
    Set<String> glues = glues(outputs);
    Set<Token> delimiters = delimiters(field, outputs.size());
    for (Token delimiter : delimiters) {
      // Two pieces in every row are a first and a second rather than a list.
      boolean list = false;
      for (int i = 0; i < outputs.size(); i++) {
        list |= delimiter.count(field.values().get(i)) != 1;
      }
      double pair = list ? 0 : 0.8;
      for (String glue : glues) {
        double odd = isOdd(glue) ? ODD : 0;
        for (Change each :
            List.of(
                Change.SAME,
                Change.TITLE,
                Change.LOWER,
                Change.UPPER,
                Change.FIRST,
                Change.FIRST_UPPERED,
                Change.FIRST_UPPER)) {
          joins.add(
              new Join(
                  new Text.Joined(field.text(), delimiter, each, glue),
                  field.cost() + 1.5 + pair + odd + (each == Change.SAME ? 0 : 0.5)));
        }
      }
    }
    int longest =
        field.values().subList(0, outputs.size()).stream().mapToInt(String::length).max().orElse(0);
    for (int size = 2; size <= 4; size++) {
      double few = longest <= 2 * size ? 1 : 0;
      for (String glue : glues) {
        if (!glue.isEmpty()) {
          joins.add(
              new Join(
                  new Text.Chunked(field.text(), size, glue, false), field.cost() + 1.6 + few));
          joins.add(
              new Join(new Text.Chunked(field.text(), size, glue, true), field.cost() + 1.8 + few));
        }
      }
    }
    return joins;
  }

  private static Set<String> glues(List<String> outputs) {
    Set<String> glues = new LinkedHashSet<>(List.of("", " "));
    for (String output : outputs) {
      for (int i = 0; i < output.length() && glues.size() < 8; i++) {
        int end = i;
        while (end < output.length() && !Character.isLetterOrDigit(output.charAt(end))) {
          end++;
        }
        if (end > i && end - i <= 3) {
          glues.add(output.substring(i, end));
        }
        i = Math.max(i, end);
      }
    }
    return glues;
  }

  private static Set<Token> delimiters(Atom field, int labeled) {
    Set<Token> delimiters = new LinkedHashSet<>();
    delimiters.add(new Token.Run(Token.Chars.SPACE));
    delimiters.add(new Token.Run(Token.Chars.NOT_ALNUM));
    for (int i = 0; i < labeled; i++) {
      String value = field.values().get(i);
      for (int at = 0; at < value.length() && delimiters.size() < 8; at++) {
        char c = value.charAt(at);
        if (!Token.Chars.ALNUM.holds(c) && !Token.Chars.SPACE.holds(c)) {
          delimiters.add(new Token.Literal("" + c));
          if (value.startsWith(c + " ", at)) {
            delimiters.add(new Token.Literal(c + " "));
          }
        }
      }
    }
    Token hump = new Token.Hump();
    if (field.values().subList(0, labeled).stream().anyMatch(v -> hump.count(v) > 0)) {
      delimiters.add(hump);
    }
    return delimiters;
  }

  /** A bracket or a quotation mark between things is half of a pair. */
  private static boolean isOdd(String glue) {
    return glue.chars().anyMatch(c -> "()[]{}<>\"“”«»".indexOf(c) >= 0);
  }
}
