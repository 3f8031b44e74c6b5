package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.distiller.train.form.Demonstration;
import dev.stillroom.distiller.train.form.FlowTrainer;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Certificate;
import dev.stillroom.distiller.verify.Deadline;
import dev.stillroom.distiller.verify.FlowVerdict;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.FormFlow.Target;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From forms filled in by hand to a packed flow, judged on each form it had not seen. */
final class FlowDistillation {

  private final Clock clock;

  FlowDistillation(Clock clock) {
    this.clock = clock;
  }

  ObjectNode run(
      List<Example> examples, Distillation.Order order, long started, Job.Progress progress)
      throws JobFailure, InterruptedException {
    FormFilling filling = FormFilling.shipped();
    List<Demonstration> all = demonstrations(examples, filling);
    if (all.stream().allMatch(one -> one.values().isEmpty())) {
      throw new JobFailure(
          "no field was filled in the " + all.size() + " examples, so there is nothing to learn");
    }
    progress.report(0.2, "looking for ways");
    FlowTrainer trainer = new FlowTrainer(filling.typer(), order.seed());
    FormFlow flow = trainer.train(all);
    progress.report(0.6, "verifying");
    Set<String> misled = new HashSet<>();
    FlowVerdict verdict = verify(trainer, filling, all, misled, order, started);
    // What was wrong on a form it had not seen is not offered on the next one.
    List<Target> kept = flow.targets().stream().filter(one -> !misled.contains(one.key())).toList();
    FormFlow sure = new FormFlow(flow.examples(), kept, flow.extractor());
    progress.report(0.95, "packing");
    ObjectNode card = card(all, sure, verdict, order);
    latency(card, sure, all);
    Packing.checkLatency(card.path("latency").path("p95Millis").asDouble(), "the flow", order);
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return Packing.write(sure, card, order);
  }

  /** The figures of a flow on other forms that were filled in by hand. */
  static ObjectNode evaluate(Pack pack, FormFlow flow, List<Example> examples, long started)
      throws JobFailure {
    FormFilling filling = FormFilling.shipped();
    List<Demonstration> all = demonstrations(examples, filling);
    List<FlowVerdict.Outcome> outcomes = new ArrayList<>();
    for (Demonstration one : all) {
      outcomes.add(outcome(filling, flow, one, new HashSet<>()));
    }
    FlowVerdict verdict =
        new FlowVerdict(
            Split.Method.HOLDOUT,
            outcomes,
            pack.card().path("verdict").path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING),
            Certificate.apart(examples));
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", all.size()).putNull("classes");
    json.remove(List.of("candidates", "promise"));
    json.set("verdict", verdict.json());
    json.put("promise", verdict.promise());
    double[] millis = millis(flow, all);
    json.putObject("latency")
        .put("p50Millis", millis[0])
        .put("p95Millis", millis[1])
        .putNull("loadMillis");
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }

  private static List<Demonstration> demonstrations(List<Example> examples, FormFilling filling)
      throws JobFailure {
    List<Demonstration> all = new ArrayList<>();
    for (Example example : examples) {
      try {
        all.add(Demonstration.of(example, filling.typer(), "an example", all.size() + 1));
      } catch (BadExample bad) {
        throw new JobFailure(bad.getMessage(), bad);
      }
    }
    return all;
  }

  /** Each form is left out once, and filled by what the others teach. */
  private static FlowVerdict verify(
      FlowTrainer trainer,
      FormFilling filling,
      List<Demonstration> all,
      Set<String> misled,
      Distillation.Order order,
      long started)
      throws JobFailure, InterruptedException {
    Deadline deadline = new Deadline(order.limits().maxSeconds(), started);
    List<FlowVerdict.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (deadline.isOver(1)) {
        throw new JobFailure(
            String.format(
                Locale.ROOT,
                "verifying a flow of %d forms takes longer than %s s: raise --max-seconds",
                all.size(),
                deadline.seconds()));
      }
      List<Demonstration> others = new ArrayList<>(all);
      Demonstration left = others.remove(i);
      FormFlow flow = others.isEmpty() ? null : trainer.train(others);
      outcomes.add(outcome(filling, flow, left, misled));
    }
    return new FlowVerdict(Split.Method.CROSSFIT, outcomes, order.maxError(), false);
  }

  /**
   * @param flow null where nothing was learned
   * @param misled gets the fields that the flow filled otherwise than the person did
   */
  private static FlowVerdict.Outcome outcome(
      FormFilling filling, FormFlow flow, Demonstration one, Set<String> misled) {
    Set<String> learned = new HashSet<>();
    if (flow != null) {
      flow.targets().forEach(target -> learned.add(target.key()));
    }
    int baseline = 0;
    for (Filled field : filling.fill(one.form(), one.source()).fields()) {
      String wanted = one.values().get(field.key());
      baseline += wanted != null && wanted.equals(field.value()) ? 1 : 0;
    }
    int given = 0;
    int right = 0;
    for (Filled field : filling.fill(one.form(), one.source(), flow).fields()) {
      String wanted = one.values().get(field.key());
      boolean isLearned = learned.contains(field.key());
      // What types alone put where the person left it empty may be as well: nobody asked.
      if (!field.isFilled() || wanted == null && !isLearned) {
        continue;
      }
      given++;
      if (field.value().equals(wanted)) {
        right++;
      } else if (isLearned) {
        misled.add(field.key());
      }
    }
    return new FlowVerdict.Outcome(one.values().size(), given, right, baseline);
  }

  private ObjectNode card(
      List<Demonstration> all, FormFlow flow, FlowVerdict verdict, Distillation.Order order) {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "fill").put("student", flow.architecture().label());
    card.putObject("examples").put("train", all.size()).put("verify", all.size());
    card.putNull("teacher");
    ObjectNode judged = verdict.json();
    if (flow.targets().isEmpty()) {
      judged.put("passes", false).put("needs", 1);
    }
    card.putArray("candidates")
        .addObject()
        .put("student", flow.architecture().label())
        .put("metric", judged.path("value").asDouble())
        .put("low", verdict.low())
        .put("high", verdict.high())
        .put("chosen", true)
        .put("why", flow.targets().size() + " fields have a way that was right every time");
    card.set("verdict", judged);
    card.putObject("latency");
    card.putObject("provenance")
        .put("dataset", digest(all))
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode says = card.putArray("says");
    flow.inWords().forEach(says::add);
    return card.put("promise", verdict.promise());
  }

  private static String digest(List<Demonstration> all) {
    List<Pair> pairs = new ArrayList<>();
    all.forEach(one -> pairs.add(new Pair(one.source(), one.values().toString())));
    return Transformation.digest(pairs);
  }

  private static void latency(ObjectNode card, FormFlow flow, List<Demonstration> all) {
    double[] millis = millis(flow, all);
    byte[] bytes = PackWriter.bytes(flow, card);
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

  /** Median and 95 of 100 of filling one form. */
  private static double[] millis(FormFlow flow, List<Demonstration> all) {
    double[] millis = new double[60];
    FormFilling filling = FormFilling.shipped();
    for (int i = -10; i < millis.length; i++) {
      Demonstration one = all.get(Math.floorMod(i, all.size()));
      long start = System.nanoTime();
      filling.fill(one.form(), one.source(), flow);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new double[] {millis[30], millis[57]};
  }
}
