package dev.stillroom.host.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Chosen;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.FilesView.DoubtedLabel;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that a distillation doubted, of choices in a page. */
class DoubtedLabelsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SITE = "issues.localhost";
  private static final String TASK = "choose-labels";

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Journal journal;
  private Choices choices;
  private TaskStore store;
  private TaskKinds kinds;
  private DoubtedLabels doubted;
  private Task task;
  private int events;

  @BeforeEach
  void open(@TempDir Path directory) {
    journal = Journal.open(directory.resolve("journal.db"));
    choices = new Choices(journal, clock);
    store = new TaskStore(journal, clock);
    doubted = new DoubtedLabels(journal, clock);
    kinds = new TaskKinds(List.of(new ChooseKind(choices)), doubted);
    String place = choose("It crashes on start", "question");
    choose("Please add colours", "feature");
    choose("Crashes when I save", "bug");
    store.add(
        TASK,
        "choose:" + place,
        new View.Choice(place, SITE, "Label"),
        new EvidenceView.Tally(choices.counts(place)));
    task = store.get(TASK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private String choose(String text, String label) {
    return choices.add(Chosen.at("e" + events++, NOW, SITE, text, label)).placeId();
  }

  private List<Labelled> asDone() {
    return kinds.of(task).labels(task);
  }

  private String id(String text) {
    return asDone().stream().filter(one -> one.name().equals(text)).findFirst().get().subjectId();
  }

  private List<DoubtedLabel> open(String... suspects) {
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    ArrayNode examples = card.putObject("labelErrors").putArray("examples");
    for (String text : suspects) {
      examples
          .addObject()
          .put("id", id(text))
          .put("given", "question")
          .put("suggested", "bug")
          .put("confidence", 0.9);
    }
    return doubted.open(TASK, card, asDone());
  }

  private String meant(String text) {
    return kinds.labels(task).stream()
        .filter(one -> one.name().equals(text))
        .findFirst()
        .orElseThrow()
        .label();
  }

  @Test
  void aDoubtIsShownInWordsThePersonKnows() {
    DoubtedLabel one = open("It crashes on start").getFirst();
    assertEquals("It crashes on start", one.name());
    assertEquals("question", one.label());
    assertEquals("bug", one.suggested());
    assertEquals(SITE, one.site());
    assertEquals(List.of(), open("Crashes when I save"), "it has another label by now");
    assertEquals(List.of(), doubted.open(TASK, ProtocolJson.MAPPER.nullNode(), asDone()));
  }

  @Test
  void whatIsKeptIsNotAskedAgainAndLearnsNothingNew() {
    assertFalse(doubted.settle(TASK, id("It crashes on start"), "question", asDone()));
    assertEquals(List.of(), open("It crashes on start"));
    assertEquals("question", meant("It crashes on start"));
  }

  @Test
  void whatIsCorrectedIsLearnedAsMeantAndCanBeTakenBack() {
    String id = id("It crashes on start");
    assertTrue(doubted.settle(TASK, id, "bug", asDone()));
    assertEquals("bug", meant("It crashes on start"));
    assertEquals("feature", meant("Please add colours"));
    assertEquals("question", asDone().getFirst().label(), "what was done is kept as it was");
    assertEquals(List.of(), open("It crashes on start"));
    assertFalse(doubted.settle(TASK, id, "bug", asDone()), "nothing new");
    assertTrue(doubted.settle(TASK, id, "question", asDone()));
    assertEquals("question", meant("It crashes on start"));
  }

  @Test
  void whatThePersonDoesLaterCountsMore() {
    doubted.settle(TASK, id("It crashes on start"), "bug", asDone());
    choose("It crashes on start", "feature");
    assertEquals("feature", meant("It crashes on start"));
  }

  @Test
  void onlyALabelOfTheTaskCanBeMeant() {
    String id = id("It crashes on start");
    List<Labelled> examples = asDone();
    assertThrows(RequestFailure.class, () -> doubted.settle(TASK, id, "made up", examples));
    assertThrows(RequestFailure.class, () -> doubted.settle(TASK, "gone", "bug", examples));
    assertEquals(0, corrections());
  }

  @Test
  void itIsForgottenWithItsExampleAndWithItsTask() {
    doubted.settle(TASK, id("It crashes on start"), "bug", asDone());
    doubted.settle(TASK, id("Please add colours"), "bug", asDone());
    JsonNode nothing = ProtocolJson.MAPPER.nullNode();
    assertEquals(List.of(), doubted.open(TASK, nothing, asDone()));
    assertEquals(2, corrections());
    journal.update(
        "INSERT INTO event (id, time, type, site, json) SELECT event_id, time, 'chosen', site, '{}' FROM choice");
    new Forget(journal, clock).event("e0");
    assertEquals(1, corrections());
    new Forget(journal, clock).task(TASK);
    assertEquals(0, corrections());
  }

  private long corrections() {
    return journal.count("SELECT count(*) FROM correction");
  }
}
