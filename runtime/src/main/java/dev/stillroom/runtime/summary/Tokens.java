package dev.stillroom.runtime.summary;

import dev.stillroom.runtime.features.Words;
import java.util.List;

/** The words of a sentence, folded; an ideograph is a word of its own. */
public final class Tokens {

  /** Of a word's letters so many tell what it is about; what follows is mostly grammar. */
  private static final int STEM = 6;

  private Tokens() {}

  public static List<String> of(String text) {
    return Words.of(text);
  }

  /** What words of one family share: a rough stem that serves many languages. */
  static String stem(String word) {
    return word.length() > STEM ? word.substring(0, STEM) : word;
  }
}
