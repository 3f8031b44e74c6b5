package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.Access;
import dev.stillroom.distiller.teacher.Address;
import dev.stillroom.distiller.teacher.AnswerShape;
import dev.stillroom.distiller.teacher.Answers;
import dev.stillroom.distiller.teacher.Lesson;
import dev.stillroom.distiller.teacher.Purse;
import dev.stillroom.distiller.teacher.Teacher;
import dev.stillroom.distiller.teacher.Teachers;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A distillation with a teacher. Its part of the job's arguments: {@code place} (a URL or a GGUF
 * file), {@code model}, {@code protocol}, {@code key}, {@code directory} (the home's, for answers
 * and ledger), {@code task}, and perhaps {@code instruction}, {@code labels}, {@code generate},
 * {@code hard}, {@code samples}, {@code gate}, {@code hide}, {@code seconds}, {@code maxCalls},
 * {@code maxTokens}, {@code maxCost}, {@code priceIn}, {@code priceOut}, {@code monthlyCost} (the
 * limit of a month, for all who ask teachers), {@code recall} (whether the teacher is asked
 * nothing, and what it said before is learned from again), {@code dryRun} with {@code from} and
 * {@code shown}: which of the requests are shown.
 */
final class TeacherJob {

  private static final int DEFAULT_SAMPLES = 3;
  private static final int MOST_SAMPLES = 9;
  private static final double DEFAULT_GATE = 0.7;

  /** Requests of a preview, each with everything in it. */
  private static final int MOST_SHOWN = 100_000;

  private final Clock clock;

  TeacherJob(Clock clock) {
    this.clock = clock;
  }

  /** What is done with all examples, those of the teacher among them. */
  interface Rest {
    ObjectNode distill(List<Example> examples, ObjectNode report)
        throws JobFailure, InterruptedException;
  }

  ObjectNode run(
      Kind kind,
      List<Example> own,
      List<Example> unlabeled,
      ObjectNode arguments,
      Job.Progress progress,
      Rest rest)
      throws JobFailure, InterruptedException {
    Purse purse = purse(arguments);
    Path directory = Path.of(arguments.path("directory").asText());
    Lesson.Wish wish = wish(kind, own, unlabeled, arguments);
    Lesson.Result lesson;
    try (Teacher teacher = teacher(arguments, purse, clock)) {
      boolean recall = arguments.path("recall").asBoolean();
      Lesson work = new Lesson(teacher, Answers.open(directory), purse, recall);
      if (arguments.path("dryRun").asBoolean()) {
        return work.preview(
            wish,
            Math.max(0, arguments.path("from").asInt(0)),
            Math.clamp(arguments.path("shown").asInt(Lesson.SHOWN), 0, MOST_SHOWN));
      }
      lesson = work.run(wish, progress);
    } catch (IOException broken) {
      throw new JobFailure(
          "what teachers answered cannot be read from " + directory + ": " + broken);
    }
    List<Example> all = new ArrayList<>(lesson.own());
    all.addAll(lesson.taught());
    ObjectNode report = lesson.report();
    if (all.isEmpty()) {
      throw new JobFailure(
          "the teacher labelled nothing and there are no examples of yours"
              + (report.path("stopped").isTextual() ? ": " + report.path("stopped").asText() : ""));
    }
    ObjectNode printed = rest.distill(all, report);
    if (!lesson.hard().isEmpty()) {
      printed = Hardened.tried(lesson.hard(), Path.of(arguments.path("out").asText()), printed);
    }
    if (!lesson.questions().isEmpty()) {
      printed.set("questions", lesson.questions());
    }
    return printed;
  }

  /** The teacher that a job's arguments name. */
  static Teacher teacher(ObjectNode arguments, Purse purse, Clock clock) throws JobFailure {
    // It goes no further than the address.
    JsonNode key = arguments.remove("key");
    Access access =
        new Access(
            purse,
            new Ledger(Path.of(arguments.path("directory").asText())),
            arguments.path("task").asText(""),
            clock,
            new Random(clock.millis()));
    Address address =
        Address.of(
            arguments.path("place").asText(),
            arguments.path("model").asText(null),
            key == null || key.isNull() ? null : key.asText(),
            arguments.path("protocol").asText(null));
    return Teachers.of(address, access, arguments.path("seconds").asDouble(0));
  }

