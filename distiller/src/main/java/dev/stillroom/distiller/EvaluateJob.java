package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.select.Latency;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Certificate;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.distiller.verify.Robustness;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.Verdict;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.CardSummarizer;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.LanguageModel;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.TextProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The job {@code evaluate}: {@code model} and {@code examples} (paths), and perhaps {@code files}
 * as {@link DistillJob} has it. Its result is the card's figures on those examples: these bytes, on
 * data they have not seen. The baseline says the label most frequent in these very examples, so it
 * is as strong as a baseline can be.
 */
public final class EvaluateJob implements Job {

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    long started = System.nanoTime();
    progress.report(0.1, "reading");
    Pack pack;
    try {
      pack = PackReader.read(DistillJob.path(arguments, "model"));
    } catch (PackRefused refused) {
      throw new JobFailure(refused.getMessage(), refused);
    }
    List<Example> examples = DistillJob.read(arguments, pack.model().kind());
    if (examples.isEmpty()) {
      throw new JobFailure("there is no example to evaluate on");
    }
    progress.report(0.3, "predicting");
    return switch (pack.model()) {
      case Extractor extractor -> FieldDistillation.evaluate(pack, extractor, examples, started);
      case TextProgram program -> Transformation.evaluate(pack, program, examples, started);
      case LanguageModel model -> Transformation.evaluate(pack, model, examples, started);
      case Student student -> evaluate(pack, examples, started);
      case FormFlow flow -> FlowDistillation.evaluate(pack, flow, examples, started);
      case CardSummarizer card -> CardDistillation.evaluate(pack, card, examples, started);
      case Summarizer summarizer ->
          SummaryDistillation.evaluate(pack, summarizer, examples, started);
    };
  }

  /** Sure enough to answer, it keeps silent only about what has too little in common. */
  private static boolean isStrange(Prediction prediction, Answering answering) {
    return answering.asksForKinship()
        && prediction.output() == null
        && prediction.confidence() >= answering.threshold();
  }

  private static ObjectNode evaluate(Pack pack, List<Example> examples, long started)
      throws JobFailure {
    // A label the model does not know is an example it can only get wrong.
    List<String> labels = new ArrayList<>(pack.student().answering().labels());
    Map<String, Integer> indices = new HashMap<>();
    labels.forEach(label -> indices.put(label, indices.size()));
    Map<String, Integer> counts = new HashMap<>();
    for (Example example : examples) {
      if (!example.output().isNull()) {
        String label = example.output().textValue();
        counts.merge(label, 1, Integer::sum);
        if (indices.putIfAbsent(label, labels.size()) == null) {
          labels.add(label);
        }
      }
    }
    List<Item> items = new ArrayList<>();
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (Example example : examples) {
      int index =
          example.output().isNull() ? Item.OUT_OF_SCOPE : indices.get(example.output().textValue());
      items.add(
          new Item(example.input(), Features.of(example.input()), index, "", true, null, null));
      Prediction prediction = pack.student().predict(example.input());
      if (prediction.output() == null && pack.student().impediment() != null) {
        throw new JobFailure(pack.student().impediment());
      }
      double[] probabilities = new double[labels.size()];
      for (Prediction.Ranked ranked : prediction.ranked()) {
        probabilities[indices.get(ranked.label())] = ranked.probability();
      }
      outcomes.add(
          new Evidence.Outcome(
              index,
              probabilities,
              indices.get(prediction.best()),
              isStrange(prediction, pack.student().answering())
                  ? Answering.NO_KINSHIP
                  : Double.POSITIVE_INFINITY));
    }
    Evidence evidence = new Evidence(outcomes);
    int frequent = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    Verdict verdict =
        Verdict.of(
            Split.Method.HOLDOUT,
            evidence,
            evidence.size() - frequent,
            new Calibration(pack.student().answering(), false, null),
            pack.card().path("verdict").path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING),
            Robustness.of(pack.student(), items, 1));
    // What it has not seen is looked at once: what that shows is certain, if it is enough.
    verdict = verdict.certifiedBy(Certificate.apart(examples));
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    ObjectNode sizes = json.putObject("examples");
    sizes.put("train", trained).put("verify", evidence.size()).put("classes", counts.size());
    ArrayNode unknown = sizes.putArray("unknownLabels");
    labels.subList(pack.student().answering().labels().size(), labels.size()).forEach(unknown::add);
    json.remove(List.of("candidates", "promise", "labelErrors"));
    json.set("verdict", verdict.json());
    json.put("promise", Distillation.promise(verdict));
    Latency latency = Latency.of(pack.student(), items);
    json.putObject("latency")
        .put("p50Millis", latency.median())
        .put("p95Millis", latency.slow())
        .putNull("loadMillis");
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }
}
