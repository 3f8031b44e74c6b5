package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "example",
    description = {
      "Gives a job an example of your own: its model says first what it would have said, which is"
          + " its evidence, then it may learn it.",
      "For jobs from agents and from files (tasks import)."
    })
final class ExampleCommand implements Callable<Integer> {

  @Mixin private Session session;

  @Parameters(
      index = "0",
      paramLabel = "TASK",
      description = "The task's id, or as many of its first letters as are needed.")
  private String task;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INPUT",
      description = "A JSON value; what is none is taken as a text.")
  private String input;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "OUTPUT",
      description = "What is right for it: a label, a text, or fields in JSON.")
  private String output;

  @Option(
      names = "--examples",
      paramLabel = "FILE.jsonl",
      description = "A line each: {\"input\": …, \"output\": …}.")
  private Path examples;

  @Option(names = "--corrects", description = "It takes another answer back and sticks at once.")
  private boolean corrects;

  @Spec private CommandSpec spec;

  private final Printer printer;

  ExampleCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    if ((examples == null) == (output == null)) {
      throw new ParameterException(
          spec.commandLine(), "give INPUT and OUTPUT, or --examples FILE.jsonl");
    }
    if (examples != null) {
      FileArguments.requireReadable(examples, "examples");
    }
    return session.ask(this::give);
  }

  private void give(Client engine) throws IOException {
    View.Task chosen = Session.task(engine, task);
    if (!(chosen.act() instanceof View.Errand errand)) {
      throw new CommandFailure(
          "task " + Words.id(chosen.id()) + " learns from what you do, not from examples given");
    }
    TeachView.Job shown = null;
    if (examples == null) {
      JsonNode right =
          errand.student().equals("extract")
              ? json(output)
              : JsonNodeFactory.instance.textNode(output);
      shown = give(engine, chosen, json(input), right);
    } else {
      try (ExampleReader reader =
          ExampleReader.open(
              examples,
              Kind.valueOf(errand.student().toUpperCase(Locale.ROOT)),
              ExampleReader.Outputs.REQUIRED)) {
        for (Example line = reader.next(); line != null; line = reader.next()) {
          shown = give(engine, chosen, line.input().members(), line.output());
        }
      } catch (BadExample bad) {
        throw new CommandFailure(bad.getMessage());
      }
    }
    if (shown == null) {
      throw new CommandFailure(examples + " holds no example");
    }
    if (session.json) {
      printer.json(shown);
    } else {
      printer.line(
          shown.examples()
              + " examples, "
              + Words.agreement(shown.agreement())
              + ", "
              + shown.state().name().toLowerCase(Locale.ROOT));
    }
  }

  private TeachView.Job give(Client engine, View.Task chosen, JsonNode given, JsonNode right)
      throws IOException {
    return Session.ask(
            engine,
            new Request.GiveExample(chosen.id(), null, given, right, corrects),
            Reply.JobShown.class)
        .job();
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (IOException plainText) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
