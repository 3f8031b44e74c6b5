package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ProtocolJson;
import java.time.Instant;

/**
 * One subject with what the person did: an example.
 *
 * @param name what it is called where it is listed
 * @param output the examples format's OUTPUT
 * @param corrected whether the person took another answer back for it
 */
public record Labelled(
    String subjectId,
    String name,
    String site,
    Instant time,
    JsonNode input,
    JsonNode output,
    boolean corrected) {

  /** The label, of a kind whose output is one. */
  public String label() {
    return output.asText();
  }

  /** The line of an examples file. */
  public ObjectNode toExample() {
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    line.set("input", input);
    line.set("output", output);
    return line.put("id", subjectId)
        .put("time", time.toString())
        .put("source", corrected ? "correction" : "user");
  }
}
