package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.ExtensionIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/**
 * What is around the pages in Firefox: the sidebar, the popup of the toolbar's button, and the
 * browser's own questions. It is made of the same stuff as pages, and looked into by scripts.
 */
public final class FirefoxWindow {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SIDEBAR =
      "SidebarController.browser.contentDocument?.getElementById('webext-panels-browser')";
  private static final String POPUP = "document.querySelector('.webextension-popup-browser')";

  /** Runs work in the process of a page, and brings what it says back as text. */
  private static final String WITHIN =
      """
      new Promise((told) => {
        const manager = %1$s?.messageManager;
        if (!manager) return told('');
        // A page that goes while it is looked into says nothing.
        setTimeout(() => told(''), 20000);
        const look = setInterval(() => {
          if (%1$s?.messageManager === manager) return;
          clearInterval(look);
          told('');
        }, 50);
        const name = 'stillroom:' + Math.random();
        manager.addMessageListener(name, function hear({data}) {
          manager.removeMessageListener(name, hear);
          clearInterval(look);
          told(data);
        });
        const work = `(async () => {
          let said = '';
          try { said = String(await ${%2$s}); } catch (broken) { said = ''; }
          sendAsyncMessage(${JSON.stringify(name)}, said);
        })()`;
        manager.loadFrameScript(
          'data:application/javascript;charset=utf-8,' + encodeURIComponent(work), false);
      })
      """;

  private static final String LOOK =
      "Cu.evalInSandbox(%s, Cu.Sandbox(content, {sandboxPrototype: content, wantXrays: false}))";

  private static final String PRESS =
      "['mousemove', 'mousedown', 'mouseup'].map(type => content.synthesizeMouseEvent(type, %f, %f,"
          + " {button: 0, clickCount: 1}, {}))";

  /** Notes whether the next press of the mouse reaches an element. */
  private static final String LISTEN =
      """
      (() => {
        window.stillroomPressed = '';
        addEventListener('mousedown', (event) => {
          const element = %s;
          window.stillroomPressed = String(element?.contains(event.target) ?? false);
        }, {capture: true, once: true});
      })()
      """;

  private static final String REACHED =
      """
      (async () => {
        for (let i = 0; i < 40 && window.stillroomPressed === ''; i++) {
          await new Promise((later) => setTimeout(later, 50));
        }
        return window.stillroomPressed === '' ? 'false' : window.stillroomPressed ?? '';
      })()
      """;

  /** Times that something is pressed which does not stand still. */
  private static final int HANDS = 3;

  private final Bidi bidi;

  FirefoxWindow(Bidi bidi) {
    this.bidi = bidi;
  }

  /** The value of an expression in the browser's own window, awaited, as text. */
  String chrome(String expression) throws IOException {
    return bidi.evaluate(context(), "(async () => String(await (" + expression + ")))()");
  }

  private String context() throws IOException {
    ObjectNode scope = JSON.createObjectNode().put("moz:scope", "chrome");
    return bidi.ask("browsingContext.getTree", scope)
        .path("contexts")
        .path(0)
        .path("context")
        .asText();
  }

  void addTab(String url) throws IOException {
    chrome(
        "gBrowser.addTab("
            + FirefoxPage.quoted(url)
            + ", {triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal()}) && 1");
  }

  void focusPage() throws IOException {
    chrome("gBrowser.selectedBrowser.focus() ?? 1");
  }

  /** Whether pages are asked to be dark. */
  void dark(boolean dark) throws IOException {
    chrome(
        "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', %d) ?? 1"
            .formatted(dark ? 0 : 1));
  }

  /** Presses Alt, Shift and a letter over the page in a tab. */
  public void shortcut(Firefox.Tab over, String letter) throws IOException {
    over.front();
    String pressed =
        chrome(
            """
            (() => {
              // The page would be asked first, in a process of its own.
              gURLBar.focus();
              const hand = Cc['@mozilla.org/text-input-processor;1']
                .createInstance(Ci.nsITextInputProcessor);
              if (!hand.beginInputTransactionForTests(window)) return false;
              const key = (key, code, keyCode) => new KeyboardEvent('', {key, code, keyCode});
              const keys = [key('Alt', 'AltLeft', 18), key('Shift', 'ShiftLeft', 16),
                key('%1$s', 'Key%1$s', '%1$s'.charCodeAt(0))];
              keys.forEach(one => hand.keydown(one));
              keys.reverse().forEach(one => hand.keyup(one));
              return true;
            })()
            """
                .formatted(letter.toUpperCase(Locale.ROOT)));
    if (!pressed.equals("true")) {
      throw new IOException("Firefox takes no key " + letter + " for its window");
    }
  }

  /** Ends the extension's worker, as the browser does with one that is idle. */
  public void endWorker() throws IOException {
    String state =
        chrome(
            """
            (async () => {
              const {extension} = WebExtensionPolicy.getByID('%s');
              await extension.terminateBackground(
                {ignoreDevToolsAttached: true, disableResetIdleForTest: true});
              return extension.backgroundState;
            })()
            """
                .formatted(ExtensionIds.FIREFOX));
    if (!state.equals("stopped")) {
      throw new IOException("the worker is " + state);
    }
  }

  /** What the sidebar shows. */
  public FirefoxPage sidebar() {
    return new Within(SIDEBAR);
  }

