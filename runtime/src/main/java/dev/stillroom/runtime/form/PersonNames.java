package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes people's names apart, where there is one way to. */
final class PersonNames {

  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "dr",
          "prof",
          "herr",
          "frau",
          "m",
          "mme",
          "mlle",
          "sr",
          "sra",
          "srta",
          "sig",
          "sigra",
          "sigr",
          "dhr",
          "mevr",
          "pan",
          "pani",
          "ing",
          "dipl",
          "mag",
          "dott",
          "dottssa",
          "sir",
          "madame",
          "monsieur",
          "señor",
          "señora");

  /** Words that belong to the family name behind them. */
  private static final Set<String> PARTICLES =
      Set.of(
          "von", "van", "vom", "zu", "zur", "zum", "de", "der", "den", "del", "della", "di", "da",
          "das", "do", "dos", "du", "des", "la", "le", "ten", "ter", "te", "bin", "al", "el", "af",
          "av", "st", "saint", "mac", "o");

  private PersonNames() {}

  /** Given and family name; null where it cannot be known where one ends. */
  record Parts(String prefix, String given, String family) {}

  static Parts parts(String name) {
    String plain = name.strip().replaceAll("\\s+", " ");
    int comma = plain.indexOf(',');
    if (comma > 0 && comma == plain.lastIndexOf(',')) {
      String family = plain.substring(0, comma).strip();
      String given = plain.substring(comma + 1).strip();
      return family.isEmpty() || given.isEmpty() || !isPerson(family + " " + given)
          ? null
          : new Parts("", given, family);
    }
    List<String> words = new ArrayList<>(List.of(plain.split(" ")));
    StringBuilder prefix = new StringBuilder();
    while (words.size() > 1 && TITLES.contains(bare(words.getFirst()))) {
      prefix.append(prefix.isEmpty() ? "" : " ").append(words.removeFirst());
    }
    if (!isPerson(String.join(" ", words))) {
      return null;
    }
    if (words.size() == 2) {
      return new Parts(prefix.toString(), words.get(0), words.get(1));
    }
    for (int i = 1; i < words.size() - 1; i++) {
      boolean isParticle =
          PARTICLES.contains(bare(words.get(i))) && Character.isLowerCase(words.get(i).charAt(0));
      if (isParticle) {
        return i > 2
            ? null
            : new Parts(
                prefix.toString(),
                String.join(" ", words.subList(0, i)),
                String.join(" ", words.subList(i, words.size())));
      }
    }
    return null;
  }

  /** Whether a text can be the name of one person: two to five words of letters. */
  static boolean isPerson(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length < 2 || words.length > 6) {
      return false;
    }
    for (String word : words) {
      if (!word.matches("[\\p{L}][\\p{L}\\p{M}'’.-]*")) {
        return false;
      }
    }
    return Character.isUpperCase(words[words.length - 1].charAt(0))
        || !Character.isLowerCase(words[words.length - 1].charAt(0));
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replace(".", "").replace("'", "");
  }
}