  /** What may be spent, as a job's arguments say. */
  static Purse purse(ObjectNode arguments) {
    return new Purse(
        new Purse.Limits(
            arguments.path("maxCalls").asLong(0),
            arguments.path("maxTokens").asLong(0),
            arguments.path("maxCost").asDouble(0),
            arguments.path("priceIn").asDouble(0),
            arguments.path("priceOut").asDouble(0),
            arguments.path("monthlyCost").asDouble(0)));
  }

  private static Lesson.Wish wish(
      Kind kind, List<Example> own, List<Example> unlabeled, ObjectNode arguments)
      throws JobFailure {
    List<Example> byPerson =
        own.stream()
            .filter(
                e -> e.source() == Example.Source.USER || e.source() == Example.Source.CORRECTION)
            .toList();
    if (byPerson.size() < own.size()) {
      throw new JobFailure(
          (own.size() - byPerson.size())
              + " of the examples have the source teacher or synthetic: give your own examples, the"
              + " teacher is asked anew");
    }
    int generate = arguments.path("generate").asInt(0);
    boolean nothing = unlabeled.isEmpty() && generate == 0 && arguments.path("hard").asInt(0) == 0;
    if (nothing && !arguments.path("recall").asBoolean()) {
      throw new JobFailure(
          "there is nothing to ask the teacher about: give --unlabeled FILE.jsonl or --generate N");
    }
    return new Lesson.Wish(
        arguments.path("instruction").asText(null),
        shape(kind, own, arguments),
        own,
        unlabeled,
        generate,
        arguments.path("hard").asInt(0),
        Math.clamp(arguments.path("samples").asInt(DEFAULT_SAMPLES), 1, MOST_SAMPLES),
        arguments.path("gate").asDouble(DEFAULT_GATE),
        hidden(arguments));
  }

  /** The names that are not shown. */
  static List<String> hidden(ObjectNode arguments) {
    List<String> hide = new ArrayList<>();
    arguments.path("hide").forEach(name -> hide.add(name.asText()));
    return hide;
  }

  private static AnswerShape shape(Kind kind, List<Example> own, ObjectNode arguments)
      throws JobFailure {
    Set<String> named = new LinkedHashSet<>();
    arguments.path("labels").forEach(label -> named.add(label.asText().strip()));
    for (String label : named) {
      if (label.isEmpty()
          || label.length() > ExampleReader.MAX_LABEL
          || !ExampleReader.isPlain(label)) {
        throw new JobFailure(
            "--labels has a label that is empty or no plain text: '" + label + "'");
      }
    }
    return switch (kind) {
      case CLASSIFY -> {
        own.forEach(e -> named.add(e.output().isNull() ? "" : e.output().textValue()));
        named.remove("");
        if (named.size() < 2) {
          throw new JobFailure(
              "the teacher needs at least two labels to choose from: give examples of each, or"
                  + " --labels \"A;B;…\"");
        }
        yield new AnswerShape.OneLabel(named.stream().sorted().toList());
      }
      case EXTRACT -> {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        named.forEach(name -> fields.put(name.replaceFirst("\\[]$", ""), name.endsWith("[]")));
        for (Example example : own) {
          example
              .output()
              .properties()
              .forEach(f -> fields.merge(f.getKey(), f.getValue().isArray(), Boolean::logicalOr));
        }
        if (fields.isEmpty()) {
          throw new JobFailure(
              "the teacher needs to know the fields: give one example, or --labels \"name;price\""
                  + " (\"name[]\" for a field of several values)");
        }
        yield new AnswerShape.FieldValues(fields);
      }
      case TRANSFORM -> new AnswerShape.Text();
      case SUMMARIZE, FILL ->
          throw new JobFailure(
              "a teacher helps with classify, extract and transform, not with " + kind.label());
    };
  }
}
