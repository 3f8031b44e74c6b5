package dev.stillroom.host.command;

import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.BrowserPlace;
import dev.stillroom.host.install.ExtensionPage;
import dev.stillroom.host.install.Installer;
import dev.stillroom.host.install.Sandbox;
import dev.stillroom.host.install.Surroundings;
import dev.stillroom.host.install.SystemInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    Surroundings machine = Surroundings.ofEnvironment();
    if (places.isForAllUsers()) {
      return forAllUsers(places.system(program, machine), machine);
    }
    Installer installer = new Installer(session.home(), program);
    List<Installer.Target> targets = places.targets(installer, machine);
    if (!dryRun) {
      installer.install(targets);
    }
    report(installer.startScript(), targets);
    if (!session.json) {
      printer.line((dryRun ? "would write " : "wrote ") + installer.startScript());
      targets.forEach(target -> permission(target, machine));
    }
    if (dryRun || places.isForAnother() || session.json && wait == null) {
      return 0;
    }
    return lead(program, machine, targets);
  }

  private int forAllUsers(SystemInstaller installer, Surroundings machine) throws IOException {
    List<Installer.Target> targets = installer.targets(places.named(machine));
    if (!dryRun) {
      Places.orElse(installer.privacy());
      Places.orElse(installer.hindrance(targets, "stillroom install --system"));
      Places.orElse(installer.another(targets));
      installer.install(targets);
    }
    report(installer.relay(), targets);
    return 0;
  }

  private void report(Path startScript, List<Installer.Target> targets) {
    if (session.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("dryRun", dryRun);
      result.put("startScript", startScript.toString());
      result.put("manifests", described(targets));
      printer.json(result);
      return;
    }
    for (Installer.Target target : targets) {
      printer.line(
          (dryRun ? "would write " : "wrote ") + target.manifest() + " for " + target.browser());
    }
  }

  /** Only the person may open a sandbox, and should know how far. */
  private void permission(Installer.Target target, Surroundings machine) {
    Sandbox.named(target.browser())
        .filter(sandbox -> !sandbox.isPermitted(machine))
        .ifPresent(
            sandbox ->
                printer.line(
                    "It may start nothing outside of its sandbox until you run: "
                        + sandbox.permission()
                        + "\n  After that it may start any program of yours, not Stillroom alone."));
  }

  /** From here on the person has something to do: one step a line. */
  private int lead(Program program, Surroundings machine, List<Installer.Target> targets)
      throws IOException, InterruptedException {
    String browser = targets.getFirst().browser();
    Optional<Sandbox> sandbox = Sandbox.named(browser);
    BrowserPlace place =
        sandbox.map(Sandbox::plain).or(() -> BrowserPlace.named(browser)).orElseThrow();
    ExtensionPage page = new ExtensionPage(place, machine);
    if (!session.json) {
      page.steps(program.image()).forEach(printer::line);
    }
    long seconds = wait != null ? wait : Printer.isTerminal(1) ? TERMINAL_WAIT_SECONDS : 0;
    if (seconds == 0) {
      return 0;
    }
    if (sandbox.isEmpty() && page.open()) {
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
            "Only this one: chromium, chrome, brave, edge, vivaldi, firefox, …, firefox-flatpak, … (may"
                + " be repeated).")
    private List<String> browsers = List.of();

    @Option(
        names = "--manifest-dir",
        paramLabel = "DIR",
        description =
            "Write there instead, for a browser with a profile of its own (<user-data-dir>/NativeMessagingHosts).")
    private Path manifestDirectory;

    @Option(
        names = "--system",
        description =
            "For all users of this machine, as its administrator; without --browser for every browser"
                + " that is known.")
    private boolean system;

    /** Whether a directory was named instead of a browser of this machine. */
    boolean isForAnother() {
      return manifestDirectory != null;
    }

    /** Whether neither was named. */
    boolean isForAll() {
      return browsers.isEmpty() && manifestDirectory == null;
    }

    boolean isForAllUsers() {
      return system;
    }

    /** What writes for all users. */
    SystemInstaller system(Program program, Surroundings machine) {
      if (manifestDirectory != null) {
        throw new CommandFailure("--system knows its places: leave out --manifest-dir");
      }
      if (program.image().isEmpty()) {
        throw new CommandFailure("--system needs a built program: this one runs from a class path");
      }
      return new SystemInstaller(program, machine);
    }

    /** Fails with what is in the way, where something is. */
    static void orElse(Optional<String> hindrance) {
      hindrance.ifPresent(
          why -> {
            throw new CommandFailure(why);
          });
    }

    /** The browsers that were named, or all that this system has. */
    List<BrowserPlace> named(Surroundings machine) {
      return browsers.isEmpty()
          ? BrowserPlace.on(machine.platform())
          : browsers.stream()
              .map(name -> BrowserPlace.named(name).orElseThrow(() -> unknown(name, machine)))
              .toList();
    }

    private static CommandFailure unknown(String browser, Surroundings machine) {
      return new CommandFailure(
          "no browser is called '"
              + browser
              + "'; known are "
              + String.join(
                  ", ",
                  Stream.concat(
                          BrowserPlace.on(machine.platform()).stream().map(BrowserPlace::name),
                          Sandbox.names().stream())
                      .toList()));
    }

    List<Installer.Target> targets(Installer installer, Surroundings machine) {
      if (manifestDirectory != null) {
        BrowserPlace kind = named(machine).getFirst();
        return List.of(
            new Installer.Target(
                kind.name(), kind.family(), manifestDirectory.toAbsolutePath().normalize()));
      }
      List<Installer.Target> targets =
          browsers.isEmpty()
              ? BrowserPlace.on(machine.platform()).stream()
                  .filter(place -> place.isOn(machine))
                  .flatMap(place -> installer.targets(place, machine).stream())
                  .toList()
              : browsers.stream()
                  .flatMap(name -> targets(name, installer, machine).stream())
                  .toList();
      if (targets.isEmpty()) {
        String sandboxed =
            Sandbox.on(machine).stream()
                .filter(Sandbox::hasWay)
                .map(
                    sandbox ->
                        ", or see docs/troubleshooting.md for --browser " + sandbox.browser())
                .findFirst()
                .orElse("");
        throw new CommandFailure(
            "found no browser on this machine: install chromium, or name one with --browser"
                + sandboxed);
      }
      return targets;
    }

    private static List<Installer.Target> targets(
        String name, Installer installer, Surroundings machine) {
      return Sandbox.named(name)
          .map(sandbox -> List.of(sandbox.target(machine)))
          .orElseGet(
              () ->
                  installer.targets(
                      BrowserPlace.named(name).orElseThrow(() -> unknown(name, machine)), machine));
    }
  }
}
