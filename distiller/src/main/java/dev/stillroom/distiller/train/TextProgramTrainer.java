package dev.stillroom.distiller.train;

import dev.stillroom.distiller.train.text.Synthesis;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.text.Mould;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Synthesizes text programs. A few examples make the programs, the others test them: an example
 * that a program misses joins the few and the search begins again. With ten examples or more, one
 * in ten may be wrong.
 */
public final class TextProgramTrainer {

  /** A pair, as the person made it. */
  public record Pair(Input input, String output) {}

  /** The last resort where a search finds no end, in nanoseconds. */
  public static final long LIMIT = 4_000_000_000L;

  /** How much longer than its work a search may take where others need the processor too. */
  private static final int PATIENCE = 5;

  private static final int FIRST = 4;
  private static final int MOST = 8;
  private static final int NOISE_FROM = 10;
  private static final int ATTEMPTS = 6;
  private static final int OTHERS = 40;

  /** How far below the best a program may be and still have a say. */
  private static final double TASTE = 5;

  /** How much less a program's word counts for each unit of its cost. */
  private static final double SHARPNESS = 1.3;

  /** More likely wrong than right: then nothing is said. */
  private static final double ABSTAINS_BELOW = 0.5;

  private final long seed;
  private final BooleanSupplier over;
  private final Predicate<Text> allowed;

  /**
   * @param over whether time is over; what was found until then is what there is
   */
  public TextProgramTrainer(long seed, BooleanSupplier over) {
    this(seed, over, part -> true);
  }

  /**
   * @param allowed of which parts programs may be made; a smaller language shows what becomes of
   *     examples that a language does not hold
   */
  public TextProgramTrainer(long seed, BooleanSupplier over, Predicate<Text> allowed) {
    this.seed = seed;
    this.over = over;
    this.allowed = allowed;
  }

  /**
   * With a limit on the calling thread's work from now on, in nanoseconds: a busy machine finds
   * what a quiet one does, unless several times as many are gone.
   */
  public static TextProgramTrainer inTime(long seed, long limit) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long worked = threads.getCurrentThreadCpuTime();
    long from = System.nanoTime();
    return new TextProgramTrainer(
        seed,
        () ->
            threads.getCurrentThreadCpuTime() - worked > limit
                || System.nanoTime() - from > PATIENCE * limit);
  }

  /** The student, or nothing where no program makes these outputs. */
  public Optional<TextProgram> train(List<Pair> pairs, List<Input> unlabeled) {
    List<Row> others = unlabeled.stream().limit(OTHERS).map(Row::of).toList();
    List<Row> rows = pairs.stream().map(pair -> Row.of(pair.input())).toList();
    List<String> outputs = pairs.stream().map(Pair::output).toList();
    int allowed = pairs.size() >= NOISE_FROM ? pairs.size() / 10 : 0;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      order.add(i);
    }
    Random random = new Random(seed);
    List<Synthesis.Ranked> best = List.of();
    int fewest = allowed + 1;
    for (int i = 0; i < (allowed == 0 ? 1 : ATTEMPTS) && fewest > 0; i++) {
      List<Synthesis.Ranked> found = search(rows, outputs, order, others);
      int missed = found.isEmpty() ? fewest : missed(found.getFirst().text(), rows, outputs).size();
      if (missed < fewest) {
        fewest = missed;
        best = found;
      }
      Collections.shuffle(order, random);
    }
    if (best.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(student(best, rows, outputs, fewest));
  }

  private List<Synthesis.Ranked> search(
      List<Row> rows, List<String> outputs, List<Integer> order, List<Row> others) {
    List<Integer> few = new ArrayList<>(order.subList(0, Math.min(FIRST, order.size())));
    Synthesis synthesis = new Synthesis(others, over, allowed);
    List<Synthesis.Ranked> best = List.of();
    int fewest = Integer.MAX_VALUE;
    while (true) {
      List<Synthesis.Ranked> found =
          synthesis.of(
              few.stream().map(rows::get).toList(), few.stream().map(outputs::get).toList());
      if (found.isEmpty()) {
        return best;
      }
      List<Integer> missed = missed(found.getFirst().text(), rows, outputs);
      if (missed.size() < fewest) {
        fewest = missed.size();
        best = found;
      }
      missed.removeAll(few);
      if (missed.isEmpty() || few.size() >= MOST) {
        return best;
      }
      few.add(missed.getFirst());
    }
  }

  private static List<Integer> missed(Text text, List<Row> rows, List<String> outputs) {
    List<Integer> missed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!outputs.get(i).equals(text.of(rows.get(i)))) {
        missed.add(i);
      }
    }
    return missed;
  }

  private static TextProgram student(
      List<Synthesis.Ranked> found, List<Row> rows, List<String> outputs, int missed) {
    double best = found.getFirst().cost();
    List<TextProgram.Voice> voices = new ArrayList<>();
    for (Synthesis.Ranked ranked : found) {
      boolean speaks =
          ranked.cost() <= best + TASTE
              && voices.size() < TextProgram.MAX_VOICES
              && missed(ranked.text(), rows, outputs).size() <= missed;
      if (speaks) {
        double weight = StrictMath.exp(SHARPNESS * (best - ranked.cost()));
        voices.add(new TextProgram.Voice(ranked.text(), Math.round(weight * 1e6) / 1e6));
      }
    }
    int shown = outputs.stream().mapToInt(String::length).sum();
    return new TextProgram(
        ABSTAINS_BELOW,
        rows.size(),
        missed,
        Math.clamp(Math.round(best * 1e3) / 1e3, 0, 1e6),
        Math.clamp(shown, 1, 100_000_000),
        voices,
        shapes(rows),
        Mould.of(rows, outputs));
  }

  /** What the columns of these inputs look like. */
  public static Map<String, Shape> shapesOf(List<Pair> pairs) {
    return shapes(pairs.stream().map(pair -> Row.of(pair.input())).toList());
  }

  private static Map<String, Shape> shapes(List<Row> rows) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String column : rows.getFirst().columns().keySet()) {
      List<String> values = new ArrayList<>();
      for (Row row : rows) {
        String value = row.columns().get(column);
        if (value != null) {
          values.add(value);
        }
      }
      if (values.size() == rows.size()) {
        shapes.put(column, Shape.of(values));
      }
    }
    return shapes;
  }
}
