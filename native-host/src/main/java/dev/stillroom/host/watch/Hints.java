package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * The system's notifications that something changed in a folder. They may be late, doubled, lost or
 * not to be had at all; they only say when another look is worth its cost.
 */
final class Hints implements AutoCloseable {

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();

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
        key.pollEvents();
        key.reset();
        hint.run();
      }
    } catch (ClosedWatchServiceException
        | RejectedExecutionException
        | InterruptedException closed) {
      // The engine is leaving.
    }
  }

  /** Watches these folders and no others. */
  void watch(List<Path> folders) {
    if (service == null) {
      return;
    }
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
        } catch (IOException unwatchable) {
          keys.remove(folder);
        }
      }
    }
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
