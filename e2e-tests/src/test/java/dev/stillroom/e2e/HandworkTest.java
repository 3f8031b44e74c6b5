package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Copies, pastes and edits by hand, recorded where the person wants it and nowhere else. */
class HandworkTest {

  private static final String FORM = "form.localhost";
  private static final String PAGE =
      """
      <!doctype html><title>Form</title><link rel="icon" href="data:,">
      <p>Order <b class="order">A-1047</b></p>
      <label>Reference <input id="reference"></label>
      <label>Passphrase <input id="passphrase"></label>
      <label>Note <input id="note"></label>
      """;

  @Test
  void aCopyAPasteAndAnEditAreRecordedOnAWatchedSiteAndSecretsNever() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(FORM, "/", PAGE);
      person.agree();
      person.visit(site.url(FORM, "/"));
      work(person.page(), "note-outside");
      person.watch(FORM);
      person.visit(site.url(FORM, "/"));
      work(person.page(), "note-inside");
      assertEquals(0, SceneFiles.holding(stage.home(), "note-outside").size());
      assertEquals(0, SceneFiles.holding(stage.home(), "correct-horse").size());
      String listed = recorded(person);
      assertEquals(true, listed.contains("⧉ order: …"), listed);
      assertEquals(true, listed.contains("⇥ Reference: …"), listed);
      assertEquals(true, listed.contains("✎ Note: …"), listed);
      // What was done is written down, the values are not.
      assertEquals(0, SceneFiles.holding(stage.home(), "note-inside").size());
      assertEquals(0, SceneFiles.holding(stage.home(), "A-1047").size());
      stage.stillroom("forget", "--site", FORM, "--yes");
      assertEquals(0, SceneFiles.holding(stage.home(), "note-inside").size());
    }
  }

  private static String recorded(Person person) {
    Page options = person.open("options.html#privacy");
    options.locator("li[data-kind=event]").first().waitFor();
    Locator list = options.locator("ul[data-kind=events]");
    person.until(
        "all lines",
        () ->
            Stream.of("⧉ order: …", "⇥ Reference: …", "✎ Note: …")
                .allMatch(list.innerText()::contains));
    return list.innerText();
  }

  private static void work(Page page, String note) {
    page.bringToFront();
    page.locator(".order").dblclick();
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.order'))");
    page.keyboard().press("Control+c");
    page.locator("#reference").click();
    page.keyboard().press("Control+v");
    page.locator("#passphrase").fill("correct-horse");
    page.locator("#note").click();
    page.keyboard().type(note);
    page.keyboard().press("Tab");
  }
}
