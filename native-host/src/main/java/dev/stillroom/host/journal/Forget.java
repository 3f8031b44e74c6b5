package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Deletes what the person wants forgotten from every table that holds it, and from the journal's
 * files: the proof is a search for the value in their bytes. Each call is a transaction of its own
 * that survives a power cut, followed by a rebuild of the file. What still waits in a browser is
 * dropped when it comes ({@link LateEvents}).
 */
public final class Forget {

  /**
   * The person's own switches stay: forgetting must not start a recording again, not even of one
   * site, nor show a teacher who was hidden.
   */
  private static final List<String> SWITCHES =
      List.of(
          Settings.RECORDING_PAUSED,
          Settings.PAUSED_SITES,
          Settings.STOPPED,
          Settings.FOLDERS,
          Settings.HIDDEN_NAMES);

  /** Where nothing is chosen and nothing learned any more. */
  private static final String PLACES_LEFT =
      "DELETE FROM place WHERE NOT EXISTS (SELECT 1 FROM choice c WHERE c.place_id = place.id)"
          + " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.deed = 'choose:' || place.id) ";

  /**
   * A table in which a site may be mentioned, in any of its texts.
   *
   * @param id of what is deleted then
   */
  private record Searched(String table, String id, Function<Sweep, Set<String>> into) {}

  private static final List<Searched> SEARCHED =
      List.of(
          new Searched("event", "id", sweep -> sweep.events),
          new Searched("download", "id", sweep -> sweep.downloads),
          new Searched("choice", "id", sweep -> sweep.choices),
          new Searched("place", "id", sweep -> sweep.places),
          new Searched("task", "id", sweep -> sweep.tasks),
          new Searched("model", "digest", sweep -> sweep.models),
          new Searched("act", "id", sweep -> sweep.acts),
          new Searched("prediction", "id", sweep -> sweep.predictions),
          new Searched("said_name", "prediction_id", sweep -> sweep.predictions),
          new Searched("correction", "rowid", sweep -> sweep.corrections),
          new Searched("follow_up", "id", sweep -> sweep.followUps),
          new Searched("notice", "id", sweep -> sweep.notices),
          new Searched("audit", "id", sweep -> sweep.audit),
          new Searched("known_file", "path", sweep -> sweep.files),
          new Searched("granted_folder", "rowid", sweep -> sweep.granted),
          new Searched("naming", "folder", sweep -> sweep.namings),
          new Searched("pick", "task_id", sweep -> sweep.tasks),
          new Searched("picked_page", "id", sweep -> sweep.pages),
          new Searched("picked_row", "id", sweep -> sweep.rows),
          new Searched("summary_kind", "place", sweep -> sweep.summaries),
          new Searched("note_habit", "rowid", sweep -> sweep.habits),
          new Searched("flow", "task_id", sweep -> sweep.tasks),
          new Searched("routine", "task_id", sweep -> sweep.tasks),
          new Searched("demonstration", "id", sweep -> sweep.demonstrations),
          new Searched("filled_form", "id", sweep -> sweep.forms),
          new Searched("fill_correction", "rowid", sweep -> sweep.fillCorrections),
          new Searched("fill_consent", "rowid", sweep -> sweep.consents),
          new Searched("fill_run", "id", sweep -> sweep.runs),
          new Searched("fill_row", "run_id", sweep -> sweep.runs),
          new Searched("question", "id", sweep -> sweep.questions),
          new Searched("ask", "id", sweep -> sweep.asks),
          new Searched("ask_consent", "question_id", sweep -> sweep.questions),
          new Searched("lesson_consent", "question_id", sweep -> sweep.questions),
          new Searched("job", "id", sweep -> sweep.jobs),
          new Searched("job", "id", sweep -> sweep.tasks),
          new Searched("job_example", "id", sweep -> sweep.given));

  private final Journal journal;
  private final Clock clock;
  private final Originals originals;
  private final LateEvents late;

  /** What acts keep of the person's files. */
  @FunctionalInterface
  public interface Originals {

    /**
     * Puts a kept file back. It is called before anything is forgotten: a process that dies after
     * it leaves an act whose original is in its place, and one that dies before it leaves all as it
     * was.
     *
     * @return whether it waits no more; otherwise its act is not forgotten either, as nobody else
     *     knows where the file belongs
     */
    boolean giveBack(Forgotten.Kept kept);

