package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A process that answers each line of JSON with another. */
final class LineProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path errors;
  private final Writer in;
  private final BufferedReader out;

  /**
   * @param errors the file for what it says on standard error
   */
  LineProcess(ProcessBuilder builder, Path errors) throws IOException {
    this.errors = errors;
    this.process = builder.redirectError(errors.toFile()).start();
    this.in = process.outputWriter();
    this.out = process.inputReader();
  }

  JsonNode ask(String text) throws IOException {
    in.write(JSON.createObjectNode().put("input", text) + "\n");
    in.flush();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("a process ended that was to answer: see " + errors);
    }
    return JSON.readTree(line);
  }

  /** What all its threads that live have worked so far, in milliseconds; Linux only. */
  double processorMillis() throws IOException {
    double nanos = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path thread : threads) {
        try {
          nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (NoSuchFileException ended) {
          // Between the listing and the look.
        }
      }
    }
    return nanos / 1e6;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
