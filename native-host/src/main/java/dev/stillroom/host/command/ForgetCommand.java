package dev.stillroom.host.command;

import dev.stillroom.host.home.SteeredClock;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "forget", description = "Deletes what was recorded and learned.")
final class ForgetCommand implements Callable<Integer> {

  /** What to forget: exactly one. */
  private static final class What {
    @Option(names = "--site", paramLabel = "HOST", description = "All of one site.")
    private String site;

    @Option(names = "--task", paramLabel = "TASK", description = "All of one task.")
    private String task;

    @Option(
        names = "--since",
        paramLabel = "WHEN",
        description = "All since then: 2h, 7d, a date, or a time of RFC 3339.")
    private String since;

    @Option(
        names = "--all",
        description = "Everything but your pauses, excluded sites and folders.")
    private boolean all;
  }

  @Mixin private Session session;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  private final Printer printer;

  ForgetCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    Clock clock = SteeredClock.ofEnvironment();
    Instant since = what.since == null ? null : since(what.since, clock);
    if (!yes && !Question.yes(printer, "forget " + named() + "? It cannot be undone.")) {
      throw new CommandFailure("nothing was forgotten; with --yes it does not ask");
    }
    return session.ask(
        engine -> {
          String task = what.task == null ? null : Session.task(engine, what.task).id();
          Reply.Forgotten forgotten =
              Session.ask(
                  engine,
                  new Request.Forget(what.site, task, since, what.all),
                  Reply.Forgotten.class);
          if (session.json) {
            printer.json(forgotten);
          } else {
            printer.line(
                "forgot " + forgotten.rows() + " records and " + forgotten.files() + " files");
            for (FilesView.KeptFile kept : forgotten.kept()) {
              printer.line(
                  "not forgotten: "
                      + kept.place()
                      + " could not be put back where it was and waits in "
                      + kept.file()
                      + ": connect its disk or allow its folder, then forget again");
            }
          }
        });
  }

  private String named() {
    if (what.all) {
      return "everything";
    }
    if (what.site != null) {
      return "all of " + what.site;
    }
    return what.task != null ? "task " + what.task : "all since " + what.since;
  }

  private Instant since(String text, Clock clock) {
    try {
      if (text.matches("\\d{1,6}[mhd]")) {
        long n = Long.parseLong(text.substring(0, text.length() - 1));
        return clock
            .instant()
            .minus(
                switch (text.charAt(text.length() - 1)) {
                  case 'm' -> Duration.ofMinutes(n);
                  case 'h' -> Duration.ofHours(n);
                  default -> Duration.ofDays(n);
                });
      }
      return text.length() <= "2000-01-01".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--since takes 2h, 7d, 2026-01-31 or 2026-01-31T12:00:00Z, not '" + text + "'");
    }
  }
}
