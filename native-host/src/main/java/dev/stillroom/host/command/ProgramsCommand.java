package dev.stillroom.host.command;

import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.home.Home;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The programs that may make other files of downloads; allowed here, with fixed words. */
@Command(
    name = "programs",
    description = {
      "Programs that may make another file of one: documents to PDF, for example.",
      "Each runs with the words you give it here, never through a shell, on a copy of the file."
    })
final class ProgramsCommand implements Runnable {

  private static final String CALL = String.join(" ", Programs.IN, Programs.OUT);

  @Spec private CommandSpec spec;

  private final Printer printer;

  ProgramsCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: list, allow or remove");
  }

  private static Programs programs() {
    Home home = Home.ofEnvironment();
    try {
      home.create();
    } catch (IOException e) {
      throw new CommandFailure("cannot make " + home.directory() + ": " + e.getMessage());
    }
    return new Programs(home.programs());
  }

  @Command(name = "list", description = "Those that are allowed, and those that could be.")
  void list(@Option(names = "--json", description = "Print one JSON object.") boolean json) {
    record Listed(List<Programs.Allowed> allowed, List<Programs.Allowed> known) {}
    Listed listed = new Listed(programs().list(), Programs.known());
    if (json) {
      printer.json(listed);
      return;
    }
    listed.allowed().forEach(one -> say(one, ""));
    listed.known().stream()
        .filter(known -> listed.allowed().stream().noneMatch(one -> one.to().equals(known.to())))
        .forEach(known -> say(known, "  (not allowed)"));
    if (listed.allowed().isEmpty() && listed.known().isEmpty()) {
      printer.line("none is allowed: stillroom programs allow TO --from EXT -- PROGRAM " + CALL);
    }
  }

  private void say(Programs.Allowed one, String more) {
    printer.line(
        one.to()
            + " of "
            + String.join(", ", one.from())
            + ": "
            + String.join(" ", one.command())
            + more);
  }

  @Command(
      name = "allow",
      description = {
        "Allows one: TO is the extension of what it makes.",
        "Without a command, the program that Stillroom knows for it on this machine."
      })
  void allow(
      @Parameters(paramLabel = "TO") String to,
      @Option(names = "--from", split = ",", paramLabel = "EXT", description = "What it reads.")
          List<String> from,
      @Parameters(
              index = "1..*",
              paramLabel = "COMMAND",
              description =
                  "The program and its words, behind --; {in}, {out} and {outdir} stand"
                      + " for the file, the file to make and its folder.")
          List<String> command,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    if (command == null || command.isEmpty()) {
      Programs.Allowed known =
          Programs.known().stream()
              .filter(one -> one.to().equals(to))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          "no known program makes " + to + " here: give one behind --"));
      allowed(programs().allow(to, from == null ? known.from() : from, known.command()), json);
      return;
    }
    if (from == null) {
      throw new ParameterException(spec.commandLine(), "--from says what the program reads");
    }
    allowed(programs().allow(to, from, command), json);
  }

  private void allowed(Programs.Allowed one, boolean json) {
    if (json) {
      printer.json(one);
    } else {
      say(one, "");
    }
  }

  @Command(name = "remove", description = "Takes the permission back.")
  void remove(
      @Parameters(paramLabel = "TO") String to,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    if (!programs().remove(to)) {
      throw new CommandFailure("no program is allowed that makes " + to);
    }
    if (json) {
      printer.json(Map.of("removed", to));
    } else {
      printer.line("no program makes " + to + " any more");
    }
  }
}
