package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Chips;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Triage;
import dev.stillroom.e2e.site.Desks;
import dev.stillroom.e2e.site.Writing;
import dev.stillroom.e2e.site.Writing.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Labelling on three sites: what is chosen again and again is suggested where it is chosen. */
class ChoicesTest {

  private static final String TRACKER = "tracker.localhost";
  private static final String MAIL = "mail.localhost";
  private static final String DESK = "desk.localhost";

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  /** A suggestion is there when the tenth thing is looked at, or before. */
  private static final int LATEST = 9;

  @Test
  void anIssueTrackerIsLearnedTakenWithOneKeyCorrectedAndForgotten() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> issues = Writing.issues(11);
      issues.forEach(issue -> scene.site().putUp(TRACKER, path(issue), Desks.issue(issue)));
      person.visit(scene.site().url(TRACKER, path(issues.getFirst())));
      person.watch(TRACKER);
      Page page = person.page();
      int choices =
          new Triage(person)
              .untilItSuggests(
                  issues,
                  issue -> {
                    person.visit(scene.site().url(TRACKER, path(issue)));
                    Triage.type(page, page.locator("select"), issue.label());
                  });
      assertTrue(choices <= LATEST, "suggested only after " + choices + " choices");

      try (Chips chips = new Chips(page)) {
        Letter next = issues.get(choices);
        person.visit(scene.site().url(TRACKER, path(next)));
        person.until("a suggestion beside the label", () -> !chips.all().isEmpty());
        String suggested = chips.first().orElseThrow();
        page.locator("select").focus();
        Person.screenshots(page, SCREENSHOTS, "chip-tracker", 480, 1000);
        page.keyboard().press("Alt+Enter");
        person.untilEqual("the label taken", suggested, () -> page.locator("select").inputValue());
        assertEquals("Saved as " + suggested, page.locator("#saved").innerText());

        Letter other = issues.get(choices + 1);
        person.visit(scene.site().url(TRACKER, path(other)));
        person.until("a suggestion for the next one", () -> !chips.all().isEmpty());
        String wrong = chips.first().orElseThrow();
        String right = wrong.equals("question") ? "bug" : "question";
        Triage.type(page, page.locator("select"), right);
        person.until("the chip to go once another was chosen", () -> chips.all().isEmpty());
        person.untilEqual("the choices to be in the journal", choices + 2, () -> recorded(scene));
        person.visit(scene.site().url(TRACKER, path(issues.get(choices + 2))));
        person.until("a suggestion for a third", () -> !chips.all().isEmpty());
        anItemDrawnInItsPlaceIsNotGivenItsLabel(person, chips, issues.get(choices + 3));
      }

      for (String shown : List.of("popup.html?site=" + TRACKER, "options.html")) {
        Page over = person.open(shown);
        over.locator("article[data-kind=task]").waitFor();
        String name = "choices-" + shown.replaceAll("\\..*", "");
        Person.screenshots(over, SCREENSHOTS, name, 400, 1000);
        over.close();
      }
      JsonNode tasks = scene.ask("tasks", "list");
      JsonNode task = tasks.path("tasks").get(0);
      assertEquals("CHOOSE", task.path("act").path("kind").asText());
      assertFalse(task.path("mayAlways").asBoolean());
      String said = scene.stage().stillroom("tasks", "list");
      assertTrue(said.contains("choose \"Label\" on " + TRACKER), said);

