package dev.stillroom.runtime.summary;

import dev.stillroom.runtime.page.Outline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What speaks for a sentence, of each sentence of a document: where it stands, how long it is, what
 * it shares with title, heading and the other sentences, what stands in it, what it does; and its
 * own words, as hashes.
 */
public final class SentenceFeatures {

  /** Raised whenever the same sentence has other features. */
  public static final int VERSION = 1;

  /** The features that are numbers, each within 0 and 1 or near. */
  public enum Name {
    FIRST("the text's first sentence"),
    EARLY("early sentences"),
    PLACE("late sentences"),
    LAST("the last sentence"),
    OPENS_PARAGRAPH("paragraphs' first sentences"),
    OPENS_SECTION("sections' first sentences"),
    LENGTH("long sentences"),
    TINY("very short sentences"),
    HUGE("very long sentences"),
    TITLE("words of the title"),
    LIKE_TITLE("what is like the title"),
    LIKE_HEADING("what is like its heading"),
    CENTRAL("what the other sentences are about"),
    COVERING("the text's frequent words"),
    NUMBERS("numbers"),
    NUMBER("a number"),
    NAMES("names"),
    QUOTED("quotations"),
    QUESTION("questions"),
    BRACKETS("brackets"),
    LEANING("a beginning that leans on what was said before"),
    FINDING("what was found, made or decided"),
    CONCLUSION("conclusions"),
    DEFINITION("definitions"),
    DETAIL("examples and additions"),
    ITEM("items of lists"),
    IN_CONCLUSION("sections of conclusions"),
    IN_MINOR("references and the like"),
    ASIDE("what is said to the site's visitor"),
    LEAD_OF_LONG("the first sentences of a longer text");

    private final String words;

    Name(String words) {
      this.words = words;
    }

    /** What a sentence has much of where this is high. */
    public String inWords() {
      return words;
    }
  }

  public static final int COUNT = Name.values().length;

  private static final int TINY_WORDS = 6;
  private static final int HUGE_WORDS = 45;
  private static final double LONG_WORDS = 40;
  private static final int LONGER_TEXT = 12;
  private static final int LEAD = 3;

  /** Of its words so many count where a sentence is only a list of them. */
  private static final int MAX_WORDS = 120;

  private static final int START = 0x811c9dc5;
  private static final int STEP = 0x01000193;

  private final Document document;
  private final List<List<String>> words;
  private final Weighed weighed;
  private final double[][] numbers;

  public SentenceFeatures(Document document) {
    this.document = document;
    words = document.sentences().stream().map(s -> cut(Tokens.of(s.text()))).toList();
    weighed = new Weighed(words);
    numbers = new double[words.size()][];
    measure();
  }

  private static List<String> cut(List<String> words) {
    return words.size() > MAX_WORDS ? words.subList(0, MAX_WORDS) : words;
  }

  public Document document() {
    return document;
  }

  public int size() {
    return numbers.length;
  }

  /** The sentence's numbers, in the order of {@link Name}. */
  public double[] numbers(int sentence) {
    return numbers[sentence];
  }

  public Weighed weighed() {
    return weighed;
  }

  /** How many words each sentence has. */
  public int[] lengths() {
    return words.stream().mapToInt(List::size).toArray();
  }

  /** How many words all have together. */
  public int words() {
    return words.stream().mapToInt(List::size).sum();
  }

  private void measure() {
    int n = words.size();
    List<String> title = Tokens.of(document.title());
    Weighed.Vector titled = weighed.of(title);
    double[] central = highestOne(IntStream.range(0, n).mapToDouble(weighed::centrality).toArray());
    double[] covering = highestOne(IntStream.range(0, n).mapToDouble(weighed::coverage).toArray());
    String heading = "";
    Weighed.Vector headed = weighed.of(List.of());
    boolean concluding = false;
    boolean minor = false;
    for (int i = 0; i < n; i++) {
      Sentence sentence = document.sentences().get(i);
      if (!sentence.heading().equals(heading)) {
        heading = sentence.heading();
        List<String> said = Tokens.of(heading);
        headed = weighed.of(said);
        concluding = Cues.CONCLUSION.in(said);
        minor = said.size() <= 4 && Cues.MINOR.in(said);
      }
      double[] values = new double[COUNT];
      put(values, Name.FIRST, i == 0);
      put(values, Name.EARLY, 1.0 / (1 + i));
      put(values, Name.PLACE, n < 2 ? 0 : (double) i / (n - 1));
      put(values, Name.LAST, i == n - 1 && n > 1);
      put(values, Name.OPENS_PARAGRAPH, sentence.opens());
      put(values, Name.OPENS_SECTION, !heading.isEmpty() && sentence.afterHeading() == 0);
      put(values, Name.LEAD_OF_LONG, i < LEAD && n >= LONGER_TEXT);
      put(values, Name.TITLE, recall(title, words.get(i)));
      put(values, Name.LIKE_TITLE, weighed.likeness(i, titled));
      put(values, Name.LIKE_HEADING, weighed.likeness(i, headed));
      put(values, Name.CENTRAL, central[i]);
      put(values, Name.COVERING, covering[i]);
      put(values, Name.ITEM, sentence.kind() == Outline.Kind.ITEM);
      put(values, Name.IN_CONCLUSION, concluding);
      put(values, Name.IN_MINOR, minor);
      inside(values, sentence.text(), words.get(i));
      numbers[i] = values;
    }
  }

