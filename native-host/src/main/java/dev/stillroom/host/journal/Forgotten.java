package dev.stillroom.host.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What was forgotten, and what is left to do outside the journal.
 *
 * @param rows how many rows were deleted
 * @param packs names of files among the packs that were trained from it: to be deleted
 * @param kept originals of forgotten acts in the keeping place: nothing refers to them any more
 * @param tasks tasks that are gone
 * @param retrain tasks that remain but lost every model trained from it; they are marked for a new
 *     distillation
 */
public record Forgotten(
    long rows, List<String> packs, List<Path> kept, List<String> tasks, List<String> retrain) {}
