package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.fill.Demonstrations.Shown;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PageKind;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what flows from pages into forms: values of one kind of page that turn up in one kind of
 * form. The third time it is proposed; accepted, each further form is one more example.
 */
public final class Flows {

  /** How often before it is proposed. */
  static final int SUPPORT = 3;

  private final Journal journal;
  private final TaskStore store;
  private final Tasks tasks;
  private final Distillation distillation;
  private final Demonstrations demonstrations;
  private final RecentPages recent;
  private final Clock clock;
  private final Runnable changed;

  public Flows(
      Journal journal,
      TaskStore store,
      Tasks tasks,
      Distillation distillation,
      Demonstrations demonstrations,
      RecentPages recent,
      Clock clock,
      Runnable changed) {
    this.journal = journal;
    this.store = store;
    this.tasks = tasks;
    this.distillation = distillation;
    this.demonstrations = demonstrations;
    this.recent = recent;
    this.clock = clock;
    this.changed = changed;
  }

  /** A row of the table of flows; what it says of pages and forms holds no values. */
  private record Flow(
      String taskId,
      String source,
      String place,
      String title,
      List<String> fields,
      int times,
      int kept,
      int tried) {

    View.FormFill act() {
      return new View.FormFill(source, place, title, fields);
    }

    EvidenceView.Carried evidence() {
      return new EvidenceView.Carried(times, kept, tried);
    }
  }

  /** The kind of page an address is of. */
  static String kindOf(String url) {
    return PageKind.of(url).place();
  }

  /** The name of what flows from one kind of page into one kind of form. */
  private static String idOf(String source, String place) {
    return "fill-" + Json.digest(source + "\n" + place).substring(0, 16);
  }

  /** The task that was learned, or is being learned, for a form from such a source. */
  Optional<Task> task(String source, String place) {
    return store
        .find(idOf(source, place))
        .filter(task -> task.phase() == TaskPhase.READY || task.phase() == TaskPhase.DISTILLING)
        .filter(task -> !task.paused());
  }

  /** Whether anything was ever carried from such a source into such a form. */
  boolean known(String source, String place) {
    return find(idOf(source, place)).isPresent();
  }

  /** The tasks of a kind of form, also those that are only proposed. */
  public List<Task> tasksAt(String url) {
    return journal
        .query("SELECT task_id FROM flow WHERE place = ?", row -> row.text(1), kindOf(url))
        .stream()
        .flatMap(id -> store.find(id).stream())
        .filter(task -> task.phase() != TaskPhase.DISMISSED)
        .toList();
  }

  /**
   * A form was filled in by hand and sent. Where most of it stands in a page that was open lately,
   * it was carried over from there.
   */
  public void sent(String url, WebForm form, JsonNode json, Map<String, String> values) {
    String place = FormCheck.page(url);
    CarriedOver.from(recent.all(), place, form, values)
        .ifPresent(source -> shown(source, place, form, json, values, FilledIn.NO));
  }

  /**
   * A form was filled from a source, by hand or by what was said before.
   *
   * @param filled what the person made of what was said, NO where nothing was
   * @return what a flow learns from; empty where there is nothing
   */
  Optional<Shown> shown(
      Source source,
      String url,
      WebForm form,
      JsonNode json,
      Map<String, String> values,
      FilledIn filled) {
    if (values.isEmpty() || source.kind().isEmpty()) {
      return Optional.empty();
    }
    String place = kindOf(url);
    String id = idOf(source.kind(), place);
    Flow flow = grown(id, source, url, place, form, values, filled);
    Shown demonstration = demonstration(id, source, url, form, json, values, filled);
    Optional<Task> task = store.find(id);
    TaskPhase phase = task.map(Task::phase).orElse(TaskPhase.PROPOSED);
    switch (phase) {
      case PROPOSED, DISMISSED -> {
        demonstrations.hold(demonstration);
        if (flow.times() >= SUPPORT) {
          tasks.found(
              new Routine(
                  id.replaceFirst("-", ":"),
                  id.replaceFirst("-", ":"),
                  flow.act(),
                  flow.evidence(),
                  true,
                  flow.fields().size()
                      + " values were carried from "
                      + flow.source()
                      + " into the form of "
                      + flow.place()
                      + " "
                      + flow.times()
                      + " times"));
        }
      }
      case DISTILLING, READY, FAILED -> {
        demonstrations.keep(demonstration);
        store.evidence(id, flow.act(), flow.evidence());
        // What was right as it was said teaches nothing new.
        if (filled != FilledIn.RIGHT && !task.get().paused()) {
          distillation.cancel(id);
          store.phase(id, TaskPhase.PROPOSED, null);
          distillation.start(store.get(id));
          distillation.whenDone(id, changed);
        }
      }
    }
    changed.run();
    return Optional.of(demonstration);
  }

