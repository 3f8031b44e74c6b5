package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Distillation of classifiers from public sets, tested once on the sets' own test files: only the
 * training file is learned from and chosen on. Published scores are given beside ours, peers that
 * are installed run on the same files.
 */
public final class ClassifyBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEEDS = 5;
  private static final int QUICK_PAIRS = 5;

  /** One distillation and its test. */
  private record Trial(JsonNode card, double seconds, Predictions predictions) {}

  @Override
  public String name() {
    return "classify";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    if (data == null) {
      System.err.println("bench classify: left out, it needs --data DIR");
      return;
    }
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      Optional<FastText> peer = FastText.installed(stage.downloads());
      for (ClassifySet set : ClassifySet.all()) {
        if (!quick || set.small()) {
          measure(stage, data, set, quick, table, peer);
        }
      }
      outOfScope(stage, data, quick, table);
    }
  }

  private static void measure(
      Stage stage, Path data, ClassifySet set, boolean quick, Table table, Optional<FastText> peer)
      throws IOException {
    System.err.println("bench classify: " + set.name());
    List<ClassifySet.Pair> pairs =
        quick ? set.pairs().subList(0, Math.min(QUICK_PAIRS, set.pairs().size())) : set.pairs();
    List<List<Trial>> bySeed = new ArrayList<>();
    for (int seed = 1; seed <= (quick ? 1 : SEEDS); seed++) {
      List<Trial> trials = new ArrayList<>();
      for (ClassifySet.Pair pair : pairs) {
        trials.add(
            trial(stage, data.resolve(pair.train()), List.of(data.resolve(pair.test())), seed));
      }
      bySeed.add(trials);
    }
    ToDoubleFunction<Trial> score =
        trial -> set.byF1() ? trial.predictions().macroF1() : trial.predictions().accuracy();
    String metric = set.byF1() ? "macro F1" : "accuracy";
    table.addAtLeast(
        set.name() + ": " + metric,
        "",
        set.goal(),
        median(bySeed, score),
        students(bySeed)
            + seeds(bySeed)
            + "; naive Bayes "
            + set.floor()
            + "; published: "
            + set.published());
    table.addAtLeast(
        set.name() + ": coverage",
        "",
        set.coverageGoal(),
        median(bySeed, trial -> trial.predictions().coverage()),
        "share of the test that is answered");
    table.add(
        set.name() + ": error when answering",
        "",
        0.05,
        median(bySeed, trial -> trial.predictions().errorWhenAnswering()),
        bySeed.getFirst().getFirst().card().path("verdict").path("guarantee").asText());
    table.add(
        set.name() + ": calibration error",
        "",
        0.05,
        median(bySeed, trial -> trial.predictions().calibrationError()),
        "of the answers given, 15 bins");
    table.add(
        set.name() + ": distillation",
        "s",
        set.secondsGoal(),
        median(bySeed, Trial::seconds),
        "from the command's start; " + examples(bySeed));
    table.add(
        set.name() + ": one answer",
        "ms",
        null,
        median(bySeed, trial -> trial.card().path("latency").path("p50Millis").asDouble()),
        "median, texts read afresh");
    table.add(
        set.name() + ": most memory of the worker",
        "MB",
        2_000.0,
        median(bySeed, trial -> trial.card().path("peakMemoryBytes").asDouble() / 1e6),
        "resident");
    table.add(
        set.name() + ": loading the pack",
        "ms",
        5.0,
        median(bySeed, trial -> trial.card().path("latency").path("loadMillis").asDouble()),
        "");
    table.add(
        set.name() + ": pack",
        "KB",
        200.0,
        median(bySeed, trial -> trial.card().path("bytes").asDouble() / 1000),
        "");
    if (peer.isPresent()) {
      double sum = 0;
      for (ClassifySet.Pair pair : pairs) {
        Predictions said = peer.get().run(data.resolve(pair.train()), data.resolve(pair.test()));
        sum += set.byF1() ? said.macroF1() : said.accuracy();
      }
      table.peer(set.name() + ": fastText", "", sum / pairs.size(), FastText.SETTINGS);
    }
  }

  /** Trained with some queries out of scope, tested with others the model has never seen. */
  private static void outOfScope(Stage stage, Path data, boolean quick, Table table)
      throws IOException {
    System.err.println("bench classify: out of scope");
    Path folder = data.resolve("classify/clinc150");
    Path train = stage.downloads().resolve("train-with-out-of-scope.jsonl");
    Files.copy(
        folder.resolve(quick ? "train_10.jsonl" : "train.jsonl"),
        train,
        StandardCopyOption.REPLACE_EXISTING);
    append(folder.resolve("oos_train.jsonl"), train);
    List<Path> tests = List.of(folder.resolve("test.jsonl"), folder.resolve("oos_valid.jsonl"));
    List<List<Trial>> bySeed = new ArrayList<>();
    for (int seed = 1; seed <= (quick ? 1 : SEEDS); seed++) {
      bySeed.add(List.of(trial(stage, train, tests, seed)));
    }
    String name = "clinc150, " + (quick ? "10 a label" : "all") + ", and out of scope";
    table.addAtLeast(
        name + ": recall out of scope",
        "",
        0.55,
        median(bySeed, trial -> trial.predictions().outOfScopeRecall()),
        students(bySeed)
            + seeds(bySeed)
            + "; on oos_valid, never learned from; naive Bayes .490; published on the test queries:"
            + " fastText .283, SVM .180, CNN .309, MLP .491, BERT .523");
    table.addAtLeast(
        name + ": accuracy in scope, abstentions wrong",
        "",
        0.90,
        median(bySeed, trial -> trial.predictions().accuracyAbstaining()),
        "naive Bayes .867; published: fastText .886, SVM .882, CNN .909, MLP .934, BERT .962");
    table.add(
        name + ": error when answering",
        "",
        0.05,
        median(bySeed, trial -> trial.predictions().errorWhenAnswering()),
        "answers out of scope among the wrong ones");
    table.add(name + ": distillation", "s", null, median(bySeed, Trial::seconds), "");
  }

  private static void append(Path from, Path to) throws IOException {
    Files.write(to, Files.readAllLines(from), StandardOpenOption.APPEND);
  }

  private static Trial trial(Stage stage, Path train, List<Path> tests, int seed)
      throws IOException {
    Path pack = stage.downloads().resolve("model.still");
    long began = System.nanoTime();
    JsonNode card =
        JSON.readTree(
            stage.stillroom(
                "distill",
                "--kind",
                "classify",
                "--examples",
                train.toAbsolutePath().toString(),
                "--out",
                pack.toString(),
                "--seed",
                Integer.toString(seed),
                "--json"));
    double seconds = (System.nanoTime() - began) / 1e9;
    Path inputs = stage.downloads().resolve("inputs.jsonl");
    Files.deleteIfExists(inputs);
    Files.createFile(inputs);
    for (Path test : tests) {
      append(test, inputs);
    }
    String printed = stage.stillroom("run", pack.toString(), "--inputs", inputs.toString());
    return new Trial(card, seconds, Predictions.of(tests, printed));
  }

  /** The median over the seeds of the mean over the pairs. */
  private static double median(List<List<Trial>> bySeed, ToDoubleFunction<Trial> figure) {
    return HostProcess.median(
        bySeed.stream()
            .map(trials -> trials.stream().mapToDouble(figure).average().orElse(0))
            .toList());
  }

  private static String seeds(List<List<Trial>> bySeed) {
    return ", " + bySeed.size() + (bySeed.size() == 1 ? " seed" : " seeds");
  }

  private static String examples(List<List<Trial>> bySeed) {
    JsonNode examples = bySeed.getFirst().getFirst().card().path("examples");
    return examples.path("train").asInt() + " examples of " + examples.path("classes").asInt();
  }

  private static String students(List<List<Trial>> bySeed) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Trial> trials : bySeed) {
      trials.forEach(trial -> counts.merge(trial.card().path("student").asText(), 1, Integer::sum));
    }
    return String.join(" and ", counts.keySet());
  }
}
