package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of the watched folders as last seen; what a rescan is compared with. */
final class KnownFiles {

  private static final String COLUMNS =
      "SELECT path, file_key, bytes, modified, digest, seen FROM known_file ";

  private final Journal journal;

  KnownFiles(Journal journal) {
    this.journal = journal;
  }

  /**
   * @param digest null when it was never needed
   * @param seen when it was first seen, in milliseconds since 1970; 0 when it was there already at
   *     its folder's first scan
   */
  record Known(Path path, String key, long bytes, long modified, String digest, long seen) {

    boolean same(Listing.Seen other) {
      return sameContent(other) && key.equals(other.key());
    }

    boolean sameContent(Listing.Seen other) {
      return bytes == other.bytes() && modified == other.modified();
    }
  }

  /** All files below these folders, by path. */
  Map<Path, Known> below(List<Path> roots) {
    Map<Path, Known> files = new HashMap<>();
    for (Path root : roots) {
      // '0' follows '/', so this is every path that starts with the root and a slash.
      for (Known known :
          journal.query(
              COLUMNS + "WHERE path >= ? AND path < ?",
              KnownFiles::known,
              root + "/",
              root + "0")) {
        files.put(known.path(), known);
      }
    }
    return files;
  }

  /** The files in {@code file}'s folder whose names start with its stem and a dot. */
  List<Known> withStem(Path file) {
    String stem = Comparison.stemPath(file);
    return journal.query(
        COLUMNS + "WHERE path >= ? AND path < ?", KnownFiles::known, stem + ".", stem + "/");
  }

  /** Keeps what was seen; a digest of other content is dropped. */
  void put(Listing.Seen file, String digest, long seen) {
    journal.update(
        "INSERT INTO known_file (path, file_key, bytes, modified, digest, seen)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            + " file_key = excluded.file_key, bytes = excluded.bytes,"
            + " modified = excluded.modified, digest = excluded.digest",
        file.path().toString(),
        file.key(),
        file.bytes(),
        file.modified(),
        digest,
        seen);
  }

  void digest(Path path, String digest) {
    journal.update("UPDATE known_file SET digest = ? WHERE path = ?", digest, path.toString());
  }

  void remove(Path path) {
    journal.update("DELETE FROM known_file WHERE path = ?", path.toString());
  }

  void removeBelow(Path root) {
    journal.update("DELETE FROM known_file WHERE path >= ? AND path < ?", root + "/", root + "0");
  }

  private static Known known(Journal.Row row) throws SQLException {
    return new Known(
        Path.of(row.text(1)),
        row.text(2),
        row.number(3),
        row.number(4),
        row.text(5),
        row.number(6));
  }
}
