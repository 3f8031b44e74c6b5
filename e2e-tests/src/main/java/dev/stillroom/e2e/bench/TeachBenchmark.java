package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.teach.SimulatedTeacher;
import dev.stillroom.e2e.person.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a teacher that errs is worth: a few examples of the person's and the rest of a public
 * training file labelled by a simulated teacher of known quality, against the same file with its
 * own labels; and what its committee adds.
 */
public final class TeachBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUICK_INPUTS = 1_200;
  private static final int CHOOSING_INPUTS = 3_000;
  private static final double GOAL = 0.97;

  /** Examples of the training file that ways are chosen by. */
  private static final int HELD = 1_000;

  /**
   * @param own examples of the person's, of each label
   * @param choosing whether ways are chosen by it: it is scored on a part of the training file
   */
  private record Task(String name, Path train, Path test, int own, boolean choosing) {}

  /**
   * How a teacher is asked.
   *
   * @param choosing whether it is there to choose by, and is scored on a part of the training file
   */
  private record Way(String name, double error, boolean stubborn, int samples, boolean choosing) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("10 % wrong", 0.1, false, 3, false),
          new Way("10 % wrong, stubborn", 0.1, true, 3, false),
          new Way("20 % wrong, one answer", 0.2, false, 1, true),
          new Way("20 % wrong, committee", 0.2, false, 3, true));

  @Override
  public String name() {
    return "teach";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    if (scope.data() == null) {
      System.err.println("bench teach: left out, it needs --data DIR");
      return;
    }
    Path classify = scope.data().resolve("classify");
    List<Task> tasks = new ArrayList<>();
    for (boolean choosing : new boolean[] {false, true}) {
      String by = choosing ? ", to choose by" : "";
      for (Path repository : repositories(classify.resolve("nlbse24/repos"))) {
        tasks.add(
            new Task(
                "nlbse24 " + repository.getFileName() + ", 10 a label" + by,
                repository.resolve("train.jsonl"),
                repository.resolve("test.jsonl"),
                10,
                choosing));
      }
      tasks.add(
          new Task(
              "banking77, 5 a label" + by,
              classify.resolve("banking77/train.jsonl"),
              classify.resolve("banking77/test.jsonl"),
              5,
              choosing));
    }
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      for (Task task : tasks) {
        if (scope.wants(task.name()) && !table.has(task.name())) {
          measure(stage, task, scope.quick(), table);
          scope.checkpoint().run();
        }
      }
    }
  }

  private void measure(Stage stage, Task task, boolean quick, Table table) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(task.train()));
    Collections.shuffle(lines, new Random(1));
    Map<String, Integer> counts = new HashMap<>();
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      String label = JSON.readTree(line).path("output").asText();
      (counts.merge(label, 1, Integer::sum) <= task.own() ? own : others).add(line);
    }
    // What is chosen by is scored on the rest of the training file.
    int most = Math.min(quick ? QUICK_INPUTS : CHOOSING_INPUTS, lines.size() * 2 / 3);
    List<String> chosenBy = others.subList(0, Math.min(most, others.size()));
    List<String> held =
        others.subList(chosenBy.size(), Math.min(chosenBy.size() + HELD, others.size()));
    List<String> rest = quick || task.choosing() ? chosenBy : others;
    Path ownFile = Files.write(stage.downloads().resolve("own.jsonl"), own);
    Path heldFile = Files.write(stage.downloads().resolve("held.jsonl"), held);
    Path scored = task.choosing() ? heldFile : task.test();
    Path restFile = Files.write(stage.downloads().resolve("rest.jsonl"), rest);
    List<String> all = new ArrayList<>(own);
    all.addAll(rest);
    Path allFile = Files.write(stage.downloads().resolve("all.jsonl"), all);
    Path inputs = Files.write(stage.downloads().resolve("inputs.jsonl"), unlabeled(rest));
    String n = own.size() + " examples";
    double few = accuracy(stage, task, scored, "--examples", ownFile.toString());
    table.addAtLeast(task.name() + ": own examples only", "", null, few, n);
    double gold = accuracy(stage, task, scored, "--examples", allFile.toString());
    String more = n + " and " + rest.size() + " more";
    table.addAtLeast(task.name() + ": all labels right", "", null, gold, more);
    for (Way way : WAYS) {
      if (way.choosing() == task.choosing()) {
        double reached = taught(stage, task, way, ownFile, inputs, restFile, scored);
        table.addAtLeast(
            task.name() + ": teacher " + way.name(),
            "",
            way.error() == 0.1 && !way.stubborn() ? GOAL * gold : null,
            reached,
            String.format(
                java.util.Locale.ROOT, "%.1f %% of what right labels give", 100 * reached / gold));
      }
    }
  }

  private static List<Path> repositories(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<String> unlabeled(List<String> lines) throws IOException {
    List<String> inputs = new ArrayList<>();
    for (String line : lines) {
      ObjectNode input = JSON.createObjectNode();
      input.set("input", JSON.readTree(line).path("input"));
      inputs.add(input.toString());
    }
    return inputs;
  }

  private double taught(
      Stage stage, Task task, Way way, Path own, Path inputs, Path truth, Path scored)
      throws IOException {
    List<String> everything = new ArrayList<>(Files.readAllLines(truth));
    everything.addAll(Files.readAllLines(own));
    Path known = Files.write(stage.downloads().resolve("known.jsonl"), everything);
    Process teacher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedTeacher.class.getName(),
                known.toString(),
                Double.toString(way.error()),
                way.stubborn() ? "stubborn" : "changing")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(teacher.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  "--examples",
                  own.toString(),
                  "--unlabeled",
                  inputs.toString(),
                  "--teacher",
                  "http://127.0.0.1:" + out.readLine() + "/v1",
                  "--teacher-model",
                  "simulated",
                  "--teacher-samples",
                  Integer.toString(way.samples())));
      return accuracy(stage, task, scored, words.toArray(String[]::new));
    } finally {
      teacher.destroy();
    }
  }

  private double accuracy(Stage stage, Task task, Path scored, String... words) throws IOException {
    Path pack = stage.downloads().resolve("model.still");
    List<String> line = new ArrayList<>(List.of("distill", "--kind", "classify", "--json"));
    line.addAll(List.of(words));
    line.addAll(List.of("--out", pack.toString()));
    JsonNode card = JSON.readTree(stage.stillroom(line.toArray(String[]::new)));
    System.err.println("bench teach: " + task.name() + " " + card.path("teacher"));
    return score(stage, scored);
  }

  /** Of the model made last. */
  private static double score(Stage stage, Path scored) throws IOException {
    String printed =
        stage.stillroom(
            "run",
            stage.downloads().resolve("model.still").toString(),
            "--inputs",
            scored.toAbsolutePath().toString());
    return Predictions.of(List.of(scored), printed).accuracy();
  }
}