      scene.stage().stillroom("forget", "--site", TRACKER, "--yes");
      assertEquals(0, recorded(scene));
      assertEquals(List.of(), filesWith(scene.stage().home(), TRACKER));
      assertEquals(List.of(), filesWith(scene.stage().home(), issues.getFirst().subject()));
    }
  }

  /**
   * The page draws another issue into the same place before anybody could look at it again, and
   * never rests from then on.
   */
  private static void anItemDrawnInItsPlaceIsNotGivenItsLabel(
      Person person, Chips chips, Letter other) {
    Page page = person.page();
    page.evaluate(
        """
        ([subject, body]) => addEventListener('keydown', (event) => {
          if (event.key !== 'Enter' || document.getElementById('clock')) return;
          document.querySelector('h1').textContent = subject;
          document.querySelector('article p:last-child').textContent = body;
          document.body.insertAdjacentHTML('beforeend', '<footer id="clock"></footer>');
          setInterval(() => (clock.textContent = performance.now()), 40);
        }, {capture: true})
        """,
        List.of(other.subject(), other.body()));
    page.keyboard().press("Alt+Enter");
    assertEquals("", page.locator("select").inputValue());
    assertEquals("", page.locator("#saved").innerText());
    person.until(
        "what is suggested for the other to be taken",
        () -> {
          page.keyboard().press("Alt+Enter");
          return !page.locator("select").inputValue().isEmpty();
        });
  }

  @Test
  void nothingIsRecordedUnwatchedOrWhereAPasswordOrACardIsAskedFor() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      Letter issue = Writing.issues(15).getFirst();
      String page = Desks.issue(issue);
      scene.site().putUp(DESK, "/", page);
      scene.site().putUp(TRACKER, "/", page);
      scene
          .site()
          .putUp(TRACKER, "/secure", page.replace("</main>", "<input type=\"password\"></main>"));
      scene
          .site()
          .putUp(
              TRACKER,
              "/pay",
              page.replace("</main>", "<input autocomplete=\"cc-number\"></main>"));
      person.visit(scene.site().url(TRACKER, "/"));
      choose(person, "bug"); // Before it is watched.
      person.watch(TRACKER);
      for (String unseen :
          List.of(
              scene.site().url(DESK, "/"),
              scene.site().url(TRACKER, "/secure"),
              scene.site().url(TRACKER, "/pay"))) {
        person.visit(unseen);
        choose(person, "feature");
      }
      person.visit(scene.site().url(TRACKER, "/"));
      choose(person, "question");
      // Events come in their order: what was to come before the last one has come.
      person.untilEqual("the one choice that is recorded", 1, () -> recorded(scene));

      Page over = person.open("popup.html?site=" + TRACKER);
      over.getByText("Stop watching").click();
      over.getByText("Watch this site").waitFor();
      over.close();
      choose(person, "bug");
      person.watch(TRACKER);
      person.visit(scene.site().url(TRACKER, "/"));
      choose(person, "feature");
      person.untilEqual("the next one that is recorded", 2, () -> recorded(scene));
      List<JsonNode> events = scene.events("chosen");
      assertTrue(events.getFirst().path("summary").asText().startsWith("feature"));
      assertTrue(events.getLast().path("summary").asText().startsWith("question"));
    }
  }

  /** Chooses; the choice is told once it has settled, or at the page's end. */
  private static void choose(Person person, String label) {
    person.turnToBrowsing();
    Triage.type(person.page(), person.page().locator("select"), label);
    person.untilEqual("the choice", label, () -> person.page().locator("select").inputValue());
  }

  @Test
  void aMenuOfLabelsIsLearnedAndASelectedTextElsewhereClassified() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> issues = Writing.issues(14);
      issues.forEach(issue -> scene.site().putUp(TRACKER, path(issue), Desks.issueWithMenu(issue)));
      person.visit(scene.site().url(TRACKER, path(issues.getFirst())));
      person.watch(TRACKER);
      Page page = person.page();
      int choices =
          new Triage(person)
              .untilItSuggests(
                  issues,
                  issue -> {
                    person.visit(scene.site().url(TRACKER, path(issue)));
                    page.locator("#trigger").click();
                    page.locator("#menu").getByText(issue.label(), exact()).click();
                  });
      assertTrue(choices <= LATEST, "suggested only after " + choices + " choices");
      try (Chips chips = new Chips(page)) {
        Letter next = issues.get(choices);
        person.visit(scene.site().url(TRACKER, path(next)));
        person.until("a suggestion beside the menu", () -> !chips.all().isEmpty());
        String suggested = chips.first().orElseThrow();
        page.keyboard().press("Alt+Enter");
        person.untilEqual("the label taken", suggested, () -> page.locator("#badge").innerText());

        String elsewhere = scene.site().url(Scene.BLOG, "/note");
        scene.site().putUp(Scene.BLOG, "/note", Desks.issue(issues.getLast()));
        person.visit(elsewhere);
        page.locator("article").selectText();
        String task = scene.ask("tasks", "list").path("tasks").get(0).path("id").asText();
        person.inWorker(
            """
            chrome.tabs.query({url: '*://%s/*'}).then(([tab]) => chrome.contextMenus.onClicked
              .dispatch({menuItemId: 'classify:%s', selectionText: '%s'}, tab))
            """
                .formatted(Scene.BLOG, task, issues.getLast().body().replace("'", "")));
        person.until("the answer at the selection", () -> chips.reads("% sure."));
        Person.screenshots(page, SCREENSHOTS, "classify-with", 480, 1000);
        page.keyboard().press("Escape");
        person.until("the answer to be gone", () -> !chips.reads("% sure."));
      }
    }
  }

  @Test
  void aWebmailsButtonsAreLearnedRowByRow() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> mails = Writing.mails(12);
      scene.site().putUp(MAIL, "/", Desks.inbox(mails));
      person.visit(scene.site().url(MAIL, "/"));
      person.watch(MAIL);
      Page page = person.page();
      int choices =
          new Triage(person)
              .untilItSuggests(
                  mails,
                  mail -> {
                    person.turnToBrowsing();
                    row(page, "#mail-", mail).getByText(mail.label(), exact()).click();
                  });
      assertTrue(choices <= LATEST, "suggested only after " + choices + " choices");
      try (Chips chips = new Chips(page)) {
        person.turnToBrowsing();
        person.until("suggestions in the rows", () -> chips.all().size() > 3);
        Locator next = row(page, "#mail-", mails.get(choices));
        next.hover();
        Person.screenshots(page, SCREENSHOTS, "chip-mail", 480, 1000);
        next.hover();
        int before = page.locator("li").count();
        page.keyboard().press("Alt+Enter");
        person.untilEqual("one mail fewer", before - 1, () -> page.locator("li").count());
        assertEquals(0, next.count());
      }
    }
  }

  @Test
  void aQueuesListBoxesAreLearnedAndTheFocusedOneIsMeant() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> tickets = Writing.tickets(13);
      scene.site().putUp(DESK, "/", Desks.queue(tickets));
      person.visit(scene.site().url(DESK, "/"));
      person.watch(DESK);
      Page page = person.page();
      int choices =
          new Triage(person)
              .untilItSuggests(
                  tickets,
                  ticket -> {
                    person.turnToBrowsing();
                    Triage.type(
                        page, row(page, "#ticket-", ticket).locator("select"), ticket.label());
                    page.keyboard().press("Tab"); // Whoever goes on has chosen.
                  });
      assertTrue(choices <= LATEST, "suggested only after " + choices + " choices");
      try (Chips chips = new Chips(page)) {
        person.turnToBrowsing();
        // What is beyond the window's edge is shown once it is scrolled to.
        Locator select = row(page, "#ticket-", tickets.get(choices)).locator("select");
        select.focus();
        person.until("suggestions in the rows", () -> !chips.all().isEmpty());
        Person.screenshots(page, SCREENSHOTS, "chip-queue", 480, 1000);
        page.keyboard().press("Alt+Enter");
        person.until("the team to be chosen", () -> !select.inputValue().isEmpty());
      }
    }
  }

  private static String path(Letter issue) {
    return "/issues/" + issue.number();
  }

  private static Locator row(Page page, String id, Letter letter) {
    return page.locator(id + letter.number());
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static int recorded(Scene scene) {
    try {
      return scene.events("chosen").size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The files below a directory that hold a text: what was forgotten stands in none. */
  private static List<Path> filesWith(Path directory, String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return false;
    }
  }
}
