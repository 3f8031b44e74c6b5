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

  /** A run of one class at once followed by a run of another: {@code S02}, {@code 12a}. */
  record Pair(Chars first, Chars second) implements Token {
    @Override
    public int start(String text, int from) {
      Run run = new Run(first);
      int at = run.start(text, from);
      while (at >= 0) {
        int border = run.end(text, at);
        if (border < text.length() && second.holds(text.charAt(border))) {
          return at;
        }
        at = run.start(text, border);
      }
      return -1;
    }

    @Override
    public int end(String text, int start) {
      return new Run(second).end(text, new Run(first).end(text, start));
    }
  }

  /** The place between a small letter and a large one; nothing stands there. */
  record Hump() implements Token {
    @Override
    public int start(String text, int from) {
      for (int i = from + 1; i < text.length(); i++) {
        if (Chars.LOWER.holds(text.charAt(i - 1)) && Chars.UPPER.holds(text.charAt(i))) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public int end(String text, int start) {
      return start;
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
