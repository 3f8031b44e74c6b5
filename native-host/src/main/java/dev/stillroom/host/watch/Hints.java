package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * The system's notifications that something changed in a folder. They may be late, doubled, lost or
 * not to be had at all; they say when another look is worth its cost, and at what, so that a look
 * costs the same however many files lie there.
 */
final class Hints implements AutoCloseable {

  /** Of more names at once it is cheaper to look at everything. */
  private static final int MOST_NAMED = 500;

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Set<Path> named = new HashSet<>();
  private boolean everything;
  private boolean partly;

  /**
   * @param hint called on a thread of its own, once for each burst
   */
  Hints(Runnable hint) {
    WatchService opened = null;
    try {
      opened = FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException none) {
      // Too many watchers on this machine: the periodic look remains.
    }
    service = opened;
    if (service != null) {
      Thread.ofPlatform().daemon().name("watch").start(() -> listen(hint));
    }
  }

  private void listen(Runnable hint) {
    try {
      while (true) {
        WatchKey key = service.take();
        note(key);
        hint.run();
      }
    } catch (ClosedWatchServiceException
        | RejectedExecutionException
        | InterruptedException closed) {
      // The engine is leaving.
    }
  }

  private synchronized void note(WatchKey key) {
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path name && key.watchable() instanceof Path folder) {
        named.add(folder.resolve(name));
      } else {
        everything = true; // Some were lost.
      }
    }
    if (!key.reset() || named.size() > MOST_NAMED) {
      everything = true;
    }
  }

  /** What was named since the last time; nothing where only a look at everything will do. */
  synchronized Optional<Set<Path>> drain() {
    boolean all = everything || partly || service == null;
    Optional<Set<Path>> drained = all ? Optional.empty() : Optional.of(Set.copyOf(named));
    named.clear();
    everything = false;
    return drained;
  }

  /**
   * Watches these folders and no others.
   *
   * @return whether some were not watched before: the next look has to be at everything
   */
  boolean watch(List<Path> folders) {
    if (service == null) {
      return false;
    }
    boolean fresh = false;
    HashSet<Path> old = new HashSet<>(keys.keySet());
    folders.forEach(old::remove);
    old.forEach(folder -> keys.remove(folder).cancel());
    for (Path folder : folders) {
      WatchKey key = keys.get(folder);
      if (key == null || !key.isValid()) {
        try {
          keys.put(
              folder,
              folder.register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE));
          fresh = true;
        } catch (IOException unwatchable) {
          keys.remove(folder);
          unwatchable();
        }
      }
    }
    if (fresh) {
      missed();
    }
    return fresh;
  }

  private synchronized void missed() {
    everything = true;
  }

  /** From then on names tell only a part. */
  private synchronized void unwatchable() {
    partly = true;
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
