package dev.stillroom.runtime.student.text;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of countries, languages and currencies and their ISO codes, from the JDK's tables. */
public final class Names {

  /** What has names and codes. */
  public enum Kind {
    COUNTRY,
    LANGUAGE,
    CURRENCY
  }

  private record Key(Kind kind, boolean toCode, Locale language) {}

  private static final Map<Key, Map<String, String>> TABLES = new ConcurrentHashMap<>();

  private Names() {}

  /** The code or the name, or null where there is none. */
  public static String of(String text, Kind kind, boolean toCode, Locale language) {
    return TABLES.computeIfAbsent(new Key(kind, toCode, language), Names::table).get(text.strip());
  }

  private static Map<String, String> table(Key key) {
    Map<String, String> table = new HashMap<>();
    switch (key.kind()) {
      case COUNTRY -> {
        for (String code : Locale.getISOCountries()) {
          put(table, key, code, Locale.of("", code).getDisplayCountry(key.language()));
        }
      }
      case LANGUAGE -> {
        for (String code : Locale.getISOLanguages()) {
          put(table, key, code, Locale.of(code).getDisplayLanguage(key.language()));
        }
      }
      case CURRENCY ->
          Currency.availableCurrencies()
              .sorted(java.util.Comparator.comparing(Currency::getCurrencyCode))
              .forEach(
                  one ->
                      put(table, key, one.getCurrencyCode(), one.getDisplayName(key.language())));
    }
    return table;
  }

  private static void put(Map<String, String> table, Key key, String code, String name) {
    table.putIfAbsent(key.toCode() ? name : code, key.toCode() ? code : name);
  }
}
