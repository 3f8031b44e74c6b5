package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StillroomTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Stillroom.run(
        new Printer(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false),
        arguments);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  static Stream<List<String>> everyCommand() {
    List<List<String>> all = new ArrayList<>();
    Printer silent =
        new Printer(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()),
            false);
    collect(Stillroom.commandLine(silent), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> all) {
    all.add(words);
    for (Map.Entry<String, CommandLine> sub : line.getSubcommands().entrySet()) {
      List<String> longer = new ArrayList<>(words);
      longer.add(sub.getKey());
      collect(sub.getValue(), longer, all);
    }
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandPrintsHelp(List<String> words) {
    List<String> line = new ArrayList<>(words);
    line.add("--help");

    assertEquals(0, run(line.toArray(String[]::new)), errors());
    assertTrue(
        out.toString(StandardCharsets.UTF_8)
            .startsWith(
                "Usage: "
                    + String.join(
                        " ", Stream.concat(Stream.of("stillroom"), words.stream()).toList())),
        out.toString(StandardCharsets.UTF_8));
  }

  /** `run` prints nothing but JSON, and `mcp` speaks a protocol. */
  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandThatPrintsKnowsJson(List<String> words) {
    CommandLine line = Stillroom.commandLine(new Printer(System.out, System.err, false));
    for (String word : words) {
      line = line.getSubcommands().get(word);
    }
    boolean prints =
        line.getSubcommands().isEmpty() && !List.of(List.of("run"), List.of("mcp")).contains(words);

    assertTrue(
        !prints || line.getCommandSpec().optionsMap().containsKey("--json"), words::toString);
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void anUnknownOptionIsWrongUsageInOneLine(List<String> words) {
    List<String> line = new ArrayList<>(words);
    line.add("--no-such-option");

    assertEquals(2, run(line.toArray(String[]::new)));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().contains("--help"), errors());
    assertEquals(0, out.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "tasks",
        "models",
        "forget",
        "forget --all --site a.example",
        "tasks show",
        "forget --since yesterday --yes",
        "audit --limit many",
        "install --wait soon",
        "undo --last --since 1h",
        "undo 3f2a --last",
        "undo 3f2a --since 1h",
        "undo --since yesterday",
        "audit --limit 0",
        "fill form.html --from order.json --row 0"
      })
  void wrongUsageIsTwo(String line) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")), errors());
  }

  @Test
  void anUnknownCommandIsCalledSo() {
    assertEquals(2, run("distil"));
    assertTrue(errors().contains("there is no command 'distil'"), errors());
    assertTrue(errors().contains("distill?"), errors());
    assertEquals(2, run("tasks", "shwo"));
    assertTrue(errors().contains("there is no command 'shwo'"), errors());
    assertEquals(2, errors().lines().count(), errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish", "search", "pull", "serve"})
  void whatIsToComeSaysSoInOneLine(String command) {
    assertEquals(2, run(command, "some.file"));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().contains("not part of this version yet"), errors());
  }

  static Stream<Throwable> whatNobodyForesaw() {
    return Stream.of(
        new IllegalStateException("two\nlines"),
        new NullPointerException(),
        new StackOverflowError(),
        new NoClassDefFoundError("a/B"));
  }

  @ParameterizedTest
  @MethodSource("whatNobodyForesaw")
  void whatNobodyForesawIsOneLineAndItsTraceStandsInTheLog(Throwable broken) throws IOException {
    Path home = directory.resolve("home");
    assertEquals(1, breakDown(broken, home));
    assertEquals(1, errors().lines().count(), errors());
    Path log = home.resolve("log/command.log");
    assertTrue(errors().contains(broken.getClass().getName()), errors());
    assertTrue(errors().contains("try again") && errors().contains(log.toString()), errors());
    String written = Files.readString(log);
    assertTrue(written.contains("stillroom breaks: a command broke down"), written);
    assertTrue(written.contains("\tat " + StillroomTest.class.getName()), written);
    assertFalse(written.contains("my secret"), "arguments may be anything");
  }

  @Test
  void whereNoLogCanBeWrittenTheLineSaysWhereItBroke() throws IOException {
    Path home = Files.writeString(directory.resolve("home"), "a file");
    assertEquals(1, breakDown(new IllegalStateException("odd"), home));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().contains("odd at " + StillroomTest.class.getName()), errors());
  }

  /** A command that does not work. */
  private int breakDown(Throwable broken, Path home) {
    Printer printer =
        new Printer(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false);
    CommandLine line = Stillroom.commandLine(printer, "status");
    line.addSubcommand("breaks", new Breaks(broken));
    line.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
    return Stillroom.run(printer, line, "breaks", "--home", home.toString(), "my secret");
  }

  @CommandLine.Command(name = "breaks")
  private static final class Breaks implements Callable<Integer> {
    @CommandLine.Option(names = "--home")
    private Path home;

    @CommandLine.Parameters private String said;

    private final Throwable broken;

    Breaks(Throwable broken) {
      this.broken = broken;
    }

    @Override
    public Integer call() throws Exception {
      if (broken instanceof Error error) {
        throw error;
      }
      throw (Exception) broken;
    }
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureInOneLine() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Printer printer =
        new Printer(
            new PrintStream(full, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false);

    assertEquals(1, Stillroom.run(printer, "--version"));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().contains("output"), errors());
  }

  /** A file's content is quoted in errors, too. */
  @Test
  void nothingInAnErrorSteersATerminal() {
    Printer printer =
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true);
    printer.error("all say 'a\u001B[31m\u202Eb'");
    printer.note("it is 'a\u001B[31mb'");

    assertFalse(errors().contains("\u001B") || errors().contains("\u202E"), errors());
  }

  @Test
  void whatTheSystemSaysOfAFileIsSaidInWords() {
    assertEquals("there is no file a", Words.trouble(new NoSuchFileException("a")));
    assertEquals(
        "a: No space left on device",
        Words.trouble(new FileSystemException("a", null, "No space left on device")));
    assertEquals("odd", Words.trouble(new IOException("odd")));
  }

  /** A script whose variable is empty means no task, not the only one there is. */
  @Test
  void anEmptyIdNamesNothing() {
    assertEquals("ab", Session.one(List.of("ab"), "task", "a", "stillroom tasks list"));
    CommandFailure refused =
        assertThrows(
            CommandFailure.class,
            () -> Session.one(List.of("ab"), "task", " ", "stillroom tasks list"));
    assertTrue(refused.getMessage().contains("stillroom tasks list"), refused.getMessage());
  }

  @Test
  void aWriterThatIsNoneAndAPageWithoutAFormAreSaidBeforeAnyWork() throws IOException {
    Path page = Files.writeString(directory.resolve("page.html"), "<p>Some words are here.</p>");
    Path values = Files.writeString(directory.resolve("values.json"), "{\"name\": \"Ada\"}");

    assertEquals(2, run("summarize", page.toString(), "--writer", "model.bin"));
    assertEquals(1, run("summarize", page.toString(), "--writer", "missing.gguf"));
    assertEquals(1, run("fill", page.toString(), "--from", values.toString()));
    assertEquals(3, errors().lines().count(), errors());
    assertTrue(errors().contains("no form field"), errors());
  }

  @Test
  void nothingIsForgottenUnasked() {
    assertEquals(1, run("forget", "--all", "--home", directory.toString()));
    assertTrue(errors().contains("--yes"), errors());
  }

  @Test
  void anUnknownBrowserIsNamedWithThoseThatAreKnown() {
    assertEquals(1, run("install", "--browser", "netscape", "--dry-run"));
    assertTrue(errors().contains("netscape") && errors().contains("firefox"), errors());
  }

  @Test
  void aFlatpakIsWrittenForOnlyWhenItIsNamedAndItsPermissionIsThePersons() {
    Path home = directory.resolve("home");
    assertEquals(
        0,
        run("install", "--dry-run", "--home", home.toString(), "--browser", "firefox-flatpak"),
        errors());
    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(
        said.contains("/.var/app/org.mozilla.firefox/.mozilla/native-messaging-hosts/"), said);
    assertTrue(said.contains("flatpak override --user --talk-name=org.freedesktop.Flatpak"), said);
    assertTrue(said.contains("any program of yours"), said);
  }

  @Test
  void forAllUsersNeedsABuiltProgramAndNoPlaceOfItsOwn() {
    assertEquals(1, run("install", "--system"));
    assertTrue(errors().contains("needs a built program"), errors());
    assertEquals(1, run("install", "--system", "--manifest-dir", directory.toString()));
    assertTrue(errors().contains("leave out --manifest-dir"), errors());
    assertEquals(1, run("uninstall", "--system", "--data", "--yes"));
    assertTrue(errors().contains("leave out --system"), errors());
  }

  @Test
  void aDryRunWritesNothing() {
    Path home = directory.resolve("home");
    Path manifests = directory.resolve("profile/NativeMessagingHosts");

    assertEquals(
        0,
        run(
            "install",
            "--dry-run",
            "--json",
            "--home",
            home.toString(),
            "--manifest-dir",
            manifests.toString()),
        errors());
    assertFalse(Files.exists(home));
    assertFalse(Files.exists(manifests.getParent()));
  }

  @Test
  void aProfileOfItsOwnIsInstalledAndUninstalled() {
    Path home = directory.resolve("home");
    Path manifests = directory.resolve("profile/NativeMessagingHosts");

    assertEquals(
        0,
        run("install", "--home", home.toString(), "--manifest-dir", manifests.toString()),
        errors());
    assertTrue(Files.exists(manifests.resolve("dev.stillroom.host.json")));
    assertEquals(0, run("uninstall", "--home", home.toString()), errors());
    assertFalse(Files.exists(manifests));
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws Exception {
    run("uninstall", "--json", "--home", directory.resolve("home").toString());
    assertEquals(
        0,
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(out.toByteArray())
            .path("removed")
            .size());
    assertEquals(1, out.toString(StandardCharsets.UTF_8).lines().count());
  }
}
