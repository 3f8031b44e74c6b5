package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a person downloads and does, as the engine writes it down. */
final class Downloads {

  static final String SHOP = "shop.localhost";
  static final String OTHER = "other.localhost";
  static final String CONVERT = "convert:jpeg";
  static final String LEAVE = "leave";

  private static final Map<String, String> MIME =
      Map.of("webp", "image/webp", "png", "image/png", "jpg", "image/jpeg");

  private final List<Example> examples = new ArrayList<>();

  static Downloads eight() {
    return new Downloads()
        .add(3, "webp", SHOP, CONVERT)
        .add(2, "png", SHOP, LEAVE)
        .add(2, "jpg", SHOP, LEAVE)
        .add(1, "webp", OTHER, LEAVE);
  }

  static Downloads twelve() {
    return eight()
        .add(1, "webp", SHOP, CONVERT)
        .add(1, "webp", OTHER, LEAVE)
        .add(1, "png", SHOP, LEAVE)
        .add(1, "webp", SHOP, CONVERT);
  }

  /** Random downloads of the same habit, of which a share has the wrong label. */
  static List<Example> many(int n, double noise, boolean timed, long seed) {
    Random random = new Random(seed);
    List<String> extensions = List.of("webp", "webp", "png", "jpg");
    List<String> hosts = List.of(SHOP, SHOP, OTHER, "news.localhost");
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String extension = extensions.get(random.nextInt(4));
      String host = hosts.get(random.nextInt(4));
      boolean converts = extension.equals("webp") && host.equals(SHOP);
      if (random.nextDouble() < noise) {
        converts = !converts;
      }
      Instant time = timed ? Instant.parse("2026-01-01T00:00:00Z").plusSeconds(600L * i) : null;
      String label = converts ? CONVERT : LEAVE;
      all.add(example(input(i, extension, host), label, time, Example.Source.USER));
    }
    return all;
  }

  Downloads add(int times, String extension, String host, String label) {
    for (int i = 0; i < times; i++) {
      Input input = input(examples.size(), extension, host);
      examples.add(example(input, label, null, Example.Source.USER));
    }
    return this;
  }

  List<Example> examples() {
    return new ArrayList<>(examples);
  }

  static Example example(Input input, String label, Instant time, Example.Source source) {
    return new Example(input, TextNode.valueOf(label), null, null, time, source);
  }

  static Input input(int i, String extension, String host) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("name", "picture-" + i + "." + extension);
    members.put("extension", extension).put("mime", MIME.get(extension));
    members.put("host", host).put("contentHost", host);
    members.put("title", "Page " + i % 3).put("bytes", 10_000 + i * 977 % 5_000);
    return new Input(members.put("folder", "Downloads"));
  }
}
