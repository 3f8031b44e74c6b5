package dev.stillroom.host.install;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Mode;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells browsers where the native-messaging host is: one start script in the home, one manifest for
 * each place a browser looks in. What was written is noted in the home, so that it can be removed,
 * and nothing else.
 */
public final class Installer {

  /** How a line of the start script begins that says what has to be there. */
  static final String STARTS = " starts: ";

  private static final String PERSONS_ROOT = "HKCU\\";

  private final Home home;
  private final Program program;
  private final Platform platform;
  private final Registry registry;
  private final InstallRecord record;

  public Installer(Home home, Program program) {
    this(home, program, Platform.current(), Registry.ofSystem());
  }

  /**
   * @param registry asked on Windows only
   */
  public Installer(Home home, Program program, Platform platform, Registry registry) {
    this.home = home;
    this.program = program;
    this.platform = platform;
    this.registry = registry;
    this.record = new InstallRecord(home.directory().resolve("installed"));
  }

  /**
   * One place to write a manifest to.
   *
   * @param key the registry's key that names the manifest; null where the browser looks for files
   * @param sandboxed whether the browser starts programs of its sandbox only
   */
  public record Target(
      String browser,
      BrowserPlace.Family family,
      Path directory,
      @Nullable String key,
      boolean sandboxed) {

    public Target(String browser, BrowserPlace.Family family, Path directory) {
      this(browser, family, directory, null, false);
    }

    /** The file itself. */
    public Path manifest() {
      return directory.resolve(HostManifest.FILE_NAME);
    }
  }

  /** The places of a browser on this machine. */
  public List<Target> targets(BrowserPlace place, Surroundings machine) {
    Stream<Target> files =
        place.manifestDirectories(machine).stream()
            .map(directory -> new Target(place.name(), place.family(), directory));
    // What a key names stands in the home, once for each family.
    Path own = home.directory().resolve(place.family().name().toLowerCase(Locale.ROOT));
    Stream<Target> keys =
        place.registryKeys(machine).stream()
            .map(
                key ->
                    new Target(
                        place.name(),
                        place.family(),
                        own,
                        PERSONS_ROOT + key + "\\" + Protocol.HOST_NAME,
                        false));
    return Stream.concat(files, keys).toList();
  }

  /** What a browser starts. */
  public Path startScript() {
    return home.directory().resolve("relay" + platform.scriptEnding());
  }

  /** Writes the start script and the manifests; says nothing when they were there already. */
  public void install(List<Target> targets) throws IOException {
    home.create();
    write(startScript(), script(), Mode.OWN);
    for (Target target : targets) {
      // Noted first: what is half written is removed as well.
      record.note(target);
      Files.createDirectories(target.directory());
      if (target.sandboxed()) {
        write(within(target.manifest()), scriptWithin(), Mode.OWN);
      }
      write(target.manifest(), content(target), Mode.READABLE);
      if (target.key() != null) {
        registry.set(target.key(), target.manifest().toString());
      }
    }
  }

  /** Whether the manifest at {@code target} is the one {@link #install} would write. */
  public boolean isRight(Target target) {
    try {
      return Arrays.equals(Files.readAllBytes(target.manifest()), content(target))
          && (!target.sandboxed() || isScriptWithin(within(target.manifest())))
          && (target.key() == null
              || registry.get(target.key()).equals(Optional.of(target.manifest().toString())));
    } catch (IOException missing) {
      return false;
    }
  }

  private byte[] content(Target target) throws IOException {
    Path starts = target.sandboxed() ? within(target.manifest()) : startScript();
    return HostManifest.content(target.family(), starts.toString());
  }

  /** Beside its manifest, what a browser in a sandbox starts; it starts what is outside of it. */
  private static Path within(Path manifest) {
    return manifest.resolveSibling(Protocol.HOST_NAME + ".sh");
  }

  private byte[] scriptWithin() {
    return StartScript.outOfSandbox(startScript()).getBytes(StandardCharsets.UTF_8);
  }

