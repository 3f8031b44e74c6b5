package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Takes in a model's file from somebody else, after it was checked and its strings shown.",
      "It predicts silently until it was right on enough of your own examples (tasks example)."
    })
final class ImportCommand implements Callable<Integer> {

  /** The engine takes no more; one byte more tells that it is too large. */
  private static final int MOST = 16 * 1024 * 1024;

  @Mixin private Session session;

  @Parameters(paramLabel = "FILE.still", description = "The file.")
  private Path file;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  private final Printer printer;

  ImportCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    FileArguments.requireReadable(file, "model");
    FileArguments.requireRegular(file, "model");
    return session.ask(this::take);
  }

  private void take(Client engine) throws IOException {
    String base64 = Base64.getEncoder().encodeToString(bytes());
    String name = file.getFileName().toString();
    Reply.Shared looked =
        Session.ask(engine, new Request.OpenShared(name, base64, 0, false), Reply.Shared.class);
    if (!session.json) {
      print(looked);
      SharedText.print(
          printer,
          SharedText.all(
              looked.strings(),
              looked.total(),
              from ->
                  Session.ask(
                          engine,
                          new Request.OpenShared(name, base64, from, false),
                          Reply.Shared.class)
                      .strings()));
    }
    if (!yes && !Question.yes(printer, "Take it in? It predicts silently at first.")) {
      throw new CommandFailure("nothing was taken in; with --yes it does not ask");
    }
    Reply.Shared taken =
        Session.ask(engine, new Request.OpenShared(name, base64, 0, true), Reply.Shared.class);
    if (session.json) {
      printer.json(taken);
    } else {
      printer.line("taken in as task " + taken.taskId() + "; it predicts silently");
      printer.line("next: stillroom tasks example " + taken.taskId() + " --examples FILE.jsonl");
    }
  }

  private void print(Reply.Shared shared) {
    printer.line("called       " + Words.shown(shared.name()));
    if (!shared.instruction().isEmpty()) {
      printer.line("instruction  " + Words.shown(shared.instruction()));
    }
    printer.line(
        "model        "
            + shared.kind()
            + ", "
            + shared.student()
            + ", "
            + Words.bytes(shared.bytes()));
    if (!shared.claims().isEmpty()) {
      printer.line("it says      " + shared.claims() + "; that counts for nothing here");
    }
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new CommandFailure(
            file + " is larger than " + MOST + " bytes: that is no model to share");
      }
      return bytes;
    }
  }
}
