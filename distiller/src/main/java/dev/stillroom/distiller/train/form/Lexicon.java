package dev.stillroom.distiller.train.form;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What people call the fields of forms, in many languages: written by hand from general knowledge,
 * from no data set.
 *
 * @param phrases for each type, for each language, what it is called; {@code code} is markup
 */
public record Lexicon(Map<String, Map<String, List<String>>> phrases) {

  static final String CODE = "code";

  /** The lexicon that comes with the program. */
  public static Lexicon own() {
    Map<String, Map<String, List<String>>> phrases = new LinkedHashMap<>();
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Map<String, List<String>> type = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        if (!line.startsWith(" ")) {
          type = phrases.computeIfAbsent(line.strip(), key -> new LinkedHashMap<>());
          continue;
        }
        int colon = line.indexOf(':');
        List<String> said = List.of(line.substring(colon + 1).strip().split("\\s*;\\s*"));
        type.put(line.substring(0, colon).strip(), said);
      }
    } catch (IOException broken) {
      throw new IllegalStateException("the lexicon of forms cannot be read", broken);
    }
    return new Lexicon(phrases);
  }

  /** What a type is called in a language; in English where it has no word of its own. */
  List<String> of(String type, String language) {
    Map<String, List<String>> all = phrases.getOrDefault(type, Map.of());
    List<String> own = all.get(language);
    return own != null ? own : all.getOrDefault("en", List.of(type));
  }

  List<String> languages() {
    TreeSet<String> languages = new TreeSet<>();
    phrases.values().forEach(type -> languages.addAll(type.keySet()));
    languages.remove(CODE);
    return List.copyOf(languages);
  }
}
