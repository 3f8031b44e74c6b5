package dev.stillroom.runtime.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns features into a sparse vector with hashes of 32 bits as coordinates: values, numbers in
 * buckets, words and pairs of words, how a text and its lines begin, and parts of words of three to
 * five characters. Each member's part of the vector has the same length, so that a long text does
 * not drown a short value; so have a text's words, which its many more parts would drown, its
 * beginning and those of its lines. No string is made for a word or its parts until somebody asks
 * for them: a text of a page has ten thousand of them.
 */
public final class Hashing {

  /** Of so many words of a text the parts count too: a typo in a short text leaves something. */
  static final int MAX_PARTED = 300;

  /** The length of the block of a text's parts, beside 1 for its words. */
  private static final double PARTS = 0.8;

  /** The length of the block of how a text begins: a question by its first words. */
  private static final double START_OF_TEXT = 0.5;

  /** The length of the block of how its lines begin: a form that was filled in by its fields. */
  private static final double START_OF_LINES = 0.7;

  /** So many words are a beginning, */
  private static final int STARTING = 3;

  /** and they stand within so many characters. */
  private static final int MAX_START = 120;

  private static final int MAX_LINES = 300;

  private static final String PARTS_OF = "parts of ";
  private static final String START_OF = "start of ";
  private static final String LINES_OF = "lines of ";
  private static final long START = 0xcbf29ce484222325L;

  /** Takes each coordinate, as often as it occurs, and where its words stand. */
  private interface Sink {
    void add(int hash, String before, String text, int from, int to);
  }

  private Hashing() {}

