package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.AdapterPart;
import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.distiller.train.language.GgufWriter;
import dev.stillroom.distiller.train.language.LanguageFitting;
import dev.stillroom.distiller.train.language.LanguageFitting.Fitted;
import dev.stillroom.distiller.train.language.LanguageFitting.Sample;
import dev.stillroom.distiller.train.language.LanguageFitting.Size;
import dev.stillroom.distiller.verify.Deadline;
import dev.stillroom.distiller.verify.Exactness;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.language.Speaker;
import dev.stillroom.runtime.student.LanguageModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * From thousands of pairs that no program makes to a packed byte-level language model: fitted in
 * this process, asked through llama.cpp in another, made sure of itself on pairs that were held
 * out, and judged on others.
 */
final class LanguageDistillation {

  /** With fewer pairs a model of a million numbers learns them by heart. */
  static final int LEAST_PAIRS = 1_000;

  private static final int LONGEST = 240;
  private static final int MOST_HELD = 200;
  private static final int MOST_JUDGED = 300;

  /** Small: what has to be learned is where to look, which takes steps rather than pairs. */
  private static final int BATCH = 32;

  private static final int MOST_STEPS = 12_000;

  /** Where the person sets no limit, in seconds. */
  private static final double USUAL_SECONDS = 900;

  /** The part of the time that fitting may take. */
  private static final double FITTING = 0.8;

  /** Steps of Newton's method; it has converged long before. */
  private static final int NEWTON = 30;

  private final Clock clock;
  private final Distillation.Order order;
  private final Deadline deadline;

  LanguageDistillation(Clock clock, Distillation.Order order, Deadline deadline) {
    this.clock = clock;
    this.order = order;
    this.deadline =
        deadline.seconds() > 0 ? deadline : new Deadline(USUAL_SECONDS, deadline.started());
  }

  private record Parts(List<Pair> fitted, List<Pair> held, List<Pair> judged) {}

  ObjectNode run(
      List<Pair> pairs,
      Map<Pair, String> groups,
      Set<Pair> taught,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    LanguageFitting fitting =
        AdapterPart.find(LanguageFitting.class)
            .orElseThrow(
                () ->
                    new JobFailure(
                        "no program of this language makes these outputs, and the part that fits"
                            + " language models is not installed: install the part 'adapters'"));
    int prompt = longest(pairs, true);
    int answer = longest(pairs, false);
    if (prompt > LONGEST || answer > LONGEST) {
      throw new JobFailure(
          "no program of this language makes these outputs, and a language model takes inputs and"
              + " outputs of at most "
              + LONGEST
              + " bytes; the longest here have "
              + prompt
              + " and "
              + answer);
    }
    Parts parts = parts(pairs, groups, taught);
    progress.report(0.05, "fitting a language model");
    Fitted fitted = fit(fitting, parts, progress);
    ByteBuffer file = GgufWriter.bytes(fitted, Math.max(512, 2 * (prompt + answer)));
    LanguageModel model =
        new LanguageModel(
            0.5,
            prompt,
            answer,
            new LanguageModel.Certainty(0, 1),
            TextProgramTrainer.shapesOf(parts.fitted()),
            file);
    progress.report(0.86, "making sure");
    LanguageModel student = sure(model, parts.held());
    progress.report(0.92, "verifying");
    boolean apart = parts.judged().stream().noneMatch(groups::containsKey);
    Exactness exactness = Exactness.of(student, parts.judged(), order.maxError(), apart);
    return packed(pairs, parts, fitted, student, exactness, started);
  }

  private Fitted fit(LanguageFitting fitting, Parts parts, Job.Progress progress)
      throws InterruptedException {
    LanguageFitting.Share share =
        () ->
            Math.min(
                1, (System.nanoTime() - deadline.started()) / 1e9 / (FITTING * deadline.seconds()));
    LanguageFitting.Order what =
        new LanguageFitting.Order(
            size(), BATCH, MOST_STEPS, order.seed(), () -> deadline.isOver(FITTING), share);
    return fitting.fit(
        samples(parts.fitted()),
        samples(parts.held()),
        what,
        gone -> progress.report(0.05 + 0.8 * gone, "fitting a language model"));
  }

  /** A limit of size below a megabyte asks for a smaller model. */
  private Size size() {
    long most = order.limits().maxBytes();
    return most > 0 && most < 1_100_000 ? Size.SMALL : Size.MILLION;
  }

  private static int longest(List<Pair> pairs, boolean prompt) {
    return pairs.stream()
        .mapToInt(pair -> Bytes.tokens(prompt ? Bytes.prompt(pair.input()) : pair.output()).length)
        .max()
        .orElse(0);
  }

