package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.select.FieldSelection;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.distiller.verify.FieldRobustness;
import dev.stillroom.distiller.verify.FieldVerdict;
import dev.stillroom.distiller.verify.NotInText;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Extractor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** From filled-in forms to a packed extractor and its card. */
final class FieldDistillation {

  private final Clock clock;

  FieldDistillation(Clock clock) {
    this.clock = clock;
  }

  ObjectNode run(
      List<Example> examples, Distillation.Order order, long started, Job.Progress progress)
      throws JobFailure, InterruptedException {
    progress.report(0.05, "reading");
    Samples samples = Samples.of(examples);
    Split split = Split.of(samples.items(), order.seed());
    FieldSelection selection =
        FieldSelection.of(samples, split, order.limits(), order.maxError(), started, progress);
    progress.report(0.85, "verifying");
    Extractor extractor = selection.chosen().extractor();
    FieldVerdict verdict =
        new FieldVerdict(
            split.method(),
            selection.chosen().evidence(),
            selection.baseline().evidence(),
            extractor.form(),
            order.maxError(),
            FieldRobustness.of(selection.chosen().evidence().unseen(), order.seed()));
    progress.report(0.95, "packing");
    ObjectNode card = card(samples, split, selection, verdict, order);
    latency(card, extractor, samples.samples());
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    try {
      PackWriter.write(order.out(), extractor, card);
      return Card.printed(PackReader.read(order.out()));
    } catch (IOException broken) {
      throw new JobFailure("the model cannot be written to " + order.out() + ": " + broken, broken);
    } catch (PackRefused refused) {
      throw new JobFailure("the model was written but " + refused.getMessage(), refused);
    }
  }

  private ObjectNode card(
      Samples samples,
      Split split,
      FieldSelection selection,
      FieldVerdict verdict,
      Distillation.Order order) {
    Extractor extractor = selection.chosen().extractor();
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "extract").put("student", extractor.architecture().label());
    card.putObject("examples")
        .put(
            "train",
            split.shipsFirst() ? split.folds().getFirst().train().size() : samples.samples().size())
        .put("verify", verdict.n())
        .put("duplicates", samples.duplicates())
        .put("corrected", samples.corrected());
    card.putNull("teacher");
    ArrayNode candidates = card.putArray("candidates");
    selection.candidates().forEach(candidate -> candidates.add(candidate.json()));
    card.set("verdict", verdict.json());
    card.putObject("latency");
    card.putObject("provenance")
        .put("dataset", samples.digest())
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode fields = card.putArray("fields");
    samples.form().blanks().forEach(blank -> fields.add(blank.name()));
    ArrayNode says = card.putArray("says");
    extractor.inWords().forEach(says::add);
    NotInText.of(samples).write(card);
    return card.put("promise", verdict.promise());
  }

  private static void latency(ObjectNode card, Extractor extractor, List<Sample> samples) {
    double[] millis = FieldSelection.latency(extractor, samples);
    byte[] bytes = PackWriter.bytes(extractor, card);
    long start = System.nanoTime();
    try {
      PackReader.read("the new model", ByteBuffer.wrap(bytes));
    } catch (PackRefused broken) {
      throw new IllegalStateException("a pack was written that cannot be read", broken);
    }
    ((ObjectNode) card.get("latency"))
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .put("loadMillis", (System.nanoTime() - start) / 1e6);
  }

  /** The card's figures for a packed extractor on other examples. */
  static ObjectNode evaluate(Pack pack, Extractor extractor, List<Example> examples, long started)
      throws JobFailure, InterruptedException {
    Samples samples = Samples.of(examples);
    FieldEvidence evidence = FieldEvidence.of(extractor, samples.samples());
    FieldVerdict verdict =
        new FieldVerdict(
            Split.Method.HOLDOUT,
            evidence,
            valuesSeenBefore(samples),
            extractor.form(),
            pack.card().path("verdict").path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING),
            FieldRobustness.of(evidence.unseen(), 1));
    if (extractor.impediment() != null) {
      throw new JobFailure(extractor.impediment());
    }
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", verdict.n());
    json.remove(List.of("candidates", "promise"));
    json.set("verdict", verdict.json());
    json.put("promise", verdict.promise());
    double[] millis = FieldSelection.latency(extractor, samples.samples());
    json.putObject("latency")
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .putNull("loadMillis");
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }

  /** The baseline: each half of the examples is searched for the values of the other. */
  private static FieldEvidence valuesSeenBefore(Samples samples) throws InterruptedException {
    List<Integer> one = new ArrayList<>();
    List<Integer> other = new ArrayList<>();
    for (int i = 0; i < samples.samples().size(); i++) {
      (i % 2 == 0 ? one : other).add(i);
    }
    Split halves =
        new Split(
            Split.Method.CROSSFIT,
            List.of(new Split.Fold(one, other), new Split.Fold(other, one)),
            false);
    FieldTrainer.Course course =
        FieldTrainer.LADDER.getFirst().course(samples.samples(), samples.form());
    return FieldEvidence.gather(course, samples.samples(), halves);
  }
}
