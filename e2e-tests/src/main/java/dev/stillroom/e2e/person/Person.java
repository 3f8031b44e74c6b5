package dev.stillroom.e2e.person;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Someone at a real Chromium with the extension and the native host, on a {@link Stage}. What a
 * person does is done by real clicks; what a person waits for is waited for with a deadline.
 */
public final class Person implements AutoCloseable {

  /** How long a person waits for anything; far above what it takes, so that a slow day passes. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Whether the script is in every open page of a site, or the site is not watched. */
  private static final String SEEN =
      """
      (async () => {
        const {watching} = await chrome.storage.local.get('watching');
        if (!watching?.sites.includes('%s')) return true;
        for (const {id} of await chrome.tabs.query({url: '*://%s/*'})) {
          const target = {tabId: id};
          const func = () => globalThis.stillroomPage === true;
          const [main] = await chrome.scripting.executeScript({target, func});
          if (!main.result) return false;
        }
        return true;
      })().catch(() => false)
      """;

  private final Stage stage;
  private final Extension extension;
  private final Playwright playwright;
  private final BrowserContext context;
  private final Page page;
  private final OwnTargets own = new OwnTargets(this);
  private final Set<String> watched = new HashSet<>();
  private Page front;
  private Popup popup;

  private Person(Stage stage, Extension extension, Playwright playwright, BrowserContext context) {
    this.stage = stage;
    this.extension = extension;
    this.playwright = playwright;
    this.context = context;
    this.page = context.pages().getFirst();
  }

  /** Opens the browser on this stage; the host is installed for it beforehand. */
  public static Person on(Stage stage, boolean headed) throws IOException {
    stage.stillroom(
        "install", "--manifest-dir", stage.profile().resolve("NativeMessagingHosts").toString());
    return withoutHost(stage, headed);
  }

  /** Opens the browser on this stage, whatever native-messaging manifest is there or is not. */
  public static Person withoutHost(Stage stage, boolean headed) throws IOException {
    return on(stage, headed, Extension.ofImage(stage.image()).forSitesOfOnesOwn(stage.extension()));
  }

  /** The same with the extension as it is shipped, which may read no site before it is asked. */
  public static Person withShippedExtension(Stage stage) throws IOException {
    return with(stage, Extension.ofImage(stage.image()));
  }

  /** The same with an extension that stands elsewhere, as it is. */
  public static Person with(Stage stage, Extension extension) throws IOException {
    stage.stillroom(
        "install", "--manifest-dir", stage.profile().resolve("NativeMessagingHosts").toString());
    return on(stage, false, extension);
  }

