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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

/**
 * Fits an adapter by gradient descent, in single precision on the layers above the cached states:
 * each text's vector is drawn to its own label's direction and away from the others'. Every text
 * meets every label at every step, where pairs of texts (as SetFit takes them) would meet few.
 */
public final class TorchFitting implements AdapterFitting {

  private static final int RANK = 8;

  // Chosen on parts of training files that were left out.
  private static final int PASSES = 6;
  private static final double RATE = 1e-3;
  private static final double DECAY = 0.01;

  /** The share of the steps in which the rate rises; then it falls to zero. */
  private static final double RISE = 0.1;

  /** How sharply a vector's nearness to a direction is told: cosines lie within 1. */
  private static final float SHARPNESS = 20;

  private static final int LEAST_BATCH = 8;
  private static final int MOST_BATCH = 64;

  /** With few examples a batch is small, so that there are so many steps in a pass. */
  private static final int STEPS = 24;

  /** Multiplications per token: forth, back, and what the library's speed takes off. */
  private static final double WORK_PER_TOKEN = 3e5 * Adapter.LAYERS;

  @Override
  public double work(long tokens, int texts) {
    return PASSES * tokens * WORK_PER_TOKEN;
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
  private static final class Run {

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
        learn(down, new Shape(in, RANK), DECAY);
        learn(new float[RANK * site.product().out()], new Shape(RANK, site.product().out()), DECAY);
      }
    }

    private void learn(float[] values, Shape shape, double decay) {
      optimizers.add(new Adam(values, decay));
      NDArray array = manager.create(values, shape);
      array.setRequiresGradient(true);
      arrays.add(array);
    }

    private List<NDArray> adapter() {
      return arrays.subList(0, arrays.size() - 1);
    }

    Fit fit() {
      learn(directions(), new Shape(lesson.size(), EncoderModel.WIDTH), 0);
      Batches batches = new Batches(lesson.states(), batch(), random);
      int steps = PASSES * batches.count();
      int step = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        for (int[] batch : batches.shuffled()) {
          if (System.nanoTime() - lesson.deadline() >= 0) {
            return result();
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled while an adapter was fitted");
          }
          double done = (step++ + 0.5) / steps;
          step(batch, RATE * Math.min(done / RISE, (1 - done) / (1 - RISE)));
        }
      }
      return result();
    }

    private int batch() {
      return Math.clamp(lesson.states().size() / STEPS, LEAST_BATCH, MOST_BATCH);
    }

    private Fit result() {
      return new Fit(
          RANK,
          optimizers.subList(0, optimizers.size() - 1).stream().map(Adam::parameters).toList());
    }

    /** Where each label's texts lie before anything is learned. */
    private float[] directions() {
      float[] sums = new float[lesson.size() * EncoderModel.WIDTH];
      List<float[]> states = lesson.states();
      for (int[] batch : new Batches(states, MOST_BATCH, random).inOrder()) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          float[] vectors =
              layers
                  .vectors(UpperLayers.batch(manager, of(batch)), List.copyOf(arrays))
                  .toFloatArray();
          for (int i = 0; i < batch.length; i++) {
            int label = lesson.labels()[batch[i]];
            for (int j = 0; label >= 0 && j < EncoderModel.WIDTH; j++) {
              sums[label * EncoderModel.WIDTH + j] += vectors[i * EncoderModel.WIDTH + j];
            }
          }
        }
      }
      for (int label = 0; label < lesson.size(); label++) {
        double square = 0;
        for (int j = 0; j < EncoderModel.WIDTH; j++) {
          float value = sums[label * EncoderModel.WIDTH + j];
          square += value * value;
        }
        for (int j = 0; j < EncoderModel.WIDTH; j++) {
          sums[label * EncoderModel.WIDTH + j] /= (float) Math.sqrt(Math.max(square, 1e-12));
        }
      }
      return sums;
    }

    private void step(int[] batch, double rate) {
      List<float[]> gradients = new ArrayList<>();
      try (NDScope scope = new NDScope();
          GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        scope.suppressNotUsedWarning();
        NDArray vectors = layers.vectors(UpperLayers.batch(manager, of(batch)), adapter());
        NDArray told = vectors.matMul(arrays.getLast().transpose()).mul(SHARPNESS).logSoftmax(1);
        collector.backward(told.mul(truth(batch)).sum().mul(-1f / batch.length));
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

    /** For each text its label; where none fits, all labels alike. */
    private NDArray truth(int[] batch) {
      float[] truth = new float[batch.length * lesson.size()];
      for (int i = 0; i < batch.length; i++) {
        int label = lesson.labels()[batch[i]];
        for (int k = 0; k < lesson.size(); k++) {
          truth[i * lesson.size() + k] = label < 0 ? 1f / lesson.size() : label == k ? 1 : 0;
        }
      }
      return manager.create(truth, new Shape(batch.length, lesson.size()));
    }

    private List<float[]> of(int[] batch) {
      List<float[]> states = new ArrayList<>();
      for (int i : batch) {
        states.add(lesson.states().get(i));
      }
      return states;
    }
  }
}
