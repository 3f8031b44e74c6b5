package dev.stillroom.e2e;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A dispatch office with its forms, its mail, and a person who watches both. */
final class FormsScene implements AutoCloseable {

  /** Every control that says what belongs into it, through frames and shadow trees. */
  static final String HELD =
      """
      () => {
        const held = {};
        const walk = (root) => {
          for (const one of root.querySelectorAll('*')) {
            const check = one.dataset?.check;
            if (check !== undefined) {
              const value = one.type === 'radio'
                ? (root.querySelector(`input[name="${one.name}"]:checked`)?.value ?? '')
                : one.type === 'checkbox' ? (one.checked ? 'on' : '')
                : one.isContentEditable ? one.innerText.trim() : one.value;
              held[check] = held[check] ? held[check] + '|' + value : value;
            }
            if (one.shadowRoot) walk(one.shadowRoot);
            if (one.localName === 'iframe' && one.contentDocument) walk(one.contentDocument);
          }
        };
        walk(document);
        return held;
      }
      """;

  final Site site;
  final Stage stage;
  final Person person;

  private FormsScene() throws IOException {
    site = Site.start();
    Forms.putUp(site);
    stage = Stage.set(Stage.imageOfBuild());
    person = Person.on(stage, false);
    person.agree();
  }

  static FormsScene set() throws IOException {
    return new FormsScene();
  }

  /** Opens a form in the browsing tab. */
  Page form(String name) {
    person.visit(site.url(Forms.OFFICE, "/" + name));
    return person.page();
  }

  FillPanel panel() {
    return person.fillFor(person.page());
  }

  /** Opens a mail in a tab of its own. */
  Page mail(Forms.Order order) {
    Page tab = person.context().newPage();
    tab.navigate(site.url(Forms.MAIL, "/mail/" + order.number().substring(2)));
    person.untilSeen(Forms.MAIL);
    return tab;
  }

  static String titleOf(Forms.Order order) {
    return "New order " + order.number() + " – Post";
  }

  /** What stands in the form, by what belongs there. */
  @SuppressWarnings("unchecked")
  static Map<String, String> held(Page page) {
    return (Map<String, String>) page.evaluate(HELD);
  }

  /** Fields that hold something else than what belongs there; how many are right. */
  static int judge(String form, Map<String, String> held, Forms.Order order) {
    Map<String, List<String>> expected = Forms.expected(order);
    int right = 0;
    for (Map.Entry<String, String> one : held.entrySet()) {
      String value = one.getValue();
      if (value.isEmpty() || one.getKey().equals("country") && value.equals("France")) {
        continue; // Left as it was.
      }
      // A mask writes a number its own way: its digits count.
      String said = one.getKey().equals("phone") ? value.replaceAll("[^+\\d]", "") : value;
      if (!expected.get(one.getKey()).contains(said)) {
        throw new AssertionError(
            form + ": '" + value + "' is wrong for " + one.getKey() + " in " + held);
      }
      right++;
    }
    return right;
  }

  @Override
  public void close() throws IOException {
    person.close();
    stage.close();
    site.close();
  }
}
