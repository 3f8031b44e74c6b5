package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.select.Candidate;
import dev.stillroom.distiller.select.Latency;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.distiller.select.Selection;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.distiller.verify.LabelErrors;
import dev.stillroom.distiller.verify.Robustness;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.Verdict;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.student.Student;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From examples to a packed student and its card: dataset, students, choice, verdict, pack. */
public final class Distillation {

  /** Raised when the same data and seed would give another model. */
  static final String CODE = "stillroom 0.1.0, procedure 8";

  private final Clock clock;

  public Distillation(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param parent the model digest of the version before, or null
   * @param maxError how many of the answers given may be wrong, in (0, 1)
   * @param teacher what the card says of the teacher; null where there was none
   */
  public record Order(
      Path out, long seed, Limits limits, String parent, double maxError, ObjectNode teacher) {
    public Order(Path out, long seed, Limits limits, String parent, double maxError) {
      this(out, seed, limits, parent, maxError, null);
    }

    public Order(Path out, long seed, Limits limits, String parent) {
      this(out, seed, limits, parent, Calibration.ERROR_WHEN_ANSWERING);
    }
  }

  /**
   * Distills and writes the pack.
   *
   * @param started {@link System#nanoTime} when the work began
   * @return what {@code distill --json} prints
   */
  public ObjectNode run(List<Example> examples, Order order, long started, Job.Progress progress)
      throws JobFailure, InterruptedException {
    progress.report(0.05, "reading");
    Dataset dataset = Dataset.of(examples);
    Split split = Split.of(dataset.items(), order.seed());
    Selection selection =
        Selection.of(
            ladder(order, started),
            dataset,
            split,
            order.limits(),
            order.maxError(),
            started,
            progress);
    Drawn drawn = drawn(dataset, split, selection, order, started, progress);
    long most = order.limits().maxBytes();
    while (most > 0 && drawn.bytes() > most && drawn.chosen() != selection.baseline()) {
      // Another one is taken, which has to leave room for a card like this one.
      selection = selection.beside(drawn.bytes() - drawn.chosen().bytes());
      drawn = drawn(dataset, split, selection, order, started, progress);
    }
    return Packing.write(drawn.chosen().student(), drawn.card(), order);
  }

  private record Drawn(Candidate chosen, ObjectNode card) {
    long bytes() {
      return Packing.bytes(chosen.student(), card);
    }
  }

  /** The chosen student with its card. */
  private Drawn drawn(
      Dataset dataset,
      Split split,
      Selection selection,
      Order order,
      long started,
      Job.Progress progress) {
    progress.report(0.85, "verifying");
    Candidate chosen = selection.chosen();
    Student student = chosen.student();
    double temperature = student.answering().temperature();
    Evidence evidence = chosen.tested().softened(temperature);
    Map<String, Double> robustness =
        Robustness.of(chosen.unseen(), student, dataset.items(), order.seed());
    Verdict verdict =
        Verdict.of(
            split.method(),
            evidence,
            selection.baseline().tested().errors(),
            chosen.calibration(),
            order.maxError(),
            robustness);
    progress.report(0.95, "packing");
    ObjectNode card = card(dataset, split, selection, verdict, order);
    Evidence predicted = chosen.evidence().softened(temperature);
    Evidence judged =
        split.chosenByTeacher()
            ? evidence
            : split.tested().isEmpty() ? predicted : predicted.and(evidence);
    suspects(dataset, split, judged).write(card, dataset.labels());
    measure(card, student, dataset);
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    card.remove("bytes");
    return new Drawn(chosen, card);
  }

  private static List<Trainer> ladder(Order order, long started) {
    double seconds = order.limits().maxSeconds();
    long deadline = seconds > 0 ? started + (long) (seconds * 1e9) : Long.MAX_VALUE;
    if (order.limits().small()) {
      return Trainer.SMALL;
    }
    return order.limits().adapters()
        ? Trainer.withAdapters(order.seed(), deadline)
        : Trainer.LADDER;
  }

  /** The labels that are probably wrong, among those that were predicted unseen. */
  private static LabelErrors suspects(Dataset dataset, Split split, Evidence evidence) {
    List<Item> predicted = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      fold.predict().forEach(i -> predicted.add(dataset.items().get(i)));
    }
    split.tested().forEach(i -> predicted.add(dataset.items().get(i)));
    if (split.chosenByTeacher()) {
      predicted.removeIf(item -> !item.mayVerify());
    }
    // The baseline is judged on other examples, and has no opinion of any.
    return predicted.size() == evidence.outcomes().size()
        ? LabelErrors.of(predicted, evidence, dataset.labels().size())
        : new LabelErrors(List.of());
  }

