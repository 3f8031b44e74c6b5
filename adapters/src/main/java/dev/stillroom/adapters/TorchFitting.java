package dev.stillroom.adapters;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.stillroom.distiller.train.AdapterFitting;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.EncoderModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Fits an adapter by gradient descent, in single precision on the layers above the cached states:
 * each text's vector is drawn to those of its label in the batch and away from the others
 * (supervised contrastive learning, Khosla et al. 2020). A batch of n texts has n² pairs, of which
 * SetFit would encode each one by itself.
 */
public final class TorchFitting implements AdapterFitting {

  private static final int RANK = 8;

  // Chosen on parts of training files that were left out.
  private static final int PASSES = 4;
  private static final double RATE = 4e-3;
  private static final double DECAY = 0.01;

  /** The share of the steps in which the rate rises; then it falls to zero. */
  private static final double RISE = 0.1;

  /** How sharply nearness is told: cosines lie within 1. */
  private static final float SHARPNESS = 10;

  /** What is learned from of a text, in tokens: its beginning, for the sake of time. */
  private static final int TOKENS = 128;

  /** Takes a text out of a softmax over the batch. */
  private static final float NEVER = -10_000;

  private static final int LEAST_BATCH = 16;
  private static final int MOST_BATCH = 64;

  /** With few examples a batch is small, so that there are so many steps in a pass. */
  private static final int STEPS = 24;

  /** And there are more passes, so that there are so many steps in all. */
  private static final int LEAST_STEPS = 48;

  private final int passes;
  private final int leastSteps;

  public TorchFitting() {
    this(PASSES, LEAST_STEPS);
  }

  TorchFitting(int passes, int leastSteps) {
    this.passes = passes;
    this.leastSteps = leastSteps;
  }

  /** Multiplications per token: forth, back, and what the library's speed takes off. */
  private static final double WORK_PER_TOKEN = 3e5 * Adapter.LAYERS;

  @Override
  public double work(long tokens, int texts) {
    int batches = Math.max(1, texts / batch(texts));
    return Math.max(passes, leastSteps / batches) * tokens * WORK_PER_TOKEN;
  }

  private static int batch(int texts) {
    return Math.clamp(texts / STEPS, LEAST_BATCH, MOST_BATCH);
  }

  @Override
  public Fit fit(EncoderModel model, Lesson lesson) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      return new Run(model, lesson, manager).fit();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** One fit: what is learned, and how far it is. */
  private final class Run {

    private final Lesson lesson;
    private final NDManager manager;
    private final UpperLayers layers;
    private final Random random;
    private final List<Adam> optimizers = new ArrayList<>();
    private final List<NDArray> arrays = new ArrayList<>();
    private final InnerSplit inner;

    /** What served the texts not learned from best so far, and how well; null before any did. */
    private List<float[]> best;

    private double least = Double.POSITIVE_INFINITY;

    Run(EncoderModel model, Lesson lesson, NDManager manager) throws IOException {
      this.lesson = lesson;
      this.manager = manager;
      this.layers = new UpperLayers(model, manager);
      this.random = new Random(lesson.seed());
      this.inner = InnerSplit.of(lesson, random);
      for (Adapter.Site site : Adapter.sites(model)) {
        int in = site.product().in();
        float[] down = new float[in * RANK];
        for (int i = 0; i < down.length; i++) {
          down[i] = (float) (random.nextGaussian() / Math.sqrt(in));
        }
        // With B at zero the first step starts from the plain encoder (Hu et al. 2021).
        learn(down, new Shape(in, RANK));
        learn(new float[RANK * site.product().out()], new Shape(RANK, site.product().out()));
      }
    }

    private void learn(float[] values, Shape shape) {
      optimizers.add(new Adam(values, DECAY));
      NDArray array = manager.create(values, shape);
      array.setRequiresGradient(true);
      arrays.add(array);
    }

