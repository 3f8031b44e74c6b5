package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.protocol.SummaryView.SummaryOffer;
import dev.stillroom.host.protocol.SummaryView.SummaryOfferKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notes about pages that a person writes on another site. */
class NotesElsewhereTest extends PicksScene {

  private static final String NOTES = "https://desk.example/notes/today";

  private NotesElsewhere notes;
  private SummaryOffers offers;

  @BeforeEach
  void begin() {
    notes = new NotesElsewhere(journal, summaries::learn, steered, () -> {});
    offers = new SummaryOffers(journal, notes, steered, () -> {});
  }

  private void write(int page, String chair, String text) {
    ObjectNode snapshot = ProtocolJson.MAPPER.createObjectNode();
    snapshot.putArray("nodes").addArray().add(0).add("#text").add("Chair " + chair);
    notes.written(
        new NotesElsewhere.Read("https://town.example/minutes/" + page, "Minutes", snapshot),
        NOTES,
        new SummaryView.Notes(chair == null ? Map.of() : Map.of("Chair", List.of(chair)), text));
  }

  private void answer(boolean yes) {
    offers.answer(new Request.AnswerSummaryOffer(offers.open().getFirst().id(), yes));
  }

  @Test
  void theyAreInMemoryOnlyUntilThePersonSaysYes() throws Exception {
    write(1, "Ada Moor-Lindqvist", "");
    SummaryOffer offer = offers.open().getFirst();
    assertEquals(SummaryOfferKind.NOTE, offer.kind());
    assertEquals("town.example", offer.site());
    assertEquals("desk.example", offer.noted());
    assertEquals(List.of("Ada Moor-Lindqvist"), offer.notes().fields().get("Chair"));
    assertFalse(found("Lindqvist"));
    answer(true);
    assertTrue(offers.open().isEmpty());
    assertTrue(found("Lindqvist"));
  }

  @Test
  void theYesHoldsForWhatWaitsAndForLaterNotesAndThreeOfThemTeach() throws Exception {
    write(1, "Ada Moor", "");
    write(2, "Ben Lund", "");
    assertEquals(1, offers.open().size());
    assertEquals(2, offers.open().getFirst().pages());
    answer(true);
    assertTrue(jobs.isEmpty());
    write(3, "Cleo Vane", "Nobody was against it.");
    assertTrue(offers.open().isEmpty());
    List<String> examples = jobs.getFirst().examples();
    assertEquals(3, examples.size());
    JsonNode last = ProtocolJson.MAPPER.readTree(examples.getLast()).path("output");
    assertEquals("Cleo Vane", last.path("Chair").asText());
    assertEquals("Nobody was against it.", last.path("summary").asText());
  }

  @Test
  void moreAboutTheSamePageTakesThePlaceOfWhatThereWas() throws Exception {
    write(1, "Ada Moor", "");
    answer(true);
    write(1, "Ada Moor the Elder", "One thing.");
    write(1, null, "Another thing.");
    write(2, "Ben Lund", "");
    assertTrue(jobs.isEmpty(), "two pages are not three");
    write(3, "Cleo Vane", "");
    JsonNode first = ProtocolJson.MAPPER.readTree(jobs.getFirst().examples().getFirst());
    assertEquals("Ada Moor the Elder", first.path("output").path("Chair").asText());
    assertEquals("One thing. Another thing.", first.path("output").path("summary").asText());
  }

  @Test
  void aLineWrittenInSeveralGoesIsOneLine() {
    write(1, null, "It rained.");
    write(1, null, "The hotel is");
    write(1, null, "The hotel is che");
    write(1, null, "The hotel is cheap, as is a");
    write(1, null, "apple pie");
    assertEquals(
        "It rained. The hotel is cheap, as is a apple pie",
        offers.open().getFirst().notes().text());
  }

  @Test
  void aNoIsForGood() throws Exception {
    write(1, "Ada Moor-Lindqvist", "");
    answer(false);
    write(2, "Ben Lindqvist", "");
    assertTrue(offers.open().isEmpty());
    assertFalse(notes.anyWaiting());
    assertFalse(found("Lindqvist"));
  }

  @Test
  void aStandingAnswerIsListedAndCanBeTakenBack() throws Exception {
    write(1, "Ada Moor", "");
    answer(true);
    SummaryView.NoteHabit yes =
        new SummaryView.NoteHabit("town.example/minutes/*", "desk.example/notes/today", true);
    assertEquals(List.of(yes), notes.habits());
    notes.ask(yes.place(), yes.noted());
    assertEquals(List.of(), notes.habits());
    write(2, "Ben Lindqvist", "");
    assertEquals(1, offers.open().size());
    assertFalse(found("Lindqvist"), "it is asked about again");
    answer(false);
    assertFalse(notes.habits().getFirst().learned());
    notes.ask(yes.place(), yes.noted());
    write(3, "Cleo Vane", "");
    assertEquals(1, offers.open().size());
    assertThrows(RequestFailure.class, () -> notes.ask("no/such", "page"));
  }

  @Test
  void whatNobodyAnswersIsGoneAfterHalfAnHour() {
    write(1, "Ada Moor", "");
    String id = offers.open().getFirst().id();
    now = NOW.plus(Duration.ofMinutes(31));
    assertTrue(offers.open().isEmpty());
    assertThrows(
        RequestFailure.class, () -> offers.answer(new Request.AnswerSummaryOffer(id, true)));
  }

  @Test
  void aSiteThatIsNotWatchedAnyMoreTakesItsNotesAlong() {
    write(1, "Ada Moor", "");
    notes.drop("elsewhere.example");
    assertEquals(1, offers.open().size());
    notes.drop("desk.example");
    assertTrue(offers.open().isEmpty());
  }

  @Test
  void whoForgetsTheSiteOfTheNotesForgetsWhatTheyTaught() throws IOException {
    write(1, "Ada Moor-Lindqvist", "");
    answer(true);
    new Forget(journal, clock).site("desk.example");
    assertFalse(found("Lindqvist"));
    assertFalse(found("desk.example"));
  }

  @Test
  void aFieldThatACardCannotHaveIsText() {
    ObjectNode snapshot = ProtocolJson.MAPPER.createObjectNode();
    notes.written(
        new NotesElsewhere.Read("https://town.example/minutes/1", "Minutes", snapshot),
        NOTES,
        new SummaryView.Notes(
            Map.of("Summary", List.of("It rained."), "x".repeat(100), List.of("y")), ""));
    SummaryView.Notes said = offers.open().getFirst().notes();
    assertEquals(Map.of(), said.fields());
    assertEquals("It rained.", said.text());
  }

  @Test
  void threeSummariesOfAKindAreAskedAboutInThePopup() {
    ObjectNode text = ProtocolJson.MAPPER.createObjectNode().put("text", "The mill will close.");
    for (int i = 1; i <= 3; i++) {
      assertTrue(offers.open().isEmpty());
      summaries
          .summarize(new Request.Summarize("https://paper.example/reports/" + i, text, 1, true))
          .join();
    }
    SummaryOffer offer = offers.open().getFirst();
    assertEquals(SummaryOfferKind.SHOW, offer.kind());
    assertEquals("paper.example", offer.site());
    assertEquals(3, offer.pages());
    answer(true);
    assertTrue(offers.open().isEmpty());
    assertTrue(summaries.usual("https://paper.example/reports/9"));
    assertThrows(
        RequestFailure.class,
        () -> offers.answer(new Request.AnswerSummaryOffer("show:no/such", true)));
  }
}