  static List<Sample> samples(List<Pair> pairs) {
    List<Sample> samples = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      int[] asked = Bytes.tokens(Bytes.prompt(pair.input()));
      int[] said = Bytes.tokens(pair.output());
      int[] tokens = new int[asked.length + said.length + 1];
      System.arraycopy(asked, 0, tokens, 0, asked.length);
      System.arraycopy(said, 0, tokens, asked.length, said.length);
      tokens[tokens.length - 1] = Bytes.END;
      samples.add(new Sample(tokens, asked.length));
    }
    return samples;
  }

  /** A tenth to be judged by, a twentieth to choose by; groups stay whole, a teacher judges not. */
  private Parts parts(List<Pair> pairs, Map<Pair, String> groups, Set<Pair> taught) {
    Random random = new Random(order.seed());
    Map<String, Double> places = new HashMap<>();
    Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int judged = Math.min(MOST_JUDGED, pairs.size() / 10);
    int held = Math.min(MOST_HELD, pairs.size() / 20);
    double judgedShare = (double) judged / pairs.size();
    double heldShare = (double) held / pairs.size();
    for (Pair pair : pairs) {
      String group = groups.get(pair);
      double place =
          group == null
              ? random.nextDouble()
              : places.computeIfAbsent(group, g -> random.nextDouble());
      if (place < judgedShare) {
        (taught.contains(pair) ? parts.fitted() : parts.judged()).add(pair);
      } else if (place < judgedShare + heldShare) {
        parts.held().add(pair);
      } else {
        parts.fitted().add(pair);
      }
    }
    return parts;
  }

  /** Fits how sure an answer is to what was right of the pairs held out (Platt 1999). */
  private LanguageModel sure(LanguageModel model, List<Pair> held) throws JobFailure {
    double[] logarithms = new double[held.size()];
    double[] right = new double[held.size()];
    int rights = 0;
    try {
      for (int i = 0; i < logarithms.length; i++) {
        Speaker.Said said = model.say(held.get(i).input());
        logarithms[i] = Math.log(Math.max(said.probability(), 1e-30));
        right[i] = said.text().equals(held.get(i).output()) ? 1 : 0;
        rights += (int) right[i];
      }
    } catch (IOException broken) {
      throw new JobFailure("the language model cannot be run: " + broken.getMessage(), broken);
    }
    double high = (rights + 1.0) / (rights + 2.0);
    double low = 1.0 / (held.size() - rights + 2.0);
    double offset = Math.log((rights + 1.0) / (held.size() - rights + 1.0));
    double slope = 0;
    for (int step = 0; step < NEWTON; step++) {
      double g0 = -1e-3 * offset;
      double g1 = -1e-3 * slope;
      double h00 = 1e-3;
      double h01 = 0;
      double h11 = 1e-3;
      for (int i = 0; i < logarithms.length; i++) {
        double p = 1 / (1 + StrictMath.exp(-(offset + slope * logarithms[i])));
        double missing = (right[i] > 0 ? high : low) - p;
        g0 += missing;
        g1 += missing * logarithms[i];
        h00 += p * (1 - p);
        h01 += p * (1 - p) * logarithms[i];
        h11 += p * (1 - p) * logarithms[i] * logarithms[i];
      }
      double determinant = h00 * h11 - h01 * h01;
      offset += (h11 * g0 - h01 * g1) / determinant;
      slope += (h00 * g1 - h01 * g0) / determinant;
    }
    LanguageModel.Certainty certainty =
        new LanguageModel.Certainty(Math.clamp(offset, -50, 50), Math.clamp(slope, 0, 50));
    return model.with(certainty, threshold(certainty, logarithms, right));
  }

  /** The least confidence from which on no more answers are wrong than may be. */
  private double threshold(LanguageModel.Certainty certainty, double[] logarithms, double[] right) {
    for (double least = 0.5; least < 0.99; least += 0.05) {
      int answered = 0;
      int wrong = 0;
      for (int i = 0; i < logarithms.length; i++) {
        if (certainty.of(Math.exp(logarithms[i])) >= least) {
          answered++;
          wrong += right[i] > 0 ? 0 : 1;
        }
      }
      if (wrong <= order.maxError() * answered) {
        return Math.round(least * 100) / 100.0;
      }
    }
    return 0.99;
  }

  private ObjectNode packed(
      List<Pair> pairs,
      Parts parts,
      Fitted fitted,
      LanguageModel student,
      Exactness exactness,
      long started)
      throws JobFailure {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "transform").put("student", student.architecture().label());
    card.putObject("examples")
        .put("train", parts.fitted().size())
        .put("verify", parts.judged().size())
        .putNull("classes")
        .put("held", parts.held().size());
    card.set("teacher", order.teacher());
    ArrayNode candidates = card.putArray("candidates");
    candidates
        .addObject()
        .put("student", "text-program")
        .putNull("metric")
        .putNull("low")
        .putNull("high")
        .putNull("millis")
        .putNull("bytes")
        .put("chosen", false)
        .put("why", "no program of the language makes these outputs");
    ObjectNode chosen =
        candidates
            .addObject()
            .put("student", student.architecture().label())
            .put("metric", exactness.value())
            .put("low", exactness.low())
            .put("high", exactness.high())
            .putNull("millis")
            .put("bytes", Packing.bytes(student, JsonNodeFactory.instance.objectNode()));
    chosen
        .put("chosen", true)
        .put("why", fitted.steps() + " steps of fitting; the best of them on pairs held out");
    card.set("verdict", exactness.json("holdout"));
    card.putNull("question").putArray("questions");
    card.putObject("latency");
    card.putObject("provenance")
        .put("dataset", Transformation.digest(pairs))
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode says = card.putArray("says");
    student.inWords().forEach(says::add);
    card.put("promise", exactness.promise());
    Transformation.latency(card, student, parts.judged().isEmpty() ? pairs : parts.judged());
    Packing.checkLatency(
        card.path("latency").path("p95Millis").asDouble(), "the language model", order);
    chosen.set("millis", card.path("latency").path("p50Millis"));
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return Packing.write(student, card, order);
  }
}
