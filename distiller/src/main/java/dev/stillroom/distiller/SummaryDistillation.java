package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.dataset.Abridgements;
import dev.stillroom.distiller.select.SummarySelection;
import dev.stillroom.distiller.verify.Certificate;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.SummaryEvidence;
import dev.stillroom.distiller.verify.SummaryRobustness;
import dev.stillroom.distiller.verify.SummarySureness;
import dev.stillroom.distiller.verify.SummaryVerdict;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.student.CentralSentences;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.student.Summarizer;
import java.time.Clock;
import java.util.List;

/** From summaries, or choices of sentences, to a packed summarizer and its card. */
final class SummaryDistillation {

  private final Clock clock;

  SummaryDistillation(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param target how many of the sentences said may be ones that would not be kept; null for no
   *     aim: then it always answers
   */
  ObjectNode run(
      List<Example> examples,
      Distillation.Order order,
      Double target,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    if (examples.stream().anyMatch(one -> Abridgements.isCard(one.output()))) {
      return new CardDistillation(clock).run(examples, order, target, started, progress);
    }
    Learned learned = learn(examples, order, target, started, progress);
    progress.report(0.95, "packing");
    ObjectNode card = card(learned, order);
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return Packing.write(learned.summarizer(), card, order);
  }

  /** A summarizer that was chosen, and what is known of it. */
  record Learned(
      Summarizer summarizer,
      Abridgements texts,
      Split split,
      SummarySelection selection,
      SummaryVerdict verdict) {}

  static Learned learn(
      List<Example> examples,
      Distillation.Order order,
      Double target,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    progress.report(0.05, "reading");
    Abridgements texts = Abridgements.of(examples);
    Split split = Split.of(texts.items(), order.seed());
    SummarySelection selection =
        SummarySelection.of(texts.all(), split, order.limits(), order.seed(), started, progress);
    progress.report(0.85, "verifying");
    SummaryEvidence raw = selection.chosen().evidence();
    Choosing.Sure sure = SummarySureness.fit(raw);
    SummaryEvidence evidence = raw.with(sure);
    double threshold = target == null ? 0 : SummarySureness.threshold(evidence, target);
    Summarizer summarizer = selection.chosen().summarizer().with(sure, threshold);
    // The chosen one, how sure it is and its threshold go by the one half of what was held out.
    SummaryVerdict verdict =
        new SummaryVerdict(
            split.method(),
            selection.chosen().tested(texts.all(), split).verifying(texts.all()).with(sure),
            selection.lead(texts.all(), split).verifying(texts.all()),
            selection.central(texts.all(), split).verifying(texts.all()),
            threshold,
            target,
            split.certifies(texts.items()),
            SummaryRobustness.of(summarizer, texts.all()));
    return new Learned(summarizer, texts, split, selection, verdict);
  }

  private ObjectNode card(Learned learned, Distillation.Order order) {
    Summarizer summarizer = learned.summarizer();
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "summarize").put("student", summarizer.architecture().label());
    int trained =
        learned.split().shipsFirst()
            ? learned.split().folds().getFirst().train().size()
            : learned.texts().all().size();
    card.putObject("examples")
        .put("train", trained)
        .put("verify", learned.verdict().n())
        .putNull("classes")
        .put("duplicates", learned.texts().duplicates())
        .put("corrected", learned.texts().corrected())
        .put("unreadable", learned.texts().unreadable());
    card.set("teacher", order.teacher());
    ArrayNode candidates = card.putArray("candidates");
    learned.selection().candidates().forEach(candidate -> candidates.add(candidate.json()));
    card.set("verdict", learned.verdict().json());
    double[] millis = SummarySelection.latency(summarizer, learned.texts().all());
    card.putObject("latency").put("p50Millis", millis[0]).put("p95Millis", millis[1]);
    card.putObject("provenance")
        .put("dataset", learned.texts().digest())
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    card.put("length", summarizer.budget().inWords());
    ArrayNode says = card.putArray("says");
    summarizer.inWords().forEach(says::add);
    card.put("promise", learned.verdict().promise());
    ((ObjectNode) card.get("latency")).put("loadMillis", Packing.loadMillis(summarizer, card));
    return card;
  }

  /** The card's figures for a packed summarizer on other examples. */
  static ObjectNode evaluate(Pack pack, Summarizer summarizer, List<Example> examples, long started)
      throws JobFailure {
    List<Abridged> texts = Abridgements.of(examples).all();
    JsonNode aim = pack.card().path("verdict").path("maxError");
    SummaryVerdict verdict = verdict(aim, summarizer, texts, Certificate.apart(examples));
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", verdict.n()).putNull("classes");
    json.remove(List.of("candidates", "promise"));
    json.set("verdict", verdict.json());
    json.put("promise", verdict.promise());
    double[] millis = SummarySelection.latency(summarizer, texts);
    json.putObject("latency")
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .putNull("loadMillis");
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }

  /**
   * Of other texts.
   *
   * @param aim the share of its sentences that may be wrong; no number where there was no aim
   */
  static SummaryVerdict verdict(
      JsonNode aim, Summarizer summarizer, List<Abridged> texts, boolean apart) throws JobFailure {
    SummaryEvidence evidence = SummaryEvidence.of(summarizer, texts);
    if (summarizer.impediment() != null) {
      throw new JobFailure(summarizer.impediment());
    }
    Choosing same = Choosing.of(summarizer.budget());
    return new SummaryVerdict(
        Split.Method.HOLDOUT,
        evidence,
        SummaryEvidence.of(new LeadSentences(same), texts),
        SummaryEvidence.of(new CentralSentences(same), texts),
        summarizer.program().json().path("threshold").asDouble(0),
        aim.isNumber() ? aim.asDouble() : null,
        apart,
        SummaryRobustness.of(summarizer, texts));
  }
}
