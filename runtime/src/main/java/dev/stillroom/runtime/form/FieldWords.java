package dev.stillroom.runtime.form;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Cuts names and labels of fields into plain words, however they are written. */
public final class FieldWords {

  /** Characters of a text that are looked at. */
  private static final int MAX_TEXT = 300;

  private FieldWords() {}

  /** The words of a text in order: {@code cardNumber2}, {@code card_number-2} have three. */
  public static List<String> of(String text) {
    String joined = joined(text);
    return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
  }

  /**
   * The same with a space between. Letters are small and without accents, digits stand apart, what
   * nobody sees is gone.
   */
  public static String joined(String text) {
    String plain = marks(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    StringBuilder words = new StringBuilder(plain.length() + 8);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
        space(words);
        continue;
      }
      if (i > 0 && isHump(plain, i)) {
        space(words);
      }
      words.append(c);
    }
    return words.toString().strip().toLowerCase(Locale.ROOT);
  }

  /** Whether a word begins at {@code i} within letters and digits. */
  private static boolean isHump(String text, int i) {
    char c = text.charAt(i);
    char before = text.charAt(i - 1);
    if (Character.isDigit(c) != Character.isDigit(before)) {
      return true;
    }
    boolean endsCapitals =
        Character.isUpperCase(before)
            && i + 1 < text.length()
            && Character.isLowerCase(text.charAt(i + 1));
    return Character.isUpperCase(c) && (Character.isLowerCase(before) || endsCapitals);
  }

  private static void space(StringBuilder words) {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  /** Compatible letters without accents and without what nobody sees. */
  static String marks(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      int type = Character.getType(c);
      if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
        continue;
      }
      switch (c) {
        case 'ß' -> plain.append("ss");
        case 'ł' -> plain.append('l');
        case 'Ł' -> plain.append('L');
        case 'ø' -> plain.append('o');
        case 'Ø' -> plain.append('O');
        case 'æ' -> plain.append("ae");
        case 'œ' -> plain.append("oe");
        case 'ı' -> plain.append('i');
        case 'đ' -> plain.append('d');
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }
}
