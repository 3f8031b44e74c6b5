package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that describes what was done, from exact to general: {@code A17}, {@code A#}, {@code
 * *}. Which of them says it best is learned from the stream.
 *
 * @param texts from exact to general; never empty
 * @param keys a hash for each text, of the slot it stands in and of itself
 * @param own whether it is the page's own name for something that a person knows by its label: it
 *     says something only where it comes back
 */
public record Trait(String name, List<String> texts, long[] keys, boolean own) {

  /** What stands for anything. */
  public static final String ANY = "*";

  /** The longest text that is told from others, in characters. */
  private static final int LONGEST = 120;

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]*[0-9][0-9a-f]{7,}|\\d+");
  private static final int BETWEEN = 1;
  private static final int GENERAL = 2;
  private static final int FEW_WORDS = 2;
  private static final int SOME_WORDS = 4;

  /** A trait that is always told exactly. */
  static Trait exact(String name, String text) {
    return of(name, 0, List.of(cut(text)));
  }

  /**
   * The page's own name for something with a label.
   *
   * @param slot of what has that role and that label
   */
  static Trait own(String name, long slot, String text) {
    Trait trait = of(name, slot, List.of(cut(text), ANY));
    return new Trait(name, trait.texts, trait.keys, true);
  }

  /** A trait that may be a fixed word or a piece of data. */
  static Trait learned(String name, long slot, String text) {
    return learned(name, slot, text, ANY);
  }

  /** A file's name: its ending remains when nothing else does. */
  static Trait file(String name, long slot, String text) {
    int dot = text.lastIndexOf('.');
    boolean ends = dot > 0 && text.length() - dot <= 6;
    return learned(name, slot, text, ends ? ANY + text.substring(dot) : ANY);
  }

  /** What was asked: the whole of it, or how it begins. */
  static Trait prompt(String name, long slot, String text) {
    String[] words = cut(text.strip()).split("\\s+", SOME_WORDS + 1);
    List<String> texts = new ArrayList<>();
    texts.add(String.join(" ", words));
    for (int count : new int[] {SOME_WORDS, FEW_WORDS}) {
      if (words.length > count) {
        texts.add(String.join(" ", List.of(words).subList(0, count)) + " …");
      }
    }
    texts.add(ANY);
    return of(name, slot, texts);
  }

  private static Trait learned(String name, long slot, String text, String most) {
    String exact = cut(text);
    List<String> texts = new ArrayList<>();
    texts.add(exact);
    if (hasDigit(exact)) {
      texts.add(DIGITS.matcher(exact).replaceAll("#"));
    }
    texts.add(most);
    return of(name, slot, texts);
  }

  private static Trait of(String name, long slot, List<String> texts) {
    long[] keys = new long[texts.size()];
    for (int i = 0; i < keys.length; i++) {
      // The most general text is the same whether or not there is one between: "a1b" has "a#b".
      int level = i == 0 ? 0 : i == keys.length - 1 ? GENERAL : BETWEEN;
      keys[i] = Hash.of(slot + level, name, texts.get(i));
    }
    return new Trait(name, List.copyOf(texts), keys, false);
  }

  static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
