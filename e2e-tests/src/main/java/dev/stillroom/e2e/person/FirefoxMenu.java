package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.home.ExtensionIds;
import java.io.IOException;
import java.util.List;

/** A menu that a right click opened in Firefox: the lines of it that are the extension's. */
public final class FirefoxMenu {

  /** Of a page all lines stand below one with the extension's name, of its button side by side. */
  private static final String LINES =
      """
      const menu = document.getElementById('%s');
      const own = [...menu.children].filter(one => one.id.startsWith('%s-menuitem-'));
      const below = own.find(one => one.getAttribute('ext-type') === 'top-level-menu');
      const open = async (line) => {
        const shown = new Promise(
          done => line.menupopup.addEventListener('popupshown', done, {once: true}));
        line.openMenu(true);
        await shown;
        return line.menupopup;
      };
      """
          .stripIndent();

  private final FirefoxWindow window;
  private final String lines;

  private FirefoxMenu(FirefoxWindow window, String id) {
    this.window = window;
    this.lines = LINES.formatted(id, ExtensionIds.FIREFOX.replaceAll("[^a-z0-9_-]", "_"));
    Firefox.await("the menu " + id, () -> state(id).equals("open") ? true : null);
  }

  /** The one that is open over a page. */
  static FirefoxMenu ofPage(FirefoxWindow window) {
    return new FirefoxMenu(window, "contentAreaContextMenu");
  }

  /** The one that is open over the toolbar's button. */
  static FirefoxMenu ofButton(FirefoxWindow window) {
    return new FirefoxMenu(window, "toolbar-context-menu");
  }

  private String state(String id) {
    try {
      return window.chrome("document.getElementById('%s').state".formatted(id));
    } catch (IOException notYet) {
      return "";
    }
  }

  /** The extension's lines, in their order. */
  public List<String> entries() throws IOException {
    String said =
        window.chrome(
            "(() => {"
                + lines
                + "return JSON.stringify((below ? [...below.menupopup.children] : own)"
                + ".map(one => one.label)); })()");
    return List.of(new ObjectMapper().readValue(said, String[].class));
  }

  /** Chooses a line, through the lines that it stands below. */
  public void choose(String... path) throws IOException {
    String said =
        window.chrome(
            "(async () => {"
                + lines
                + """
                let at = below ? await open(below) : menu;
                const path = %s;
                for (const [i, label] of path.entries()) {
                  const line = [...at.children].find(one => one.label === label);
                  if (!line) return 'there is no ' + label;
                  if (i < path.length - 1) at = await open(line);
                  else at.activateItem(line);
                }
                return 'chosen';
                })()
                """
                    .formatted(new ObjectMapper().writeValueAsString(path)));
    if (!said.equals("chosen")) {
      throw new AssertionError(said + " among " + entries());
    }
  }
}
