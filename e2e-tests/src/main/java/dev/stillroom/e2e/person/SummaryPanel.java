package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;

/** "Key passages" beside a page, in a window of its own. */
public final class SummaryPanel {

  private static final String SUMMARIZE = "Summarize this page";

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
    noted(() -> line(sentence).locator("button[title=" + word + "]").click());
  }

  /** Does what teaches, and waits until the host noted it: what it notes may say the same twice. */
  private void noted(Runnable lesson) {
    String before = lessons();
    lesson.run();
    person.until("it to be noted", () -> how().contains("Noted") && !lessons().equals(before));
  }

  private String lessons() {
    return String.valueOf(
        page.evaluate("() => document.querySelector('[data-kind=how]')?.dataset.lessons ?? '0'"));
  }

  /** A sentence's line in the list. */
  public Locator line(String sentence) {
    return page.locator("ul.passages li", new Page.LocatorOptions().setHasText(sentence)).first();
  }

  public boolean kept(String sentence) {
    Locator line = line(sentence);
    return line.count() > 0 && "keep".equals(line.getAttribute("data-choice"));
  }

  /** Marks a sentence in the page as the mouse does. */
  public void select(String sentence) {
    site.bringToFront();
    site.evaluate(
        """
        (sentence) => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(sentence);
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + sentence.length);
          }
        }
        """,
        sentence);
  }

  /** Whether the panel offers to keep what is marked in the page. */
  public boolean marked(String sentence) {
    Locator marked = page.locator("[data-kind=marked]");
    return marked.count() > 0 && marked.first().innerText().contains(sentence.substring(0, 40));
  }

  /** Writes down notes of a page and keeps them. */
  public void note(String written) {
    Locator notes = page.locator("details[data-kind=notes]");
    Locator paste = notes.locator("textarea.paste");
    // It opens by itself where there is a form already, a moment after the passages are there.
    person.until(
        "the notes to be open",
        () -> {
          if (!paste.isVisible()) {
            notes.locator("summary").click();
          }
          return paste.isVisible();
        });
    paste.fill(written);
    notes.locator("textarea.paste").blur();
    noted(() -> press("Keep these notes"));
  }

  /** The person's own form as it stands there. */
  @SuppressWarnings("unchecked")
  public Map<String, String> notes() {
    return (Map<String, String>)
        page.evaluate(
            """
            () => Object.fromEntries([...document.querySelectorAll('.note')].map((note) =>
              [note.querySelector('.name').value, note.querySelector('.value').value]))
            """);
  }

  /** Summarizes the page the person went on to, where that was not done by itself. */
  public void summarizeAgain() {
    person.until(
        "the page or its button", () -> !passages().isEmpty() || button(SUMMARIZE).count() > 0);
    if (passages().isEmpty()) {
      press(SUMMARIZE);
    }
    awaitPassages();
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
