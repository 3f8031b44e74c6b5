package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView.Condition;
import dev.stillroom.host.protocol.FillView.FillRow;
import dev.stillroom.host.protocol.FillView.FillRun;
import dev.stillroom.host.protocol.FillView.RowState;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Tables that are filled into the same form row by row. Where a run stands and what went where is
 * in the journal: it goes on after any interruption, and is deleted when the person says so.
 */
public final class Runs {

  /** Rows in succession that were right before the person may let it go on without being asked. */
  static final int RIGHT_ROWS = 3;

  private static final int MOST_ROWS = 5_000;
  private static final int MOST_COLUMNS = 60;
  private static final int LONGEST_HEAD = 200;
  private static final long MOST_CHARACTERS = 8_000_000;
  private static final int MOST_SHOWN = 100;

  private final Journal journal;
  private final Clock clock;
  private final RandomGenerator random;
  private final FormStore forms;

  public Runs(Journal journal, Clock clock, RandomGenerator random, FormStore forms) {
    this.journal = journal;
    this.clock = clock;
    this.random = random;
    this.forms = forms;
  }

  public FillRun start(Request.StartRun request) {
    String url = FormCheck.page(request.url());
    check(request);
    String id = "run-" + HexFormat.of().toHexDigits(random.nextLong());
    journal.update(
        "INSERT INTO fill_run (id, time, title, url, site, place, heads) VALUES (?,?,?,?,?,?,?)",
        id,
        clock.millis(),
        FormCheck.brief(request.title()),
        url,
        Sites.host(url),
        Flows.kindOf(url),
        Json.text(request.heads()));
    for (int i = 0; i < request.rows().size(); i++) {
      journal.update(
          "INSERT INTO fill_row (run_id, row, cells, state) VALUES (?,?,?,'WAITING')",
          id,
          i,
          Json.text(request.rows().get(i)));
    }
    return get(id);
  }

  private static void check(Request.StartRun request) {
    List<String> heads = request.heads();
    FormCheck.require(
        !heads.isEmpty() && heads.size() <= MOST_COLUMNS,
        "a table has between 1 and " + MOST_COLUMNS + " columns, not " + heads.size());
    Set<String> names = new HashSet<>();
    for (String head : heads) {
      FormCheck.require(
          !head.isBlank() && head.length() <= LONGEST_HEAD && names.add(head),
          "the column '" + FormCheck.brief(head) + "' is empty, too long or there twice");
    }
    FormCheck.require(
        !request.rows().isEmpty() && request.rows().size() <= MOST_ROWS,
        "a run has between 1 and " + MOST_ROWS + " rows, not " + request.rows().size());
    long characters = 0;
    for (List<String> row : request.rows()) {
      FormCheck.require(row.size() == heads.size(), "a row has a cell for each column");
      for (String cell : row) {
        FormCheck.require(
            cell.length() <= FormCheck.MAX_VALUE,
            "a cell has at most " + FormCheck.MAX_VALUE + " characters");
        characters += cell.length();
      }
    }
    FormCheck.require(characters <= MOST_CHARACTERS, "the table is too large");
  }

