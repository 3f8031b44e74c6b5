package dev.stillroom.e2e.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much of a benchmark is run.
 *
 * @param data directory of public data sets, or null where none was given
 * @param quick fewer repetitions
 * @param only beginnings of the names of the sets that are run; empty: all
 * @param seeds how often each set is distilled; 0: as often as the benchmark does by itself
 * @param adapters whether classifiers may adapt the encoder
 * @param checkpoint keeps what stands in the table so far
 */
public record Scope(
    Path data, boolean quick, List<String> only, int seeds, boolean adapters, Runnable checkpoint) {

  boolean wants(String set) {
    return only.isEmpty() || only.stream().anyMatch(set::startsWith);
  }
}
