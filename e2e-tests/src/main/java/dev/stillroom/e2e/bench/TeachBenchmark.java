package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.teach.SimulatedTeacher;
import dev.stillroom.e2e.bench.teach.TaughtLabels;
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
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a teacher that errs is worth: a few examples of the person's and the rest of a public
 * training file labelled by a simulated teacher of known quality, against the same file with its
 * own labels; and what its committee adds, and leaving out labels that look wrong. Goes on figure
 * by figure where it was ended.
 */
public final class TeachBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUICK_INPUTS = 1_200;
  private static final double GOAL = 0.97;
  private static final String REPOSITORIES = "nlbse24";
  private static final String OWN = ": own examples only";
  private static final String GOLD = ": all labels right";
  private static final String CHOOSING = "choosing ";

  /** Examples of the training file that ways are chosen by, of which most are labelled. */
  private static final int CHOOSING_INPUTS = 3_000;

  private static final int HELD = 1_000;

  /**
   * @param own examples of the person's, of each label
   * @param choosing whether ways are chosen by it: it is scored on a part of the training file
   */
  private record Task(String name, Path train, Path test, int own, boolean choosing) {}

  /**
   * How a teacher is asked.
   *
   * @param stubborn whether it errs about the same inputs whenever it is asked
   * @param goal whether it has to reach what right labels give
   */
  private record Way(String name, double error, boolean stubborn, int samples, boolean goal) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(": teacher 10 % wrong, committee", 0.1, false, 3, true),
          new Way(": teacher 20 % wrong, committee", 0.2, false, 3, false),
          new Way(": teacher 20 % wrong, one answer", 0.2, false, 1, false),
          new Way(": teacher 10 % wrong, one answer", 0.1, false, 1, false),
          new Way(": teacher 10 % wrong, stubborn, committee", 0.1, true, 3, false));

  /** The files of one task, on a stage. */
  private record Prepared(
      Stage stage, Task task, List<String> own, List<String> rest, Path scored, Path inputs) {

    Path file(String name, List<String> lines) throws IOException {
      return Files.write(stage.downloads().resolve(name), lines);
    }
  }

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
    List<Path> repositories = repositories(classify.resolve(REPOSITORIES + "/repos"));
    List<Task> tasks = new ArrayList<>();
    for (boolean choosing : new boolean[] {false, true}) {
      String by = choosing ? CHOOSING : "";
      for (Path one : repositories) {
        tasks.add(
            new Task(
                by + REPOSITORIES + ", " + one.getFileName() + ", 10 a label",
                one.resolve("train.jsonl"),
                one.resolve("test.jsonl"),
                10,
                choosing));
      }
      Path banking = classify.resolve("banking77");
      tasks.add(
          new Task(
              by + "banking77, 5 a label",
              banking.resolve("train.jsonl"),
              banking.resolve("test.jsonl"),
              5,
              choosing));
    }
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      for (Task task : tasks) {
        if (scope.wants(task.name())) {
          measure(prepared(stage, task, scope.quick()), scope, table);
        }
      }
    }
    for (boolean choosing : new boolean[] {false, true}) {
      means(
          table,
          tasks.stream()
              .filter(one -> one.choosing() == choosing && one.name().contains(REPOSITORIES))
              .map(Task::name)
              .toList(),
          (choosing ? CHOOSING : "") + REPOSITORIES + ", mean, 10 a label");
    }
  }

  private static Prepared prepared(Stage stage, Task task, boolean quick) throws IOException {
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
    int most =
        Math.min(
            Math.min(quick ? QUICK_INPUTS : CHOOSING_INPUTS, lines.size() * 2 / 3), others.size());
    List<String> rest = quick || task.choosing() ? others.subList(0, most) : others;
    List<String> held = others.subList(most, Math.min(most + HELD, others.size()));
    Path scored = task.test();
    if (task.choosing()) {
      scored = Files.write(stage.downloads().resolve("held.jsonl"), held);
    }
    Path inputs = Files.write(stage.downloads().resolve("inputs.jsonl"), unlabeled(rest));
    return new Prepared(stage, task, own, rest, scored, inputs);
  }

  private static void measure(Prepared task, Scope scope, Table table) throws IOException {
    String name = task.task().name();
    List<String> all = new ArrayList<>(task.own());
    all.addAll(task.rest());
    String n = task.own().size() + " examples";
    figure(scope, table, name + OWN, null, n, () -> learned(task, task.own()));
    double gold =
        figure(
            scope,
            table,
            name + GOLD,
            null,
            n + " and " + task.rest().size() + " more",
            () -> learned(task, all));
    for (Way way : WAYS) {
      if (!task.task().choosing()) {
        figure(scope, table, name + way.name(), way.goal() ? gold : null, gold, taught(task, way));
      } else if (!way.stubborn()) {
        List<String> labelled = TaughtLabels.of(task.rest(), way.error(), way.samples());
        String given = name + way.name();
        figure(scope, table, given, null, gold, () -> learned(task, with(task.own(), labelled)));
        figure(
            scope,
            table,
            given + ", without labels that look wrong",
            null,
            gold,
            () -> learned(task, with(task.own(), plausible(task, labelled))));
      }
    }
  }

  private static List<String> with(List<String> own, List<String> others) {
    List<String> all = new ArrayList<>(own);
    all.addAll(others);
    return all;
  }

  private interface Measured {
    double run() throws IOException;
  }

  /** A figure beside what right labels give. */
  private static void figure(
      Scope scope, Table table, String what, Double goal, double gold, Measured measured)
      throws IOException {
    if (table.value(what).isEmpty()) {
      double value = measured.run();
      add(scope, table, what, goal == null ? null : GOAL * goal, value, share(value, gold));
    }
  }

  private static double figure(
      Scope scope, Table table, String what, Double goal, String how, Measured measured)
      throws IOException {
    OptionalDouble known = table.value(what);
    if (known.isPresent()) {
      return known.getAsDouble();
    }
    double value = measured.run();
    add(scope, table, what, goal, value, how);
    return value;
  }

  private static void add(
      Scope scope, Table table, String what, Double goal, double value, String how) {
    table.addAtLeast(what, "", goal, value, how);
    System.err.printf(Locale.ROOT, "bench teach: %s %.4f (%s)%n", what, value, how);
    scope.checkpoint().run();
  }

  private static String share(double value, double gold) {
    return String.format(Locale.ROOT, "%.1f %% of what right labels give", 100 * value / gold);
  }

  /** The mean of several sets, where all of them were measured. */
  private static void means(Table table, List<String> sets, String name) {
    List<String> figures = new ArrayList<>(List.of(OWN, GOLD));
    for (Way way : WAYS) {
      figures.add(way.name());
      figures.add(way.name() + ", without labels that look wrong");
    }
    for (String figure : figures) {
      List<OptionalDouble> all = sets.stream().map(set -> table.value(set + figure)).toList();
      boolean whole = all.stream().allMatch(OptionalDouble::isPresent);
      if (whole && table.value(name + figure).isEmpty()) {
        double mean = all.stream().mapToDouble(OptionalDouble::getAsDouble).average().orElse(0);
        double gold = table.value(name + GOLD).orElse(mean);
        boolean goal = WAYS.stream().anyMatch(way -> way.goal() && way.name().equals(figure));
        table.addAtLeast(name + figure, "", goal ? GOAL * gold : null, mean, share(mean, gold));
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

  /** Through the product, with the teacher as a server of its own. */
  private static Measured taught(Prepared task, Way way) {
    return () -> {
      Path known = task.file("known.jsonl", with(task.rest(), task.own()));
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
        return accuracy(
            task,
            "--examples",
            task.file("own.jsonl", task.own()).toString(),
            "--unlabeled",
            task.inputs().toString(),
            "--teacher",
            "http://127.0.0.1:" + out.readLine() + "/v1",
            "--teacher-model",
            "simulated",
            "--teacher-samples",
            Integer.toString(way.samples()));
      } finally {
        teacher.destroy();
      }
    };
  }

  private static double learned(Prepared task, List<String> examples) throws IOException {
    return accuracy(task, "--examples", task.file("examples.jsonl", examples).toString());
  }

  private static double accuracy(Prepared task, String... words) throws IOException {
    distill(task, words);
    return Predictions.of(List.of(task.scored()), run(task, task.scored())).accuracy();
  }

  private static void distill(Prepared task, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("distill", "--kind", "classify", "--json"));
    line.addAll(List.of(words));
    line.addAll(List.of("--out", model(task)));
    JsonNode card = JSON.readTree(task.stage().stillroom(line.toArray(String[]::new)));
    System.err.printf(
        Locale.ROOT,
        "bench teach: %s in %.0f s of %d examples, teacher %s%n",
        card.path("student").asText(),
        card.path("seconds").asDouble(),
        card.path("examples").path("train").asInt(),
        card.path("teacher"));
  }

  private static String model(Prepared task) {
    return task.stage().downloads().resolve("model.still").toString();
  }

  private static String run(Prepared task, Path inputs) throws IOException {
    return task.stage()
        .stillroom("run", model(task), "--inputs", inputs.toAbsolutePath().toString());
  }

  /** Each half judged by a student that has learned from the other. */
  private static List<String> plausible(Prepared task, List<String> labelled) throws IOException {
    int half = labelled.size() / 2;
    List<List<String>> halves =
        List.of(labelled.subList(0, half), labelled.subList(half, labelled.size()));
    List<String> predicted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Path others = task.file("examples.jsonl", with(task.own(), halves.get(1 - i)));
      distill(task, "--examples", others.toString());
      Path judged = task.file("judged.jsonl", unlabeled(halves.get(i)));
      predicted.addAll(run(task, judged).lines().toList());
    }
    return TaughtLabels.plausible(labelled, predicted);
  }
}
