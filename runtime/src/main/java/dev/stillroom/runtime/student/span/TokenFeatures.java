package dev.stillroom.runtime.student.span;

import dev.stillroom.runtime.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is seen of a token: its word, its beginning and end, its shape, its neighbours up to three
 * tokens away, and the input's other members (what was asked for). Each is a hash of 32 bits; no
 * word is kept. What stands here is versioned, since a packed tagger sees the world through it.
 */
public final class TokenFeatures {

  /** Raised with every change of what a token's features are. */
  public static final int VERSION = 1;

  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int MOST = 128;
  private static final int MAX_WORD = 60;
  private static final int MAX_MEMBERS = 8;
  private static final int AFFIX = 4;
  private static final int FAR = 3;

  /** What stands before the first and after the last token. */
  private static final long BEFORE = 0x3c;

  private static final long AFTER = 0x3e;

  /** The names of the features; their order is part of the version. */
  private enum Name {
    WORD,
    SHAPE,
    PLAIN,
    GAPS,
    PREFIX,
    SUFFIX,
    NEAR,
    PAIR,
    OUTER_PAIR,
    TRIPLE,
    NEAR_SHAPE,
    SHAPE_PAIR,
    SHAPE_TRIPLE,
    MEMBER,
    MEMBER_SHAPE,
    MEMBER_PLAIN,
    MEMBERS_LENGTH
  }

  private final SpanText text;
  private final long[] members;
  private final long allMembers;
  private final String[] words;
  private final long[] plain;
  private final long[] shapes;
  private final int[] found = new int[MOST];
  private int size;

  private TokenFeatures(SpanText text, List<Feature> others) {
    this.text = text;
    this.members = members(others);
    this.allMembers = Arrays.stream(members).reduce(START, TokenFeatures::mix);
    words = new String[text.size()];
    plain = new long[text.size()];
    shapes = new long[text.size()];
    for (int i = 0; i < words.length; i++) {
      String written = text.between(i, i);
      String cut = written.substring(0, Math.min(written.length(), MAX_WORD));
      words[i] = cut.toLowerCase(Locale.ROOT);
      // Which number it is matters to hardly any field; how many digits it has does.
      plain[i] =
          Character.isDigit(cut.codePointAt(0))
              ? mix(mix(START, '#'), written.length())
              : hash(words[i], 0, words[i].length());
      shapes[i] = shape(cut);
    }
  }

  /**
   * For each token its features.
   *
   * @param others what else is known of the input
   */
  public static int[][] of(SpanText text, List<Feature> others) {
    TokenFeatures features = new TokenFeatures(text, others);
    int[][] all = new int[text.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = features.of(i);
    }
    return all;
  }

  private int[] of(int i) {
    size = 0;
    String word = words[i];
    add(Name.WORD, 0, hash(word, 0, word.length()));
    add(Name.SHAPE, 0, shapes[i]);
    add(Name.PLAIN, 0, plain[i]);
    boolean before = i > 0 && text.starts()[i] == text.ends()[i - 1];
    boolean after = i + 1 < words.length && text.starts()[i + 1] == text.ends()[i];
    add(Name.GAPS, 0, (before ? 1 : 0) + (after ? 2 : 0));
    for (int length = 1; length <= AFFIX && length < word.length(); length++) {
      add(Name.PREFIX, 0, hash(word, 0, length));
      add(Name.SUFFIX, 0, hash(word, word.length() - length, word.length()));
    }
    for (int far = 1; far <= FAR; far++) {
      add(Name.NEAR, -far, near(plain, i - far));
      add(Name.NEAR, far, near(plain, i + far));
    }
    add(Name.PAIR, -1, mix(near(plain, i - 1), plain[i]));
    add(Name.PAIR, 1, mix(plain[i], near(plain, i + 1)));
    add(Name.OUTER_PAIR, -1, mix(near(plain, i - 2), near(plain, i - 1)));
    add(Name.OUTER_PAIR, 1, mix(near(plain, i + 1), near(plain, i + 2)));
    add(Name.TRIPLE, 0, mix(mix(near(plain, i - 1), plain[i]), near(plain, i + 1)));
    long left = near(shapes, i - 1);
    long right = near(shapes, i + 1);
    add(Name.NEAR_SHAPE, -1, left);
    add(Name.NEAR_SHAPE, 1, right);
    add(Name.SHAPE_PAIR, -1, mix(left, shapes[i]));
    add(Name.SHAPE_PAIR, 1, mix(shapes[i], right));
    add(Name.SHAPE_TRIPLE, 0, mix(mix(left, shapes[i]), right));
    for (long member : members) {
      add(Name.MEMBER, 0, member);
      add(Name.MEMBER_SHAPE, 0, mix(member, shapes[i]));
      add(Name.MEMBER_PLAIN, 0, mix(member, plain[i]));
    }
    if (members.length > 0) {
      add(Name.MEMBERS_LENGTH, 0, mix(allMembers, Math.min(words.length, 4)));
    }
    Arrays.sort(found, 0, size);
    return Arrays.stream(found, 0, size).distinct().toArray();
  }

  private void add(Name name, int place, long value) {
    long hash = mix(mix(START, 64L * name.ordinal() + place + 32), value);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    found[size++] = (int) (hash ^ (hash >>> 32));
  }

  private static long near(long[] hashes, int i) {
    return i < 0 ? BEFORE : i >= hashes.length ? AFTER : hashes[i];
  }

  /**
   * Capitals, small letters (three alike are two), each digit, and other characters as they are.
   */
  private static long shape(String word) {
    long hash = START;
    int run = 0;
    int last = -1;
    for (int at = 0; at < word.length(); ) {
      int c = word.codePointAt(at);
      at += Character.charCount(c);
      int sort = Character.isDigit(c) ? 'd' : Character.isUpperCase(c) ? 'X' : 'x';
      sort = sort == 'x' && !Character.isLetter(c) ? c : sort;
      run = sort == last ? run + 1 : 1;
      last = sort;
      if (run <= 2 || sort == 'd') {
        hash = mix(hash, sort);
      }
    }
    return hash;
  }

  private static long[] members(List<Feature> others) {
    List<Long> hashes = new ArrayList<>();
    for (Feature other : others) {
      String value =
          switch (other) {
            case Feature.Nominal(String name, String nominal) -> nominal;
            case Feature.Amount(String name, double amount) -> Double.toString(amount);
            case Feature.Text text -> null;
          };
      if (value != null && hashes.size() < MAX_MEMBERS) {
        String pair = other.name() + "=" + value;
        hashes.add(hash(pair, 0, pair.length()));
      }
    }
    return hashes.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
  }

  private static long hash(String text, int from, int to) {
    long hash = START;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }
}
