package dev.stillroom.runtime.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds sentences that somebody else wrote about a text against it: from which of its sentences
 * each may come, and whether its numbers and names stand there and one of its sentences means much
 * the same. Where no encoder tells what sentences mean, most of the words have to stand there. That
 * a sentence contradicts the text is not seen by this, and not claimed.
 */
public final class Grounding {

  /** A written sentence comes from so many of the text's at most. */
  private static final int MOST_SOURCES = 3;

  /** A further source has to add so much of what the sentence says, as a share of its weight. */
  private static final double ADDS = 0.08;

  /** So much of what a sentence says, by weight, has to stand in its sources. */
  private static final double SUPPORTED = 0.5;

  /**
   * So near in the encoder's space are two sentences of which one says the other's matter in other
   * words; see the benchmark's part "support".
   */
  private static final double ALIKE = 0.66;

  /**
   * Sentences whose meaning is looked at beforehand: more would take longer than anybody waits. Of
   * those behind them the ones that words point to are looked at.
   */
  private static final int MOST_MEANT = 1_500;

  /** Letters that tell a word. */
  private static final int STEM = 5;

  /** In scripts with letters, shorter words are mostly grammar. */
  private static final int CONTENT = 4;

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,  ]\\d+)*");

  /** Behind a sentence's first word. */
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{L}\\p{N},;:)] )\\p{Lu}[\\p{L}\\p{M}'’-]+");

  private final Function<String, float[]> meaning;
  private final List<Sentence> sentences;
  private final List<float[]> meanings = new ArrayList<>();
  private final List<Set<String>> stems = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> all = new HashSet<>();

  /** By words alone. */
  public Grounding(Document document) {
    this(document, null);
  }

  /**
   * @param meaning of a sentence, as a vector of length 1; null where there is no encoder
   */
  public Grounding(Document document, Function<String, float[]> meaning) {
    this.meaning = meaning;
    sentences = document.sentences();
    if (meaning != null) {
      sentences.stream()
          .limit(MOST_MEANT)
          .forEach(sentence -> meanings.add(meaning.apply(sentence.text())));
    }
    for (Sentence sentence : sentences) {
      Set<String> said = stems(sentence.text());
      said.forEach(stem -> counts.merge(stem, 1, Integer::sum));
      stems.add(said);
      all.addAll(said);
      read(sentence.text());
      all.addAll(stems(sentence.heading()));
      read(sentence.heading());
    }
    all.addAll(stems(document.title()));
    read(document.title());
  }

  private void read(String text) {
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(digits(matcher.group()));
    }
  }

  /**
   * What was found of a written sentence.
   *
   * @param sources indices of the text's sentences it may come from, the nearest first
   * @param missing numbers and names in it that the text does not have
   * @param supported whether nothing is missing and its sources say it
   */
  public record Found(List<Integer> sources, List<String> missing, boolean supported) {}

  /** Looks for a written sentence in the text. */
  public Found find(String written) {
    Set<String> open = new HashSet<>(stems(written));
    double whole = open.stream().mapToDouble(this::weight).sum();
    double covered = 0;
    List<Integer> sources = new ArrayList<>();
    while (sources.size() < MOST_SOURCES && !open.isEmpty()) {
      int best = -1;
      double most = ADDS * whole;
      for (int i = 0; i < stems.size(); i++) {
        double gain = 0;
        for (String stem : open) {
          gain += stems.get(i).contains(stem) ? weight(stem) : 0;
        }
        if (gain > most) {
          most = gain;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      sources.add(best);
      covered += most;
      open.removeAll(stems.get(best));
    }
    List<String> missing = missing(written);
    boolean said = whole > 0 && covered >= SUPPORTED * whole;
    if (meaning != null && whole > 0) {
      said = meant(written, sources);
    }
    return new Found(List.copyOf(sources), missing, missing.isEmpty() && said);
  }

  /** Whether a sentence of the text means the same; that one is then the first source. */
  private boolean meant(String written, List<Integer> sources) {
    float[] wanted = meaning.apply(written);
    int nearest = -1;
    double most = ALIKE;
    for (int i = 0; i < meanings.size(); i++) {
      double alike = dot(wanted, meanings.get(i));
      if (alike >= most) {
        most = alike;
        nearest = i;
      }
    }
    for (int source : sources) {
      if (source >= meanings.size()) {
        double alike = dot(wanted, meaning.apply(sentences.get(source).text()));
        if (alike >= most) {
          most = alike;
          nearest = source;
        }
      }
    }
    if (nearest >= 0) {
      sources.remove(Integer.valueOf(nearest));
      sources.addFirst(nearest);
      if (sources.size() > MOST_SOURCES) {
        sources.removeLast();
      }
    }
    return nearest >= 0;
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private List<String> missing(String written) {
    List<String> missing = new ArrayList<>();
    Matcher number = NUMBER.matcher(written);
    while (number.find()) {
      if (!numbers.contains(digits(number.group()))) {
        missing.add(number.group());
      }
    }
    Matcher name = NAME.matcher(written);
    while (name.find()) {
      for (String word : Tokens.of(name.group())) {
        if (!all.contains(stem(word)) && !missing.contains(name.group())) {
          missing.add(name.group());
        }
      }
    }
    return missing;
  }

  /** 1,200 and 1 200 and 1200 are one number, so are 1.5 and 1,5, but not 15. */
  private static String digits(String number) {
    return number.replaceAll("[.,  ](?=\\d{3}(?!\\d))", "").replace(',', '.').replace(' ', '.');
  }

  /** A word the text has once says more of where a sentence comes from than one it has always. */
  private double weight(String stem) {
    boolean grammar = stem.length() < CONTENT && !Character.isIdeographic(stem.codePointAt(0));
    double rare = Math.log(1 + (stems.size() + 1.0) / counts.getOrDefault(stem, 1));
    return grammar && !Character.isDigit(stem.charAt(0)) ? 0.1 * rare : rare;
  }

  /** Words by their beginnings, which forms of one word share in many languages; numbers whole. */
  private static Set<String> stems(String text) {
    Set<String> stems = new HashSet<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      stems.add(digits(number.group()));
    }
    for (String word : Tokens.of(text)) {
      if (!Character.isDigit(word.charAt(0))) {
        stems.add(stem(word));
      }
    }
    return stems;
  }

  private static String stem(String word) {
    return word.length() > STEM
        ? word.substring(0, STEM)
        : word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }
}
