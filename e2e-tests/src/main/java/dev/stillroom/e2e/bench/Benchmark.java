package dev.stillroom.e2e.bench;

import java.io.IOException;
import java.nio.file.Path;

/** One benchmark, by name. A new one is one class and one line in {@code Bench}. */
public interface Benchmark {

  String name();

  /** Whether it takes so long that it runs only when it is asked for. */
  default boolean onlyByName() {
    return false;
  }

  /**
   * @param data directory of public data sets, or null where none was given
   * @param quick fewer repetitions
   * @param table where each figure goes
   */
  void run(Path data, boolean quick, Table table) throws IOException;

  /** The same, for a benchmark of many sets; others run as a whole. */
  default void run(Scope scope, Table table) throws IOException {
    run(scope.data(), scope.quick(), table);
  }
}
