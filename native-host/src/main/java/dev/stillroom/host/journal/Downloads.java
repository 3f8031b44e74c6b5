package dev.stillroom.host.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The downloads: one row for each, with what a student sees of it and what became of it. */
public final class Downloads {

  /** How long after it was recorded a download waits for a deed before it counts as left alone. */
  public static final Duration WINDOW = Duration.ofHours(24);

  private static final String COLUMNS =
      "SELECT id, event_id, time, site, name, path, mime, bytes, allowed, file_key, digest, input,"
          + " state, closes, there, filing FROM download ";

  private final Journal journal;
  private final Clock clock;

  public Downloads(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What was found at a download's path.
   *
   * @param path resolved
   * @param allowed whether it is within an allowed folder
   * @param fileKey null when there is no such file
   * @param bytes the file's size, or -1
   * @param referrer the page's URL where the file itself tells and the event does not
   * @param origin the content's URL where the file itself tells
   */
  public record Found(
      Path path,
      boolean allowed,
      @Nullable String fileKey,
      long bytes,
      @Nullable String referrer,
      @Nullable String origin) {}

  /**
   * Makes the row of a download event; the same event makes it once. Its window starts now and not
   * at the event's time: an event that waited in the browser's queue has not been watched yet.
   */
  public Download add(Event.Download event, Found found) {
    ObjectNode input = input(event, found);
    String host = input.path("host").asText("");
    String contentHost = input.path("contentHost").asText("");
    journal.update(
        "INSERT OR IGNORE INTO download (id, event_id, time, site, name, path, mime, bytes,"
            + " allowed, file_key, input, filing, state, closes, there)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        event.id(),
        event.id(),
        event.time().toEpochMilli(),
        input.path("host").isTextual() ? host : contentHost,
        input.path("name").asText(),
        found.path().toString(),
        input.path("mime").textValue(),
        input.path("bytes").asLong(-1),
        found.allowed() ? 1 : 0,
        found.fileKey(),
        input.toString(),
        FilingInput.of(event, input).toString(),
        clock.instant().plus(WINDOW).toEpochMilli(),
        found.fileKey() == null ? 0 : 1);
    return find(event.id()).orElseThrow();
  }

  /**
   * The INPUT of a download. {@code host} is the page's, {@code contentHost} that of the bytes: a
   * content network is not the page. Members that are unknown are null.
   */
  public static ObjectNode input(Event.Download event, Found found) {
    String name = found.path().getFileName().toString();
    String host = Sites.host(event.referrer());
    host = host != null ? host : Sites.host(event.pageUrl());
    host = host != null ? host : Sites.host(found.referrer());
    String contentHost = Sites.host(event.finalUrl());
    contentHost = contentHost != null ? contentHost : Sites.host(event.url());
    contentHost = contentHost != null ? contentHost : Sites.host(found.origin());
    long bytes = event.bytes() >= 0 ? event.bytes() : found.bytes();
    Path folder = found.path().getParent();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("name", name);
    input.put("extension", extension(name));
    input.put("mime", mime(event.mime()));
    input.put("host", host);
    input.put("contentHost", contentHost);
    input.put("title", event.title());
    input.put("bytes", bytes < 0 ? null : bytes);
    input.put(
        "folder",
        folder == null || folder.getFileName() == null ? null : folder.getFileName().toString());
    return input;
  }

  /** The same as a student of folders sees it. */
  public static ObjectNode filing(Event.Download event, Found found) {
    return FilingInput.of(event, input(event, found));
  }

  /** What a look into the file told; a student of folders sees it from now on. */
  public Download looked(Download download, Inside inside) {
    ObjectNode filing = download.filing().deepCopy();
    FilingInput.add(filing, inside);
    journal.update("UPDATE download SET filing = ? WHERE id = ?", filing.toString(), download.id());
    return find(download.id()).orElseThrow();
  }

  /**
   * The same input with what a look into the file told.
   *
   * @param inside null where nobody looked
   */
  public static ObjectNode inside(ObjectNode filing, @Nullable Inside inside) {
    ObjectNode more = filing.deepCopy();
    if (inside != null) {
      FilingInput.add(more, inside);
    }
    return more;
  }

  /** The newest downloads that are there and that nobody has looked into. */
  public List<Download> neverLookedInto(int limit) {
    return journal.query(
        COLUMNS
            + "WHERE allowed = 1 AND there = 1 AND file_key IS NOT NULL AND filing IS NOT NULL"
            + " AND json_type(filing, '$.words') IS NULL ORDER BY time DESC LIMIT ?",
        Downloads::download,
        limit);
  }

  /** A file name's extension in lower case without the dot; null where it has none. */
  public static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 || dot == name.length() - 1
        ? null
        : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** The type alone, without parameters such as a character set. */
  private static String mime(String mime) {
    if (mime == null || mime.isBlank()) {
      return null;
    }
    int parameters = mime.indexOf(';');
    return (parameters < 0 ? mime : mime.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  public Optional<Download> find(String id) {
    return journal.first(COLUMNS + "WHERE id = ?", Downloads::download, id);
  }

  /** The newest download whose file is, or was last, at {@code path}. */
  public Optional<Download> byPath(Path path) {
    return journal.first(
        COLUMNS + "WHERE path = ? ORDER BY there DESC, time DESC, rowid DESC LIMIT 1",
        Downloads::download,
        path.toString());
  }

  /** The newest download with this file key whose file still is. */
  public Optional<Download> byKey(String fileKey) {
    return journal.first(
        COLUMNS + "WHERE file_key = ? AND there = 1 ORDER BY time DESC, rowid DESC LIMIT 1",
        Downloads::download,
        fileKey);
  }

  /**
   * Downloads whose path is {@code start} followed by a dot and an extension, newest first, their
   * files there or not.
   */
  public List<Download> withStem(String start) {
    return journal.query(
        COLUMNS + "WHERE path >= ? AND path < ? ORDER BY time DESC, rowid DESC",
        Downloads::download,
        start + ".",
        start + "/"); // '/' follows '.' in every character set
  }

  /** Open downloads whose window ended at or before {@code now}. */
  public List<Download> due(Instant now) {
    return journal.query(
        COLUMNS + "WHERE state = 'open' AND closes <= ? ORDER BY closes",
        Downloads::download,
        now.toEpochMilli());
  }

  public List<Download> open() {
    return journal.query(COLUMNS + "WHERE state = 'open' ORDER BY time", Downloads::download);
  }

  /** Downloads whose files are there and were not read yet. */
  public List<Download> unread() {
    return journal.query(
        COLUMNS + "WHERE digest IS NULL AND there = 1 AND allowed = 1 AND past = 0",
        Downloads::download);
  }

  /** The newest downloads, newest first. */
  public List<Download> recent(int limit) {
    return journal.query(
        COLUMNS + "ORDER BY time DESC, rowid DESC LIMIT ?", Downloads::download, limit);
  }

  /** The same without those from before Stillroom was there. */
  public List<Download> recentSeen(int limit) {
    return journal.query(
        COLUMNS + "WHERE past = 0 ORDER BY time DESC, rowid DESC LIMIT ?",
        Downloads::download,
        limit);
  }

  public void state(String id, Download.State state) {
    journal.update("UPDATE download SET state = ? WHERE id = ?", lower(state), id);
  }

  /** The file was seen: it is there, under this path and key. */
  public void seen(String id, Path path, String fileKey) {
    journal.update(
        "UPDATE download SET path = ?, file_key = ?, there = 1 WHERE id = ?",
        path.toString(),
        fileKey,
        id);
  }

  public void digest(String id, String digest) {
    journal.update("UPDATE download SET digest = ? WHERE id = ?", digest, id);
  }

  /** Every download whose file may be looked at. */
  public List<Download> allowed() {
    return journal.query(COLUMNS + "WHERE allowed = 1", Downloads::download);
  }

  /** Its folder was taken back: the file is not looked at any more, and nothing is known of it. */
  public void disallow(String id) {
    journal.update("UPDATE download SET allowed = 0, file_key = NULL, there = 0 WHERE id = ?", id);
  }

  /** Its folder is allowed now; {@code fileKey} is null when the file is no longer there. */
  public void allow(String id, @Nullable String fileKey) {
    journal.update(
        "UPDATE download SET allowed = 1, file_key = ?, there = ? WHERE id = ?",
        fileKey,
        fileKey == null ? 0 : 1,
        id);
  }

  /**
   * Removes downloads from before {@code before} that say nothing: nothing was done with them,
   * nothing predicted, and no task learns from what was left alone, or they could not be watched.
   *
   * @return how many
   */
  public int expire(Instant before) {
    String silent =
        "FROM download WHERE time < ?1 AND closes < ?1"
            + " AND NOT EXISTS (SELECT 1 FROM act a WHERE a.download_id = download.id)"
            + " AND NOT EXISTS (SELECT 1 FROM prediction p WHERE p.subject_id = download.id)"
            + " AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.download_id = download.id"
            + " AND f.deed <> 'leave')"
            + " AND (allowed = 0 OR file_key IS NULL OR NOT EXISTS"
            + " (SELECT 1 FROM task WHERE phase IN ('READY', 'DISTILLING', 'FAILED')"
            + " AND (deed LIKE 'convert:%' OR deed = 'file')))";
    long at = before.toEpochMilli();
    journal.update("DELETE FROM follow_up WHERE download_id IN (SELECT id " + silent + ")", at);
    return journal.update("DELETE " + silent, at);
  }

  /** The file is no longer there. */
  public void gone(String id) {
    journal.update("UPDATE download SET there = 0 WHERE id = ?", id);
  }

  private static String lower(Download.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Download download(Journal.Row row) throws SQLException {
    ObjectNode input = parse(row.text(12));
    return new Download(
        row.text(1),
        row.text(2),
        Instant.ofEpochMilli(row.number(3)),
        row.text(4),
        row.text(5),
        Path.of(row.text(6)),
        row.text(7),
        row.number(8),
        row.flag(9),
        row.text(10),
        row.text(11),
        input,
        row.text(16) == null ? FilingInput.of(input) : parse(row.text(16)),
        Download.State.valueOf(row.text(13).toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(row.number(14)),
        row.flag(15));
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) ProtocolJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new JournalFailure("a download's input is not JSON: " + json, e);
    }
  }
}
