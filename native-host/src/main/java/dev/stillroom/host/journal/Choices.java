package dev.stillroom.host.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The places at which labels are chosen, and what was chosen there for what. */
public final class Choices {

  private static final String PLACE = "SELECT id, site, role, name, keys FROM place ";

  private static final String CHOICE =
      "SELECT id, event_id, time, place_id, site, input, label, changed FROM choice ";

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final Journal journal;
  private final Clock clock;

  public Choices(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Takes a choice down; another one for the same thing takes the place of the earlier. */
  public Choice add(Event.Chosen event) {
    String site = Sites.host(event.url());
    Place place = place(site, event.control());
    ObjectNode input = (ObjectNode) event.input();
    String id = Choice.idOf(place.id(), input);
    Optional<Choice> before = find(id);
    boolean changed = before.isPresent() && !before.get().label().equals(event.label());
    journal.update(
        "INSERT INTO choice (id, event_id, time, place_id, site, input, label)"
            + " VALUES (?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id,"
            + " time = excluded.time, changed = max(changed, label <> excluded.label),"
            + " label = excluded.label",
        id,
        event.id(),
        event.time().toEpochMilli(),
        place.id(),
        site,
        input.toString(),
        event.label());
    return new Choice(
        id,
        event.id(),
        event.time(),
        place.id(),
        site,
        input,
        event.label(),
        changed || before.filter(Choice::changed).isPresent());
  }

  /** The place of a control: one known by now, or a new one. */
  private Place place(String site, Event.Control control) {
    for (Place known : places(site)) {
      if (known.is(control)) {
        journal.update(
            "UPDATE place SET time = ?, name = ?, keys = ? WHERE id = ?",
            clock.millis(),
            control.name(),
            json(control.keys()),
            known.id());
        return known;
      }
    }
    String id =
        UUID.nameUUIDFromBytes(
                (site + control.role() + control.keys() + clock.millis())
                    .getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, 8);
    journal.update(
        "INSERT INTO place (id, time, site, role, name, keys) VALUES (?,?,?,?,?,?)",
        id,
        clock.millis(),
        site,
        control.role(),
        control.name(),
        json(control.keys()));
    return new Place(id, site, control.role(), control.name(), control.keys());
  }

  /** The places of a site (a host), the last used first. */
  public List<Place> places(String site) {
    return journal.query(PLACE + "WHERE site = ? ORDER BY time DESC, rowid", Choices::place, site);
  }

  public List<Place> places() {
    return journal.query(PLACE + "ORDER BY time, rowid", Choices::place);
  }

  public Optional<Place> place(String id) {
    return journal.first(PLACE + "WHERE id = ?", Choices::place, id);
  }

  /** What was chosen for a thing, {@link Choice#idOf}. */
  public Optional<Choice> find(String id) {
    return journal.first(CHOICE + "WHERE id = ?", Choices::choice, id);
  }

  /** The newest choices at a place, oldest first. */
  public List<Choice> at(String placeId, int most) {
    return journal
        .query(
            CHOICE + "WHERE place_id = ? ORDER BY time DESC, rowid DESC LIMIT ?",
            Choices::choice,
            placeId,
            most)
        .reversed();
  }

  /** How often each label was chosen at a place, the most frequent first. */
  public List<EvidenceView.Count> counts(String placeId) {
    return journal.query(
        "SELECT label, count(*) FROM choice WHERE place_id = ? GROUP BY label"
            + " ORDER BY 2 DESC, label",
        row -> new EvidenceView.Count(row.text(1), row.integer(2)),
        placeId);
  }

  /**
   * Removes choices from before {@code before} from which no task learns, places without any, and
   * what was said of things that nobody chose for.
   *
   * @return how many choices
   */
  public int expire(Instant before) {
    long at = before.toEpochMilli();
    int gone =
        journal.update(
            "DELETE FROM choice WHERE time < ? AND NOT EXISTS (SELECT 1 FROM task"
                + " WHERE deed = 'choose:' || place_id"
                + " AND phase IN ('READY', 'DISTILLING', 'FAILED'))",
            at);
    journal.update(
        "DELETE FROM place WHERE time < ? AND NOT EXISTS (SELECT 1 FROM choice c"
            + " WHERE c.place_id = place.id) AND NOT EXISTS (SELECT 1 FROM task"
            + " WHERE deed = 'choose:' || place.id)",
        at);
    journal.update(
        "DELETE FROM prediction WHERE time < ? AND outcome = 'censored' AND task_id IN"
            + " (SELECT id FROM task WHERE deed LIKE 'choose:%')",
        at);
    return gone;
  }

  private static Place place(Journal.Row row) throws SQLException {
    try {
      return new Place(
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          ProtocolJson.MAPPER.readValue(row.text(5), TEXTS));
    } catch (JsonProcessingException e) {
      throw new JournalFailure("a place's keys are not JSON: " + row.text(5), e);
    }
  }

  private static Choice choice(Journal.Row row) throws SQLException {
    try {
      return new Choice(
          row.text(1),
          row.text(2),
          Instant.ofEpochMilli(row.number(3)),
          row.text(4),
          row.text(5),
          (ObjectNode) ProtocolJson.MAPPER.readTree(row.text(6)),
          row.text(7),
          row.flag(8));
    } catch (JsonProcessingException e) {
      throw new JournalFailure("a choice's input is not JSON: " + row.text(6), e);
    }
  }

  private static String json(List<String> texts) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new JournalFailure("texts cannot be written as JSON", e);
    }
  }
}
