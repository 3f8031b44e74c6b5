package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.site.Papers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Papers put into folders by hand, then a whole heap as one act, and all of it taken back. */
public final class FolderTidied implements Chapter {

  /** How many of each the person puts away by hand. */
  private static final int BY_HAND = 8;

  private static final int HEAPED = 12;

  @Override
  public String title() {
    return "A folder tidied, and put back";
  }

  @Override
  public void play(Play play) throws IOException {
    Path downloads = play.person().stage().downloads().toRealPath();
    List<String> invoices = IntStream.range(0, BY_HAND).mapToObj(Papers::invoice).toList();
    List<String> tickets = IntStream.range(0, BY_HAND).mapToObj(Papers::ticket).toList();
    Papers.putUp(play.site(), Papers.BANK, "Your invoices", invoices);
    Papers.putUp(play.site(), Papers.RAIL, "Your tickets", tickets);
    putAway(play, Papers.BANK, invoices, Files.createDirectory(downloads.resolve("Invoices")));
    putAway(play, Papers.RAIL, tickets, Files.createDirectory(downloads.resolve("Tickets")));
    learn(play);

    Path heap = Files.createDirectory(downloads.resolve("Old laptop"));
    for (int i = 0; i < HEAPED; i++) {
      String name = i % 2 == 0 ? Papers.invoice(20 + i) : Papers.ticket(20 + i);
      Files.writeString(heap.resolve(name), "old " + i);
    }
    JsonNode dry = play.ask("tidy", heap.toString());
    play.script()
        .check(
            "nothing is moved before it was said: " + count(heap) + " of " + HEAPED,
            count(heap) == HEAPED);
    JsonNode done = play.ask("tidy", heap.toString(), "--apply");
    play.script()
        .step(
            "a heap of "
                + HEAPED
                + " files: "
                + done.path("sure").asInt()
                + " put away, "
                + done.path("left").asInt()
                + " left for the person; the preview said so before",
            Map.of("tidied", done.path("sure").asInt()));
    play.script().check("most of it is put away", done.path("sure").asInt() > HEAPED / 2);
    play.script()
        .check(
            "the preview is what is done: " + dry.path("sure") + ", " + done.path("sure"),
            dry.path("sure").asInt() == done.path("sure").asInt());
    if (done.path("batch").isTextual()) {
      play.ask("undo", done.path("batch").asText());
    }
    play.script().check("one undo brings back all " + HEAPED, count(heap) == HEAPED);
    play.script().step("one undo: every file is back where it was");
  }

  private static void putAway(Play play, String host, List<String> names, Path folder)
      throws IOException {
    play.person().visit(play.site().url(host, "/"));
    for (String name : names) {
      Path file = play.person().download(name);
      Popup popup = play.person().popup();
      popup.await(popup.download(name), "the popup's row of " + name);
      Files.move(file, folder.resolve(name));
    }
  }

  private static void learn(Play play) {
    Popup popup = play.person().popup();
    Locator proposal = popup.page().locator("article[data-kind=proposal][data-task=file]");
    popup.await(proposal, "the proposal to put downloads away");
    // It is made before the last of them is noticed: who says yes at once teaches less.
    String all = "You put " + 2 * BY_HAND + " downloads away";
    play.person().until("all of them to be noticed", () -> proposal.innerText().contains(all));
    play.script()
        .check(
            "the proposal says what it would do: " + proposal.innerText(),
            proposal.innerText().contains("Shall I put the next one away for you?"));
    play.screenshot(popup.page(), "folders");
    popup.press(proposal, "Yes, learn it");
    play.person()
        .until(
            "where downloads go to be learned",
            () -> popup.page().locator("article[data-task=file][data-phase=READY]").count() > 0);
    play.script().step("put " + 2 * BY_HAND + " papers away by hand, said yes, and it is learned");
  }

  private static int count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return (int) files.count();
    }
  }
}