    /**
     * Whether an act that is not finished waits for a disk, perhaps for good. Nothing works on it,
     * no file of it is kept, and it may be forgotten.
     */
    default boolean waits(String actId) {
      return false;
    }
  }

  /** Of a journal beside which nothing is kept. */
  public Forget(Journal journal, Clock clock) {
    this(journal, clock, kept -> true);
  }

  public Forget(Journal journal, Clock clock, Originals originals) {
    this.journal = journal;
    this.clock = clock;
    this.originals = originals;
    this.late = new LateEvents(journal);
  }

  /**
   * Forgets a site: everything that mentions its host or a subdomain of it. Whether the site is
   * paused is the person's instruction and stays; it is not watched any more.
   */
  public Forgotten site(String site) {
    String host = site.strip().toLowerCase(Locale.ROOT);
    if (host.isEmpty() || host.length() > 253) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "not a site: \"" + host + "\": name its host");
    }
    Predicate<String> mentions =
        Pattern.compile(
                "(?<![a-z0-9-])" + Pattern.quote(host) + "(?![a-z0-9-])", Pattern.CASE_INSENSITIVE)
            .asPredicate();
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          unwatch(host);
          late.site(host, clock.instant());
          for (Searched one : SEARCHED) {
            one.into().apply(sweep).addAll(mentioning(one.table(), one.id(), host, mentions));
          }
          return sweep.carryOut(originals);
        });
  }

  /** Forgets a task, its models, predictions and history; what the person did themselves stays. */
  public Forgotten task(String taskId) {
    String known =
        "SELECT (SELECT count(*) FROM task WHERE id = ?1) + (SELECT count(*) FROM job WHERE id = ?1)";
    if (journal.count(known, taskId) == 0) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "there is no task " + taskId + ": see `stillroom tasks list`");
    }
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          sweep.tasks.add(taskId);
          return sweep.carryOut(originals);
        });
  }

  /** Forgets what was recorded, done and learned at or after {@code since}. */
  public Forgotten since(Instant since) {
    long from = since.toEpochMilli();
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          sweep.events.addAll(ids("SELECT id FROM event WHERE time >= ?", from));
          sweep.downloads.addAll(ids("SELECT id FROM download WHERE time >= ?", from));
          sweep.choices.addAll(ids("SELECT id FROM choice WHERE time >= ?", from));
          sweep.tasks.addAll(ids("SELECT id FROM task WHERE created >= ?", from));
          sweep.models.addAll(ids("SELECT digest FROM model WHERE installed >= ?", from));
          sweep.acts.addAll(ids("SELECT id FROM act WHERE time >= ?", from));
          sweep.predictions.addAll(ids("SELECT id FROM prediction WHERE time >= ?", from));
          sweep.followUps.addAll(ids("SELECT id FROM follow_up WHERE time >= ?", from));
          sweep.notices.addAll(ids("SELECT id FROM notice WHERE time >= ?", from));
          sweep.audit.addAll(ids("SELECT id FROM audit WHERE time >= ?", from));
          sweep.tasks.addAll(ids("SELECT task_id FROM pick WHERE time >= ?", from));
          sweep.pages.addAll(ids("SELECT id FROM picked_page WHERE time >= ?", from));
          sweep.summaries.addAll(ids("SELECT place FROM summary_kind WHERE time >= ?", from));
          sweep.corrections.addAll(ids("SELECT rowid FROM correction WHERE time >= ?", from));
          sweep.habits.addAll(ids("SELECT rowid FROM note_habit WHERE time >= ?", from));
          sweep.questions.addAll(ids("SELECT id FROM question WHERE time >= ?", from));
          sweep.asks.addAll(ids("SELECT id FROM ask WHERE time >= ?", from));
          sweep.tasks.addAll(ids("SELECT task_id FROM flow WHERE time >= ?", from));
          sweep.tasks.addAll(ids("SELECT task_id FROM routine WHERE time >= ?", from));
          sweep.demonstrations.addAll(ids("SELECT id FROM demonstration WHERE time >= ?", from));
          sweep.forms.addAll(ids("SELECT id FROM filled_form WHERE time >= ?", from));
          sweep.runs.addAll(
              ids(
                  "SELECT id FROM fill_run r WHERE time >= ?1 OR EXISTS"
                      + " (SELECT 1 FROM fill_row WHERE run_id = r.id AND time >= ?1)",
                  from));
          sweep.fillCorrections.addAll(
              ids("SELECT rowid FROM fill_correction WHERE time >= ?", from));
          sweep.consents.addAll(ids("SELECT rowid FROM fill_consent WHERE time >= ?", from));
          sweep.jobs.addAll(ids("SELECT id FROM job WHERE time >= ?", from));
          sweep.tasks.addAll(ids("SELECT id FROM job WHERE time >= ?", from));
          sweep.given.addAll(ids("SELECT id FROM job_example WHERE time >= ?", from));
          late.all(from, clock.instant());
          Forgotten named = sweep.carryOut(originals);
          return named.and(journal.update(PLACES_LEFT + "AND time >= ?", from));
        });
  }

  /**
   * Forgets one recorded event and the download it told of; models stay until they are retrained.
   */
  public Forgotten event(String eventId) {
    if (journal.count("SELECT count(*) FROM event WHERE id = ?", eventId) == 0) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "there is no recorded event " + eventId + ": list them anew");
    }
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          sweep.keepModels();
          sweep.events.add(eventId);
          late.event(eventId, clock.instant());
          sweep.downloads.addAll(ids("SELECT id FROM download WHERE event_id = ?", eventId));
          sweep.choices.addAll(ids("SELECT id FROM choice WHERE event_id = ?", eventId));
          return sweep.carryOut(originals);
        });
  }

  /** Forgets everything but the person's switches, excluded sites and allowed folders. */
  public Forgotten everything() {
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          sweep.acts.addAll(ids("SELECT id FROM act"));
          sweep.tasks.addAll(ids("SELECT id FROM task"));
          sweep.models.addAll(ids("SELECT digest FROM model"));
          Forgotten named = sweep.carryOut(originals);
          long rows = named.rows();
          for (String table :
              List.of(
                  "event",
                  "download",
                  "choice",
                  "place",
                  "follow_up",
                  "prediction",
                  "correction",
                  "notice",
                  "audit",
                  "pick",
                  "picked_page",
                  "picked_row",
                  "summary_kind",
                  "note_habit",
                  "flow",
                  "demonstration",
                  "filled_form",
                  "fill_correction",
                  "fill_consent",
                  "fill_run",
                  "fill_row",
                  "granted_folder",
                  "naming",
                  "said_name",
                  "routine",
                  "question",
                  "ask",
                  "ask_consent",
                  "lesson_consent",
                  "job",
                  "job_example",
                  "known_file")) {
            rows += journal.update("DELETE FROM " + table);
          }
          String kept = String.join(",", Collections.nCopies(SWITCHES.size(), "?"));
          rows +=
              journal.update(
                  "DELETE FROM setting WHERE name NOT IN (" + kept + ")", SWITCHES.toArray());
          late.all(Long.MIN_VALUE, clock.instant());
          return new Forgotten(rows, named.packs(), named.kept(), named.tasks(), List.of());
        });
  }

  /** A site that is to be forgotten is not watched on. */
  private void unwatch(String host) {
    Settings settings = new Settings(journal);
    settings.watchedSites().stream()
        .filter(site -> Sites.within(site, host))
        .forEach(site -> settings.watchSite(site, false));
  }

  private Set<String> ids(String sql, Object... parameters) {
    return new LinkedHashSet<>(journal.query(sql, row -> row.text(1), parameters));
  }

  /** What mentions a site in any text of its row, whatever columns there are. */
  private Set<String> mentioning(
      String table, String id, String value, Predicate<String> mentions) {
    String text =
        journal
            .query(
                "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'",
                row -> "coalesce(\"" + row.text(1) + "\", '')",
                table)
            .stream()
            .collect(Collectors.joining(" || ' ' || "));
    Set<String> ids = new LinkedHashSet<>();
    journal
        .query(
            "SELECT %s, %s FROM %s WHERE instr(lower(%s), ?) > 0".formatted(id, text, table, text),
            row -> List.of(row.text(1), row.text(2)),
            value)
        .forEach(
            row -> {
              if (mentions.test(row.get(1))) {
                ids.add(row.get(0));
              }
            });
    return ids;
  }

  /** Carries out a deletion, after which the journal's files hold nothing of what it deletes. */
  public void cleanly(Runnable deletion) {
    inOneGo(
        () -> {
          deletion.run();
          return null;
        });
  }

  private <T> T inOneGo(Supplier<T> work) {
    T forgotten = journal.durably(work);
    // Deleted pages are zeroed already; the log still holds their old content, and free pages and
    // half-empty ones may hold pieces of moved rows.
    journal.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    journal.execute("VACUUM");
    journal.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return forgotten;
  }
}
