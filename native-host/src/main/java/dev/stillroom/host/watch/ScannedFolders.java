package dev.stillroom.host.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Which folders were scanned before, each with its own file key. */
final class ScannedFolders {

  private static final String SETTING = "scannedFolders";

  private final Settings settings;

  ScannedFolders(Settings settings) {
    this.settings = settings;
  }

  /**
   * The folders that can be compared with what was known of them. One that was never scanned, or is
   * another one than before (a drive taken away or brought back), is given to {@code first} to be
   * taken as it is: what is missing there was not deleted.
   *
   * @param listed the folders that could be listed; others are left for another time
   */
  List<Path> scannedBefore(List<Path> roots, List<Path> listed, Consumer<Path> first) {
    ObjectNode before =
        settings
            .get(SETTING)
            .map(ObjectNode.class::cast)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    ObjectNode now = JsonNodeFactory.instance.objectNode();
    List<Path> again = new ArrayList<>();
    for (Path root : roots) {
      String name = root.toString();
      String old = before.path(name).asText();
      String key = listed.contains(root) ? key(root) : "";
      if (key.isEmpty()) {
        now.put(name, old);
      } else {
        now.put(name, key);
        if (key.equals(old)) {
          again.add(root);
        } else {
          first.accept(root);
        }
      }
    }
    if (!now.equals(before)) {
      settings.put(SETTING, now);
    }
    return again;
  }

  /** Whether these folders were all scanned and are the same as then. */
  boolean same(List<Path> roots) {
    JsonNode before = settings.get(SETTING).orElseGet(JsonNodeFactory.instance::objectNode);
    return roots.stream()
        .allMatch(
            root -> {
              String key = key(root);
              return !key.isEmpty() && key.equals(before.path(root.toString()).asText());
            });
  }

  private static String key(Path folder) {
    try {
      return FileKey.of(folder);
    } catch (IOException notThere) {
      return "";
    }
  }
}
