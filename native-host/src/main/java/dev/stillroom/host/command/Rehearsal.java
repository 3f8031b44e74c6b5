package dev.stillroom.host.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs what a person mostly runs, once, and shows nothing: the build's training run for the command
 * line's cache, which learns from one process only. An engine of the same home has to run.
 */
public final class Rehearsal {

  private static final List<String> LINES =
      List.of(
          "--help",
          "--version",
          "status",
          "status --json",
          "status --help",
          "status --no-such-option",
          "tasks list",
          "tasks --help",
          "models list",
          "undo",
          "audit",
          "install --dry-run",
          "uninstall --dry-run",
          "convert MODEL --to jpeg", // Which it refuses; the way there is the same.
          "card MODEL",
          "card MODEL --json",
          "run MODEL --inputs EXAMPLES",
          "run READER --inputs TEXT --explain");

  private Rehearsal() {}

  /**
   * @param arguments a model, one that reads texts, examples of the first, a text for the other
   */
  public static void main(String[] arguments) {
    Printer printer = Printer.ofProcess();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Printer silent = new Printer(nowhere, nowhere, false);
    for (String line : LINES) {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] =
            switch (words[i]) {
              case "MODEL" -> arguments[0];
              case "READER" -> arguments[1];
              case "EXAMPLES" -> arguments[2];
              case "TEXT" -> arguments[3];
              default -> words[i];
            };
      }
      Stillroom.run(silent, words);
    }
    printer.flush();
  }
}
