package dev.stillroom.runtime.student.text;

import java.text.Normalizer;
import java.util.Locale;

/** What can be done to a text as a whole. Locale-free, so a pack says the same everywhere. */
public enum Change {
  SAME,
  UPPER,
  LOWER,
  /** Each word begins large and goes on small. */
  TITLE,
  /** The first letter large, all others as they are. */
  FIRST_UPPER,
  /** The first character only. */
  FIRST,
  FIRST_UPPERED,
  TRIM,
  /** Accents go, and letters such as ß and ł become their plain ones. */
  FOLD,
  /** The same as German writes it: ä becomes ae. */
  FOLD_GERMAN;

  String apply(String text) {
    return switch (this) {
      case SAME -> text;
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case TITLE -> title(text);
      case FIRST_UPPER -> text.isEmpty() ? text : first(text).toUpperCase(Locale.ROOT) + rest(text);
      case FIRST -> first(text);
      case FIRST_UPPERED -> first(text).toUpperCase(Locale.ROOT);
      case TRIM -> text.strip();
      case FOLD -> fold(text);
      case FOLD_GERMAN -> Spelling.germanAscii(text);
    };
  }

  private static String first(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(0, 1));
  }

  private static String rest(String text) {
    return text.substring(text.offsetByCodePoints(0, 1));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      out.append(inWord ? c : Character.toTitleCase(c));
      inWord = Character.isLetterOrDigit(c) || c == '\'' || c == '’';
    }
    return out.toString();
  }

  private static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFD).toCharArray()) {
      switch (c) {
        case 'ß' -> out.append("ss");
        case 'ł' -> out.append('l');
        case 'Ł' -> out.append('L');
        case 'ø' -> out.append('o');
        case 'Ø' -> out.append('O');
        case 'đ' -> out.append('d');
        case 'Đ' -> out.append('D');
        case 'æ' -> out.append("ae");
        case 'Æ' -> out.append("Ae");
        case 'œ' -> out.append("oe");
        case 'ı' -> out.append('i');
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
