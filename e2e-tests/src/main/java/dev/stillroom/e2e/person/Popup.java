package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** The popup as a person reads and uses it: rows found by what they are, buttons by their names. */
public final class Popup {

  private final Person person;
  private final Page page;

  Popup(Person person, Page page) {
    this.person = person;
    this.page = page;
  }

  public Page page() {
    return page;
  }

  /** All that can be read now. */
  public String text() {
    return page.locator("body").innerText();
  }

  public Locator proposal() {
    return page.locator("article[data-kind=proposal]");
  }

  public Locator task() {
    return page.locator("article[data-kind=task]");
  }

  public Locator offers() {
    return page.locator("article[data-kind=offer]");
  }

  public Locator offer(String file) {
    return page.locator("article[data-kind=offer][data-name=\"" + file + "\"]");
  }

  public Locator notice(String kind) {
    return page.locator("article[data-kind=notice][data-notice=" + kind + "]");
  }

  public Locator download(String file) {
    return page.locator("li[data-kind=download][data-name=\"" + file + "\"]");
  }

  public Locator always() {
    return page.locator("section[data-kind=always]");
  }

  /** The names of the files that are offered now. */
  @SuppressWarnings("unchecked")
  public List<String> offered() {
    return (List<String>) offers().evaluateAll("rows => rows.map(row => row.dataset.name)");
  }

  /** How far the first task is trusted, or an empty text where there is none. */
  public String trust() {
    return String.valueOf(
        page.evaluate(
            "() => document.querySelector('article[data-kind=task]')?.dataset.trust ?? ''"));
  }

  /** Whether the switch for everything is on. */
  public boolean stopped() {
    return button("Start again").isVisible();
  }

  /** Whether nothing is recorded. */
  public boolean paused() {
    return button("Resume recording").isVisible();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Presses the button of that name in a row, or anywhere. */
  public void press(Locator row, String button) {
    person.turnTo(page);
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
  }

  public void press(String button) {
    press(page.locator("body"), button);
  }

  /** Waits for a row to be there. */
  public Locator await(Locator row, String what) {
    person.until(what, () -> row.count() > 0);
    return row.first();
  }

  /** Waits for a row to be gone. */
  public void awaitGone(Locator row, String what) {
    person.until(what, () -> row.count() == 0);
  }
}
