package dev.stillroom.host.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.SummaryView;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the pages read lately some notes are about. */
class WrittenAboutTest {

  private static final String NOTES = "https://notes.example/today";

  private final RecentPages recent =
      new RecentPages(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

  @BeforeEach
  void read() {
    note("https://town.example/minutes/1", "Chair Ada Moor Date 4 May 2026 The council met.", null);
    note(
        "https://town.example/minutes/2",
        "Chair Ben Lund Date 5 May 2026 The council decided to renew the old bridge before winter"
            + " and asked every neighbour first.",
        null);
    note("https://town.example/minutes/3", "Chair Cleo Vane. Date 6 May 2026. Code QX7.", "QX7");
  }

  private void note(String url, String text, String copied) {
    ObjectNode page = ProtocolJson.MAPPER.createObjectNode();
    page.putArray("nodes").addArray().add(0).add("#text").add(text);
    recent.note(url, "Minutes", page, copied);
  }

  private String about(String place, Map<String, List<String>> fields, String text) {
    return WrittenAbout.one(recent.all(), place, new SummaryView.Notes(fields, text))
        .map(RecentPages.Seen::url)
        .orElse("");
  }

  @Test
  void valuesTellThePageAlsoWrittenOtherwise() {
    Map<String, List<String>> fields =
        Map.of("Chair", List.of("ada moor"), "When", List.of("4. May, 2026"));
    assertEquals("https://town.example/minutes/1", about(NOTES, fields, ""));
  }

  @Test
  void oneShortValueMayBeChanceUnlessItWasCopied() {
    assertEquals("", about(NOTES, Map.of("Day", List.of("4 M")), ""));
    assertEquals(
        "https://town.example/minutes/3", about(NOTES, Map.of("Code", List.of("qx7")), ""));
  }

  @Test
  void mostOfTheFieldsHaveToStandThere() {
    Map<String, List<String>> fields =
        Map.of(
            "Chair",
            List.of("Ada Moor"),
            "Price",
            List.of("12 euro"),
            "Seller",
            List.of("A shop somewhere"));
    assertEquals("", about(NOTES, fields, ""));
  }

  @Test
  void ownWordsTellThePageWhereMostOfThemAreIts() {
    assertEquals(
        "https://town.example/minutes/2",
        about(NOTES, Map.of(), "Council renews the bridge before winter, asked neighbours first"));
    assertEquals(
        "",
        about(NOTES, Map.of(), "Remember milk, bread, seven apples, garden gloves and the winter"));
  }

  @Test
  void whatStandsOnTheSameSiteIsNotWhatTheNotesAreAbout() {
    Map<String, List<String>> fields = Map.of("Chair", List.of("Ada Moor"));
    assertEquals("", about("https://town.example/notes", fields, ""));
  }
}
