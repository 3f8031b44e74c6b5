package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.e2e.person.Popup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** On and on, fast: every download a real one, every offer taken by a real click. */
public final class Earning implements Chapter {

  /** How many are downloaded before the popup is looked at. */
  private static final int BATCH = 10;

  /** The bound at which a suggestion is pushed, and the one at which trust is earned. */
  private static final double PUSHED = 0.80;

  private static final double EARNED = 0.95;

  @Override
  public String title() {
    return "On and on, until trust is earned";
  }

  @Override
  public void play(Play play) throws IOException {
    Popup popup = play.person().popup();
    List<Path> files = new ArrayList<>();
    boolean pushed = false;
    int next = 1;
    while (!popup.trust().equals("AUTO_EARNED")) {
      if (next + BATCH >= Fixtures.STOCK) {
        throw new Broken(
            "not as claimed: trust is not earned after "
                + next
                + " pictures: "
                + Tasks.agreement(play));
      }
      for (int i = 0; i < BATCH; i++) {
        files.add(play.download(Fixtures.stockName(next++)));
      }
      takeAll(play, files);
      // The conversions of one batch go on while the next one is downloaded, and no longer.
      for (Path before :
          files.subList(Math.max(0, files.size() - 2 * BATCH), files.size() - BATCH)) {
        play.awaitJpeg(before);
      }
      JsonNode agreement = Tasks.task(play).path("agreement");
      double bound = agreement.path("bound").asDouble();
      if (!pushed && bound >= PUSHED) {
        pushed = true;
        step(play, "offers are pushed from here", agreement);
      }
    }
    JsonNode agreement = Tasks.task(play).path("agreement");
    step(play, "trust AUTO_EARNED", agreement);
    transitions(play);
    play.script()
        .check(
            "earned at a bound of at least " + EARNED + ": " + agreement,
            agreement.path("bound").asDouble() >= EARNED);
    for (Path file : files) {
      play.awaitJpeg(file);
    }
    play.checkOriginals();
    play.screenshot(popup.page(), "earned");
    quietly(play, next);
    play.script().document().set("trust", Tasks.detail(play).path("audit"));
  }

  /** Each transition with what it rested on at that moment, from the audit log, oldest first. */
  private static void transitions(Play play) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : Tasks.detail(play).path("audit")) {
      if (line.path("what").asText().equals("trust")) {
        lines.addFirst(
            String.format(
                Locale.ROOT,
                "%-12s → %-12s  n = %3d, right %3d, bound %.3f  %s",
                line.path("from").asText(),
                line.path("to").asText(),
                line.path("n").asLong(),
                line.path("agreements").asLong(),
                line.path("bound").asDouble(),
                line.path("why").asText()));
      }
    }
    lines.forEach(play.script()::detail);
  }

  /** Takes each offer with a click until every file is converted or on its way. */
  private static void takeAll(Play play, List<Path> files) {
    Popup popup = play.person().popup();
    for (Path file : files.subList(files.size() - BATCH, files.size())) {
      String name = file.getFileName().toString();
      Path jpeg = Play.jpegOf(file);
      play.person()
          .until(
              name + " to be offered or converted",
              () -> popup.offer(name).count() > 0 || Files.exists(jpeg));
      if (!Files.exists(jpeg)) {
        popup.press(popup.offer(name), "Convert to JPEG");
      }
    }
  }

  private static void quietly(Play play, int from) throws IOException {
    Popup popup = play.person().popup();
    for (int i = from; i < from + 4; i++) {
      String name = Fixtures.stockName(i);
      Path file = play.download(name);
      Path jpeg = Play.jpegOf(file);
      play.person()
          .until(
              name + " to be converted, or offered as the one in twenty",
              () -> Files.exists(jpeg) || popup.offer(name).count() > 0);
      if (Files.exists(jpeg)) {
        play.judge(file, jpeg);
        play.script().step(name + " converted by itself, with a quiet notice");
        play.screenshot(popup.page(), "quietly");
        return;
      }
      popup.press(popup.offer(name), "Convert to JPEG");
      play.awaitJpeg(file);
    }
    throw new Broken("not as claimed: at AUTO_EARNED four downloads in a row were only offered");
  }

  private static void step(Play play, String what, JsonNode agreement) {
    play.script()
        .step(
            String.format(
                Locale.ROOT,
                "%s: n = %d, right %d, bound %.3f",
                what,
                agreement.path("n").asLong(),
                agreement.path("agreements").asLong(),
                agreement.path("bound").asDouble()),
            Map.of("agreement", agreement));
  }
}
