package dev.stillroom.runtime.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Chooses sentences until a budget is spent: the best first, less what it repeats of those chosen
 * (maximal marginal relevance, Carbonell and Goldstein, SIGIR 1998). A penalty only grows, so that
 * one is looked at again only when its sentence stands first.
 */
public final class Selection {

  /** A sentence that is so much like one that was said says nothing, and comes last. */
  private static final double SAID = 0.9;

  private static final double LAST = 1e6;

  /** One with the same words is never said twice. */
  private static final double SAME = 0.9999;

  private final Weighed sentences;
  private final int[] words;
  private final double[] scores;
  private final double repetition;

  /**
   * @param words of each sentence
   * @param scores of each sentence, on any scale
   * @param repetition what a sentence that was said already would lose, on that scale
   */
  public Selection(Weighed sentences, int[] words, double[] scores, double repetition) {
    this.sentences = sentences;
    this.words = words;
    this.scores = scores;
    this.repetition = repetition;
  }

  private static final class Waiting {
    private final int sentence;
    private double worth;
    private double like;
    private int compared;

    Waiting(int sentence, double worth) {
      this.sentence = sentence;
      this.worth = worth;
    }
  }

  /** The chosen sentences, the best first. */
  public List<Integer> of(Budget budget) {
    int all = 0;
    for (int count : words) {
      all += count;
    }
    double most =
        switch (budget.unit()) {
          case SENTENCES -> budget.amount();
          case WORDS -> budget.amount();
          case PERCENT -> budget.amount() / 100 * all;
        };
    PriorityQueue<Waiting> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble((Waiting w) -> -w.worth)
                .thenComparingInt(waiting -> waiting.sentence));
    for (int i = 0; i < scores.length; i++) {
      if (words[i] > 0) {
        queue.add(new Waiting(i, scores[i]));
      }
    }
    List<Integer> chosen = new ArrayList<>();
    double spent = 0;
    while (!queue.isEmpty()) {
      Waiting best = queue.poll();
      if (best.compared < chosen.size() && repetition > 0) {
        for (int said : chosen.subList(best.compared, chosen.size())) {
          best.like = Math.max(best.like, sentences.likeness(best.sentence, said));
        }
        best.compared = chosen.size();
        best.worth = scores[best.sentence] - repetition * best.like;
        best.worth -= best.like > SAID ? LAST : 0;
        if (best.like > SAME) {
          continue;
        }
        if (!queue.isEmpty() && best.worth < queue.peek().worth) {
          queue.add(best);
          continue;
        }
      }
      double cost = budget.unit() == Budget.Unit.SENTENCES ? 1 : words[best.sentence];
      // The last one is taken where that brings the length nearer to what was asked for.
      boolean fits = chosen.isEmpty() || spent + cost - most <= most - spent;
      if (fits) {
        chosen.add(best.sentence);
        spent += cost;
      }
      if (spent >= most) {
        break;
      }
      if (!fits && budget.unit() != Budget.Unit.SENTENCES && most - spent < 4) {
        break;
      }
    }
    return chosen;
  }
}