  private ObjectNode card(
      Dataset dataset, Split split, Selection selection, Verdict verdict, Order order) {
    Student student = selection.chosen().student();
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "classify");
    card.put("student", student.architecture().label());
    card.putNull("bytes");
    ObjectNode examples = card.putObject("examples");
    examples.put(
        "train",
        split.shipsFirst() ? split.folds().getFirst().train().size() : dataset.items().size());
    examples.put("verify", verdict.n());
    examples.put("classes", dataset.labels().size());
    examples.put("duplicates", dataset.report().duplicates());
    examples.put("corrected", dataset.report().corrected());
    examples.put("conflicts", dataset.report().conflicts());
    examples.put("outOfScope", dataset.report().outOfScope());
    card.set("teacher", order.teacher());
    ArrayNode candidates = card.putArray("candidates");
    selection.candidates().forEach(candidate -> candidates.add(candidate.json()));
    card.set("verdict", verdict.json());
    card.putObject("latency");
    ObjectNode provenance = card.putObject("provenance");
    provenance.put("dataset", dataset.digest());
    provenance.put("code", CODE);
    provenance.put("seed", order.seed());
    provenance.put("created", clock.instant().toString());
    provenance.put("parent", order.parent());
    card.putNull("seconds");
    ArrayNode labels = card.putArray("labels");
    dataset.labels().forEach(labels::add);
    ArrayNode says = card.putArray("says");
    student.inWords().forEach(says::add);
    card.put("promise", promise(verdict));
    return card;
  }

  /** The verdict in one sentence, with how little few examples promise. */
  static String promise(Verdict verdict) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s in %d promise at least %d %%",
            Candidate.errors(verdict.errors()),
            verdict.n(),
            (int) Math.floor(100 * verdict.low()));
    Integer needs = verdict.needs();
    if (verdict.n() == 0) {
      return "there is nothing of yours to verify it by: "
          + needs
          + " examples of your own, all answered right, would promise "
          + (int) (100 * Verdict.TARGET)
          + " %";
    }
    if (!verdict.better()) {
      return figures + "; that is not better than always saying the same";
    }
    if (!verdict.keepsAim()) {
      return figures
          + String.format(
              Locale.ROOT,
              "; but of its answers %.0f %% were wrong where %.0f %% were the aim",
              100 * verdict.answers().wrongShare(),
              100 * verdict.answers().target());
    }
    return needs == null
        ? figures
        : figures
            + String.format(
                Locale.ROOT,
                "; %d more without an error would promise %d %%",
                needs,
                (int)
                    Math.floor(
                        100
                            * ExactBound.lower(
                                verdict.n() - verdict.errors() + needs,
                                verdict.n() + needs,
                                Verdict.LEVEL)));
  }

  private static void measure(ObjectNode card, Student student, Dataset dataset) {
    Latency latency = Latency.of(student, dataset.items());
    ((ObjectNode) card.get("latency"))
        .put("p50Millis", latency.median())
        .put("p95Millis", latency.slow())
        .put("loadMillis", Packing.loadMillis(student, card));
  }
}
