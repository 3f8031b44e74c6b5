package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Chips;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Triage;
import dev.stillroom.e2e.site.Desks;
import dev.stillroom.e2e.site.Writing;
import dev.stillroom.e2e.site.Writing.Letter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Wherever a choice stands in a page, it is learned there and suggested there. */
class ChoicePlacesTest {

  private static final String DESK = "desk.localhost";
  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  /** A suggestion is there when the tenth thing is looked at, or before. */
  private static final int LATEST = 9;

  @Test
  void radioButtonsAreLearnedAndTakenWithOneKey() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> issues = Writing.issues(11);
      issues.forEach(issue -> scene.site().putUp(DESK, path(issue), Desks.issueWithRadios(issue)));
      Page page = person.page();
      int choices =
          learned(
              scene,
              path(issues.getFirst()),
              issues,
              issue -> {
                person.visit(scene.site().url(DESK, path(issue)));
                radio(page, issue.label()).check();
              });
      try (Chips chips = new Chips(page)) {
        person.visit(scene.site().url(DESK, path(issues.get(choices))));
        person.until("a suggestion beside the radios", () -> !chips.all().isEmpty());
        String suggested = chips.first().orElseThrow();
        Person.screenshots(page, SCREENSHOTS, "chip-radios", 480, 1000);
        page.keyboard().press("Alt+Enter");
        person.until("the radio to be on", () -> radio(page, suggested).isChecked());
      }
    }
  }

  @Test
  void aQueueInAFrameOfTheSameSiteIsLearnedLikeAnyPage() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> tickets = Writing.tickets(12);
      scene.site().putUp(DESK, "/queue", Desks.queue(tickets));
      scene.site().putUp(DESK, "/", Desks.framed("/queue"));
      Page page = person.page();
      FrameLocator frame = page.frameLocator("iframe");
      int choices =
          learned(
              scene,
              "/",
              tickets,
              ticket -> choose(person, frame.locator("#ticket-" + ticket.number()), ticket));
      person.turnToBrowsing();
      Locator next = frame.locator("#ticket-" + tickets.get(choices).number() + " select");
      untilTaken(person, next);
    }
  }

  @Test
  void rowsWithShadowTreesOfTheirOwnAreLearnedLikeAnyRow() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Person person = scene.person();
      List<Letter> tickets = Writing.tickets(12);
      scene.site().putUp(DESK, "/", Desks.queueOfElements(tickets));
      Page page = person.page();
      int choices =
          learned(
              scene,
              "/",
              tickets,
              ticket -> choose(person, page.locator("#ticket-" + ticket.number()), ticket));
      person.turnToBrowsing();
      Locator next = page.locator("#ticket-" + tickets.get(choices).number() + " select");
      untilTaken(person, next);
    }
  }

  private static int learned(
      Scene scene, String path, List<Letter> letters, Consumer<Letter> choose) {
    scene.person().visit(scene.site().url(DESK, path));
    scene.person().watch(DESK);
    int choices = new Triage(scene.person()).untilItSuggests(letters, choose);
    assertTrue(choices <= LATEST, "suggested only after " + choices + " choices");
    return choices;
  }

  private static void choose(Person person, Locator row, Letter ticket) {
    person.turnToBrowsing();
    row.locator("select").focus();
    person.page().keyboard().type(ticket.label());
    person.page().keyboard().press("Tab"); // Whoever goes on has chosen.
  }

  /** The key takes what is suggested at the focused control as soon as it is there. */
  private static void untilTaken(Person person, Locator select) {
    select.focus();
    person.until(
        "the suggestion to be taken",
        () -> {
          if (select.inputValue().isEmpty()) {
            person.page().keyboard().press("Alt+Enter");
          }
          return !select.inputValue().isEmpty();
        });
  }

  private static Locator radio(Page page, String label) {
    return page.getByRole(
        AriaRole.RADIO, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  private static String path(Letter issue) {
    return "/issues/" + issue.number();
  }
}