  public FillRun get(String id) {
    return journal
        .first(
            "SELECT id, title, url, heads, time, paused, asks,"
                + " (SELECT count(*) FROM fill_row WHERE run_id = r.id),"
                + " (SELECT count(*) FROM fill_row WHERE run_id = r.id AND state = 'FILLED'),"
                + " (SELECT count(*) FROM fill_row WHERE run_id = r.id AND state = 'SKIPPED'),"
                + " (SELECT min(row) FROM fill_row WHERE run_id = r.id AND state = 'WAITING')"
                + " FROM fill_run r WHERE id = ?",
            row ->
                new FillRun(
                    row.text(1),
                    row.text(2),
                    row.text(3),
                    Json.read(row.text(4), Json.STRINGS),
                    row.integer(8),
                    row.integer(9),
                    row.integer(10),
                    row.numberOrNull(11) == null ? null : row.integer(11),
                    row.flag(6),
                    row.flag(7),
                    mayStopAsking(id),
                    Instant.ofEpochMilli(row.number(5))),
            id)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND,
                    "no run is called '" + FormCheck.brief(id) + "': it was deleted"));
  }

  private boolean mayStopAsking(String id) {
    List<Boolean> last =
        journal.query(
            "SELECT corrected FROM fill_row WHERE run_id = ? AND state = 'FILLED'"
                + " ORDER BY time DESC, row DESC LIMIT ?",
            row -> row.flag(1),
            id,
            RIGHT_ROWS);
    return last.size() == RIGHT_ROWS && last.stream().noneMatch(corrected -> corrected);
  }

  /** Those of a kind of form that are not done, the newest first. */
  List<FillRun> open(String url) {
    return journal
        .query(
            "SELECT id FROM fill_run r WHERE place = ? AND EXISTS (SELECT 1 FROM fill_row"
                + " WHERE run_id = r.id AND state = 'WAITING') ORDER BY time DESC LIMIT 10",
            row -> row.text(1),
            Flows.kindOf(url))
        .stream()
        .map(this::get)
        .toList();
  }

  /**
   * A row as a source, for forms of the run's own origin alone: a run goes on from row to row, and
   * the page may have led elsewhere meanwhile.
   *
   * @param into the origin of the form
   */
  Source source(String id, int row, String into) {
    FillRun run = get(id);
    String own = Origin.of(run.url());
    if (!own.equals(into)) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "this table is filled into forms of "
              + own
              + ", not of "
              + into
              + ": go back there, or choose the table anew here");
    }
    if (run.paused()) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "it is paused: let it go on first");
    }
    List<String> cells =
        journal
            .first(
                "SELECT cells FROM fill_row WHERE run_id = ? AND row = ? AND state = 'WAITING'",
                found -> Json.read(found.text(1), Json.STRINGS),
                id,
                row)
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_FOUND, "row " + row + " of the table does not wait"));
    return source(run, cells);
  }

  private static Source source(FillRun run, List<String> cells) {
    ObjectNode record = ProtocolJson.MAPPER.createObjectNode();
    for (int i = 0; i < cells.size(); i++) {
      record.put(run.heads().get(i), cells.get(i));
    }
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    input.set("json", record);
    return new Source("", "rows " + String.join(", ", run.heads()), "", run.title(), "", input);
  }

  /** A row was filled in. */
  FillRun filled(String id, int row, String url, Map<String, String> named, boolean corrected) {
    journal.update(
        "UPDATE fill_row SET state = 'FILLED', time = ?, url = ?, filled = ?, corrected = ?"
            + " WHERE run_id = ? AND row = ?",
        clock.millis(),
        url,
        Json.text(named),
        corrected,
        id,
        row);
    if (corrected) {
      asks(id);
    }
    return get(id);
  }

  /** What was put in was taken back: the row waits again, and each is confirmed again. */
  FillRun undone(String id, int row) {
    journal.update(
        "UPDATE fill_row SET state = 'WAITING', time = NULL, url = NULL, filled = NULL"
            + " WHERE run_id = ? AND row = ?",
        id,
        row);
    asks(id);
    return get(id);
  }

  private void asks(String id) {
    journal.update("UPDATE fill_run SET asks = 1 WHERE id = ?", id);
  }

  public FillRun skip(String id, int row) {
    journal.update(
        "UPDATE fill_row SET state = 'SKIPPED', time = ? WHERE run_id = ? AND row = ?"
            + " AND state = 'WAITING'",
        clock.millis(),
        id,
        row);
    return get(id);
  }

  public FillRun steer(Request.SteerRun request) {
    FillRun run = get(request.runId());
    if (!request.asks() && run.asks() && !run.mayStopAsking()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "not yet: confirm " + RIGHT_ROWS + " rows in succession that need no correction first");
    }
    journal.update(
        "UPDATE fill_run SET paused = ?, asks = ? WHERE id = ?",
        request.paused(),
        request.asks(),
        request.runId());
    return get(request.runId());
  }

  /** Deletes a table, and what was corrected of its very rows. */
  void drop(String id) {
    FillRun run = get(id);
    journal
        .query(
            "SELECT cells FROM fill_row WHERE run_id = ?",
            row -> Json.read(row.text(1), Json.STRINGS),
            id)
        .forEach(cells -> forms.forgetCorrections(source(run, cells)));
    journal.update("DELETE FROM fill_row WHERE run_id = ?", id);
    journal.update("DELETE FROM fill_run WHERE id = ?", id);
  }

  /** What went where, a part at a time. */
  public Reply.RunShown show(Request.ShowRun request) {
    FillRun run = get(request.runId());
    List<FillRow> rows =
        journal.query(
            "SELECT row, cells, state, time, url, filled FROM fill_row WHERE run_id = ?"
                + " AND row >= ? ORDER BY row LIMIT ?",
            row ->
                new FillRow(
                    row.integer(1),
                    Json.read(row.text(2), Json.STRINGS),
                    RowState.valueOf(row.text(3)),
                    row.numberOrNull(4) == null ? null : Instant.ofEpochMilli(row.number(4)),
                    row.text(5),
                    named(row.text(6))),
            request.runId(),
            Math.max(0, request.from()),
            Math.clamp(request.limit(), 1, MOST_SHOWN));
    return new Reply.RunShown(run, rows);
  }

  private static List<Condition> named(String json) {
    return json == null
        ? List.of()
        : Json.read(json, Json.VALUES).entrySet().stream()
            .map(one -> new Condition(one.getKey(), one.getValue()))
            .toList();
  }
}
