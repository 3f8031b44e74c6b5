package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.Event;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page action must be like before it is believed. The extension bounds what it sends; what
 * is larger was not sent by it.
 */
final class PageEventCheck {

  private static final int LONGEST_LABEL = 100;
  private static final int MOST_OPTIONS = 200;
  private static final int LONGEST_KEY = 300;
  private static final int MOST_KEYS = 12;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_HASH = 64;
  private static final int LONGEST_SHAPE = 40;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16,64}");

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
    String title = EventCheck.title(event.title());
    return switch (event) {
      case Event.Chosen chosen -> chosen(chosen, url, title);
      case Event.Copied e -> {
        Event.Spot from = spot(e.from());
        String text = said("text", e.text());
        Event.Mark mark = mark(e.mark());
        yield new Event.Copied(e.id(), e.time(), e.session(), url, title, from, text, mark);
      }
      case Event.Pasted e -> {
        Event.Spot into = spot(e.into());
        String text = said("text", e.text());
        Event.Mark mark = mark(e.mark());
        yield new Event.Pasted(e.id(), e.time(), e.session(), url, title, into, text, mark);
      }
      case Event.Edited e -> {
        Event.Spot field = spot(e.field());
        String value = said("value", e.value());
        Event.Mark mark = mark(e.mark());
        yield new Event.Edited(e.id(), e.time(), e.session(), url, title, field, value, mark);
      }
      case Event.Prompted e -> {
        Event.Spot into = spot(e.into());
        String text = said("text", e.text());
        Event.Mark mark = mark(e.mark());
        yield new Event.Prompted(e.id(), e.time(), e.session(), url, title, into, text, mark);
      }
      case Event.Gesture e -> {
        if (e.deed() == null) {
          throw EventCheck.refused("deed", "is missing", "say what was done");
        }
        Event.Spot on = spot(e.on());
        Event.Mark mark = mark(e.mark());
        yield new Event.Gesture(e.id(), e.time(), e.session(), url, title, e.deed(), on, mark);
      }
    };
  }

  private static Event.Spot spot(Event.Spot spot) {
    EventCheck.text("role", spot.role(), LONGEST_LABEL, true);
    EventCheck.text("name", spot.name(), LONGEST_LABEL, false);
    if (spot.keys().size() > MOST_KEYS) {
      throw EventCheck.refused(
          "keys", "are " + spot.keys().size() + " in number", "send at most " + MOST_KEYS);
    }
    spot.keys().forEach(key -> EventCheck.text("keys", key, LONGEST_KEY, true));
    return spot;
  }

  private static Event.Mark mark(Event.Mark mark) {
    if (mark == null) {
      return null;
    }
    EventCheck.text("hash", mark.hash(), LONGEST_HASH, true);
    if (!HASH.matcher(mark.hash()).matches()) {
      throw EventCheck.refused("hash", "is no hexadecimal number", "send the keyed hash");
    }
    EventCheck.text("shape", mark.shape(), LONGEST_SHAPE, false);
    return mark;
  }

  /** Line ends may stand in a text that was copied; other control characters may not. */
  private static String said(String member, String text) {
    EventCheck.text(member, text.replaceAll("[\\n\\t]", " "), LONGEST_TEXT, false);
    return text;
  }

  private static Event chosen(Event.Chosen event, String url, String title) {
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
        title,
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
