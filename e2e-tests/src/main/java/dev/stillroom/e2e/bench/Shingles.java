package dev.stillroom.e2e.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The measure of the article extraction benchmark: precision and recall over shingles of four words
 * for each page, their means over pages, and the F1 of the means.
 */
final class Shingles {

  private static final int WORDS = 4;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

  private double precisions;
  private double recalls;
  private int answered;
  private int pages;

  void add(String wanted, String found) {
    Map<List<String>, Integer> gold = shingles(wanted);
    Map<List<String>, Integer> got = shingles(found);
    int common = 0;
    for (Map.Entry<List<String>, Integer> one : gold.entrySet()) {
      common += Math.min(one.getValue(), got.getOrDefault(one.getKey(), 0));
    }
    int all = total(gold);
    int given = total(got);
    pages++;
    if (given > 0) {
      // A page with nothing found has no precision.
      precisions += (double) common / given;
      answered++;
    } else if (all == 0) {
      precisions++;
      answered++;
    }
    recalls += all == 0 ? given == 0 ? 1 : 0 : (double) common / all;
  }

  double precision() {
    return answered == 0 ? 0 : precisions / answered;
  }

  double recall() {
    return pages == 0 ? 0 : recalls / pages;
  }

  double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  private static int total(Map<List<String>, Integer> shingles) {
    return shingles.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<List<String>, Integer> shingles(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    Map<List<String>, Integer> shingles = new HashMap<>();
    for (int i = 0; !words.isEmpty() && i < Math.max(1, words.size() - WORDS + 1); i++) {
      shingles.merge(words.subList(i, Math.min(words.size(), i + WORDS)), 1, Integer::sum);
    }
    return shingles;
  }
}
