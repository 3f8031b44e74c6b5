package dev.stillroom.host.command;

import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit codes: 0 done, 1 the work failed, 2 wrong usage. */
@Command(
    name = "stillroom",
    description = "Learns what you repeat in the browser, on your own machine.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Stillroom.Version.class,
    footer = {
      "",
      "In the project's directory ./stillroom has also:",
      "  demo   the main job, whole, in a real browser with a throw-away profile",
      "  test   every test, browser tests included",
      "  bench  one benchmark, or all",
      "  package  what a person installs: a package of this system, the extension's archives"
    })
public final class Stillroom {

  private static final int FAILED = 1;
  private static final int MEGABYTE = 1 << 20;

  /** Promised, and not there yet. */
  private static final List<String> TO_COME = List.of("publish", "search", "pull", "serve");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print this and do nothing.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  private boolean version;

  private final Printer printer;

  private Stillroom(Printer printer) {
    this.printer = printer;
  }

  public static void main(String[] arguments) {
    int status = run(Printer.ofProcess(), arguments);
    if (OnInterrupt.isEnding()) {
      // Waits for what cleans up.
      System.exit(status);
    }
    // A library's thread does not keep a command from ending.
    Runtime.getRuntime().halt(status);
  }

  /** Every command by its name. */
  static Map<String, Function<Printer, Object>> commands() {
    Map<String, Function<Printer, Object>> commands = new LinkedHashMap<>();
    commands.put("status", StatusCommand::new);
    commands.put("tasks", TasksCommand::line);
    commands.put("models", ModelsCommand::new);
    commands.put("convert", ConvertCommand::new);
    commands.put("programs", ProgramsCommand::new);
    commands.put("tidy", TidyCommand::new);
    commands.put("distill", DistillCommand::new);
    commands.put("teacher", TeacherCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("evaluate", EvaluateCommand::new);
    commands.put("card", CardCommand::new);
    commands.put("extract", ExtractCommand::new);
    commands.put("summarize", SummarizeCommand::new);
    commands.put("fill", FillCommand::new);
    commands.put("detect", DetectCommand::new);
    commands.put("undo", UndoCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("forget", ForgetCommand::new);
    commands.put("mcp", McpCommand::new);
    commands.put("install", InstallCommand::new);
    commands.put("uninstall", UninstallCommand::new);
    commands.put("stop", StopCommand::new);
    commands.put("doctor", DoctorCommand::new);
    return commands;
  }

  /** Runs one command line and returns its exit code. */
  public static int run(Printer printer, String... arguments) {
    return run(printer, commandLine(printer, arguments), arguments);
  }

  static int run(Printer printer, CommandLine line, String... arguments) {
    try {
      if (arguments.length > 0 && TO_COME.contains(arguments[0])) {
        printer.error(
            "'" + arguments[0] + "' is not part of this version yet (see stillroom --help)");
        return ExitCode.USAGE;
      }
      int status = line.execute(arguments);
      printer.flush();
      if (status == 0 && printer.isLost()) {
        printer.error(Printer.LOST);
        return FAILED;
      }
      return status;
    } catch (OutOfMemoryError full) {
      // What filled the memory is gone by now.
      printer.error(
          "this takes more memory than a command may have ("
              + Runtime.getRuntime().maxMemory() / MEGABYTE
              + " MB): give a smaller file, or a part of it");
      return FAILED;
    } catch (StackOverflowError | LinkageError broken) {
      printer.error(oneLine(Breakdown.told(broken, line)));
      return FAILED;
    } finally {
      printer.flush();
    }
  }

  /** Every command with its options, for what is written about them: manual, completion. */
  public static CommandLine described() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return commandLine(new Printer(nowhere, nowhere, false));
  }

  /** Only the command that is asked for is made: most of a start is spent on the others. */
  static CommandLine commandLine(Printer printer, String... arguments) {
    CommandLine line = new CommandLine(new Stillroom(printer));
    Map<String, Function<Printer, Object>> commands = commands();
    String asked = Arrays.stream(arguments).findFirst().orElse("");
    if (commands.containsKey(asked)) {
      line.addSubcommand(asked, commands.get(asked).apply(printer));
    } else {
      commands.forEach((name, make) -> line.addSubcommand(name, make.apply(printer)));
    }
    line.setOut(new PrintWriter(printer.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(printer.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((wrong, ignored) -> usage(printer, wrong));
    line.setExecutionExceptionHandler(
        (failure, command, ignored) -> failed(printer, line, failure));
    return line;
  }

  private static int usage(Printer printer, ParameterException wrong) {
    printer.error(
        oneLine(said(wrong))
            + " (see "
            + wrong.getCommandLine().getCommandSpec().qualifiedName()
            + " --help)");
    return ExitCode.USAGE;
  }

  /** A command that is not there is called so, with those that are written like it. */
  private static String said(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unknown)
        || wrong.getCommandLine().getSubcommands().isEmpty()
        || unknown.getUnmatched().isEmpty()
        || unknown.isUnknownOption()) {
      return wrong.getMessage().replaceFirst("^Error: ", "");
    }
    String name = unknown.getUnmatched().getFirst();
    String like =
        unknown.getSuggestions().stream()
            .filter(one -> !name.isEmpty() && one.startsWith(name.substring(0, 1)))
            .findFirst()
            .map(one -> "; did you mean " + one + "?")
            .orElse("");
    return "there is no command '" + name + "'" + like;
  }

  /** Says in one line why a command failed, and returns its exit code. */
  private static int failed(Printer printer, CommandLine line, Exception failure) {
    if (failure instanceof ParameterException wrong) {
      return usage(printer, wrong);
    }
    String message =
        switch (failure) {
          case RequestFailure refused ->
              refused.getMessage() + " (error " + refused.code().number() + ")";
          case CommandFailure said -> said.getMessage();
          case UncheckedIOException broken -> Words.trouble(broken.getCause());
          case IOException broken -> Words.trouble(broken);
          default -> Breakdown.told(failure, line);
        };
    printer.error(message == null ? failure.getClass().getSimpleName() : oneLine(message));
    return FAILED;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** The version, as the build wrote it into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"stillroom " + Program.version()};
    }
  }
}
