package dev.stillroom.runtime.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns features into a sparse vector with hashes of 32 bits as coordinates: values, numbers in
 * buckets, words and pairs of words, and parts of words of three to five characters. Each member's
 * part of the vector has the same length, so that a long text does not drown a short value; so have
 * a text's words, which its many more parts would drown.
 */
public final class Hashing {

  /** Of so many words of a text the parts count too: a typo in a short text leaves something. */
  static final int MAX_PARTED = 300;

  /** The length of the block of a text's parts, beside 1 for its words. */
  private static final double PARTS = 0.8;

  private static final String PARTS_OF = "parts of ";

  private Hashing() {}

  /** The vector of an input; no coordinate stands in it twice. */
  public static List<Term> of(List<Feature> features) {
    Map<String, Map<Integer, Term>> blocks = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (Feature feature : features) {
      String block = feature.getClass().getSimpleName() + feature.name();
      Map<Integer, Term> terms = blocks.get(block);
      if (terms == null) {
        terms = new HashMap<>();
        blocks.put(block, terms);
        order.add(block);
      }
      switch (feature) {
        case Feature.Nominal nominal -> add(terms, nominal.name(), "=", nominal.value());
        case Feature.Amount amount -> amount(terms, amount);
        case Feature.Text text -> {
          words(terms, text);
          parts(blocks.computeIfAbsent(PARTS_OF + block, name -> partsOf(name, order)), text);
        }
      }
    }
    Map<Integer, Term> all = new HashMap<>();
    for (String block : order) {
      Map<Integer, Term> terms = blocks.get(block);
      double square = 0;
      for (Term term : terms.values()) {
        square += term.weight() * term.weight();
      }
      double length = block.startsWith(PARTS_OF) ? PARTS : 1;
      float scale = (float) (length / Math.sqrt(square));
      for (Term term : terms.values()) {
        all.put(
            term.hash(), new Term(term.hash(), term.weight() * scale, term.feature(), term.part()));
      }
    }
    List<Term> vector = new ArrayList<>(all.values());
    vector.sort((a, b) -> Integer.compare(a.hash(), b.hash()));
    return vector;
  }

  private static void amount(Map<Integer, Term> terms, Feature.Amount amount) {
    // Half octaves, and each value also in its neighbour's bucket, so that a border is no cliff.
    double value = amount.value();
    long bucket = Math.round(2 * StrictMath.log(1 + Math.abs(value)) / StrictMath.log(2));
    String sign = value < 0 ? "-" : "";
    add(terms, amount.name(), "~", sign + bucket);
    add(terms, amount.name(), "~~", sign + Math.floorDiv(bucket, 2));
    add(terms, amount.name(), "~~", sign + (Math.floorDiv(bucket - 1, 2)));
    if (value == Math.rint(value) && Math.abs(value) <= 20) {
      add(terms, amount.name(), "=", Long.toString((long) value));
    }
  }

  private static Map<Integer, Term> partsOf(String block, List<String> order) {
    order.add(block);
    return new HashMap<>();
  }

  private static void words(Map<Integer, Term> terms, Feature.Text text) {
    String before = null;
    for (String word : Words.of(text.value())) {
      add(terms, text.name(), "w", word);
      if (before != null) {
        add(terms, text.name(), "ww", before + " " + word);
      }
      before = word;
    }
  }

  private static void parts(Map<Integer, Term> terms, Feature.Text text) {
    int left = MAX_PARTED;
    for (String word : Words.of(text.value())) {
      if (left-- == 0) {
        break;
      }
      String padded = " " + word + " ";
      for (int size = 3; size <= 5; size++) {
        for (int i = 0; i + size <= padded.length(); i++) {
          add(terms, text.name(), "c", padded.substring(i, i + size));
        }
      }
    }
  }

  private static void add(Map<Integer, Term> terms, String name, String sort, String part) {
    int hash = hash(name, sort, part);
    terms.merge(
        hash,
        new Term(hash, 1, name, part),
        (old, one) -> new Term(hash, dampened(old.weight()), old.feature(), old.part()));
  }

  /** The weight of a term seen once more: grows like the logarithm of the count. */
  private static float dampened(float weight) {
    return (float) (1 + StrictMath.log(StrictMath.exp(weight - 1) + 1));
  }

  /** FNV-1a of 64 bits, mixed as in SplitMix64, folded to 32. */
  static int hash(String name, String sort, String part) {
    long hash = 0xcbf29ce484222325L;
    hash = mix(mix(mix(hash, name) * 31 + 1, sort) * 31 + 2, part);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mix(long hash, String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
