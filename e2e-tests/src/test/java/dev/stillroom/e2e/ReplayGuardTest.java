package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Doing it again on pages that are not as they were: it acts, asks or stops. */
class ReplayGuardTest {

  private static final String DESK = "desk.localhost";

  private static final List<String> NAMES =
      List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm", "Basil Birch", "Linden Yew");

  private final Path looks = Path.of("target", "looks", "routines");

  private static String page(String body) {
    return """
        <!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
        <title>Desk</title><p id="said">nothing yet</p>
        """
        + body
        + """
        <script>
          const say = event => {
            if (event.target.closest('button')) {
              said.textContent = `${document.querySelector('input').value} kept`;
            }
          };
          document.addEventListener('click', say);
        </script>
        """;
  }

  private static final String BEFORE =
      page(
          """
          <label>Customer <input name="customer"></label>
          <button type="button" id="keep" name="keep">Keep it</button>
          """);

  /** The same button for a person, with other names for the page, elsewhere. */
  private static final String MOVED =
      page(
          """
          <label>Customer <input name="customer"></label>
          <section><div><p><em>Now</em>
          <button type="button" id="b2" name="b2">Keep it</button></p></div></section>
          """);

  private static final String GONE =
      page(
          """
          <label>Customer <input name="customer"></label>
          <section><div><button type="button" id="b2" name="b2">Throw away</button></div></section>
          """);

  private static final String PASSWORD =
      page(
          """
          <label>Customer <input name="customer"></label>
          <button type="button" id="keep" name="keep">Keep it</button>
          <label>Password <input type="password"></label>
          """);

  private static final String CARD =
      page(
          """
          <label>Customer <input name="customer"></label>
          <button type="button" id="keep" name="keep">Keep it</button>
          <label>Card number <input autocomplete="cc-number"></label>
          """);

  @Test
  void itActsWhereItIsSureAsksWhereItIsNotAndStopsWhereNothingIsLikeIt() throws IOException {
    try (Scene scene = new Scene()) {
      scene.show(BEFORE, "Keep it");

      Page sure = scene.again(BEFORE);
      Repeats.standing(sure, "done");
      assertEquals("Hazel Thorn kept", scene.said());
      sure.close();

      Page asking = scene.again(MOVED);
      Repeats.standing(asking, "asking");
      assertEquals("nothing yet", scene.said());
      Person.screenshots(asking, looks, "repeat-asking", 360, 520);
      asking.evaluate(Axe.script());
      assertEquals(List.of(), asking.evaluate(Axe.PROBLEMS));
      Repeats.press(asking, "Yes, go on");
      Repeats.standing(asking, "done");
      assertEquals("Hazel Thorn kept", scene.said());
      asking.close();

      Page stopped = scene.again(GONE);
      assertTrue(why(stopped).contains("is not in the page"), why(stopped));
      assertEquals("nothing yet", scene.said());
      stopped.close();
    }
  }

  @Test
  void nothingIsDoneWhereAPasswordOrACardIsAskedForMeanwhile() throws IOException {
    try (Scene scene = new Scene()) {
      scene.show(BEFORE, "Keep it");
      for (String page : List.of(PASSWORD, CARD)) {
        Page stopped = scene.again(page);
        assertTrue(why(stopped).contains("passwords, codes or payments"), why(stopped));
        assertEquals("nothing yet", scene.said());
        assertEquals("", scene.person.page().locator("input[name=customer]").inputValue());
        stopped.close();
      }
    }
  }

  @Test
  void whatPaysIsThePersonsToPress() throws IOException {
    String paying = BEFORE.replace("Keep it", "Place your order");
    try (Scene scene = new Scene()) {
      scene.show(paying, "Place your order");
      Page stopped = scene.again(paying);
      assertTrue(why(stopped).contains("Only you press that"), why(stopped));
      assertEquals("nothing yet", scene.said());
      scene.person.turnToBrowsing();
      Repeats.press(scene.person.page(), "Place your order");
      stopped.bringToFront();
      Repeats.press(stopped, "I did this step myself: go on");
      Repeats.standing(stopped, "done");
      assertEquals("Hazel Thorn kept", scene.said());
    }
  }

