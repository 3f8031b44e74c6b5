package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.pictures.Tool;
import dev.stillroom.host.home.ExtensionIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Someone at a real Firefox with the extension, spoken to by WebDriver BiDi. */
public final class Firefox implements AutoCloseable {

  /** Ends when the page was drawn twice, or is not drawn at all. */
  private static final String DRAWN =
      "Promise.race([new Promise(done => setTimeout(done, 500)),"
          + " new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))])";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EXTENSION_ID = ExtensionIds.FIREFOX;
  static final String UUID = "8f6d1c3a-52b7-4c0e-9a41-7f2f0f3f6d11";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Bidi bidi;
  private final FirefoxWindow window;

  private Firefox(Process process, Bidi bidi) {
    this.process = process;
    this.bidi = bidi;
    this.window = new FirefoxWindow(bidi);
  }

  /** The Firefox of this machine, where it has one. */
  public static Optional<Path> find() {
    return List.of("firefox-esr", "firefox").stream()
        .flatMap(name -> Tool.find(name).stream())
        .findFirst();
  }

  /**
   * Opens the browser with the extension and the native host installed for it. It may read every
   * site of one's own from the start, see {@link Extension#forSitesOfOnesOwn}.
   */
  public static Firefox on(Stage stage) throws IOException {
    Extension copy = built(stage).forSitesOfOnesOwn(home(stage).resolve("extension"));
    return on(stage, "path", copy.directory());
  }

  /** The same with the extension as it is shipped, which may read no site before it is asked. */
  public static Firefox withShippedExtension(Stage stage) throws IOException {
    return on(stage, "path", built(stage).directory());
  }

  /** The same from the archive that is given to people, as it is. */
  public static Firefox withArchive(Stage stage, Path xpi) throws IOException {
    return on(stage, "archivePath", xpi);
  }

  private static Extension built(Stage stage) {
    return new Extension(stage.image().resolve("extension/firefox"), EXTENSION_ID);
  }

  private static Path home(Stage stage) throws IOException {
    return Files.createDirectories(stage.config().resolve("firefox"));
  }

  /**
   * @param kind what the extension is to WebDriver BiDi: {@code path} or {@code archivePath}
   */
  private static Firefox on(Stage stage, String kind, Path extension) throws IOException {
    Path browser = find().orElseThrow(() -> new IOException("no Firefox on the PATH"));
    Path home = home(stage);
    installHost(stage, home);
    Path profile = Files.createDirectories(home.resolve("profile"));
    Files.writeString(
        profile.resolve("user.js"),
        """
        user_pref("extensions.webextensions.uuids", "{\\"%s\\": \\"%s\\"}");
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("app.update.enabled", false);
        user_pref("devtools.jsonview.enabled", false);
        user_pref("browser.download.folderList", 2);
        user_pref("browser.download.dir", "%s");
        user_pref("browser.download.useDownloadDir", true);
        user_pref("browser.download.always_ask_before_handling_new_types", false);
        user_pref("browser.download.alwaysOpenPanel", false);
        user_pref("alerts.useSystemBackend", false);
        """
            .formatted(EXTENSION_ID, UUID, stage.downloads()));
    ProcessBuilder builder =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-remote",
                "--remote-debugging-port=0",
                "--remote-allow-system-access",
                "--profile",
                profile.toString(),
                "about:blank")
            .redirectErrorStream(true);
    builder.environment().putAll(stage.environment());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    try {
      Firefox firefox = new Firefox(process, Bidi.connect(address(process)));
      firefox.bidi.ask("session.new", "{\"capabilities\": {}}");
      ObjectNode install = JSON.createObjectNode();
      install.putObject("extensionData").put("type", kind).put("path", extension.toString());
      firefox.bidi.ask("webExtension.install", install);
      return firefox;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Firefox names extensions where Chromium names origins, and looks below the home. */
  private static void installHost(Stage stage, Path home) throws IOException {
    Path made = home.resolve("manifests");
    stage.stillroom("install", "--manifest-dir", made.toString());
    Path wanted = Files.createDirectories(home.resolve(".mozilla/native-messaging-hosts"));
    try (var files = Files.list(made)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        manifest.remove("allowed_origins");
        manifest.putArray("allowed_extensions").add(EXTENSION_ID);
        JSON.writeValue(wanted.resolve(file.getFileName()).toFile(), manifest);
      }
    }
  }