  private static void put(double[] values, Name name, double value) {
    values[name.ordinal()] = value;
  }

  private static void put(double[] values, Name name, boolean is) {
    values[name.ordinal()] = is ? 1 : 0;
  }

  private static double[] highestOne(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    for (int i = 0; i < values.length && most > 0; i++) {
      values[i] /= most;
    }
    return values;
  }

  /** The share of the title's words that stand in the sentence; those that carry meaning. */
  private static double recall(List<String> title, List<String> sentence) {
    Set<String> said = new HashSet<>();
    sentence.forEach(word -> said.add(Tokens.stem(word)));
    int of = 0;
    int found = 0;
    for (String word : new HashSet<>(title)) {
      if (word.length() > 3 || Character.isIdeographic(word.codePointAt(0))) {
        of++;
        found += said.contains(Tokens.stem(word)) ? 1 : 0;
      }
    }
    return of == 0 ? 0 : (double) found / of;
  }

  private static void inside(double[] values, String text, List<String> words) {
    int count = words.size();
    put(values, Name.LENGTH, Math.min(1.5, count / LONG_WORDS));
    put(values, Name.TINY, count < TINY_WORDS);
    put(values, Name.HUGE, count > HUGE_WORDS);
    long digits = words.stream().filter(word -> Character.isDigit(word.charAt(0))).count();
    put(values, Name.NUMBERS, Math.min(3, digits) / 3.0);
    put(values, Name.NUMBER, digits > 0);
    put(values, Name.NAMES, names(text));
    put(values, Name.QUOTED, text.chars().filter(c -> "\"“”„«»「」".indexOf(c) >= 0).count() > 0);
    put(values, Name.QUESTION, text.endsWith("?") || text.endsWith("？") || text.endsWith("؟"));
    put(values, Name.BRACKETS, Math.min(2, text.chars().filter(c -> c == '(').count()) / 2.0);
    put(values, Name.LEANING, Cues.LEANING.begins(words));
    put(values, Name.FINDING, Cues.FINDING.in(words));
    put(values, Name.CONCLUSION, Cues.CONCLUSION.in(words));
    put(values, Name.DEFINITION, Cues.DEFINITION.in(words));
    put(values, Name.DETAIL, Cues.DETAIL.in(words));
    put(values, Name.ASIDE, Cues.ASIDE.in(words));
  }

  /** The share of words behind the first that begin with a capital. */
  private static double names(String text) {
    int words = 0;
    int capitals = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = Character.isLetter(c);
      if (letter && !inside) {
        words++;
        capitals += words > 1 && Character.isUpperCase(c) ? 1 : 0;
      }
      inside = letter || inside && (c == '\'' || c == '’' || c == '-');
    }
    return words < 2 ? 0 : (double) capitals / (words - 1);
  }

  /** The hashes of a sentence's words, pairs of them and beginning, ascending, none twice. */
  public int[] hashes(int sentence) {
    List<String> said = words.get(sentence);
    List<Integer> all = new ArrayList<>();
    int begun = hash(START, "^");
    for (int i = 0; i < said.size(); i++) {
      int one = hash(START, said.get(i));
      all.add(one);
      if (i + 1 < said.size()) {
        all.add(hash(one * STEP ^ ' ', said.get(i + 1)));
      }
      if (i < 3) {
        begun = hash(begun * STEP ^ ' ', said.get(i));
        all.add(begun);
      }
    }
    return all.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }

  private static int hash(int state, String word) {
    int hash = state;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * STEP;
    }
    // The last step of MurmurHash3: neighbours are far from each other.
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return hash;
  }
}
