package dev.stillroom.e2e.chapter;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Labelling issues: watched from one click on, suggested at the control, taken with one key. */
public final class Labelling implements Chapter {

  private static final String TRACKER = "tracker.localhost";

  /** A suggestion is there when the tenth issue is looked at, or before. */
  private static final int LATEST = 9;

  /** Issues that are labelled with a suggestion beside them. */
  private static final int TRIED = 8;

  @Override
  public String title() {
    return "Labels on a site: a chip at the control";
  }

  @Override
  public void play(Play play) throws IOException {
    Person person = play.person();
    Script script = play.script();
    List<Letter> issues = Writing.issues(5);
    issues.forEach(issue -> play.site().putUp(TRACKER, path(issue), Desks.issue(issue)));
    open(play, issues.getFirst());
    person.watch(TRACKER);
    Page page = person.page();
    Locator label = page.locator("select");
    Triage triage = new Triage(person);
    int byHand =
        triage.untilItSuggests(
            issues,
            issue -> {
              open(play, issue);
              Triage.type(page, label, issue.label());
            });
    script.check(
        "a suggestion by the 10th choice, but it took " + byHand + " before it", byHand <= LATEST);
    JsonNode model =
        play.ask("tasks", "show", triage.task().getAttribute("data-task"))
            .path("task")
            .path("model");
    script.step(
        String.format(
            Locale.ROOT,
            "labelled %d issues by hand, said yes: %s, %d bytes, right in %.0f %% of %d (%s)",
            byHand,
            model.path("student").asText(),
            model.path("bytes").asLong(),
            100 * model.path("value").asDouble(),
            model.path("examples").asInt(),
            model.path("method").asText()),
        Map.of("byHand", byHand, "model", model));

    int right = 0;
    int unsure = 0;
    try (Chips chips = new Chips(page)) {
      for (Letter issue : issues.subList(byHand, byHand + TRIED)) {
        open(play, issue);
        person.until("a suggestion beside the label", () -> !chips.all().isEmpty());
        String said = chips.all().getFirst();
        unsure += said.startsWith("not sure") ? 1 : 0;
        label.focus();
        if (right + unsure == 1) {
          play.screenshot(page, "chip");
        }
        if (Chips.label(said).equals(issue.label())) {
          right++;
          page.keyboard().press("Alt+Enter");
        } else {
          page.keyboard().type(issue.label());
        }
        person.untilEqual("the label", issue.label(), label::inputValue);
      }
    }
    script.step(
        "%d more: %d of the suggested labels taken with Alt+Enter, %d corrected, %d were guesses"
            .formatted(TRIED, right, TRIED - right, unsure),
        Map.of("tried", TRIED, "right", right, "unsure", unsure));
    play.screenshot(person.popup().page(), "labels");
  }

  private static void open(Play play, Letter issue) {
    play.person().visit(play.site().url(TRACKER, path(issue)));
  }

  private static String path(Letter issue) {
    return "/issues/" + issue.number();
  }
}
