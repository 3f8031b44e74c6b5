package dev.stillroom.e2e.person;

import java.io.IOException;

/**
 * The notifications that Firefox draws in the corner of the screen, in small windows of its own.
 */
public final class FirefoxNotices {

  private static final String ALL = "[...Services.wm.getEnumerator('alert:alert')]";
  private static final String TITLE = "document.getElementById('alertTitleLabel')?.value";

  private final FirefoxWindow window;

  FirefoxNotices(FirefoxWindow window) {
    this.window = window;
  }

  /** Waits for the notification of that title; the text below it. */
  public String await(String title) {
    String text = "one?.document.getElementById('alertTextLabel')?.textContent ?? ''";
    return Firefox.await(
        "the notification “" + title + "”",
        () -> {
          String said = of(title, "one ? 'there: ' + (" + text + ") : ''");
          return said.isEmpty() ? null : said.substring("there: ".length());
        });
  }

  /**
   * Presses the notification of that title, once it is there.
   *
   * @return the popup that this opens; or its page in a tab, where the browser was not in front
   */
  public FirefoxPage press(String title) {
    await(title);
    of(title, "window.focus() ?? one.document.getElementById('alertBox').click() ?? 1");
    return window.shownPopup();
  }

  /** The value of an expression about one of them, empty while there is none. */
  private String of(String title, String expression) {
    try {
      return window.chrome(
          "((one) => (%s))(%s.find(one => one.gIsActive && one.%s === %s))"
              .formatted(expression, ALL, TITLE, FirefoxPage.quoted(title)));
    } catch (IOException notYet) {
      return "";
    }
  }
}
