package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.Event;
import java.util.List;

/**
 * What a page action must be like before it is believed. The extension bounds what it sends; what
 * is larger was not sent by it.
 */
final class PageEventCheck {

  /** The longest INPUT in characters of JSON, and the longest text in it. */
  static final int LONGEST_INPUT = 16_384;

  private static final int MOST_MEMBERS = 40;
  private static final int LONGEST_LABEL = 100;
  private static final int MOST_OPTIONS = 200;
  private static final int LONGEST_KEY = 300;
  private static final int MOST_KEYS = 12;

  private PageEventCheck() {}

  /**
   * The event as it may be recorded, its URL without secrets.
   *
   * @throws dev.stillroom.host.protocol.RequestFailure naming the first member that is wrong
   */
  static Event checked(Event.OnPage event) {
    String url = EventCheck.url("url", event.url(), true);
    if (Sites.host(url) == null) {
      throw EventCheck.refused("url", "names no site", "send the page's address");
    }
    EventCheck.text("title", event.title(), EventCheck.LONGEST_TITLE, false);
    return switch (event) {
      case Event.Chosen chosen -> chosen(chosen, url);
    };
  }

  private static Event chosen(Event.Chosen event, String url) {
    control(event.control());
    texts("options", event.options(), MOST_OPTIONS, LONGEST_LABEL);
    EventCheck.text("label", event.label(), LONGEST_LABEL, true);
    if (!event.options().contains(event.label())) {
      throw EventCheck.refused(
          "label", "is none of the options", "send all labels that could be chosen");
    }
    EventCheck.text("predictionId", event.predictionId(), EventCheck.LONGEST_ID, false);
    input(event.input());
    return new Event.Chosen(
        event.id(),
        event.time(),
        event.session(),
        url,
        event.title(),
        event.control(),
        event.options(),
        event.label(),
        event.input(),
        event.predictionId());
  }

  private static void control(Event.Control control) {
    EventCheck.text("control's role", control.role(), LONGEST_LABEL, true);
    EventCheck.text("control's name", control.name(), LONGEST_LABEL, false);
    texts("control's keys", control.keys(), MOST_KEYS, LONGEST_KEY);
    if (control.keys().size() < 2) {
      throw EventCheck.refused("control's keys", "are too few", "send at least two");
    }
  }

  /**
   * An INPUT of a page: an object of texts, numbers, truth values and arrays of them.
   *
   * @throws dev.stillroom.host.protocol.RequestFailure naming what is wrong
   */
  static void input(JsonNode input) {
    if (input == null || !input.isObject() || input.isEmpty() || input.size() > MOST_MEMBERS) {
      throw EventCheck.refused(
          "input", "is no object of 1 to " + MOST_MEMBERS + " members", "send such an object");
    }
    if (input.toString().length() > LONGEST_INPUT) {
      throw EventCheck.refused(
          "input",
          "has " + input.toString().length() + " characters",
          "send at most " + LONGEST_INPUT + " of them");
    }
    for (JsonNode member : input) {
      boolean plain = member.isValueNode();
      if (member.isArray()) {
        plain = true;
        for (JsonNode element : member) {
          plain &= element.isValueNode();
        }
      }
      if (!plain) {
        throw EventCheck.refused("input", "holds an object", "send texts, numbers or arrays");
      }
    }
  }

  private static void texts(String member, List<String> values, int most, int longest) {
    if (values.isEmpty() || values.size() > most) {
      throw EventCheck.refused(
          member, "are " + values.size() + " in number", "send between 1 and " + most);
    }
    for (String value : values) {
      EventCheck.text(member, value, longest, true);
    }
  }
}
