package dev.stillroom.host.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that no teacher is shown, whoever asks it: the engine or a command that needs none. A
 * list that cannot be read is not taken for an empty one.
 */
public final class HiddenNames {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public HiddenNames(Home home) {
    this.file = home.teacher().resolve("hidden.json");
  }

  /** Whether there is a list, be it empty. */
  public boolean exists() {
    return Files.exists(file);
  }

  public List<String> list() throws IOException {
    if (!exists()) {
      return List.of();
    }
    try {
      JsonNode array = JSON.readTree(Files.readString(file));
      List<String> names = new ArrayList<>();
      array.forEach(name -> names.add(name.textValue()));
      if (array.isArray() && !names.contains(null)) {
        return names;
      }
    } catch (JsonProcessingException damaged) {
      // Said below.
    }
    throw new IOException(
        "the list of hidden names " + file + " is damaged: delete it, hide them again");
  }

  /** Puts another list into its place. */
  public void set(List<String> names) throws IOException {
    ArrayNode array = JSON.createArrayNode();
    names.forEach(array::add);
    OwnFile.replace(file, array + "\n");
  }
}
