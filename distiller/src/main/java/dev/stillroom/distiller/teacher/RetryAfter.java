package dev.stillroom.distiller.teacher;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a busy server asks to be left alone, as seconds, milliseconds or a date (RFC 9110). */
final class RetryAfter {

  private RetryAfter() {}

  /** Null where it does not say, or says nothing that makes sense. */
  static Duration of(HttpHeaders headers) {
    Duration millis = number(headers.firstValue("retry-after-ms").orElse(""), 1);
    if (millis != null) {
      return millis;
    }
    String value = headers.firstValue("retry-after").orElse("").strip();
    Duration seconds = number(value, 1_000);
    if (seconds != null || value.isEmpty()) {
      return seconds;
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Instant now =
          headers
              .firstValue("date")
              .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
              .map(ZonedDateTime::toInstant)
              .orElse(null);
      return now == null || until.isBefore(now) ? null : Duration.between(now, until);
    } catch (DateTimeException nonsense) {
      return null;
    }
  }

  private static Duration number(String value, long unitMillis) {
    return value.strip().matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Duration.ofMillis((long) (Double.parseDouble(value.strip()) * unitMillis))
        : null;
  }
}
