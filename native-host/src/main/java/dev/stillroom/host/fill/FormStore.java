package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FillView.PreviousForm;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms that were filled, to fill others from, and what the person corrected in them. */
public final class FormStore {

  private static final int MOST_LISTED = 30;

  /** Forms that are kept, and characters of them all; the newest, and what the person kept. */
  private static final int MOST = 300;

  private static final long BUDGET = 48_000_000;
  private static final int MOST_CORRECTIONS = 5_000;

  private final Journal journal;
  private final Clock clock;

  public FormStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  enum Outcome {
    /** The person filled it in by hand and wants it kept. */
    KEPT,
    RIGHT,
    CORRECTED,
    UNDONE
  }

  /**
   * What the person said of one field.
   *
   * @param origin where in the source it came from what was said
   * @param taken whether they took what had only been guessed; otherwise they refused what was said
   */
  record Correction(String field, String origin, boolean taken, String digest, String value) {}

  void add(
      String id,
      String url,
      String title,
      JsonNode form,
      Map<String, String> values,
      Source source,
      String taskId,
      Outcome outcome) {
    // The same once more takes the earlier one's place.
    journal.update(
        "DELETE FROM filled_form WHERE url = ? AND filled = ? AND outcome <> 'KEPT'",
        url,
        Json.text(values));
    journal.update(
        "INSERT INTO filled_form (id, time, site, url, title, form, filled, source, source_site,"
            + " task_id, outcome) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        id,
        clock.millis(),
        host(url),
        url,
        FormCheck.brief(title),
        form.toString(),
        Json.text(values),
        source == null ? "" : FormCheck.brief(source.words()),
        source == null ? "" : source.site(),
        taskId,
        outcome.name());
    journal.update(
        "DELETE FROM filled_form WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER w AS n,"
            + " sum(length(form) + length(filled)) OVER w AS size FROM filled_form"
            + " WINDOW w AS (ORDER BY outcome <> 'KEPT', time DESC, rowid DESC))"
            + " WHERE n > ? OR size > ?)",
        MOST,
        BUDGET);
  }

  /** Takes back; the task whose model had filled it, if one had. */
  Optional<String> undone(String id) {
    Optional<String> task =
        journal.first(
            "SELECT coalesce(task_id, '') FROM filled_form WHERE id = ? AND outcome <> 'UNDONE'",
            row -> row.text(1),
            id);
    journal.update("UPDATE filled_form SET outcome = 'UNDONE' WHERE id = ?", id);
    return task.filter(name -> !name.isEmpty());
  }

  /** Deletes a form with its values, also those that were corrected in it or for what it gave. */
  void drop(String id) {
    Source source = source(id);
    String place =
        journal
            .first("SELECT url FROM filled_form WHERE id = ?", row -> row.text(1), id)
            .map(Flows::kindOf)
            .orElseThrow(() -> gone(id));
    forgetCorrections(source);
    source
        .input()
        .path("previous")
        .path("values")
        .properties()
        .forEach(
            one ->
                journal.update(
                    "DELETE FROM fill_correction WHERE place = ? AND field = ? AND value = ?",
                    place,
                    one.getKey(),
                    one.getValue().asText()));
    journal.update("DELETE FROM filled_form WHERE id = ?", id);
  }

  /** Forgets what was corrected for one very source, which is deleted. */
  void forgetCorrections(Source source) {
    journal.update(
        "DELETE FROM fill_correction WHERE source = ? AND digest = ?",
        source.kind(),
        source.digest());
  }

  /** What the person wanted kept first, then the newest; those that were undone are no source. */
  List<PreviousForm> list() {
    return journal.query(
        "SELECT id, title, site, time, filled, source, outcome FROM filled_form"
            + " ORDER BY outcome <> 'KEPT', time DESC, rowid DESC LIMIT ?",
        row ->
            new PreviousForm(
                row.text(1),
                row.text(2),
                row.text(3),
                Instant.ofEpochMilli(row.number(4)),
                Json.read(row.text(5), Json.VALUES).size(),
                row.text(6),
                row.text(7).equals(Outcome.UNDONE.name())),
        MOST_LISTED);
  }

  /** A form that was filled before, as a source. */
  Source source(String id) {
    return journal
        .first(
            "SELECT url, title, site, form, filled FROM filled_form WHERE id = ?",
            row -> {
              ObjectNode previous = ProtocolJson.MAPPER.createObjectNode();
              previous.set("form", Json.tree(row.text(4)));
              previous.set("values", Json.tree(row.text(5)));
              ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
              input.set("previous", previous);
              String url = row.text(1);
              return new Source(
                  Origin.of(url), "form " + Flows.kindOf(url), row.text(3), row.text(2), "", input);
            },
            id)
        .orElseThrow(() -> gone(id));
  }

  void correct(String place, String sourceKind, Correction correction, String site, String from) {
    journal.update(
        "INSERT INTO fill_correction (place, field, source, origin, taken, digest, value, site,"
            + " source_site, time) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (place, field, digest)"
            + " DO UPDATE SET value = excluded.value, origin = excluded.origin,"
            + " taken = excluded.taken, time = excluded.time",
        place,
        correction.field(),
        sourceKind,
        correction.origin(),
        correction.taken(),
        correction.digest(),
        correction.value(),
        site,
        from,
        clock.millis());
    journal.update(
        "DELETE FROM fill_correction WHERE rowid IN (SELECT rowid FROM fill_correction"
            + " ORDER BY time DESC, rowid DESC LIMIT -1 OFFSET ?)",
        MOST_CORRECTIONS);
  }

  /** What was corrected in such a form, the newest last. */
  List<Correction> corrections(String place, String sourceKind) {
    return journal.query(
        "SELECT field, origin, taken, digest, value FROM fill_correction"
            + " WHERE place = ? AND source = ? ORDER BY time, rowid LIMIT 1000",
        row -> new Correction(row.text(1), row.text(2), row.flag(3), row.text(4), row.text(5)),
        place,
        sourceKind);
  }

  /** Removes what is older than raw events are kept. */
  public void expire(Instant before) {
    journal.update("DELETE FROM filled_form WHERE time < ?", before.toEpochMilli());
  }

  private static RequestFailure gone(String id) {
    return new RequestFailure(
        ErrorCode.NOT_FOUND, "no form is called '" + FormCheck.brief(id) + "': it was forgotten");
  }

  private static String host(String url) {
    String host = Sites.host(url);
    return host == null ? "" : host;
  }
}
