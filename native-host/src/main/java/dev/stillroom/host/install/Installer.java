package dev.stillroom.host.install;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells browsers where the native-messaging host is: one start script in the home, one manifest for
 * each place a browser looks in. What was written is noted in the home, so that it can be removed,
 * and nothing else.
 */
public final class Installer {

  private final Home home;
  private final Program program;
  private final Path record;

  public Installer(Home home, Program program) {
    this.home = home;
    this.program = program;
    this.record = home.directory().resolve("installed");
  }

  /** One place to write a manifest to. */
  public record Target(String browser, BrowserPlace.Family family, Path directory) {

    /** The file itself. */
    public Path manifest() {
      return directory.resolve(HostManifest.FILE_NAME);
    }
  }

  /** The places of a browser on this machine. */
  public static List<Target> targets(BrowserPlace place, Surroundings machine) {
    return place.manifestDirectories(machine).stream()
        .map(directory -> new Target(place.name(), place.family(), directory))
        .toList();
  }

  /** What a browser starts. */
  public Path startScript() {
    return home.directory().resolve("relay.sh");
  }

  /** Writes the start script and the manifests; says nothing when they were there already. */
  public void install(List<Target> targets) throws IOException {
    home.create();
    write(startScript(), script(), "rwx------");
    for (Target target : targets) {
      // Noted first: what is half written is removed as well.
      note(target);
      Files.createDirectories(target.directory());
      write(target.manifest(), HostManifest.content(target.family(), startScript()), "rw-r--r--");
    }
  }

  /** Whether the manifest at {@code target} is the one {@link #install} would write. */
  public boolean isRight(Target target) {
    try {
      return Arrays.equals(
          Files.readAllBytes(target.manifest()),
          HostManifest.content(target.family(), startScript()));
    } catch (IOException missing) {
      return false;
    }
  }

  /** Whether the start script starts this program, as it is now. */
  public boolean startScriptIsRight() {
    try {
      return Arrays.equals(Files.readAllBytes(startScript()), script())
          && Files.isExecutable(startScript());
    } catch (IOException missing) {
      return false;
    }
  }

  /** Every manifest this home has written that is still there and still its own. */
  public List<Path> installed() throws IOException {
    return noted("manifest ").stream()
        .filter(
            manifest ->
                HostManifest.startScript(manifest).filter(startScript()::equals).isPresent())
        .toList();
  }

  /**
   * Removes manifests that this home wrote; with the last one the start script goes too.
   *
   * @param only their directories, or empty for all
   * @return what was removed
   */
  public List<Path> uninstall(Set<Path> only) throws IOException {
    List<Path> removed = new ArrayList<>();
    Set<Path> left = new LinkedHashSet<>();
    for (Path manifest : installed()) {
      if (only.isEmpty() || only.contains(manifest.getParent())) {
        Files.delete(manifest);
        removed.add(manifest);
      } else {
        left.add(manifest);
      }
    }
    if (!left.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      noted("directory ").forEach(made -> lines.append("directory ").append(made).append('\n'));
      left.forEach(manifest -> lines.append("manifest ").append(manifest).append('\n'));
      write(record, lines.toString().getBytes(StandardCharsets.UTF_8), "rw-------");
      return removed;
    }
    for (Path made : noted("directory ").reversed()) {
      try {
        Files.deleteIfExists(made);
      } catch (DirectoryNotEmptyException othersUseIt) {
        // It holds other hosts' manifests by now.
      }
    }
    if (Files.deleteIfExists(startScript())) {
      removed.add(startScript());
    }
    Files.deleteIfExists(record);
    return removed;
  }

  private byte[] script() {
    StringBuilder script =
        new StringBuilder(
            """
            #!/bin/sh
            # Written by `stillroom install`: what the browser starts. Install again after moving.
            # Java cannot name files beyond ASCII in a locale without UTF-8.
            case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
            exec""");
    for (String word : program.relay(home)) {
      script.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    return script.append(" \"$@\"\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void note(Target target) throws IOException {
    Set<String> lines = new LinkedHashSet<>(lines());
    List<Path> missing = new ArrayList<>();
    for (Path directory = target.directory();
        directory != null && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        directory = directory.getParent()) {
      missing.addFirst(directory);
    }
    missing.forEach(directory -> lines.add("directory " + directory));
    lines.add("manifest " + target.manifest());
    write(record, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), "rw-------");
  }

  private List<Path> noted(String kind) throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> Path.of(line.substring(kind.length())))
        .toList();
  }

  private List<String> lines() throws IOException {
    return Files.exists(record) ? Files.readAllLines(record) : List.of();
  }

  /** Complete or not at all: a browser may read it at any moment. */
  private static void write(Path file, byte[] content, String mode) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.write(fresh, content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
