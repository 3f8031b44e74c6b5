package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same in Firefox, from its sidebar; and a document and a table put into forms. */
class FirefoxFormsTest extends FormsOfManyBuilds {

  private static final List<Order> ORDERS = Forms.orders();

  private static FirefoxScene scene;
  private Firefox.Tab page;
  private FirefoxPage panel;

  @BeforeAll
  static void open() throws IOException {
    scene = FirefoxScene.agreed();
    Forms.putUp(scene.site);
  }

  @AfterAll
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @AfterEach
  void closePanel() throws IOException {
    scene.firefox.window().closeSidebar();
  }

  @Test
  void aDocumentFillsThreeFormsAndIsTakenBack() throws IOException {
    for (String form : List.of("plain", "react", "components")) {
      open(form);
      paste(Forms.json(ORDERS.getFirst()));
      panel.await("li[data-kind=fill-row][data-on=true]");
      fill(Map.of());
      int right = FormsScene.judge("Firefox, " + form, held(), ORDERS.getFirst());
      assertTrue(right > 6, () -> right + " fields of " + form + " are filled");
      press("Undo");
      page.until(
          "it to be empty again", () -> FormsScene.judge("undone", held(), ORDERS.getFirst()) == 0);
      scene.firefox.window().closeSidebar();
    }
  }

  @Test
  void aTableIsFilledRowByRowAsThePersonSendsTheForm() throws IOException {
    open("ship");
    paste(Forms.csv(ORDERS.subList(0, 3)));
    String standing = "[data-kind=run-standing]";
    for (int i = 0; i < 2; i++) {
      Order order = ORDERS.get(i);
      panel.awaitText(standing, "Row " + (i + 1) + " of 3");
      String name = "document.querySelector(\"" + row("Recipient") + " > input\")?.value";
      panel.until("the row of " + order.name(), () -> panel.text(name).equals(order.name()));
      String guess = "Take “" + order.streetAndHouse() + "”";
      if (panel.shown(row("Street")).contains(guess)) {
        panel.press(guess);
      }
      fill(Map.of());
      assertEquals(order.name(), held().get("name"));
      assertEquals(6, FormsScene.judge("Firefox, row " + i, held(), order));
      page.click("#ship button");
      page.awaitText("#sent", "Shipment " + (i + 1) + ": " + order.name());
    }
    panel.awaitText(standing, "Row 3 of 3");
    panel.press("Leave this row out");
    panel.awaitText(standing, "All done: 2 rows filled, 1 left out");
    scene.firefox.window().screenshot(panel, FirefoxScene.SCREENSHOTS.resolve("sidebar-rows.png"));
    panel.press("Delete table and log");
    panel.awaitGone("section[data-kind=run]");
  }

  private void open(String form) throws IOException {
    page = scene.firefox.visit(scene.site.url(Forms.OFFICE, "/" + form));
    scene.firefox.window().popup().press("Fill a form");
    panel = scene.firefox.window().sidebar();
    panel.await("[data-kind=sources]");
  }

  private void paste(String text) {
    panel.text("document.querySelector('details.paste').open = true");
    panel.fill("details.paste textarea", text);
    panel.press("Use this text");
  }

  @Override
  void at(String form) throws IOException {
    open(form);
    paste("{}");
    panel.await("section[data-kind=preview]");
  }

  private static String row(String name) {
    return "li[data-kind=fill-row][data-name='" + name + "']";
  }

  @Override
  void fill(Map<String, String> values) {
    values.forEach(
        (name, value) ->
            panel.fill("%1$s > input, %1$s > select, %1$s > textarea".formatted(row(name)), value));
    // What became of the step before may still stand there.
    String before = lastFill();
    panel.click("section[data-kind=preview] button.primary");
    panel.until("the form to be filled", () -> !List.of("", before).contains(lastFill()));
  }

  private String lastFill() {
    String card = "document.querySelector('[data-kind=filled-form]')";
    // What went into a page that takes a password has no number: it is not kept.
    return panel.text("%1$s ? %1$s.dataset.fill ?? 'untold' : ''".formatted(card));
  }

  @Override
  void undo() {
    press("Undo");
    panel.awaitGone("section[data-kind=filled-form]");
  }

  @Override
  void press(String button) {
    panel.press(button);
  }

  @Override
  void click(String selector) {
    page.click(selector);
  }

  @Override
  List<String> rows() {
    return panel.attributes("li[data-kind=fill-row]", "data-name");
  }

  @Override
  List<String> outcomes() {
    List<String> kinds = panel.attributes("ul[data-kind=not-filled] li", "data-outcome");
    List<String> words = panel.all("ul[data-kind=not-filled] li");
    return IntStream.range(0, kinds.size())
        .mapToObj(i -> kinds.get(i) + ": " + words.get(i))
        .toList();
  }

  @Override
  Map<String, String> held() {
    return values("(" + FormsScene.HELD.strip() + ")()");
  }

  @Override
  Map<String, String> drawn() {
    return values("held()");
  }

  private Map<String, String> values(String expression) {
    String held = page.text("JSON.stringify(" + expression + ")");
    try {
      return new ObjectMapper().readValue(held, new TypeReference<Map<String, String>>() {});
    } catch (IOException noPage) {
      throw new AssertionError(held, noPage);
    }
  }

  @Override
  void until(String what, BooleanSupplier condition) {
    panel.until(what, condition);
  }
}
