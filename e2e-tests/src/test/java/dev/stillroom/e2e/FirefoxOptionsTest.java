package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.host.engine.Client;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.TeachView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings in Firefox: folders and sites, a task given away as a file and taken in again. */
class FirefoxOptionsTest {

  private static final String JOB = "Sort the post";

  @Test
  void aTaskIsSavedAsAFileDeletedElsewhereAndTakenInAgain() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed()) {
      Firefox.Tab page = scene.firefox.open("options.html#tasks");
      String own = learned(scene, page);
      String task = "article[data-task='" + own + "']";
      page.press(task, "Save as a file for others…");
      page.fillIn("What others see it called", "Post for everybody");
      page.press("[data-kind=give]", "Show what is in it");
      page.awaitText("[data-kind=give]", "advertising");
      FirefoxScene.look(page, "options-give", 480, 1100);
      page.press("[data-kind=give]", "Save the file");
      Path file = scene.stage.downloads().resolve("post-for-everybody.still");
      page.until("the file is saved", () -> file.toFile().length() > 0);

      scene.ask("tasks", "delete", own, "--yes");
      page.awaitGone(task);
      page.choose("[data-kind=take] input[type=file]", file);
      page.awaitText("[data-kind=take]", "That counts for nothing here");
      page.press("[data-kind=take]", "Take it in");
      String taken = "article[data-kind=task][aria-label='Post for everybody']";
      page.awaitText(taken, "Tried silently");
      FirefoxScene.look(page, "options-tasks", 480, 1100);
    }
  }

  @Test
  void foldersAreAllowedRecordingIsPausedAndEveryPageLooksWell() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed()) {
      Firefox.Tab page = scene.firefox.open("options.html#privacy");
      Path folder = Files.createDirectory(scene.stage.downloads().resolve("Letters")).toRealPath();
      page.fillIn("Folder", folder.toString());
      page.press("Allow");
      page.until("the folder in the list", () -> page.shown().contains(folder.toString()));
      page.press("Pause recording");
      page.until("it to be paused", () -> page.shown().contains("Resume recording"));
      Firefox.Tab popup = scene.firefox.open("popup.html");
      popup.press("Resume recording");
      page.until("it to go on", () -> page.shown().contains("Pause recording"));
      FirefoxScene.look(popup, "popup", 360, 480);
      for (String name : List.of("welcome", "panel", "fill", "summary", "ask", "repeat")) {
        Firefox.Tab other = scene.firefox.open(name + ".html");
        other.await("main");
        FirefoxScene.look(other, name, 320, 480);
        assertTrue(other.shown().length() > 20, other.shown());
        other.close();
      }
      assertEquals("1", page.text("document.querySelectorAll('main').length"));
    }
  }

  /** A job that an agent gave, accepted as a person does. */
  private static String learned(FirefoxScene scene, Firefox.Tab page) throws IOException {
    String id;
    try (Client agent =
        Client.connect(new Home(scene.stage.home()), Program.ofImage(scene.stage.image()))) {
      TeachView.NewJob job = new TeachView.NewJob(JOB, "What kind of post it is.", "classify");
      TeachView.Job given = null;
      for (int i = 0; i < 12; i++) {
        given = give(agent, job, "Special offer: chairs, number " + i, "advertising");
        given = give(agent, job, "Dear friend, how are you, week " + i, "letter");
      }
      id = given.taskId();
      agent.ask(new Request.ProposeJob(id, false));
    }
    String proposal = "article[data-kind=proposal][data-task='" + id + "']";
    page.awaitText(proposal, "24 examples were given");
    page.press(proposal, "Yes, learn it");
    page.await("article[data-task='" + id + "'][data-trust=SUGGEST]");
    return id;
  }

  private static TeachView.Job give(Client agent, TeachView.NewJob job, String text, String kind)
      throws IOException {
    Request example =
        new Request.GiveExample(null, job, TextNode.valueOf(text), TextNode.valueOf(kind), false);
    return ((Reply.JobShown) agent.ask(example)).job();
  }
}
