package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** "Fill a form" beside a page, in a window of its own. */
public final class FillPanel {

  private final Person person;
  private final Page page;

  FillPanel(Person person, Page page) {
    this.person = person;
    this.page = page;
  }

  /** The panel's own page. */
  public Page page() {
    return page;
  }

  public String text() {
    return page.locator("body").innerText();
  }

  public Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  public void press(String name) {
    button(name).first().click();
  }

  /** Fills from an open page, which the list calls by its title. */
  public void fromPage(String title) {
    page.locator("ul[data-kind=pages] button", named(title)).first().click();
    awaitPreviewOrConsent();
  }

  /** Fills from what is marked in an open page. */
  public void fromMarked(String title) {
    press("What is marked in “" + title + "”");
    awaitPreviewOrConsent();
  }

  /** Fills from a form that was filled in before. */
  public void fromForm(String title) {
    page.locator("ul[data-kind=forms] button", named(title)).first().click();
    awaitPreviewOrConsent();
  }

  /** Opens a file of that name. */
  public void fromFile(String name, String content) {
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
  }

  private static Page.LocatorOptions named(String title) {
    return new Page.LocatorOptions().setHasText(title);
  }

  private void awaitPreviewOrConsent() {
    until("a preview or a question", () -> isAsking() || page.locator(preview()).count() > 0);
  }

  /** Whether it asks about the two sites first. */
  public boolean isAsking() {
    return page.locator("section[data-kind=consent]").count() > 0;
  }

  /** Says yes to the two sites where it asks. */
  public void agreeWhereAsked() {
    if (isAsking()) {
      press("Yes, for these two");
    }
    awaitPreview();
  }

  public void awaitPreview() {
    until("a preview", () -> page.locator(preview()).count() > 0);
  }

  private static String preview() {
    return "section[data-kind=preview]";
  }

  /** What would go where: the fields' names with their values, empty where nothing would. */
  @SuppressWarnings("unchecked")
  public Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    List<List<String>> all =
        (List<List<String>>)
            page.locator("li[data-kind=fill-row]")
                .evaluateAll(
                    "rows => rows.map(row => [row.dataset.name, row.dataset.on === 'true'"
                        + " ? row.querySelector(':scope > input, :scope > select,"
                        + " :scope > textarea').value : ''])");
    all.forEach(row -> rows.put(row.get(0), row.get(1)));
    return rows;
  }

  /** How sure each field is. */
  @SuppressWarnings("unchecked")
  public Map<String, String> sureness() {
    Map<String, String> rows = new LinkedHashMap<>();
    List<List<String>> all =
        (List<List<String>>)
            page.locator("li[data-kind=fill-row]")
                .evaluateAll("rows => rows.map(row => [row.dataset.name, row.dataset.sureness])");
    all.forEach(row -> rows.put(row.get(0), row.get(1)));
    return rows;
  }

  public Locator row(String name) {
    return page.locator("li[data-kind=fill-row][data-name=\"" + name + "\"]");
  }

  /** Writes a value into a row of the preview. */
  public void correct(String name, String value) {
    Locator at = row(name).locator(":scope > input, :scope > select, :scope > textarea");
    if (at.evaluate("one => one.localName").equals("select")) {
      at.selectOption(value);
    } else {
      at.fill(value);
    }
  }

  /** Fills what the preview shows. */
  public void fill() {
    fillBy(this::pressFill);
  }

  /** The same on a page that may empty itself again before anybody looks. */
  public void pressFill() {
    page.locator("section[data-kind=preview] button.primary").click();
  }

  /** The same by another way to press the button. */
  public void fillBy(Runnable press) {
    // What became of the step before may still stand there.
    String before = lastFill();
    press.run();
    until("the form to be filled", () -> !List.of("", before).contains(lastFill()));
  }

  private String lastFill() {
    return String.valueOf(
        page.evaluate(
            """
            () => {
              const card = document.querySelector('section[data-kind=filled-form]');
              return card ? card.dataset.fill ?? 'untold' : '';
            }
            """));
  }

  /** What became of fields that are not simply filled. */
  @SuppressWarnings("unchecked")
  public List<String> outcomes() {
    return (List<String>)
        page.locator("ul[data-kind=not-filled] li")
            .evaluateAll("all => all.map(one => one.dataset.outcome + ': ' + one.innerText)");
  }

  public void undo() {
    press("Undo");
    person.until(
        "the form to be as before",
        () -> page.locator("section[data-kind=filled-form]").count() == 0);
  }

  /** Waits; the failure says what the panel showed. */
  private void until(String what, BooleanSupplier condition) {
    try {
      person.until(what, condition);
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "\nThe panel shows:\n" + text(), late);
    }
  }

  public void close() {
    page.close();
  }
}
