package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A small web, a stage and a person at Firefox who has agreed: what its tests begin with. */
final class FirefoxScene implements AutoCloseable {

  static final Path SCREENSHOTS = Path.of("target", "screenshots", "firefox").toAbsolutePath();

  final Site site;
  final Stage stage;
  final Firefox firefox;

  private FirefoxScene(Site site, Stage stage, Firefox firefox) {
    this.site = site;
    this.stage = stage;
    this.firefox = firefox;
  }

  static FirefoxScene agreed() throws IOException {
    return open(false);
  }

  /** The extension as it is shipped: it may read no site before it is asked. */
  static FirefoxScene asShipped() throws IOException {
    return open(true);
  }

  private static FirefoxScene open(boolean shipped) throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    Site site = Site.start();
    Stage stage = Stage.set(Stage.imageOfBuild());
    Firefox firefox = shipped ? Firefox.withShippedExtension(stage) : Firefox.on(stage);
    Firefox.Tab welcome = firefox.tab("welcome.html");
    welcome.press("Start");
    welcome.await("[data-step=record].done");
    return new FirefoxScene(site, stage, firefox);
  }

  /** Presses "Watch this site" over a page of it; the browser has its permission beforehand. */
  void watch(String host) throws IOException {
    Firefox.Tab popup = firefox.open("popup.html?site=" + host);
    popup.press("Watch this site");
    popup.await("[data-watched=true]");
    popup.close();
  }

  /** Waits until what is done in the pages of a watched site is seen. */
  void untilSeen(FirefoxPage own, String host) {
    own.until(
        "the pages of " + host + " to be seen",
        () ->
            own.text(
                    """
                    chrome.tabs.query({url: '*://%s/*'})
                      .then(tabs => Promise.all(tabs.map(({id}) => chrome.scripting.executeScript(
                        {target: {tabId: id}, func: () => globalThis.stillroomPage === true}))))
                      .then(all => all.every(([main]) => main.result))
                    """
                        .formatted(host))
                .equals("true"));
  }

  /**
   * Lets the extension's clock go on by some seconds at each look at it: people are slower than
   * plays, and what saves them no time is not suggested.
   */
  static void slowly(FirefoxPage own, int seconds) {
    own.text(
        """
        chrome.runtime.getBackgroundPage().then((worker) => {
          const Real = worker.Date;
          let ahead = 0;
          worker.Date = class extends Real {
            constructor(...given) {
              super(...(given.length === 0 ? [Real.now() + (ahead += %d)] : given));
            }
            static now() { return Real.now() + ahead; }
          };
        })
        """
            .formatted(1_000 * seconds));
  }

  /** Runs the product's own command on this person's home. */
  JsonNode ask(String... arguments) throws IOException {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return new ObjectMapper().readTree(stage.stillroom(all));
  }

  /** What would keep people from using a page, and pictures of it for eyes. */
  static void look(Firefox.Tab page, String name, int narrow, int wide) throws IOException {
    page.front();
    page.run(Axe.script());
    for (boolean dark : new boolean[] {false, true}) {
      page.dark(dark);
      String problems = page.text("(" + Axe.PROBLEMS.strip() + ")().then(JSON.stringify)");
      assertEquals("[]", problems, name + (dark ? " in dark" : " in light"));
    }
    page.screenshots(SCREENSHOTS, name, narrow, wide);
  }

  @Override
  public void close() {
    try (site;
        stage;
        firefox) {
      // All are closed, the browser first.
    }
  }
}