  /** As a framework does: other classes and ids at each load, and a banner that comes and goes. */
  private static final String RENAMED =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
      <title>Desk</title><div id="root"></div>
      <script>
        const name = () => 'f-' + Math.random().toString(36).slice(2, 8);
        root.className = name();
        root.innerHTML = `BANNER<div class="${name()}"><p id="said">nothing yet</p>
          <div class="${name()}"><label class="${name()}">Customer
            <input id="${name()}" class="${name()}"></label></div>
          <div class="${name()}"><label class="${name()}">Amount
            <input id="${name()}" class="${name()}"></label></div>
          <div class="${name()}"><label class="${name()}">Delivery
            <select id="${name()}"><option>by hand<option>by post</select></label></div>
          <div class="${name()} ${name()}"><button class="${name()}" type="button"
            id="${name()}">Keep it</button></div></div>`;
        const field = at => root.querySelectorAll('input, select')[at].value;
        root.querySelector('button').onclick = () => {
          said.textContent = `${field(0)}, ${field(1)}, ${field(2)}`;
        };
      </script>
      """;

  @Test
  void aSiteThatRenamesItsClassesAndIdsIsFoundAndDoneAgainWithoutAsking() throws IOException {
    try (Scene scene = new Scene()) {
      Person person = scene.person;
      person.slowly(3);
      scene.putUp(RENAMED.replace("BANNER", ""));
      Page page = person.page();
      for (int i = 0; i < NAMES.size(); i++) {
        scene.visit();
        page.getByLabel("Customer").click();
        page.keyboard().type(NAMES.get(i));
        page.getByLabel("Amount").click();
        page.keyboard().type(String.valueOf(20 + i));
        page.getByLabel("Delivery").press("ArrowDown");
        Repeats.press(page, "Keep it");
        scene.repeats.untilRecorded("Keep it", i + 1);
      }
      String title = "Choose “Delivery” on " + DESK;
      scene.repeats.accept(title);
      scene.putUp(RENAMED.replace("BANNER", "<aside>New: seeds by post.</aside>"));
      scene.visit();
      Page again = scene.repeats.doAgain(title, Map.of("Customer", "Olive Reed", "Amount", "77"));
      Repeats.standing(again, "done");
      assertEquals("Olive Reed, 77, by post", scene.said(), () -> scene.repeats.plan(title));
    }
  }

  private static String why(Page again) {
    return Repeats.standing(again, "stopped").innerText();
  }

  /** A desk at which something was shown once. */
  private static final class Scene implements AutoCloseable {
    private final Site site = Site.start();
    private final Stage stage = Stage.set(Stage.imageOfBuild());
    private final Person person = Person.on(stage, false);
    private final Repeats repeats;

    Scene() throws IOException {
      putUp(BEFORE);
      person.agree();
      person.watch(DESK);
      repeats = new Repeats(person);
    }

    void putUp(String html) {
      site.putUp(DESK, "/", html);
    }

    void visit() {
      person.visit(site.url(DESK, "/"));
    }

    void show(String html, String button) {
      putUp(html);
      repeats.show(
          DESK,
          () -> {
            visit();
            person.page().getByLabel("Customer").click();
            person.page().keyboard().type("Hazel Thorn");
            Repeats.press(person.page(), button);
            repeats.untilRecorded(button, 1);
          });
    }

    /** On the page as it is now. */
    Page again(String html) {
      putUp(html);
      visit();
      Locator task = person.popup().page().locator("article[data-kind=task]");
      person.until("the task", () -> task.count() == 1);
      Page again = person.beside("repeat.html", "&task=" + task.getAttribute("data-task"));
      Repeats.press(again, "Do it");
      return again;
    }

    String said() {
      return person.page().locator("#said").innerText();
    }

    @Override
    public void close() {
      person.close();
      stage.close();
      site.close();
    }
  }
}
