package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.select.FieldCandidate;
import dev.stillroom.distiller.select.FieldSelection;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Certificate;
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
import dev.stillroom.runtime.student.Extractor;
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
    samples.requireValues();
    Split split = Split.of(samples.items(), order.seed());
    FieldSelection selection =
        FieldSelection.of(samples, split, order.limits(), order.maxError(), started, progress);
    Drawn drawn = drawn(samples, split, selection, order, started, progress);
    long most = order.limits().maxBytes();
    while (most > 0 && drawn.bytes() > most && drawn.chosen() != selection.baseline()) {
      // Another one is taken, which has to leave room for a card like this one.
      selection = selection.beside(drawn.bytes() - drawn.chosen().bytes());
      drawn = drawn(samples, split, selection, order, started, progress);
    }
    return Packing.write(drawn.chosen().extractor(), drawn.card(), order);
  }

  private record Drawn(FieldCandidate chosen, ObjectNode card) {
    long bytes() {
      return Packing.bytes(chosen.extractor(), card);
    }
  }

  /** The chosen extractor with its card. */
  private Drawn drawn(
      Samples samples,
      Split split,
      FieldSelection selection,
      Distillation.Order order,
      long started,
      Job.Progress progress) {
    progress.report(0.85, "verifying");
    Extractor extractor = selection.chosen().extractor();
    FieldEvidence tested = selection.chosen().tested(samples.samples(), split).verifying();
    FieldVerdict verdict =
        new FieldVerdict(
            split.method(),
            tested,
            selection.baseline().tested(samples.samples(), split).verifying(),
            extractor.form(),
            order.maxError(),
            split.certifies(samples.items()),
            FieldRobustness.of(tested.unseen(), order.seed()));
    progress.report(0.95, "packing");
    ObjectNode card = card(samples, split, selection, verdict, order);
    latency(card, extractor, samples.samples());
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return new Drawn(selection.chosen(), card);
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
        .putNull("classes")
        .put("duplicates", samples.duplicates())
        .put("corrected", samples.corrected());
    card.set("teacher", order.teacher());
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
    List<String> never = samples.neverShown();
    if (!never.isEmpty()) {
      never.forEach(card.putArray("neverShown")::add);
    }
    return card.put("promise", verdict.promise());
  }

  private static void latency(ObjectNode card, Extractor extractor, List<Sample> samples) {
    double[] millis = FieldSelection.latency(extractor, samples);
    ((ObjectNode) card.get("latency"))
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .put("loadMillis", Packing.loadMillis(extractor, card));
  }

  /** The card's figures for a packed extractor on other examples. */
  static ObjectNode evaluate(Pack pack, Extractor extractor, List<Example> examples, long started)
      throws JobFailure, InterruptedException {
    Samples samples = Samples.of(examples);
    FieldVerdict verdict = verdict(pack, extractor, samples, Certificate.apart(examples));
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", verdict.n()).putNull("classes");
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

  /** Of other examples, by the aim that the pack's card names. */
  static FieldVerdict verdict(Pack pack, Extractor extractor, Samples samples, boolean apart)
      throws JobFailure, InterruptedException {
    FieldEvidence evidence = FieldEvidence.of(extractor, samples.samples());
    FieldVerdict verdict =
        new FieldVerdict(
            Split.Method.HOLDOUT,
            evidence,
            valuesSeenBefore(samples),
            extractor.form(),
            pack.card().path("verdict").path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING),
            apart,
            FieldRobustness.of(evidence.unseen(), 1));
    if (extractor.impediment() != null) {
      throw new JobFailure(extractor.impediment());
    }
    return verdict;
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
