package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Distilling this task from a dozen examples, and what one decision of its model takes. */
final class ModelFigures {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EXAMPLES = 12;

  private final Path image;
  private final boolean quick;

  ModelFigures(Path image, boolean quick) {
    this.image = image;
    this.quick = quick;
  }

  void measure(Table table) throws IOException {
    try (Stage stage = Stage.set(image)) {
      Path examples = stage.downloads().resolve("examples.jsonl");
      Path pack = stage.downloads().resolve("model.still");
      Files.write(examples, lines(EXAMPLES, true));
      List<Double> seconds = new ArrayList<>();
      JsonNode card = null;
      for (int i = 0; i < (quick ? 2 : 5); i++) {
        long began = System.nanoTime();
        card =
            JSON.readTree(
                stage.stillroom(
                    "distill",
                    "--kind",
                    "classify",
                    "--examples",
                    examples.toString(),
                    "--out",
                    pack.toString(),
                    "--json"));
        seconds.add((System.nanoTime() - began) / 1e9);
      }
      table.add(
          "distilling from " + EXAMPLES + " examples",
          "s",
          3.0,
          HostProcess.median(seconds),
          "median of " + seconds.size() + ", the command's and the worker's start included");
      table.add("pack", "KB", 20.0, Files.size(pack) / 1000.0, card.path("student").asText());
      table.add(
          "loading the pack", "ms", 5.0, card.path("latency").path("loadMillis").asDouble(), "");
      decisions(table, stage, pack);
    }
  }

  private void decisions(Table table, Stage stage, Path pack) throws IOException {
    Path inputs = stage.downloads().resolve("inputs.jsonl");
    int count = quick ? 500 : 5000;
    Files.write(inputs, lines(count, false));
    List<Double> millis = new ArrayList<>();
    for (String line :
        stage.stillroom("run", pack.toString(), "--inputs", inputs.toString()).split("\n")) {
      millis.add(JSON.readTree(line).path("millis").asDouble());
    }
    table.add(
        "decision for one download, median",
        "ms",
        1.0,
        HostProcess.median(millis),
        "of " + millis.size() + ", the JVM's first ones among them");
  }

  /** WebP of one site is converted, everything else left. */
  private static List<String> lines(int count, boolean labelled) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean webp = i % 2 == 0;
      boolean shop = i % 4 != 2;
      String extension = webp ? "webp" : i % 3 == 0 ? "png" : "jpg";
      ObjectNode line = JSON.createObjectNode();
      line.putObject("input")
          .put("name", "picture-" + i + "." + extension)
          .put("extension", extension)
          .put("mime", "image/" + (extension.equals("jpg") ? "jpeg" : extension))
          .put("host", shop ? "shop.localhost" : "blog.localhost")
          .put("contentHost", shop ? "shop.localhost" : "blog.localhost")
          .put("title", shop ? "Jugs and other goods" : "A potter's diary")
          .put("bytes", 10_000 + 977 * i)
          .put("folder", "Downloads");
      if (labelled) {
        line.put("output", webp && shop ? "convert:jpeg" : "leave");
      }
      lines.add(JSON.writeValueAsString(line));
    }
    return lines;
  }
}
