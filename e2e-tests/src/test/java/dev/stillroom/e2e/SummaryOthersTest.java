package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Summaries that come from elsewhere: notes on another site, PDFs in a tab, a language model. */
class SummaryOthersTest extends SummaryScene {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  private static final String DESK = "desk.localhost";

  @BeforeAll
  static void putUpPages() {
    site.putUp(
        DESK,
        "/notes",
        "<!doctype html><html lang=en><title>My desk</title><h1>My desk</h1>"
            + "<label>Notes <textarea id=notes rows=8 cols=60></textarea></label>"
            + "<div id=pad contenteditable role=textbox aria-label=Pad>Pad</div>"
            + "<button type=button>Save</button></html>");
    site.putUp(
        Reports.HOST,
        "/long",
        "<!doctype html><html lang=en><title>The flood</title><main><h1>The flood</h1><p>"
            + "In 1984 the rain broke the old bridge of the town. "
            + "The keeper of the tower lit a lamp and wrote down what the weather did. ".repeat(170)
            + "</p></main></html>");
  }

  private static Locator offer(String about) {
    return person
        .popup()
        .page()
        .locator("article[data-kind=summary-offer][data-about=" + about + "]");
  }

  private static void answer(String about, String button) {
    person.popup().page().bringToFront();
    Locator offer = offer(about);
    offer.getByText(button, new Locator.GetByTextOptions().setExact(true)).click();
    person.until("the offer to be gone", () -> offer.count() == 0);
    person.turnToBrowsing();
  }

