package dev.stillroom.host.install;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the doctor says of browsers: whether each finds this program, and what to do if not. */
final class BrowserCheck {

  private final Program program;
  private final Surroundings machine;
  private final Installer installer;
  private final List<Finding> findings = new ArrayList<>();

  BrowserCheck(Home home, Program program, Surroundings machine) {
    this.program = program;
    this.machine = machine;
    this.installer = new Installer(home, program);
  }

  List<Finding> look() {
    boolean anywhere = false;
    for (BrowserPlace place : BrowserPlace.on(machine.platform())) {
      if (place.isOn(machine)) {
        anywhere = true;
        installer.targets(place, machine).forEach(target -> manifest(place, target));
      }
    }
    Sandbox.on(machine).forEach(this::sandbox);
    goneForAll();
    if (!anywhere && findings.stream().noneMatch(one -> one.state() == Finding.State.RIGHT)) {
      findings.add(Finding.wrong("browsers", "none found", "install chromium or another browser"));
    }
    startScript();
    return findings;
  }

  private void manifest(BrowserPlace place, Installer.Target target) {
    String what = "manifest " + target.browser();
    Path manifest = target.manifest();
    String remedy = "run: stillroom install --browser " + target.browser();
    Optional<Path> forAll = Files.exists(manifest) ? Optional.empty() : forAll(place);
    if (forAll.isPresent()) {
      findings.add(Finding.right(what, forAll.get() + ", for all users"));
    } else if (!Files.exists(manifest)) {
      findings.add(Finding.wrong(what, manifest + " is missing", remedy));
    } else if (!installer.isRight(target)) {
      findings.add(Finding.wrong(what, manifest + " is for another Stillroom or home", remedy));
    } else {
      findings.add(
          Files.exists(installer.startScript())
              ? Finding.right(what, manifest.toString())
              : Finding.wrong(what, installer.startScript() + " is missing", remedy));
    }
  }

  /** What tells this browser of this program for all users, where something does. */
  private Optional<Path> forAll(BrowserPlace place) {
    if (program.image().isEmpty()) {
      return Optional.empty();
    }
    SystemInstaller system = new SystemInstaller(program, machine);
    try {
      return system.installed(system.targets(List.of(place))).stream()
          .map(Installer.Target::manifest)
          .filter(manifest -> HostManifest.startScript(manifest).filter(Files::exists).isPresent())
          .findFirst();
    } catch (IOException registryIsSilent) {
      return Optional.empty();
    }
  }

  /** Who has no manifest of their own would have their browser start what is gone. */
  private void goneForAll() {
    if (machine.platform() == Platform.WINDOWS) {
      return;
    }
    BrowserPlace.on(machine.platform()).stream()
        .flatMap(place -> place.forAll(machine.platform()).stream())
        .distinct()
        .map(place -> machine.ofSystem(place).resolve(HostManifest.FILE_NAME))
        .forEach(
            manifest ->
                HostManifest.startScript(manifest)
                    .filter(script -> !Files.exists(script))
                    .ifPresent(
                        script ->
                            findings.add(
                                Finding.wrong(
                                    "manifest for all users",
                                    manifest + " starts " + script + ", which is gone",
                                    "run as root: stillroom uninstall --system"))));
  }

  private void sandbox(Sandbox sandbox) {
    String what = "browser " + sandbox.id() + " (" + sandbox.kind() + ")";
    String sandboxed = "runs in a sandbox and starts no program outside of it";
    String remedy = "run: stillroom install --browser " + sandbox.browser();
    if (!sandbox.hasWay()) {
      findings.add(
          Finding.absent(
              what, sandboxed + ": use the browser's own package (see docs/troubleshooting.md)"));
      return;
    }
    Installer.Target target = sandbox.target(machine);
    if (!Files.exists(target.manifest())) {
      findings.add(
          Finding.absent(
              what,
              sandboxed
                  + ": use the browser's own package, or see docs/troubleshooting.md for --browser "
                  + sandbox.browser()));
    } else if (!installer.isRight(target)) {
      findings.add(
          Finding.wrong(what, target.manifest() + " is for another Stillroom or home", remedy));
    } else {
      findings.add(
          sandbox.isPermitted(machine)
              ? Finding.right(what, target.manifest() + ", and may start programs outside")
              : Finding.wrong(
                  what,
                  target.manifest() + " is there, but the sandbox lets it start nothing",
                  "run: " + sandbox.permission() + " (it may start any program of yours then)"));
    }
  }

  private void startScript() {
    if (Files.exists(installer.startScript())) {
      findings.add(
          installer.startScriptIsRight()
              ? Finding.right("start script", installer.startScript().toString())
              : Finding.wrong(
                  "start script",
                  installer.startScript() + " starts another build of Stillroom",
                  "run: stillroom install"));
    }
  }
}
