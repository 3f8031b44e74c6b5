package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Distillation of classifiers from public sets, tested once on the sets' own test files: only the
 * training file is learned from and chosen on. Published scores are given beside ours, peers that
 * are installed run on the same files.
 */
public final class ClassifyBenchmark implements Benchmark {

  private static final int SEEDS = 5;
  private static final int QUICK_PAIRS = 1;
  private static final String OUT_OF_SCOPE = "clinc150 and out of scope, ";

  /** Some more than is to be reached on the test, since that will be some less. */
  private static final double IN_SCOPE_ON_VALID = 0.91;

  @Override
  public String name() {
    return "classify";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    if (scope.data() == null) {
      System.err.println("bench classify: left out, it needs --data DIR");
      return;
    }
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      Optional<FastText> peer = FastText.installed(stage.downloads());
      for (ClassifySet plain : ClassifySet.all()) {
        ClassifySet set = scope.adapters() ? plain.adapted() : plain;
        boolean small = !scope.quick() || set.small();
        if (small && scope.wants(set.name()) && !table.has(set.name())) {
          measure(stage, set, scope, table, peer);
          scope.checkpoint().run();
        }
      }
      String name =
          OUT_OF_SCOPE
              + (scope.quick() ? "10 a label" : "all")
              + (scope.adapters() ? ClassifySet.ADAPTED : "");
      if (scope.wants(name) && !table.has(name)) {
        outOfScope(stage, name, scope, table);
      }
    }
  }

  /**
   * Forgets the vectors of known texts, so that the first distillation of a set takes the time that
   * it takes a person; the next seeds find them.
   */
  private static void forgetVectors(Stage stage) throws IOException {
    try (Stream<Path> files = Files.list(stage.home())) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("vectors.")) {
          Files.delete(file);
        }
      }
    }
  }

  private static int seeds(Scope scope) {
    return scope.seeds() > 0 ? scope.seeds() : scope.quick() ? 1 : SEEDS;
  }

  private static void measure(
      Stage stage, ClassifySet set, Scope scope, Table table, Optional<FastText> peer)
      throws IOException {
    Path data = scope.data();
    List<ClassifySet.Pair> pairs =
        scope.quick()
            ? set.pairs().subList(0, Math.min(QUICK_PAIRS, set.pairs().size()))
            : set.pairs();
    forgetVectors(stage);
    List<List<Trial>> bySeed = new ArrayList<>();
    for (int seed = 1; seed <= seeds(scope); seed++) {
      System.err.println("bench classify: " + set.name() + ", seed " + seed);
      List<Trial> trials = new ArrayList<>();
      for (ClassifySet.Pair pair : pairs) {
        trials.add(
            Trial.of(
                stage,
                data.resolve(pair.train()),
                List.of(data.resolve(pair.test())),
                seed,
                scope.adapters()));
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
            + times(bySeed)
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
        median(bySeed.subList(0, 1), Trial::seconds),
        "from the command's start, no text known before; " + examples(bySeed));
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
      String settings =
          FastText.settings(Files.readAllLines(data.resolve(pairs.getFirst().train())).size());
      for (ClassifySet.Pair pair : pairs) {
        Predictions said = peer.get().run(data.resolve(pair.train()), data.resolve(pair.test()));
        sum += set.byF1() ? said.macroF1() : said.accuracy();
      }
      table.peer(set.name() + ": fastText", "", sum / pairs.size(), settings);
    }
  }

  /** Trained with some queries out of scope, tested with others the model has never seen. */
  private static void outOfScope(Stage stage, String name, Scope scope, Table table)
      throws IOException {
    Path folder = scope.data().resolve("classify/clinc150");
    boolean quick = scope.quick();
    Path train = stage.downloads().resolve("train-with-out-of-scope.jsonl");
    Files.copy(
        folder.resolve(quick ? "train_10.jsonl" : "train.jsonl"),
        train,
        StandardCopyOption.REPLACE_EXISTING);
    Trial.append(folder.resolve("oos_train.jsonl"), train);
    Path valid = folder.resolve("valid.jsonl");
    List<Path> tests =
        List.of(folder.resolve("test.jsonl"), folder.resolve("oos_valid.jsonl"), valid);
    int validated = Files.readAllLines(valid).size();
    List<List<Trial>> bySeed = new ArrayList<>();
    List<List<Trial>> chosen = new ArrayList<>();
    for (int seed = 1; seed <= seeds(scope); seed++) {
      System.err.println("bench classify: " + name + ", seed " + seed);
      Trial trial = Trial.of(stage, train, tests, seed, scope.adapters());
      int tested = trial.predictions().lines().size() - validated;
      Predictions test = trial.predictions().part(0, tested);
      double threshold =
          trial.predictions().part(tested, tested + validated).thresholdFor(IN_SCOPE_ON_VALID);
      bySeed.add(List.of(new Trial(trial.card(), trial.seconds(), test)));
      chosen.add(List.of(new Trial(trial.card(), trial.seconds(), test.answeringFrom(threshold))));
    }
    table.addAtLeast(
        name + ": recall out of scope",
        "",
        0.55,
        median(bySeed, trial -> trial.predictions().outOfScopeRecall()),
        students(bySeed)
            + times(bySeed)
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
    table.addAtLeast(
        name + ": recall out of scope, threshold by valid",
        "",
        0.55,
        median(chosen, trial -> trial.predictions().outOfScopeRecall()),
        "the highest with which " + IN_SCOPE_ON_VALID + " of valid are right answers");
    table.addAtLeast(
        name + ": accuracy in scope, threshold by valid",
        "",
        0.90,
        median(chosen, trial -> trial.predictions().accuracyAbstaining()),
        "abstentions wrong");
    table.add(name + ": distillation", "s", null, median(bySeed, Trial::seconds), "");
  }

  /** The median over the seeds of the mean over the pairs. */
  private static double median(List<List<Trial>> bySeed, ToDoubleFunction<Trial> figure) {
    return HostProcess.median(
        bySeed.stream()
            .map(trials -> trials.stream().mapToDouble(figure).average().orElse(0))
            .toList());
  }

  private static String times(List<List<Trial>> bySeed) {
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
