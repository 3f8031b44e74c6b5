package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        "install --wait soon"
      })
  void wrongUsageIsTwo(String line) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")), errors());
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
