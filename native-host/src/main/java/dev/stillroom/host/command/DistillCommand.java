package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.worker.Workers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "distill",
    description = "Makes a small model from examples, verifies it and packs it.")
final class DistillCommand implements Callable<Integer> {

  private static final Set<String> TRADES = Set.of("smallest", "balanced", "accurate");

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "classify, extract, transform or fill (summarize is to come).")
  private String kind;

  @Option(
      names = "--examples",
      required = true,
      paramLabel = "FILE.jsonl",
      description =
          "A line each: {\"input\": …, \"output\": LABEL}; fields or a text for other kinds. An input's"
              + " \"file\" is read for kind extract; what it is its name tells (see extract --help).")
  private Path examples;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL.still",
      description = "Where the model is written.")
  private Path out;

  @Option(names = "--teacher", paramLabel = "URL", description = "To come.")
  private String teacher;

  @Option(names = "--teacher-model", paramLabel = "NAME", description = "To come.")
  private String teacherModel;

  @Option(
      names = "--unlabeled",
      paramLabel = "FILE.jsonl",
      description = "Inputs without outputs; transform only.")
  private Path unlabeled;

  @Option(
      names = "--instruction",
      paramLabel = "TEXT",
      description = "What the task is, in words; only a teacher would use it.")
  private String instruction;

  @Option(
      names = "--max-latency-ms",
      paramLabel = "N",
      description = "Only models that answer within N milliseconds.")
  private Double maxLatency;

  @Option(
      names = "--max-size",
      paramLabel = "BYTES",
      description = "Only models of at most so many bytes.")
  private Long maxSize;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "Try no model that would take longer; refuse where none would do.")
  private Double maxSeconds;

  @Option(
      names = "--max-error",
      paramLabel = "SHARE",
      description = "How many of the answers given may be wrong (default: 0.05).")
  private Double maxError;

  @Option(
      names = "--trade",
      paramLabel = "WORD",
      description =
          "smallest, balanced (the default) or accurate, which tries adapters of the encoder too.")
  private String trade;

  @Option(
      names = "--adapters",
      negatable = true,
      description = "Let the encoder learn the task too; takes minutes (classify only).")
  private Boolean adapters;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same examples and seed give the same model (default: 1).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Printer printer;
  private final DistillerJobs jobs;

  DistillCommand(Printer printer) {
    this(printer, DistillerJobs.ofProgram(printer));
  }

  DistillCommand(Printer printer, Workers workers) {
    this(printer, new DistillerJobs(printer, () -> workers));
  }

  private DistillCommand(Printer printer, DistillerJobs jobs) {
    this.printer = printer;
    this.jobs = jobs;
  }

  @Override
  public Integer call() throws Exception {
    checkKind();
    if (adapters != null && adapters && !kind.equals("classify")) {
      throw new ParameterException(
          spec.commandLine(), "--adapters is for --kind classify, not for " + kind);
    }
    if (teacher != null || teacherModel != null) {
      throw new CommandFailure(
          "teachers are not part of this version yet: distill without --teacher and"
              + " --teacher-model");
    }
    if (unlabeled != null && !kind.equals("transform")) {
      throw new ParameterException(
          spec.commandLine(),
          "--unlabeled is for --kind transform; for "
              + kind
              + " only a teacher could label its lines");
    }
    if (instruction != null) {
      printer.note("--instruction is not used: only a teacher would read it");
    }
    ObjectNode arguments = arguments();
    FileArguments.requireRegular(examples, "examples");
    if (unlabeled != null) {
      FileArguments.requireRegular(unlabeled, "unlabeled");
    }
    FileArguments.requireWritable(out);
    JsonNode card = jobs.run("distill", arguments);
    if (json) {
      printer.json(card);
    } else {
      CardText.print(card, printer);
    }
    if (json && !card.path("neverShown").isEmpty()) {
      printer.note(CardText.neverShown(card));
    }
    JsonNode question = card.path("question");
    if (question.isObject()) {
      printer.note(
          "good programs differ: which is right for "
              + question.path("input")
              + ", "
              + answers(question)
              + "? Add it to the examples");
    }
    JsonNode verdict = card.path("verdict");
    if (!verdict.path("passes").asBoolean()) {
      int needs = verdict.path("needs").asInt();
      printer.note(
          "the model does not pass and would not be applied: it needs at least "
              + (needs > 0 ? needs : "some")
              + (needs == 1 ? " more example" : " more examples"));
    }
    return 0;
  }

  private static String answers(JsonNode question) {
    StringJoiner answers = new StringJoiner(" or ");
    question.path("answers").forEach(one -> answers.add(one.path("output").toString()));
    return answers.toString();
  }

  private void checkKind() {
    switch (kind) {
      case "classify", "extract", "transform", "fill" -> {}
      case "summarize" ->
          throw new CommandFailure(
              "kind '"
                  + kind
                  + "' is not part of this version yet: it distills classify, extract, transform"
                  + " and fill");
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--kind must be classify, extract, transform, fill or summarize: " + kind);
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", kind.toLowerCase(Locale.ROOT));
    arguments.put("examples", examples.toAbsolutePath().normalize().toString());
    arguments.put("files", true);
    arguments.put("out", out.toAbsolutePath().normalize().toString());
    if (unlabeled != null) {
      arguments.put("unlabeled", unlabeled.toAbsolutePath().normalize().toString());
    }
    arguments.put("seed", seed);
    if (trade != null) {
      if (!TRADES.contains(trade)) {
        throw new ParameterException(
            spec.commandLine(), "--trade must be smallest, balanced or accurate: " + trade);
      }
      arguments.put("trade", trade);
    }
    if (adapters != null) {
      arguments.put("adapters", adapters);
    }
    limit("--max-seconds", maxSeconds);
    limit("--max-size", maxSize);
    limit("--max-latency-ms", maxLatency);
    if (maxSeconds != null) {
      arguments.put("maxSeconds", maxSeconds);
    }
    if (maxSize != null) {
      arguments.put("maxSize", maxSize);
    }
    if (maxLatency != null) {
      arguments.put("maxLatencyMs", maxLatency);
    }
    if (maxError != null) {
      if (!(maxError > 0 && maxError < 1)) {
        throw new ParameterException(
            spec.commandLine(), "--max-error must be above 0 and below 1: " + maxError);
      }
      arguments.put("maxError", maxError);
    }
    return arguments;
  }

  private void limit(String option, Number value) {
    if (value != null && !(value.doubleValue() > 0)) {
      throw new ParameterException(spec.commandLine(), option + " must be above 0: " + value);
    }
  }
}
