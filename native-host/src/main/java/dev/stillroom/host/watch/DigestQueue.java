package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Digests computed away from the engine's thread. Asked for one that is not there yet, it starts to
 * compute it and calls back when it is worth asking again.
 */
final class DigestQueue {

  /** Larger files are never read whole; in bytes. */
  private static final long LARGEST = 1L << 30;

  private final Executor digests;
  private final Executor engineThread;
  private final Runnable ready;
  private final Map<Listing.Seen, String> done = new HashMap<>();
  private final Set<Listing.Seen> running = new HashSet<>();

  DigestQueue(Executor digests, Executor engineThread, Runnable ready) {
    this.digests = digests;
    this.engineThread = engineThread;
    this.ready = ready;
  }

  /** The digest, empty text when the file cannot be read; nothing while it is being computed. */
  Optional<String> of(Listing.Seen file) {
    if (file.bytes() > LARGEST) {
      return Optional.of("");
    }
    String digest = done.remove(file);
    if (digest != null) {
      return Optional.of(digest);
    }
    if (running.add(file)) {
      digests.execute(
          () -> {
            String computed = compute(file.path());
            engineThread.execute(
                () -> {
                  running.remove(file);
                  done.put(file, computed);
                  ready.run();
                });
          });
    }
    return Optional.empty();
  }

  boolean idle() {
    return running.isEmpty() && done.isEmpty();
  }

  /** Forgets results nobody came for: their files changed meanwhile. */
  void drop() {
    done.clear();
  }

  private static String compute(Path file) {
    try {
      return Digests.sha256(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
