package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * Something the browser saw. {@code id} is unique for ever (a random UUID): the engine records each
 * id once, however often it is sent. {@code session} names one run of one browser profile.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Event.Download.class, name = "download")})
public sealed interface Event {

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
}
