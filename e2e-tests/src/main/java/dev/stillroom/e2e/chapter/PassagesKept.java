package dev.stillroom.e2e.chapter;

import dev.stillroom.e2e.person.SummaryPanel;
import dev.stillroom.e2e.site.Reports;
import java.io.IOException;
import java.util.Map;

/** "Summarize this page": key passages, and after three pages the ones this person keeps. */
public final class PassagesKept implements Chapter {

  private static final int TAUGHT = 3;

  @Override
  public String title() {
    return "Summarize this page, your way";
  }

  @Override
  public void play(Play play) throws IOException {
    Script script = play.script();
    Reports.putUp(play.site());
    visit(play, 1);
    SummaryPanel panel = play.person().summaryFor(play.person().page());
    panel.awaitPassages();
    script.step("key passages of a report, chosen by rules: " + panel.passages().size());
    for (int i = 1; i <= TAUGHT; i++) {
      if (i > 1) {
        visit(play, i);
        panel.press("Summarize this page");
        panel.awaitPassages();
      }
      panel.length(8);
      for (String sentence : Reports.figures(i)) {
        panel.choose(sentence, "Keep");
      }
    }
    double began = script.seconds();
    visit(play, TAUGHT + 1);
    panel.press("Summarize this page");
    play.person().until("the student of these pages", panel::learned);
    script.check(
        "the figures are what is shown: " + panel.passages(),
        panel.passages().equals(Reports.figures(TAUGHT + 1)));
    script.step(
        "sentences with figures kept on three pages; the fourth shows those, marked in the page",
        Map.of("summarySeconds", Script.round(script.seconds() - began)));
    play.screenshot(panel.page(), "passages");
    panel.close();
  }

  private static void visit(Play play, int number) {
    play.person().visit(play.site().url(Reports.HOST, "/reports/" + number));
  }
}
