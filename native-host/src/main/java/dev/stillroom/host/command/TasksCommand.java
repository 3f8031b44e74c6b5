package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tasks",
    description = "What Stillroom has found or learned, and how far it is trusted.",
    synopsisSubcommandLabel = "COMMAND")
final class TasksCommand {

  private static final String TASK =
      "The task's id, or as many of its first letters as are needed.";

  private final Printer printer;

  private TasksCommand(Printer printer) {
    this.printer = printer;
  }

  /** With those of its commands that stand in files of their own. */
  static CommandLine line(Printer printer) {
    return new CommandLine(new TasksCommand(printer))
        .addSubcommand(new ExampleCommand(printer))
        .addSubcommand(new ExportCommand(printer))
        .addSubcommand(new ImportCommand(printer));
  }

  @Command(description = "All tasks, proposals first.")
  int list(@Mixin Session session) throws IOException {
    return session.ask(
        engine -> {
          Reply.Overview overview =
              Session.ask(engine, new Request.GetOverview(null), Reply.Overview.class);
          if (session.json) {
            printer.json(overview);
            return;
          }
          List<View.Task> tasks = Session.tasks(engine);
          if (tasks.isEmpty()) {
            printer.line("no task yet: they are found in what you repeat in the browser");
            return;
          }
          printer.table(
              List.of("TASK", "STATE", "WHAT", "AGREEMENT"),
              tasks.stream().map(TasksCommand::row).toList());
          overview
              .offers()
              .forEach(
                  offer ->
                      printer.line(
                          "offer "
                              + Words.id(offer.id())
                              + ": "
                              + Words.act(offer.act())
                              + ": "
                              + offer.fileName()));
        });
  }

  private static List<String> row(View.Task task) {
    return List.of(
        Words.id(task.id()),
        Words.state(task),
        Words.act(task.act()) + ": " + Words.matter(task.evidence()),
        Words.agreement(task.agreement()));
  }

  @Command(description = "One task: evidence, models, verdicts, what changed.")
  int show(@Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return session.ask(
        engine -> {
          Reply.TaskDetail detail =
              Session.ask(
                  engine,
                  new Request.ShowTask(Session.task(engine, task).id()),
                  Reply.TaskDetail.class);
          if (session.json) {
            printer.json(detail);
            return;
          }
          View.Task shown = detail.task();
          printer.line("task       " + shown.id());
          printer.line("what       " + Words.act(shown.act()));
          printer.line("why        " + Words.evidence(shown.evidence()));
          printer.line("state      " + Words.state(shown));
          printer.line("agreement  " + Words.agreement(shown.agreement()));
          if (shown.failure() != null) {
            printer.line("failed     " + shown.failure());
          }
          if (!detail.models().isEmpty()) {
            printer.line("");
            ModelsCommand.print(printer, List.of(shown), detail.models());
          }
          if (!detail.audit().isEmpty()) {
            printer.line("");
            AuditCommand.print(printer, detail.audit());
          }
        });
  }

  @Command(description = "Yes, learn it: distills a proposed task, or one you had said no to.")
  int accept(
      @Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return session.ask(
        engine -> {
          View.Task chosen = Session.wanted(engine, task);
          done(
              session, engine, chosen, new Request.AcceptProposal(chosen.id()), "is being learned");
        });
  }

  @Command(
      description = "No, thanks: the proposal does not come back; `accept` learns it after all.")
  int dismiss(
      @Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return tell(session, task, "is dismissed", id -> new Request.DismissProposal(id));
  }

  @Command(description = "Always do this: shows the figures and past examples, then asks.")
  int always(
      @Mixin Session session,
      @Parameters(paramLabel = "TASK", description = TASK) String task,
      @Option(
              names = "--folder",
              paramLabel = "FOLDER",
              description = "Only what goes into this folder.")
          Path folder,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    String real = folder == null ? null : real(folder);
    return session.ask(
        engine -> {
          View.Task chosen = Session.task(engine, task);
          Reply.AlwaysPreview preview =
              Session.ask(
                  engine, new Request.PreviewAlways(chosen.id()), Reply.AlwaysPreview.class);
          if (!session.json) {
            print(preview, real);
          }
          String what = real == null ? Words.act(chosen.act()) : "put files into " + real;
          if (!yes && !Question.yes(printer, "Always " + what + "?")) {
            throw new CommandFailure("nothing was changed; with --yes it does not ask");
          }
          if (real == null) {
            Request always = new Request.GrantAlways(chosen.id());
            done(session, engine, chosen, always, "runs by itself now");
          } else {
            Request always = new Request.GrantFolder(chosen.id(), real, true);
            done(session, engine, chosen, always, "puts files into " + real + " by itself now");
          }
        });
  }

