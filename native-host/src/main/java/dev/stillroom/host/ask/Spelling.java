package dev.stillroom.host.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Large models say the same in several ways: "Yes", "yes." and "**Yes**" are one label, spelled as
 * it was first.
 */
final class Spelling {

  /** Longer answers are no labels. */
  private static final int LONGEST_LABEL = 60;

  private static final int MOST_LABELS = 20;

  /** Longer ones are not what a small text program makes of a text. */
  private static final int LONGEST_TEXT = 300;

  private Spelling() {}

  /** What is the same of two spellings. */
  static String key(String answer) {
    return answer
        .toLowerCase(Locale.ROOT)
        .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "")
        .replaceAll("\\s+", " ");
  }

  /**
   * What kind of student could learn these answers.
   *
   * @return {@code classify}, {@code transform}, or null where none could
   */
  static String student(List<AskStore.Ask> answered) {
    Set<String> keys = new HashSet<>();
    boolean labels = true;
    boolean texts = true;
    for (AskStore.Ask ask : answered) {
      String answer = ask.output().asText();
      keys.add(key(answer));
      labels &= answer.length() <= LONGEST_LABEL && !key(answer).isEmpty();
      texts &=
          answer.length() <= LONGEST_TEXT
              && ask.input().path("text").asText().length() <= LONGEST_TEXT;
    }
    // A label that comes once teaches nothing: three of each on average.
    if (labels && keys.size() <= MOST_LABELS && 3 * keys.size() <= answered.size()) {
      return "classify";
    }
    return texts ? "transform" : null;
  }

  /** The answers, each label spelled as it was first. */
  static List<String> labels(List<AskStore.Ask> answered) {
    Map<String, String> first = new HashMap<>();
    List<String> labels = new ArrayList<>();
    for (AskStore.Ask ask : answered) {
      String answer = ask.output().asText().strip();
      labels.add(first.computeIfAbsent(key(answer), _ -> answer));
    }
    return labels;
  }
}
