package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two profiles of one browser and a second browser, all at once, with one engine. */
class ManyBrowsersTest {

  private static final Pattern FILE = Pattern.compile("cup-[0-9]\\.webp");

  @Test
  void threeProfilesShareOneEngineAndLoseNothingWhenItIsKilled() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Scene scene = Scene.agreed();
        Person second = Person.on(scene.stage().otherProfile("two"), false);
        Firefox firefox = Firefox.on(scene.stage())) {
      second.agree();
      firefox.tab("welcome.html").press("Start");
      String shop = scene.site().url(Scene.SHOP, "/");
      second.visit(shop);
      Firefox.Tab tab = firefox.visit(shop);

      scene.download(Scene.SHOP, "cup-0.webp");
      second.download("cup-1.webp");
      download(scene, firefox, tab, "cup-2.webp");
      recorded(scene, "cup-0.webp", "cup-1.webp", "cup-2.webp");

      ProcessHandle engine = scene.stage().engine().orElseThrow();
      Tool.run("kill", "-KILL", Long.toString(engine.pid()));
      engine.onExit().join();
      scene.download(Scene.SHOP, "cup-3.webp");
      second.download("cup-4.webp");
      download(scene, firefox, tab, "cup-5.webp");

      recorded(
          scene,
          "cup-0.webp",
          "cup-1.webp",
          "cup-2.webp",
          "cup-3.webp",
          "cup-4.webp",
          "cup-5.webp");
      assertNotEquals(engine.pid(), scene.stage().engine().orElseThrow().pid());
      scene.person().untilEqual("one engine for all of them", 1L, () -> scene.stage().engines());
    }
  }

  private static void download(Scene scene, Firefox firefox, Firefox.Tab tab, String name) {
    tab.text(
        "([...document.querySelectorAll('a')].find(a => a.textContent === 'Download %s').click(), 1)"
            .formatted(name));
    Path file = scene.stage().downloads().resolve(name);
    firefox.until(name, () -> Files.exists(file) && file.toFile().length() > 0);
  }

  /** Each once, and nothing else. */
  private static void recorded(Scene scene, String... names) {
    scene.person().untilEqual("what is recorded", List.of(names), () -> List.copyOf(names(scene)));
    try {
      assertEquals(names.length, scene.events().size(), "recorded twice");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> names(Scene scene) {
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode event : scene.events()) {
        Matcher name = FILE.matcher(event.path("summary").asText());
        names.add(name.find() ? name.group() : event.toString());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return names;
  }
}
