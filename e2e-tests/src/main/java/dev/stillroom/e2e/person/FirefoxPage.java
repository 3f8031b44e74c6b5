package dev.stillroom.e2e.person;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/** What a person sees of one page in Firefox, in a tab, in the sidebar or in the popup. */
public abstract class FirefoxPage {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The value of an expression in the page, awaited, as text. */
  abstract String evaluate(String expression) throws IOException;

  /** Presses the mouse at a point of the page, as a hand does. */
  abstract void mouse(double x, double y) throws IOException;

  /** Presses an element, an expression that finds it, once it is in sight and stands still. */
  void pressAt(String element) throws IOException {
    double[] at = pointOf(element);
    mouse(at[0], at[1]);
  }

  /** Turns to the page before something in it is pressed: it may be laid out anew by that. */
  void turnTo() throws IOException {}

  /** The value of an expression in the page, as text; empty while there is no page. */
  public String text(String expression) {
    try {
      return evaluate(expression);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** All that can be read now. */
  public String shown() {
    return text("document.body.innerText");
  }

  /** What can be read in the first element of that kind. */
  public String shown(String selector) {
    return text("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''");
  }

  /** What can be read in each element of that kind. */
  public List<String> all(String selector) {
    return each(selector, "one.innerText.trim()");
  }

  /** An attribute of each element of that kind. */
  public List<String> attributes(String selector, String name) {
    return each(selector, "one.getAttribute(" + quoted(name) + ") ?? ''");
  }

  private List<String> each(String selector, String what) {
    try {
      String[] all =
          JSON.readValue(
              text(
                  "JSON.stringify([...document.querySelectorAll(%s)].map(one => %s))"
                      .formatted(quoted(selector), what)),
              String[].class);
      return List.of(all);
    } catch (JsonProcessingException noPageYet) {
      return List.of();
    }
  }

  /** How many of them are there; -1 while nothing can be read. */
  public int count(String selector) {
    String count = text("document.querySelectorAll(" + quoted(selector) + ").length");
    return count.isEmpty() ? -1 : Integer.parseInt(count);
  }

  public boolean there(String selector) {
    return count(selector) > 0;
  }

  /** Waits until something is there. */
  public void await(String selector) {
    until(selector, () -> there(selector));
  }

  /** Waits until nothing of that kind is there any more. */
  public void awaitGone(String selector) {
    until(selector + " to be gone", () -> count(selector) == 0);
  }

  /** Waits until a text can be read in an element. */
  public void awaitText(String selector, String part) {
    until(part + " in " + selector, () -> shown(selector).contains(part));
  }

  /** Waits until something holds; the failure says what could be read here. */
  public void until(String what, java.util.function.BooleanSupplier condition) {
    try {
      Firefox.await(what, () -> condition.getAsBoolean() ? true : null);
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "; there stands:\n" + shown(), late);
    }
  }

  /** Presses the first button of that name. */
  public void press(String name) {
    press("body", name);
  }

  /** Presses the first button of that name within an element, once it is there. */
  public void press(String within, String name) {
    String button =
        "[...document.querySelectorAll(%s + ' button, ' + %s + ' a.button')]"
                .formatted(quoted(within), quoted(within))
            + ".find(b => !b.disabled && (b.querySelector(':scope > span') ?? b).innerText.trim()"
            + " === %s)".formatted(quoted(name));
    until("the button " + name + " in " + within, () -> text("!!(" + button + ")").equals("true"));
    mouseAt(button);
  }

  /** A real click of the mouse at an element's beginning. */
  public void click(String selector) {
    await(selector);
    mouseAt("document.querySelector(" + quoted(selector) + ")");
  }

  private void mouseAt(String element) {
    try {
      turnTo();
      pressAt(element);
    } catch (IOException broken) {
      throw new AssertionError(element + " cannot be pressed", broken);
    }
  }

  /** Where an element begins, once it is in sight and has stood still for a moment. */
  final double[] pointOf(String element) {
    return Firefox.await(element + " to stand still in the page", () -> stillAt(element));
  }

  private double[] stillAt(String element) {
    String[] at =
        text("""
                (async () => {
                  const find = () => %s;
                  const box = () => {
                    const b = find().getBoundingClientRect();
                    return [b.x, b.y, b.width, b.height];
                  };
                  const b = find().getBoundingClientRect();
                  if (b.top < 0 || b.bottom > innerHeight) {
                    find().scrollIntoView({block: 'center', behavior: 'instant'});
                  }
                  const before = box();
                  await new Promise((later) => setTimeout(later, 50));
                  const [x, y, width, height] = box();
                  if (String(before) !== String([x, y, width, height])) return '';
                  return [x + Math.min(12, width / 2), y + height / 2];
                })()
                """
                .formatted(element))
            .split(",");
    return at.length == 2
        ? new double[] {Double.parseDouble(at[0]), Double.parseDouble(at[1])}
        : null;
  }

  /** Writes a text into a field. */
  public void fill(String selector, String value) {
    await(selector);
    text(
        """
        (async () => {
          const field = document.querySelector(%s);
          field.focus();
          field.value = %s;
          field.dispatchEvent(new Event('input', {bubbles: true}));
          field.dispatchEvent(new Event('change', {bubbles: true}));
          // No hand leaves a field before what it wrote is drawn.
          await new Promise((drawn) => setTimeout(drawn, 60));
          field.blur();
          // In a part of the window that has no focus nothing loses it.
          field.dispatchEvent(new FocusEvent('blur'));
        })()
        """
            .formatted(quoted(selector), quoted(value)));
  }

  /** Writes a text into the field of that name. */
  public void fillIn(String label, String value) {
    String marked = "data-labelled";
    until(
        "the field " + label,
        () ->
            text("""
            (() => {
              document.querySelector('[%1$s]')?.removeAttribute('%1$s');
              const label = [...document.querySelectorAll('label')].find(one =>
                (one.querySelector(':scope > span') ?? one).innerText.trim() === %2$s);
              label?.querySelector('input, select, textarea')?.setAttribute('%1$s', '');
              return label !== undefined;
            })()
            """
                    .formatted(marked, quoted(label)))
                .equals("true"));
    fill("[" + marked + "]", value);
  }

  /** A text as it stands in a script. */
  static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("every string is JSON", impossible);
    }
  }
}
