package dev.stillroom.adapters.language;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.stillroom.distiller.train.language.LanguageFitting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;

/**
 * Fits a {@link ByteModel} with DJL on PyTorch: AdamW, warmed up, then falling with the time that
 * is gone. Only the bytes of the answer count. Each step's arrays go with its scope; the
 * optimizer's state lives outside.
 */
public final class ByteModelFitting implements LanguageFitting {

  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private static final float PEAK = 3e-3f;
  private static final float LEAST = 0.02f;
  private static final int WARM_STEPS = 50;
  private static final float DECAY = 0.01f;
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.98f;
  private static final float LONGEST_GRADIENT = 1;

  /** Lengths are filled up to a multiple of this: fewer shapes. */
  private static final int ROUND = 8;

  private static final int HELD_BATCH = 100;
  private static final int LOOKS = 25;

  @Override
  public Fitted fit(List<Sample> samples, List<Sample> held, Order order, DoubleConsumer progress)
      throws InterruptedException {
    // On a busy machine two threads wait for each other at every small matrix.
    if (System.getProperty(THREADS) == null) {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      System.setProperty(THREADS, Integer.toString(threads));
    }
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
        ByteModel model = new ByteModel(order.size(), manager, new Random(order.seed()))) {
      Adam adam = new Adam(manager, model.weights());
      Batches batches = new Batches(samples, order.batch(), new Random(order.seed() + 1));
      Fitted best = null;
      double lookAt = 0;
      int step = 0;
      while (step < order.steps() && !order.over().getAsBoolean()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("cancelled while fitting a language model");
        }
        step(model, adam, batches.next(), order.share().gone(), step);
        step++;
        double gone = Math.max(order.share().gone(), (double) step / order.steps());
        if (gone >= lookAt) {
          progress.accept(Math.min(1, gone));
          boolean was = best != null && best.exact() == 1;
          best = better(best, model, held, order.size(), step);
          if (was && best.exact() == 1) {
            return best;
          }
          lookAt = gone + 1.0 / LOOKS;
        }
      }
      return better(best, model, held, order.size(), step);
    }
  }

  private static Fitted better(
      Fitted best, ByteModel model, List<Sample> held, Size size, int step) {
    double exact = exact(model, held);
    // Equal ones: the later has seen more.
    return best != null && best.exact() > exact
        ? best
        : new Fitted(size, model.tensors(), step, exact);
  }

  private static void step(ByteModel model, Adam adam, List<Sample> batch, double gone, int step) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDManager here = model.weights().getManager();
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        Filled filled = Filled.of(batch, here);
        NDArray said = model.logits(filled.tokens()).logSoftmax(-1);
        NDArray right = said.gather(filled.next().expandDims(2), 2).squeeze(2);
        NDArray loss = right.mul(filled.counts()).sum().div(filled.counts().sum()).neg();
        collector.backward(loss);
      }
      float warm = Math.min(1, (step + 1f) / WARM_STEPS);
      float fall = (float) Math.max(LEAST, 0.5 * (1 + Math.cos(Math.PI * Math.min(1, gone))));
      adam.step(model.weights(), PEAK * warm * fall);
    }
  }

  /**
   * The part of the pairs that greedy decoding makes wholly right: where each next byte is the
   * likeliest behind the right ones, the first mistake never comes.
   */
  private static double exact(ByteModel model, List<Sample> held) {
    int right = 0;
    for (int from = 0; from < held.size(); from += HELD_BATCH) {
      List<Sample> batch = held.subList(from, Math.min(held.size(), from + HELD_BATCH));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        Filled filled = Filled.of(batch, model.weights().getManager());
        NDArray best = model.logits(filled.tokens()).argMax(-1);
        NDArray wrong = best.neq(filled.next()).toType(DataType.FLOAT32, false);
        for (float mistakes : wrong.mul(filled.counts()).sum(new int[] {1}).toFloatArray()) {
          right += mistakes == 0 ? 1 : 0;
        }
      }
    }
    return held.isEmpty() ? 0 : (double) right / held.size();
  }

  /** A batch as arrays: tokens, what follows each, and which of these count. */
  private record Filled(NDArray tokens, NDArray next, NDArray counts) {
    static Filled of(List<Sample> batch, NDManager here) {
      int longest = batch.stream().mapToInt(sample -> sample.tokens().length).max().orElse(1) - 1;
      int length = Math.max(ROUND, (longest + ROUND - 1) / ROUND * ROUND);
      long[] tokens = new long[batch.size() * length];
      long[] next = new long[tokens.length];
      float[] counts = new float[tokens.length];
      for (int i = 0; i < batch.size(); i++) {
        int[] all = batch.get(i).tokens();
        for (int k = 0; k + 1 < all.length; k++) {
          tokens[i * length + k] = all[k];
          next[i * length + k] = all[k + 1];
          counts[i * length + k] = k + 1 >= batch.get(i).answer() ? 1 : 0;
        }
      }
      Shape shape = new Shape(batch.size(), length);
      return new Filled(
          here.create(tokens, shape), here.create(next, shape), here.create(counts, shape));
    }
  }

  /** Batches of pairs of about the same length, in an order of chance, again and again. */
  private static final class Batches {
    private final List<List<Sample>> all = new ArrayList<>();
    private final Random random;
    private final List<Sample> samples;
    private final int size;
    private int at;

    Batches(List<Sample> samples, int size, Random random) {
      this.samples = new ArrayList<>(samples);
      this.size = size;
      this.random = random;
    }

    List<Sample> next() {
      if (at == all.size()) {
        all.clear();
        Collections.shuffle(samples, random);
        int window = 20 * size;
        for (int from = 0; from < samples.size(); from += window) {
          List<Sample> part =
              new ArrayList<>(samples.subList(from, Math.min(samples.size(), from + window)));
          part.sort(Comparator.comparingInt(sample -> sample.tokens().length));
          for (int k = 0; k < part.size(); k += size) {
            all.add(part.subList(k, Math.min(part.size(), k + size)));
          }
        }
        Collections.shuffle(all, random);
        at = 0;
      }
      return all.get(at++);
    }
  }

  /** AdamW on one vector, its gradient cut to a length. */
  private static final class Adam {
    private final NDArray mean;
    private final NDArray square;
    private int steps;

    Adam(NDManager manager, NDArray weights) {
      mean = manager.zeros(weights.getShape());
      square = manager.zeros(weights.getShape());
    }

    void step(NDArray weights, float rate) {
      steps++;
      NDArray gradient = weights.getGradient();
      float length = (float) Math.sqrt(gradient.square().sum().getFloat());
      if (Float.isFinite(length)) {
        NDArray cut = gradient.mul(length > LONGEST_GRADIENT ? LONGEST_GRADIENT / length : 1);
        mean.muli(FIRST).addi(cut.mul(1 - FIRST));
        square.muli(SECOND).addi(cut.square().mul(1 - SECOND));
        float first = (float) (1 - Math.pow(FIRST, steps));
        float second = (float) (1 - Math.pow(SECOND, steps));
        NDArray change = mean.div(first).div(square.div(second).sqrt().add(1e-8f));
        weights.subi(change.add(weights.mul(DECAY)).mul(rate));
      }
      gradient.subi(gradient);
    }
  }
}