  /**
   * @param folder the one that is asked about; null for all
   */
  private void print(Reply.AlwaysPreview preview, String folder) {
    printer.line(Words.evidence(preview.task().evidence()));
    printer.line(Words.agreement(preview.task().agreement()));
    List<FilesView.PastExample> shown =
        preview.examples().stream()
            .filter(
                past ->
                    folder == null || folder.equals(past.did()) || folder.equals(past.predicted()))
            .toList();
    if (folder != null) {
      List<FilesView.PastExample> there =
          shown.stream().filter(past -> folder.equals(past.predicted())).toList();
      printer.line(
          "of the last "
              + preview.examples().size()
              + " files it would put "
              + there.size()
              + " into "
              + folder
              + ", where you had put "
              + there.stream().filter(past -> folder.equals(past.did())).count()
              + " of these");
    }
    if (!shown.isEmpty()) {
      printer.table(
          List.of("FILE", "FROM", "YOU DID", "IT WOULD"),
          shown.stream()
              .map(
                  past ->
                      List.of(
                          past.fileName(),
                          past.site(),
                          past.did() == null ? "-" : past.did(),
                          past.predicted() == null ? "(not sure)" : past.predicted()))
              .toList());
    }
  }

  @Command(name = "ask-first", description = "Takes \"Always\" back: it asks first again.")
  int askFirst(
      @Mixin Session session,
      @Parameters(paramLabel = "TASK", description = TASK) String task,
      @Option(
              names = "--folder",
              paramLabel = "FOLDER",
              description = "Only what goes into this folder.")
          Path folder)
      throws IOException {
    if (folder != null) {
      String real = real(folder);
      return tell(
          session,
          task,
          "asks first again for " + real,
          id -> new Request.GrantFolder(id, real, false));
    }
    return tell(session, task, "asks first again", id -> new Request.AskFirst(id));
  }

  @Command(description = "Stops one task until it is resumed.")
  int pause(
      @Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return tell(session, task, "is paused", id -> new Request.PauseTask(id, true));
  }

  @Command(description = "Lets a paused task go on.")
  int resume(
      @Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return tell(session, task, "goes on", id -> new Request.PauseTask(id, false));
  }

  @Command(description = "Deletes a task with its models.")
  int delete(
      @Mixin Session session,
      @Parameters(paramLabel = "TASK", description = TASK) String task,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    if (!yes && !Question.yes(printer, "Delete task " + task + " with its models?")) {
      throw new CommandFailure("nothing was deleted; with --yes it does not ask");
    }
    return tell(session, task, "is deleted", id -> new Request.DeleteTask(id));
  }

  @Command(description = "Distills the task again now, instead of at idle.")
  int retrain(
      @Mixin Session session, @Parameters(paramLabel = "TASK", description = TASK) String task)
      throws IOException {
    return tell(session, task, "is being learned again", id -> new Request.Retrain(id));
  }

  @Command(
      name = "try",
      description =
          "What a task's model says of an input in JSON, or of every file of a folder; nothing is"
              + " done.")
  int tryOut(
      @Mixin Session session,
      @Parameters(index = "0", paramLabel = "TASK", description = TASK) String task,
      @Parameters(
              index = "1",
              paramLabel = "INPUT",
              description = "A folder, or a JSON value; what is neither is taken as a text.")
          String input)
      throws IOException {
    Path folder = folder(input);
    if (folder != null) {
      return tryFolder(session, task, folder);
    }
    return session.ask(
        engine ->
            printer.json(
                Session.ask(
                        engine,
                        new Request.TryTask(Session.task(engine, task).id(), input(input)),
                        Reply.Tried.class)
                    .prediction()));
  }

  private static String real(Path folder) throws IOException {
    return Files.exists(folder)
        ? folder.toRealPath().toString()
        : folder.toAbsolutePath().normalize().toString();
  }

  private static Path folder(String text) {
    try {
      Path path = Path.of(text);
      return Files.isDirectory(path) ? path.toRealPath() : null;
    } catch (InvalidPathException | IOException noFolder) {
      return null;
    }
  }

