package dev.stillroom.host.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/**
 * Downloads from before Stillroom was there. They are rows like others, marked as past: nothing was
 * predicted of them, so they are examples and never evidence.
 */
public final class PastDownloads {

  private final Journal journal;
  private final Downloads downloads;
  private final Clock clock;

  public PastDownloads(Journal journal, Downloads downloads, Clock clock) {
    this.journal = journal;
    this.downloads = downloads;
    this.clock = clock;
  }

  /** Whether the journal has this download already, by its name and time or by its file. */
  public boolean known(Event.Download event, String fileKey) {
    return knownFile(fileKey)
        || journal.count(
                "SELECT count(*) FROM download WHERE name = ? AND abs(time - ?) < 2000",
                String.valueOf(Path.of(event.path()).getFileName()),
                event.time().toEpochMilli())
            > 0;
  }

  /** Whether a download of this file is known already. */
  public boolean knownFile(String fileKey) {
    return journal.count("SELECT count(*) FROM download WHERE file_key = ?", fileKey) > 0;
  }

  /**
   * Adds one that the browser still lists.
   *
   * @param stands where its file is now
   */
  public Download add(Event.Download event, Path stands, boolean moved) throws IOException {
    Path from = Path.of(event.path());
    Provenance says = Provenance.of(stands);
    Downloads.Found found =
        new Downloads.Found(
            from, true, FileKey.of(stands), Files.size(stands), says.referrer(), says.origin());
    ObjectNode input = Downloads.input(event, found);
    String site = input.path("host").asText(input.path("contentHost").asText(""));
    journal.update(
        "INSERT INTO download (id, event_id, time, site, name, path, mime, bytes, allowed,"
            + " file_key, input, filing, state, closes, there, past)"
            + " VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9, ?10, ?11, ?12, 1, 1)",
        event.id(),
        event.time().toEpochMilli(),
        site,
        from.getFileName().toString(),
        stands.toString(),
        input.path("mime").textValue(),
        input.path("bytes").asLong(-1),
        found.fileKey(),
        input.toString(),
        Downloads.filing(event, found).toString(),
        moved ? "acted" : "left",
        clock.instant().plus(Downloads.WINDOW).toEpochMilli());
    return downloads.find(event.id()).orElseThrow();
  }

  /**
   * Adds one of which only the file itself tells.
   *
   * @param cameInto where it was before it went where it stands
   */
  public Download add(Path cameInto, Path stands, Provenance says) throws IOException {
    String origin = says.origin() == null ? "" : says.origin();
    return add(
        new Event.Download(
            UUID.randomUUID().toString(),
            Files.getLastModifiedTime(stands).toInstant(),
            "",
            origin,
            origin,
            says.referrer(),
            null,
            null,
            null,
            Files.size(stands),
            cameInto.toString()),
        stands,
        !cameInto.getParent().equals(stands.getParent()));
  }
}
