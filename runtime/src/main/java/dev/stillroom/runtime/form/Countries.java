package dev.stillroom.runtime.form;

import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The countries' codes, and their names in the languages of forms. */
final class Countries {

  private static final String[] LANGUAGES = {
    "en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro",
    "tr", "el", "ru", "ja", "zh", "ko"
  };

  private Countries() {}

  /** Made when the first country is asked for. */
  private static final class Table {

    private static final Map<String, String> CODES = codes();

    private static Map<String, String> codes() {
      Map<String, String> codes = new HashMap<>();
      for (String code : Locale.getISOCountries()) {
        codes.put(code.toLowerCase(Locale.ROOT), code);
        codes.put(Locale.of("", code).getISO3Country().toLowerCase(Locale.ROOT), code);
      }
      for (String language : LANGUAGES) {
        ULocale in = new ULocale(language);
        for (String code : Locale.getISOCountries()) {
          codes.putIfAbsent(plain(new ULocale("", code).getDisplayCountry(in)), code);
        }
      }
      String[][] also = {
        {"US", "usa", "u s a", "united states of america", "vereinigte staaten von amerika"},
        {"GB", "uk", "great britain", "england", "grossbritannien", "vereinigtes konigreich"},
        {"NL", "holland", "the netherlands"},
        {"CZ", "czech republic", "tschechische republik", "tschechien"},
        {"CH", "schweiz", "suisse", "svizzera"},
        {"KR", "south korea", "sudkorea"},
        {"RU", "russia", "russland"}
      };
      for (String[] names : also) {
        for (int i = 1; i < names.length; i++) {
          codes.put(names[i], names[0]);
        }
      }
      return codes;
    }
  }

  /** The code of two letters of a country that is named or coded; null for anything else. */
  static String code(String text) {
    String plain = plain(text);
    return plain.isEmpty() || plain.length() > 60 ? null : Table.CODES.get(plain);
  }

  /** A country's name in a language; in English where the language is not known. */
  static String name(String code, String language) {
    ULocale in = language.isEmpty() ? ULocale.ENGLISH : new ULocale(language);
    return new ULocale("", code).getDisplayCountry(in);
  }

  private static String plain(String text) {
    return FieldWords.joined(text);
  }
}
