package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.Installer;
import dev.stillroom.host.install.Surroundings;
import dev.stillroom.host.install.SystemInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "uninstall",
    description =
        "Removes exactly what install wrote; what was recorded and learned stays, unless --data.")
final class UninstallCommand implements Callable<Integer> {

  @Mixin private Session session;
  @Mixin private InstallCommand.Places places;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Option(
      names = "--data",
      description =
          "Also delete everything that was recorded and learned; kept originals come back.")
  private boolean data;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  private final Printer printer;

  UninstallCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException {
    if (places.isForAllUsers()) {
      return forAllUsers();
    }
    Home home = session.home();
    boolean deletes = data && !dryRun;
    if (data && !places.isForAll()) {
      throw new CommandFailure("--data is for everything: leave out --browser and --manifest-dir");
    }
    if (deletes && !yes && !Question.yes(printer, "delete all of " + home.directory() + "?")) {
      throw new CommandFailure("nothing was removed; with --yes it does not ask");
    }
    Installer installer = new Installer(session.home(), Program.ofEnvironment());
    List<Installer.Target> only =
        places.isForAll() ? List.of() : places.targets(installer, Surroundings.ofEnvironment());
    List<String> removed = dryRun ? installer.removable(only) : installer.uninstall(only);
    if (deletes) {
      HomeDeletion deletion = HomeDeletion.of(home);
      removed =
          Stream.concat(removed.stream(), deletion.deleted().stream().map(Path::toString)).toList();
      deletion.left().ifPresent(printer::note);
    }
    return report(removed, session.home().directory().toString());
  }

  private int forAllUsers() throws IOException {
    if (data) {
      throw new CommandFailure("--data is each person's own: leave out --system");
    }
    Surroundings machine = Surroundings.ofEnvironment();
    SystemInstaller installer = places.system(Program.ofEnvironment(), machine);
    List<Installer.Target> targets = installer.installed(installer.targets(places.named(machine)));
    if (dryRun) {
      return report(
          targets.stream().map(target -> target.manifest().toString()).toList(), "all users");
    }
    InstallCommand.Places.orElse(installer.hindrance(targets, "stillroom uninstall --system"));
    return report(installer.uninstall(targets), "all users");
  }

  private int report(List<String> removed, String whom) {
    if (session.json) {
      printer.json(Map.of("dryRun", dryRun, "removed", removed));
    } else if (removed.isEmpty()) {
      printer.line("nothing was installed for " + whom);
    } else {
      removed.forEach(one -> printer.line((dryRun ? "would remove " : "removed ") + one));
    }
    return 0;
  }
}