  private void noProblems(Page page) throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(Axe.script());
      assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), "in " + scheme);
    }
  }

  /** What a form could be filled from: the pages that were read lately. */
  private static String recentPages() {
    return String.valueOf(
        person
            .popup()
            .page()
            .evaluate(
                """
                async (url) => JSON.stringify(await chrome.runtime.sendMessage(
                  {ask: 'host', request: {type: 'listFillSources', url}}))
                """,
                site.url(DESK, "/notes")));
  }

  /** Reads a page and then writes a note about it on another site, below the notes before. */
  private static void readAndNote(int number) {
    String read = site.url(Reports.HOST, "/minutes/" + number);
    person.visit(read);
    person.until("the page to be read", () -> recentPages().contains(read + "\""));
    person.visit(site.url(DESK, "/notes"));
    // The last one goes into a part of the page that is edited as it stands.
    Locator notes = person.page().locator(number < 5 ? "#notes" : "#pad");
    notes.click();
    person.page().keyboard().press("Control+End");
    person.page().keyboard().press("Enter");
    notes.pressSequentially(
        "Chair: " + Reports.chair(number) + "\nDate: " + Reports.date(number) + "\n");
    person.page().getByText("Save").click();
  }

  @Test
  void whatIsNotedOnAnotherSiteFillsTheCardOfTheSixthPage() throws IOException {
    person.watch(Reports.HOST);
    person.watch(DESK);
    readAndNote(1);
    person.until("the note to be offered", () -> offer("NOTE").count() == 1);
    String said = offer("NOTE").innerText();
    assertTrue(said.contains(Reports.chair(1)) && said.contains(DESK), said);
    assertTrue(said.contains("in memory only"), said);
    noProblems(person.popup().page());
    Person.screenshots(person.popup().page(), SCREENSHOTS, "summary-offer", 300, 480);
    answer("NOTE", "Yes, this and the next ones");
    for (int i = 2; i <= 5; i++) {
      readAndNote(i);
    }
    at("/minutes/6");
    person.untilEqual(
        "the person's own form",
        Map.of("Chair", Reports.chair(6), "Date", Reports.date(6)),
        panel::notes);
    assertEquals(0, offer("NOTE").count());
    noteHabits();
  }

  /** What was said to the offer stands under Privacy; taken back, it is asked about again. */
  private void noteHabits() throws IOException {
    Page options = person.open("options.html#privacy");
    Locator habits = options.locator("ul[data-kind=note-habits] li");
    habits.waitFor();
    assertEquals(
        List.of(
            "Notes on %s/notes about %s/minutes/* are learned without asking"
                .formatted(DESK, Reports.HOST)),
        habits.locator(".path").allInnerTexts());
    noProblems(options);
    Person.screenshots(options, SCREENSHOTS, "options-note-habits", 480, 1100);
    options.getByText("Ask again").click();
    person.until("the card to be gone", () -> habits.count() == 0);
    readAndNote(6);
    person.until("the next note to be asked about", () -> offer("NOTE").count() == 1);
    answer("NOTE", "No, never these");
    options.bringToFront();
    person.until(
        "the no to stand there",
        () -> habits.count() == 1 && habits.innerText().contains("are never learned"));
    options.close();
    person.turnToBrowsing();
  }

  @Test
  void threeSummariesOfAKindAreAskedAboutInThePopup() throws IOException {
    for (int i = 1; i <= 3; i++) {
      assertEquals(0, offer("SHOW").count());
      at("/reports/" + i);
      panel.awaitPassages();
    }
    person.until("the offer", () -> offer("SHOW").count() == 1);
    assertTrue(offer("SHOW").innerText().contains("3 pages of this kind"));
    assertFalse(person.badge().isEmpty());
    answer("SHOW", "Yes, for such pages");
    person.visit(site.url(Reports.HOST, "/reports/4"));
    person.until(
        "the next one unasked", () -> String.join(" ", panel.passages()).contains("paper mill"));
  }

  @Test
  void aPdfThatTheTabShowsIsReadByTheHost() throws IOException {
    at("/minutes.pdf");
    panel.awaitPassages();
    assertTrue(
        String.join(" ", panel.passages()).contains("The council will renew the bridge in May."),
        panel.passages().toString());
    noProblems(panel.page());
    Person.screenshots(panel.page(), SCREENSHOTS, "summary-pdf", 300, 480);
  }

  @Test
  void aPdfFromAFolderIsReadWhereItStands() throws IOException {
    Path file = Files.writeString(stage.downloads().resolve("from-a-folder.pdf"), Reports.PDF);
    closePanel();
    person.visit(file.toUri().toString());
    panel = person.summaryFor(person.page());
    panel.awaitPassages();
    assertTrue(
        String.join(" ", panel.passages()).contains("The council will renew the bridge in May."),
        panel.passages().toString());
  }

  @Test
  void theCommandSummarizesAPdfToo() throws IOException {
    Path file = Files.writeString(stage.downloads().resolve("council.pdf"), Reports.PDF);
    String said = stage.stillroom("summarize", file.toString(), "--sentences", "1");
    assertTrue(said.contains("The council will renew the bridge in May."), said);
    Path none = Files.writeString(stage.downloads().resolve("none.pdf"), "%PDF-1.4 nonsense");
    IOException refused =
        assertThrows(IOException.class, () -> stage.stillroom("summarize", none.toString()));
    assertTrue(refused.getMessage().contains("none.pdf"), refused.getMessage());
  }

  @Test
  void aLanguageModelWritesPartByPartAndWhatThePageDoesNotHaveIsMarked() throws IOException {
    Path model = OneSentenceModel.write(stage.downloads().resolve("rain.gguf"), "Rain 1984.");
    stage.stillroom("teacher", "add", "rain", "--url", model.toString());
    at("/long");
    Locator written = panel.page().locator("section[data-kind=writer]");
    panel.press("Let rain.gguf write a summary");
    person.until(
        "a part before the end",
        () -> panel.page().locator("section[data-kind=writer][data-done=false] li").count() > 0);
    person.until("the end", () -> "true".equals(written.getAttribute("data-done")));
    assertEquals(List.of("Rain 1984."), written.locator("li > span[dir]").allInnerTexts());
    assertEquals("true", written.locator("li").getAttribute("data-supported"));
    written.locator("button.source").first().click();
    person.until("its source in the page", () -> panel.here().startsWith("In 1984 the rain"));
    person.until("the model to be unloaded", () -> tutors() == 0);
    noProblems(panel.page());
    Person.screenshots(panel.page(), SCREENSHOTS, "summary-writer", 300, 480);

    at("/minutes/5");
    panel.press("Let rain.gguf write a summary");
    Locator unsupported = panel.page().locator("section[data-kind=writer] .unsupported");
    person.until("what the page does not have", () -> unsupported.count() == 1);
    assertTrue(unsupported.innerText().contains("1984"), unsupported.innerText());
    Person.screenshots(panel.page(), SCREENSHOTS, "summary-unsupported", 300, 480);

    at("/long");
    panel.press("Let rain.gguf write a summary");
    person.until("the model to be loaded", () -> tutors() > 0);
    panel.press("Cancel");
    person.until("the model to be gone", () -> tutors() == 0);
    assertEquals(0, panel.page().locator("section[data-kind=writer] li").count());
    stage.stillroom("teacher", "remove", "rain");
  }

  /** Processes that hold a language model for this person. */
  private static long tutors() {
    return stage.engine().stream()
        .flatMap(ProcessHandle::descendants)
        .filter(one -> one.info().commandLine().orElse("").contains("TutorMain"))
        .count();
  }
}
