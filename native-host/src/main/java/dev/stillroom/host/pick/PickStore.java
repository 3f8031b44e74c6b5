package dev.stillroom.host.pick;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.PickView.PickShape;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.task.LearnedByShowing;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Picks, their pages and their rows in the journal. */
final class PickStore {

  /** Pages whose input is kept to learn from: the newest, beside those that were corrected. */
  static final int EXAMPLES = 40;

  private static final TypeReference<List<PickField>> FIELDS = new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, List<String>>> CELLS =
      new TypeReference<>() {};

  private static final String COLUMNS =
      "SELECT task_id, time, title, site, place, form, shape, fields FROM pick ";

  private final Journal journal;
  private final Clock clock;

  PickStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** A row of the table of picks. */
  record Stored(
      String taskId,
      Instant time,
      String title,
      String site,
      PageKind kind,
      String form,
      PickShape shape,
      List<PickField> fields) {

    Stored with(PageKind kind, PickShape shape, List<PickField> fields) {
      return new Stored(taskId, time, title, site, kind, form, shape, fields);
    }
  }

  Optional<Stored> find(String taskId) {
    return journal.first(COLUMNS + "WHERE task_id = ?", PickStore::map, taskId);
  }

  Stored get(String taskId) {
    return find(taskId)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND,
                    "nothing picked is called '" + taskId + "': it was forgotten, pick it anew"));
  }

  /** Those of fields, of a site or all; the newest first. */
  List<Stored> of(String site) {
    return site == null
        ? journal.query(
            COLUMNS + "WHERE form <> 'summary' ORDER BY time DESC LIMIT 200", PickStore::map)
        : journal.query(
            COLUMNS + "WHERE form <> 'summary' AND site = ? ORDER BY time DESC LIMIT 200",
            PickStore::map,
            site);
  }

  /** Those of sentences, of a site; the newest first. */
  List<Stored> summaries(String site) {
    return journal.query(
        COLUMNS + "WHERE form = 'summary' AND site = ? ORDER BY time DESC LIMIT 200",
        PickStore::map,
        site);
  }

  void put(Stored pick) {
    journal.update(
        "INSERT INTO pick (task_id, time, title, site, place, form, shape, fields)"
            + " VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (task_id) DO UPDATE SET"
            + " place = excluded.place, shape = excluded.shape, fields = excluded.fields",
        pick.taskId(),
        pick.time().toEpochMilli(),
        pick.title(),
        pick.site(),
        pick.kind().place(),
        pick.form(),
        pick.shape().name(),
        json(pick.fields()));
  }

  /** Adds a page with its rows, and says what it is called. */
  long addPage(
      String taskId,
      String site,
      String url,
      String title,
      String input,
      JsonNode output,
      FilledIn filled,
      List<Map<String, List<String>>> rows) {
    // The time keeps it above what was deleted: a panel may still know a page by an old id.
    long id =
        journal.count("SELECT max(coalesce(max(id), 0) + 1, ?) FROM picked_page", clock.millis());
    journal.update(
        "INSERT INTO picked_page (id, task_id, time, site, url, title, input, output, filled)"
            + " VALUES (?,?,?,?,?,?,?,?,?)",
        id,
        taskId,
        clock.millis(),
        site,
        url,
        title,
        input,
        output.toString(),
        filled.name());
    for (Map<String, List<String>> cells : rows) {
      journal.update(
          "INSERT INTO picked_row (task_id, page_id, cells) VALUES (?,?,?)",
          taskId,
          id,
          json(cells));
    }
    journal.update(
        "UPDATE picked_page SET input = NULL WHERE task_id = ? AND filled <> 'CORRECTED'"
            + " AND id NOT IN (SELECT id FROM picked_page WHERE task_id = ? ORDER BY id DESC"
            + " LIMIT ?)",
        taskId,
        taskId,
        EXAMPLES);
    return id;
  }

  /** Notes how near two summaries of a page were to what was kept of it. */
  void compare(long page, double own, double browser) {
    journal.update(
        "UPDATE picked_page SET own_agreement = ?, browser_agreement = ? WHERE id = ?",
        own,
        browser,
        page);
  }

  /**
   * @param pages how many had both summaries
   * @param browserAhead by how much the browser's were nearer, in the mean
   */
  record Compared(int pages, double browserAhead) {}

  Compared compared(String taskId) {
    return journal
        .first(
            "SELECT count(*), coalesce(avg(browser_agreement - own_agreement), 0)"
                + " FROM picked_page WHERE task_id = ? AND browser_agreement IS NOT NULL",
            row -> new Compared(row.integer(1), row.real(2)),
            taskId)
        .orElseThrow();
  }

  Optional<Long> lastPage(String taskId) {
    return journal.first(
        "SELECT id FROM picked_page WHERE task_id = ? ORDER BY id DESC LIMIT 1",
        row -> row.number(1),
        taskId);
  }

  /**
   * Takes a page of a task away with its rows, and says how its filling in had turned out; does
   * nothing where the task has no such page.
   */
  Optional<FilledIn> removePage(String taskId, long id) {
    Optional<FilledIn> filled =
        journal.first(
            "SELECT filled FROM picked_page WHERE task_id = ? AND id = ?",
            row -> FilledIn.valueOf(row.text(1)),
            taskId,
            id);
    if (filled.isPresent()) {
      journal.update("DELETE FROM picked_row WHERE page_id = ?", id);
      journal.update("DELETE FROM picked_page WHERE id = ?", id);
    }
    return filled;
  }

  /** The pages to learn from, oldest first. */
  List<LearnedByShowing.Shown> examples(String taskId) {
    return journal.query(
        "SELECT id, time, site, title, input, output, filled FROM picked_page"
            + " WHERE task_id = ? AND input IS NOT NULL ORDER BY id",
        row ->
            new LearnedByShowing.Shown(
                row.number(1),
                Instant.ofEpochMilli(row.number(2)),
                row.text(3),
                row.text(4),
                tree(row.text(5)),
                tree(row.text(6)),
                FilledIn.valueOf(row.text(7))),
        taskId);
  }

  int pages(String taskId) {
    return (int) journal.count("SELECT count(*) FROM picked_page WHERE task_id = ?", taskId);
  }

  /** How many pages were filled in that way. */
  int filled(String taskId, FilledIn how) {
    return (int)
        journal.count(
            "SELECT count(*) FROM picked_page WHERE task_id = ? AND filled = ?",
            taskId,
            how.name());
  }

  int rows(String taskId) {
    return (int) journal.count("SELECT count(*) FROM picked_row WHERE task_id = ?", taskId);
  }

  /** The table's columns: the fields as they are now, then those that older rows still have. */
  List<String> heads(Stored pick) {
    Set<String> heads = new LinkedHashSet<>();
    pick.fields().forEach(field -> heads.add(field.name()));
    heads.addAll(
        journal.query(
            "SELECT DISTINCT key FROM picked_row, json_each(cells) WHERE task_id = ?",
            row -> row.text(1),
            pick.taskId()));
    return List.copyOf(heads);
  }

  List<PickView.TableRow> table(String taskId, List<String> heads, int from, int limit) {
    return journal.query(
        "SELECT (SELECT count(*) FROM picked_page older WHERE older.task_id = p.task_id"
            + " AND older.id <= p.id), p.url, r.cells FROM picked_row r JOIN picked_page p"
            + " ON p.id = r.page_id WHERE r.task_id = ? ORDER BY r.id LIMIT ? OFFSET ?",
        row -> {
          Map<String, List<String>> cells = read(row.text(3), CELLS);
          return new PickView.TableRow(
              row.integer(1),
              row.text(2),
              heads.stream().map(head -> cells.getOrDefault(head, List.of())).toList());
        },
        taskId,
        limit,
        from);
  }

  private static Stored map(Row row) throws SQLException {
    return new Stored(
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        row.text(3),
        row.text(4),
        new PageKind(row.text(5)),
        row.text(6),
        PickShape.valueOf(row.text(7)),
        read(row.text(8), FIELDS));
  }

  private static JsonNode tree(String json) {
    try {
      return ProtocolJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return ProtocolJson.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(Object value) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
