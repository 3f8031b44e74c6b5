package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;

/** A person who does the same again and again, shows it once, and has it done again. */
public final class Repeats {

  private final Person person;

  /** Opens the popup, which is asked what was recorded. */
  public Repeats(Person person) {
    this.person = person;
    person.popup();
  }

  /** Waits until so many of the recorded events hold a word. */
  public void untilRecorded(String word, int times) {
    person.untilEqual("the events with “" + word + "”", times, () -> recorded(word));
  }

  /** How many of the recorded events hold a word. */
  public int recorded(String word) {
    Object total =
        person
            .popup()
            .page()
            .evaluate(
                """
                async query => {
                  const request = {type: 'listEvents', since: null, query, limit: 1};
                  const told = await chrome.runtime.sendMessage({ask: 'host', request});
                  return told.ok ? told.value.total : -1;
                }
                """,
                word);
    return ((Number) total).intValue();
  }

  /** The suggestion of that title, when it is there. */
  public Locator proposal(String title) {
    return card("proposal", title);
  }

  public void accept(String title) {
    button(proposal(title), "Yes, learn it");
    card("task", title);
  }

  /** "Learn what I do now", the work, "That was it". */
  public void show(String site, Runnable work) {
    say(site, "Learn what I do now", "That was it");
    person.turnToBrowsing();
    work.run();
    say(site, "That was it", "Learn what I do now");
  }

  private void say(String site, String name, String then) {
    Page over = person.open("popup.html?site=" + site);
    press(over, name);
    over.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(then).setExact(true))
        .waitFor();
    over.close();
    person.turnToBrowsing();
  }

  /** The steps of the routine of that title, as the engine tells them. */
  public String plan(String title) {
    String taskId = card("task", title).getAttribute("data-task");
    Object steps =
        person
            .popup()
            .page()
            .evaluate(
                """
                async taskId => {
                  const request = {type: 'planReplay', taskId};
                  const told = await chrome.runtime.sendMessage({ask: 'host', request});
                  return JSON.stringify(told.value?.steps ?? []);
                }
                """,
                taskId);
    return String.valueOf(steps);
  }

  /** "Do it again" in the popup over the page in front, as a page of its own. */
  public Page again(String title) {
    Locator card = card("task", title);
    return person.beside("repeat.html", "&task=" + card.getAttribute("data-task"));
  }

  /** Gives what is asked for and begins. */
  public Page doAgain(String title, Map<String, String> values) {
    Page again = again(title);
    values.forEach((name, value) -> again.getByLabel(name).fill(value));
    press(again, "Do it");
    return again;
  }

  /** Waits until it is done, asks or has stopped. */
  public static Locator standing(Page again, String state) {
    Locator now = again.locator("section[data-kind=" + state + "]");
    try {
      now.waitFor();
    } catch (PlaywrightException late) {
      throw new AssertionError(
          "it is not " + state + ":\n" + again.locator("main").innerText(), late);
    }
    return now;
  }

  public static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void button(Locator within, String name) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private Locator card(String kind, String title) {
    Locator card =
        person
            .popup()
            .page()
            .locator(
                "article[data-kind=" + kind + "]", new Page.LocatorOptions().setHasText(title));
    person.until("the " + kind + ": " + title, () -> card.count() == 1);
    return card;
  }
}
