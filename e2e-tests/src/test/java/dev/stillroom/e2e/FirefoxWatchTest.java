package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Catalogue;
import dev.stillroom.e2e.site.Offices;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The extension as it is shipped: Firefox itself asks before a site is read, page by page. */
class FirefoxWatchTest {

  private static final String WATCHED =
      "chrome.storage.local.get('watching').then(({watching}) =>"
          + " JSON.stringify(watching?.sites ?? []))";

  @Test
  void watchingBeginsWithTheBrowsersOwnQuestionAndOnlyWithAYes() throws IOException {
    try (FirefoxScene scene = FirefoxScene.asShipped()) {
      Offices.orders(scene.site);
      Firefox.Tab own = scene.firefox.open("options.html#privacy");
      Firefox.Tab page = scene.firefox.visit(scene.site.url(Offices.ORDERS, "/"));
      FirefoxPage popup = scene.firefox.window().popup();
      popup.press("Watch this site");
      scene.firefox.window().answer(false);
      assertEquals("[]", own.text(WATCHED));
      page.front();
      popup = scene.firefox.window().popup();
      popup.press("Watch this site");
      scene.firefox.window().answer(true);
      own.until("it to be watched", () -> own.text(WATCHED).contains(Offices.ORDERS));
      scene.untilSeen(own, Offices.ORDERS);
      page.click("a[href='/new']");
      page.await("[name=customer]");
      own.awaitText("ul[data-kind=events]", "New order");
      own.press("[data-kind=watched]", "Stop watching");
      own.until(
          "the permission to be given back",
          () ->
              own.text("chrome.permissions.getAll().then(all => all.origins.length)").equals("0"));
    }
  }

  @Test
  void aPageThatThePersonGoesOnToIsReadOnceTheyPressTheKeyOrChooseInItsMenuThere()
      throws IOException {
    try (FirefoxScene scene = FirefoxScene.asShipped()) {
      Catalogue.putUp(scene.site);
      FirefoxPage sidebar = scene.firefox.window().sidebar();
      Firefox.Tab page = scene.firefox.visit(scene.site.url(Catalogue.HOST, "/people"));
      scene.firefox.window().shortcut(page, "f");
      sidebar.press("Pick the first field");
      sidebar.until("the page to be picked from", () -> sidebar.shown().contains("Click a value"));
      page.click("tbody tr:nth-child(2) td:nth-child(1)");
      sidebar.awaitText("section[data-kind=result]", "Grace");
      sidebar.press("Done picking");
      sidebar.press("Add this page");
      sidebar.await("[data-kind=learnt]");
      scene.firefox.visit(scene.site.url(Catalogue.HOST, "/people?page=2"));
      sidebar.await("section[data-kind=trouble]");
      scene.firefox.window().shortcut(page, "f");
      sidebar.awaitText("section[data-kind=result]", "Barbara");
      scene.firefox.visit(scene.site.url(Catalogue.HOST, "/people"));
      sidebar.await("section[data-kind=trouble]");
      page.menu("h1").choose("Pick fields");
      sidebar.awaitText("section[data-kind=result]", "Ada");
    }
  }
}
