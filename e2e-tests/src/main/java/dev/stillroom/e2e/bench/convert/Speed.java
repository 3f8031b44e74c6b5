package dev.stillroom.e2e.bench.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.HostProcess;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Recipe.Trait;
import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Twelve megapixels to JPEG at quality 90, turned upright: the product's act as the popup asks for
 * it, its command, and two other programs, one after the other in each round.
 */
public final class Speed {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What lies at least between a popup's opening and the press of a button in it. */
  private static final Duration HAND = Duration.ofMillis(700);

  private final Path image;
  private final boolean quick;

  public Speed(Path image, boolean quick) {
    this.image = image;
    this.quick = quick;
  }

  /** Does one conversion; returns the milliseconds it took. */
  @FunctionalInterface
  private interface Way {
    double millis(Path from, Path to) throws IOException;
  }

  public void measure(Table table) throws IOException {
    Optional<Path> magick = Tool.find("convert-im6.q16").or(() -> Tool.find("magick"));
    if (magick.isEmpty() || Tool.find("vips").isEmpty()) {
      throw new IOException(
          "needs ImageMagick and the vips command beside it: install imagemagick libvips-tools");
    }
    try (Stage stage = Stage.set(image);
        HostProcess host = HostProcess.start(stage)) {
      host.hello();
      for (Path picture : pictures(stage)) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("act", act(host, picture));
        if (!quick) {
          ways.put("command", (from, to) -> command(stage, from, to));
        }
        ways.put("vips", (from, to) -> run("vips", "autorot", from.toString(), to + "[Q=90]"));
        ways.put(
            "ImageMagick",
            (from, to) ->
                run(
                    magick.get().toString(),
                    from.toString(),
                    "-auto-orient",
                    "-quality",
                    "90",
                    to.toString()));
        compare(picture, ways, stage.downloads().resolve("out"), table);
      }
    }
  }

  private void compare(Path picture, Map<String, Way> ways, Path out, Table table)
      throws IOException {
    Files.createDirectories(out);
    Map<String, List<Double>> times = new LinkedHashMap<>();
    int rounds = quick ? 3 : 7;
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        Path to = out.resolve(picture.getFileName().toString().replaceAll("\\.[a-z]+$", ".jpg"));
        Files.deleteIfExists(to);
        double millis = way.getValue().millis(picture, to);
        if (round >= 0) { // The first round only reads everything into memory.
          times.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(millis);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    times.forEach((way, all) -> medians.put(way, median(all)));
    String type = picture.getFileName().toString().replaceAll(".*\\.", "").toUpperCase();
    for (String way : ways.keySet()) {
      table.peer(
          type + " to JPEG, 12 megapixels, " + way, "ms", medians.get(way), "median of " + rounds);
    }
    System.err.printf(
        Locale.ROOT,
        "bench convert: %s done, load %.1f%n",
        type,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    table.add(
        type + ": act over ImageMagick",
        "×",
        0.9,
        medians.get("act") / medians.get("ImageMagick"),
        "journalled, verified, synced; asked for from the popup");
    table.add(
        type + ": act over vips", "×", 1.1, medians.get("act") / medians.get("vips"), "the same");
    if (medians.containsKey("command")) {
      table.peer(
          type + ": command over ImageMagick",
          "×",
          medians.get("command") / medians.get("ImageMagick"),
          "two JVMs started for one picture");
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<Path> pictures(Stage stage) throws IOException {
    Map<String, Picture> baked =
        Pictures.ofBuild()
            .bake(
                List.of(
                    Recipe.photo("large", Format.JPEG, 4000, 3000, 42)
                        .with(Trait.TURNED, Trait.WIDE_GAMUT),
                    Recipe.photo("large", Format.WEBP, 4000, 3000, 42)
                        .with(Trait.TURNED, Trait.WIDE_GAMUT)));
    List<Path> files = new ArrayList<>();
    Path jpeg = baked.get("large.jpg").file();
    Path webp = stage.downloads().resolve("large.webp");
    Files.copy(baked.get("large.webp").file(), webp);
    files.add(webp);
    Map<String, String> options =
        Map.of("avif", "[compression=av1,Q=60,speed=8]", "heic", "[Q=60]", "png", "", "tif", "");
    for (String type : List.of("avif", "heic", "png", "tif")) {
      Path made = stage.downloads().resolve("large." + type);
      Tool.run("vips", "copy", jpeg.toString(), made + options.get(type));
      files.add(made);
    }
    return files;
  }

  /** A download is recorded; then each time the popup is opened and its button pressed. */
  private static Way act(HostProcess host, Path picture) throws IOException {
    String id = UUID.randomUUID().toString();
    ObjectNode record = JSON.createObjectNode().put("type", "recordEvents");
    record
        .putArray("events")
        .addObject()
        .put("type", "download")
        .put("id", id)
        .put("time", Instant.now().toString())
        .put("session", "bench")
        .put("url", "http://pictures.localhost/" + picture.getFileName())
        .put("finalUrl", "http://pictures.localhost/" + picture.getFileName())
        .put("referrer", "http://pictures.localhost/")
        .putNull("pageUrl")
        .put("title", "Pictures")
        .putNull("mime")
        .put("bytes", Files.size(picture))
        .put("path", picture.toString());
    host.ask(record);
    return (from, to) -> {
      host.ask("{\"type\":\"getOverview\",\"site\":null}");
      LockSupport.parkNanos(HAND.toNanos());
      ObjectNode convert =
          JSON.createObjectNode().put("type", "convert").put("downloadId", id).put("to", "jpeg");
      long began = System.nanoTime();
      JsonNode reply = host.ask(convert);
      double millis = (System.nanoTime() - began) / 1e6;
      if (!reply.path("act").path("state").asText().equals("DONE")) {
        throw new IOException("the act was not done: " + reply);
      }
      Files.delete(Path.of(reply.path("act").path("result").asText()));
      return millis;
    };
  }

  private static double command(Stage stage, Path from, Path to) throws IOException {
    long began = System.nanoTime();
    stage.stillroom("convert", from.toString(), "--to", "jpeg", "--out", to.getParent().toString());
    return (System.nanoTime() - began) / 1e6;
  }

  private static double run(String... command) throws IOException {
    long began = System.nanoTime();
    Tool.run(command);
    return (System.nanoTime() - began) / 1e6;
  }
}
