package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.Event;
import java.util.List;

/**
 * What a page action must be like before it is believed. The extension bounds what it sends; what
 * is larger was not sent by it.
 */
final class PageEventCheck {

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
    return new Event.Chosen(
        event.id(),
        event.time(),
        event.session(),
        url,
        event.title(),
        event.control(),
        event.options(),
        event.label(),
        Inputs.checked(event.input()),
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
