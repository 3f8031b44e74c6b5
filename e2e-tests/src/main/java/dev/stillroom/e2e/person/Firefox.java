package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.pictures.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Someone at a real Firefox with the extension, spoken to by WebDriver BiDi. */
public final class Firefox implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EXTENSION_ID = "stillroom@stillroom.dev";
  private static final String UUID = "8f6d1c3a-52b7-4c0e-9a41-7f2f0f3f6d11";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Bidi bidi;

  private Firefox(Process process, Bidi bidi) {
    this.process = process;
    this.bidi = bidi;
  }

  /** The Firefox of this machine, where it has one. */
  public static Optional<Path> find() {
    return List.of("firefox-esr", "firefox").stream()
        .flatMap(name -> Tool.find(name).stream())
        .findFirst();
  }

  /** Opens the browser with the extension and the native host installed for it. */
  public static Firefox on(Stage stage) throws IOException {
    Path browser = find().orElseThrow(() -> new IOException("no Firefox on the PATH"));
    Path home = Files.createDirectories(stage.config().resolve("firefox"));
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
        """
            .formatted(EXTENSION_ID, UUID, stage.downloads()));
    Extension extension =
        new Extension(stage.image().resolve("extension/firefox"), EXTENSION_ID)
            .forSitesOfOnesOwn(home.resolve("extension"));
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
      install
          .putObject("extensionData")
          .put("type", "path")
          .put("path", extension.directory().toString());
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
  public Tab tab(String part) throws IOException {
    return new Tab(await("a tab of " + part, () -> context(part)));
  }

  /** Opens an address in the first tab. */
  public Tab visit(String url) throws IOException {
    JsonNode tree = bidi.ask("browsingContext.getTree", "{}").path("contexts");
    String context = tree.path(0).path("context").asText();
    ObjectNode go = JSON.createObjectNode().put("context", context).put("url", url);
    bidi.ask("browsingContext.navigate", go.put("wait", "complete"));
    return new Tab(context);
  }

  /** Opens the side panel's page for a tab in a tab of its own. */
  public Tab panelFor(String site) throws IOException {
    return beside(site, "panel.html");
  }

  /** Opens "Fill a form" for a tab in a tab of its own. */
  public Tab fillFor(String site) throws IOException {
    return beside(site, "fill.html");
  }

  private Tab beside(String site, String page) throws IOException {
    ObjectNode scope = JSON.createObjectNode().put("moz:scope", "chrome");
    String window =
        bidi.ask("browsingContext.getTree", scope)
            .path("contexts")
            .path(0)
            .path("context")
            .asText();
    evaluate(
        window,
        """
        (() => {
          const {ExtensionParent} = ChromeUtils.importESModule(
            "resource://gre/modules/ExtensionParent.sys.mjs");
          const tab = [...gBrowser.tabs].find(
            one => one.linkedBrowser.currentURI.spec.includes("%s"));
          const id = ExtensionParent.apiManager.global.tabTracker.getId(tab);
          gBrowser.addTab("moz-extension://%s/%s?tab=" + id,
            {triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal()});
        })()
        """
            .formatted(site, UUID, page));
    return tab(page);
  }

  /** Opens a page of the extension in a tab of its own. */
  public Tab open(String page) throws IOException {
    ObjectNode scope = JSON.createObjectNode().put("moz:scope", "chrome");
    String window =
        bidi.ask("browsingContext.getTree", scope)
            .path("contexts")
            .path(0)
            .path("context")
            .asText();
    evaluate(
        window,
        """
        (() => { gBrowser.addTab("moz-extension://%s/%s",
            {triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal()}); })()
        """
            .formatted(UUID, page));
    return tab(page);
  }

  private String context(String part) {
    try {
      for (JsonNode one : bidi.ask("browsingContext.getTree", "{}").path("contexts")) {
        if (one.path("url").asText().contains(part)) {
          return one.path("context").asText();
        }
      }
      return null;
    } catch (IOException broken) {
      return null;
    }
  }

  private String evaluate(String context, String expression) throws IOException {
    ObjectNode ask = JSON.createObjectNode().put("expression", expression);
    ask.put("awaitPromise", true).putObject("target").put("context", context);
    JsonNode result = bidi.ask("script.evaluate", ask);
    if (result.path("type").asText().equals("exception")) {
      throw new IOException(result.path("exceptionDetails").path("text").asText());
    }
    return result.path("result").path("value").asText();
  }

  private static <T> T await(String what, java.util.function.Supplier<T> value) {
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
  public final class Tab {

    private final String context;

    private Tab(String context) {
      this.context = context;
    }

    /** The value of an expression in the page, as text. */
    public String text(String expression) {
      try {
        return evaluate(context, "String(" + expression + ")");
      } catch (IOException notYet) {
        return "";
      }
    }

    public void close() throws IOException {
      bidi.ask("browsingContext.close", JSON.createObjectNode().put("context", context));
    }

    /** Presses the first button of that name. */
    public void press(String name) {
      String button =
          "[...document.querySelectorAll('button')].find(b => b.innerText.trim() === '%s')"
              .formatted(name);
      until("the button " + name, () -> text("!!(" + button + ")").equals("true"));
      text("(" + button + ".click(), 1)");
    }

    /** Presses keys one after the other; {@code held} is down meanwhile, where it is not empty. */
    public void keys(String held, String... keys) throws IOException {
      bidi.ask("browsingContext.activate", JSON.createObjectNode().put("context", context));
      ObjectNode perform = JSON.createObjectNode().put("context", context);
      ObjectNode keyboard = perform.putArray("actions").addObject();
      keyboard.put("type", "key").put("id", "keyboard");
      ArrayNode steps = keyboard.putArray("actions");
      if (!held.isEmpty()) {
        steps.addObject().put("type", "keyDown").put("value", held);
      }
      for (String key : keys) {
        steps.addObject().put("type", "keyDown").put("value", key);
        steps.addObject().put("type", "keyUp").put("value", key);
      }
      if (!held.isEmpty()) {
        steps.addObject().put("type", "keyUp").put("value", held);
      }
      bidi.ask("input.performActions", perform);
    }

    /** A real click of the mouse at an element's beginning. */
    public void click(String selector) throws IOException {
      ObjectNode front = JSON.createObjectNode().put("context", context);
      bidi.ask("browsingContext.activate", front);
      String[] at =
          text("(() => { const b = document.querySelector(\""
                  + selector
                  + "\")"
                  + ".getBoundingClientRect(); return [b.x + 12, b.y + b.height / 2]; })()")
              .split(",");
      ObjectNode perform = JSON.createObjectNode().put("context", context);
      ObjectNode mouse = perform.putArray("actions").addObject();
      mouse.put("type", "pointer").put("id", "mouse");
      ArrayNode steps = mouse.putArray("actions");
      steps
          .addObject()
          .put("type", "pointerMove")
          .put("x", (int) Double.parseDouble(at[0]))
          .put("y", (int) Double.parseDouble(at[1]));
      steps.addObject().put("type", "pointerDown").put("button", 0);
      steps.addObject().put("type", "pointerUp").put("button", 0);
      bidi.ask("input.performActions", perform);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The protocol: numbered commands and their answers over one WebSocket. */
  private static final class Bidi implements WebSocket.Listener {

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final StringBuilder received = new StringBuilder();
    private WebSocket socket;

    static Bidi connect(URI address) {
      Bidi bidi = new Bidi();
      bidi.socket =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, bidi).join();
      return bidi;
    }

    JsonNode ask(String method, String parameters) throws IOException {
      return ask(method, JSON.readTree(parameters));
    }

    synchronized JsonNode ask(String method, JsonNode parameters) throws IOException {
      int id = last.incrementAndGet();
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      waiting.put(id, answer);
      ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
      command.set("params", parameters);
      socket.sendText(JSON.writeValueAsString(command), true).join();
      JsonNode said = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      if (said.has("error")) {
        throw new IOException(method + ": " + said.path("message").asText());
      }
      return said.path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      received.append(data);
      if (isLast) {
        try {
          JsonNode said = JSON.readTree(received.toString());
          CompletableFuture<JsonNode> answer = waiting.remove(said.path("id").asInt());
          if (answer != null) {
            answer.complete(said);
          }
        } catch (IOException noJson) {
          throw new IllegalStateException("Firefox sent no JSON", noJson);
        } finally {
          received.setLength(0);
        }
      }
      from.request(1);
      return null;
    }
  }
}
