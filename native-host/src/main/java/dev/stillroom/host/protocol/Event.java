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
  @JsonSubTypes.Type(value = Event.Chosen.class, name = "chosen")
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
  sealed interface OnPage extends Event permits Event.Chosen {

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
}
