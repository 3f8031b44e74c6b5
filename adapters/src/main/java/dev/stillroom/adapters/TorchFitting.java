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
  private static final double RATE = 1e-3;
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

    Run(EncoderModel model, Lesson lesson, NDManager manager) throws IOException {
      this.lesson = lesson;
      this.manager = manager;
      this.layers = new UpperLayers(model, manager);
      this.random = new Random(lesson.seed());
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
      Batches batches = new Batches(lesson, batch(lesson.states().size()), random);
      int times = Math.max(passes, leastSteps / Math.max(1, batches.count()));
      int steps = times * batches.count();
      int step = 0;
      for (int pass = 0; pass < times; pass++) {
        for (int[] batch : batches.shuffled()) {
          if (System.nanoTime() - lesson.deadline() >= 0) {
            return result(false);
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled while an adapter was fitted");
          }
          double done = (step++ + 0.5) / steps;
          step(batch, RATE * Math.min(done / RISE, (1 - done) / (1 - RISE)));
        }
      }
      return result(true);
    }

    private Fit result(boolean whole) {
      return new Fit(RANK, optimizers.stream().map(Adam::parameters).toList(), whole);
    }

    private void step(int[] batch, double rate) {
      List<float[]> gradients = new ArrayList<>();
      try (NDScope scope = new NDScope();
          GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        scope.suppressNotUsedWarning();
        NDArray vectors = layers.vectors(UpperLayers.batch(manager, of(batch)), arrays);
        NDArray near =
            vectors.matMul(vectors.transpose()).mul(SHARPNESS).add(others(batch)).logSoftmax(1);
        collector.backward(near.mul(alike(batch)).sum().mul(-1f / batch.length));
        for (NDArray array : arrays) {
          NDArray gradient = array.getGradient();
          gradients.add(gradient.toFloatArray());
          gradient.muli(0);
        }
      }
      for (int i = 0; i < arrays.size(); i++) {
        optimizers.get(i).step(gradients.get(i), rate);
        arrays.get(i).set(FloatBuffer.wrap(optimizers.get(i).parameters()));
      }
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
    private NDArray alike(int[] batch) {
      float[] alike = new float[batch.length * batch.length];
      int[] labels = lesson.labels();
      for (int i = 0; i < batch.length; i++) {
        int count = -1;
        for (int other : batch) {
          count += labels[batch[i]] >= 0 && labels[other] == labels[batch[i]] ? 1 : 0;
        }
        for (int j = 0; j < batch.length; j++) {
          boolean same = count > 0 && i != j && labels[batch[j]] == labels[batch[i]];
          alike[i * batch.length + j] = same ? 1f / count : 0;
        }
      }
      return manager.create(alike, new Shape(batch.length, batch.length));
    }

    private List<float[]> of(int[] batch) {
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
