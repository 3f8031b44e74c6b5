package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What the next step of an act would read or copy, a worker reads and copies beforehand: gigabytes
 * on the engine's thread would keep everybody waiting. The step finds it in {@link Proofs}.
 */
final class Beforehand {

  /** So many bytes are read at once, in less time than a worker takes to start. */
  static final long AT_ONCE = 8L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workers workers;
  private final Executor alone;
  private final Proofs proofs;
  private final KeepingPlace keeping;
  private final long atOnce;

  /** Acts that wait for their worker. */
  private final Set<String> waiting = new HashSet<>();

  /**
   * @param alone runs a task on the engine's thread, outside of any transaction
   * @param atOnce see {@link #AT_ONCE}
   */
  Beforehand(Workers workers, Executor alone, Proofs proofs, KeepingPlace keeping, long atOnce) {
    this.workers = workers;
    this.alone = alone;
    this.proofs = proofs;
    this.keeping = keeping;
    this.atOnce = atOnce;
  }

  /** Whether an act's next step waits for what a worker reads. */
  boolean waits(ActRow act) {
    return waiting.contains(act.id());
  }

  /**
   * Runs {@code step} once nothing large is left to be read for it: now, or on the engine's thread
   * after a worker. A worker that dies leaves it to the step to read.
   */
  void then(ActRow act, Runnable step) {
    Ahead ahead = ahead(act);
    if (ahead.order().paths().isEmpty() && ahead.order().copies().isEmpty()) {
      step.run();
      return;
    }
    waiting.add(act.id());
    workers
        .start(
            Workers.ClassPath.HOST,
            DigestJob.NAME,
            JSON.valueToTree(ahead.order()),
            (done, phase) -> {},
            Workers.limitOf(ahead.bytes()))
        .whenComplete(
            (result, failure) ->
                alone.execute(
                    () -> {
                      waiting.remove(act.id());
                      if (failure == null) {
                        learn(result);
                      }
                      step.run();
                    }));
  }

  private void learn(JsonNode result) {
    try {
      proofs.add(JSON.treeToValue(result, DigestJob.Result.class));
    } catch (JsonProcessingException broken) {
      // As if nothing had been read.
    }
  }

  /** What a worker is to read and copy, and how many bytes that is. */
  private record Ahead(DigestJob.Order order, long bytes) {}

  private Ahead ahead(ActRow act) {
    List<CopyJob.Order> copies = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    long bytes = 0;
    try {
      for (Path path : toRead(act)) {
        if (Placing.exists(path) && !proofs.isKnown(path)) {
          paths.add(path.toString());
          bytes += bytes(path);
        }
      }
      Path[] copy = act.move() ? null : toCopy(act);
      if (copy != null && !(Placing.exists(copy[1]) && proofs.isKnown(copy[1]))) {
        copies.add(new CopyJob.Order(copy[0].toString(), copy[1].toString()));
        bytes += bytes(copy[0]);
      }
      if (bytes <= atOnce) {
        return new Ahead(new DigestJob.Order(List.of(), List.of()), bytes);
      }
    } catch (IOException unreadable) {
      // The step says what is wrong with it.
    }
    return new Ahead(new DigestJob.Order(paths, copies), bytes);
  }

  /** Of a folder as much as may be unpacked, whatever is in it. */
  private long bytes(Path path) throws IOException {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? Math.max(atOnce + 1, Unpacking.Limits.USUAL.bytes())
        : Files.size(path);
  }

  /** What the steps that follow may look into; some of it may not be there. */
  private Set<Path> toRead(ActRow act) throws IOException {
    Path published =
        act.resultKey() == null ? null : Placing.named(act.wanted(), act.resultKey()).orElse(null);
    List<Path> paths =
        switch (act.step()) {
          case INTENDED, FAILED, UNDONE, PURGED -> List.of();
          case WRITTEN, RESERVING -> Arrays.asList(act.temporary(), published, act.source());
          case PUBLISHED -> Arrays.asList(act.result(), act.source(), kept(act));
          case DONE, UNDOING ->
              Arrays.asList(
                  act.result(), MadeFolder.aside(act), act.kept(), act.source(), act.back());
        };
    Set<Path> read = new LinkedHashSet<>(paths);
    read.removeIf(Objects::isNull);
    // A file that only got another name is known by its key.
    boolean byKey = act.move() && (act.digestAfter() == null || sameFile(read));
    return byKey ? Set.of() : read;
  }

  private static boolean sameFile(Set<Path> paths) throws IOException {
    Set<String> keys = new HashSet<>();
    for (Path path : paths) {
      if (Placing.exists(path)) {
        keys.add(FileState.of(path).key());
      }
    }
    return keys.size() < 2;
  }

  private Path kept(ActRow act) {
    return keeping.place(act.id(), act.source());
  }

  /** From where to where the next step copies, to another file system; null where it does not. */
  private Path[] toCopy(ActRow act) throws IOException {
    if (act.step() == ActRow.Step.PUBLISHED && act.removeOriginal()) {
      Path kept = kept(act);
      keeping.makeRoom(kept);
      boolean goes = Placing.exists(act.source()) && !Placing.exists(kept);
      return goes && FileState.otherFileSystem(act.source(), kept.getParent())
          ? new Path[] {act.source(), KeepingPlace.part(kept)}
          : null;
    }
    if (act.step() == ActRow.Step.UNDOING && act.kept() != null && Placing.exists(act.kept())) {
      boolean back =
          Placing.exists(act.source()) && Files.size(act.source()) == Files.size(act.kept());
      return !back && FileState.otherFileSystem(act.kept(), act.source().getParent())
          ? new Path[] {act.kept(), act.temporary()}
          : null;
    }
    return null;
  }
}
