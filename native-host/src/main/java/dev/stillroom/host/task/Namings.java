package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Prediction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the person calls the files they put into a folder. Where most of the last ones got another
 * name, a text program is learned from what was known of each and what it was called in the end; it
 * says a name together with the folder. The extension always stays.
 */
public final class Namings {

  /** Fewer examples make no pattern. */
  static final int LEAST = 3;

  /** So many of a folder's files are looked at, the newest. */
  private static final int LATELY = 40;

  /** So large a share of the last ten must have been renamed. */
  private static final double SHARE = 0.8;

  private static final int LAST = 10;

  private static final int MOST_DOWNLOADS = 2_000;

  /** What is less sure is not said; for what is done without asking see {@link FilingKind#SURE}. */
  public static final double LIKELY = 0.5;

  private final Journal journal;
  private final Pool pool;
  private final Downloads downloads;
  private final ZoneId zone;

  /**
   * @param zone in which the person's dates are
   */
  public Namings(Journal journal, Downloads downloads, Pool pool, ZoneId zone) {
    this.journal = journal;
    this.downloads = downloads;
    this.pool = pool;
    this.zone = zone;
  }

  /** A file that the person put into a folder, and whether they gave it another name. */
  private record Named(Labelled pair, boolean renamed) {}

  /** Folders whose pattern is to be learned or learned anew, with the examples, oldest first. */
  public Map<String, List<Labelled>> wanted() {
    Map<String, List<Named>> folders = new LinkedHashMap<>();
    for (Told told : told()) {
      Path folder = told.target().getParent();
      named(told)
          .ifPresent(
              one -> folders.computeIfAbsent(folder.toString(), key -> new ArrayList<>()).add(one));
    }
    Map<String, List<Labelled>> wanted = new LinkedHashMap<>();
    folders.forEach(
        (folder, files) -> {
          List<Labelled> pairs = pattern(files.reversed());
          if (pairs.size() != known(folder) && (!pairs.isEmpty() || known(folder) > 0)) {
            wanted.put(folder, pairs);
          }
        });
    return wanted;
  }

  private static List<Labelled> pattern(List<Named> files) {
    List<Named> lately = files.subList(Math.max(0, files.size() - LATELY), files.size());
    List<Named> last = lately.subList(Math.max(0, lately.size() - LAST), lately.size());
    long renamed = last.stream().filter(Named::renamed).count();
    return renamed >= LEAST && renamed >= SHARE * last.size()
        ? lately.stream().filter(Named::renamed).map(Named::pair).toList()
        : List.of();
  }

  private long known(String folder) {
    return journal
        .first("SELECT pairs FROM naming WHERE folder = ?", row -> row.number(1), folder)
        .orElse(0L);
  }

  private record Told(
      String id, String name, String site, Instant time, String title, Path target) {}

  /** Where the person put downloads in the end, newest first. */
  private List<Told> told() {
    return journal.query(
        "SELECT d.id, d.name, d.site, d.time, coalesce(json_extract(d.input, '$.title'), ''),"
            + " (SELECT f.target FROM follow_up f WHERE f.download_id = d.id AND f.taken_back = 0"
            + " AND f.actor <> 'model' AND f.deed IN ('move', 'rename') ORDER BY f.id DESC LIMIT 1)"
            + " AS last FROM download d WHERE last IS NOT NULL AND d.allowed = 1 AND EXISTS"
            + " (SELECT 1 FROM follow_up m WHERE m.download_id = d.id AND m.deed = 'move'"
            + " AND m.taken_back = 0) ORDER BY d.time DESC, d.rowid DESC LIMIT ?",
        row ->
            new Told(
                row.text(1),
                row.text(2),
                row.text(3),
                Instant.ofEpochMilli(row.number(4)),
                row.text(5),
                Path.of(row.text(6))),
        MOST_DOWNLOADS);
  }

  /** Nothing of a file that got another extension: that is no matter of names. */
  private Optional<Named> named(Told told) {
    FileName before = FileName.of(told.name());
    FileName after = FileName.of(told.target().getFileName().toString());
    if (!before.extension().equalsIgnoreCase(after.extension())) {
      return Optional.empty();
    }
    Labelled pair =
        new Labelled(
            told.id(),
            told.name(),
            told.site(),
            told.time(),
            input(told.name(), told.site(), told.title(), told.time()),
            TextNode.valueOf(after.stem()),
            false);
    return Optional.of(new Named(pair, !before.stem().equals(after.stem())));
  }

  private ObjectNode input(String name, String site, String title, Instant time) {
    return input(name, site, title, time, zone);
  }

  /** What a program for names sees of a file, the examples format's INPUT. */
  public static ObjectNode input(
      String name, String site, String title, Instant time, ZoneId zone) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("name", FileName.of(name).stem());
    input.put("title", title);
    input.put("site", site);
    input.put("date", time.atZone(zone).toLocalDate().toString());
    return input;
  }

  /**
   * What was learned for a folder.
   *
   * @param digest of the program's pack; null where none was found
   */
  public void learned(String folder, @Nullable String digest, int pairs) {
    journal.update(
        "INSERT INTO naming (folder, digest, pairs) VALUES (?, ?, ?) ON CONFLICT (folder) DO UPDATE"
            + " SET digest = excluded.digest, pairs = excluded.pairs",
        folder,
        digest,
        pairs);
  }

  /** Whether a program with this card may say names. */
  public static boolean good(JsonNode card) {
    JsonNode verdict = card.path("verdict");
    return verdict.path("better").asBoolean(verdict.path("passes").asBoolean());
  }

  /** Says the names that go with the folders said for a download, where there are any. */
  public void say(List<PredictionRow> rows) {
    for (PredictionRow row : rows) {
      boolean said = row.mode().asked() || row.mode() == Mode.APPLIED;
      if (said && row.acts()) {
        double least = row.mode() == Mode.APPLIED ? FilingKind.SURE : LIKELY;
        downloads
            .find(row.subjectId())
            .flatMap(download -> name(row.output(), download, least))
            .ifPresent(
                name ->
                    journal.update(
                        "INSERT OR REPLACE INTO said_name (prediction_id, name) VALUES (?, ?)",
                        row.id(),
                        name));
      }
    }
  }

  /**
   * The name that a file would get in a folder, if it is another one than it has.
   *
   * @param least how sure it must be
   */
  public Optional<String> name(String folder, Download download, double least) {
    Optional<String> digest =
        journal.first(
            "SELECT digest FROM naming WHERE folder = ? AND digest IS NOT NULL",
            row -> row.text(1),
            folder);
    if (digest.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode input =
        input(
            download.name(),
            download.site(),
            download.input().path("title").asText(""),
            download.time());
    try {
      Prediction said = pool.student(digest.get()).predict(Input.of(input));
      return Optional.ofNullable(said.confidence() >= least ? said.output() : null)
          .flatMap(stem -> FileName.of(download.name()).withStem(stem))
          .filter(name -> !name.equals(download.path().getFileName().toString()));
    } catch (PackRefused gone) {
      return Optional.empty(); // The file keeps its name.
    }
  }

  /** The name said with a prediction, or null. */
  public static @Nullable String said(Journal journal, String predictionId) {
    return journal
        .first(
            "SELECT name FROM said_name WHERE prediction_id = ?", row -> row.text(1), predictionId)
        .orElse(null);
  }
}
