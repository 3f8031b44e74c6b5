package dev.stillroom.host.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The person's machine as the installer sees it.
 *
 * @param userHome the person's home directory
 * @param config where programs keep their settings, {@code ~/.config}
 * @param path where programs are looked for
 */
public record Surroundings(Path userHome, Path config, List<Path> path) {

  public static Surroundings ofEnvironment() {
    String home = System.getenv("HOME");
    Path userHome =
        Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    String config = System.getenv("XDG_CONFIG_HOME");
    String path = System.getenv("PATH");
    return new Surroundings(
        userHome,
        config != null && config.startsWith("/") ? Path.of(config) : userHome.resolve(".config"),
        path == null
            ? List.of()
            : Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> directory.startsWith("/"))
                .map(Path::of)
                .toList());
  }

  /** The first of {@code names} that is a program on the path. */
  public Optional<Path> program(List<String> names) {
    return names.stream()
        .flatMap(name -> path.stream().map(directory -> directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