  /** The vector of an input; no coordinate stands in it twice. */
  public static Vector vector(List<Feature> features) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    for (Feature feature : features) {
      String name = feature.getClass().getSimpleName() + feature.name();
      Block block = blocks.computeIfAbsent(name, key -> new Block(1));
      switch (feature) {
        case Feature.Nominal nominal -> nominal(nominal, block);
        case Feature.Amount amount -> amount(amount, block);
        case Feature.Text text -> {
          List<String> words = Words.of(text.value());
          words(text.name(), words, block);
          start(text, blocks.computeIfAbsent(START_OF + name, key -> new Block(START_OF_TEXT)));
          lines(text, blocks.computeIfAbsent(LINES_OF + name, key -> new Block(START_OF_LINES)));
          parts(
              text.name(), words, blocks.computeIfAbsent(PARTS_OF + name, key -> new Block(PARTS)));
        }
      }
    }
    int size = blocks.values().stream().mapToInt(block -> block.size).sum();
    // A hash and its weight in one number each, so that sorting needs no objects.
    long[] all = new long[size];
    int at = 0;
    for (Block block : blocks.values()) {
      at = block.weigh(all, at);
    }
    Arrays.sort(all, 0, at);
    int[] hashes = new int[at];
    float[] weights = new float[at];
    int n = 0;
    for (int i = 0; i < at; i++) {
      int hash = (int) (all[i] >> 32);
      // Two members' coordinates may meet, once in millions: the heavier one stands.
      n -= n > 0 && hashes[n - 1] == hash ? 1 : 0;
      hashes[n] = hash;
      weights[n++] = Float.intBitsToFloat((int) all[i]);
    }
    return new Vector(Arrays.copyOf(hashes, n), Arrays.copyOf(weights, n));
  }

  /** The vector with the words of each coordinate. */
  public static List<Term> of(List<Feature> features) {
    Vector vector = vector(features);
    Map<Integer, Term> named = terms(features, vector, vector.hashes());
    List<Term> terms = new ArrayList<>();
    for (int hash : vector.hashes()) {
      terms.add(named.get(hash));
    }
    return terms;
  }

  /** The words of some coordinates of an input's vector, by their hashes. */
  public static Map<Integer, Term> terms(List<Feature> features, Vector vector, int[] wanted) {
    int[] sorted = wanted.clone();
    Arrays.sort(sorted);
    Map<Integer, Term> found = new HashMap<>();
    for (Feature feature : features) {
      Sink sink =
          (hash, before, text, from, to) -> {
            if (Arrays.binarySearch(sorted, hash) >= 0 && !found.containsKey(hash)) {
              float weight = vector.weights()[Arrays.binarySearch(vector.hashes(), hash)];
              String part = (before == null ? "" : before + " ") + text.substring(from, to);
              found.put(hash, new Term(hash, weight, feature.name(), part));
            }
          };
      switch (feature) {
        case Feature.Nominal nominal -> nominal(nominal, sink);
        case Feature.Amount amount -> amount(amount, sink);
        case Feature.Text text -> {
          List<String> words = Words.of(text.value());
          words(text.name(), words, sink);
          start(text, sink);
          lines(text, sink);
          parts(text.name(), words, sink);
        }
      }
    }
    return found;
  }

  /** The coordinates that say how texts and their lines begin, ascending; some may stand twice. */
  public static int[] beginnings(List<Feature> features) {
    Block all = new Block(0);
    for (Feature feature : features) {
      if (feature instanceof Feature.Text text) {
        start(text, all);
        lines(text, all);
      }
    }
    int[] hashes = Arrays.copyOf(all.hashes, all.size);
    Arrays.sort(hashes);
    return hashes;
  }

  private static void nominal(Feature.Nominal nominal, Sink sink) {
    whole(sink, state(nominal.name(), "="), nominal.value());
  }

  private static void amount(Feature.Amount amount, Sink sink) {
    // Half octaves, and each value also in its neighbour's bucket, so that a border is no cliff.
    double value = amount.value();
    long bucket = Math.round(2 * StrictMath.log(1 + Math.abs(value)) / StrictMath.log(2));
    String sign = value < 0 ? "-" : "";
    long wide = state(amount.name(), "~~");
    whole(sink, state(amount.name(), "~"), sign + bucket);
    whole(sink, wide, sign + Math.floorDiv(bucket, 2));
    whole(sink, wide, sign + (Math.floorDiv(bucket - 1, 2)));
    if (value == Math.rint(value) && Math.abs(value) <= 20) {
      whole(sink, state(amount.name(), "="), Long.toString((long) value));
    }
  }

  private static void whole(Sink sink, long state, String text) {
    sink.add(end(mix(state, text, 0, text.length())), null, text, 0, text.length());
  }

  private static void words(String name, List<String> words, Sink sink) {
    long one = state(name, "w");
    long two = state(name, "ww");
    String before = null;
    for (String word : words) {
      whole(sink, one, word);
      if (before != null) {
        long pair = mix(mix(two, before, 0, before.length()), " ", 0, 1);
        sink.add(end(mix(pair, word, 0, word.length())), before, word, 0, word.length());
      }
      before = word;
    }
  }

  /** The first word of a text, its first two, its first three. */
  private static void start(Feature.Text text, Sink sink) {
    start(state(text.name(), "b"), text.value().stripLeading(), sink);
  }

  /** The same of each line, where there are several. */
  private static void lines(Feature.Text text, Sink sink) {
    if (text.value().strip().indexOf('\n') < 0) {
      return;
    }
    long state = state(text.name(), "l");
    Iterator<String> lines = text.value().lines().map(String::stripLeading).iterator();
    for (int n = 0; n < MAX_LINES && lines.hasNext(); n++) {
      start(state, lines.next(), sink);
    }
  }

  private static void start(long state, String line, Sink sink) {
    List<String> words = Words.of(line.substring(0, Math.min(MAX_START, line.length())));
    StringBuilder start = new StringBuilder();
    for (String word : words.subList(0, Math.min(STARTING, words.size()))) {
      start.append(start.isEmpty() ? "" : " ").append(word);
      String shown = start + "…";
      sink.add(end(mix(state, shown, 0, start.length())), null, shown, 0, shown.length());
    }
  }

  private static void parts(String name, List<String> words, Sink sink) {
    long state = state(name, "c");
    for (String word : words.subList(0, Math.min(MAX_PARTED, words.size()))) {
      String padded = " " + word + " ";
      for (int from = 0; from + 3 <= padded.length(); from++) {
        long hash = mix(state, padded, from, from + 2);
        for (int to = from + 3; to <= Math.min(from + 5, padded.length()); to++) {
          hash = mix(hash, padded, to - 1, to);
          sink.add(end(hash), null, padded, from, to);
        }
      }
    }
  }

  static int hash(String name, String sort, String part) {
    return end(mix(state(name, sort), part, 0, part.length()));
  }

  /** FNV-1a of 64 bits over the name and the sort of a coordinate; its words follow. */
  private static long state(String name, String sort) {
    long hash = mix(START, name, 0, name.length()) * 31 + 1;
    return mix(hash, sort, 0, sort.length()) * 31 + 2;
  }

  private static long mix(long hash, String text, int from, int to) {
    long mixed = hash;
    for (int i = from; i < to; i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed;
  }

  /** Mixed as in SplitMix64, folded to 32 bits. */
  private static int end(long state) {
    long hash = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return (int) (hash ^ (hash >>> 32));
  }

  /** The coordinates of one member, which together have a set length. */
  private static final class Block implements Sink {
    private final double length;
    private int[] hashes = new int[16];
    private int size;

    Block(double length) {
      this.length = length;
    }

    @Override
    public void add(int hash, String before, String text, int from, int to) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
      }
      hashes[size++] = hash;
    }

    /** Writes each hash once, with a weight that grows like the logarithm of its count. */
    int weigh(long[] all, int start) {
      Arrays.sort(hashes, 0, size);
      double square = 0;
      int at = start;
      for (int i = 0; i < size; ) {
        int end = i;
        while (end < size && hashes[end] == hashes[i]) {
          end++;
        }
        double weight = end == i + 1 ? 1 : 1 + StrictMath.log(end - i);
        square += weight * weight;
        all[at++] = (long) hashes[i] << 32 | Float.floatToIntBits((float) weight);
        i = end;
      }
      float scale = (float) (length / Math.sqrt(square));
      for (int i = start; i < at; i++) {
        float weight = Float.intBitsToFloat((int) all[i]) * scale;
        all[i] = all[i] & 0xFFFFFFFF00000000L | Float.floatToIntBits(weight);
      }
      return at;
    }
  }
}
