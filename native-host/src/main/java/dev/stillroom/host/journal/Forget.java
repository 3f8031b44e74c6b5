package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Deletes what the person wants forgotten from every table that holds it, and from the journal's
 * files: the proof is a search for the value in their bytes. Each call is a transaction of its own
 * that survives a power cut, followed by a rebuild of the file.
 */
public final class Forget {

  /**
   * The person's own switches stay: forgetting must not start a recording again, nor show a teacher
   * who was hidden.
   */
  private static final List<String> SWITCHES =
      List.of(Settings.RECORDING_PAUSED, Settings.STOPPED, Settings.FOLDERS, Settings.HIDDEN_NAMES);

  /** Where nothing is chosen and nothing learned any more. */
  private static final String PLACES_LEFT =
      "DELETE FROM place WHERE NOT EXISTS (SELECT 1 FROM choice c WHERE c.place_id = place.id)"
          + " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.deed = 'choose:' || place.id) ";

  private final Journal journal;

  public Forget(Journal journal) {
    this.journal = journal;
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
          sweep.events.addAll(mentioning("event", "id", "site || ' ' || json", host, mentions));
          sweep.downloads.addAll(
              mentioning("download", "id", "site || ' ' || path || ' ' || input", host, mentions));
          sweep.choices.addAll(
              mentioning("choice", "id", "site || ' ' || input || ' ' || label", host, mentions));
          sweep.places.addAll(
              mentioning("place", "id", "site || ' ' || name || ' ' || keys", host, mentions));
          sweep.tasks.addAll(
              mentioning(
                  "task",
                  "id",
                  "act || ' ' || evidence || ' ' || coalesce(failure, '')",
                  host,
                  mentions));
          unwatch(host);
          sweep.models.addAll(mentioning("model", "digest", "card", host, mentions));
          sweep.acts.addAll(
              mentioning(
                  "act",
                  "id",
                  "source || ' ' || coalesce(result, '') || ' ' || coalesce(message, '')",
                  host,
                  mentions));
          sweep.predictions.addAll(
              mentioning(
                  "prediction", "id", "reasons || ' ' || coalesce(output, '')", host, mentions));
          sweep.followUps.addAll(
              mentioning("follow_up", "id", "coalesce(target, '')", host, mentions));
          sweep.notices.addAll(mentioning("notice", "id", "coalesce(message, '')", host, mentions));
          sweep.audit.addAll(mentioning("audit", "id", "what || ' ' || why", host, mentions));
          sweep.files.addAll(mentioning("known_file", "path", "path", host, mentions));
          sweep.tasks.addAll(
              mentioning(
                  "pick", "task_id", "site || ' ' || place || ' ' || title", host, mentions));
          sweep.pages.addAll(
              mentioning(
                  "picked_page",
                  "id",
                  "site || ' ' || url || ' ' || title || ' ' || output || ' ' ||"
                      + " coalesce(input, '') || ' ' || coalesce(noted_site, '')",
                  host,
                  mentions));
          sweep.rows.addAll(mentioning("picked_row", "id", "cells", host, mentions));
          sweep.summaries.addAll(
              mentioning("summary_kind", "place", "site || ' ' || place", host, mentions));
          sweep.habits.addAll(
              mentioning("note_habit", "rowid", "place || ' ' || noted", host, mentions));
          sweep.audit.addAll(mentioning("audit", "id", "why", host, mentions));
          forms(sweep, host, mentions);
          sweep.questions.addAll(
              mentioning(
                  "question",
                  "id",
                  "prefix || ' ' || coalesce(suffix, '') || ' ' || coalesce(spec, '')",
                  host,
                  mentions));
          sweep.asks.addAll(
              mentioning(
                  "ask",
                  "id",
                  "site || ' ' || prompt || ' ' || input || ' ' || coalesce(output, '')",
                  host,
                  mentions));
          jobs(sweep, host, mentions);
          return sweep.carryOut();
        });
  }

  /** What was filled on a site, or from it: also where the data of one went into the other. */
  private void forms(Sweep sweep, String host, Predicate<String> mentions) {
    sweep.tasks.addAll(
        mentioning(
            "flow",
            "task_id",
            "source || ' ' || source_site || ' ' || place || ' ' || site || ' ' || title",
            host,
            mentions));
    sweep.tasks.addAll(mentioning("routine", "task_id", "steps", host, mentions));
    sweep.demonstrations.addAll(
        mentioning("demonstration", "id", "site || ' ' || input || ' ' || output", host, mentions));
    sweep.forms.addAll(
        mentioning(
            "filled_form",
            "id",
            "site || ' ' || url || ' ' || title || ' ' || form || ' ' || filled || ' ' || source"
                + " || ' ' || source_site",
            host,
            mentions));
    sweep.fillCorrections.addAll(
        mentioning(
            "fill_correction",
            "rowid",
            "place || ' ' || site || ' ' || source || ' ' || source_site || ' ' || value",
            host,
            mentions));
    sweep.consents.addAll(
        mentioning("fill_consent", "rowid", "from_origin || ' ' || into_origin", host, mentions));
    sweep.runs.addAll(
        mentioning("fill_run", "id", "title || ' ' || url || ' ' || heads", host, mentions));
    sweep.runs.addAll(
        mentioning(
            "fill_row",
            "run_id",
            "cells || ' ' || coalesce(url, '') || ' ' || coalesce(filled, '')",
            host,
            mentions));
  }

  /** What was handed over by agents and mentions a site. */
  private void jobs(Sweep sweep, String host, Predicate<String> mentions) {
    Set<String> jobs = mentioning("job", "id", "name || ' ' || instruction", host, mentions);
    sweep.jobs.addAll(jobs);
    sweep.tasks.addAll(jobs);
    sweep.given.addAll(mentioning("job_example", "id", "input || ' ' || output", host, mentions));
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
          return sweep.carryOut();
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
          sweep.habits.addAll(ids("SELECT rowid FROM note_habit WHERE time >= ?", from));
          sweep.corrections(from);
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
          Forgotten named = sweep.carryOut();
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
          sweep.downloads.addAll(ids("SELECT id FROM download WHERE event_id = ?", eventId));
          sweep.choices.addAll(ids("SELECT id FROM choice WHERE event_id = ?", eventId));
          return sweep.carryOut();
        });
  }

  /** Forgets everything but the person's switches and allowed folders. */
  public Forgotten everything() {
    return inOneGo(
        () -> {
          Sweep sweep = new Sweep(journal);
          sweep.acts.addAll(ids("SELECT id FROM act"));
          sweep.tasks.addAll(ids("SELECT id FROM task"));
          sweep.models.addAll(ids("SELECT digest FROM model"));
          Forgotten named = sweep.carryOut();
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
          rows +=
              journal.update(
                  "DELETE FROM setting WHERE name NOT IN (?, ?, ?, ?)", SWITCHES.toArray());
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

  private Set<String> mentioning(
      String table, String id, String text, String value, Predicate<String> mentions) {
    Set<String> ids = new LinkedHashSet<>();
    journal
        .query(
            "SELECT "
                + id
                + ", "
                + text
                + " FROM "
                + table
                + " WHERE instr(lower("
                + text
                + "), ?) > 0",
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
