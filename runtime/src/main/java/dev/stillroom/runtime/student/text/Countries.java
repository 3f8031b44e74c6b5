package dev.stillroom.runtime.student.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of countries in the languages whose dates are known, from the JDK's tables. */
public final class Countries {

  private static final Map<Locale, Map<String, String>> CODES = new ConcurrentHashMap<>();

  private Countries() {}

  public static String code(String name, Locale language) {
    return CODES.computeIfAbsent(language, Countries::table).get(name.strip());
  }

  private static Map<String, String> table(Locale language) {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.putIfAbsent(Locale.of("", code).getDisplayCountry(language), code);
    }
    return codes;
  }
}
