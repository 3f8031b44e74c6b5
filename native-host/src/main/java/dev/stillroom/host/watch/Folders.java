package dev.stillroom.host.watch;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders in which files may be looked at and acted on. Every path is made canonical before it
 * is compared: symbolic links, {@code ..}, case where the file system ignores it, and trailing
 * slashes lead to the same file and so to the same answer.
 */
public final class Folders {

  private final Settings settings;
  private final Home home;
  private final Map<String, String> environment;
  private final SystemFolders system;

  /**
   * @param environment of this process: {@code HOME}, {@code XDG_CONFIG_HOME} and where Windows is
   *     are read
   */
  public Folders(Settings settings, Home home, Map<String, String> environment) {
    this(settings, home, environment, Platform.current());
  }

  Folders(Settings settings, Home home, Map<String, String> environment, Platform platform) {
    this.system = SystemFolders.of(platform, environment);
    this.settings = settings;
    this.home = home;
    this.environment = environment;
  }

  /**
   * A path made canonical.
   *
   * @param allowed whether it is a file below an allowed folder
   */
  public record Place(Path path, boolean allowed) {}

  /** The allowed folders that exist, canonical. */
  public List<Path> allowed() {
    List<Path> folders = new ArrayList<>();
    for (Path folder : named()) {
      if (Files.isDirectory(folder) && refusal(folder).isEmpty() && !folders.contains(folder)) {
        folders.add(folder);
      }
    }
    return List.copyOf(folders);
  }

  /** Those the person named, canonical, be they there now or on a disk that is not mounted. */
  private List<Path> named() {
    return settings.folders().orElseGet(() -> List.of(defaultFolder().toString())).stream()
        .map(name -> canonical(Path.of(name)))
        .distinct()
        .toList();
  }

  /**
   * Where a path leads.
   *
   * @throws RequestFailure when it is no absolute path
   */
  public Place place(String path) {
    return place(absolute(path));
  }

  public Place place(Path path) {
    Path canonical = canonical(path);
    boolean within =
        allowed().stream().anyMatch(f -> canonical.startsWith(f) && !canonical.equals(f));
    // A link that leads nowhere stays a link after resolving: nobody knows where it will lead.
    return new Place(canonical, within && !Files.isSymbolicLink(canonical));
  }

  /**
   * The canonical path of a file that may be touched.
   *
   * @throws RequestFailure when it is outside the allowed folders
   */
  public Path require(Path file) {
    Place place = place(file);
    if (!place.allowed()) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          file + " is outside the allowed folders: allow " + place.path().getParent() + " first");
    }
    return place.path();
  }

  /**
   * The canonical path of a folder whose files may be touched.
   *
   * @throws RequestFailure when it is neither an allowed folder nor within one
   */
  public Path requireFolder(String folder) {
    Place place = place(folder);
    if (!place.allowed() && !allowed().contains(place.path())) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          folder + " is outside the allowed folders: allow it first");
    }
    return place.path();
  }

  /**
   * Allows a folder besides those allowed already.
   *
   * @return the folder, canonical
   * @throws RequestFailure when it is no folder, or one that is never allowed
   */
  public Path allow(String folder) {
    Path canonical = canonical(absolute(folder));
    if (!Files.isDirectory(canonical)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "there is no folder " + folder + ": choose one that exists");
    }
    refusal(canonical)
        .ifPresent(
            why -> {
              throw new RequestFailure(
                  ErrorCode.NOT_ALLOWED,
                  "the folder " + folder + " cannot be allowed, " + why + ": choose one within it");
            });
    List<Path> folders = new ArrayList<>(named());
    if (!folders.contains(canonical)) {
      folders.add(canonical);
      name(folders);
    }
    return canonical;
  }

  /** Takes an allowed folder back; one that is not allowed stays so. */
  public void disallow(String folder) {
    List<Path> folders = new ArrayList<>(named());
    if (folders.remove(canonical(absolute(folder)))) {
      name(folders);
    }
  }

  private void name(List<Path> folders) {
    settings.folders(folders.stream().map(Path::toString).toList());
  }

  /** The person's download folder by the desktop's settings, else {@code ~/Downloads}. */
  private Path defaultFolder() {
    Path user = user();
    String config = environment.get("XDG_CONFIG_HOME");
    Path directory =
        config != null && config.startsWith("/") ? Path.of(config) : user.resolve(".config");
    Path fallback = user.resolve("Downloads");
    try {
      return Files.readAllLines(directory.resolve("user-dirs.dirs")).stream()
          .map(String::strip)
          .filter(line -> line.startsWith("XDG_DOWNLOAD_DIR="))
          .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
          .map(value -> value.replace("$HOME", user.toString()))
          .filter(value -> value.startsWith("/"))
          .map(Path::of)
          .filter(path -> refusal(canonical(path)).isEmpty())
          .reduce((first, last) -> last)
          .orElse(fallback);
    } catch (IOException | InvalidPathException notSet) {
      return fallback;
    }
  }

  private Path user() {
    String user = environment.get("HOME");
    return Path.of(user != null && user.startsWith("/") ? user : System.getProperty("user.home"));
  }

  /** Why a canonical folder is never allowed, if so. */
  private Optional<String> refusal(Path folder) {
    Path user = canonical(user());
    Path own = canonical(home.directory());
    if (folder.equals(user)) {
      return Optional.of("it is the whole home folder");
    }
    if (user.startsWith(folder)) {
      return Optional.of("it holds everything");
    }
    Optional<String> others = system.refusal(folder);
    if (others.isPresent()) {
      return others;
    }
    if (own.startsWith(folder) || folder.startsWith(own)) {
      return Optional.of("Stillroom keeps its own files there");
    }
    Path visible = folder.startsWith(user) ? user.relativize(folder) : folder;
    for (Path part : visible) {
      if (part.toString().startsWith(".")) {
        return Optional.of("it is hidden");
      }
    }
    return Optional.empty();
  }

  private static Path absolute(String path) {
    try {
      Path absolute = Path.of(path);
      if (absolute.isAbsolute()) {
        return absolute;
      }
    } catch (InvalidPathException notAPath) {
      // Falls through to the failure below.
    }
    throw new RequestFailure(
        ErrorCode.INVALID_VALUE,
        "not an absolute path: " + path.replaceAll("\\p{Cntrl}", "?") + ": send it whole");
  }

  /** The real path of what exists of it, and the rest, without {@code ..}. */
  private static Path canonical(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThere) {
      Path plain = path.normalize();
      Path parent = plain.getParent();
      return parent == null ? plain : canonical(parent).resolve(plain.getFileName());
    }
  }
}
