package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Yes: a model is distilled, says how good it is, and how little so few examples promise. */
public final class Learning implements Chapter {

  /** Notes that a progress bar was there, however short its life. */
  private static final String WATCH_FOR_PROGRESS =
      """
      () => {
        window.sawProgress = document.querySelector('progress') !== null;
        new MutationObserver(() => {
          window.sawProgress ||= document.querySelector('progress') !== null;
        }).observe(document.body, {childList: true, subtree: true});
      }
      """;

  @Override
  public String title() {
    return "Yes: a model of a few kilobytes";
  }

  @Override
  public void play(Play play) throws IOException {
    Script script = play.script();
    Popup popup = play.person().popup();
    popup.page().evaluate(WATCH_FOR_PROGRESS);
    popup.press(popup.proposal(), "Yes, learn it");
    play.person().untilEqual("the new task's trust", "SUGGEST", popup::trust);
    script.check(
        "a progress bar was shown while it learned",
        Boolean.TRUE.equals(popup.page().evaluate("() => window.sawProgress")));
    Locator row = popup.task().first();
    String said = row.innerText().replaceAll("\\s+", " ");
    script.check("the verdict says how little it promises: " + said, said.contains("promise"));

    JsonNode model = Tasks.model(play);
    script.step(
        String.format(
            Locale.ROOT,
            "learned in %.1f s: %s, %d bytes, %s %.2f, at least %.2f (%s), from %d examples",
            Tasks.task(play).path("seconds").asDouble(),
            model.path("student").asText(),
            model.path("bytes").asLong(),
            model.path("metric").asText(),
            model.path("value").asDouble(),
            model.path("low").asDouble(),
            model.path("method").asText(),
            model.path("examples").asInt()),
        Map.of("model", model));
    script.detail("the popup: " + said);
    script.document().set("model", model);
    play.screenshot(popup.page(), "learned");
  }
}
