package dev.stillroom.host.routine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.routine.discovery.LogReader;
import dev.stillroom.host.routine.discovery.LoggedEvent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** An event of the journal as a line of a log, so that one way leads from either to a routine. */
public final class EventLine {

  private EventLine() {}

  /** The line; empty of an event of which another one tells the same. */
  public static Optional<ObjectNode> of(Event event) {
    return switch (event) {
      case Event.Download download -> Optional.of(download(download));
      // The choice of an option is told by a gesture, too, and without what it was chosen for.
      case Event.Chosen _ -> Optional.empty();
      case Event.Copied e -> Optional.of(line(e, "copy", e.from()));
      case Event.Pasted e -> Optional.of(line(e, "paste", e.into()));
      case Event.Edited e -> Optional.of(line(e, type(e), e.field()));
      case Event.Prompted e -> Optional.of(line(e, "prompt", e.into()));
      case Event.Gesture e -> Optional.of(line(e, type(e.deed()), e.on()));
    };
  }

  /** What discovery sees of an event. */
  public static Optional<LoggedEvent> logged(Event event) {
    return of(event).map(LogReader::event);
  }

  /** What was done, as logs call it. */
  public static String type(Event.Deed deed) {
    return switch (deed) {
      case HIGHLIGHT -> "selection";
      case CLICK, SELECT, SUBMIT, NAVIGATE, TAB -> deed.name().toLowerCase(Locale.ROOT);
    };
  }

  /** What was done to a field: what is searched for is looked for, and makes nothing. */
  public static String type(Event.Edited event) {
    return event.field().role().equals("searchbox") ? "search" : "input";
  }

  private static ObjectNode line(Event.OnPage event, String type, Event.Spot spot) {
    ObjectNode line = line(event, type);
    line.put("url", withoutPort(event.url()));
    ObjectNode target = line.putObject("target");
    target.put("role", spot.role());
    if (!spot.name().isBlank()) {
      target.put("label", spot.name());
    }
    for (String key : spot.keys()) {
      int equals = key.indexOf('=');
      if (equals > 0) {
        String name = key.substring(0, equals);
        switch (name) {
          case "name", "id", "path" -> target.put(name, key.substring(equals + 1));
          default -> {
            // What tells it from its likes on this page says nothing of what is repeated.
          }
        }
      }
    }
    return line;
  }

  private static ObjectNode download(Event.Download event) {
    ObjectNode line = line(event, "download");
    String page = event.pageUrl() == null ? event.referrer() : event.pageUrl();
    line.put("url", withoutPort(page == null ? event.finalUrl() : page));
    Path name = Path.of(event.path()).getFileName();
    line.putObject("file").put("name", name == null ? "" : name.toString());
    return line;
  }

  /** A site is known by its host, as a person knows it. */
  private static String withoutPort(String url) {
    return url.replaceFirst("^(\\w+://[^/?#:]+):\\d+", "$1");
  }

  private static ObjectNode line(Event event, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("time", event.time().toString())
        .put("type", type);
  }
}
