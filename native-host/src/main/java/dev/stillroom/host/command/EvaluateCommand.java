package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.worker.Workers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "evaluate", description = "The model card's figures on other examples.")
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "MODEL.still", description = "The model.")
  private Path model;

  @Option(
      names = "--examples",
      required = true,
      paramLabel = "FILE.jsonl",
      description = "A line each: {\"input\": …, \"output\": LABEL}.")
  private Path examples;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Printer printer;
  private final DistillerJobs jobs;

  EvaluateCommand(Printer printer) {
    this(printer, DistillerJobs.ofProgram(printer));
  }

  EvaluateCommand(Printer printer, Workers workers) {
    this(printer, new DistillerJobs(printer, () -> workers));
  }

  private EvaluateCommand(Printer printer, DistillerJobs jobs) {
    this.printer = printer;
    this.jobs = jobs;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("model", model.toAbsolutePath().normalize().toString());
    arguments.put("examples", examples.toAbsolutePath().normalize().toString());
    arguments.put("files", true);
    FileArguments.requireRegular(model, "model");
    FileArguments.requireRegular(examples, "examples");
    JsonNode card = jobs.run("evaluate", arguments);
    if (json) {
      printer.json(card);
    } else {
      CardText.print(card, printer);
    }
    return 0;
  }
}
