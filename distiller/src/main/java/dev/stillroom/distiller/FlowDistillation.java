package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.form.Demonstration;
import dev.stillroom.distiller.train.form.FlowTrainer;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.FormFlow.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** From forms filled in by hand to a packed flow, judged on each form it had not seen. */
final class FlowDistillation {

  /** So many fillings by hand make a flow that is offered. */
  private static final int ENOUGH = 3;

  private final Clock clock;

  FlowDistillation(Clock clock) {
    this.clock = clock;
  }

  ObjectNode run(
      List<Example> examples, Distillation.Order order, long started, Job.Progress progress)
      throws JobFailure, InterruptedException {
    FormFilling filling = FormFilling.shipped();
    List<Demonstration> all = new ArrayList<>();
    for (Example example : examples) {
      try {
        all.add(Demonstration.of(example, filling.typer(), "an example", all.size() + 1));
      } catch (BadExample bad) {
        throw new JobFailure(bad.getMessage(), bad);
      }
    }
    if (all.stream().allMatch(one -> one.values().isEmpty())) {
      throw new JobFailure(
          "no field was filled in the " + all.size() + " examples, so there is nothing to learn");
    }
    progress.report(0.2, "looking for ways");
    FlowTrainer trainer = new FlowTrainer(filling.typer(), order.seed());
    FormFlow flow = trainer.train(all);
    progress.report(0.6, "verifying");
    Verified verified = verify(trainer, filling, all);
    // What was wrong on a form it had not seen is not offered on the next one.
    List<Target> kept =
        flow.targets().stream().filter(one -> !verified.misled().contains(one.key())).toList();
    FormFlow sure = new FormFlow(flow.examples(), kept, flow.extractor());
    progress.report(0.95, "packing");
    ObjectNode card = card(all, sure, verified, order);
    latency(card, sure, all);
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    try {
      PackWriter.write(order.out(), sure, card);
      return Card.printed(PackReader.read(order.out()));
    } catch (IOException broken) {
      throw new JobFailure("the model cannot be written to " + order.out() + ": " + broken, broken);
    } catch (PackRefused refused) {
      throw new JobFailure("the model was written but " + refused.getMessage(), refused);
    }
  }

  /**
   * What came of leaving each form out.
   *
   * @param asked fields that were filled by hand
   * @param filled of these, how many the flow of the others filled
   * @param right of these, how many it filled as the person did
   * @param baseline how many types alone filled as the person did
   * @param misled the fields it filled otherwise
   */
  private record Verified(int asked, int filled, int right, int baseline, Set<String> misled) {}

  private static Verified verify(FlowTrainer trainer, FormFilling filling, List<Demonstration> all)
      throws JobFailure, InterruptedException {
    int asked = 0;
    int filled = 0;
    int right = 0;
    int baseline = 0;
    Set<String> misled = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Demonstration left = all.get(i);
      List<Demonstration> others = new ArrayList<>(all);
      others.remove(i);
      for (Filled field : filling.fill(left.form(), left.source()).fields()) {
        String wanted = left.values().get(field.key());
        baseline += wanted != null && wanted.equals(field.value()) ? 1 : 0;
      }
      asked += left.values().size();
      if (others.isEmpty()) {
        continue;
      }
      FormFlow flow = trainer.train(others);
      for (Filled field : flow.fill(left.form(), left.source(), filling.typer()).fields()) {
        String wanted = left.values().get(field.key());
        boolean counts = field.isFilled() && wanted != null;
        filled += counts ? 1 : 0;
        right += counts && wanted.equals(field.value()) ? 1 : 0;
        if (field.isFilled() && (wanted == null || !wanted.equals(field.value()))) {
          misled.add(field.key());
        }
      }
    }
    return new Verified(asked, filled, right, baseline, misled);
  }

  private ObjectNode card(
      List<Demonstration> all, FormFlow flow, Verified verified, Distillation.Order order) {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "fill").put("student", flow.architecture().label());
    card.putObject("examples").put("train", all.size()).put("verify", all.size());
    card.putNull("teacher");
    int asked = Math.max(1, verified.asked());
    double value = (double) verified.right() / asked;
    double low = ExactBound.lower(verified.right(), asked, 0.95);
    double high = 1 - ExactBound.lower(asked - verified.right(), asked, 0.95);
    card.putArray("candidates")
        .addObject()
        .put("student", flow.architecture().label())
        .put("metric", value)
        .put("low", low)
        .put("high", high)
        .put("chosen", true)
        .put("why", flow.targets().size() + " fields have a way that was right every time");
    boolean passes = all.size() >= ENOUGH && !flow.targets().isEmpty();
    ObjectNode verdict = card.putObject("verdict");
    verdict
        .put("method", "crossfit")
        .put("guarantee", "estimated")
        .put("metric", "exact")
        .put("value", value)
        .put("low", low)
        .put("high", high)
        .put("level", 0.95)
        .put("baseline", (double) verified.baseline() / asked)
        .put("coverage", (double) verified.filled() / asked);
    if (verified.filled() == 0) {
      verdict.putNull("errorWhenAnswering");
    } else {
      verdict.put("errorWhenAnswering", 1 - (double) verified.right() / verified.filled());
    }
    verdict.putObject("robustness");
    verdict.put("passes", passes);
    if (passes) {
      verdict.putNull("needs");
    } else {
      verdict.put("needs", Math.max(1, ENOUGH - all.size()));
    }
    card.putObject("latency");
    card.putObject("provenance")
        .put("dataset", digest(all))
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode says = card.putArray("says");
    flow.inWords().forEach(says::add);
    return card.put(
        "promise",
        "right in "
            + verified.right()
            + " of "
            + verified.filled()
            + " fields filled on forms it had not seen; "
            + (verified.asked() - verified.filled())
            + " left empty");
  }

  private static String digest(List<Demonstration> all) {
    List<dev.stillroom.distiller.train.TextProgramTrainer.Pair> pairs = new ArrayList<>();
    all.forEach(
        one ->
            pairs.add(
                new dev.stillroom.distiller.train.TextProgramTrainer.Pair(
                    one.source(), one.values().toString())));
    return Transformation.digest(pairs);
  }

  private static void latency(ObjectNode card, FormFlow flow, List<Demonstration> all) {
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
    java.util.Arrays.sort(millis);
    byte[] bytes = PackWriter.bytes(flow, card);
    long start = System.nanoTime();
    try {
      PackReader.read("the new model", ByteBuffer.wrap(bytes));
    } catch (PackRefused broken) {
      throw new IllegalStateException("a pack was written that cannot be read", broken);
    }
    ((ObjectNode) card.get("latency"))
        .put("p50Millis", millis[30])
        .put("p95Millis", millis[57])
        .put("loadMillis", (System.nanoTime() - start) / 1e6);
  }
}
