package dev.stillroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.host.engine.Client;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person gives a task away as a file, and takes it in again as if it were somebody else's. */
class SharingPageTest {

  private static final String JOB = "Sort the post";

  private static final String PROBLEMS =
      "async () => (await axe.run(document)).violations.map(v => v.id + ': ' +"
          + " v.nodes.map(n => n.target.join(' ')).join(', '))";

  /** A person waits here as long as anywhere. */
  @BeforeAll
  static void patience() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Person.PATIENCE.toMillis());
  }

  @Test
  void aTaskIsSavedWithItsStringsShownAndAFilePredictsSilentlyAtFirst() throws IOException {
    try (Scene scene = Scene.agreed()) {
      String own = learned(scene);
      Page page = scene.person().open("options.html#tasks");
      Locator task = page.locator("article[data-task='" + own + "']");
      assertThat(task).containsText("Answers");
      task.getByRole(AriaRole.BUTTON, named("Save as a file for others…")).click();
      Locator give = page.locator("[data-kind=give]");
      give.getByLabel("What others see it called").fill("Post for everybody");
      give.getByRole(AriaRole.BUTTON, named("Show what is in it")).click();
      assertThat(give.getByRole(AriaRole.REGION)).containsText("Post for everybody");
      assertThat(give.getByRole(AriaRole.REGION)).containsText("advertising");
      looks(page, "share-give");
      give.getByRole(AriaRole.BUTTON, named("Save the file")).click();
      Path file = scene.stage().downloads().resolve("post-for-everybody.still");
      scene.person().until("the file is saved", () -> Files.exists(file));

      // What the person has already would not be taken in.
      scene.ask("tasks", "delete", own, "--yes");
      page.reload();
      assertThat(task).hasCount(0);
      Locator take = page.locator("[data-kind=take]");
      take.getByLabel("Choose a file").setInputFiles(file);
      assertThat(take).containsText("Post for everybody");
      assertThat(take).containsText("That counts for nothing here");
      looks(page, "share-take");
      take.getByRole(AriaRole.BUTTON, named("Take it in")).click();
      Locator taken = page.locator("article[data-kind=task][aria-label='Post for everybody']");
      assertThat(taken).hasAttribute("data-trust", "SHADOW");
      assertThat(taken).containsText("Tried silently");

      taken.getByText("An example of your own").click();
      taken
          .getByLabel("Text", new Locator.GetByLabelOptions().setExact(true))
          .fill("Special offer: chairs, number 99");
      taken.getByLabel("What is right").fill("advertising");
      taken.getByRole(AriaRole.BUTTON, named("Give this example")).click();
      assertThat(taken).containsText("right 1 of 1 so far");
      looks(page, "share-shadow");

      everyStringOfALargeOneIsSeenFirst(scene, take);
      looks(page, "share-pages");

      Path broken = scene.stage().home().resolve("broken.still");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(broken, bytes);
      take.getByLabel("Choose a file").setInputFiles(broken);
      assertThat(take.getByRole(AriaRole.STATUS)).containsText("refused");
      JsonNode tasks = scene.ask("tasks", "list").path("tasks");
      assertEquals(1, tasks.size(), "nothing came of the broken one");
    }
  }

  /** Of more strings than are looked through at once none is passed over. */
  private static void everyStringOfALargeOneIsSeenFirst(Scene scene, Locator take)
      throws IOException {
    List<String> labels = IntStream.range(0, 990).mapToObj(i -> "shelf " + i).toList();
    List<RuleList.Rule> rules =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new RuleList.Rule(
                        List.of(new Condition.HasWord("text", "word" + i)), i, counts(i)))
            .toList();
    Path large = scene.stage().home().resolve("large.still");
    PackWriter.write(
        large,
        new RuleList(
            new Answering(labels, 1, 0), rules, new RuleList.Rule(List.of(), 1, counts(1))),
        JsonNodeFactory.instance.objectNode().put("kind", "classify"));
    take.getByLabel("Choose a file").setInputFiles(large);
    Locator yes = take.getByRole(AriaRole.BUTTON, named("Take it in"));
    assertThat(take).containsText("Strings 1 to 1,000 of 1,0");
    assertThat(take).containsText("Look at all of them");
    assertThat(yes).isDisabled();
    take.getByRole(AriaRole.BUTTON, named("More of them")).click();
    assertThat(take).containsText("Strings 1,001 to 1,0");
    assertThat(yes).isEnabled();
    take.getByRole(AriaRole.BUTTON, named("Earlier ones")).click();
    assertThat(take).containsText("Strings 1 to 1,000 of 1,0");
    assertThat(yes).isEnabled();
  }

  private static Counts counts(int label) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(990, 0));
    counts.set(label, 5);
    return new Counts(counts);
  }

  /** A job that an agent gave, accepted in the options as a person does. */
  private static String learned(Scene scene) throws IOException {
    Home home = new Home(scene.stage().home());
    String id;
    try (Client agent = Client.connect(home, Program.ofImage(scene.stage().image()))) {
      TeachView.Job job = null;
      for (int i = 0; i < 12; i++) {
        for (String[] one :
            List.of(
                new String[] {"Special offer: chairs, number " + i, "advertising"},
                new String[] {"Dear friend, how are you, week " + i, "letter"})) {
          job =
              ((Reply.JobShown)
                      agent.ask(
                          new Request.GiveExample(
                              null,
                              new TeachView.NewJob(JOB, "What kind of post it is.", "classify"),
                              TextNode.valueOf(one[0]),
                              TextNode.valueOf(one[1]),
                              false)))
                  .job();
        }
      }
      id = job.taskId();
      agent.ask(new Request.ProposeJob(id, false));
    }
    Page page = scene.person().open("options.html#tasks");
    Locator proposal = page.locator("article[data-kind=proposal][data-task='" + id + "']");
    assertThat(proposal).containsText(JOB);
    assertThat(proposal).containsText("24 examples were given");
    proposal
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, learn it"))
        .click();
    page.locator("article[data-task='" + id + "'][data-trust=SUGGEST]").waitFor();
    page.close();
    return id;
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  /** What a screen reader would stumble over, and pictures to look at. */
  private static void looks(Page page, String name) throws IOException {
    Path project = Stage.imageOfBuild().resolve("../../..").normalize();
    page.evaluate(Files.readString(project.resolve("extension/node_modules/axe-core/axe.min.js")));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertEquals(List.of(), page.evaluate(PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(page, Path.of("target", "screenshots").toAbsolutePath(), name, 480, 1100);
    assertTrue(page.isVisible("body"));
  }
}
