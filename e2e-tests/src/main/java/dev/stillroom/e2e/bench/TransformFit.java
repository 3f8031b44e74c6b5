package dev.stillroom.e2e.bench;

import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.TextWriter;
import dev.stillroom.runtime.student.text.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Fits the weights of {@link Trust} by logistic regression to the tasks to choose by. The language
 * was made on these, so its programs are right of them more often than of a person's. What it does
 * not hold is shown by leaving out of it, in turn, each part that a task's program is made of; and
 * to inputs of other tasks there is no right answer. Prints the weights and, each task judged by
 * weights fitted to the others, what they do.
 */
public final class TransformFit implements Benchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Of a task whose program the language does not hold there are fewer among people's. */
  private static final double HIDDEN = 1;

  private static final double FOREIGN = 0.03;

  /** A part is left out for one task of so many: what then fits is looked for longest. */
  private static final int HIDES = 3;

  private static final int MOST_HIDDEN = 2;

  /** What every language by example holds. */
  private static final Set<String> PLAIN =
      Set.of("column", "constant", "concat", "choice", "lookup", "slice", "piece");

  /** Processor time of one search in nanoseconds, so that a busy machine finds the same. */
  private static final long LIMIT = 2_000_000_000L;

  private static final int FOLDS = 8;
  private static final int STEPS = 4_000;
  private static final double RATE = 0.5;

  /** The signs that may only speak against an answer. */
  private static final int AGAINST_FROM = 2;

  private enum Source {
    OWN,
    HIDDEN,
    FOREIGN
  }

  private record Case(
      int task,
      int group,
      Source source,
      int examples,
      boolean right,
      boolean open,
      double[] signs) {
    double weight(Map<Integer, Integer> sizes) {
      double share =
          switch (source) {
            case OWN -> 1;
            case HIDDEN -> TransformFit.HIDDEN;
            case FOREIGN -> TransformFit.FOREIGN;
          };
      return share / sizes.get(group);
    }
  }

  private final List<Case> cases = new ArrayList<>();
  private int groups;

  @Override
  public String name() {
    return "transform-fit";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    List<TransformTasks> tasks = new ArrayList<>(TransformTasks.dev());
    tasks.addAll(TransformTasks.fresh());
    tasks.addAll(TransformTasks.test());
    tasks.addAll(TransformTasks.second());
    cases.clear();
    for (int task = 0; task < tasks.size(); task += quick ? 3 : 1) {
      for (int from : quick ? new int[] {0} : new int[] {0, 4}) {
        for (int examples : new int[] {3, 2}) {
          boolean hides = from == 0 && task % HIDES == 0;
          collect(tasks, task, from, examples, hides ? MOST_HIDDEN : 0);
        }
      }
    }
    double[] weights = fit(cases, -1);
    for (int i = 0; i < weights.length; i++) {
      table.add("weight " + i, "", null, weights[i], "");
    }
    Map<Case, Double> judged = new HashMap<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      double[] others = fit(cases, fold);
      for (Case one : cases) {
        if (one.task() % FOLDS == fold) {
          judged.put(one, probability(others, one.signs()));
        }
      }
    }
    for (int examples : new int[] {3, 2}) {
      for (Source source : Source.values()) {
        for (double threshold : new double[] {0.4, 0.5, 0.6, 0.7}) {
          report(table, judged, source, examples, threshold);
        }
      }
    }
  }

  /** A task's own rows, the same where its program cannot be said, and inputs of other tasks. */
  private void collect(
      List<TransformTasks> tasks, int task, int from, int examples, int mostHidden) {
    List<Pair> rows = new ArrayList<>(tasks.get(task).rows());
    Collections.rotate(rows, -from);
    List<Pair> shown = rows.subList(0, examples);
    List<Pair> rest = rows.subList(examples, rows.size());
    Optional<TextProgram> whole = train(shown, part -> true);
    if (whole.isEmpty()) {
      return;
    }
    add(task, Source.OWN, whole.get(), rest);
    List<String> parts = List.copyOf(parts(whole.get().voices().getFirst().text()));
    for (String hidden : parts.subList(0, Math.min(mostHidden, parts.size()))) {
      train(shown, part -> !parts(part).contains(hidden))
          .ifPresent(program -> add(task, Source.HIDDEN, program, rest));
    }
    List<Pair> foreign = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Pair other = tasks.get((task + 7 * i) % tasks.size()).rows().get(i);
      if (other.input().members().properties().stream()
          .allMatch(column -> rows.getFirst().input().members().has(column.getKey()))) {
        foreign.add(other);
      }
    }
    add(task, Source.FOREIGN, whole.get(), foreign);
  }

  private static Optional<TextProgram> train(List<Pair> shown, Predicate<Text> allowed) {
    long end = THREADS.getCurrentThreadCpuTime() + LIMIT;
    return new TextProgramTrainer(1, () -> THREADS.getCurrentThreadCpuTime() > end, allowed)
        .train(shown, List.of());
  }

  private static Set<String> parts(Text text) {
    Set<String> parts = new TreeSet<>(TextWriter.json(text).findValuesAsText("op"));
    parts.removeAll(PLAIN);
    return parts;
  }

  private void add(int task, Source source, TextProgram program, List<Pair> rows) {
    groups++;
    boolean open = Trust.isUnshown(program.voices().getFirst().text(), program.examples());
    for (Pair pair : rows) {
      double[] signs = program.signs(pair.input());
      if (signs != null) {
        Prediction said = program.predict(pair.input());
        boolean right = source != Source.FOREIGN && said.best().equals(pair.output());
        cases.add(new Case(task, groups, source, program.examples(), right, open, signs));
      }
    }
  }

  /** The weights for all tasks but those of a fold; what is never answered teaches nothing. */
  private static double[] fit(List<Case> all, int fold) {
    List<Case> cases =
        all.stream().filter(one -> !one.open() && one.task() % FOLDS != fold).toList();
    Map<Integer, Integer> sizes = new HashMap<>();
    cases.forEach(one -> sizes.merge(one.group(), 1, Integer::sum));
    double[] weights = new double[cases.getFirst().signs().length];
    double total = cases.stream().mapToDouble(one -> one.weight(sizes)).sum();
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[weights.length];
      for (Case one : cases) {
        double missing = (one.right() ? 1 : 0) - probability(weights, one.signs());
        for (int i = 0; i < slope.length; i++) {
          slope[i] += one.weight(sizes) * missing * one.signs()[i];
        }
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] += RATE * (slope[i] / total - 4e-4 * weights[i]);
        weights[i] = i < AGAINST_FROM ? weights[i] : Math.min(0, weights[i]);
      }
    }
    return weights;
  }

  private static double probability(double[] weights, double[] signs) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * signs[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static void report(
      Table table, Map<Case, Double> judged, Source source, int examples, double threshold) {
    Map<Integer, boolean[]> whole = new HashMap<>();
    int rows = 0;
    int wrong = 0;
    for (Map.Entry<Case, Double> entry : judged.entrySet()) {
      Case one = entry.getKey();
      if (one.source() == source && one.examples() == examples) {
        boolean answered = !one.open() && entry.getValue() >= threshold;
        rows++;
        wrong += answered && !one.right() ? 1 : 0;
        boolean[] all = whole.computeIfAbsent(one.group(), group -> new boolean[] {true});
        all[0] &= answered && one.right();
      }
    }
    long right = whole.values().stream().filter(all -> all[0]).count();
    table.add(
        String.format(
            Locale.ROOT,
            "%s, from %d, at %.1f: rows answered wrong",
            source.name().toLowerCase(Locale.ROOT),
            examples,
            threshold),
        "%",
        null,
        100.0 * wrong / Math.max(1, rows),
        wrong + " of " + rows + " rows; " + right + " of " + whole.size() + " tasks wholly right");
  }
}
