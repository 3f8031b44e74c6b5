package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders carried from one site into another's form in Firefox: the fourth fills itself. */
class FirefoxFillTest {

  private static final List<Order> ORDERS = Forms.orders();
  private static final String CONTROL = "\uE009";
  private static final String PROPOSAL = "article[data-kind=proposal]";

  @Test
  void whatIsCopiedThriceFromAPageIntoAFormIsProposedAndTheFourthFillsItself() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed()) {
      Forms.putUp(scene.site);
      scene.watch(Forms.MAIL);
      scene.watch(Forms.OFFICE);
      Firefox.Tab own = scene.firefox.open("popup.html");
      Firefox.Tab form = scene.firefox.visit(scene.site.url(Forms.OFFICE, "/ship"));
      Firefox.Tab mail = scene.firefox.another(address(scene, ORDERS.getFirst()));
      for (int i = 0; i < 3; i++) {
        assertFalse(own.there(PROPOSAL), "nothing is proposed before the third form");
        byHand(scene, own, mail, form, i);
      }
      own.awaitText(PROPOSAL, Forms.MAIL);
      assertTrue(own.shown(PROPOSAL).contains(Forms.OFFICE), own.shown(PROPOSAL));
      for (Order order : ORDERS.subList(0, 3)) {
        assertEquals(0, SceneFiles.holding(scene.stage.home(), order.email()).size());
      }
      own.press(PROPOSAL, "Yes, learn it");
      own.awaitText("article[data-kind=task][data-phase=READY]", "Form of " + Forms.OFFICE);

      Order fourth = ORDERS.get(3);
      read(scene, own, mail, fourth);
      form.front();
      scene.firefox.window().popup().press("Fill a form");
      FirefoxPage panel = scene.firefox.window().sidebar();
      panel.press("ul[data-kind=pages]", FormsScene.titleOf(fourth));
      panel.press("section[data-kind=consent]", "Yes, for these two");
      panel.await("section[data-kind=preview]");
      assertTrue(panel.there("section[data-kind=preview] .chip"), "it is known as learned");
      scene
          .firefox
          .window()
          .screenshot(panel, FirefoxScene.SCREENSHOTS.resolve("sidebar-flow.png"));
      panel.click("section[data-kind=preview] button.primary");
      panel.await("section[data-kind=filled-form]");
      values(fourth).forEach((field, value) -> assertEquals(value, held(form, field), field));
    }
  }

  private static void byHand(
      FirefoxScene scene, Firefox.Tab own, Firefox.Tab mail, Firefox.Tab form, int i)
      throws IOException {
    Order order = ORDERS.get(i);
    read(scene, own, mail, order);
    mail.front();
    mail.text("getSelection().selectAllChildren(document.querySelector('td.name'))");
    mail.keys(CONTROL, "c");
    form.click("[name=recipient]");
    form.keys(CONTROL, "v");
    form.until("the pasted name", () -> held(form, "recipient").equals(order.name()));
    for (Map.Entry<String, String> one : values(order).entrySet()) {
      if (!one.getKey().equals("recipient")) {
        form.click("[name=" + one.getKey() + "]");
        form.keys("", one.getValue().split(""));
      }
    }
    form.click("#ship button");
    form.awaitText("#sent", "Shipment " + (i + 1) + ": " + order.name());
  }

  private static void read(FirefoxScene scene, FirefoxPage own, Firefox.Tab mail, Order order)
      throws IOException {
    mail.go(address(scene, order));
    scene.untilSeen(own, Forms.MAIL);
    scene.untilSeen(own, Forms.OFFICE);
  }

  private static String address(FirefoxScene scene, Order order) {
    return scene.site.url(Forms.MAIL, "/mail/" + order.number().substring(2));
  }

  private static String held(Firefox.Tab form, String field) {
    return form.text("document.querySelector('[name=" + field + "]').value");
  }

  private static Map<String, String> values(Order order) {
    return Map.of(
        "recipient", order.name(),
        "street", order.streetAndHouse(),
        "postcode", order.postcode(),
        "city", order.city(),
        "email", order.email(),
        "order_number", order.number());
  }
}