    Fit fit() {
      Lesson learned = lesson.part(inner.learned());
      Batches batches = new Batches(learned, batch(learned.states().size()), random);
      int times = Math.max(passes, leastSteps / Math.max(1, batches.count()));
      int steps = times * batches.count();
      int step = 0;
      for (int pass = 0; pass < times; pass++) {
        Centroids centroids = new Centroids(lesson.size());
        for (int[] batch : batches.shuffled()) {
          if (System.nanoTime() - lesson.deadline() >= 0) {
            return result(false);
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled while an adapter was fitted");
          }
          double done = (step++ + 0.5) / steps;
          double rate = RATE * Math.min(done / RISE, (1 - done) / (1 - RISE));
          step(learned, batch, rate, centroids);
        }
        keepIfBetter(centroids);
      }
      return result(true);
    }

    /** By texts it has not learned from: how surprising their labels are beside what it learned. */
    private void keepIfBetter(Centroids centroids) {
      if (inner.asked().length == 0) {
        return;
      }
      Lesson asked = lesson.part(inner.asked());
      List<float[]> vectors = new ArrayList<>();
      for (int from = 0; from < asked.labels().length; from += LEAST_BATCH) {
        int[] batch =
            IntStream.range(from, Math.min(asked.labels().length, from + LEAST_BATCH)).toArray();
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          NDArray told = layers.vectors(UpperLayers.batch(manager, of(asked, batch)), arrays);
          vectors.addAll(rows(told));
        }
      }
      double surprise = centroids.surprise(vectors, asked.labels());
      if (surprise < least) {
        least = surprise;
        best = optimizers.stream().map(optimizer -> optimizer.parameters().clone()).toList();
      }
    }

    private Fit result(boolean whole) {
      List<float[]> last = optimizers.stream().map(Adam::parameters).toList();
      return new Fit(RANK, best != null ? best : last, whole, inner.asked());
    }

    private void step(Lesson learned, int[] batch, double rate, Centroids centroids) {
      int[] labels = Arrays.stream(batch).map(i -> learned.labels()[i]).toArray();
      List<float[]> gradients = new ArrayList<>();
      try (NDScope scope = new NDScope();
          GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        scope.suppressNotUsedWarning();
        NDArray vectors = layers.vectors(UpperLayers.batch(manager, of(learned, batch)), arrays);
        NDArray near =
            vectors
                .matMul(vectors.transpose())
                .mul(Numbers.of(SHARPNESS, manager))
                .add(others(batch))
                .logSoftmax(1);
        collector.backward(
            near.mul(alike(labels)).sum().mul(Numbers.of(-1f / batch.length, manager)));
        for (NDArray array : arrays) {
          NDArray gradient = array.getGradient();
          gradients.add(gradient.toFloatArray());
          gradient.muli(0);
        }
        centroids.add(rows(vectors), labels);
      }
      for (int i = 0; i < arrays.size(); i++) {
        optimizers.get(i).step(gradients.get(i), rate);
        arrays.get(i).set(FloatBuffer.wrap(optimizers.get(i).parameters()));
      }
    }

    private static List<float[]> rows(NDArray vectors) {
      float[] all = vectors.toFloatArray();
      return IntStream.range(0, all.length / EncoderModel.WIDTH)
          .mapToObj(
              i -> Arrays.copyOfRange(all, i * EncoderModel.WIDTH, (i + 1) * EncoderModel.WIDTH))
          .toList();
    }

    /** A text is not held against itself. */
    private NDArray others(int[] batch) {
      float[] others = new float[batch.length * batch.length];
      for (int i = 0; i < batch.length; i++) {
        others[i * batch.length + i] = NEVER;
      }
      return manager.create(others, new Shape(batch.length, batch.length));
    }

    /** For each text, shared out, those of its label; none for a text that no label fits. */
    private NDArray alike(int[] labels) {
      int size = labels.length;
      float[] alike = new float[size * size];
      for (int i = 0; i < size; i++) {
        int label = labels[i];
        long count = Arrays.stream(labels).filter(other -> other == label).count() - 1;
        for (int j = 0; j < size; j++) {
          boolean same = label >= 0 && i != j && labels[j] == label;
          alike[i * size + j] = same ? 1f / count : 0;
        }
      }
      return manager.create(alike, new Shape(size, size));
    }

    private static List<float[]> of(Lesson lesson, int[] batch) {
      List<float[]> states = new ArrayList<>();
      for (int i : batch) {
        float[] text = lesson.states().get(i);
        int most = TOKENS * EncoderModel.WIDTH;
        states.add(text.length > most ? Arrays.copyOf(text, most) : text);
      }
      return states;
    }
  }
}
