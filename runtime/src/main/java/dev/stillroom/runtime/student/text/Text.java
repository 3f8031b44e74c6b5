package dev.stillroom.runtime.student.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An expression that makes a text of a row, or nothing (null) where it does not apply. Total: no
 * loops but walks over bounded texts, no recursion but into the expression, no exceptions.
 */
public sealed interface Text {

  /** The longest text that any expression makes. */
  int MAX_TEXT = 40_000;

  String of(Row row);

  /** A column as it stands. */
  record Column(String name) implements Text {
    @Override
    public String of(Row row) {
      return row.columns().get(name);
    }
  }

  record Constant(String value) implements Text {
    @Override
    public String of(Row row) {
      return value;
    }
  }

  /** One behind the other. */
  record Concat(List<Text> parts) implements Text {
    public Concat {
      parts = List.copyOf(parts);
    }

    @Override
    public String of(Row row) {
      StringBuilder all = new StringBuilder();
      for (Text part : parts) {
        String value = part.of(row);
        if (value == null || all.length() + value.length() > MAX_TEXT) {
          return null;
        }
        all.append(value);
      }
      return all.toString();
    }
  }

  /** From one position to another. */
  record Slice(Text of, Position from, Position to) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.slice(text, from, to);
    }
  }

  /** One of the pieces between a delimiter, from 0; a negative one from the last. */
  record Piece(Text of, Token delimiter, int index) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.piece(text, delimiter, index);
    }
  }

  /** A change of all characters that needs no numbers. */
  record Changed(Text of, Change change) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : change.apply(text);
    }
  }

  /** Only the characters of a class. */
  record Kept(Text of, Token.Chars chars) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.kept(text, chars);
    }
  }

  /** Split at a delimiter, empty pieces left out, each piece changed, joined again. */
  record Joined(Text of, Token delimiter, Change each, String glue) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.joined(text, delimiter, each, glue);
    }
  }

  /** Groups of so many characters, counted from the start or the end. */
  record Chunked(Text of, int size, String glue, boolean fromEnd) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.chunked(text, size, glue, fromEnd);
    }
  }

  /** Filled up on the left. */
  record Padded(Text of, int width, char with) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null || text.length() >= width
          ? text
          : String.valueOf(with).repeat(width - text.length()) + text;
    }
  }

  /** A date or time read by one pattern and written by another (java.time). */
  record Dated(Text of, String from, Locale fromLocale, String to, Locale toLocale)
      implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Dates.rewrite(text, from, fromLocale, to, toLocale);
    }
  }

  /**
   * A number, times a factor, plus a shift, rounded and written.
   *
   * @param decimals places behind the point; where {@code trimmed}, at most so many
   */
  record Numbered(
      Text of,
      Numbers.Style from,
      double factor,
      double shift,
      int decimals,
      boolean trimmed,
      RoundingMode rounding,
      Numbers.Style to)
      implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null
          ? null
          : Numbers.rewrite(text, from, factor, shift, decimals, trimmed, rounding, to);
    }
  }

  /**
   * Two numbers made one, rounded and written.
   *
   * @param decimals places behind the point; where {@code trimmed}, at most so many
   */
  record Calculated(
      Text left,
      Numbers.Style leftStyle,
      Arithmetic operation,
      Text right,
      Numbers.Style rightStyle,
      int decimals,
      boolean trimmed,
      RoundingMode rounding,
      Numbers.Style to)
      implements Text {
    @Override
    public String of(Row row) {
      BigDecimal a = number(left, leftStyle, row);
      BigDecimal b = a == null ? null : number(right, rightStyle, row);
      BigDecimal made = b == null ? null : operation.of(a, b);
      return made == null ? null : Numbers.write(made, decimals, trimmed, rounding, to);
    }

    private static BigDecimal number(Text of, Numbers.Style style, Row row) {
      String text = of.of(row);
      return text == null ? null : Numbers.read(text, style);
    }
  }

  /** How many pieces there are between a delimiter. */
  record Counted(Text of, Token delimiter) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null || text.isEmpty() ? null : Integer.toString(delimiter.count(text) + 1);
    }
  }

  /** A date so many days and months later, as ISO 8601 writes it. */
  record Moved(Text of, String from, Locale language, int days, int months) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Dates.moved(text, from, language, days, months);
    }
  }

  /** What was learned for each of a few values; nothing for any other. */
  record Lookup(Text of, Map<String, String> values) implements Text {
    public Lookup {
      values = Map.copyOf(values);
    }

    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : values.get(text);
    }
  }

  /** A country, language or currency: its code by its name in a language, or the other way. */
  record Named(Text of, Names.Kind kind, boolean toCode, Locale language) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Names.of(text, kind, toCode, language);
    }
  }

  /** A whole number as people say or count it: 4th, four, IV. */
  record Spelled(Text of, Spelling.Style style, Locale language) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Spelling.of(text, style, language);
    }
  }

  /** Each place where a text stands gets another text. */
  record Replaced(Text of, String what, String with) implements Text {
    @Override
    public String of(Row row) {
      String text = of.of(row);
      return text == null ? null : Strings.replaced(text, what, with);
    }
  }

  /**
   * Split at a delimiter, each piece made anew by an expression of which the piece is the only
   * column, joined again. Never one in another: the work stays within a text's length.
   */
  record Mapped(Text of, Token delimiter, Text each, String glue) implements Text {
    /** The column that a piece is to {@code each}. */
    public static final String PIECE = "";

    private static final int MAX_PIECES = 1_000;

    @Override
    public String of(Row row) {
      String text = of.of(row);
      if (text == null) {
        return null;
      }
      List<String> pieces = Strings.pieces(text, delimiter);
      if (pieces.size() > MAX_PIECES) {
        return null;
      }
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < pieces.size(); i++) {
        String made = each.of(new Row(Map.of(PIECE, pieces.get(i))));
        if (made == null || all.length() + made.length() > MAX_TEXT) {
          return null;
        }
        all.append(i == 0 ? "" : glue).append(made);
      }
      return all.toString();
    }
  }

  /** One or the other, by whether a column has a number of matches of a token. */
  record Choice(Test test, Text then, Text otherwise) implements Text {
    @Override
    public String of(Row row) {
      return test.holds(row) ? then.of(row) : otherwise.of(row);
    }
  }

  /**
   * Whether a text has at least so many matches of a token, or begins or ends with it.
   *
   * @param least for {@code COUNT}
   */
  record Test(Text of, Where where, Token token, int least) {
    /** Where the token is looked for. */
    public enum Where {
      COUNT,
      START,
      END,
      WHOLE
    }

    public boolean holds(Row row) {
      String text = of.of(row);
      if (text == null) {
        return false;
      }
      return switch (where) {
        case COUNT -> token.count(text) >= least;
        case START -> token.start(text, 0) == 0;
        case END -> endsWith(text);
        case WHOLE -> token.start(text, 0) == 0 && token.end(text, 0) == text.length();
      };
    }

    private boolean endsWith(String text) {
      return switch (token) {
        case Token.Run run -> !text.isEmpty() && run.chars().holds(text.charAt(text.length() - 1));
        case Token.Pair pair ->
            !text.isEmpty() && pair.second().holds(text.charAt(text.length() - 1));
        case Token.Hump hump -> false;
        case Token.Literal literal -> text.endsWith(literal.value());
      };
    }
  }
}
