package dev.stillroom.runtime.student.span;

import java.util.Arrays;

/**
 * A text cut where spans may begin and end: runs of letters, runs of digits, and every other
 * character that is no space on its own, so that "8pm" is two tokens and a value is found whatever
 * punctuation follows it.
 *
 * @param text what is read of the whole text
 * @param starts where each token begins, in characters (UTF-16)
 * @param ends where it ends
 * @param cut whether the whole text was longer
 */
public record SpanText(String text, int[] starts, int[] ends, boolean cut) {

  /** What is read of a text, in tokens and in characters. */
  public static final int MAX_TOKENS = 20_000;

  static final int MAX_TEXT = 200_000;

  /** Makes one symbol of several. */
  private static final char JOINER = 0x200D;

  private enum Sort {
    SPACE,
    DIGIT,
    LETTER,
    OTHER
  }

  public static SpanText of(String whole) {
    String text = whole.substring(0, Math.min(whole.length(), MAX_TEXT));
    int[] starts = new int[64];
    int[] ends = new int[64];
    int size = 0;
    int at = 0;
    while (at < text.length() && size < MAX_TOKENS) {
      int first = text.codePointAt(at);
      Sort sort = sort(first);
      int end = at + Character.charCount(first);
      while (end < text.length()
          && joins(sort, text.charAt(end - 1) == JOINER, text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (sort != Sort.SPACE) {
        if (size == starts.length) {
          starts = Arrays.copyOf(starts, 2 * size);
          ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = at;
        ends[size++] = end;
      }
      at = end;
    }
    boolean cut = at < whole.length();
    return new SpanText(text, Arrays.copyOf(starts, size), Arrays.copyOf(ends, size), cut);
  }

  /** An accent goes with what it stands on, also with a punctuation mark (keycaps, emoji). */
  private static boolean joins(Sort sort, boolean joined, int c) {
    return switch (sort) {
      case SPACE -> false;
      case DIGIT, LETTER -> isMark(c) || sort(c) == sort;
      case OTHER -> isMark(c) || c == JOINER || joined && sort(c) == Sort.OTHER;
    };
  }

  private static Sort sort(int c) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      return Sort.SPACE;
    }
    if (Character.isDigit(c)) {
      return Sort.DIGIT;
    }
    // An ideograph is a word of its own.
    return Character.isLetter(c) && !Character.isIdeographic(c) ? Sort.LETTER : Sort.OTHER;
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  public int size() {
    return starts.length;
  }

  /** The text from one token to another, both included. */
  public String between(int first, int last) {
    return text.substring(starts[first], ends[last]);
  }

  /** The token that begins there, or -1. */
  public int beginning(int character) {
    return Math.max(-1, Arrays.binarySearch(starts, character));
  }

  /** The token that ends there, or -1. */
  public int ending(int character) {
    return Math.max(-1, Arrays.binarySearch(ends, character));
  }
}
