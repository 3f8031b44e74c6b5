package dev.stillroom.runtime.summary;

import dev.stillroom.runtime.features.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Phrases that tell what a sentence does in its text, in a dozen languages. */
enum Cues {
  /** Says what was found, made or decided. */
  FINDING,
  /** Draws a line under what was said. */
  CONCLUSION,
  /** Says what something is. */
  DEFINITION,
  /** Goes into an example or adds to what was said. */
  DETAIL,
  /** Begins with a word that leans on the sentence before it. */
  LEANING,
  /** Is said to the visitor of the site and not of the matter. */
  ASIDE,
  /** Of a heading: what follows is not of the text. */
  MINOR;

  private static final String FILE = "cues.txt";

  /** For each cue its phrases by their first word. */
  private static final Map<Cues, Map<String, List<List<String>>>> PHRASES = read();

  private static Map<Cues, Map<String, List<List<String>>>> read() {
    Map<Cues, Map<String, List<List<String>>>> all = new EnumMap<>(Cues.class);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Cues.class.getResourceAsStream(FILE)),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t");
          Cues cue = valueOf(parts[0].toUpperCase(Locale.ROOT));
          for (String phrase : parts[1].split("\\|")) {
            List<String> words = Words.of(phrase);
            all.computeIfAbsent(cue, c -> new HashMap<>())
                .computeIfAbsent(words.getFirst(), first -> new ArrayList<>())
                .add(words);
          }
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return all;
  }

  /** Whether any of its phrases stands in a text, given in words. */
  boolean in(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (at(words, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text begins with one of its phrases. */
  boolean begins(List<String> words) {
    return !words.isEmpty() && at(words, 0);
  }

  private boolean at(List<String> words, int place) {
    for (List<String> phrase : PHRASES.get(this).getOrDefault(words.get(place), List.of())) {
      int end = place + phrase.size();
      if (end <= words.size() && words.subList(place, end).equals(phrase)) {
        return true;
      }
    }
    return false;
  }
}
