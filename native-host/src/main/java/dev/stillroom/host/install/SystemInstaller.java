package dev.stillroom.host.install;

import dev.stillroom.host.home.Mode;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells the browsers of all users of a machine where the host is, as packages do by a script of
 * their own ({@link SystemManifests}): for an administrator who unpacked or built the program. A
 * person's own manifest, where there is one, comes first in every browser.
 */
public final class SystemInstaller {

  private static final String ALL_USERS_ROOT = "HKLM\\";

  private final Path image;
  private final Path java;
  private final Surroundings machine;
  private final Registry registry;
  private final Predicate<Path> writable;

  /**
   * @param program one with an image, which has the script that browsers start
   */
  public SystemInstaller(Program program, Surroundings machine) {
    this(
        program.image().orElseThrow(),
        program.java(),
        machine,
        Registry.ofSystem(),
        Files::isWritable);
  }

  SystemInstaller(
      Path image, Path java, Surroundings machine, Registry registry, Predicate<Path> writable) {
    this.image = image;
    this.java = java;
    this.machine = machine;
    this.registry = registry;
    this.writable = writable;
  }

  /** What all users' browsers start; it finds each person's home itself. */
  public Path relay() {
    boolean windows = machine.platform() == Platform.WINDOWS;
    return image.resolve("bin").resolve(windows ? "relay.bat" : "relay");
  }

  /** Where these browsers look, each place once and under the first browser's name. */
  public List<Installer.Target> targets(List<BrowserPlace> places) {
    Map<String, Installer.Target> targets = new LinkedHashMap<>();
    for (BrowserPlace place : places) {
      for (String forAll : place.forAll(machine.platform())) {
        Installer.Target target =
            machine.platform() == Platform.WINDOWS
                ? new Installer.Target(
                    place.name(),
                    place.family(),
                    // What a key names stands beside the image, once for each family.
                    image
                        .resolveSibling("native-messaging")
                        .resolve(place.family().name().toLowerCase(Locale.ROOT)),
                    ALL_USERS_ROOT + forAll + "\\" + Protocol.HOST_NAME,
                    false)
                : new Installer.Target(place.name(), place.family(), machine.ofSystem(forAll));
        targets.putIfAbsent(forAll, target);
      }
    }
    return List.copyOf(targets.values());
  }

  /**
   * Why nothing can be written for all users, in one line; nothing where it can.
   *
   * @param again the command, for whoever may
   */
  public Optional<String> hindrance(List<Installer.Target> targets, String again) {
    for (Installer.Target target : targets) {
      Path there = target.directory();
      while (!Files.exists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      if (!Files.isDirectory(there) || !writable.test(there)) {
        return Optional.of(
            target.directory()
                + " is all users' and you may not write there: "
                + (machine.platform() == Platform.WINDOWS
                    ? "run " + again + " in a terminal that was opened as administrator"
                    : "run as root: " + again));
      }
    }
    return Optional.empty();
  }

  /** Why the program is of no use for others, in one line: it stands where they may not look. */
  public Optional<String> privacy() throws IOException {
    for (Path started : List.of(relay(), java)) {
      for (Path path = started; path != null; path = path.getParent()) {
        if (Mode.knownTo(path)
            && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return Optional.of(
              path
                  + " is closed to other users, who could not start Stillroom: install a package, or"
                  + " move the program to a place like /opt");
        }
      }
    }
    return Optional.empty();
  }

  /** Whose manifest stands there already, when it is another Stillroom's that is still there. */
  public Optional<String> another(List<Installer.Target> targets) throws IOException {
    for (Installer.Target target : targets) {
      Path manifest =
          target.key() == null
              ? target.manifest()
              : registry.get(target.key()).map(image.getFileSystem()::getPath).orElse(null);
      Optional<Path> script =
          manifest == null ? Optional.empty() : HostManifest.startScript(manifest);
      if (script.isPresent() && Files.exists(script.get()) && !isOurs(script.get())) {
        return Optional.of(
            manifest
                + " starts the Stillroom at "
                + script.get()
                + ": remove that one first, or keep it");
      }
    }
    return Optional.empty();
  }

  /** Writes the manifests, complete or not at all each, and the keys that name them. */
  public void install(List<Installer.Target> targets) throws IOException {
    for (Installer.Target target : targets) {
      make(target.directory());
      byte[] content = HostManifest.content(target.family(), relay().toString());
      Installer.write(target.manifest(), content, Mode.READABLE);
      if (target.key() != null) {
        registry.set(target.key(), target.manifest().toString());
      }
    }
  }

  /** Root's own mask may be stricter than what other people's browsers need. */
  private static void make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      make(directory.getParent());
      Files.createDirectory(directory);
      Mode.PROGRAM.giveTo(directory);
    }
  }

  /** Those of these places that start this program, or one that is gone. */
  public List<Installer.Target> installed(List<Installer.Target> targets) throws IOException {
    List<Installer.Target> installed = new ArrayList<>();
    for (Installer.Target target : targets) {
      Optional<Path> script = HostManifest.startScript(target.manifest());
      boolean names =
          target.key() == null
              || registry.get(target.key()).equals(Optional.of(target.manifest().toString()));
      if (names && script.filter(one -> isOurs(one) || !Files.exists(one)).isPresent()) {
        installed.add(target);
      }
    }
    return installed;
  }

  /**
   * Takes back what is there of it, and directories that nobody else uses.
   *
   * @return what was removed
   */
  public List<String> uninstall(List<Installer.Target> targets) throws IOException {
    List<String> removed = new ArrayList<>();
    for (Installer.Target target : installed(targets)) {
      if (target.key() != null) {
        registry.remove(target.key());
        if (registry.get(target.key()).isPresent()) {
          throw new IOException("the registry key " + target.key() + " could not be removed");
        }
        removed.add(target.key());
      }
    }
    // A file goes once: on Windows several keys name it.
    for (Installer.Target target : targets) {
      Optional<Path> script = HostManifest.startScript(target.manifest());
      if (script.filter(one -> isOurs(one) || !Files.exists(one)).isPresent()
          && !isNamed(target.manifest())) {
        Files.delete(target.manifest());
        removed.add(target.manifest().toString());
        removeEmpty(target.directory());
        removeEmpty(target.directory().getParent());
      }
    }
    return removed;
  }

  /** Whether a key of some browser still names it. */
  private boolean isNamed(Path manifest) throws IOException {
    for (Installer.Target target : targets(BrowserPlace.on(machine.platform()))) {
      if (target.key() != null
          && registry.get(target.key()).equals(Optional.of(manifest.toString()))) {
        return true;
      }
    }
    return false;
  }

  private static void removeEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException othersUseIt) {
      // Other hosts' manifests, or the system's own files.
    }
  }

  private boolean isOurs(Path script) {
    try {
      // A manifest may name a link to the script.
      return script.equals(relay()) || Files.isSameFile(script, relay());
    } catch (IOException missing) {
      return false;
    }
  }
}
