package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.pack.PackReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description = "classify, extract, transform, fill or summarize.")
  private String kind;

  @Option(
      names = "--examples",
      paramLabel = "FILE.jsonl",
      description =
          "A line each: {\"input\": …, \"output\": LABEL}; fields or a text for other kinds. An"
              + " input's \"file\" is read for kind extract; what it is its name tells (see extract"
              + " --help). Only with a teacher there may be none.")
  private Path examples;

  @Option(names = "--out", paramLabel = "MODEL.still", description = "Where the model is written.")
  private Path out;

  @Option(
      names = "--unlabeled",
      paramLabel = "FILE.jsonl",
      description =
          "Inputs without outputs, for a teacher to label; transform uses them without one.")
  private Path unlabeled;

  @Option(
      names = "--instruction",
      paramLabel = "TEXT",
      description = "What the task is, in words, for the teacher.")
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
          "smallest, balanced (the default) or accurate, which tries adapters of the encoder too"
              + " (classify only).")
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

  @Mixin private TeacherOptions teaching;

  @Option(names = "--home", paramLabel = "DIR", description = "Another home, with its teachers.")
  private Path home;

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
    if (trade != null && !kind.equals("classify")) {
      throw new ParameterException(
          spec.commandLine(), "--trade is for --kind classify, not for " + kind);
    }
    boolean taught = teaching.teacher != null && !teaching.teacher.equals("none");
    checkTeaching(taught);
    ObjectNode arguments = arguments();
    if (examples != null) {
      FileArguments.requireRegular(examples, "examples");
    }
    if (unlabeled != null) {
      FileArguments.requireRegular(unlabeled, "unlabeled");
    }
    if (!teaching.dryRun) {
      FileArguments.requireWritable(out);
      keepOthers();
    }
    if (taught) {
      addTeacher(arguments);
      if (teaching.dryRun) {
        JsonNode preview = jobs.run("distill", arguments);
        if (json) {
          printer.json(preview);
        } else {
          TeacherText.preview(preview, printer);
        }
        return 0;
      }
      askBeforeSending(arguments);
    }
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

  private void checkTeaching(boolean taught) {
    String needs = taught ? null : teaching.needsTeacher();
    if (needs != null) {
      throw new ParameterException(spec.commandLine(), needs + " needs --teacher");
    }
    if (examples == null && !taught) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '--examples=FILE.jsonl'");
    }
    if (out == null && !teaching.dryRun) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '--out=MODEL.still'");
    }
    if (unlabeled != null && !taught && !kind.equals("transform")) {
      throw new ParameterException(
          spec.commandLine(),
          "--unlabeled is for --kind transform; for "
              + kind
              + " only a teacher could label its lines");
    }
    if (instruction != null && !taught) {
      printer.note("--instruction is not used: only a teacher would read it");
    }
  }

  /** A pack may be replaced by a newer one; anything else is not made again as easily. */
  private void keepOthers() throws IOException {
    if (Files.exists(out) && Files.size(out) > 0 && !PackReader.beginsAsOne(out)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out would replace " + out + ", which is no model; give another name");
    }
  }

  private void addTeacher(ObjectNode arguments) throws IOException {
    Home own = home == null ? Home.ofEnvironment() : new Home(home.toAbsolutePath().normalize());
    own.create();
    try {
      arguments.set("teacher", teaching.arguments(own, out, instruction));
    } catch (TeacherOptions.Wrong wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }

  /** At a terminal the person sees what would leave before it does. */
  private void askBeforeSending(ObjectNode arguments) throws IOException, InterruptedException {
    if (teaching.yes || json || !Printer.isTerminal(0)) {
      return;
    }
    ObjectNode asked = arguments.deepCopy();
    ((ObjectNode) asked.path("teacher")).put("dryRun", true);
    JsonNode preview = jobs.run("distill", asked);
    if (preview.path("leavesThisMachine").asBoolean() && preview.path("calls").asLong() > 0) {
      TeacherText.preview(preview, printer);
      if (!Question.yes(printer, "Send this?")) {
        throw new CommandFailure("nothing was sent; with --yes it does not ask");
      }
    }
  }

  private static String answers(JsonNode question) {
    StringJoiner answers = new StringJoiner(" or ");
    question.path("answers").forEach(one -> answers.add(one.path("output").toString()));
    return answers.toString();
  }

  private void checkKind() {
    switch (kind) {
      case "classify", "extract", "transform", "fill", "summarize" -> {}
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--kind must be classify, extract, transform, fill or summarize: " + kind);
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("kind", kind.toLowerCase(Locale.ROOT));
    if (examples != null) {
      arguments.put("examples", examples.toAbsolutePath().normalize().toString());
    }
    arguments.put("files", true);
    if (out != null) {
      arguments.put("out", out.toAbsolutePath().normalize().toString());
    }
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