  private int tryFolder(Session session, String task, Path folder) throws IOException {
    return session.ask(
        engine -> {
          Reply.TriedFolder tried =
              Session.ask(
                  engine,
                  new Request.TryFolder(Session.task(engine, task).id(), folder.toString()),
                  Reply.TriedFolder.class);
          if (session.json) {
            printer.json(tried);
            return;
          }
          printer.table(
              List.of("FILE", "WOULD", "SURE", "BECAUSE"),
              tried.files().stream().map(TasksCommand::row).toList());
          long acts = tried.files().stream().filter(file -> file.act() != null).count();
          printer.line(
              tried.files().size()
                  + " files: "
                  + acts
                  + " would be changed, "
                  + (tried.files().size() - acts)
                  + " left for you"
                  + (tried.more() == 0 ? "" : "; " + tried.more() + " older ones not looked at"));
        });
  }

  private static List<String> row(FilesView.TriedFile file) {
    return List.of(
        Words.shown(file.name()),
        file.act() == null ? "leave it" : Words.act(file.act()),
        Words.percent(file.confidence()),
        file.reasons().stream()
            .map(reason -> reason.feature() + " " + reason.value())
            .collect(Collectors.joining(", ")));
  }

  private static JsonNode input(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (IOException plainText) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  @Command(description = "Applies an offer, as its button in the popup does.")
  int take(
      @Mixin Session session,
      @Parameters(paramLabel = "OFFER", description = "The offer's id.") String offer)
      throws IOException {
    return answer(session, offer, "taken", id -> new Request.TakeOffer(id));
  }

  @Command(description = "Leaves an offer: this file stays as it is.")
  int leave(
      @Mixin Session session,
      @Parameters(paramLabel = "OFFER", description = "The offer's id.") String offer)
      throws IOException {
    return answer(session, offer, "left", id -> new Request.LeaveOffer(id));
  }

  private int answer(Session session, String offer, String done, Asking asking) throws IOException {
    return session.ask(
        engine -> {
          List<FilesView.Offer> offers =
              Session.ask(engine, new Request.GetOverview(null), Reply.Overview.class).offers();
          FilesView.Offer chosen =
              Session.one(
                  offers.stream().filter(some -> some.id().startsWith(offer)).toList(),
                  "offer",
                  offer,
                  "stillroom tasks list");
          Reply reply = engine.ask(asking.about(chosen.id()));
          if (session.json) {
            printer.json(reply);
          } else {
            printer.line(done + ": " + Words.act(chosen.act()) + ": " + chosen.fileName());
          }
        });
  }

  @Command(description = "Allows a folder whose downloads may be changed.")
  int allow(
      @Mixin Session session,
      @Parameters(paramLabel = "FOLDER", description = "An existing folder.") Path folder)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no folder " + folder);
    }
    Path real = folder.toRealPath();
    return session.ask(
        engine -> {
          Reply reply = engine.ask(new Request.AllowFolder(real.toString()));
          if (session.json) {
            printer.json(reply);
          } else {
            printer.line("allowed: " + real);
          }
        });
  }

  @Command(description = "Takes an allowed folder back: nothing in it is touched any more.")
  int disallow(
      @Mixin Session session,
      @Parameters(paramLabel = "FOLDER", description = "An allowed folder.") Path folder)
      throws IOException {
    return session.ask(
        engine -> {
          Path absolute = folder.toAbsolutePath().normalize();
          Reply reply = engine.ask(new Request.DisallowFolder(absolute.toString()));
          if (session.json) {
            printer.json(reply);
          } else {
            printer.line("not allowed any more: " + absolute);
          }
        });
  }

  @Command(
      name = "stop-all",
      description = "Stops everything: nothing is predicted and nothing applied.")
  int stopAll(
      @Mixin Session session,
      @Option(names = "--off", description = "Let everything go on.") boolean off)
      throws IOException {
    return session.ask(
        engine -> {
          Reply reply = engine.ask(new Request.StopEverything(!off));
          if (session.json) {
            printer.json(reply);
          } else {
            printer.line(off ? "everything goes on" : "everything is stopped");
          }
        });
  }

  /** What is asked about the thing of that id. */
  @FunctionalInterface
  private interface Asking {
    Request about(String id);
  }

  private int tell(Session session, String beginning, String result, Asking asking)
      throws IOException {
    return session.ask(
        engine -> {
          View.Task task = Session.task(engine, beginning);
          done(session, engine, task, asking.about(task.id()), result);
        });
  }

  private void done(Session session, Client engine, View.Task task, Request request, String result)
      throws IOException {
    Reply reply = engine.ask(request);
    if (session.json) {
      printer.json(reply);
    } else {
      printer.line("task " + Words.id(task.id()) + " " + result);
    }
  }
}
