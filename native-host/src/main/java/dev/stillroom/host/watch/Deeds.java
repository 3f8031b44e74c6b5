package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The labels: what was done with each download, whoever saw it. The one place that writes {@code
 * follow_up} and keeps a download's state in agreement with it.
 */
public final class Deeds {

  private static final String COLUMNS =
      "SELECT id, download_id, time, deed, target, original_gone, actor, act_id FROM follow_up"
          + " WHERE taken_back = 0 ";

  private final Journal journal;
  private final Downloads downloads;
  private final FollowUps listener;

  public Deeds(Journal journal, Downloads downloads, FollowUps listener) {
    this.journal = journal;
    this.downloads = downloads;
    this.listener = listener;
  }

  private record Row(long id, FollowUp followUp) {}

  /** Writes a deed and tells the listener. A deed corrects an earlier "left alone". */
  public void record(FollowUp followUp) {
    String id = followUp.downloadId();
    Deed deed = followUp.deed();
    journal.transaction(
        () -> {
          if (deed instanceof Deed.Left) {
            downloads.state(id, Download.State.LEFT);
          } else {
            journal.update(
                "UPDATE follow_up SET taken_back = 1 WHERE download_id = ? AND deed = 'leave'", id);
            downloads.state(id, Download.State.ACTED);
          }
          Path target = target(deed);
          journal.update(
              "INSERT INTO follow_up (download_id, time, deed, target, original_gone, actor,"
                  + " act_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
              id,
              followUp.time().toEpochMilli(),
              deed.symbol(),
              target == null ? null : target.toString(),
              deed instanceof Deed.Converted c && c.originalGone() ? 1 : 0,
              followUp.actor().name().toLowerCase(Locale.ROOT),
              followUp.actId());
          return null;
        });
    listener.followedUp(followUp);
  }

  /**
   * Writes what became of a download from before; nobody is told, since nothing follows from it.
   */
  public void recordPast(String downloadId, Path target, Instant time) {
    journal.update(
        "INSERT INTO follow_up (download_id, time, deed, target, actor) VALUES (?, ?, ?, ?, ?)",
        downloadId,
        time.toEpochMilli(),
        new Deed.Moved(target).symbol(),
        target.toString(),
        FollowUp.Actor.OUTSIDE.name().toLowerCase(Locale.ROOT));
  }

  /** What was done with a download and not taken back, oldest first. */
  public List<FollowUp> of(String downloadId) {
    return rows(downloadId).stream().map(Row::followUp).toList();
  }

  /** The same of the newest downloads, by download. */
  public Map<String, List<FollowUp>> ofRecent(int limit) {
    return journal
        .query(
            COLUMNS
                + "AND download_id IN (SELECT id FROM download ORDER BY time DESC, rowid DESC"
                + " LIMIT ?) ORDER BY id",
            Deeds::row,
            limit)
        .stream()
        .map(Row::followUp)
        .collect(Collectors.groupingBy(FollowUp::downloadId));
  }

  /**
   * Takes back the deeds of a download that {@code which} chooses; when none is left the download
   * is open again.
   *
   * @return how many were taken back
   */
  public int takeBack(String downloadId, Predicate<FollowUp> which) {
    List<Row> rows = rows(downloadId);
    List<Row> taken = rows.stream().filter(r -> which.test(r.followUp())).toList();
    if (taken.isEmpty()) {
      return 0;
    }
    journal.transaction(
        () -> {
          taken.forEach(
              r -> journal.update("UPDATE follow_up SET taken_back = 1 WHERE id = ?", r.id()));
          downloads.state(
              downloadId, taken.size() == rows.size() ? Download.State.OPEN : Download.State.ACTED);
          return null;
        });
    taken.forEach(r -> listener.takenBack(r.followUp()));
    return taken.size();
  }

  /** Takes back what an act did, because it was undone. */
  public int takeBackAct(String actId) {
    return journal
        .query(
            "SELECT DISTINCT download_id FROM follow_up WHERE act_id = ? AND taken_back = 0",
            row -> row.text(1),
            actId)
        .stream()
        .mapToInt(id -> takeBack(id, f -> actId.equals(f.actId())))
        .sum();
  }

  /** Takes back conversions whose result turned out to be a download itself. */
  void takeBackConversionsTo(Path target) {
    journal
        .query(
            "SELECT DISTINCT download_id FROM follow_up WHERE target = ? AND actor = 'outside'"
                + " AND deed LIKE 'convert:%' AND taken_back = 0",
            row -> row.text(1), target.toString())
        .forEach(
            id ->
                takeBack(
                    id, f -> f.deed() instanceof Deed.Converted c && c.target().equals(target)));
  }

  /** The original of a conversion disappeared after it; whether there was such a conversion. */
  boolean originalGone(String downloadId) {
    List<Row> conversions =
        rows(downloadId).stream()
            .filter(r -> r.followUp().deed() instanceof Deed.Converted)
            .toList();
    for (Row row : conversions) {
      FollowUp f = row.followUp();
      if (f.deed() instanceof Deed.Converted c && !c.originalGone()) {
        journal.update("UPDATE follow_up SET original_gone = 1 WHERE id = ?", row.id());
        listener.originalGone(
            new FollowUp(
                f.downloadId(),
                f.time(),
                new Deed.Converted(c.format(), c.target(), true),
                f.actor(),
                f.actId()));
      }
    }
    return !conversions.isEmpty();
  }

  /**
   * Closes open downloads whose window ended: left alone, if they could be watched at all.
   *
   * @return how many were closed
   */
  public int closeDue(Instant now) {
    List<Download> due = downloads.due(now);
    for (Download download : due) {
      if (download.allowed() && download.fileKey() != null) {
        record(new FollowUp(download.id(), now, new Deed.Left(), FollowUp.Actor.OUTSIDE, null));
      } else {
        downloads.state(download.id(), Download.State.LEFT);
      }
    }
    return due.size();
  }

  private List<Row> rows(String downloadId) {
    return journal.query(COLUMNS + "AND download_id = ? ORDER BY id", Deeds::row, downloadId);
  }

  private static Row row(Journal.Row row) throws SQLException {
    Path target = row.text(5) == null ? null : Path.of(row.text(5));
    return new Row(
        row.number(1),
        new FollowUp(
            row.text(2),
            Instant.ofEpochMilli(row.number(3)),
            deed(row.text(4), target, row.flag(6)),
            FollowUp.Actor.valueOf(row.text(7).toUpperCase(Locale.ROOT)),
            row.text(8)));
  }

  private static Deed deed(String symbol, Path target, boolean originalGone) {
    return switch (symbol) {
      case "move" -> new Deed.Moved(target);
      case "rename" -> new Deed.Renamed(target);
      case "delete" -> new Deed.Deleted();
      case "leave" -> new Deed.Left();
      default -> {
        if (!symbol.startsWith("convert:")) {
          throw new IllegalArgumentException("unknown deed in the journal: " + symbol);
        }
        yield new Deed.Converted(symbol.substring("convert:".length()), target, originalGone);
      }
    };
  }

  private static Path target(Deed deed) {
    return switch (deed) {
      case Deed.Converted c -> c.target();
      case Deed.Moved m -> m.target();
      case Deed.Renamed r -> r.target();
      case Deed.Deleted _ -> null;
      case Deed.Left _ -> null;
    };
  }
}
