package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.View;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Converting downloads. Its student learns from each download with what the person did. The
 * person's acts are the labels, whether done elsewhere, with Stillroom's own action or by taking an
 * offer; what a model did by itself is a label only once the person confirmed or took it back, for
 * otherwise a model would learn from itself. Downloads whose offer is still open say nothing yet,
 * and those that nobody could watch say nothing at all.
 */
public final class ConvertKind implements TaskKind {

  /** The most recent downloads that a distillation looks at. */
  private static final int MOST = 2000;

  private final Journal journal;

  public ConvertKind(Journal journal) {
    this.journal = journal;
  }

  @Override
  public Class<View.Conversion> act() {
    return View.Conversion.class;
  }

  @Override
  public String student() {
    return "classify";
  }

  @Override
  public long subjects(Task task) {
    return journal.count("SELECT count(*) FROM download");
  }

  @Override
  public boolean acts(Task task, String output) {
    return task.deed().equals(output);
  }

  @Override
  public boolean mayRunByItself() {
    return true;
  }

  @Override
  public List<Labelled> labels(Task task) {
    return journal.query(
        """
        SELECT id, name, site, time, input,
          CASE WHEN by_person > 0 OR done > 0 AND denied = 0 THEN ?1 ELSE 'leave' END,
          taken_back > 0
        FROM (
          SELECT d.id, d.name, d.site, d.time, d.input,
            (SELECT count(*) FROM follow_up f WHERE f.download_id = d.id AND f.deed = ?1
               AND f.taken_back = 0) AS done,
            (SELECT count(*) FROM follow_up f WHERE f.download_id = d.id AND f.deed = ?1
               AND f.taken_back = 1 AND f.act_id IS NOT NULL) AS taken_back,
            (SELECT count(*) FROM follow_up f WHERE f.download_id = d.id AND f.deed = ?1
               AND f.taken_back = 0 AND f.actor <> 'model') AS by_person,
            (SELECT count(*) FROM prediction p WHERE p.subject_id = d.id AND p.task_id = ?2
               AND (p.outcome = 'censored' OR p.outcome IS NULL
                 AND p.mode IN ('offered', 'sampled', 'applied'))) AS unsaid,
            (SELECT count(*) FROM prediction p WHERE p.subject_id = d.id AND p.task_id = ?2
               AND p.mode IN ('offered', 'sampled', 'applied') AND p.output = ?1
               AND p.outcome = 'disagreed') AS denied
          FROM download d WHERE d.allowed = 1 AND d.file_key IS NOT NULL AND d.past = 0
          ORDER BY d.time DESC LIMIT ?3)
        WHERE by_person > 0 OR unsaid = 0
        ORDER BY time, id
        """,
        ConvertKind::map,
        task.deed(),
        task.id(),
        MOST);
  }

  private static Labelled map(Row row) throws SQLException {
    try {
      return new Labelled(
          row.text(1),
          row.text(2),
          row.text(3),
          Instant.ofEpochMilli(row.number(4)),
          ProtocolJson.MAPPER.readTree(row.text(5)),
          TextNode.valueOf(row.text(6)),
          row.flag(7));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
