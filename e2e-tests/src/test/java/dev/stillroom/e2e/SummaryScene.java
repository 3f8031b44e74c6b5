package dev.stillroom.e2e;

import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.person.SummaryPanel;
import dev.stillroom.e2e.site.Reports;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A site with reports and a person who reads them, the panel beside the page. */
abstract class SummaryScene {

  static Site site;
  static Stage stage;
  static Person person;
  SummaryPanel panel;

  @BeforeAll
  static void open() throws IOException {
    site = Site.start();
    Reports.putUp(site);
    stage = Stage.set(Stage.imageOfBuild());
    person = Person.on(stage, false);
    person.agree();
  }

  @AfterAll
  static void close() {
    person.close();
    stage.close();
    site.close();
  }

  @AfterEach
  void closePanel() {
    if (panel != null) {
      panel.close();
      panel = null;
    }
  }

  final SummaryPanel at(String path) {
    closePanel();
    person.visit(site.url(Reports.HOST, path));
    panel = person.summaryFor(person.page());
    return panel;
  }
}
