package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.FilingInput;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Version;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Putting downloads away. The label is the folder that the person really put a download into, by
 * whatever means, or that it stayed where it was; no other folder can ever be said. What a model
 * did by itself is a label only once the person confirmed it.
 */
public final class FilingKind implements TaskKind {

  public static final String DEED = "file";

  /** The most recent downloads that a distillation looks at. */
  private static final int MOST = 2_000;

  /** What is less sure than this is offered, whatever was granted. */
  public static final double SURE = 0.9;

  /** So often in a row a folder must have been right to be gone to by what was earned. */
  private static final int STEADY = 5;

  private final Journal journal;
  private final GrantedFolders granted;
  private final Predicate<Path> open;

  /**
   * @param open whether a folder is there and files may be put into it
   */
  public FilingKind(Journal journal, GrantedFolders granted, Predicate<Path> open) {
    this.journal = journal;
    this.granted = granted;
    this.open = open;
  }

  @Override
  public Class<View.Filing> act() {
    return View.Filing.class;
  }

  @Override
  public String student() {
    return "classify";
  }

  /** Texts of a few words: an encoder's minutes would buy nothing here. */
  @Override
  public boolean small() {
    return true;
  }

  @Override
  public boolean acts(Task task, String output) {
    return !Task.LEAVE.equals(output) && open.test(Path.of(output));
  }

  @Override
  public boolean mayRunByItself() {
    return true;
  }

  /**
   * What was earned was earned for all folders together; so a folder into which a file was put
   * wrongly is asked for first until its last words were right again, and so is one that is new.
   */
  @Override
  public boolean byItself(Task task, Trust trust, String output, double confidence) {
    boolean may =
        switch (trust) {
          case AUTO_EARNED ->
              granted.granted(task.id(), output) || granted.steady(task.id(), output, STEADY);
          case AUTO_GRANTED -> true;
          case SUGGEST -> granted.granted(task.id(), output);
          case OBSERVE, SHADOW -> false;
        };
    return confidence >= SURE && may;
  }

  /** An offer is looked at before it is taken, and a new folder is to be known at once. */
  @Override
  public boolean newestSuggests() {
    return true;
  }

  @Override
  public Carried carries(Task task, Version old, Path pack) {
    return CarriedEvidence.of(journal, task.id(), old, pack, SURE);
  }

  @Override
  public double sure() {
    return SURE;
  }

  @Override
  public long subjects(Task task) {
    return journal.count(
        "SELECT count(DISTINCT download_id) FROM follow_up WHERE deed = 'move' AND taken_back = 0");
  }

  @Override
  public boolean grown(Task task, boolean passed) {
    long wanted = task.subjects() + (passed ? Math.max(5, task.subjects() / 10) : 3);
    return task.subjects() > 0 && subjects(task) >= wanted;
  }

  @Override
  public List<Labelled> labels(Task task) {
    List<Told> told =
        journal.query(
            """
            SELECT d.id, d.name, d.site, d.time, coalesce(d.filing, d.input), d.filing IS NULL,
              d.path, d.state,
              (SELECT f.target FROM follow_up f WHERE f.download_id = d.id AND f.deed = 'move'
                 AND f.taken_back = 0 AND (f.actor <> 'model' OR EXISTS (SELECT 1 FROM act a
                   JOIN prediction p ON p.id = a.prediction_id
                   WHERE a.id = f.act_id AND p.outcome = 'agreed'))
               ORDER BY f.id DESC LIMIT 1),
              (SELECT count(*) FROM follow_up f WHERE f.download_id = d.id AND f.deed = 'move'
                 AND (f.taken_back = 0 OR f.act_id IS NOT NULL) AND f.actor = 'model'),
              (SELECT count(*) FROM prediction p WHERE p.subject_id = d.id AND p.task_id = ?1
                 AND p.mode IN ('offered', 'sampled', 'applied')
                 AND (p.outcome IS NULL OR p.outcome = 'censored')),
              (SELECT count(*) FROM prediction p WHERE p.subject_id = d.id AND p.task_id = ?1
                 AND p.mode IN ('offered', 'sampled', 'applied') AND p.outcome = 'disagreed')
            FROM download d WHERE d.allowed = 1 AND d.file_key IS NOT NULL
            ORDER BY d.time DESC, d.rowid DESC LIMIT ?2
            """,
            FilingKind::told,
            task.id(),
            MOST);
    Path usual = usual(told);
    List<Labelled> labelled = new ArrayList<>();
    for (Told one : told.reversed()) {
      String label = label(one, usual);
      if (label != null) {
        labelled.add(
            new Labelled(
                one.id(),
                one.name(),
                one.site(),
                one.time(),
                one.input(),
                TextNode.valueOf(label),
                one.denied()));
      }
    }
    return Habits.holding(ReplacedFolders.followed(labelled));
  }

  /**
   * A download and what is known of where it went.
   *
   * @param moved where the person put it, or null
   * @param byModel whether a model moved it
   * @param unsaid whether it was offered or moved and the person has said nothing
   * @param denied whether the person said that another answer was wrong
   */
  private record Told(
      String id,
      String name,
      String site,
      Instant time,
      ObjectNode input,
      Path path,
      boolean closed,
      @Nullable Path moved,
      boolean byModel,
      boolean unsaid,
      boolean denied) {}

  private static Told told(Row row) throws SQLException {
    try {
      ObjectNode input = (ObjectNode) ProtocolJson.MAPPER.readTree(row.text(5));
      return new Told(
          row.text(1),
          row.text(2),
          row.text(3),
          Instant.ofEpochMilli(row.number(4)),
          row.flag(6) ? FilingInput.of(input) : input,
          Path.of(row.text(7)),
          !row.text(8).equals("open"),
          row.text(9) == null ? null : Path.of(row.text(9)),
          row.number(10) > 0,
          row.number(11) > 0,
          row.number(12) > 0);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a download stands where others came in, and not where others were put. */
  public boolean unfiled(Download download) {
    String folder = download.path().getParent() + "/";
    String inside =
        "substr(path, 1, length(?1)) = ?1 AND instr(substr(path, length(?1) + 1), '/') = 0";
    String moved =
        "EXISTS (SELECT 1 FROM follow_up f WHERE f.download_id = download.id"
            + " AND f.deed = 'move' AND f.taken_back = 0)";
    String count = "SELECT count(*) FROM download WHERE " + inside + " AND ";
    return journal.count(count + moved, folder) <= journal.count(count + "NOT " + moved, folder);
  }

  /** Where downloads stand that nobody moved: most of them in one folder. */
  private static @Nullable Path usual(List<Told> told) {
    Map<Path, Integer> counts = new HashMap<>();
    told.stream()
        .filter(one -> one.moved() == null && !one.byModel() && one.path().getParent() != null)
        .forEach(one -> counts.merge(one.path().getParent(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.<Path, Integer>comparingByValue().thenComparing(e -> e.getKey().toString()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static @Nullable String label(Told one, @Nullable Path usual) {
    if (one.moved() != null) {
      Path folder = one.moved().getParent();
      return folder.equals(usual) ? Task.LEAVE : folder.toString();
    }
    if (one.denied()) {
      return Task.LEAVE;
    }
    if (one.byModel() || one.unsaid()) {
      return null;
    }
    Path folder = one.path().getParent();
    if (folder != null && !folder.equals(usual)) {
      return folder.toString(); // Saved there by the browser's own dialogue.
    }
    return one.closed() ? Task.LEAVE : null;
  }
}
