package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person reads reports, keeps the sentences with figures, and gets those. */
class SummaryPanelTest extends SummaryScene {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  @Test
  void keyPassagesAreMarkedInThePageAndAClickGoesToThem() throws IOException {
    at("/reports/1");
    panel.awaitPassages();
    assertTrue(panel.how().contains("sentences of the page itself"), panel.how());
    panel.length(3);
    person.until("three marks in the page", () -> panel.marked() == 3);
    // Another place in the page is no other page.
    person.page().evaluate("location.hash = 'contents'");
    String sentence = panel.passages().getFirst();
    panel.page().locator("ul.passages .passage").first().click();
    person.until(
        "the sentence to stand out", () -> panel.here().startsWith(sentence.substring(0, 20)));
    assertEquals(3, panel.passages().size());
    assertFalse(String.join(" ", panel.passages()).contains("newsletter"));
    person
        .page()
        .screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("marked-page.png")));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      panel.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      panel.page().evaluate(Axe.script());
      assertEquals(List.of(), panel.page().evaluate(Axe.PROBLEMS), "in " + scheme);
    }
    Person.screenshots(panel.page(), SCREENSHOTS, "summary", 300, 480);
  }

  @Test
  void whatIsCopiedAsMarkdownIsPastedWithItsTitleAndItsAddress() {
    at("/reports/6");
    panel.length(2);
    List<String> passages = panel.passages();
    panel.page().bringToFront();
    panel.press("Copy as Markdown");
    person.until("the copy to be said", () -> panel.page().content().contains("Copied"));
    person.page().bringToFront();
    person
        .page()
        .evaluate(
            "() => { const area = document.createElement('textarea'); area.id = 'pasted';"
                + " document.body.append(area); area.focus(); }");
    person.page().keyboard().press("ControlOrMeta+v");
    String expected =
        "## The ferry will be renewed\n\n- %s\n- %s\n\n<%s>\n"
            .formatted(passages.get(0), passages.get(1), site.url(Reports.HOST, "/reports/6"));
    person.untilEqual(
        "what is pasted", expected, () -> person.page().locator("#pasted").inputValue());
  }

  @Test
  void whatIsKeptOnThreePagesIsLearnedAndOfferedToBeShownByItself() {
    for (int i = 2; i <= 4; i++) {
      at("/reports/" + i);
      panel.length(8);
      for (String sentence : Reports.figures(i)) {
        panel.choose(sentence, "Keep");
      }
    }
    person.until("the offer", () -> panel.page().locator("[data-kind=offer]").count() > 0);
    panel.press("Yes, for such pages");
    at("/reports/5");
    person.until("its own student", () -> panel.learned());
    assertEquals(Reports.figures(5), panel.passages());
    person.visit(site.url(Reports.HOST, "/reports/6"));
    person.until("the next one unasked", () -> panel.passages().equals(Reports.figures(6)));
  }

  @Test
  void whatIsCopiedInThePageIsKeptAndCanBeTakenBack() {
    at("/reports/1");
    panel.length(1);
    String copied = Reports.figures(1).getFirst();
    panel.select(copied);
    person.until("what is marked to be offered", () -> panel.marked(copied));
    person.page().keyboard().press("ControlOrMeta+c");
    person.until("the copied sentence to be kept", () -> panel.kept(copied));
    assertTrue(panel.line(copied).innerText().contains("because you copied it"));
    panel.line(copied).locator("button[title=Keep]").click();
    person.until("it to be taken back", () -> !panel.kept(copied));
    person.until("nothing to be noted", () -> !panel.how().contains("Noted"));
  }

  @Test
  void whatIsWrittenDownOnThreePagesFillsItselfInOnTheFourth() throws IOException {
    for (int i = 1; i <= 3; i++) {
      at("/minutes/" + i);
      panel.note("Chair: " + Reports.chair(i) + "\nDate: " + Reports.date(i));
    }
    at("/minutes/4");
    person.untilEqual(
        "the person's own form",
        Map.of("Chair", Reports.chair(4), "Date", Reports.date(4)),
        panel::notes);
    assertFalse(panel.passages().isEmpty(), "general rules still choose the passages");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      panel.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      panel.page().evaluate(Axe.script());
      assertEquals(List.of(), panel.page().evaluate(Axe.PROBLEMS), "in " + scheme);
    }
    Person.screenshots(panel.page(), SCREENSHOTS, "summary-notes", 300, 480);
  }

  /** No Chromium here has a summarizer of its own: one is put into the panel's page. */
  @Test
  void theBrowsersOwnSummarizerIsAskedOnlyWherePressed() {
    at("/reports/5");
    panel
        .page()
        .evaluate(
            """
            () => {
              globalThis.Summarizer = {
                availability: async () => 'available',
                create: async () => ({ summarize: async (text) => `In short: ${text.length > 100}` }),
              };
            }
            """);
    person.visit(site.url(Reports.HOST, "/reports/6"));
    person.until("the page to be new", () -> panel.passages().isEmpty() || panel.learned());
    panel.summarizeAgain();
    panel.press("Let the browser summarize it");
    person.until(
        "its words",
        () ->
            panel.page().locator("section[data-kind=browser]").innerText().contains("short: true"));
  }

  @Test
  void aDownloadedPdfIsSummarizedFromThePopup() throws IOException {
    person.visit(site.url(Reports.HOST, "/archive"));
    person.download("minutes.pdf");
    panel = person.summaryOfDownload("minutes.pdf");
    panel.awaitPassages();
    assertTrue(
        String.join(" ", panel.passages()).contains("The council will renew the bridge in May."),
        panel.passages().toString());
  }

  @Test
  void aLanguageModelThatCannotBeLoadedSaysSoInTheList() throws IOException {
    Path model = Files.writeString(stage.downloads().resolve("small.gguf"), "GGUF");
    stage.stillroom("teacher", "add", "small", "--url", model.toString());
    at("/reports/1");
    panel.press("Let small.gguf write a summary");
    person.until(
        "why it cannot write",
        () -> panel.page().locator("section[data-kind=writer] .failure").count() > 0);
  }

  @Test
  void aPdfThatThePageDrawsItselfIsReadInItsTextLayer() {
    at("/viewer");
    panel.awaitPassages();
    assertTrue(
        panel.passages().contains("The council will renew the old bridge before the winter."),
        panel.passages().toString());
  }

  @Test
  void aPageWithoutTextSaysSoAndOneWithAPasswordIsLeftAlone() {
    at("/empty");
    assertEquals(1, panel.page().locator("section[data-kind=nothing]").count());
    at("/login");
    assertEquals(1, panel.page().locator("section[data-kind=trouble]").count());
  }
}
