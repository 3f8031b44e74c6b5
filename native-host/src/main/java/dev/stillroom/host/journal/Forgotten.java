package dev.stillroom.host.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What was forgotten, and what is left to do outside the journal.
 *
 * @param rows how many rows were deleted
 * @param packs names of files among the packs that were trained from it: to be deleted
 * @param kept the person's files that could not be given back and wait in the keeping place; the
 *     rows of their acts stay, so that they can still be undone, listed and given back
 * @param tasks tasks that are gone
 * @param retrain tasks that remain but lost every model trained from it; they are marked for a new
 *     distillation
 */
public record Forgotten(
    long rows, List<String> packs, List<Kept> kept, List<String> tasks, List<String> retrain) {

  /** The same with more rows. */
  Forgotten and(long more) {
    return new Forgotten(rows + more, packs, kept, tasks, retrain);
  }

  /**
   * A file that waits in the keeping place.
   *
   * @param act whose file it is
   * @param place where it was
   * @param digest its content, SHA-256 in hexadecimal
   */
  public record Kept(String act, Path file, Path place, String digest) {}
}
