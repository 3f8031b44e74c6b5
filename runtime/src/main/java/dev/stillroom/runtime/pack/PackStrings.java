package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every string that a pack's file holds, so that a person sees what they would give away: the
 * values first, in the order of the file, then the names of members and tensors.
 */
public final class PackStrings {

  /** A string and where it stands: the entry and the path in it. */
  public record Found(String where, String text) {}

  private final List<Found> values = new ArrayList<>();
  private final List<Found> names = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private PackStrings() {}

  /**
   * The strings of a pack, each once.
   *
   * @throws PackRefused when it is none, or holds what no preview can show
   */
  public static List<Found> of(String name, ByteBuffer file) throws PackRefused {
    PackStrings strings = new PackStrings();
    try {
      Map<String, ByteBuffer> zip = StoredZip.read(file);
      for (Map.Entry<String, ByteBuffer> entry : zip.entrySet()) {
        strings.read(entry.getKey(), entry.getValue());
      }
    } catch (Malformed refused) {
      throw new PackRefused(name, refused.getMessage());
    }
    List<Found> all = new ArrayList<>(strings.values);
    all.addAll(strings.names);
    return List.copyOf(all);
  }

  private void read(String entry, ByteBuffer data) throws Malformed {
    switch (entry) {
      case Manifest.NAME -> {
        // Sizes and digests of what follows.
      }
      case Manifest.PROGRAM, Manifest.CARD -> walk(entry, json(entry, data, data.limit()));
      case Manifest.WEIGHTS -> walk(entry, json(entry, data.slice(8, header(data)), header(data)));
      default ->
          throw new Malformed(
              "what a language model has read can be in its weights, where no preview shows it:"
                  + " it is not shared");
    }
  }

  private static int header(ByteBuffer weights) throws Malformed {
    long length =
        weights.limit() < 8
            ? -1
            : weights.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 2 || length > weights.limit() - 8) {
      throw new Malformed("the weights' header has an impossible length: " + length);
    }
    return (int) length;
  }

  private static JsonNode json(String entry, ByteBuffer data, int length) throws Malformed {
    byte[] text = new byte[length];
    data.duplicate().get(0, text);
    try {
      return StrictJson.read(text);
    } catch (IOException broken) {
      throw new Malformed(entry + ": " + broken.getMessage());
    }
  }

  private void walk(String where, JsonNode value) {
    if (value.isTextual()) {
      add(values, where, value.textValue());
    } else if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        add(names, where, member.getKey());
        walk(where + " " + member.getKey(), member.getValue());
      }
    } else if (value.isArray()) {
      value.forEach(element -> walk(where, element));
    }
  }

  private void add(List<Found> to, String where, String text) {
    if (!text.isEmpty() && seen.add(text)) {
      to.add(new Found(where, text));
    }
  }
}
