package dev.stillroom.e2e.bench;

import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Browsers;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long a preview and the filling of thirty fields take in a real browser. */
final class FillSpeed {

  private static final int FIELDS = 30;

  private FillSpeed() {}

  static void measure(boolean quick, Table table) throws IOException {
    if (Browsers.find().isEmpty()) {
      return;
    }
    List<Double> previews = new ArrayList<>();
    List<Double> fills = new ArrayList<>();
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Forms.putUp(site);
      person.agree();
      // The first two load what understands fields and warm up.
      for (int i = 0; i < (quick ? 5 : 12); i++) {
        person.visit(site.url(Forms.OFFICE, "/thirty"));
        FillPanel panel = person.fillFor(person.page());
        panel.fromFile("order.json", Forms.json(Forms.orders().getFirst()));
        panel.awaitPreview();
        double preview = millis(panel, "preview");
        Locator rows = panel.page().locator("li[data-kind=fill-row] > input");
        for (int field = 0; field < FIELDS; field++) {
          rows.nth(field).fill("value" + field);
        }
        panel.fill();
        if (i >= 2) {
          previews.add(preview);
          fills.add(millis(panel, "filled-form"));
        }
        panel.close();
      }
    }
    String how = "Chromium, a page of " + FIELDS + " fields, median of " + fills.size();
    table.add("browser: preview", "ms", 100.0, median(previews), how + ", from an order in JSON");
    table.add("browser: filling 30 fields", "ms", 300.0, median(fills), how);
  }

  private static double millis(FillPanel panel, String kind) {
    return Double.parseDouble(
        panel.page().locator("[data-kind=" + kind + "]").getAttribute("data-millis"));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
