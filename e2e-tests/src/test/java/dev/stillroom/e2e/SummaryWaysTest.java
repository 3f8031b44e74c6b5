package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ways to a summary and out of it, and pages that are odd. */
class SummaryWaysTest extends SummaryScene {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  /** Sentences of eleven words. */
  private static final int MANY = 19_000;

  @BeforeAll
  static void putUpPages() {
    putUp("/one", "en", "One", "<p>The old bridge of the town will be renewed in May.</p>");
    putUp(
        "/rtl",
        "ar",
        "الجسر",
        "<p dir=rtl>قرر مجلس المدينة يوم الاثنين تجديد الجسر القديم. كانت أمسية طويلة مع الشاي."
            + " سيكلف الجسر سبعة ملايين على مدى أربع سنوات. خبز الخباز للجميع. قال العمدة إن الخطة"
            + " هدية للمدينة. لم يعرف أحد متى سيتوقف المطر.</p>");
    putUp(
        "/mixed",
        "de",
        "Brücke",
        "<p>Der Rat hat am Montag beschlossen, die alte Brücke zu erneuern. Es war ein langer"
            + " Abend.</p><p lang=fr>Le pont coûtera sept millions. Le boulanger a apporté du"
            + " pain.</p><p lang=ja>町は古い橋を五月に直すことを決めた。雨が降っていた。</p>");
    StringBuilder book = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      book.append(i % 100 == 0 ? "<p>" : " ").append("Every evening of the year ").append(i);
      book.append(" a keeper walked up to his lamp.");
    }
    putUp("/book", "en", "A book", book.toString());
  }

  private static void putUp(String path, String language, String title, String body) {
    site.putUp(
        Reports.HOST,
        path,
        "<!doctype html><html lang="
            + language
            + "><title>"
            + title
            + "</title><main><h1>"
            + title
            + "</h1>"
            + body
            + "</main></html>");
  }

  private static int tab() {
    String url = person.page().url().replaceAll(":\\d+/", "/").replaceAll("[?#].*", "*");
    return ((Number)
            person
                .popup()
                .page()
                .evaluate("async url => (await chrome.tabs.query({url}))[0].id", url))
        .intValue();
  }

  @Test
  void theKeyOpensThePanelForThePageInFront() {
    person.visit(site.url(Reports.HOST, "/reports/1"));
    int tab = tab();
    assertEquals(
        "Alt+Shift+S",
        person.askWorker(
            "chrome.commands.getAll().then(all => all.find(one => one.name === 'summarize-page')"
                + ".shortcut)"));
    person.askWorker(
        "chrome.tabs.get(%d).then(tab => chrome.commands.onCommand.dispatch('summarize-page', tab))"
            .formatted(tab));
    person.untilEqual(
        "the panel of that page",
        "summary.html?tab=" + tab,
        () ->
            person.askWorker(
                "chrome.sidePanel.getOptions({tabId: %d}).then(one => one.path)".formatted(tab)));
  }

  @Test
  void thePopupsButtonOpensTheBrowsersOwnPanel() {
    person.visit(site.url(Reports.HOST, "/reports/1"));
    Page over = person.open("popup.html?tab=" + tab());
    over.getByText("Summarize this page").click();
    person.turnToBrowsing();
    person.until(
        "the passages in the side panel",
        () ->
            person
                .inSidePanel("summary.html", "document.querySelector('ul.passages')?.innerText")
                .contains("The council decided on Monday"));
    over.close();
  }

  @Test
  void whatIsMarkedIsSummarizedAlone() {
    person.visit(site.url(Reports.HOST, "/reports/3"));
    person.page().locator("article p").last().selectText();
    panel = person.summaryOfSelection(person.page());
    String said = String.join(" ", panel.passages());
    assertTrue(said.contains(Reports.figures(3).get(1)), said);
    assertFalse(said.contains("The council decided"), "only what is marked: " + said);
    panel.press("Summarize this page");
    person.until(
        "the whole page", () -> String.join(" ", panel.passages()).contains("The council decided"));
  }

  @Test
  void onAWatchedSiteTheNextPageOfAKindIsReadyBeforeItIsAskedFor() {
    person.watch(Reports.HOST);
    for (int i = 1; i <= 3; i++) {
      at("/minutes/" + i);
      assertEquals(0, panel.page().locator("[data-kind=how][data-ready=true]").count());
    }
    closePanel();
    person.visit(site.url(Reports.HOST, "/minutes/4"));
    int tab = tab();
    person.untilEqual(
        "the page to be read at rest",
        "true",
        () ->
            person.askWorker(
                ("chrome.scripting.executeScript({target: {tabId: %d},"
                        + " func: () => globalThis.stillroomSummarizes === true})"
                        + ".then(([one]) => one.result)")
                    .formatted(tab)));
    panel = person.summaryFor(person.page());
    assertEquals(1, panel.page().locator("[data-kind=how][data-ready=true]").count());
  }

  @Test
  void oddPagesAreShownAsTheyAre() throws IOException {
    at("/one");
    assertEquals(List.of("The old bridge of the town will be renewed in May."), panel.passages());
    assertTrue(panel.page().locator("input[type=range]").isDisabled());
    at("/rtl");
    panel.length(3);
    assertEquals(
        "rtl",
        panel
            .page()
            .locator("ul.passages .passage")
            .first()
            .evaluate("one => getComputedStyle(one).direction"));
    Person.screenshots(panel.page(), SCREENSHOTS, "summary-rtl", 300, 480);
    at("/mixed");
    panel.length(6);
    String said = String.join(" ", panel.passages());
    for (String part : List.of("alte Brücke", "sept millions", "五月")) {
      assertTrue(said.contains(part), said);
    }
    person.untilEqual("six marks", 6, panel::marked);
  }

  @Test
  void aBookOfTwoHundredThousandWordsIsSummarized() {
    at("/book");
    panel.awaitPassages();
    assertFalse(panel.passages().isEmpty());
    panel.page().locator("ul.passages .passage").last().click();
    person.until("a sentence of it to stand out", () -> !panel.here().isEmpty());
  }
}
