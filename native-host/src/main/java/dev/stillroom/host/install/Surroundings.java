package dev.stillroom.host.install;

import dev.stillroom.host.home.Platform;
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
 * @param config where programs keep their settings: {@code ~/.config}, {@code ~/Library/Application
 *     Support}, {@code %APPDATA%}
 * @param local where they keep what is for this machine alone: {@code %LOCALAPPDATA%}, elsewhere
 *     the same as {@code config}
 * @param path where programs are looked for
 * @param system below which the directories of all users stand: {@code /}
 */
public record Surroundings(
    Platform platform, Path userHome, Path config, Path local, List<Path> path, Path system) {

  /** A Linux machine. */
  public Surroundings(Path userHome, Path config, List<Path> path) {
    this(Platform.LINUX, userHome, config, config, path);
  }

  /** One whose system is the file system's own. */
  public Surroundings(Platform platform, Path userHome, Path config, Path local, List<Path> path) {
    this(platform, userHome, config, local, path, userHome.toAbsolutePath().getRoot());
  }

  /** The same person on a machine whose directories of all users stand below {@code other}. */
  public Surroundings withSystem(Path other) {
    return new Surroundings(platform, userHome, config, local, path, other);
  }

  public static Surroundings ofEnvironment() {
    String home = System.getenv("HOME");
    Path userHome =
        Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    Platform platform = Platform.current();
    Path config =
        switch (platform) {
          case LINUX -> directory("XDG_CONFIG_HOME", userHome.resolve(".config"));
          case MAC -> userHome.resolve("Library/Application Support");
          case WINDOWS -> directory("APPDATA", userHome.resolve("AppData/Roaming"));
        };
    Path local =
        platform == Platform.WINDOWS
            ? directory("LOCALAPPDATA", userHome.resolve("AppData/Local"))
            : config;
    String path = System.getenv("PATH");
    return new Surroundings(
        platform,
        userHome,
        config,
        local,
        path == null
            ? List.of()
            : Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> new File(directory).isAbsolute())
                .map(Path::of)
                .toList());
  }

  private static Path directory(String variable, Path otherwise) {
    String value = System.getenv(variable);
    return value != null && new File(value).isAbsolute() ? Path.of(value) : otherwise;
  }

  /** A place of the table of browsers on this machine. */
  Path resolve(String place) {
    int slash = place.indexOf('/');
    String below = place.substring(slash + 1);
    return switch (place.substring(0, slash)) {
      case "~" -> userHome.resolve(below);
      case "config" -> config.resolve(below);
      case "local" -> local.resolve(below);
      default -> throw new IllegalArgumentException("no such place: " + place);
    };
  }

  /** A directory of all users. */
  Path ofSystem(String place) {
    return system.resolve(place.substring(1));
  }

  /** The first of {@code names} that is a program on the path. */
  public Optional<Path> program(List<String> names) {
    String ending = platform == Platform.WINDOWS ? ".exe" : "";
    return names.stream()
        .flatMap(name -> path.stream().map(directory -> directory.resolve(name + ending)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
