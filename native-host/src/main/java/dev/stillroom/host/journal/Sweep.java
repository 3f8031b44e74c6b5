package dev.stillroom.host.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One deletion through all tables: what is named, and what hangs on it. Runs inside a transaction.
 */
final class Sweep {

  final Set<String> events = new LinkedHashSet<>();
  final Set<String> downloads = new LinkedHashSet<>();
  final Set<String> choices = new LinkedHashSet<>();
  final Set<String> places = new LinkedHashSet<>();
  final Set<String> tasks = new LinkedHashSet<>();
  final Set<String> models = new LinkedHashSet<>();
  final Set<String> acts = new LinkedHashSet<>();
  final Set<String> predictions = new LinkedHashSet<>();
  final Set<String> followUps = new LinkedHashSet<>();
  final Set<String> notices = new LinkedHashSet<>();
  final Set<String> audit = new LinkedHashSet<>();
  final Set<String> files = new LinkedHashSet<>();
  final Set<String> pages = new LinkedHashSet<>();
  final Set<String> rows = new LinkedHashSet<>();
  final Set<String> summaries = new LinkedHashSet<>();
  final Set<String> habits = new LinkedHashSet<>();
  final Set<String> demonstrations = new LinkedHashSet<>();
  final Set<String> forms = new LinkedHashSet<>();
  final Set<String> fillCorrections = new LinkedHashSet<>();
  final Set<String> consents = new LinkedHashSet<>();
  final Set<String> runs = new LinkedHashSet<>();
  final Set<String> questions = new LinkedHashSet<>();
  final Set<String> asks = new LinkedHashSet<>();
  final Set<String> given = new LinkedHashSet<>();
  final Set<String> jobs = new LinkedHashSet<>();
  final Set<String> corrections = new LinkedHashSet<>();
  final Set<String> granted = new LinkedHashSet<>();

  /** Folders whose program for names is to be forgotten. */
  final Set<String> namings = new LinkedHashSet<>();

  private static final String FROM_DOWNLOADS =
      " FROM model WHERE installed >= ? AND task_id IN"
          + " (SELECT id FROM task WHERE deed LIKE 'convert:%')";

  private final Journal journal;
  private boolean keepModels;
  private long deleted;

  Sweep(Journal journal) {
    this.journal = journal;
  }

  /** Leaves models trained from a forgotten download until their tasks are distilled again. */
  void keepModels() {
    keepModels = true;
  }

