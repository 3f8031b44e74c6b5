package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Saves a task's model as a file for others; first it shows every string that is in it.")
final class ExportCommand implements Callable<Integer> {

  private static final int LONGEST_NAME = 80;

  @Mixin private Session session;

  @Parameters(
      paramLabel = "TASK",
      description = "The task's id, or as many of its first letters as are needed.")
  private String task;

  @Option(names = "--out", required = true, paramLabel = "FILE.still", description = "A new file.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What others see it called (default: as it is called here).")
  private String name;

  @Option(
      names = "--instruction",
      paramLabel = "TEXT",
      description = "What its answer depends on, for others (default: none, or that of a job).")
  private String instruction;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  private final Printer printer;

  ExportCommand(Printer printer) {
    this.printer = printer;
  }

  /** What {@code --json} prints. */
  record Exported(String file, String sha256, Reply.ExportPreview preview) {}

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out)) {
      throw new CommandFailure("there is a file " + out + " already: choose another name");
    }
    return session.ask(this::export);
  }

  private void export(Client engine) throws IOException {
    View.Task chosen = Session.task(engine, task);
    String called = name != null ? name : brief(Words.act(chosen.act()));
    String told =
        instruction != null
            ? instruction
            : chosen.act() instanceof View.Errand errand ? errand.instruction() : "";
    Reply.ExportPreview preview = preview(engine, chosen.id(), called, told);
    if (!session.json) {
      printer.line(
          preview.total() + " strings and numbers, " + Words.bytes(preview.bytes()) + " in all:");
      SharedText.print(printer, preview.strings());
    }
    if (!yes && !Question.yes(printer, "Give all of this away in " + out + "?")) {
      throw new CommandFailure("nothing was written; with --yes it does not ask");
    }
    String digest = write(engine, chosen.id(), called, told, preview.sha256());
    if (session.json) {
      printer.json(new Exported(out.toAbsolutePath().normalize().toString(), digest, preview));
    } else {
      printer.line("saved: " + out + " (SHA-256 " + digest + ")");
    }
  }

  /** With every string of the file, however many. */
  private static Reply.ExportPreview preview(Client engine, String id, String called, String told)
      throws IOException {
    Reply.ExportPreview first = page(engine, id, called, told, 0);
    return new Reply.ExportPreview(
        first.name(),
        first.instruction(),
        first.bytes(),
        first.sha256(),
        SharedText.all(
            first.strings(),
            first.total(),
            from -> {
              Reply.ExportPreview next = page(engine, id, called, told, from);
              return next.sha256().equals(first.sha256()) ? next.strings() : List.of();
            }),
        first.total());
  }

  private static Reply.ExportPreview page(
      Client engine, String id, String called, String told, int from) throws IOException {
    return Session.ask(
        engine, new Request.PreviewExport(id, called, told, from), Reply.ExportPreview.class);
  }

  private static String brief(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /**
   * @param shown the SHA-256 of the file whose strings were shown
   */
  private String write(Client engine, String id, String called, String told, String shown)
      throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Reply.Exported part;
    do {
      part =
          Session.ask(
              engine, new Request.ExportTask(id, called, told, whole.size()), Reply.Exported.class);
      whole.writeBytes(Base64.getDecoder().decode(part.base64()));
    } while (whole.size() < part.total());
    byte[] bytes = whole.toByteArray();
    if (!Digests.sha256(bytes).equals(shown)) {
      throw new CommandFailure("the model was learned anew meanwhile: export it again");
    }
    NewFile.write(out, bytes);
    return shown;
  }
}
