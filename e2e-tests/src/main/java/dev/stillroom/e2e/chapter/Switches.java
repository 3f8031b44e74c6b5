package dev.stillroom.e2e.chapter;

import dev.stillroom.e2e.person.Popup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The switch for everything, and the pause of the recording. */
public final class Switches implements Chapter {

  @Override
  public String title() {
    return "Everything off, and on again";
  }

  @Override
  public void play(Play play) throws IOException {
    Popup popup = play.person().popup();
    popup.press("Stop everything");
    play.person().until("the switch to say that it is on", () -> popup.stopped());
    int last = Fixtures.STOCK - 1;
    Path stopped = play.download(Fixtures.stockName(last));
    popup.await(popup.download(stopped.getFileName().toString()), "the download's row");
    play.script()
        .check(
            stopped.getFileName() + " is neither offered nor converted while everything is stopped",
            popup.offer(stopped.getFileName().toString()).count() == 0
                && !Files.exists(Play.jpegOf(stopped)));
    play.screenshot(popup.page(), "stopped");
    popup.press("Start again");
    play.person().until("the switch to say that it is off", () -> !popup.stopped());
    play.script().step("stopped everything: a download was recorded, nothing was offered or done");

    popup.press("Pause recording");
    play.person().until("recording to be paused", () -> popup.paused());
    Path unseen = play.download(Fixtures.stockName(last - 1));
    popup.press("Resume recording");
    play.person().until("recording to go on", () -> !popup.paused());
    Path seen = play.download(Fixtures.stockName(last - 2));
    popup.await(popup.download(seen.getFileName().toString()), "the row of the download after");
    play.script()
        .check(
            unseen.getFileName() + " was not recorded while recording was paused",
            popup.download(unseen.getFileName().toString()).count() == 0);
    play.script().step("paused the recording: what was downloaded meanwhile is not in the journal");
    play.checkOriginals();
  }
}
