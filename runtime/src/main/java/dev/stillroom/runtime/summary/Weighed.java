package dev.stillroom.runtime.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sentences of a document as vectors of their words: rare words of the document and long ones
 * weigh more. Each vector has length 1.
 */
public final class Weighed {

  /** In scripts with letters, words of so few are mostly grammar. */
  private static final int SHORT = 3;

  private static final double OF_SHORT = 0.25;

  /** One sentence: ascending words and their weights. */
  record Vector(int[] terms, float[] weights) {

    double dot(Vector other) {
      double sum = 0;
      int i = 0;
      int j = 0;
      while (i < terms.length && j < other.terms.length) {
        if (terms[i] == other.terms[j]) {
          sum += weights[i++] * other.weights[j++];
        } else if (terms[i] < other.terms[j]) {
          i++;
        } else {
          j++;
        }
      }
      return sum;
    }
  }

  private final Map<String, Integer> known = new HashMap<>();
  private final List<Vector> vectors = new ArrayList<>();
  private final double[] idf;
  private final double[] centre;

  public Weighed(List<List<String>> sentences) {
    List<int[]> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (List<String> words : sentences) {
      int[] terms = new int[words.size()];
      for (int i = 0; i < terms.length; i++) {
        String stem = Tokens.stem(words.get(i));
        Integer term = known.get(stem);
        if (term == null) {
          term = known.size();
          known.put(stem, term);
          names.add(stem);
        }
        terms[i] = term;
      }
      Arrays.sort(terms);
      all.add(terms);
    }
    int[] in = new int[names.size()];
    for (int[] terms : all) {
      for (int i = 0; i < terms.length; i++) {
        in[terms[i]] += i == 0 || terms[i] != terms[i - 1] ? 1 : 0;
      }
    }
    idf = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      String name = names.get(i);
      boolean grammar = name.length() <= SHORT && !Character.isIdeographic(name.codePointAt(0));
      idf[i] = Math.log(1 + (double) all.size() / in[i]) * (grammar ? OF_SHORT : 1);
    }
    centre = new double[in.length];
    for (int[] terms : all) {
      Vector vector = vector(terms);
      vectors.add(vector);
      for (int i = 0; i < vector.terms().length; i++) {
        centre[vector.terms()[i]] += vector.weights()[i];
      }
    }
  }

  private Vector vector(int... sorted) {
    int[] terms = new int[sorted.length];
    float[] weights = new float[sorted.length];
    int n = 0;
    for (int i = 0; i < sorted.length; ) {
      int j = i;
      while (j < sorted.length && sorted[j] == sorted[i]) {
        j++;
      }
      terms[n] = sorted[i];
      weights[n++] = (float) ((1 + Math.log(j - i)) * idf[sorted[i]]);
      i = j;
    }
    double square = 0;
    for (int i = 0; i < n; i++) {
      square += weights[i] * weights[i];
    }
    float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    for (int i = 0; i < n; i++) {
      weights[i] *= scale;
    }
    return new Vector(Arrays.copyOf(terms, n), Arrays.copyOf(weights, n));
  }

  public int size() {
    return vectors.size();
  }

  /** The vector of a text beside the document, of which only the document's words count. */
  Vector of(List<String> words) {
    return vector(
        words.stream()
            .map(word -> known.get(Tokens.stem(word)))
            .filter(term -> term != null)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray());
  }

  Vector get(int sentence) {
    return vectors.get(sentence);
  }

  /** How alike two sentences are, in [0, 1]. */
  public double likeness(int one, int other) {
    return vectors.get(one).dot(vectors.get(other));
  }

  double likeness(int sentence, Vector other) {
    return vectors.get(sentence).dot(other);
  }

  /** How alike a sentence is to all others, in the mean. */
  double centrality(int sentence) {
    Vector vector = vectors.get(sentence);
    double sum = 0;
    for (int i = 0; i < vector.terms().length; i++) {
      sum += vector.weights()[i] * (centre[vector.terms()[i]] - vector.weights()[i]);
    }
    return vectors.size() < 2 ? 0 : sum / (vectors.size() - 1);
  }

  /** How much of the document's weight a sentence's words hold. */
  double coverage(int sentence) {
    double sum = 0;
    for (int term : vectors.get(sentence).terms()) {
      sum += centre[term] * idf[term];
    }
    return sum;
  }
}
