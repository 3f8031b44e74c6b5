package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.StrictJson;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.LanguageModel;
import dev.stillroom.runtime.student.ProgramRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Which entries a pack has, of what size and digest. Has exactly one form in bytes. */
record Manifest(List<Entry> entries) {

  static final String NAME = "manifest.json";
  static final String PROGRAM = "program.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String MODEL = LanguageModel.FILE;
  static final String CARD = "card.json";

  private static final int FORMAT = 1;
  private static final int MAX_BYTES = 16 * 1024;

  /** The names a pack may have, in their order. */
  private static final List<String> ORDER = List.of(PROGRAM, WEIGHTS, MODEL, CARD);

  record Entry(String name, int bytes, String sha256) {
    boolean ofModel() {
      return !name.equals(CARD);
    }
  }

  static Manifest of(Map<String, ByteBuffer> entries) {
    List<Entry> all = new ArrayList<>();
    entries.forEach((name, data) -> all.add(new Entry(name, data.remaining(), sha256(data))));
    return new Manifest(all);
  }

  /** SHA-256 over the model's entries: the same for the same model, whatever its card says. */
  String modelDigest() {
    List<Entry> model = entries.stream().filter(Entry::ofModel).toList();
    return sha256(ByteBuffer.wrap(bytes(new Manifest(model).json())));
  }

  byte[] bytes() {
    return bytes(json());
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stillroom", FORMAT);
    ArrayNode array = json.putArray("entries");
    for (Entry entry : entries) {
      array
          .addObject()
          .put("name", entry.name())
          .put("bytes", entry.bytes())
          .put("sha256", entry.sha256());
    }
    return json;
  }

  /** Reads the manifest and holds the other entries against it. */
  static Manifest read(Map<String, ByteBuffer> zip) throws Malformed {
    ByteBuffer data = zip.get(NAME);
    if (data == null || !zip.keySet().iterator().next().equals(NAME)) {
      throw new Malformed("it does not begin with " + NAME);
    }
    if (data.limit() > MAX_BYTES) {
      throw new Malformed(NAME + " is larger than " + MAX_BYTES + " bytes");
    }
    byte[] text = new byte[data.limit()];
    data.get(0, text);
    Manifest manifest;
    try {
      manifest = parse(StrictJson.read(text));
    } catch (IOException | ProgramRefused refused) {
      throw new Malformed(NAME + ": " + refused.getMessage());
    }
    if (!ByteBuffer.wrap(manifest.bytes()).equals(ByteBuffer.wrap(text))) {
      throw new Malformed(NAME + " is not in its one form");
    }
    manifest.check(zip);
    return manifest;
  }

  private static Manifest parse(JsonNode json) throws ProgramRefused, Malformed {
    Fields fields = new Fields(json, "the manifest");
    int format = fields.integer("stillroom", 1, Integer.MAX_VALUE);
    if (format != FORMAT) {
      throw new Malformed("it has format " + format + "; this program reads format " + FORMAT);
    }
    List<Entry> entries = new ArrayList<>();
    int last = -1;
    for (JsonNode node : fields.array("entries", 1, ORDER.size())) {
      Fields entry = new Fields(node, "an entry");
      String name = entry.string("name", StoredZip.MAX_NAME);
      int place = ORDER.indexOf(name);
      if (place <= last) {
        throw new Malformed("'" + name + "' is no entry of a pack, or not in its place");
      }
      last = place;
      entries.add(
          new Entry(
              name, entry.integer("bytes", 0, Integer.MAX_VALUE), entry.string("sha256", 64)));
      entry.end();
    }
    fields.end();
    return new Manifest(entries);
  }

  private void check(Map<String, ByteBuffer> zip) throws Malformed {
    List<String> names = new ArrayList<>(List.of(NAME));
    entries.forEach(entry -> names.add(entry.name()));
    if (!names.equals(List.copyOf(zip.keySet()))) {
      throw new Malformed("its entries are " + List.copyOf(zip.keySet()) + ", not " + names);
    }
    for (Entry entry : entries) {
      ByteBuffer data = zip.get(entry.name());
      if (data.limit() != entry.bytes() || !sha256(data).equals(entry.sha256())) {
        throw new Malformed("the entry " + entry.name() + " is not the one the manifest names");
      }
    }
  }

  static String sha256(ByteBuffer data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(data.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
