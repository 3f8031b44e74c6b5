package dev.stillroom.host.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The native-messaging manifest: what a browser reads to find and to allow the host. */
final class HostManifest {

  static final String FILE_NAME = Protocol.HOST_NAME + ".json";

  private HostManifest() {}

  static byte[] content(BrowserPlace.Family family, String startScript) throws IOException {
    ObjectNode manifest = ProtocolJson.MAPPER.createObjectNode();
    manifest.put("name", Protocol.HOST_NAME);
    manifest.put("description", "Stillroom: learns what you repeat, on this machine");
    manifest.put("path", startScript);
    manifest.put("type", "stdio");
    switch (family) {
      case CHROMIUM -> {
        ArrayNode origins = manifest.putArray("allowed_origins");
        ExtensionIds.CHROMIUM.stream()
            .sorted()
            .forEach(id -> origins.add("chrome-extension://" + id + "/"));
      }
      case FIREFOX -> manifest.putArray("allowed_extensions").add(ExtensionIds.FIREFOX);
    }
    String json = ProtocolJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The program a manifest starts; nothing when it is missing, unreadable or another host's. */
  static Optional<Path> startScript(Path manifest) {
    try {
      JsonNode tree = ProtocolJson.MAPPER.readTree(Files.readAllBytes(manifest));
      return tree != null && Protocol.HOST_NAME.equals(tree.path("name").asText())
          ? Optional.of(manifest.getFileSystem().getPath(tree.path("path").asText()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException missing) {
      return Optional.empty();
    }
  }
}
