package dev.stillroom.host.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keys in a file of mode 0600. */
public record KeyFile(Path file) implements KeyPlace {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return file + " (mode 0600)";
  }

  @Override
  public void put(String teacher, String key) throws IOException {
    ObjectNode keys = keys();
    keys.put(teacher, key);
    OwnFile.replace(file, keys + "\n");
  }

  @Override
  public Optional<String> get(String teacher) throws IOException {
    JsonNode key = keys().path(teacher);
    return key.isTextual() ? Optional.of(key.textValue()) : Optional.empty();
  }

  @Override
  public void remove(String teacher) throws IOException {
    ObjectNode keys = keys();
    if (keys.remove(teacher) != null) {
      OwnFile.replace(file, keys + "\n");
    }
  }

  private ObjectNode keys() throws IOException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode keys) {
        return keys;
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException damaged) {
      // Said below, without what stands in it.
    }
    throw new IOException("the file of keys " + file + " is damaged: delete it and add them again");
  }
}
