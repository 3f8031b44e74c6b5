package dev.stillroom.host.command;

import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "audit", description = "Every change of trust, newest first, and why.")
final class AuditCommand implements Callable<Integer> {

  @Mixin private Session session;

  @Option(names = "--task", paramLabel = "TASK", description = "Only this task's lines.")
  private String task;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most that many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Spec private CommandSpec spec;

  private final Printer printer;

  AuditCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1: " + limit);
    }
    return session.ask(
        engine -> {
          String id = task == null ? null : Session.task(engine, task).id();
          Reply.Audit audit =
              Session.ask(engine, new Request.ListAudit(id, limit), Reply.Audit.class);
          if (session.json) {
            printer.json(audit);
          } else if (audit.lines().isEmpty()) {
            printer.line("nothing happened yet");
          } else {
            print(printer, audit.lines());
          }
        });
  }

  static void print(Printer printer, List<View.AuditLine> lines) {
    printer.table(
        List.of("TIME", "TASK", "WHAT", "RIGHT", "AT LEAST", "WHY"),
        lines.stream()
            .map(
                line ->
                    List.of(
                        Words.time(line.time()),
                        line.taskId() == null ? "-" : Words.id(line.taskId()),
                        what(line),
                        line.n() == 0 ? "-" : line.agreements() + " of " + line.n(),
                        line.n() == 0 ? "-" : Words.percent(line.bound()),
                        line.why()))
            .toList());
  }

  private static String what(View.AuditLine line) {
    return line.from() == null || line.to() == null
        ? line.what()
        : line.what() + ": " + Words.trust(line.from()) + " → " + Words.trust(line.to());
  }
}
