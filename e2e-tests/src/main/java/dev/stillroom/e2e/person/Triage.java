package dev.stillroom.e2e.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.site.Writing.Letter;
import java.util.List;
import java.util.function.Consumer;

/**
 * A person who labels things on a site until Stillroom suggests: choice by choice, with "Yes, learn
 * it" in the popup once it asks.
 */
public final class Triage {

  private final Person person;
  private final Popup popup;

  public Triage(Person person) {
    this.person = person;
    this.popup = person.popup();
  }

  /**
   * Labels one thing after the other until a model suggests.
   *
   * @param label labels one thing by hand
   * @return how many were labelled by hand before the first suggestion
   */
  public int untilItSuggests(List<Letter> letters, Consumer<Letter> label) {
    boolean accepted = false;
    for (int i = 0; i < letters.size(); i++) {
      label.accept(letters.get(i));
      int choices = i + 1;
      if (!accepted && choices >= 5 && proposed(choices)) {
        popup.press(popup.proposal(), "Yes, learn it");
        accepted = true;
      }
      if (accepted && suggestsNow()) {
        return choices;
      }
    }
    throw new AssertionError("nothing was learned from " + letters.size() + " choices");
  }

  /** With five choices there may be one label only: then it asks after the next ones. */
  private boolean proposed(int choices) {
    if (choices < 8) {
      popup.page().waitForTimeout(0);
      return popup.proposal().count() > 0;
    }
    popup.await(popup.proposal(), "a proposal after " + choices + " choices");
    return true;
  }

  /** Waits for the verdict of the distillation that is going on. */
  private boolean suggestsNow() {
    Locator task = task();
    person.until(
        "a verdict", () -> task.count() > 0 && "READY".equals(task.getAttribute("data-phase")));
    return "SUGGEST".equals(task.getAttribute("data-trust"));
  }

  /** What is learned of choices, as the popup shows it. */
  public Locator task() {
    return popup.page().locator("article[data-kind=task][data-task^=choose-]").first();
  }

  /** Chooses in a list box with the keyboard, as a person does. */
  public static void type(Page page, Locator select, String label) {
    select.focus();
    page.keyboard().type(label);
  }
}
