package dev.stillroom.host.command;

import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Engine, tasks, models, memory, disk, teacher, money and time saved.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private Session session;

  private final Printer printer;

  StatusCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    return session.ask(
        engine -> {
          Reply.Status status = Session.ask(engine, new Request.GetStatus(), Reply.Status.class);
          if (session.json) {
            printer.json(status);
          } else {
            print(status);
          }
        });
  }

  private void print(Reply.Status status) {
    printer.line(
        "engine     version "
            + status.version()
            + ", process "
            + status.pid()
            + String.format(Locale.ROOT, ", up %.1f s, ", status.upSeconds())
            + Words.bytes(status.residentBytes())
            + " resident");
    printer.line(
        "home       " + status.home() + ", " + Words.bytes(status.diskBytes()) + " on disk");
    printer.line("events     " + status.events() + " recorded" + recording(status));
    printer.line(
        "folders    "
            + (status.folders().isEmpty()
                ? "none: stillroom tasks allow FOLDER"
                : String.join(", ", status.folders())));
    printer.line("models     " + status.loadedModels() + " loaded");
    status.problems().forEach(problem -> printer.line("problem    " + problem));
    printer.line(
        "teacher    "
            + status.teacher()
            + String.format(Locale.ROOT, ", %.2f spent", status.moneySpent()));
    printer.line(String.format(Locale.ROOT, "saved      %.0f s", status.secondsSaved()));
    printer.line("privacy    " + status.sentBytes() + " bytes left this machine");
    if (status.tasks().isEmpty()) {
      printer.line("tasks      none yet");
    }
    for (var task : status.tasks()) {
      printer.line(
          "task       "
              + Words.id(task.id())
              + "  "
              + Words.act(task.act())
              + ": "
              + Words.state(task)
              + "; "
              + Words.agreement(task.agreement()));
    }
  }

  private static String recording(Reply.Status status) {
    if (status.stopped()) {
      return "; everything is stopped: stillroom tasks stop-all --off";
    }
    return status.recordingPaused() ? "; recording is paused" : "";
  }
}