  /** The line in which Firefox says where it listens; what it says later is thrown away. */
  private static URI address(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int at = line.indexOf("ws://");
      if (line.contains("BiDi listening on") && at >= 0) {
        Thread.ofVirtual().start(() -> reader.lines().forEach(ignored -> {}));
        return URI.create(line.substring(at).strip() + "/session");
      }
    }
    throw new IOException("Firefox ended before it listened");
  }

  /** A tab, by its address; the newest of several. */
  public Tab tab(String part) {
    return new Tab(await("a tab of " + part, () -> context(part)));
  }

  /** Opens an address in the first tab, which comes to the front. */
  public Tab visit(String url) throws IOException {
    Tab first = page();
    first.front();
    first.go(url);
    return first;
  }

  /** Opens an address in one more tab, behind the one in front. */
  public Tab another(String url) throws IOException {
    window.addTab(url);
    return tab(url);
  }

  /** The first tab, in which this person browses. */
  public Tab page() throws IOException {
    return new Tab(tabs().path(0).path("context").asText());
  }

  /** Opens a page of the extension in a tab of its own, behind the one in front. */
  public Tab open(String page) throws IOException {
    window.addTab("moz-extension://" + UUID + "/" + page);
    return tab(page);
  }

  /** What is around the pages: the sidebar, the toolbar's popup, the browser's own questions. */
  public FirefoxWindow window() {
    return window;
  }

  private JsonNode tabs() throws IOException {
    return bidi.ask("browsingContext.getTree", "{}").path("contexts");
  }

  private String context(String part) {
    try {
      String found = null;
      for (JsonNode one : tabs()) {
        found = one.path("url").asText().contains(part) ? one.path("context").asText() : found;
      }
      return found;
    } catch (IOException broken) {
      return null;
    }
  }

  static <T> T await(String what, Supplier<T> value) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (T found = value.get(); ; found = value.get()) {
      if (found != null) {
        return found;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Waits until something holds. */
  public void until(String what, BooleanSupplier condition) {
    await(what, () -> condition.getAsBoolean() ? true : null);
  }

  /** One tab. */
  public final class Tab extends FirefoxPage {

    private final String context;

    private Tab(String context) {
      this.context = context;
    }

    @Override
    String evaluate(String expression) throws IOException {
      return bidi.evaluate(context, "(async () => String(await (" + expression + ")))()");
    }

    @Override
    void turnTo() throws IOException {
      front();
      // Beside a sidebar a tab is narrower than it was behind, once it is drawn.
      text(DRAWN);
    }

    @Override
    void mouse(double x, double y) throws IOException {
      bidi.press(context, 0, x, y);
    }

    /**
     * Presses the right button of the mouse at an element's beginning; the menu that this opens.
     */
    public FirefoxMenu menu(String selector) throws IOException {
      await(selector);
      turnTo();
      double[] at = pointOf("document.querySelector(" + quoted(selector) + ")");
      bidi.press(context, 2, at[0], at[1]);
      return FirefoxMenu.ofPage(window);
    }

    /** Turns to this tab. */
    public void front() throws IOException {
      bidi.ask("browsingContext.activate", JSON.createObjectNode().put("context", context));
      // Else the address bar keeps the focus, and nothing in the page ever gains or loses it.
      window.focusPage();
    }

    /** Runs a script of several statements in the page. */
    public void run(String script) throws IOException {
      bidi.evaluate(context, script + "\n;1");
    }

    /** Whether pages are asked to be dark. */
    public void dark(boolean dark) throws IOException {
      window.dark(dark);
    }

    /** Goes to an address. */
    public void go(String url) throws IOException {
      ObjectNode go = JSON.createObjectNode().put("context", context).put("url", url);
      bidi.ask("browsingContext.navigate", go.put("wait", "complete"));
    }

    public void reload() throws IOException {
      ObjectNode reload = JSON.createObjectNode().put("context", context);
      bidi.ask("browsingContext.reload", reload.put("wait", "complete"));
    }

    public void close() throws IOException {
      bidi.ask("browsingContext.close", JSON.createObjectNode().put("context", context));
    }

    /** Presses keys one after the other; {@code held} is down meanwhile, where it is not empty. */
    public void keys(String held, String... keys) throws IOException {
      front();
      bidi.keys(context, held, keys);
    }

    /** Chooses files in a field for files. */
    public void choose(String selector, Path... files) throws IOException {
      bidi.setFiles(context, selector, files);
    }

    /** Saves what it looks like, light and dark, narrow and wide. */
    public void screenshots(Path directory, String name, int narrow, int wide) throws IOException {
      Files.createDirectories(directory);
      for (boolean dark : new boolean[] {false, true}) {
        window.dark(dark);
        for (int width : new int[] {narrow, wide}) {
          String file = name + "-" + (dark ? "dark" : "light") + "-" + width + ".png";
          Files.write(directory.resolve(file), bidi.screenshot(context, width));
        }
      }
      window.dark(false);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
