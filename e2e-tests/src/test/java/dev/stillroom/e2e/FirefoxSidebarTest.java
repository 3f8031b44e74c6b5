package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxMenu;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Boats;
import dev.stillroom.e2e.site.Catalogue;
import dev.stillroom.e2e.site.Reports;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Firefox's own sidebar, opened by key and by the toolbar's popup, beside the page in its tab. */
class FirefoxSidebarTest {

  private static final String CONTROL = "\uE009";

  private static final String ROWS =
      "JSON.stringify([...document.querySelectorAll('section[data-kind=result] tbody tr')]"
          + ".map(row => [...row.cells].map(cell => cell.innerText.trim())))";

  private static FirefoxScene scene;
  private static FirefoxPage sidebar;

  @BeforeAll
  static void open() throws IOException {
    scene = FirefoxScene.agreed();
    Reports.putUp(scene.site);
    Catalogue.putUp(scene.site);
    Boats.putUp(scene.site);
    sidebar = scene.firefox.window().sidebar();
  }

  @AfterAll
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void theKeyOpensItAndThePageIsSummarizedMarkedAndLearnedFrom() throws IOException {
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Reports.HOST, "/reports/1"));
    scene.firefox.window().shortcut(page, "s");
    sidebar.await("ul.passages .passage");
    length(3);
    page.until("three marks in the page", () -> marked(page) == 3);
    scene
        .firefox
        .window()
        .screenshot(sidebar, FirefoxScene.SCREENSHOTS.resolve("sidebar-summary.png"));
    String sentence = passages().getFirst();
    sidebar.click("ul.passages .passage");
    page.until("the sentence to stand out", () -> here(page).startsWith(sentence.substring(0, 20)));
    length(8);
    String kept = Reports.figures(1).getFirst();
    choose(kept, "Keep");
    sidebar.awaitText("[data-kind=how]", "Noted");
    choose(
        passages().stream().filter(one -> !one.equals(kept)).findFirst().orElseThrow(), "Remove");
    page.until("what is removed to be marked no more", () -> marked(page) == 7);

    sidebar.press("Copy as Markdown");
    sidebar.until("the copy to be said", () -> sidebar.shown().contains("Copied"));
    page.front();
    paste(page);
    page.until("what is pasted", () -> pasted(page).contains(kept));
  }

  @Test
  void aCopyInThePageKeepsItsSentence() throws IOException {
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Reports.HOST, "/reports/2"));
    scene.firefox.window().shortcut(page, "s");
    sidebar.await("ul.passages .passage");
    length(1);
    String copied = Reports.figures(2).getFirst();
    select(page, copied);
    page.keys(CONTROL, "c");
    sidebar.until(
        "the copied sentence to be kept",
        () -> sidebar.text(line(copied) + "?.dataset.choice").equals("keep"));
  }

  @Test
  void theKeyOpensItAlsoWhereTheBrowserHadEndedTheWorker() throws IOException {
    scene.firefox.window().closeSidebar();
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Reports.HOST, "/reports/3"));
    scene.firefox.window().endWorker();
    scene.firefox.window().shortcut(page, "s");
    sidebar.awaitText("header", "night train");
    sidebar.await("ul.passages .passage");
  }

  @Test
  void notesOfThreePagesFillThemselvesInOnTheFourth() throws IOException {
    for (int i = 1; i <= 4; i++) {
      Firefox.Tab page = scene.firefox.visit(scene.site.url(Reports.HOST, "/minutes/" + i));
      scene.firefox.window().shortcut(page, "s");
      String head = "Minutes " + i;
      sidebar.awaitText("header", head);
      sidebar.await("details[data-kind=notes]");
      if (i == 4) {
        break;
      }
      sidebar.text("document.querySelector('details[data-kind=notes]').open = true");
      sidebar.fill(
          "details[data-kind=notes] textarea.paste",
          "Chair: " + Reports.chair(i) + "\nDate: " + Reports.date(i));
      sidebar.press("Keep these notes");
      sidebar.awaitText("[data-kind=how]", "Noted");
    }
    sidebar.until(
        "the person's own form",
        () ->
            sidebar
                .text(
                    "[...document.querySelectorAll('.note .value')].map(one =>"
                        + " one.value).join('|')")
                .equals(Reports.chair(4) + "|" + Reports.date(4)));
  }

  @Test
  void thePopupsButtonOpensItAndThePageBesideItIsPickedFrom() throws IOException {
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Catalogue.HOST, "/people"));
    FirefoxPage popup = scene.firefox.window().popup();
    popup.press("Pick fields");
    sidebar.until(
        "the panel of this page", () -> sidebar.text("location.search").startsWith("?tab="));
    sidebar.press("Pick the first field");
    sidebar.until("the page to be picked from", () -> sidebar.shown().contains("Click a value"));
    page.click("tbody tr:nth-child(2) td:nth-child(1)");
    sidebar.until(
        "the column",
        () -> sidebar.text(ROWS).equals("[[\"Ada\"],[\"Alan\"],[\"Grace\"],[\"Edsger\"]]"));
    sidebar.press("Done picking");
    sidebar.press("Add this page");
    sidebar.await("[data-kind=learnt]");
    scene
        .firefox
        .window()
        .screenshot(sidebar, FirefoxScene.SCREENSHOTS.resolve("sidebar-picked.png"));
    scene.firefox.visit(scene.site.url(Catalogue.HOST, "/people?page=2"));
    sidebar.until(
        "the second page to be filled in",
        () -> sidebar.text(ROWS).equals("[[\"Barbara\"],[\"Donald\"],[\"Radia\"]]"));
    assertFalse(sidebar.there("[data-kind=trouble]"));
    assertEquals(1, sidebar.count("section[data-kind=result]"));
  }

  @Test
  void aListThatGoesOnIsCollectedWithOneClickForEachPage() throws IOException {
    String onward = "Add this page and go there";
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Boats.HOST, Boats.path(1)));
    scene.firefox.window().shortcut(page, "f");
    sidebar.press("Pick the first field");
    sidebar.until("the page to be picked from", () -> sidebar.shown().contains("Click a value"));
    page.click("li:nth-child(1) b");
    page.click("li:nth-child(2) b");
    sidebar.until("all of the list", () -> column().equals(Boats.PAGES.get(0)));
    for (int i = 1; i < Boats.PAGES.size(); i++) {
      sidebar.press(onward);
      List<String> next = Boats.PAGES.get(i);
      sidebar.until("the names of the next page", () -> column().equals(next));
      assertTrue(page.text("location.href").endsWith(Boats.path(i + 1)), "it went there itself");
    }
    assertFalse(sidebar.shown().contains(onward), "there is no page behind the last");
    sidebar.press("Add this page");
    sidebar.until("the whole table", () -> sidebar.count("[data-kind=collected] tbody tr") == 8);
    scene
        .firefox
        .window()
        .screenshot(sidebar, FirefoxScene.SCREENSHOTS.resolve("sidebar-onward.png"));
  }

  @Test
  void theMenuOfAPageAndOfWhatIsMarkedOpenIt() throws IOException {
    scene.firefox.window().closeSidebar();
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Reports.HOST, "/reports/4"));
    scene.firefox.window().endWorker();
    FirefoxMenu menu = page.menu("article h1");
    assertEquals(
        List.of("Pick fields", "Fill a form", "Summarize this page", "Ask about this …"),
        menu.entries());
    menu.choose("Summarize this page");
    sidebar.awaitText("ul.passages", "The council decided");

    page.text("getSelection().selectAllChildren(document.querySelector('h2 + p'))");
    FirefoxMenu marked = page.menu("h2 + p");
    assertEquals(
        List.of(
            "Get parts out of the selected text", "Summarize what is marked", "Ask about this …"),
        marked.entries());
    marked.choose("Summarize what is marked");
    sidebar.until(
        "what is marked alone",
        () -> !sidebar.shown("ul.passages").contains("The council decided"));
    sidebar.awaitText("ul.passages", Reports.figures(4).get(1));

    page.menu("h2 + p").choose("Get parts out of the selected text");
    sidebar.until(
        "the marked text to pick from",
        () ->
            sidebar
                .text("document.querySelector('[data-kind=document] textarea')?.value ?? ''")
                .contains(Reports.figures(4).get(1)));
  }

  /** The one column that was picked. */
  private static List<String> column() {
    return sidebar.all("section[data-kind=result] tbody tr");
  }

  private static List<String> passages() {
    return sidebar.all("ul.passages .passage");
  }

  private static void length(int count) {
    sidebar.fill("input[type=range]", Integer.toString(count));
    sidebar.until("as many passages", () -> passages().size() == count);
  }

  private static String line(String sentence) {
    return "[...document.querySelectorAll('ul.passages li')].find(one => one.innerText.includes('"
        + sentence
        + "'))";
  }

  private static void choose(String sentence, String word) {
    sidebar.text(line(sentence) + ".setAttribute('data-meant', '')");
    sidebar.click("[data-meant] button[title=" + word + "]");
    sidebar.text("document.querySelector('[data-meant]')?.removeAttribute('data-meant')");
  }

  private static int marked(Firefox.Tab page) {
    String marked = page.text("document.querySelector('stillroom-pick')?.dataset.marked ?? 0");
    return marked.isEmpty() ? 0 : Integer.parseInt(marked);
  }

  private static String here(Firefox.Tab page) {
    return page.text("document.querySelector('stillroom-pick')?.dataset.here ?? ''");
  }

  private static void select(Firefox.Tab page, String sentence) {
    page.text(
        """
        (() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('%1$s');
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + '%1$s'.length);
          }
        })()
        """
            .formatted(sentence));
  }

  /** Into a field of the page: what a person would do with what they copied. */
  private static void paste(Firefox.Tab page) throws IOException {
    page.text(
        "(() => { const area = document.createElement('textarea'); area.id = 'pasted';"
            + " document.body.append(area); area.focus(); })()");
    page.keys(CONTROL, "v");
  }

  private static String pasted(Firefox.Tab page) {
    return page.text("document.querySelector('#pasted').value");
  }
}