  Forgotten carryOut(Forget.Originals originals) {
    each(places, "SELECT id FROM choice WHERE place_id = ?", choices);
    each(places, "SELECT id FROM task WHERE deed = 'choose:' || ?", tasks);
    Set<String> learned = learnedFrom();
    learned.addAll(learnedFromChoices());
    each(downloads, "SELECT id FROM act WHERE download_id = ?", acts);
    refuseUnfinished(originals);
    each(questions, "SELECT id FROM task WHERE id = ?", tasks);
    each(tasks, "SELECT id FROM question WHERE id = ?", questions);
    each(questions, "SELECT id FROM ask WHERE question_id = ?", asks);
    each(downloads, "SELECT id FROM prediction WHERE subject_id = ?", predictions);
    each(downloads, "SELECT id FROM follow_up WHERE download_id = ?", followUps);
    each(choices, "SELECT id FROM prediction WHERE subject_id = ?", predictions);
    each(asks, "SELECT id FROM prediction WHERE subject_id = ?", predictions);
    each(acts, "SELECT id FROM follow_up WHERE act_id = ?", followUps);
    each(tasks, "SELECT id FROM prediction WHERE task_id = ?", predictions);
    each(tasks, "SELECT id FROM picked_page WHERE task_id = ?", pages);
    each(pages, "SELECT id FROM picked_row WHERE page_id = ?", rows);
    each(tasks, "SELECT id FROM demonstration WHERE task_id = ?", demonstrations);
    each(tasks, "SELECT id FROM filled_form WHERE task_id = ?", forms);
    each(
        tasks,
        "SELECT c.rowid FROM fill_correction c JOIN flow f ON f.place = c.place"
            + " AND f.source = c.source WHERE f.task_id = ?",
        fillCorrections);
    each(tasks, "SELECT id FROM job WHERE id = ?", jobs);
    each(jobs, "SELECT id FROM job_example WHERE job_id = ?", given);
    each(given, "SELECT id FROM prediction WHERE subject_id = ?", predictions);
    each(tasks, "SELECT digest FROM model WHERE task_id = ?", models);
    each(tasks, "SELECT id FROM audit WHERE task_id = ?", audit);
    each(tasks, "SELECT id FROM notice WHERE task_id = ?", notices);
    each(acts, "SELECT id FROM notice WHERE act_id = ?", notices);
    each(predictions, "SELECT id FROM notice WHERE prediction_id = ?", notices);
    List<Forgotten.Kept> kept = kept().stream().filter(file -> !originals.giveBack(file)).toList();
    kept.forEach(file -> acts.remove(file.act()));
    Set<String> retrain = new LinkedHashSet<>(learned);
    each(models, "SELECT DISTINCT task_id FROM model WHERE digest = ?", retrain);
    for (String page : pages) {
      each(page, "SELECT task_id FROM picked_page WHERE id = ?", retrain);
      each(
          page,
          "SELECT digest FROM model WHERE task_id = (SELECT task_id FROM picked_page WHERE id = ?)",
          models);
    }
    for (String shown : demonstrations) {
      each(shown, "SELECT task_id FROM demonstration WHERE id = ?", retrain);
      each(
          shown,
          "SELECT digest FROM model"
              + " WHERE task_id = (SELECT task_id FROM demonstration WHERE id = ?)",
          models);
    }
    for (String ask : asks) {
      deleted +=
          journal.update(
              "DELETE FROM correction WHERE task_id = (SELECT question_id FROM ask WHERE id = ?)",
              ask);
      each(ask, "SELECT question_id FROM ask WHERE id = ?", retrain);
      each(
          ask,
          "SELECT digest FROM model WHERE task_id = (SELECT question_id FROM ask WHERE id = ?)",
          models);
    }
    for (String example : given) {
      each(example, "SELECT job_id FROM job_example WHERE id = ?", retrain);
      each(
          example,
          "SELECT digest FROM model WHERE task_id = (SELECT job_id FROM job_example WHERE id = ?)"
              // One from somebody else was not learned from it.
              + " AND NOT coalesce(json_extract(card, '$.shared'), 0)",
          models);
    }
    retrain.removeAll(tasks);
    List<String> packs = new ArrayList<>(models.stream().map(digest -> digest + ".still").toList());
    if (!downloads.isEmpty() || !tasks.isEmpty() || !namings.isEmpty()) {
      // A program for names may hold words of any file it was learned from: it is learned anew.
      packs.addAll(
          journal.query(
              "SELECT digest FROM naming WHERE digest IS NOT NULL", row -> row.text(1) + ".still"));
      deleted += journal.update("DELETE FROM naming");
    }

    downloads.forEach(this::forgetFileAndCorrections);
    for (Set<String> examples : List.of(downloads, choices, asks, given)) {
      // What was said of an example's label.
      each(
          examples, "SELECT rowid FROM correction WHERE input_digest = 'label:' || ?", corrections);
    }
    delete("event", "id", events);
    delete("download", "id", downloads);
    delete("correction", "input_digest", choices);
    delete("choice", "id", choices);
    delete("place", "id", places);
    delete("correction", "rowid", corrections);
    delete("granted_folder", "rowid", granted);
    delete("said_name", "prediction_id", predictions);
    delete("prediction", "id", predictions);
    delete("follow_up", "id", followUps);
    delete("notice", "id", notices);
    delete("audit", "id", audit);
    delete("act", "id", acts);
    delete("known_file", "path", files);
    delete("model", "digest", models);
    delete("correction", "task_id", tasks);
    delete("granted_folder", "task_id", tasks);
    delete("picked_row", "id", rows);
    delete("picked_page", "id", pages);
    delete("pick", "task_id", tasks);
    delete("summary_kind", "place", summaries);
    delete("note_habit", "rowid", habits);
    delete("demonstration", "id", demonstrations);
    delete("filled_form", "id", forms);
    delete("fill_correction", "rowid", fillCorrections);
    delete("fill_consent", "rowid", consents);
    delete("fill_row", "run_id", runs);
    delete("fill_run", "id", runs);
    delete("correction", "input_digest", given);
    delete("job_example", "id", given);
    delete("job", "id", jobs);
    delete("routine", "task_id", tasks);
    delete("flow", "task_id", tasks);
    delete("ask", "id", asks);
    delete("ask_consent", "question_id", questions);
    delete("lesson_consent", "question_id", questions);
    delete("question", "id", questions);
    delete("task", "id", tasks);
    for (String task : tasks) {
      journal.update("UPDATE act SET task_id = NULL, prediction_id = NULL WHERE task_id = ?", task);
    }
    for (Forgotten.Kept file : kept) {
      journal.update(
          "UPDATE act SET task_id = NULL, prediction_id = NULL, download_id = NULL WHERE id = ?",
          file.act());
    }
    for (String task : retrain) {
      journal.update("UPDATE task SET retrain = 1 WHERE id = ?", task);
    }
    return new Forgotten(deleted, packs, kept, List.copyOf(tasks), List.copyOf(retrain));
  }

