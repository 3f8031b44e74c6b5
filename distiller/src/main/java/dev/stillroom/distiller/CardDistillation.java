package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.dataset.Abridgements;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.select.FieldSelection;
import dev.stillroom.distiller.select.SummarySelection;
import dev.stillroom.distiller.verify.Certificate;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.distiller.verify.FieldRobustness;
import dev.stillroom.distiller.verify.FieldVerdict;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.SummaryVerdict;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.student.CardSummarizer;
import dev.stillroom.runtime.student.Extractor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * From what a person writes after reading pages of one kind to a card that fills itself in: fields
 * of the page, and key passages where they write some. The verdict is that of the fields; the one
 * of the passages stands beside it.
 */
final class CardDistillation {

  private final Clock clock;

  CardDistillation(Clock clock) {
    this.clock = clock;
  }

  /** What examples say of a card's fields, and what of its passages. */
  private record Parts(List<Example> fields, List<Example> summaries) {

    static Parts of(List<Example> examples) throws JobFailure {
      List<Example> fields = new ArrayList<>();
      List<Example> summaries = new ArrayList<>();
      for (Example example : examples) {
        if (Abridgements.isChoice(example.output())) {
          summaries.add(example);
          continue;
        }
        if (!example.output().isObject()) {
          throw new JobFailure(
              "some outputs are cards (objects of fields) and one is not: "
                  + shown(example.output())
                  + "; put it into the member \"summary\" of a card");
        }
        ObjectNode card = ((ObjectNode) example.output()).deepCopy();
        JsonNode summary = card.remove(Abridgements.SUMMARY);
        fields.add(with(example, card));
        if (summary != null && !summary.isNull()) {
          summaries.add(with(example, summary));
        }
      }
      return new Parts(fields, summaries);
    }
  }

  /**
   * @param target how many of a passage's sentences may be ones that would not be kept; null for no
   *     aim
   */
  ObjectNode run(
      List<Example> examples,
      Distillation.Order order,
      Double target,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    Parts parts = Parts.of(examples);
    List<Example> summaries = parts.summaries();
    Samples samples = Samples.of(parts.fields());
    samples.requireValues();
    Split split = Split.of(samples.items(), order.seed());
    FieldSelection selection =
        FieldSelection.of(samples, split, order.limits(), order.maxError(), started, progress);
    Extractor extractor = selection.chosen().extractor();
    SummaryDistillation.Learned passages =
        summaries.isEmpty()
            ? null
            : SummaryDistillation.learn(summaries, order, target, started, progress);
    CardSummarizer model =
        new CardSummarizer(extractor, passages == null ? null : passages.summarizer());
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
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "summarize").put("student", model.architecture().label());
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
    judged(card, verdict, passages == null ? null : passages.verdict());
    double[] millis = FieldSelection.latency(extractor, samples.samples());
    double[] more =
        passages == null
            ? new double[2]
            : SummarySelection.latency(passages.summarizer(), passages.texts().all());
    // Each of them is within the limit by itself, but one waits for both.
    Packing.checkLatency(millis[0] + more[0], "the card", order);
    card.putObject("latency")
        .put("p50Millis", millis[0] + more[0])
        .put("p95Millis", millis[1] + more[1]);
    card.putObject("provenance")
        .put("dataset", samples.digest())
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode names = card.putArray("fields");
    samples.form().blanks().forEach(blank -> names.add(blank.name()));
    if (passages != null) {
      card.put("length", passages.summarizer().budget().inWords());
    }
    ArrayNode says = card.putArray("says");
    model.inWords().forEach(says::add);
    ((ObjectNode) card.get("latency")).put("loadMillis", Packing.loadMillis(model, card));
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return Packing.write(model, card, order);
  }

  /** The verdict of the fields, and within it that of the passages where there are any. */
  private static void judged(ObjectNode card, FieldVerdict fields, SummaryVerdict passages) {
    ObjectNode said = fields.json();
    card.set("verdict", said);
    String promise = "of the card: " + fields.promise();
    if (passages != null) {
      said.set("passages", passages.json());
      promise += "; of the passages: " + passages.promise();
    }
    card.put("promise", promise);
  }

  /** The card's figures for a packed model on other cards. */
  static ObjectNode evaluate(Pack pack, CardSummarizer model, List<Example> examples, long started)
      throws JobFailure, InterruptedException {
    Parts parts = Parts.of(examples);
    if (parts.fields().isEmpty()) {
      throw new JobFailure("no example is a card: give outputs with fields, {\"price\": …}");
    }
    Samples samples = Samples.of(parts.fields());
    FieldVerdict verdict =
        FieldDistillation.verdict(pack, model.fields(), samples, Certificate.apart(parts.fields()));
    SummaryVerdict passages = null;
    double[] millis = FieldSelection.latency(model.fields(), samples.samples());
    if (model.passages() != null && !parts.summaries().isEmpty()) {
      List<Abridged> texts = Abridgements.of(parts.summaries()).all();
      JsonNode aim = pack.card().path("verdict").path("passages").path("maxError");
      passages =
          SummaryDistillation.verdict(
              aim, model.passages(), texts, Certificate.apart(parts.summaries()));
      double[] more = SummarySelection.latency(model.passages(), texts);
      millis = new double[] {millis[0] + more[0], millis[1] + more[1]};
    }
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", verdict.n()).putNull("classes");
    json.remove(List.of("candidates", "promise"));
    judged(json, verdict, passages);
    json.putObject("latency")
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .putNull("loadMillis");
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }

  private static Example with(Example example, JsonNode output) {
    return new Example(
        example.input(),
        output,
        example.id(),
        example.group(),
        example.time(),
        example.source(),
        List.of());
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
