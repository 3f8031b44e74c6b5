package dev.stillroom.host.command;

import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.Installer;
import dev.stillroom.host.install.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "uninstall",
    description = "Removes exactly what install wrote; what was recorded and learned stays.")
final class UninstallCommand implements Callable<Integer> {

  @Mixin private Session session;
  @Mixin private InstallCommand.Places places;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  private final Printer printer;

  UninstallCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException {
    Installer installer = new Installer(session.home(), Program.ofEnvironment());
    Set<Path> only =
        places.isForAll()
            ? Set.of()
            : places.targets(Surroundings.ofEnvironment()).stream()
                .map(Installer.Target::directory)
                .collect(Collectors.toSet());
    List<Path> removed =
        dryRun
            ? installer.installed().stream()
                .filter(manifest -> only.isEmpty() || only.contains(manifest.getParent()))
                .toList()
            : installer.uninstall(only);
    if (session.json) {
      printer.json(
          Map.of("dryRun", dryRun, "removed", removed.stream().map(Path::toString).toList()));
    } else if (removed.isEmpty()) {
      printer.line("nothing was installed for " + session.home().directory());
    } else {
      removed.forEach(path -> printer.line((dryRun ? "would remove " : "removed ") + path));
    }
    return 0;
  }
}
