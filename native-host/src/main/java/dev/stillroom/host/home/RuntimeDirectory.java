package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * The directory of the engines' sockets: the person's own, mode 0700, short enough for a socket
 * address, which the home's path need not be.
 */
public final class RuntimeDirectory {

  /** A socket address holds 108 bytes on Linux, 104 elsewhere, its closing zero among them. */
  static final int MAX_BYTES = 100;

  private RuntimeDirectory() {}

  /**
   * Where the engine of {@code home} listens. Makes the directory.
   *
   * @throws IOException when the directory is not safe to use
   */
  public static Path socket(Home home) throws IOException {
    if (Platform.current() == Platform.WINDOWS) {
      // Each person has a folder of their own for temporary files there.
      Path socket = Path.of(System.getProperty("java.io.tmpdir"), "stillroom").resolve(name(home));
      makeOwn(socket.getParent(), self());
      return socket;
    }
    return socket(home, System.getenv("XDG_RUNTIME_DIR"), Path.of("/tmp"));
  }

  /** Where the running engine of {@code home} says it listens, whatever environment it had. */
  public static Optional<Path> announcedSocket(Home home) {
    return announced(home, "socket=").map(Path::of);
  }

  /** The process that the engine of {@code home} last said it is; it may be gone by now. */
  public static Optional<Long> announcedProcess(Home home) {
    return announced(home, "pid=").filter(pid -> pid.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  private static Optional<String> announced(Home home, String name) {
    try {
      for (String line : Files.readAllLines(home.lock())) {
        if (line.startsWith(name)) {
          return Optional.of(line.substring(name.length()));
        }
      }
    } catch (IOException noEngineYet) {
      // The same as a file that names none.
    }
    return Optional.empty();
  }

  static Path socket(Home home, String runtime, Path temporary) throws IOException {
    UserPrincipal self = self();
    if (runtime != null && runtime.startsWith("/")) {
      Path base = Path.of(runtime);
      Path socket = base.resolve("stillroom").resolve(name(home));
      if (bytes(socket) <= MAX_BYTES && usable(base, self)) {
        makeOwn(socket.getParent(), self);
        return socket;
      }
    }
    Path socket = temporary.resolve("stillroom-" + uid()).resolve(name(home));
    if (bytes(socket) > MAX_BYTES) {
      throw new IOException(
          "the socket's path is longer than "
              + MAX_BYTES
              + " bytes: "
              + socket
              + "; set XDG_RUNTIME_DIR to a short directory of your own");
    }
    makeOwn(socket.getParent(), self);
    return socket;
  }

  private static boolean usable(Path base, UserPrincipal self) {
    try {
      return Files.isDirectory(base) && Files.isWritable(base) && Files.getOwner(base).equals(self);
    } catch (IOException notReadable) {
      return false;
    }
  }

  private static void makeOwn(Path directory, UserPrincipal self) throws IOException {
    try {
      Files.createDirectory(directory, Mode.OWN.ofNew(directory));
    } catch (FileAlreadyExistsException there) {
      // Checked below like one of our own making.
    }
    if (!Mode.knownTo(directory)) {
      requireFolder(directory);
      return;
    }
    PosixFileAttributes found =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()
        || !found.owner().equals(self)
        || !PosixFilePermissions.toString(found.permissions()).equals(Mode.OWN.letters())) {
      throw new IOException(
          "the socket's directory must be a directory of your own with mode 0700: "
              + directory
              + " ("
              + (found.isSymbolicLink() ? "a symbolic link" : "owner " + found.owner())
              + ", "
              + PosixFilePermissions.toString(found.permissions())
              + "); remove it");
    }
  }

  /** In the person's own profile, where the system lets nobody else write. */
  private static void requireFolder(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "the socket's directory must be a directory of your own: " + directory + "; remove it");
    }
  }

  /** The person this process runs as. */
  public static UserPrincipal self() throws IOException {
    Path process = Path.of("/proc/self");
    return Files.getOwner(
        Files.exists(process) ? process : Path.of(System.getProperty("user.home")));
  }

  private static String uid() throws IOException {
    Path process = Path.of("/proc/self");
    return String.valueOf(
        Files.getAttribute(
            Files.exists(process) ? process : Path.of(System.getProperty("user.home")),
            "unix:uid"));
  }

  private static String name(Home home) {
    Path path = home.directory().toAbsolutePath().normalize();
    try {
      path = path.toRealPath();
    } catch (IOException notMadeYet) {
      // Its own spelling is as good.
    }
    // FNV-1a of 64 bits: only tells the person's own homes apart, and costs the relay nothing.
    long hash = 0xcbf29ce484222325L;
    for (byte b : path.toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash) + ".sock";
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
