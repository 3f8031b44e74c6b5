package dev.stillroom.host.apply;

import dev.stillroom.host.home.Mode;
import dev.stillroom.host.protocol.Nullable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Where files wait that an act would otherwise have removed: {@code kept/ACT/NAME} in the home. A
 * file is moved there by a rename, or copied, synced and compared before its first place is freed.
 */
final class KeepingPlace {

  private final Path root;
  private final Placing placing;
  private final Proofs proofs;
  private final Consumer<Failpoint> failpoints;

  KeepingPlace(Path root, Placing placing, Proofs proofs, Consumer<Failpoint> failpoints) {
    this.proofs = proofs;
    this.root = root;
    this.placing = placing;
    this.failpoints = failpoints;
  }

  /** Where {@code file} waits, or would wait. */
  Path place(String actId, Path file) {
    return root.resolve(actId).resolve(file.getFileName());
  }

  /**
   * Moves {@code file}, which holds {@code digest}, to its {@link #place}; finishes an interrupted
   * move.
   */
  Path keep(String actId, Path file, String digest) throws IOException {
    Path kept = place(actId, file);
    makePrivate(kept.getParent());
    if (!Placing.exists(kept)) {
      FileState before = FileState.of(file);
      if (!proofs.holds(file, digest)) {
        throw new IOException(file.getFileName() + " was changed meanwhile");
      }
      move(file, kept, before, digest);
    } else if (Placing.exists(file) && proofs.holds(file, digest) && proofs.holds(kept, digest)) {
      // Interrupted between the copy and the removal.
      Files.delete(file);
    }
    Placing.sync(kept.getParent());
    Placing.sync(root);
    Placing.sync(file.getParent());
    return kept;
  }

  private void move(Path file, Path kept, FileState before, String digest) throws IOException {
    try {
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
      if (!before.sameContent(FileState.of(kept))) {
        placing.linked(file, kept);
        throw new IOException(
            file.getFileName() + " was replaced at this moment; what was there is in " + kept);
      }
      proofs.add(kept, digest);
    } catch (AtomicMoveNotSupportedException otherFileSystem) {
      Path part = part(kept);
      copy(file, part, digest);
      if (!proofs.holds(part, digest) || !before.sameContent(FileState.of(file))) {
        Files.delete(part);
        throw new IOException(file.getFileName() + " was changed meanwhile");
      }
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      Placing.sync(kept.getParent());
      failpoints.accept(Failpoint.ORIGINAL_COPIED);
      Files.delete(file);
    }
  }

  /**
   * After a {@link #keep} that failed: what it left here and nobody needs is removed, so that no
   * copy stays of which no act knows.
   *
   * @return where the original waits all the same, as its first place has it no more; or null
   */
  @Nullable
  Path giveUp(String actId, Path file, String digest) {
    Path kept = place(actId, file);
    try {
      Files.deleteIfExists(part(kept));
      if (!Placing.exists(kept)) {
        removeIfEmpty(kept.getParent());
        return null;
      }
      if (Placing.exists(file) && proofs.holds(file, digest) && proofs.holds(kept, digest)) {
        drop(kept);
        return null;
      }
    } catch (IOException stays) {
      // Its act knows of it, then.
    }
    return proofs.holds(kept, digest) ? kept : null;
  }

  /** Whether it is on another disk, by a link that the person made, and that disk is not there. */
  boolean isAway() {
    return Files.isSymbolicLink(root) && !Files.isDirectory(root);
  }

  /** The name under which a copy for the keeping place is made. */
  static Path part(Path kept) {
    return kept.resolveSibling(".part");
  }

  /** The room of {@code kept}, so that a copy can be made in it. */
  void makeRoom(Path kept) throws IOException {
    makePrivate(kept.getParent());
  }

  /** Copies, unless a worker did so already. */
  private void copy(Path from, Path to, String digest) throws IOException {
    if (Placing.exists(to) && proofs.isKnown(to) && proofs.holds(to, digest)) {
      return;
    }
    Files.deleteIfExists(to);
    Placing.copy(from, to);
  }

  /**
   * Puts a kept file back as {@code wanted} or the next free name; finishes an interrupted restore.
   * The file in the keeping place stays until {@link #drop}.
   *
   * @param temporary name for a copy in the folder of {@code wanted}, where it has to be copied
   * @param reserving told the name before it is made empty, where it has to be; see {@link
   *     Placing#release}
   */
  Path restore(Path kept, Path wanted, Path temporary, String digest, Consumer<Path> reserving)
      throws IOException {
    for (int n = 0; ; n++) {
      Path target = Placing.name(wanted, n);
      if (Placing.exists(target) && proofs.holds(target, digest)) {
        Files.deleteIfExists(temporary);
        return target;
      }
      if (!Placing.exists(target)) {
        if (!placing.linked(target, kept)) {
          copy(kept, temporary, digest);
          if (!proofs.holds(temporary, digest)) {
            Files.delete(temporary);
            throw new IOException(kept + " is damaged and was left where it is");
          }
          target = placing.publish(temporary, target, reserving);
        }
        Files.deleteIfExists(temporary);
        Placing.sync(target.getParent());
        return target;
      }
    }
  }

  /** Removes a kept file and its directory for good. */
  void drop(Path kept) throws IOException {
    Files.deleteIfExists(kept);
    Files.deleteIfExists(part(kept));
    removeIfEmpty(kept.getParent());
  }

  private static void removeIfEmpty(Path room) throws IOException {
    try {
      Files.deleteIfExists(room);
    } catch (DirectoryNotEmptyException shared) {
      // The act's result waits there too.
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(directory, Mode.OWN.ofNew(directory));
  }
}