  private boolean isScriptWithin(Path script) {
    try {
      return Arrays.equals(Files.readAllBytes(script), scriptWithin())
          && Files.isExecutable(script);
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

  /**
   * Writes the start script anew where what it starts is gone: the program was moved, and this is
   * where it is now. One that starts another program that is there stays as the person made it.
   *
   * @return whether it was written
   */
  public boolean followProgram() throws IOException {
    if (!Files.exists(startScript()) || startScriptIsRight()) {
      return false;
    }
    for (String line : Files.readAllLines(startScript())) {
      int at = line.indexOf(STARTS);
      if (at >= 0 && !Files.exists(path(line.substring(at + STARTS.length())))) {
        write(startScript(), script(), Mode.OWN);
        return true;
      }
    }
    return false;
  }

  /** Every manifest this home has written that is still there and still its own. */
  public List<Path> installed() throws IOException {
    return record.manifests().stream()
        .filter(
            manifest ->
                HostManifest.startScript(manifest).filter(one -> isOwn(manifest, one)).isPresent())
        .toList();
  }

  private boolean isOwn(Path manifest, Path starts) {
    return starts.equals(startScript())
        || starts.equals(within(manifest)) && isScriptWithin(starts);
  }

  /**
   * What {@link #uninstall} would remove, the start script aside.
   *
   * @param only for these places, or empty for all
   */
  public List<String> removable(Collection<Target> only) throws IOException {
    return going(only).stream().flatMap(one -> one.named().stream()).toList();
  }

  /**
   * Removes manifests that this home wrote, and the keys that name them; with the last one the
   * start script goes too. A manifest that another browser's key names stays.
   *
   * @param only for these places, or empty for all
   * @return what was removed
   */
  public List<String> uninstall(Collection<Target> only) throws IOException {
    List<String> removed = new ArrayList<>();
    List<String> keys = new ArrayList<>(record.keys());
    Set<Path> left = new LinkedHashSet<>(installed());
    for (Going one : going(only)) {
      for (String key : one.keys()) {
        registry.remove(key);
        keys.remove(key);
      }
      if (one.whole()) {
        if (isScriptWithin(within(one.manifest()))) {
          Files.delete(within(one.manifest()));
        }
        Files.delete(one.manifest());
        left.remove(one.manifest());
      }
      removed.addAll(one.named());
    }
    if (!left.isEmpty()) {
      record.keep(left, keys);
      return removed;
    }
    for (Path made : record.directories().reversed()) {
      try {
        Files.deleteIfExists(made);
      } catch (DirectoryNotEmptyException othersUseIt) {
        // It holds other hosts' manifests by now.
      }
    }
    if (Files.deleteIfExists(startScript())) {
      removed.add(startScript().toString());
    }
    record.delete();
    return removed;
  }

  /**
   * What goes of a manifest.
   *
   * @param keys those that name it
   * @param whole whether the file goes too
   */
  private record Going(Path manifest, List<String> keys, boolean whole) {
    List<String> named() {
      return Stream.concat(keys.stream(), whole ? Stream.of(manifest.toString()) : Stream.of())
          .toList();
    }
  }

  private List<Going> going(Collection<Target> only) throws IOException {
    List<Going> going = new ArrayList<>();
    for (Path manifest : installed()) {
      List<Target> meant = only.stream().filter(one -> one.manifest().equals(manifest)).toList();
      if (!only.isEmpty() && meant.isEmpty()) {
        continue;
      }
      List<String> naming = new ArrayList<>();
      for (String key : record.keys()) {
        // A key that by now names another program's manifest is not ours any more.
        if (registry.get(key).equals(Optional.of(manifest.toString()))) {
          naming.add(key);
        }
      }
      List<String> keys =
          naming.stream()
              .filter(
                  key -> only.isEmpty() || meant.stream().anyMatch(one -> key.equals(one.key())))
              .toList();
      going.add(new Going(manifest, keys, keys.size() == naming.size()));
    }
    return going;
  }

  private byte[] script() {
    List<String> words = program.relay(home);
    List<String> starts =
        program
            .image()
            .map(image -> List.of(words.getFirst(), image.toString()))
            .orElse(words.subList(0, 1));
    return StartScript.text(platform, words, starts).getBytes(StandardCharsets.UTF_8);
  }

  private Path path(String name) {
    return home.directory().getFileSystem().getPath(name);
  }

  /** Complete or not at all: a browser may read it at any moment. */
  static void write(Path file, byte[] content, Mode mode) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.write(fresh, content);
      mode.giveTo(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
