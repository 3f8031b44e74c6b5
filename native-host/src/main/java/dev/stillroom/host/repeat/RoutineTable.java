package dev.stillroom.host.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View.ReplayStep;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each routine is done again, in the journal. */
final class RoutineTable {

  private static final TypeReference<List<ReplayStep>> STEPS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> PROGRAMS = new TypeReference<>() {};

  private final Journal journal;

  RoutineTable(Journal journal) {
    this.journal = journal;
  }

  /** A routine that is suggested or was shown. */
  void add(String taskId, Instant time, List<ReplayStep> steps) {
    journal.update(
        "INSERT OR REPLACE INTO routine (task_id, time, steps) VALUES (?,?,?)",
        taskId,
        time.toEpochMilli(),
        json(steps));
  }

  void steps(String taskId, List<ReplayStep> steps) {
    journal.update("UPDATE routine SET steps = ? WHERE task_id = ?", json(steps), taskId);
  }

  /** Another step, and the program by which its value is made, a pack in Base64. */
  void change(String taskId, int number, ReplayStep step, String program) {
    List<ReplayStep> steps = steps(taskId);
    steps.set(number, step);
    Map<String, String> programs = programs(taskId);
    programs.put(Integer.toString(number), program);
    journal.update(
        "UPDATE routine SET steps = ?, programs = ? WHERE task_id = ?",
        json(steps),
        json(programs),
        taskId);
  }

  List<ReplayStep> steps(String taskId) {
    return journal
        .first("SELECT steps FROM routine WHERE task_id = ?", row -> row.text(1), taskId)
        .map(json -> new ArrayList<>(read(json, STEPS)))
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND, "'" + taskId + "' is no routine that can be done again"));
  }

  /** By the number of their steps. */
  Map<String, String> programs(String taskId) {
    return journal
        .first("SELECT programs FROM routine WHERE task_id = ?", row -> row.text(1), taskId)
        .map(json -> new LinkedHashMap<>(read(json, PROGRAMS)))
        .orElseGet(LinkedHashMap::new);
  }

  /** Of every task. */
  Map<String, List<ReplayStep>> all() {
    Map<String, List<ReplayStep>> all = new LinkedHashMap<>();
    journal
        .query("SELECT task_id, steps FROM routine", row -> List.of(row.text(1), row.text(2)))
        .forEach(row -> all.put(row.getFirst(), read(row.get(1), STEPS)));
    return all;
  }

  /** How many were suggested, and not shown, after a time. */
  long suggestedAfter(Instant time) {
    return journal.count(
        "SELECT count(*) FROM routine WHERE time > ? AND task_id NOT LIKE ?",
        time.toEpochMilli(),
        Showing.PREFIX + "%");
  }

  /** Suggestions from before a time that nobody answered. */
  List<String> unanswered(Instant before) {
    return journal.query(
        "SELECT r.task_id FROM routine r JOIN task t ON t.id = r.task_id"
            + " WHERE r.time < ? AND t.phase = 'PROPOSED'",
        row -> row.text(1),
        before.toEpochMilli());
  }

  void delete(String taskId) {
    journal.update("DELETE FROM audit WHERE task_id = ?", taskId);
    journal.update("DELETE FROM routine WHERE task_id = ?", taskId);
    journal.update("DELETE FROM task WHERE id = ?", taskId);
  }

  private static String json(Object value) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(value);
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
}
