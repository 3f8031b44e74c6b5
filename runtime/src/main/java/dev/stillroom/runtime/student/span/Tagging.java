package dev.stillroom.runtime.student.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads the spans of each field off a text's best tags, with how sure they are. */
public final class Tagging {

  /** A long text is tagged in windows of so many tokens, each with some of its neighbours'. */
  private static final int WINDOW = 512;

  private static final int OVERLAP = 64;

  /** How probable the beginning of a span off the best path must be to be looked at. */
  private static final double WORTH_A_LOOK = 0.05;

  /** The longest of those, in tokens. */
  private static final int LONGEST = 20;

  /**
   * What stands between two tokens, both included.
   *
   * @param probability that the field has exactly this span
   */
  public record Span(int first, int last, double probability) {}

  /**
   * A field's spans, in the text's order.
   *
   * @param none the probability that it has no others
   */
  public record Found(List<Span> spans, double none) {
    public Found {
      spans = List.copyOf(spans);
    }
  }

  private final Chain chain;
  private final List<List<Span>> spans = new ArrayList<>();
  private final double[] noOthers;

  /** For each field the most probable span among those that are on no best path; null for none. */
  private final Span[] candidates;

  private Tagging(Chain chain) {
    this.chain = chain;
    for (int field = 0; field < chain.fields(); field++) {
      spans.add(new ArrayList<>());
    }
    noOthers = new double[chain.fields()];
    candidates = new Span[chain.fields()];
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
    tagging.place();
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
          double begins = lattice.tag(i - from, Chain.begins(field));
          noOthers[field] *= Math.clamp(1 - begins, 0, 1);
          if (tag == 0 && begins >= WORTH_A_LOOK) {
            candidate(field, i, begins, from, tags, lattice);
          }
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

  /** The most probable end of a span that would begin here, up to the next that is taken. */
  private void candidate(
      int field, int first, double begins, int from, int[] tags, Lattice lattice) {
    Span best = candidates[field];
    for (int last = first; last < from + tags.length && last < first + LONGEST; last++) {
      if (best != null && begins <= best.probability() || tags[last - from] != 0) {
        break;
      }
      double probability = lattice.span(field, first - from, last - from);
      if (best == null || probability > best.probability()) {
        best = new Span(first, last, Math.clamp(probability, 0, 1));
      }
    }
    candidates[field] = best;
  }

  /** A field that more likely has a value than none gets its best candidate, where that is free. */
  private void place() {
    List<Integer> waiting = new ArrayList<>();
    for (int field = 0; field < candidates.length; field++) {
      if (spans.get(field).isEmpty() && noOthers[field] < 0.5 && candidates[field] != null) {
        waiting.add(field);
      }
    }
    waiting.sort(Comparator.comparingDouble(field -> -candidates[field].probability()));
    for (int field : waiting) {
      Span own = candidates[field];
      boolean free =
          spans.stream()
              .flatMap(List::stream)
              .noneMatch(span -> span.first() <= own.last() && own.first() <= span.last());
      if (free) {
        spans.get(field).add(own);
      }
    }
  }

  private Found found(int field, boolean list) {
    List<Span> all = spans.get(field);
    if (!list && !all.isEmpty()) {
      Span best = all.getFirst();
      for (Span span : all) {
        best = span.probability() > best.probability() ? span : best;
      }
      return new Found(List.of(best), noOthers[field]);
    }
    return new Found(all, noOthers[field]);
  }
}
