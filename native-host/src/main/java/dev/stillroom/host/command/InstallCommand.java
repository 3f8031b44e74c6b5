package dev.stillroom.host.command;

import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.BrowserPlace;
import dev.stillroom.host.install.ExtensionPage;
import dev.stillroom.host.install.Installer;
import dev.stillroom.host.install.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "install",
    description = "Tells every browser found where Stillroom is, and helps to load the extension.")
final class InstallCommand implements Callable<Integer> {

  private static final long TERMINAL_WAIT_SECONDS = 120;

  @Mixin private Session session;
  @Mixin private Places places;

  @Option(names = "--dry-run", description = "Only say what would be written.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long to wait for the extension (default: 120 on a terminal, otherwise not at all).")
  private Long wait;

  private final Printer printer;

  InstallCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Program program = Program.ofEnvironment();
    Installer installer = new Installer(session.home(), program);
    Surroundings machine = Surroundings.ofEnvironment();
    List<Installer.Target> targets = places.targets(installer, machine);
    if (!dryRun) {
      installer.install(targets);
    }
    if (session.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("dryRun", dryRun);
      result.put("startScript", installer.startScript().toString());
      result.put("manifests", described(targets));
      printer.json(result);
    } else {
      String verb = dryRun ? "would write " : "wrote ";
      for (Installer.Target target : targets) {
        printer.line(verb + target.manifest() + " for " + target.browser());
      }
      printer.line(verb + installer.startScript());
    }
    if (dryRun || places.isForAnother() || session.json && wait == null) {
      return 0;
    }
    return lead(program, machine, targets);
  }

  /** From here on the person has something to do: one step a line. */
  private int lead(Program program, Surroundings machine, List<Installer.Target> targets)
      throws IOException, InterruptedException {
    BrowserPlace place = BrowserPlace.named(targets.getFirst().browser()).orElseThrow();
    ExtensionPage page = new ExtensionPage(place, machine);
    if (!session.json) {
      page.steps(program.image()).forEach(printer::line);
    }
    long seconds = wait != null ? wait : Printer.isTerminal(1) ? TERMINAL_WAIT_SECONDS : 0;
    if (seconds == 0) {
      return 0;
    }
    if (page.open()) {
      printer.note("opened " + place.name());
    }
    printer.note("waiting for the extension, " + seconds + " s at most …");
    if (page.awaitExtension(session.home(), Duration.ofSeconds(seconds))) {
      if (!session.json) {
        printer.line("connected");
      }
      return 0;
    }
    throw new CommandFailure(
        "the extension did not call within "
            + seconds
            + " s: do the steps above, then run: stillroom doctor");
  }

  private static List<Map<String, String>> described(List<Installer.Target> targets) {
    List<Map<String, String>> manifests = new ArrayList<>();
    for (Installer.Target target : targets) {
      Map<String, String> manifest = new LinkedHashMap<>();
      manifest.put("browser", target.browser());
      manifest.put("path", target.manifest().toString());
      manifests.add(manifest);
    }
    return manifests;
  }

  /** Which browsers are meant. */
  static final class Places {

    @Option(
        names = "--browser",
        paramLabel = "NAME",
        description =
            "Only this one: chromium, chrome, brave, edge, vivaldi, firefox, … (may be repeated).")
    private List<String> browsers = List.of();

    @Option(
        names = "--manifest-dir",
        paramLabel = "DIR",
        description =
            "Write there instead, for a browser with a profile of its own (<user-data-dir>/NativeMessagingHosts).")
    private Path manifestDirectory;

    /** Whether a directory was named instead of a browser of this machine. */
    boolean isForAnother() {
      return manifestDirectory != null;
    }

    /** Whether neither was named. */
    boolean isForAll() {
      return browsers.isEmpty() && manifestDirectory == null;
    }

    List<Installer.Target> targets(Installer installer, Surroundings machine) {
      List<BrowserPlace> named = new ArrayList<>();
      for (String browser : browsers) {
        named.add(
            BrowserPlace.named(browser)
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            "no browser is called '"
                                + browser
                                + "'; known are "
                                + String.join(
                                    ", ",
                                    BrowserPlace.on(machine.platform()).stream()
                                        .map(BrowserPlace::name)
                                        .toList()))));
      }
      if (manifestDirectory != null) {
        BrowserPlace kind =
            named.isEmpty() ? BrowserPlace.on(machine.platform()).getFirst() : named.getFirst();
        return List.of(
            new Installer.Target(
                kind.name(), kind.family(), manifestDirectory.toAbsolutePath().normalize()));
      }
      List<Installer.Target> targets =
          (named.isEmpty()
                  ? BrowserPlace.on(machine.platform()).stream()
                      .filter(place -> place.isOn(machine))
                  : named.stream())
              .flatMap(place -> installer.targets(place, machine).stream())
              .toList();
      if (targets.isEmpty()) {
        throw new CommandFailure(
            "found no browser on this machine: install chromium, or name one with --browser");
      }
      return targets;
    }
  }
}
