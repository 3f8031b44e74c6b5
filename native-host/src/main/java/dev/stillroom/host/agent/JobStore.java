package dev.stillroom.host.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.Digests;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Jobs and their examples in the journal. */
public final class JobStore {

  /** A job learns from so many examples at most: the newest. */
  static final int MOST_EXAMPLES = 2_000;

  private static final String COLUMNS =
      "SELECT id, time, name, instruction, kind, shared FROM job ";

  private final Journal journal;
  private final Clock clock;

  public JobStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** A row of the table of jobs. */
  public record Stored(
      String id, Instant time, String name, String instruction, String kind, boolean shared) {

    /** What a task does that learns it. */
    public View.Errand act() {
      return new View.Errand(name, instruction, kind, shared);
    }
  }

  /** What was given as an example. */
  record Given(String id, Instant time, JsonNode input, JsonNode output, boolean corrects) {}

  Optional<Stored> find(String id) {
    return journal.first(COLUMNS + "WHERE id = ?", JobStore::map, id);
  }

  /**
   * @throws RequestFailure when there is no such job
   */
  Stored get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND, "there is no job '" + id + "': look for it by its words"));
  }

  /** All jobs, oldest first. */
  List<Stored> all() {
    return journal.query(COLUMNS + "ORDER BY time, id", JobStore::map);
  }

  /** The job of the same kind that has the same words, whatever their case and spaces. */
  Optional<Stored> named(String name, String kind) {
    String words = plain(name);
    return all().stream()
        .filter(job -> !job.shared() && job.kind().equals(kind) && plain(job.name()).equals(words))
        .findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /** Adds a job of that id. */
  public Stored add(String id, TeachView.NewJob job, boolean shared) {
    journal.update(
        "INSERT INTO job (id, time, name, instruction, kind, shared) VALUES (?,?,?,?,?,?)",
        id,
        clock.millis(),
        job.name(),
        job.instruction(),
        job.student(),
        shared);
    return get(id);
  }

  /** What makes two inputs of a job the same. */
  static String exampleId(String jobId, JsonNode input) {
    return Digests.sha256((jobId + "\n" + input).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  Optional<Given> example(String id) {
    return journal.first(
        "SELECT id, time, input, output, corrects FROM job_example WHERE id = ?",
        JobStore::given,
        id);
  }

  void put(Stored job, JsonNode input, JsonNode output, boolean corrects) {
    journal.update(
        "INSERT INTO job_example (id, job_id, time, input, output, corrects) VALUES (?,?,?,?,?,?)"
            + " ON CONFLICT (id) DO UPDATE SET time = excluded.time, output = excluded.output,"
            + " corrects = max(corrects, excluded.corrects)",
        exampleId(job.id(), input),
        job.id(),
        clock.millis(),
        input.toString(),
        output.toString(),
        corrects);
    journal.update(
        "DELETE FROM job_example WHERE job_id = ?1 AND id NOT IN (SELECT id FROM job_example"
            + " WHERE job_id = ?1 ORDER BY time DESC, rowid DESC LIMIT ?2)",
        job.id(),
        MOST_EXAMPLES);
  }

  /** The examples of a job, oldest first. */
  List<Given> examples(String jobId) {
    return journal.query(
        "SELECT id, time, input, output, corrects FROM job_example WHERE job_id = ?"
            + " ORDER BY time, rowid",
        JobStore::given,
        jobId);
  }

  int count(String jobId) {
    return (int) journal.count("SELECT count(*) FROM job_example WHERE job_id = ?", jobId);
  }

  /** How often each label was given, the most frequent first. */
  List<EvidenceView.Count> labels(String jobId) {
    return journal.query(
        "SELECT output, count(*) FROM job_example WHERE job_id = ? GROUP BY output"
            + " ORDER BY count(*) DESC, output",
        row -> new EvidenceView.Count(tree(row.text(1)).asText("none"), row.integer(2)),
        jobId);
  }

  /** The fields of a job's answers, as its examples name them. */
  List<String> fields(String jobId) {
    Set<String> fields = new LinkedHashSet<>();
    journal
        .first(
            "SELECT output FROM job_example WHERE job_id = ? ORDER BY time, rowid LIMIT 1",
            row -> tree(row.text(1)),
            jobId)
        .ifPresent(output -> output.fieldNames().forEachRemaining(fields::add));
    return new ArrayList<>(fields);
  }

  /** What somebody gave that nobody wanted learned goes with the raw events. */
  public void expire(Instant before) {
    journal.update(
        "DELETE FROM job_example WHERE time < ? AND NOT EXISTS (SELECT 1 FROM task t"
            + " WHERE t.id = job_id AND t.phase <> 'DISMISSED')",
        before.toEpochMilli());
    journal.update(
        "DELETE FROM job WHERE time < ? AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = job.id)"
            + " AND NOT EXISTS (SELECT 1 FROM job_example e WHERE e.job_id = job.id)",
        before.toEpochMilli());
  }

  private static Given given(Row row) throws SQLException {
    return new Given(
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        tree(row.text(3)),
        tree(row.text(4)),
        row.flag(5));
  }

  private static Stored map(Row row) throws SQLException {
    return new Stored(
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        row.text(3),
        row.text(4),
        row.text(5),
        row.flag(6));
  }

  private static JsonNode tree(String json) {
    try {
      return ProtocolJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
