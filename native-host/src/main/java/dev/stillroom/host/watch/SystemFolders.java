package dev.stillroom.host.watch;

import dev.stillroom.host.home.Platform;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders that hold other people's or the system's files, on each system: a canonical folder is
 * compared with them.
 *
 * @param own folders of the system, themselves and all below them
 * @param personal parts of those that are a person's
 * @param holders folders that only hold others: what is below may be allowed, they themselves not
 */
record SystemFolders(List<String> own, List<String> personal, List<String> holders) {

  private static final SystemFolders LINUX =
      new SystemFolders(
          List.of(
              "/bin",
              "/boot",
              "/dev",
              "/etc",
              "/lib",
              "/lib32",
              "/lib64",
              "/proc",
              "/sbin",
              "/sys",
              "/usr",
              "/var",
              "/run",
              "/opt",
              "/snap",
              "/lost+found"),
          List.of("/run/media", "/var/tmp"),
          List.of("/home", "/media", "/mnt", "/srv", "/tmp", "/run/media", "/var/tmp"));

  /** There {@code /etc}, {@code /tmp} and {@code /var} are links into {@code /private}. */
  private static final SystemFolders MAC =
      new SystemFolders(
          List.of(
              "/Applications",
              "/Library",
              "/System",
              "/bin",
              "/cores",
              "/dev",
              "/opt",
              "/private",
              "/sbin",
              "/usr"),
          // The last one holds each person's own temporary folder.
          List.of("/private/tmp", "/private/var/tmp", "/private/var/folders"),
          List.of(
              "/Users",
              "/Volumes",
              "/home",
              "/net",
              "/private/tmp",
              "/private/var/tmp",
              "/private/var/folders"));

  private static final SystemFolders WINDOWS =
      new SystemFolders(
          List.of(
              "C:\\Windows",
              "C:\\Program Files",
              "C:\\Program Files (x86)",
              "C:\\ProgramData",
              "C:\\Recovery"),
          List.of(),
          List.of("C:\\Users"));

  /** Where Windows says that it and its programs are, be it on another disk. */
  private static final List<String> TOLD =
      List.of("SystemRoot", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "ProgramData");

  /** At the top of every disk of Windows. */
  private static final List<String> OF_A_DISK =
      List.of("$Recycle.Bin", "System Volume Information");

  /**
   * @param environment of this process
   */
  static SystemFolders of(Platform platform, Map<String, String> environment) {
    return switch (platform) {
      case LINUX -> LINUX;
      case MAC -> MAC;
      case WINDOWS -> {
        List<String> own = new ArrayList<>(WINDOWS.own());
        TOLD.stream().map(environment::get).filter(Objects::nonNull).forEach(own::add);
        yield new SystemFolders(own, WINDOWS.personal(), WINDOWS.holders());
      }
    };
  }

  /** Why a canonical folder is never allowed, if so. */
  Optional<String> refusal(Path folder) {
    FileSystem files = folder.getFileSystem();
    boolean holds =
        paths(own, files).anyMatch(one -> one.startsWith(folder) && !one.equals(folder));
    if (holds || paths(holders, files).anyMatch(folder::equals)) {
      return Optional.of("it holds everything");
    }
    boolean system = paths(own, files).anyMatch(folder::startsWith) || ofADisk(folder);
    return system && paths(personal, files).noneMatch(folder::startsWith)
        ? Optional.of("it belongs to the system")
        : Optional.empty();
  }

  private static boolean ofADisk(Path folder) {
    return folder.getNameCount() > 0
        && OF_A_DISK.stream().anyMatch(folder.getName(0).toString()::equalsIgnoreCase);
  }

  private static Stream<Path> paths(List<String> names, FileSystem files) {
    return names.stream()
        .flatMap(
            name -> {
              try {
                return Stream.of(files.getPath(name));
              } catch (InvalidPathException odd) {
                return Stream.empty();
              }
            });
  }
}
