package dev.stillroom.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Catalogue;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.regex.Pattern;

/** A person who agreed, before the {@link Catalogue}, picking with the panel beside the page. */
final class PickScene implements AutoCloseable {

  private final Site site;
  private final Stage stage;
  private final Person person;
  private Panel panel;

  private PickScene(Site site, Stage stage, Person person) {
    this.site = site;
    this.stage = stage;
    this.person = person;
  }

  static PickScene open() throws IOException {
    Site site = Site.start();
    Catalogue.putUp(site);
    Stage stage = Stage.set(Stage.imageOfBuild());
    Person person = Person.on(stage, false);
    person.agree();
    return new PickScene(site, stage, person);
  }

  Site site() {
    return site;
  }

  Stage stage() {
    return stage;
  }

  Person person() {
    return person;
  }

  /** The page that is picked from. */
  Page page() {
    return person.page();
  }

  Panel panel() {
    return panel;
  }

  /** Goes to a page of the catalogue and opens the panel for it. */
  Panel at(String path) {
    return at(Catalogue.HOST, path);
  }

  /** The same with a page of another site. */
  Panel at(String host, String path) {
    person.visit(site.url(host, path));
    closePanel();
    panel = person.panelFor(page());
    return panel;
  }

  void visit(String path) {
    person.visit(site.url(Catalogue.HOST, path));
  }

  Locator cell(int row, int column) {
    return page().locator("tbody tr").nth(row).locator("td").nth(column);
  }

  /** Picks one value as a field. */
  void one(String selector) {
    panel.pick();
    panel.click(page().locator(selector).first());
  }

  /** Picks two values as a field, which takes all that are like them. */
  void twoLike(String selector, int first, int second) {
    panel.pick();
    panel.click(page().locator(selector).nth(first));
    panel.click(page().locator(selector).nth(second));
  }

  /** A value in the panel's own view of a document. */
  Locator leaf(String text) {
    return panel.page().locator("button.leaf", byText(text)).first();
  }

  static Page.LocatorOptions byText(String text) {
    return new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$"));
  }

  void closePanel() {
    if (panel != null) {
      panel.close();
      panel = null;
    }
  }

  @Override
  public void close() {
    person.close();
    stage.close();
    site.close();
  }
}
