package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten forms from five kinds of sources: each field is right or empty, and none is wrong. */
class FillSourcesTest {

  private static final Order ORDER = Forms.orders().getFirst();

  /** So many fields of all ten forms together are filled right by each source, at least. */
  private static final Map<String, Integer> LEAST =
      Map.of("page", 50, "selection", 60, "json", 60, "csv", 60, "form", 60);

  private static FormsScene scene;
  private static Page mail;

  @BeforeAll
  static void open() throws IOException {
    scene = FormsScene.set();
    scene.form("plain");
    scene.person.watch(Forms.MAIL);
    scene.person.watch(Forms.OFFICE);
    mail = scene.mail(ORDER);
    scene.form("plain");
    FillPanel panel = scene.panel();
    panel.fromPage(FormsScene.titleOf(ORDER));
    assertTrue(panel.isAsking(), "the two origins are asked about once");
    assertTrue(panel.rows().isEmpty(), "and nothing is shown before");
    panel.agreeWhereAsked();
    panel.close();
  }

  @AfterAll
  static void close() throws IOException {
    scene.close();
  }

  @Test
  void fromAPage() {
    all("page", (panel, form) -> panel.fromPage(FormsScene.titleOf(ORDER)));
  }

  @Test
  void fromWhatIsMarkedInAPage() {
    mail.evaluate("() => getSelection().selectAllChildren(document.querySelector('.order'))");
    all("selection", (panel, form) -> panel.fromMarked(FormsScene.titleOf(ORDER)));
  }

  @Test
  void fromAJsonDocument() {
    all("json", (panel, form) -> panel.fromFile("order.json", Forms.json(ORDER)));
  }

  @Test
  void fromARowOfATable() {
    all("csv", (panel, form) -> panel.fromFile("order.csv", Forms.csv(List.of(ORDER))));
  }

  @Test
  void fromAFormFilledInBefore() {
    Page page = scene.form("plain");
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("name", ORDER.name());
    typed.put("organization", ORDER.organization());
    typed.put("street", ORDER.streetAndHouse());
    typed.put("postcode", ORDER.postcode());
    typed.put("city", ORDER.city());
    typed.put("email", ORDER.email());
    typed.put("phone", ORDER.phone());
    page.locator("input[type=password]").evaluate("field => field.remove()");
    typed.forEach((check, value) -> page.locator("[data-check=" + check + "]").fill(value));
    page.locator("[data-check=country]").selectOption("GB");
    FillPanel panel = scene.panel();
    panel.press("Keep what stands in this form");
    scene.person.until(
        "the form to be kept", () -> panel.page().locator("ul[data-kind=forms] li").count() > 0);
    panel.close();
    all("form", (next, form) -> next.fromForm("Delivery address"));
  }

  private static void all(String source, BiConsumer<FillPanel, String> choose) {
    int right = 0;
    StringBuilder told = new StringBuilder();
    for (String form : Forms.TEN) {
      Page page = scene.form(form);
      FillPanel panel = scene.panel();
      choose.accept(panel, form);
      panel.awaitPreview();
      told.append(form).append(' ').append(panel.rows()).append('\n');
      if (panel.rows().values().stream().anyMatch(value -> !value.isEmpty())) {
        panel.fill();
      }
      int here = FormsScene.judge(source + " → " + form, FormsScene.held(page), ORDER);
      told.append("   ").append(here).append(" right, ").append(panel.outcomes()).append('\n');
      right += here;
      panel.close();
    }
    int least = LEAST.get(source);
    int all = right;
    System.err.println(source + ": " + right + " fields right, none wrong\n" + told);
    assertTrue(
        all >= least, () -> "only " + all + " fields were filled from " + source + "\n" + told);
    assertEquals(10, Forms.TEN.size());
  }
}