  private static Person on(Stage stage, boolean headed, Extension extension) throws IOException {
    Playwright playwright = Chromium.driver();
    try {
      BrowserContext context = Chromium.open(playwright, stage, extension, headed);
      context.setDefaultTimeout(PATIENCE.toMillis());
      return new Person(stage, extension, playwright, context);
    } catch (IOException | RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  public Stage stage() {
    return stage;
  }

  public Extension extension() {
    return extension;
  }

  public BrowserContext context() {
    return context;
  }

  /** The tab in which this person browses. */
  public Page page() {
    return page;
  }

  /** The popup, opened in a tab of its own at the first call. */
  public Popup popup() {
    if (popup == null) {
      popup = new Popup(this, open("popup.html"));
      popup.page().setViewportSize(420, 640);
    }
    return popup;
  }

  /** An extension page in a new tab. */
  public Page open(String extensionPage) {
    Page tab = context.newPage();
    tab.navigate(extension.url(extensionPage));
    front = tab;
    return tab;
  }

  /**
   * Presses "Watch this site" in the popup over a page of that site. The browser's own question is
   * answered beforehand, {@link Extension#forSitesOfOnesOwn}.
   */
  public void watch(String site) {
    Page over = open("popup.html?site=" + site);
    over.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Watch this site").setExact(true))
        .click();
    over.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop watching").setExact(true))
        .waitFor();
    over.close();
    front = null;
    watched.add(site);
  }

  /**
   * Waits until what is done in the open pages of a site is seen, if it is watched: that begins a
   * moment after a page is loaded, and a play is quicker than any hand.
   */
  public void untilSeen(String site) {
    until(
        "the pages of " + site + " to be seen",
        () -> own.inWorker(SEEN.formatted(site, site)).equals("true"));
  }

  /** Opens the side panel for a tab of a site. */
  public Panel panelFor(Page site) {
    Page opened = beside(site, "panel.html");
    Panel panel = new Panel(this, site, opened);
    until(
        "the panel to reach its page",
        () -> opened.locator("section[data-kind=fields]").count() > 0);
    return panel;
  }

  /** Opens the side panel for what is selected in a tab, as the selection's menu does. */
  public Panel panelForSelection(Page site) {
    Page opened = beside(site, "panel.html", "&selection=1");
    until("the selected text", () -> opened.locator("[data-kind=document]").count() > 0);
    return new Panel(this, site, opened);
  }

  /** Opens "Fill a form" for a tab of a site. */
  public FillPanel fillFor(Page site) {
    Page opened = beside(site, "fill.html");
    until(
        "the panel to reach its form",
        () -> opened.locator("section[data-kind=sources], section[data-kind=trouble]").count() > 0);
    return new FillPanel(this, opened);
  }

  /** Opens "Key passages" for a tab of a site. */
  public SummaryPanel summaryFor(Page site) {
    Page opened = beside(site, "summary.html");
    until(
        "the panel to have looked at its page",
        () ->
            opened
                    .locator("ul.passages, section[data-kind=nothing], section[data-kind=trouble]")
                    .count()
                > 0);
    return new SummaryPanel(this, site, opened);
  }

  /** Opens "Key passages" for what is marked in a tab, as the selection's menu does. */
  public SummaryPanel summaryOfSelection(Page site) {
    Page opened = beside(site, "summary.html", "&selection=1");
    until("its passages", () -> opened.locator("ul.passages .passage").count() > 0);
    return new SummaryPanel(this, site, opened);
  }

  /** Presses "Summarize" at a download in the popup, in the panel that this opens. */
  public SummaryPanel summaryOfDownload(String name) {
    Popup popup = popup();
    Locator row = popup.download(name);
    popup.await(row, "the popup's row of " + name);
    String id = row.getAttribute("data-download");
    Page opened = beside("summary.html", "&download=" + id);
    return new SummaryPanel(this, page, opened);
  }

  /**
   * Opens a page of the side panel beside the browsing tab.
   *
   * @param query further members of its address, {@code &name=value}
   */
  public Page beside(String extensionPage, String query) {
    return beside(page, extensionPage, query);
  }

  /** Opens a page of the side panel beside a tab, and turns back to the tab. */
  private Page beside(Page site, String extensionPage) {
    return beside(site, extensionPage, "");
  }

  private Page beside(Page site, String extensionPage, String more) {
    Page opener = popup().page();
    Page opened =
        context.waitForPage(
            () ->
                opener.evaluate(
                    """
                    async ([address, page, more]) => {
                      const [tab] = await chrome.tabs.query({url: address.replace(/[?#].*/, '*')});
                      await chrome.windows.create({
                        url: `${page}?tab=${tab.id}${more}`, type: 'popup', width: 420, height: 900});
                    }
                    """,
                    List.of(site.url().replaceAll(":\\d+/", "/"), extensionPage, more)));
    opened.setViewportSize(400, 860);
    turnTo(site);
    return opened;
  }

  /** Reads the welcome page and presses its button: before that nothing is recorded. */
  public void agree() {
    Page welcome =
        context.pages().stream()
            .filter(tab -> tab.url().equals(extension.url("welcome.html")))
            .findFirst()
            .orElseGet(() -> open("welcome.html"));
    welcome
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start").setExact(true))
        .click();
    until(
        "the welcome page to say that recording began",
        () ->
            welcome.isClosed()
                || !welcome
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                    .isVisible());
    front = null;
  }

  /**
   * Turns to a tab. A person clicks only what they see; and Chromium draws a hidden tab once in a
   * second, so that a click there takes seconds.
   */
  void turnTo(Page tab) {
    if (front != tab) {
      tab.bringToFront();
      front = tab;
    }
  }

  /** Turns to the browsing tab. */
  public void turnToBrowsing() {
    turnTo(page);
  }

  /** Goes to an address in the browsing tab. */
  public void visit(String url) {
    turnTo(page);
    page.navigate(url);
    String site = URI.create(url).getHost();
    if (watched.contains(site)) {
      untilSeen(site);
    }
  }

  /**
   * Clicks the page's download link of that name and waits for the file.
   *
   * @return the file; another number in its name than asked for where the name was taken
   */
  public Path download(String name) throws IOException {
    Path expected = freeName(name);
    click(name);
    until("the download " + expected, () -> isWhole(expected));
    return expected;
  }

  /** Clicks the page's download link of that name. */
  public void click(String name) {
    turnTo(page);
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("Download " + name).setExact(true))
        .click();
  }

  /** Chromium's rule for a name that is taken: {@code a.webp}, then {@code a (1).webp}. */
  public Path freeName(String name) {
    Path path = stage.downloads().resolve(name);
    int dot = name.lastIndexOf('.');
    for (int i = 1; Files.exists(path); i++) {
      path =
          stage.downloads().resolve(name.substring(0, dot) + " (" + i + ")" + name.substring(dot));
    }
    return path;
  }

  private static boolean isWhole(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** The toolbar badge's text, as the extension set it. */
  public String badge() {
    return String.valueOf(popup().page().evaluate("() => chrome.action.getBadgeText({})"));
  }

  /** Waits until something holds; the failure says what did not. */
  public void until(String what, BooleanSupplier condition) {
    try {
      page.waitForCondition(
          condition, new Page.WaitForConditionOptions().setTimeout(PATIENCE.toMillis()));
    } catch (TimeoutError late) {
      throw new AssertionError(
          "waited " + PATIENCE.toSeconds() + " s in vain for " + what + evidence(), late);
    }
  }

  /** Waits for a value that must come to be equal to the expected one. */
  public <T> void untilEqual(String what, T expected, Supplier<T> value) {
    List<T> last = new ArrayList<>(List.of());
    try {
      until(
          what,
          () -> {
            last.clear();
            last.add(value.get());
            return expected.equals(last.getFirst());
          });
    } catch (AssertionError late) {
      throw new AssertionError(
          what + ": expected '" + expected + "' but it stayed '" + last + "'" + evidence(), late);
    }
  }

  /** What the popup showed when something went wrong, for the failure's reader. */
  private String evidence() {
    try {
      return popup == null ? "" : "\nThe popup shows:\n" + popup.text();
    } catch (PlaywrightException gone) {
      return "";
    }
  }

  /** Saves what a page looks like, light and dark, narrow and wide. */
  public static void screenshots(Page page, Path directory, String name, int narrow, int wide)
      throws IOException {
    Files.createDirectories(directory);
    var before = page.viewportSize();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {narrow, wide}) {
        page.setViewportSize(width, 640);
        String file = name + "-" + scheme.name().toLowerCase() + "-" + width + ".png";
        page.screenshot(
            new Page.ScreenshotOptions().setPath(directory.resolve(file)).setFullPage(true));
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(null));
    page.setViewportSize(before.width, before.height);
  }

  /**
   * Lets the extension's clock go on by some seconds at each look at it, or no longer: people are
   * slower than plays, and what saves them no time is not suggested.
   */
  public void slowly(int seconds) {
    inWorker(
        """
        (() => {
          self.RealDate ??= Date;
          const Real = self.RealDate;
          self.ahead ??= 0;
          self.Date = class extends Real {
            constructor(...given) {
              super(...(given.length === 0 ? [Real.now() + (self.ahead += %d)] : given));
            }
            static now() { return Real.now() + self.ahead; }
          };
        })()
        """
            .formatted(1_000 * seconds));
  }

  /** Runs an expression in the extension's service worker, as a menu's click does. */
  public void inWorker(String expression) {
    own.inWorker(expression);
  }

  /** The value of an expression in the extension's service worker. */
  public String fromWorker(String expression) {
    return own.inWorker(expression);
  }

  /**
   * The value of an expression in the browser's own side panel, which no page lists; empty while
   * there is none.
   */
  public String inSidePanel(String expression) {
    return own.inPage("panel.html", expression);
  }

  /** The same in another of the panel's pages. */
  public String inSidePanel(String page, String expression) {
    return own.inPage(page, expression);
  }

  /** The value of an expression in the extension's worker. */
  public String askWorker(String expression) {
    return own.inWorker("Promise.resolve(" + expression + ").then(String)");
  }

  /** Opens the browser's own popup over the page in front, which no page lists. */
  public void openPopup() {
    turnToBrowsing();
    if (!own.isOpen("popup.html")) {
      until(
          "the popup",
          () -> {
            // A window that is not in front yet opens none.
            inWorker("chrome.action.openPopup().catch(() => undefined)");
            return own.isOpen("popup.html");
          });
    }
  }

  /** The value of an expression in the browser's own popup; empty while there is none. */
  public String inPopup(String expression) {
    return own.inPage("popup.html", expression);
  }

  public void closePopup() {
    // It answers before it goes.
    inPopup("setTimeout(() => window.close(), 50)");
    until("the popup to close", () -> !own.isOpen("popup.html"));
  }

  /** Stops the extension's service worker, as the browser does when it likes. */
  public void stopServiceWorker() {
    own.stopWorker();
  }

  @Override
  public void close() {
    try {
      context.close();
    } finally {
      playwright.close();
    }
  }
}