  /** Closes the sidebar. */
  public void closeSidebar() throws IOException {
    chrome("SidebarController.hide() ?? 1");
  }

  /** Presses the toolbar's button; what it opens. */
  public FirefoxPage popup() throws IOException {
    chrome(
        """
        (() => {
          const {ExtensionParent} = ChromeUtils.importESModule(
            "resource://gre/modules/ExtensionParent.sys.mjs");
          const {browserActionFor} = ExtensionParent.apiManager.global;
          const extension = WebExtensionPolicy.getByID('%s').extension;
          document.querySelector('.webextension-popup-browser')?.closest('panel').hidePopup();
          browserActionFor(extension).triggerAction(window);
          return 1;
        })()
        """
            .formatted(ExtensionIds.FIREFOX));
    FirefoxPage popup = new Within(POPUP);
    popup.await("main");
    return popup;
  }

  /** The popup that opens by itself, or the tab in front with its page, once it can be read. */
  FirefoxPage shownPopup() {
    FirefoxPage over = new Within(POPUP);
    FirefoxPage inTab = new Within("gBrowser.selectedBrowser");
    return Firefox.await(
        "the popup, or a tab with its page in front",
        () ->
            over.there("main")
                ? over
                : inTab.text("location.pathname").equals("/popup.html") && inTab.there("main")
                    ? inTab
                    : null);
  }

  /** Presses the right button of the mouse over the toolbar's button; the menu that this opens. */
  public FirefoxMenu buttonMenu() throws IOException {
    chrome(
        """
        (() => {
          const {ExtensionParent} = ChromeUtils.importESModule(
            "resource://gre/modules/ExtensionParent.sys.mjs");
          const {browserActionFor} = ExtensionParent.apiManager.global;
          const {widget} = browserActionFor(WebExtensionPolicy.getByID('%s').extension);
          // As a person does who wants it in sight.
          CustomizableUI.addWidgetToArea(widget.id, CustomizableUI.AREA_NAVBAR);
          const button = widget.forWindow(window).node
            .querySelector('.unified-extensions-item-action-button');
          const {x, y, width, height} = button.getBoundingClientRect();
          for (const type of ['mousemove', 'mousedown', 'contextmenu', 'mouseup']) {
            window.synthesizeMouseEvent(
              type, x + width / 2, y + height / 2, {button: 2, clickCount: 1}, {});
          }
          return 1;
        })()
        """
            .formatted(ExtensionIds.FIREFOX));
    return FirefoxMenu.ofButton(this);
  }

  /** What Firefox tells in the corner of the screen. */
  public FirefoxNotices notices() {
    return new FirefoxNotices(this);
  }

  /** Answers the browser's question for a permission. */
  public void answer(boolean yes) {
    String question = "document.querySelector('#addon-webext-permissions-notification')";
    Firefox.await(
        "the browser's question",
        () -> {
          try {
            return chrome("PopupNotifications.panel.state === 'open' && !!" + question)
                    .equals("true")
                ? true
                : null;
          } catch (IOException notYet) {
            return null;
          }
        });
    try {
      chrome(question + (yes ? ".button" : ".secondaryButton") + ".click() ?? 1");
    } catch (IOException broken) {
      throw new AssertionError("the browser's question cannot be answered", broken);
    }
  }

  /** What the extension says over the page in front, in shadow trees that no page can read. */
  public String overPage() {
    try {
      return new Within("gBrowser.selectedBrowser")
          .within(
              "[...content.document.querySelectorAll('stillroom-chips')].map(one =>"
                  + " one.openOrClosedShadowRoot?.querySelector('.layer')?.textContent ?? '')"
                  + ".join(' ')");
    } catch (IOException notNow) {
      return "";
    }
  }

  /** Saves what a part of the window looks like. */
  public void screenshot(FirefoxPage part, Path file) throws IOException {
    String data =
        chrome(
            """
            (async () => {
              const seen = await %s.browsingContext.currentWindowGlobal
                .drawSnapshot(null, 2, 'white');
              const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
              [canvas.width, canvas.height] = [seen.width, seen.height];
              canvas.getContext('bitmaprenderer').transferFromImageBitmap(seen);
              return canvas.toDataURL();
            })()
            """
                .formatted(((Within) part).browser));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1)));
  }

  /** A page that stands in a part of the window. */
  private final class Within extends FirefoxPage {

    private final String browser;

    private Within(String browser) {
      this.browser = browser;
    }

    @Override
    String evaluate(String expression) throws IOException {
      return within(LOOK.formatted(quoted(expression)));
    }

    /**
     * What loads meanwhile can push an element from under the hand: a person sees that and presses
     * once more. A page that is gone, as a popup that closes itself, was reached.
     */
    @Override
    void pressAt(String element) throws IOException {
      for (int i = 0; i < HANDS; i++) {
        evaluate(LISTEN.formatted(element));
        super.pressAt(element);
        if (!evaluate(REACHED).equals("false")) {
          return;
        }
      }
      throw new AssertionError(element + " was pressed " + HANDS + " times in vain");
    }

    @Override
    void mouse(double x, double y) throws IOException {
      within(String.format(Locale.ROOT, PRESS, x, y));
    }

    private String within(String work) throws IOException {
      return chrome(WITHIN.formatted(browser, quoted(work)));
    }
  }
}
