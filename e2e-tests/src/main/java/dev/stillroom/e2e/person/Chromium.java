package dev.stillroom.e2e.person;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a real Chromium with the extension, its profile and downloads on a {@link Stage}. */
final class Chromium {

  private Chromium() {}

  static Playwright driver() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  static BrowserContext open(Playwright driver, Stage stage, Extension extension, boolean headed)
      throws IOException {
    Path browser =
        Browsers.find()
            .orElseThrow(
                () ->
                    new IOException(
                        "no Chromium-family browser on the PATH: install the package chromium"));
    Files.createDirectories(stage.profile().resolve("Default"));
    Files.writeString(
        stage.profile().resolve("Default/Preferences"),
        "{\"download\":{\"default_directory\":\""
            + stage.downloads()
            + "\",\"prompt_for_download\":false}}");
    try {
      BrowserContext context =
          driver
              .chromium()
              .launchPersistentContext(
                  stage.profile(),
                  new BrowserType.LaunchPersistentContextOptions()
                      .setExecutablePath(browser)
                      .setHeadless(!headed)
                      .setEnv(stage.environment())
                      .setViewportSize(1000, 700)
                      .setArgs(arguments(extension)));
      JsonObject behavior = new JsonObject();
      behavior.addProperty("behavior", "default");
      context.browser().newBrowserCDPSession().send("Browser.setDownloadBehavior", behavior);
      return context;
    } catch (RuntimeException e) {
      throw new IOException(browser + " does not start: " + e.getMessage(), e);
    }
  }

  private static List<String> arguments(Extension extension) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--disable-extensions-except=" + extension.directory(),
                "--load-extension=" + extension.directory(),
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--no-sandbox");
    }
    return arguments;
  }
}
