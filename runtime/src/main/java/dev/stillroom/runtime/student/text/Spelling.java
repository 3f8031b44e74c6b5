package dev.stillroom.runtime.student.text;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers in words, by rank and in Roman digits, and letters in German spelling, by ICU's rules.
 * ICU is loaded when a program first needs it: a quarter of a second that no other program pays.
 */
public final class Spelling {

  /** How a number is said. */
  public enum Style {
    ORDINAL,
    WORDS,
    ROMAN,
    ROMAN_SMALL
  }

  private record Key(Style style, Locale language) {}

  private static final int MAX_DIGITS = 12;
  private static final int LARGEST_ROMAN = 3_999;
  private static final Map<Key, RuleBasedNumberFormat> FORMATS = new ConcurrentHashMap<>();

  private Spelling() {}

  /** The number said so, or null where the text is no whole number, or none that can be. */
  public static String of(String text, Style style, Locale language) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    long number = Long.parseLong(text);
    boolean roman = style == Style.ROMAN || style == Style.ROMAN_SMALL;
    if (roman && (number < 1 || number > LARGEST_ROMAN)) {
      return null;
    }
    RuleBasedNumberFormat format =
        FORMATS.computeIfAbsent(new Key(style, language), Spelling::format);
    // The formats keep state while they write.
    synchronized (format) {
      return format.format(number);
    }
  }

  private static RuleBasedNumberFormat format(Key key) {
    ULocale locale = ULocale.forLocale(key.language());
    return switch (key.style()) {
      case ORDINAL -> new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.ORDINAL);
      case WORDS -> new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
      case ROMAN -> roman("%roman-upper");
      case ROMAN_SMALL -> roman("%roman-lower");
    };
  }

  private static RuleBasedNumberFormat roman(String rules) {
    RuleBasedNumberFormat format =
        new RuleBasedNumberFormat(ULocale.ROOT, RuleBasedNumberFormat.NUMBERING_SYSTEM);
    format.setDefaultRuleSet(rules);
    return format;
  }

  static String germanAscii(String text) {
    return Ascii.GERMAN.transliterate(text);
  }

  /** Half a second to build, so only where it is asked for. */
  private static final class Ascii {
    static final Transliterator GERMAN = Transliterator.getInstance("de-ASCII");
  }
}
