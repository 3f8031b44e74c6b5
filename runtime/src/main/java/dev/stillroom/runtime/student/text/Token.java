package dev.stillroom.runtime.student.text;

/**
 * What positions and pieces are found by: a maximal run of a class of characters, or a text as it
 * stands. Found by one walk over the text, so no input makes it slow.
 */
public sealed interface Token {

  /** The classes of characters. */
  enum Chars {
    DIGITS,
    LETTERS,
    UPPER,
    LOWER,
    ALNUM,
    SPACE,
    NOT_SPACE,
    NOT_ALNUM;

    public boolean holds(char c) {
      return switch (this) {
        case DIGITS -> Character.isDigit(c);
        case LETTERS -> isLetter(c);
        case UPPER -> Character.isUpperCase(c);
        case LOWER -> Character.isLowerCase(c);
        case ALNUM -> isLetter(c) || Character.isDigit(c);
        case SPACE -> isSpace(c);
        case NOT_SPACE -> !isSpace(c);
        case NOT_ALNUM -> !isLetter(c) && !Character.isDigit(c);
      };
    }

    private static boolean isLetter(char c) {
      return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isSpace(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
  }

  /** The next match at or after {@code from}: its start, or -1. */
  int start(String text, int from);

  /** Where the match that begins at {@code start} ends. */
  int end(String text, int start);

  record Run(Chars chars) implements Token {
    @Override
    public int start(String text, int from) {
      int at = from;
      while (at < text.length()) {
        if (chars.holds(text.charAt(at)) && (at == 0 || !chars.holds(text.charAt(at - 1)))) {
          return at;
        }
        at++;
      }
      return -1;
    }

    @Override
    public int end(String text, int start) {
      int at = start;
      while (at < text.length() && chars.holds(text.charAt(at))) {
        at++;
      }
      return at;
    }
  }

  record Literal(String value) implements Token {
    @Override
    public int start(String text, int from) {
      return text.indexOf(value, from);
    }

    @Override
    public int end(String text, int start) {
      return start + value.length();
    }
  }

  /** How many matches there are; matches do not overlap. */
  default int count(String text) {
    int count = 0;
    for (int at = start(text, 0); at >= 0; at = start(text, end(text, at))) {
      count++;
    }
    return count;
  }
}
