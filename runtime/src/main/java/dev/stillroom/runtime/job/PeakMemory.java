package dev.stillroom.runtime.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most memory this process had at once. */
public final class PeakMemory {

  private PeakMemory() {}

  /** Resident, in bytes, as Linux counts it; 0 where the system does not say. */
  public static long bytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException elsewhere) {
      return 0;
    }
  }
}
