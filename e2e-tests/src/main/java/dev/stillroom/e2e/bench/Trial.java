package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One distillation of a classifier and its test, each by the command.
 *
 * @param card what {@code distill --json} printed
 * @param seconds from the command's start
 */
record Trial(JsonNode card, double seconds, Predictions predictions) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Trial of(Stage stage, Path train, List<Path> tests, int seed, boolean adapters)
      throws IOException {
    Path pack = stage.downloads().resolve("model.still");
    List<String> command =
        new ArrayList<>(
            List.of(
                "distill",
                "--kind",
                "classify",
                "--examples",
                train.toAbsolutePath().toString(),
                "--out",
                pack.toString(),
                "--seed",
                Integer.toString(seed),
                "--json"));
    if (adapters) {
      command.add("--adapters");
    }
    long began = System.nanoTime();
    JsonNode card = JSON.readTree(stage.stillroom(command.toArray(String[]::new)));
    double seconds = (System.nanoTime() - began) / 1e9;
    Path inputs = stage.downloads().resolve("inputs.jsonl");
    Files.deleteIfExists(inputs);
    Files.createFile(inputs);
    for (Path test : tests) {
      append(test, inputs);
    }
    String printed = stage.stillroom("run", pack.toString(), "--inputs", inputs.toString());
    return new Trial(card, seconds, Predictions.of(tests, printed));
  }

  static void append(Path from, Path to) throws IOException {
    Files.write(to, Files.readAllLines(from), StandardOpenOption.APPEND);
  }
}
