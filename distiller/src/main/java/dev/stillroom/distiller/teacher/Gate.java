package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.JobFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a teacher can do the task at all: it is asked about the person's own examples, each
 * without having been shown it. One that surely does worse than it must, or no better than always
 * saying the same, is not asked anything else.
 *
 * @param n how many it was asked about
 * @param right how many of them it got right
 * @param frequent how many would be right by always saying what is most frequent
 */
record Gate(int n, int right, int frequent) {

  private static final int MOST = 40;
  private static final double LEVEL = 0.95;

  /** With fewer the baseline says nothing. */
  private static final int ENOUGH = 10;

  /** Some of the person's examples, as many of each label as there can be. */
  static List<Asking.Question> questions(List<Example> own, Screen screen) {
    Map<JsonNode, Integer> counts = new HashMap<>();
    List<Map.Entry<Integer, Asking.Question>> ranked = new ArrayList<>();
    for (Example example : own) {
      if (screen.of(example.input()) instanceof Screen.Shown shown) {
        int rank = counts.merge(example.output(), 1, Integer::sum);
        ranked.add(Map.entry(rank, new Asking.Question(example.input(), shown, example)));
      }
    }
    ranked.sort(Map.Entry.comparingByKey());
    return ranked.stream().limit(MOST).map(Map.Entry::getValue).toList();
  }

  static Gate of(Lesson.Wish wish, Brief brief, Asking asking)
      throws JobFailure, InterruptedException {
    List<Asking.Question> questions = questions(wish.own(), brief.screen());
    List<Optional<Committee>> votes = asking.all(brief, questions, 1, done -> {});
    int n = 0;
    int right = 0;
    Map<JsonNode, Integer> counts = new HashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      JsonNode truth = questions.get(i).without().output();
      if (votes.get(i).isPresent()) {
        n++;
        right +=
            votes.get(i).get().agreed().filter(said -> isSame(said, truth)).isPresent() ? 1 : 0;
        counts.merge(truth, 1, Integer::sum);
      }
    }
    int frequent = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Gate(n, right, frequent);
  }

  /** Field by field: a field that the person did not look at does not count. */
  private static boolean isSame(JsonNode said, JsonNode truth) {
    if (!truth.isObject()) {
      return said.equals(truth);
    }
    for (Map.Entry<String, JsonNode> field : truth.properties()) {
      if (!values(said.path(field.getKey())).equals(values(field.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> values(JsonNode value) {
    List<String> values = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (one.isTextual() && !one.textValue().isBlank()) {
        values.add(one.textValue().strip().replaceAll("\\s+", " "));
      }
    }
    return values;
  }

  void write(ObjectNode json) {
    json.put("n", n).put("right", right);
    json.put("high", n == 0 ? 1 : ExactBound.upper(right, n, LEVEL));
  }

  /**
   * @param least the share it has to be able to get right
   * @throws JobFailure where it does badly
   */
  void refuse(String name, double least) throws JobFailure {
    String figures = name + " got " + right + " of your " + n + " examples right";
    if (n > 0 && ExactBound.upper(right, n, LEVEL) < least) {
      throw new JobFailure(
          String.format(
              Locale.ROOT,
              "%s, which is less than %.0f %%: nothing was learned from it; say the task more"
                  + " clearly (--instruction), give another teacher, or lower --teacher-gate",
              figures,
              100 * least));
    }
    if (n >= ENOUGH && right <= frequent && frequent < n) {
      throw new JobFailure(
          figures
              + ", always saying the same gets "
              + frequent
              + ": nothing was learned from it; say the task more clearly (--instruction) or give"
              + " another teacher");
    }
  }
}
