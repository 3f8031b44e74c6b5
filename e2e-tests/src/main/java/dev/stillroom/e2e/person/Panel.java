package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * The side panel beside a page, in a window of its own: both are seen at once, as the panel and its
 * page are. Values are picked by clicks where they stand in the page.
 */
public final class Panel {

  private final Person person;
  private final Page site;
  private final Page page;

  Panel(Person person, Page site, Page page) {
    this.person = person;
    this.site = site;
    this.page = page;
  }

  /** The panel's own page. */
  public Page page() {
    return page;
  }

  public String text() {
    return page.locator("body").innerText();
  }

  /** Presses the button of that name. */
  public void press(String name) {
    press(page.locator("body"), name);
  }

  public void press(Locator within, String name) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  public Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Begins a further field. */
  public void pick() {
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(Pattern.compile("^Pick (the first|another) field$")))
        .first()
        .click();
    // Of the field before other words stand there.
    until(
        "the page to be picked from",
        () -> page.getByText("Click a value in the page.").count() > 0);
  }

  /** Waits for the page to show that it is picked from. */
  public void awaitPicking() {
    until(
        "the page to be picked from",
        () ->
            page.locator(".picking").count() > 0
                || page.getByText("Click a value in the page.").count() > 0);
  }

  /** Clicks a value where it stands in the page; the page itself hears nothing of it. */
  public void click(Locator value) {
    value.scrollIntoViewIfNeeded();
    BoundingBox box = value.boundingBox();
    site.mouse().move(box.x + Math.min(12, box.width / 2), box.y + box.height / 2);
    site.mouse().click(box.x + Math.min(12, box.width / 2), box.y + box.height / 2);
  }

  /** The fields' names. */
  @SuppressWarnings("unchecked")
  public List<String> fields() {
    return (List<String>)
        page.locator("li[data-kind=field]").evaluateAll("all => all.map(li => li.dataset.name)");
  }

  /** Chooses what of a field's places is taken. */
  public void take(int field, String what) {
    page.locator("li[data-kind=field]")
        .nth(field)
        .locator("[data-kind=take]")
        .selectOption(new SelectOption().setLabel(what));
  }

  /** What of each field's places is taken; empty where there is no choice. */
  @SuppressWarnings("unchecked")
  public List<String> takes() {
    return (List<String>)
        page.locator("li[data-kind=field]")
            .evaluateAll("all => all.map(li => li.querySelector('[data-kind=take]')?.value ?? '')");
  }

  /** The rows that the fields give on this page, cell by cell. */
  public List<List<String>> rows() {
    return cells("section[data-kind=result]");
  }

  /** The rows of the table that grows. */
  public List<List<String>> table() {
    return cells("section[data-kind=collected]");
  }

  @SuppressWarnings("unchecked")
  private List<List<String>> cells(String section) {
    return (List<List<String>>)
        page.locator(section + " tbody tr")
            .evaluateAll(
                "rows => rows.map(row => [...row.cells].map(cell =>"
                    + " cell.querySelector('bdi')?.textContent ?? ''))");
  }

  /** The states of the rows' cells. */
  @SuppressWarnings("unchecked")
  public List<List<String>> states() {
    return (List<List<String>>)
        page.locator("section[data-kind=result] tbody tr")
            .evaluateAll("rows => rows.map(row => [...row.cells].map(cell => cell.dataset.state))");
  }

  public void awaitRows(List<List<String>> expected) {
    told(() -> person.untilEqual("the rows of this page", expected, this::rows));
  }

  public void awaitTable(List<List<String>> expected) {
    told(() -> person.untilEqual("the table", expected, this::table));
  }

  /** Adds this page to the table and waits until what it teaches is learned. */
  public void add() {
    press("Add this page");
    until("the page to be added", () -> button("Added").count() > 0);
    until("the pages to be learned", () -> page.locator("[data-kind=learnt]").count() > 0);
  }

  /** Waits for the student to have filled in the page. */
  public void awaitFilled() {
    until("the page to be filled in", () -> page.locator("[data-kind=filled]").count() > 0);
  }

  private void until(String what, BooleanSupplier condition) {
    told(() -> person.until(what, condition));
  }

  /** A failure says what the panel shows. */
  private void told(Runnable work) {
    try {
      work.run();
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "\nThe panel shows:\n" + text(), late);
    }
  }

  public void close() {
    page.close();
  }
}
