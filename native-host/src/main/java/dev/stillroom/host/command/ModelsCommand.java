package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    description = "The versions of each task's model, with their verdicts.",
    synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

  private final Printer printer;

  ModelsCommand(Printer printer) {
    this.printer = printer;
  }

  @Command(description = "All versions, of one task or of all.")
  int list(
      @Mixin Session session,
      @Parameters(arity = "0..1", paramLabel = "TASK", description = "Only this task's.")
          String task)
      throws IOException {
    return session.ask(
        engine -> {
          List<View.Task> tasks =
              task == null ? Session.tasks(engine) : List.of(Session.task(engine, task));
          List<View.Task> owners = new ArrayList<>();
          List<View.Model> models = new ArrayList<>();
          for (View.Task owner : tasks) {
            for (View.Model model : detail(engine, owner).models()) {
              owners.add(owner);
              models.add(model);
            }
          }
          if (session.json) {
            printer.json(Map.of("models", models));
          } else if (models.isEmpty()) {
            printer.line("no model yet");
          } else {
            print(printer, owners, models);
          }
        });
  }

  @Command(description = "Goes back to an earlier version, by default the one before.")
  int rollback(
      @Mixin Session session,
      @Parameters(index = "0", paramLabel = "TASK", description = "The task's id.") String task,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "MODEL",
              description = "The model's digest, or its first letters.")
          String digest)
      throws IOException {
    return session.ask(
        engine -> {
          View.Task owner = Session.task(engine, task);
          View.Model chosen = chosen(detail(engine, owner).models(), digest);
          Reply reply = engine.ask(new Request.RollbackModel(owner.id(), chosen.digest()));
          if (session.json) {
            printer.json(reply);
          } else {
            printer.line(
                "task " + Words.id(owner.id()) + " uses version " + chosen.version() + " again");
          }
        });
  }

  private static View.Model chosen(List<View.Model> models, String digest) {
    if (digest != null) {
      return Session.one(
          models.stream().filter(model -> model.digest().startsWith(digest)).toList(),
          "model",
          digest,
          "stillroom models list");
    }
    int current =
        models.stream()
            .filter(View.Model::champion)
            .mapToInt(View.Model::version)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    return models.stream()
        .filter(model -> model.version() < current)
        .max(Comparator.comparingInt(View.Model::version))
        .orElseThrow(() -> new CommandFailure("there is no earlier version to go back to"));
  }

  private static Reply.TaskDetail detail(Client engine, View.Task task) throws IOException {
    return Session.ask(engine, new Request.ShowTask(task.id()), Reply.TaskDetail.class);
  }

  /** Prints models; {@code owners} holds each one's task, or the one task of all. */
  static void print(Printer printer, List<View.Task> owners, List<View.Model> models) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      View.Model model = models.get(i);
      rows.add(
          List.of(
              Words.id(owners.get(Math.min(i, owners.size() - 1)).id()),
              model.version() + (model.champion() ? " (in use)" : ""),
              Words.id(model.digest()),
              model.student(),
              Words.bytes(model.bytes()),
              verdict(model),
              Words.trust(model.trust())));
    }
    printer.table(List.of("TASK", "VERSION", "MODEL", "STUDENT", "SIZE", "VERDICT", "TRUST"), rows);
  }

  private static String verdict(View.Model model) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s %.3f, at least %.3f (%s, %d examples)",
            model.metric(),
            model.value(),
            model.low(),
            model.method(),
            model.examples());
    if (model.passes()) {
      return figures;
    }
    return figures
        + ", does not pass"
        + (model.needs() == null ? "" : ": needs " + model.needs() + " more examples");
  }
}
