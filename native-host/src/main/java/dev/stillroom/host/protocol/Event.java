package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Something the browser saw. {@code id} is unique for ever (a random UUID): the engine records each
 * id once, however often it is sent. {@code session} names one run of one browser profile.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Download.class, name = "download"),
  @JsonSubTypes.Type(value = Event.Chosen.class, name = "chosen"),
  @JsonSubTypes.Type(value = Event.Copied.class, name = "copied"),
  @JsonSubTypes.Type(value = Event.Pasted.class, name = "pasted"),
  @JsonSubTypes.Type(value = Event.Edited.class, name = "edited"),
  @JsonSubTypes.Type(value = Event.Prompted.class, name = "prompted"),
  @JsonSubTypes.Type(value = Event.Gesture.class, name = "gesture")
})
public sealed interface Event permits Event.Download, Event.OnPage {

  String id();

  Instant time();

  String session();

  /**
   * A download that completed.
   *
   * @param url where the download was asked for
   * @param finalUrl where the bytes came from, after redirects
   * @param referrer the page that linked to it, where the browser says so
   * @param pageUrl the active page at the time, where it is known and allowed
   * @param title that page's title
   * @param path absolute, as the browser reports it: hostile until resolved and checked
   * @param bytes size in bytes, or -1 where unknown
   */
  record Download(
      String id,
      Instant time,
      String session,
      String url,
      String finalUrl,
      @Nullable String referrer,
      @Nullable String pageUrl,
      @Nullable String title,
      @Nullable String mime,
      long bytes,
      String path)
      implements Event {}

  /**
   * What a person did in a page. Recorded only on sites they watch.
   *
   * <p>{@code url} is the page's, without query and fragment; the browser says it, not the page.
   */
  sealed interface OnPage extends Event
      permits Event.Chosen,
          Event.Copied,
          Event.Pasted,
          Event.Edited,
          Event.Prompted,
          Event.Gesture {

    String url();

    @Nullable
    String title();
  }

  /**
   * One of several labels was chosen beside content.
   *
   * @param control where it was chosen
   * @param options all labels there, the chosen one among them
   * @param label the chosen one
   * @param input what it was chosen for, the examples format's INPUT
   * @param predictionId the suggestion that was taken with one key, or null
   */
  record Chosen(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Control control,
      List<String> options,
      String label,
      JsonNode input,
      @Nullable String predictionId)
      implements OnPage {}

  /**
   * A control of a page, described so that it is known again when classes, ids or the order change.
   *
   * @param role {@code select}, {@code radio}, {@code menu} or {@code buttons}
   * @param name its accessible name without digits, or empty
   * @param keys what it is known by, most stable first: two in common make two descriptions one
   *     control
   */
  record Control(String role, String name, List<String> keys) {}

  /**
   * Text was copied from a page. What is secret in it the page's script has left out.
   *
   * @param from what held it
   * @param text only that there was one; the value is in memory alone
   * @param mark what stands for the value
   */
  record Copied(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Spot from,
      String text,
      @Nullable Mark mark)
      implements OnPage {}

  /** Text was pasted into a field of a page. */
  record Pasted(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Spot into,
      String text,
      @Nullable Mark mark)
      implements OnPage {}

  /** A field of a page was changed by hand; its new value. */
  record Edited(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Spot field,
      String value,
      @Nullable Mark mark)
      implements OnPage {}

  /** Something was asked in a chat of a page, which answered. */
  record Prompted(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Spot into,
      String text,
      @Nullable Mark mark)
      implements OnPage {}

  /** What else is done in a page, a step of what may be repeated. */
  enum Deed {
    CLICK,
    /** An option of a list was chosen; its value is marked. */
    SELECT,
    SUBMIT,
    /** The page was opened. */
    NAVIGATE,
    /** The page's tab was turned to. */
    TAB,
    /** Text was marked, and not copied. */
    HIGHLIGHT
  }

  /**
   * Something was done in a page.
   *
   * @param on what it was done to
   * @param mark what stands for the chosen value; null where there is none
   */
  record Gesture(
      String id,
      Instant time,
      String session,
      String url,
      @Nullable String title,
      Deed deed,
      Spot on,
      @Nullable Mark mark)
      implements OnPage {}

  /**
   * What stands for a value that is not written down: enough to see that two are equal and what
   * kind of thing they are.
   *
   * @param hash keyed, with a key that changes daily and is never written down
   * @param shape {@code Aa 9-9}: letters and digits by their kind, the lengths left out
   */
  record Mark(String hash, String shape) {}

  /**
   * Where in a page something was, in the page's own words.
   *
   * @param role the element's name or role: {@code td}, {@code textbox}
   * @param name what the page calls it: a label, a column's head, a property; or empty
   * @param keys what it is known by, most stable first; may be empty
   */
  record Spot(String role, String name, List<String> keys) {}
}
