package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What files and folders were seen to hold, so that gigabytes are read once, and in a worker: as
 * long as a file's inode, size and times are the same, so are its bytes. What was not seen is read.
 */
final class Proofs {

  private static final int MOST = 200;

  /** By the state in which it was seen, the oldest first. */
  private final Map<String, String> digests = new LinkedHashMap<>();

  /**
   * A look at a file or folder.
   *
   * @param state {@link #state} before and after it was read
   */
  record Seen(String state, String digest) {}

  /** Tells a file or folder from what it was before any change. */
  static String state(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return FolderDigest.PREFIX + FolderDigest.stateDigest(path);
    }
    return FileState.of(path).toString();
  }

  void add(Seen seen) {
    digests.put(seen.state(), seen.digest());
    while (digests.size() > MOST) {
      digests.remove(digests.keySet().iterator().next());
    }
  }

  void add(DigestJob.Result looked) {
    looked.seen().forEach(this::add);
  }

  /** Nothing but what is known to have this digest was ever here. */
  void add(Path path, String digest) throws IOException {
    add(new Seen(state(path), digest));
  }

  /**
   * What got another name, or one more, holds what it held: nothing wrote to it in between, and
   * only the time of its change is another.
   *
   * @param before how it was seen under its first name
   */
  void renamed(FileState before, Path now) throws IOException {
    String digest = digests.get(before.toString());
    FileState after = FileState.of(now);
    if (digest != null && before.sameContent(after)) {
      add(new Seen(after.toString(), digest));
    }
  }

  boolean isKnown(Path path) throws IOException {
    return digests.containsKey(state(path));
  }

  /** As {@link FileState#holds}. */
  boolean holds(Path path, String digest) {
    try {
      String known = digests.get(state(path));
      return known == null ? FileState.holds(path, digest) : known.equals(digest);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