  /** What waits in the keeping place by the acts that are to be forgotten. */
  private List<Forgotten.Kept> kept() {
    List<Forgotten.Kept> kept = new ArrayList<>();
    for (String act : acts) {
      // The original waits there; after an undo that found it changed, the result does.
      kept.addAll(
          journal.query(
              "SELECT kept, iif(state = 'UNDONE', result, source),"
                  + " iif(state = 'UNDONE', digest_after, digest_before)"
                  + " FROM act WHERE id = ? AND kept IS NOT NULL",
              row ->
                  new Forgotten.Kept(act, Path.of(row.text(1)), Path.of(row.text(2)), row.text(3)),
              act));
    }
    return kept;
  }

  /**
   * The tasks of the models that may have been trained from the downloads, because they are younger
   * than the oldest of these that has a label; their models go with them.
   */
  private Set<String> learnedFrom() {
    Set<String> learned = new LinkedHashSet<>();
    long oldest = Long.MAX_VALUE;
    for (String id : downloads) {
      oldest =
          Math.min(
              oldest,
              journal
                  .first(
                      "SELECT time FROM download d WHERE id = ? AND EXISTS"
                          + " (SELECT 1 FROM follow_up f WHERE f.download_id = d.id)",
                      row -> row.number(1),
                      id)
                  .orElse(Long.MAX_VALUE));
    }
    if (oldest < Long.MAX_VALUE) {
      each(oldest, "SELECT DISTINCT task_id" + FROM_DOWNLOADS, learned);
      if (!keepModels) {
        each(oldest, "SELECT digest" + FROM_DOWNLOADS, models);
      }
    }
    return learned;
  }

  /** The same for choices, whose tasks learn from one place only. */
  private Set<String> learnedFromChoices() {
    Set<String> learned = new LinkedHashSet<>();
    String from =
        " FROM model m JOIN task t ON t.id = m.task_id JOIN choice c"
            + " ON t.deed = 'choose:' || c.place_id AND m.installed >= c.time WHERE c.id = ?";
    each(choices, "SELECT DISTINCT m.task_id" + from, learned);
    if (!keepModels) {
      each(choices, "SELECT DISTINCT m.digest" + from, models);
    }
    return learned;
  }

  /** An act on its way needs its row to be finished or rolled back. */
  private void refuseUnfinished(Forget.Originals originals) {
    for (String act : acts) {
      if (originals.waits(act)) {
        continue;
      }
      journal
          .first(
              "SELECT source FROM act WHERE id = ? AND (state = 'INTENDED' OR step = 'UNDOING')",
              r -> r.text(1),
              act)
          .ifPresent(
              source -> {
                throw new RequestFailure(
                    ErrorCode.NOT_POSSIBLE_NOW,
                    "an act on " + source + " is not finished: forget again when it is");
              });
    }
  }

  private void forgetFileAndCorrections(String download) {
    // The file itself stays the person's: the next look at its folder finds it as any other file.
    deleted +=
        journal.update(
            "DELETE FROM known_file WHERE path = (SELECT path FROM download WHERE id = ?)",
            download);
    journal
        .query("SELECT input FROM download WHERE id = ?", row -> row.text(1), download)
        .forEach(
            input ->
                deleted +=
                    journal.update(
                        "DELETE FROM correction WHERE input_digest = ?", inputDigest(input)));
  }

  private static String inputDigest(String input) {
    try {
      return Download.inputDigest(ProtocolJson.MAPPER.readTree(input));
    } catch (JsonProcessingException e) {
      throw new JournalFailure("a download's input is not JSON: " + input, e);
    }
  }

  private void each(Collection<String> values, String sql, Set<String> into) {
    List.copyOf(values).forEach(value -> each(value, sql, into));
  }

  private void each(Object value, String sql, Set<String> into) {
    into.addAll(journal.query(sql, row -> row.text(1), value));
  }

  private void delete(String table, String column, Set<String> values) {
    for (String value : values) {
      deleted += journal.update("DELETE FROM " + table + " WHERE " + column + " = ?", value);
    }
  }
}