  private Demonstrations.Shown demonstration(
      String id,
      Source source,
      String url,
      WebForm form,
      JsonNode json,
      Map<String, String> values,
      FilledIn filled) {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    input.set("form", json);
    source.input().properties().forEach(member -> input.set(member.getKey(), member.getValue()));
    if (!source.url().isEmpty()) {
      input.put("url", source.url());
    }
    ObjectNode output = ProtocolJson.MAPPER.createObjectNode();
    values.forEach(output::put);
    return Shown.of(
        id, clock.instant(), host(url), FormCheck.brief(form.title()), input, output, filled);
  }

  private Flow grown(
      String id,
      Source source,
      String url,
      String place,
      WebForm form,
      Map<String, String> values,
      FilledIn filled) {
    Map<String, String> names = names(form);
    List<String> fields =
        new ArrayList<>(values.keySet().stream().map(key -> names.getOrDefault(key, key)).toList());
    journal.update(
        "INSERT INTO flow (task_id, time, source, source_site, place, site, title, fields, times)"
            + " VALUES (?,?,?,?,?,?,?,?,1) ON CONFLICT (task_id) DO UPDATE SET"
            + " times = times + 1, fields = excluded.fields, title = excluded.title",
        id,
        clock.millis(),
        source.kind(),
        source.site(),
        place,
        host(url),
        FormCheck.brief(form.title()),
        Json.text(fields));
    if (filled != FilledIn.NO) {
      tried(id, filled == FilledIn.RIGHT);
    }
    return find(id).orElseThrow();
  }

  private void tried(String id, boolean right) {
    journal.update(
        "UPDATE flow SET tried = tried + 1, kept = kept + ? WHERE task_id = ?", right, id);
  }

  /**
   * What was filled was taken back: nothing is learned from it.
   *
   * @param said whether it was filled from what was learned
   */
  void undone(String taskId, JsonNode output, boolean said) {
    demonstrations.takeBack(taskId, output);
    journal.update("UPDATE flow SET times = max(0, times - 1) WHERE task_id = ?", taskId);
    if (said) {
      journal.update("UPDATE flow SET kept = max(0, kept - 1) WHERE task_id = ?", taskId);
    }
    find(taskId).ifPresent(flow -> store.evidence(taskId, flow.act(), flow.evidence()));
  }

  private Optional<Flow> find(String id) {
    return journal.first(
        "SELECT task_id, source, place, title, fields, times, kept, tried FROM flow"
            + " WHERE task_id = ?",
        Flows::map,
        id);
  }

  private static Flow map(Row row) throws SQLException {
    return new Flow(
        row.text(1),
        row.text(2),
        row.text(3),
        row.text(4),
        Json.read(row.text(5), Json.STRINGS),
        row.integer(6),
        row.integer(7),
        row.integer(8));
  }

  /** What a person calls each field. */
  static Map<String, String> names(WebForm form) {
    List<String> keys = form.keys();
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      names.put(keys.get(i), name(form.fields().get(i)));
    }
    return names;
  }

  static String name(WebField field) {
    for (String text :
        List.of(field.label(), field.placeholder(), field.before(), field.title(), field.name())) {
      String line = text.replaceAll("\\s+", " ").replaceAll("[\\s:*]+$", "").strip();
      if (!line.isEmpty()) {
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
      }
    }
    return field.type();
  }

  private static String host(String url) {
    String host = Sites.host(url);
    return host == null ? "" : host;
  }
}
