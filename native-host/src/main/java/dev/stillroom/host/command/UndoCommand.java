package dev.stillroom.host.command;

import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo",
    description = "Without an argument: the acts that can be undone. With one: undoes it.")
final class UndoCommand implements Callable<Integer> {

  private static final int LOOKED_AT = 500;

  @Mixin private Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ACT",
      description = "The act's id, or as many of its first letters as are needed.")
  private String act;

  @Option(names = "--last", description = "Undo the newest act that can be undone.")
  private boolean last;

  private final Printer printer;

  UndoCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    return session.ask(
        engine -> {
          List<View.DoneAct> acts =
              Session.ask(engine, new Request.ListActs(null, LOOKED_AT), Reply.Acts.class).acts();
          if (act == null && !last) {
            list(acts.stream().filter(View.DoneAct::mayUndo).toList());
            return;
          }
          View.DoneAct chosen = chosen(acts);
          View.DoneAct undone =
              Session.ask(engine, new Request.UndoAct(chosen.id()), Reply.Acted.class).act();
          if (session.json) {
            printer.json(undone);
          } else {
            printer.line("undone: " + Words.act(undone.act()) + " of " + undone.source());
          }
        });
  }

  private View.DoneAct chosen(List<View.DoneAct> acts) {
    if (last) {
      return acts.stream()
          .filter(View.DoneAct::mayUndo)
          .findFirst()
          .orElseThrow(() -> new CommandFailure("there is no act that can be undone"));
    }
    return Session.one(
        acts.stream().filter(candidate -> candidate.id().startsWith(act)).toList(),
        "act",
        act,
        "stillroom undo");
  }

  private void list(List<View.DoneAct> acts) {
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
