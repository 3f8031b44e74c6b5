package dev.stillroom.runtime.student.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the spans of each field off a text's best tags, with how sure they are. */
public final class Tagging {

  /** A long text is tagged in windows of so many tokens, each with some of its neighbours'. */
  private static final int WINDOW = 512;

  private static final int OVERLAP = 64;

  /**
   * What stands between two tokens, both included.
   *
   * @param probability that the field has exactly this span
   */
  public record Span(int first, int last, double probability) {}

  /**
   * A field's spans, in the text's order.
   *
   * @param confidence the probability that these are the field's spans and no others
   */
  public record Found(List<Span> spans, double confidence) {
    public Found {
      spans = List.copyOf(spans);
    }
  }

  private final Chain chain;
  private final List<List<Span>> spans = new ArrayList<>();
  private final double[] noOthers;

  private Tagging(Chain chain) {
    this.chain = chain;
    for (int field = 0; field < chain.fields(); field++) {
      spans.add(new ArrayList<>());
    }
    noOthers = new double[chain.fields()];
    Arrays.fill(noOthers, 1);
  }

  /**
   * The spans of each field.
   *
   * @param weights for each token what speaks for each tag
   * @param lists whether a field may have several spans; otherwise the most probable one stands
   */
  public static List<Found> of(Chain chain, double[][] weights, boolean[] lists) {
    Tagging tagging = new Tagging(chain);
    int free = 0;
    for (int from = 0; from < weights.length; from += WINDOW - OVERLAP) {
      int to = Math.min(weights.length, from + WINDOW);
      int begin = from == 0 ? 0 : from + OVERLAP / 2;
      int end = to == weights.length ? to : to - OVERLAP / 2;
      free = tagging.window(Arrays.copyOfRange(weights, from, to), from, begin, end, free);
      if (to == weights.length) {
        break;
      }
    }
    List<Found> found = new ArrayList<>();
    for (int field = 0; field < lists.length; field++) {
      found.add(tagging.found(field, lists[field]));
    }
    return found;
  }

  /**
   * @param from where the window begins; {@code begin} to {@code end} of it are its own
   * @param free the first token that belongs to no span yet
   * @return the first token after the window's last span
   */
  private int window(double[][] weights, int from, int begin, int end, int free) {
    int[] tags = chain.best(weights);
    Lattice lattice = new Lattice(chain, weights);
    int after = free;
    for (int i = begin; i < end; i++) {
      int tag = tags[i - from];
      boolean starts = Chain.isBeginning(tag) && i >= after;
      for (int field = 0; field < chain.fields(); field++) {
        if (!starts || Chain.field(tag) != field) {
          noOthers[field] *= Math.clamp(1 - lattice.tag(i - from, Chain.begins(field)), 0, 1);
        }
      }
      if (starts) {
        int field = Chain.field(tag);
        int last = i;
        while (last + 1 - from < tags.length && tags[last + 1 - from] == Chain.goesOn(field)) {
          last++;
        }
        double probability = lattice.span(field, i - from, last - from);
        spans.get(field).add(new Span(i, last, Math.clamp(probability, 0, 1)));
        after = last + 1;
      }
    }
    return after;
  }

  private Found found(int field, boolean list) {
    List<Span> all = spans.get(field);
    if (!list && !all.isEmpty()) {
      Span best = all.getFirst();
      for (Span span : all) {
        best = span.probability() > best.probability() ? span : best;
      }
      return new Found(List.of(best), best.probability());
    }
    double confidence = noOthers[field];
    for (Span span : all) {
      confidence *= span.probability();
    }
    return new Found(all, confidence);
  }
}
