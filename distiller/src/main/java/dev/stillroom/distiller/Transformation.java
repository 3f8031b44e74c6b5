package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Certificate;
import dev.stillroom.distiller.verify.Deadline;
import dev.stillroom.distiller.verify.Exactness;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.TextProgram;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From pairs of input and text to a packed text program, its card and its questions. */
final class Transformation {

  private static final int QUESTIONS = 5;

  private final Clock clock;

  Transformation(Clock clock) {
    this.clock = clock;
  }

  /** The pairs in an order of their own, each once: the order of the file's lines is nothing. */
  static List<Pair> pairs(List<Example> examples) {
    List<Pair> pairs =
        examples.stream()
            .map(example -> new Pair(example.input(), example.output().textValue()))
            .toList();
    return new LinkedHashSet<>(pairs)
        .stream()
            .sorted(
                Comparator.comparing((Pair pair) -> pair.input().members().toString())
                    .thenComparing(Pair::output))
            .toList();
  }

  /** Without what a later correction of the same input replaced. */
  static List<Example> standing(List<Example> examples) {
    Map<String, Integer> corrections = new HashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i).source() == Example.Source.CORRECTION) {
        corrections.merge(
            key(examples.get(i)), i, (old, now) -> isLater(examples, now, old) ? now : old);
      }
    }
    List<Example> standing = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      Integer correction = corrections.get(key(examples.get(i)));
      if (correction == null || correction == i || isLater(examples, i, correction)) {
        standing.add(examples.get(i));
      }
    }
    return standing;
  }

  private static String key(Example example) {
    return Dataset.canonical(example.input().members());
  }

  /** By their times where both have one, else by their lines. */
  private static boolean isLater(List<Example> examples, int one, int than) {
    Instant time = examples.get(one).time();
    Instant other = examples.get(than).time();
    return time != null && other != null && !time.equals(other) ? time.isAfter(other) : one > than;
  }

  /**
   * @param aim how many of its answers may be wrong, where somebody said so; else null: then it
   *     answers where it is more likely right than wrong
   */
  ObjectNode run(
      List<Example> all,
      List<Input> unlabeled,
      Distillation.Order order,
      Double aim,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    if (all.isEmpty()) {
      throw new JobFailure("there is no example to learn from; two or three are enough to begin");
    }
    List<Example> examples = standing(all);
    List<Pair> pairs = pairs(examples);
    PairCheck.agree(pairs);
    progress.report(0.1, "looking for programs");
    Deadline deadline = new Deadline(order.limits().maxSeconds(), started);
    TextProgram student =
        new TextProgramTrainer(order.seed(), deadline.within(TextProgramTrainer.LIMIT / 1e9, 0.4))
            .train(pairs, unlabeled)
            .map(made -> made.answering(aim))
            .orElse(null);
    if (student == null && pairs.size() >= LanguageDistillation.LEAST_PAIRS) {
      return new LanguageDistillation(clock, order, deadline)
          .run(pairs, groups(examples), taught(examples), started, progress);
    }
    if (student == null) {
      throw PairCheck.none(pairs, deadline);
    }
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    long bytes = Packing.bytes(student, card);
    long limit = order.limits().maxBytes();
    if (limit > 0 && bytes > limit) {
      throw new JobFailure(
          "the program has " + bytes + " bytes, the limit is " + limit + ": raise --max-size");
    }
    progress.report(0.5, "verifying");
    Exactness exactness =
        Exactness.leftOut(
            pairs, groups(examples), taught(examples), unlabeled, order.seed(), aim, deadline);
    progress.report(0.95, "packing");
    fill(card, pairs, student, exactness, order);
    questions(card, student, pairs, unlabeled);
    latency(card, student, pairs);
    ((ObjectNode) card.path("candidates").get(0))
        .put("bytes", bytes)
        .set("millis", card.path("latency").path("p50Millis"));
    Packing.checkLatency(card.path("latency").path("p95Millis").asDouble(), "the program", order);
    card.put("seconds", (System.nanoTime() - started) / 1e9);
    return Packing.write(student, card, order);
  }

  /** To which group a pair belongs, where it belongs to one. */
  private static Map<Pair, String> groups(List<Example> examples) {
    Map<Pair, String> groups = new HashMap<>();
    for (Example example : examples) {
      if (example.group() != null) {
        groups.put(new Pair(example.input(), example.output().textValue()), example.group());
      }
    }
    return groups;
  }

  private static Set<Pair> taught(List<Example> examples) {
    Set<Pair> taught = new HashSet<>();
    for (Example example : examples) {
      if (example.source() == Example.Source.TEACHER
          || example.source() == Example.Source.SYNTHETIC) {
        taught.add(new Pair(example.input(), example.output().textValue()));
      }
    }
    return taught;
  }

  private void fill(
      ObjectNode card,
      List<Pair> pairs,
      TextProgram student,
      Exactness exactness,
      Distillation.Order order) {
    card.put("kind", "transform").put("student", student.architecture().label());
    card.putObject("examples")
        .put("train", pairs.size())
        .put("verify", exactness.n())
        .putNull("classes");
    card.set("teacher", order.teacher());
    ArrayNode candidates = card.putArray("candidates");
    candidates
        .addObject()
        .put("student", student.architecture().label())
        .put("metric", exactness.value())
        .put("low", exactness.low())
        .put("high", exactness.high())
        .putNull("millis")
        .putNull("bytes")
        .put("chosen", true)
        .put("why", student.voices().size() + " programs fit; the plainest leads");
    card.set("verdict", exactness.json("crossfit"));
    card.putObject("latency");
    card.putObject("provenance")
        .put("dataset", digest(pairs))
        .put("code", Distillation.CODE)
        .put("seed", order.seed())
        .put("created", clock.instant().toString())
        .put("parent", order.parent());
    ArrayNode says = card.putArray("says");
    student.inWords().forEach(says::add);
    card.put("promise", exactness.promise());
  }

  /** What the person is asked next, and other inputs on which good programs differ. */
  private static void questions(
      ObjectNode card, TextProgram student, List<Pair> pairs, List<Input> unlabeled) {
    List<Ambiguity.Question> found = Ambiguity.questions(student, pairs, unlabeled, QUESTIONS);
    if (found.isEmpty()) {
      card.putNull("question");
    } else {
      found.getFirst().write(card.putObject("question"));
    }
    ArrayNode questions = card.putArray("questions");
    for (Ambiguity.Question one : found) {
      ObjectNode question = questions.addObject();
      question.set("input", one.input().members());
      ArrayNode outputs = question.putArray("outputs");
      one.answers().forEach(answer -> outputs.add(answer.getKey()));
    }
  }

  static void latency(ObjectNode card, Student student, List<Pair> pairs) {
    double[] millis = new double[200];
    for (int i = -20; i < millis.length; i++) {
      Input input = pairs.get(Math.floorMod(i, pairs.size())).input();
      long start = System.nanoTime();
      student.predict(input);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    ((ObjectNode) card.get("latency"))
        .put("p50Millis", millis[100])
        .put("p95Millis", millis[190])
        .put("loadMillis", Packing.loadMillis(student, card));
  }

  static String digest(List<Pair> pairs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Pair pair : pairs) {
        String line = pair.input().members() + "\t" + pair.output() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The card's figures for a packed program on other pairs. */
  static ObjectNode evaluate(Pack pack, Student student, List<Example> examples, long started) {
    List<Pair> pairs = pairs(standing(examples));
    double target =
        pack.card().path("verdict").path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING);
    Exactness exactness = Exactness.of(student, pairs, target, Certificate.apart(examples));
    ObjectNode json = Card.printed(pack);
    int trained = json.path("examples").path("train").asInt();
    json.putObject("examples").put("train", trained).put("verify", pairs.size()).putNull("classes");
    json.remove(List.of("candidates", "promise", "questions"));
    json.set("verdict", exactness.json("holdout"));
    json.put("promise", exactness.promise());
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }
}
