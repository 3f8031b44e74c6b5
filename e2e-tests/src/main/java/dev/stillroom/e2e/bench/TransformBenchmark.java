package dev.stillroom.e2e.bench;

import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.TextProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Programs synthesized from a task's first rows and tried on all its others. A task is right where
 * each row is answered right; an abstention is not. What goes wrong is told of the tasks to choose
 * by, never of those to report. The usual limit of time is one of processor time here, so that a
 * busy machine finds what a quiet one does.
 */
public final class TransformBenchmark implements Benchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    List<TransformTasks> third = TransformTasks.third();
    List<TransformTasks> known = new ArrayList<>(TransformTasks.dev());
    known.addAll(TransformTasks.fresh());
    known.addAll(TransformTasks.test());
    known.addAll(TransformTasks.second());
    table.add("tasks, third set", "", null, third.size(), "nothing was chosen by them");
    table.add("tasks, known", "", null, known.size(), "the synthesizer was made on them");
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    measure("third set", third, 3, false, true, table, times);
    measure("third set", third, 2, false, true, table, times);
    if (!quick) {
      measure("third set", third, 3, true, false, table, times);
      measure("third set", third, 2, true, false, table, times);
    }
    List<TransformTasks> shown = quick ? TransformTasks.second() : known;
    measure("known", shown, 3, false, true, table, times);
    measure("known", shown, 2, false, true, table, times);
    String how = "of " + times.wall().size() + " syntheses, the JVM's first ones among them";
    table.add("synthesis, median", "s", 1.0, HostProcess.median(times.wall()), how);
    table.add("synthesis, worst", "s", 5.0, HostProcess.quantile(times.wall(), 1), how);
    table.add(
        "the same, processor time, median", "s", 1.0, HostProcess.median(times.processor()), "");
    table.add(
        "the same, processor time, worst",
        "s",
        5.0,
        HostProcess.quantile(times.processor(), 1),
        "of the thread that searches; what a busy machine does not change much");
  }

  /** How long syntheses took, in seconds by the clock and of the processor. */
  private record Times(List<Double> wall, List<Double> processor) {}

  private static void measure(
      String half,
      List<TransformTasks> tasks,
      int examples,
      boolean columnKnown,
      boolean promised,
      Table table,
      Times times) {
    int wholly = 0;
    int forced = 0;
    int wrong = 0;
    int answered = 0;
    int rows = 0;
    double sure = 0;
    for (TransformTasks task : tasks) {
      List<Pair> rest = task.rows().subList(examples, task.rows().size());
      List<Input> known = columnKnown ? rest.stream().map(Pair::input).toList() : List.of();
      long began = System.nanoTime();
      long worked = THREADS.getCurrentThreadCpuTime();
      Optional<TextProgram> program =
          new TextProgramTrainer(
                  1, () -> THREADS.getCurrentThreadCpuTime() - worked > TextProgramTrainer.LIMIT)
              .train(task.rows().subList(0, examples), known);
      times.wall().add((System.nanoTime() - began) / 1e9);
      times.processor().add((THREADS.getCurrentThreadCpuTime() - worked) / 1e9);
      int right = 0;
      int best = 0;
      Prediction missed = null;
      Pair meant = null;
      for (Pair pair : rest) {
        rows++;
        Prediction said = program.map(student -> student.predict(pair.input())).orElse(null);
        if (said == null) {
          continue;
        }
        best += said.best().equals(pair.output()) ? 1 : 0;
        boolean isRight = pair.output().equals(said.output());
        if (said.output() != null) {
          answered++;
          sure += said.confidence();
          right += isRight ? 1 : 0;
          wrong += isRight ? 0 : 1;
        }
        if (!isRight && (missed == null || missed.output() == null && said.output() != null)) {
          missed = said;
          meant = pair;
        }
      }
      wholly += right == rest.size() ? 1 : 0;
      forced += best == rest.size() ? 1 : 0;
      if (right < rest.size() && half.equals("known")) {
        System.err.printf(
            Locale.ROOT,
            "bench transform: %d%s %s: %s%n",
            examples,
            columnKnown ? " (column known)" : "",
            task.name(),
            program.isEmpty()
                ? "no program"
                : right + " of " + rest.size() + told(missed, meant, program.get()));
      }
    }
    String from =
        ", " + half + ", from " + examples + (columnKnown ? ", the column's inputs known" : "");
    table.add(
        "tasks not wholly right" + from,
        "%",
        promised ? (examples == 2 ? 25.0 : 10.0) : null,
        100.0 * (tasks.size() - wholly) / tasks.size(),
        wholly + " of " + tasks.size() + " are; " + forced + " where it must always answer");
    table.add(
        "rows answered wrong" + from,
        "%",
        promised ? 3.0 : null,
        100.0 * wrong / rows,
        String.format(
            Locale.ROOT,
            "%d of %d rows; %d answered, %.1f %% of these right, %.1f %% promised",
            wrong,
            rows,
            answered,
            100.0 * (answered - wrong) / Math.max(1, answered),
            100 * sure / Math.max(1, answered)));
  }

  private static String told(Prediction missed, Pair meant, TextProgram program) {
    return String.format(
        Locale.ROOT,
        "; of %s said %s (%.2f), not %s; %s",
        meant.input().members(),
        missed.output() == null ? "nothing, perhaps " + missed.best() : missed.output(),
        missed.confidence(),
        meant.output(),
        program.inWords().getFirst());
  }
}
