package dev.stillroom.runtime.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The language of a page or text: what it declares, else its script, else its commonest words. */
public final class Languages {

  private static final int SAMPLE = 20_000;

  private static final Map<String, Set<String>> COMMON = new TreeMap<>();

  static {
    COMMON.put(
        "en",
        Set.of(
            "the", "and", "of", "to", "in", "is", "that", "for", "with", "was", "on", "are", "this",
            "it"));
    COMMON.put(
        "de",
        Set.of(
            "der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "von", "zu", "den",
            "auf", "im"));
    COMMON.put(
        "fr",
        Set.of(
            "le", "la", "les", "et", "des", "est", "une", "dans", "pour", "que", "qui", "sur", "du",
            "pas"));
    COMMON.put(
        "es",
        Set.of(
            "el", "los", "las", "y", "del", "una", "por", "con", "para", "es", "se", "en", "su",
            "como"));
    COMMON.put(
        "it",
        Set.of(
            "il", "che", "di", "della", "per", "con", "gli", "sono", "una", "non", "nel", "è",
            "dei", "alla"));
    COMMON.put(
        "pt",
        Set.of(
            "o", "os", "as", "do", "da", "em", "um", "uma", "para", "com", "não", "que", "dos",
            "ao"));
    COMMON.put(
        "nl",
        Set.of(
            "de", "het", "een", "van", "en", "is", "niet", "op", "te", "met", "voor", "zijn", "dat",
            "die"));
    COMMON.put(
        "sv",
        Set.of(
            "och", "att", "det", "som", "är", "en", "på", "för", "av", "med", "inte", "den", "till",
            "ett"));
    COMMON.put(
        "da",
        Set.of(
            "og", "at", "det", "er", "en", "på", "for", "af", "med", "ikke", "den", "til", "der",
            "et"));
    COMMON.put(
        "pl",
        Set.of(
            "i", "w", "na", "z", "do", "nie", "się", "jest", "to", "że", "o", "jak", "dla", "po"));
    COMMON.put(
        "cs",
        Set.of(
            "a", "v", "na", "se", "je", "že", "s", "z", "do", "to", "které", "pro", "jsou",
            "také"));
    COMMON.put(
        "tr",
        Set.of(
            "ve", "bir", "bu", "için", "ile", "de", "da", "çok", "olarak", "daha", "gibi", "olan",
            "ne", "var"));
    COMMON.put(
        "fi",
        Set.of(
            "ja", "on", "ei", "se", "että", "oli", "myös", "kun", "mutta", "joka", "ovat", "sen",
            "tai", "hän"));
  }

  private Languages() {}

  static String of(Page page, String text) {
    String declared = declared(page);
    return declared.isEmpty() ? guess(text.isEmpty() ? page.text() : text) : declared;
  }

  private static String declared(Page page) {
    for (int html : page.all("html")) {
      String tag = primary(page.attribute(html, "lang"));
      if (!tag.isEmpty()) {
        return tag;
      }
    }
    for (int meta : page.all("meta")) {
      String name =
          (page.attribute(meta, "http-equiv")
                  + page.attribute(meta, "property")
                  + page.attribute(meta, "name"))
              .toLowerCase(Locale.ROOT);
      if (List.of("content-language", "og:locale", "language", "dc.language").contains(name)) {
        String tag = primary(page.attribute(meta, "content"));
        if (!tag.isEmpty()) {
          return tag;
        }
      }
    }
    return primary(StructuredData.of(page).language());
  }

  private static String primary(String tag) {
    String first = tag.strip().split("[-_,;\\s]")[0].toLowerCase(Locale.ROOT);
    return first.matches("[a-z]{2,3}") ? first : "";
  }

  /** The language's tag of two letters; empty where neither script nor words tell. */
  public static String guess(String text) {
    String sample = text.length() > SAMPLE ? text.substring(0, SAMPLE) : text;
    String script = byScript(sample);
    if (!script.isEmpty()) {
      return script;
    }
    Map<String, Integer> hits = new HashMap<>();
    int words = 0;
    for (String word : sample.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      words++;
      COMMON.forEach(
          (language, common) -> hits.merge(language, common.contains(word) ? 1 : 0, Integer::sum));
    }
    String best = "";
    for (String language : COMMON.keySet()) {
      if (hits.getOrDefault(language, 0) > hits.getOrDefault(best, 0)) {
        best = language;
      }
    }
    return hits.getOrDefault(best, 0) * 20 > words ? best : "";
  }

  private static String byScript(String text) {
    Map<Character.UnicodeScript, Integer> letters = new HashMap<>();
    int all = 0;
    boolean ukrainian = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        all++;
        letters.merge(Character.UnicodeScript.of(c), 1, Integer::sum);
        ukrainian |= c == 'ї' || c == 'є' || c == 'ґ';
      }
    }
    int kana =
        letters.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
    int han = letters.getOrDefault(Character.UnicodeScript.HAN, 0);
    if (all == 0) {
      return "";
    }
    if (kana * 10 > all) {
      return "ja";
    }
    if (han * 2 > all) {
      return "zh";
    }
    for (Map.Entry<Character.UnicodeScript, String> one :
        Map.of(
                Character.UnicodeScript.CYRILLIC, ukrainian ? "uk" : "ru",
                Character.UnicodeScript.HANGUL, "ko",
                Character.UnicodeScript.ARABIC, "ar",
                Character.UnicodeScript.HEBREW, "he",
                Character.UnicodeScript.GREEK, "el",
                Character.UnicodeScript.THAI, "th",
                Character.UnicodeScript.DEVANAGARI, "hi")
            .entrySet()) {
      if (letters.getOrDefault(one.getKey(), 0) * 2 > all) {
        return one.getValue();
      }
    }
    return "";
  }
}
