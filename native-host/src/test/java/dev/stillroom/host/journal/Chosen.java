package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import java.time.Instant;
import java.util.List;

/** Choices in pages, as the extension sends them. */
public final class Chosen {

  public static final List<String> LABELS = List.of("bug", "feature", "question");

  private Chosen() {}

  /** A label chosen for a text at the label box of a site. */
  public static Event.Chosen at(String id, Instant time, String site, String text, String label) {
    return of(id, time, site, box(), input(text), label, null);
  }

  public static Event.Chosen of(
      String id,
      Instant time,
      String site,
      Event.Control control,
      ObjectNode input,
      String label,
      String predictionId) {
    return new Event.Chosen(
        id,
        time,
        "s",
        "http://" + site + ":8080/issues/7?token=hidden",
        "Issue 7",
        control,
        LABELS,
        label,
        input,
        predictionId);
  }

  public static Event.Control box() {
    return new Event.Control(
        "select", "Label", List.of("name:label", "attr:label", "path:aside>select[0/1]"));
  }

  public static ObjectNode input(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text).put("title", "Issue 7");
  }
}
