package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same source in Firefox: three forms filled from a text, looked at and undone. */
class FirefoxFillTest {

  private static final Order ORDER = Forms.orders().getFirst();

  private static final String HELD =
      """
      (() => {
        const held = [];
        const walk = (root) => {
          for (const one of root.querySelectorAll('*')) {
            if (one.dataset.check) held.push(one.dataset.check + '=' + one.value);
            if (one.shadowRoot) walk(one.shadowRoot);
          }
        };
        walk(document);
        return held.join('\\n');
      })()
      """;

  @Test
  void threeFormsAreFilledLookedAtAndUndone() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Firefox firefox = Firefox.on(stage)) {
      Forms.putUp(site);
      firefox.tab("welcome.html").press("Start");
      for (String form : new String[] {"plain", "react", "components"}) {
        Firefox.Tab page = firefox.visit(site.url(Forms.OFFICE, "/" + form));
        Firefox.Tab panel = firefox.fillFor("/" + form);
        firefox.until(
            "the sources of " + form,
            () ->
                panel.text("document.querySelectorAll('[data-kind=sources]').length").equals("1"));
        panel.text(
            """
            (() => {
              document.querySelector('details.paste').open = true;
              const area = document.querySelector('details.paste textarea');
              area.value = %s;
              area.dispatchEvent(new Event('input', {bubbles: true}));
              return 1;
            })()
            """
                .formatted(quoted(Forms.json(ORDER))));
        panel.press("Use this text");
        firefox.until(
            "a preview of " + form,
            () ->
                panel
                    .text("document.querySelectorAll('li[data-on=true]').length > 5 ? 1 : 0")
                    .equals("1"));
        panel.text("(document.querySelector('[data-kind=preview] button.primary').click(), 1)");
        firefox.until(
            "it to be filled",
            () ->
                panel
                    .text("document.querySelectorAll('[data-kind=filled-form]').length")
                    .equals("1"));
        int right = FormsScene.judge("Firefox, " + form, held(page), ORDER);
        assertTrue(right > 6, () -> right + " fields of " + form + " are filled");
        panel.press("Undo");
        firefox.until("it to be empty again", () -> filled(page) == 0);
        panel.close();
      }
    }
  }

  private static Map<String, String> held(Firefox.Tab page) {
    Map<String, String> held = new LinkedHashMap<>();
    page.text(HELD)
        .lines()
        .forEach(
            line -> held.put(line.replaceAll("=.*", ""), line.substring(line.indexOf('=') + 1)));
    return held;
  }

  private static long filled(Firefox.Tab page) {
    return held(page).values().stream().filter(value -> !value.isEmpty()).count();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
