package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Those of these paths at which a file was. */
  Map<Path, Known> at(Set<Path> paths) {
    Map<Path, Known> files = new HashMap<>();
    for (Path path : paths) {
      journal
          .first(COLUMNS + "WHERE path = ?", KnownFiles::known, path.toString())
          .ifPresent(known -> files.put(path, known));
    }
    return files;
  }

  /** Whether files were known below this path: then it was a folder. */
  boolean anyBelow(Path path) {
    return !journal
        .query(
            "SELECT 1 FROM known_file WHERE path >= ? AND path < ? LIMIT 1",
            row -> row.integer(1),
            path + "/",
            path + "0")
        .isEmpty();
  }

  /** The files in {@code file}'s folder whose names start with its stem and a dot. */
  List<Known> withStem(Path file) {
    String stem = Comparison.stemPath(file);
    return journal.query(
        COLUMNS + "WHERE path >= ? AND path < ?", KnownFiles::known, stem + ".", stem + "/");
  }

  /** The files of that key: several only where one moved and nobody has looked at its old place. */
  List<Known> withKey(String key) {
    return journal.query(COLUMNS + "WHERE file_key = ?", KnownFiles::known, key);
  }

  /** Files of the same size that came up after this one was there, newest first. */
  List<Known> laterOfSize(Known file) {
    return journal.query(
        COLUMNS + "WHERE bytes = ? AND seen > ? AND path <> ? ORDER BY seen DESC LIMIT 20",
        KnownFiles::known,
        file.bytes(),
        file.seen(),
        file.path().toString());
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
