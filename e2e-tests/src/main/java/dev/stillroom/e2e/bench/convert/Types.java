package dev.stillroom.e2e.bench.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The type by content, as the product's own look into files tells it: many files in one worker, as
 * the engine asks, and those one by one whose worker did not come to its end.
 */
final class Types {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** So many files are looked into by one worker. */
  private static final int AT_ONCE = 50;

  /** Names of one and the same type. */
  private static final Map<String, String> SAME =
      Map.of(
          "image/x-eps", "application/postscript",
          "image/x-ms-bmp", "image/bmp",
          "image/vnd.zbrush.pcx", "image/x-pcx");

  private final Workers workers;

  Types(Workers workers) {
    this.workers = workers;
  }

  void measure(List<Manifest> files, Table table) throws IOException {
    List<Manifest> known =
        files.stream()
            .filter(f -> !f.type().isEmpty() && !f.type().equals("application/octet-stream"))
            .toList();
    List<String> said = new ArrayList<>();
    for (int from = 0; from < known.size(); from += AT_ONCE) {
      said.addAll(types(known.subList(from, Math.min(known.size(), from + AT_ONCE))));
    }
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (same(said.get(i)).equals(same(known.get(i).type()))) {
        right++;
      } else {
        Path name = known.get(i).file().getFileName();
        wrong.add(name + " " + said.get(i) + ", not " + known.get(i).type());
      }
    }
    table.addAtLeast(
        "type by content right",
        "%",
        98.0,
        100.0 * right / Math.max(1, known.size()),
        right + " of " + known.size() + " of which libmagic knows one; the others: " + wrong);
  }

  private static String same(String type) {
    return SAME.getOrDefault(type, type);
  }

  private List<String> types(List<Manifest> files) throws IOException {
    ObjectNode order = JSON.createObjectNode();
    files.forEach(file -> order.withArray("files").add(file.file().toString()));
    try {
      JsonNode looks =
          workers.start(Workers.ClassPath.HOST, "look", order, (fraction, phase) -> {}).get();
      List<String> types = new ArrayList<>();
      looks.path("looks").forEach(look -> types.add(look.path("type").asText("nothing told")));
      return types;
    } catch (ExecutionException failure) {
      if (files.size() == 1) {
        Path file = files.getFirst().file();
        return List.of(
            PictureFormat.ofContent(file)
                .map(format -> "image/" + format.symbol())
                .orElse(failure.getCause().getMessage()));
      }
      List<String> types = new ArrayList<>();
      for (Manifest file : files) {
        types.addAll(types(List.of(file)));
      }
      return types;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
