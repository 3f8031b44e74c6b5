package dev.stillroom.runtime.student.span;

import java.util.Locale;

/**
 * What a stretch of tokens looks like, from its very words to mere letters and digits, alone and
 * between its neighbours. Each look is a hash; a pattern is a look that means a field.
 */
public final class Templates {

  /** Raised with every change of what a stretch looks like. */
  public static final int VERSION = 1;

  /** The longest stretch, in tokens. */
  public static final int MAX_LENGTH = 12;

  /** How many looks a stretch has; the first ones are the most general. */
  public static final int LOOKS = 18;

  private static final int LEFT = 3;
  private static final int RIGHT = 2;
  private static final int LEVELS = 3;
  private static final long START = 0xcbf29ce484222325L;
  private static final long BEFORE = 0x3c;
  private static final long AFTER = 0x3e;

  private final SpanText text;

  /** For each level, for each token what it looks like; the last level's words are contexts too. */
  private final long[][] tokens = new long[LEVELS][];

  private final long[] context;

  public Templates(SpanText text) {
    this.text = text;
    for (int level = 0; level < LEVELS; level++) {
      tokens[level] = new long[text.size()];
    }
    context = new long[text.size()];
    for (int i = 0; i < text.size(); i++) {
      String word = text.between(i, i);
      int first = word.codePointAt(0);
      long mark = mix(START, first);
      if (Character.isDigit(first)) {
        tokens[0][i] = mix(START, 'd');
        tokens[1][i] = mix(tokens[0][i], word.length());
      } else if (Character.isLetter(first) && !Character.isIdeographic(first)) {
        tokens[0][i] = mix(START, 'w');
        tokens[1][i] = mix(tokens[0][i], letters(word));
      } else {
        tokens[0][i] = mark;
        tokens[1][i] = mark;
      }
      tokens[2][i] = hash(word.toLowerCase(Locale.ROOT));
      context[i] = Character.isDigit(first) ? tokens[1][i] : tokens[2][i];
    }
  }

  /** Capital, capitals, small letters, or both in another order. */
  private static int letters(String word) {
    boolean first = Character.isUpperCase(word.codePointAt(0));
    String rest = word.substring(Character.charCount(word.codePointAt(0)));
    boolean capitals = rest.codePoints().anyMatch(Character::isUpperCase);
    boolean small = rest.codePoints().anyMatch(c -> !Character.isUpperCase(c));
    return (first ? 1 : 0) + (capitals ? 2 : 0) + (small ? 4 : 0);
  }

  /**
   * The looks of the stretches that begin at a token, one after the other the longer.
   *
   * @param looks is filled: {@link #LOOKS} for a stretch of one token, then for one of two …
   * @return how many stretches there are
   */
  public int at(int first, int[] looks) {
    int longest = Math.min(MAX_LENGTH, tokens[0].length - first);
    long[] inside = new long[LEVELS];
    for (int length = 1; length <= longest; length++) {
      int last = first + length - 1;
      boolean joined = length > 1 && text.starts()[last] == text.ends()[last - 1];
      for (int level = 0; level < LEVELS; level++) {
        inside[level] = mix(mix(inside[level], joined ? 1 : 2), tokens[level][last]);
      }
      int look = (length - 1) * LOOKS;
      for (int left = 0; left < LEFT; left++) {
        long before = START;
        for (int far = 1; far <= left; far++) {
          before = mix(before, first - far < 0 ? BEFORE : context[first - far]);
        }
        for (int right = 0; right < RIGHT; right++) {
          long after = right == 0 ? START : last + 1 < context.length ? context[last + 1] : AFTER;
          for (int level = 0; level < LEVELS; level++) {
            long sort = (left * RIGHT + right) * LEVELS + level;
            looks[look++] = end(mix(mix(mix(sort, before), after), inside[level]));
          }
        }
      }
    }
    return longest;
  }

  private static long hash(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }

  private static int end(long state) {
    long hash = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    return (int) (hash ^ (hash >>> 32));
  }
}
