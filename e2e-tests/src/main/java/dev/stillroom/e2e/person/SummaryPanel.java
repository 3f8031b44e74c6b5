package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** "Key passages" beside a page, in a window of its own. */
public final class SummaryPanel {

  private final Person person;
  private final Page site;
  private final Page page;

  SummaryPanel(Person person, Page site, Page page) {
    this.person = person;
    this.site = site;
    this.page = page;
  }

  /** The panel's own page. */
  public Page page() {
    return page;
  }

  public Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  public void press(String name) {
    button(name).first().click();
  }

  /** The sentences shown, in the page's order. */
  public List<String> passages() {
    return page.locator("ul.passages .passage").allInnerTexts();
  }

  public void awaitPassages() {
    person.until("key passages", () -> !passages().isEmpty());
  }

  /** Drags the slider. */
  public void length(int count) {
    page.locator("input[type=range]").fill(Integer.toString(count));
    person.until("as many passages", () -> passages().size() == count);
  }

  /** Keeps or removes a sentence, and waits until that is noted. */
  public void choose(String sentence, String word) {
    Locator line =
        page.locator("ul.passages li", new Page.LocatorOptions().setHasText(sentence)).first();
    line.locator("button[title=" + word + "]").click();
    person.until("the choice to be noted", () -> how().contains("Noted"));
  }

  /** What is said of who chose these. */
  public String how() {
    Locator how = page.locator("[data-kind=how]");
    return how.count() == 0 ? "" : how.innerText();
  }

  public boolean learned() {
    return page.locator("[data-kind=how][data-learned=true]").count() > 0;
  }

  /** How many passages are marked in the page itself. */
  public int marked() {
    Object said =
        site.evaluate(
            "() => Number(document.querySelector('stillroom-pick')?.dataset.marked ?? 0)");
    return ((Number) said).intValue();
  }

  /** The sentence of the page that stands out just now. */
  public String here() {
    return (String)
        site.evaluate("() => document.querySelector('stillroom-pick')?.dataset.here ?? ''");
  }

  public void close() {
    page.close();
  }
}
