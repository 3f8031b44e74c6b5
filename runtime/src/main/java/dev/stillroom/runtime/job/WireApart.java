package dev.stillroom.runtime.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a process whose frames leave on a descriptor of their own, while its standard output joins
 * the error stream: what a native library prints cannot get between them. Where there is no shell
 * (Windows) frames and prints share the standard output, as the relay's do.
 */
public final class WireApart {

  private static final Path SHELL = Path.of("/bin/sh");

  private WireApart() {}

  /** Not started yet; streams, directory and further variables are the caller's to set. */
  public static ProcessBuilder of(List<String> commandLine) {
    if (!Files.isExecutable(SHELL)) {
      return silent(new ProcessBuilder(commandLine));
    }
    List<String> words =
        new ArrayList<>(List.of(SHELL.toString(), "-c", "exec \"$@\" 3>&1 1>&2", "wire"));
    words.addAll(commandLine);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(Worker.WIRE, "/dev/fd/3");
    return silent(builder);
  }

  /** ONNX Runtime's builds send figures of use home unless this is set when they are loaded. */
  private static ProcessBuilder silent(ProcessBuilder builder) {
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder;
  }
}
