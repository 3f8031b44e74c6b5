package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "undo",
    description = "Without an argument: the acts that can be undone. With one: undoes it.")
final class UndoCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  /** Of what can be undone, as many are listed. */
  private static final int LISTED = 500;

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");

  @Mixin private Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACT",
      description = "The act's id, or as many of its first letters as are needed; or a batch's.")
  private String act;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Undo everything since then: 30m, 2h, 1d, or a time such as 2026-01-31T10:00Z.")
  private String since;

  @Option(names = "--last", description = "Undo the newest act that can be undone.")
  private boolean last;

  @Spec private CommandSpec spec;

  private final Printer printer;

  UndoCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    if ((act == null ? 0 : 1) + (since == null ? 0 : 1) + (last ? 1 : 0) > 1) {
      throw new ParameterException(
          spec.commandLine(), "give one of ACT, --since and --last, not several");
    }
    Instant from = since == null ? null : since(since, Instant.now());
    boolean[] whole = {true};
    session.ask(
        engine -> {
          if (from != null) {
            whole[0] = undoMany(engine, null, from);
            return;
          }
          Request asked = new Request.FindActs(last ? null : act, last ? 1 : LISTED);
          List<FilesView.DoneAct> acts = Session.ask(engine, asked, Reply.Acts.class).acts();
          if (act == null && !last) {
            list(acts);
            return;
          }
          String batch = batch(acts);
          if (batch != null) {
            whole[0] = undoMany(engine, batch, null);
            return;
          }
          FilesView.DoneAct chosen = chosen(acts);
          FilesView.DoneAct undone =
              Session.ask(engine, new Request.UndoAct(chosen.id()), Reply.Acted.class).act();
          if (session.json) {
            printer.json(undone);
          } else {
            printer.line(
                "undone: "
                    + Words.act(undone.act())
                    + " of "
                    + undone.source()
                    + (undone.message() == null ? "" : "; " + undone.message()));
          }
        });
    return whole[0] ? 0 : FAILED;
  }

  /** The batch of that name, or the one that the newest act belongs to. */
  private String batch(List<FilesView.DoneAct> acts) {
    return acts.stream()
        .filter(FilesView.DoneAct::mayUndo)
        .map(FilesView.DoneAct::batch)
        .filter(Objects::nonNull)
        .filter(one -> last || one.equals(act))
        .findFirst()
        .orElse(null);
  }

  /** Whether all of them could be undone. */
  private boolean undoMany(Client engine, String batch, Instant from) throws IOException {
    int undone = 0;
    List<FilesView.NotDone> failed = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Reply.UndoneMany part;
    do {
      List<String> skip = failed.stream().map(FilesView.NotDone::id).toList();
      part = Session.ask(engine, new Request.UndoMany(batch, from, skip), Reply.UndoneMany.class);
      undone += part.undone();
      failed.addAll(part.failed());
      notes.addAll(part.notes());
      printer.progress((double) undone / (undone + part.left() + 1), "taking back");
    } while (part.left() > 0);
    failed.forEach(not -> printer.error(Words.shown(not.name()) + " was left: " + not.why()));
    if (session.json) {
      printer.json(new Reply.UndoneMany(undone, 0, failed, notes));
      return failed.isEmpty();
    }
    notes.forEach(printer::line);
    printer.line(undone + (undone == 1 ? " act" : " acts") + " undone");
    return failed.isEmpty();
  }

  /** A moment, or how long ago one was. */
  private Instant since(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long n = Long.parseLong(ago.group(1));
      return switch (ago.group(2)) {
        case "m" -> now.minus(Duration.ofMinutes(n));
        case "h" -> now.minus(Duration.ofHours(n));
        default -> now.minus(Duration.ofDays(n));
      };
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException odd) {
      throw new ParameterException(
          spec.commandLine(), "--since must be like 30m, 2h, 1d or 2026-01-31T10:00Z: " + text);
    }
  }

  private FilesView.DoneAct chosen(List<FilesView.DoneAct> acts) {
    if (last) {
      return acts.stream()
          .filter(FilesView.DoneAct::mayUndo)
          .findFirst()
          .orElseThrow(() -> new CommandFailure("there is no act that can be undone"));
    }
    return Session.one(
        acts.stream().filter(candidate -> candidate.id().startsWith(act)).toList(),
        "act",
        act,
        "stillroom undo");
  }

  private void list(List<FilesView.DoneAct> acts) {
    if (session.json) {
      printer.json(new Reply.Acts(acts));
    } else if (acts.isEmpty()) {
      printer.line("no act can be undone");
    } else {
      printer.table(
          List.of("ACT", "TIME", "WHAT", "FILE", "BY"),
          acts.stream()
              .map(
                  done ->
                      List.of(
                          Words.id(done.id()),
                          Words.time(done.time()),
                          Words.act(done.act()),
                          String.valueOf(Path.of(done.source()).getFileName()),
                          Words.by(done.by())))
              .toList());
    }
  }
}
