package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.runtime.form.Secrets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What an event must be like before it is believed: everything in it comes from a browser and,
 * through it, from pages.
 */
final class EventCheck {

  static final int LONGEST_ID = 100;
  private static final int LONGEST_URL = 8_192;
  private static final int LONGEST_TITLE = 4_096;
  private static final int LONGEST_MIME = 255;
  private static final int LONGEST_PATH = 4_096;

  /** A browser's clock may differ from the engine's, but not by more than this. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private EventCheck() {}

  /**
   * The event as it may be recorded, its URLs without secrets.
   *
   * @throws RequestFailure naming the first member that is wrong
   */
  static Event checked(Event event, Instant now) {
    text("id", event.id(), LONGEST_ID, true);
    text("session", event.session(), LONGEST_ID, false);
    time(event.time(), now);
    return switch (event) {
      case Event.Download download -> download(download);
      case Event.OnPage onPage -> PageEventCheck.checked(onPage);
    };
  }

  private static Event.Download download(Event.Download event) {
    String mime = event.mime();
    String title = title(event.title());
    text("mime", mime, LONGEST_MIME, false);
    path(event.path(), FileSystems.getDefault());
    if (event.bytes() < -1) {
      throw refused("bytes", "is " + event.bytes(), "send the size, or -1 where it is unknown");
    }
    return new Event.Download(
        event.id(),
        event.time(),
        event.session(),
        url("url", event.url(), true),
        url("finalUrl", event.finalUrl(), false),
        url("referrer", event.referrer(), false),
        url("pageUrl", event.pageUrl(), false),
        title,
        mime,
        event.bytes(),
        event.path());
  }

  /** A page's title; none where it tells a secret, as that of a message with a code does. */
  static String title(String title) {
    text("title", title, LONGEST_TITLE, false);
    return title != null && (Secrets.in(title) || Secrets.cardIn(title)) ? null : title;
  }

  private static void time(Instant time, Instant now) {
    if (time == null) {
      throw refused("time", "is missing", "send when it happened");
    }
    if (time.isBefore(EARLIEST) || time.isAfter(now.plus(AHEAD))) {
      throw refused("time", "is " + time + ", and it is " + now, "set the clock right");
    }
  }

  static String url(String member, String value, boolean needed) {
    String plain = Sites.withoutSecrets(value);
    text(member, plain, LONGEST_URL, needed);
    return plain;
  }

  /**
   * A file's path as the system writes it: absolute, resolved, and of a file.
   *
   * @param files whose rules hold
   */
  static void path(String path, FileSystem files) {
    text("path", path, LONGEST_PATH, true);
    Path file;
    try {
      file = files.getPath(path);
    } catch (InvalidPathException none) {
      throw refused(
          "path", "is none here: " + shortened(path), "send the path as the system writes it");
    }
    if (!file.isAbsolute()) {
      throw refused("path", "is not absolute: " + shortened(path), "send an absolute path");
    }
    for (Path segment : file) {
      if (segment.toString().equals("..") || segment.toString().equals(".")) {
        throw refused(
            "path", "has a segment " + segment + ": " + shortened(path), "send it resolved");
      }
    }
    if (path.endsWith("/") || path.endsWith(files.getSeparator()) || file.getFileName() == null) {
      throw refused("path", "names no file: " + shortened(path), "send the file's path");
    }
  }

  static void text(String member, String value, int longest, boolean needed) {
    if (value == null || value.isEmpty()) {
      if (needed) {
        throw refused(member, "is missing", "send it");
      }
      return;
    }
    if (value.length() > longest) {
      throw refused(
          member, "has " + value.length() + " characters", "send at most " + longest + " of them");
    }
    if (value.indexOf('\0') >= 0) {
      throw refused(member, "holds a NUL character", "send it without");
    }
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 100 ? line : line.substring(0, 100) + "…";
  }

  static RequestFailure refused(String member, String what, String remedy) {
    return new RequestFailure(
        ErrorCode.INVALID_VALUE, "the event's " + member + " " + what + ": " + remedy);
  }
}
