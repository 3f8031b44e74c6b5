package dev.stillroom.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.PlaywrightException;
import dev.stillroom.e2e.chapter.AgentAsks;
import dev.stillroom.e2e.chapter.Broken;
import dev.stillroom.e2e.chapter.ByItself;
import dev.stillroom.e2e.chapter.Chapter;
import dev.stillroom.e2e.chapter.Earning;
import dev.stillroom.e2e.chapter.FieldsPicked;
import dev.stillroom.e2e.chapter.FirstSuggestion;
import dev.stillroom.e2e.chapter.Fixtures;
import dev.stillroom.e2e.chapter.FolderTidied;
import dev.stillroom.e2e.chapter.FormsFilled;
import dev.stillroom.e2e.chapter.Labelling;
import dev.stillroom.e2e.chapter.Learning;
import dev.stillroom.e2e.chapter.PassagesKept;
import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.chapter.QuestionsAnswered;
import dev.stillroom.e2e.chapter.Script;
import dev.stillroom.e2e.chapter.StepsRepeated;
import dev.stillroom.e2e.chapter.Summary;
import dev.stillroom.e2e.chapter.Switches;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The main job, whole, in a real browser: plays a person chapter by chapter and looks at every
 * claim itself. Ends with 1 and one clear line when something is not as claimed.
 */
public final class Demo {

  private static final String USAGE =
      """
      usage: stillroom demo [--headed] [--keep DIR] [--json] [--yes]

      Plays the whole loop in a real Chromium with a throw-away profile and prints each step.

        --headed    show the browser
        --keep DIR  keep screenshots and the resulting files in DIR
        --json      print one JSON object on stdout, and the steps on stderr
        --yes       install missing system packages without asking
      """;

  /** In the order they are played; each plays on what the ones before it left. */
  private static final List<Chapter> CHAPTERS =
      List.of(
          new FirstSuggestion(),
          new Learning(),
          new ByItself(),
          new Earning(),
          new Switches(),
          new FolderTidied(),
          new Labelling(),
          new FieldsPicked(),
          new PassagesKept(),
          new FormsFilled(),
          new StepsRepeated(),
          new QuestionsAnswered(),
          new AgentAsks());

  private final boolean headed;
  private final boolean json;
  private final Path keep;

  private Demo(boolean headed, boolean json, Path keep) {
    this.headed = headed;
    this.json = json;
    this.keep = keep;
  }

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    boolean headed = false;
    boolean json = false;
    Path keep = null;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--headed" -> headed = true;
        case "--json" -> json = true;
        case "--yes" -> {
          // The launcher has installed by now what there was to install.
        }
        case "--help", "-h" -> {
          System.out.print(USAGE);
          return;
        }
        case "--keep" -> {
          if (++i == arguments.length) {
            refuse("--keep needs a directory");
          }
          keep = Path.of(arguments[i]).toAbsolutePath();
        }
        default -> refuse("unknown option " + arguments[i]);
      }
    }
    System.exit(new Demo(headed, json, keep).play());
  }

  private static void refuse(String reason) {
    System.err.println("stillroom demo: " + reason + "\n" + USAGE);
    System.exit(2);
  }

  private int play() throws IOException {
    long began = System.nanoTime();
    PrintStream out = json ? System.err : System.out;
    Script script = new Script(out, began);
    String failure = null;
    if (keep != null) {
      Files.createDirectories(keep);
    }
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild())) {
      // A demo that is broken off leaves nothing behind either.
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
      try {
        play(script, site, stage);
      } catch (Broken | AssertionError | PlaywrightException | IOException broken) {
        failure = broken.getMessage();
        keepLog(stage);
      }
    }
    script.document().put("ok", failure == null);
    script.document().put("seconds", Script.round(script.seconds()));
    if (failure != null) {
      script.document().put("failure", failure);
    }
    if (json) {
      System.out.println(new ObjectMapper().writeValueAsString(script.document()));
    }
    if (failure != null) {
      System.err.println("stillroom demo: " + failure);
      return 1;
    }
    return 0;
  }

  private void play(Script script, Site site, Stage stage) throws IOException {
    script.line(
        "Stillroom's demo: a throw-away profile, a site of its own, nothing leaves this machine.");
    Map<String, Picture> pictures = Pictures.ofBuild().bake(Fixtures.recipes());
    Fixtures.putUp(site, pictures);
    script.step(pictures.size() + " pictures made and put up", Map.of("pictures", pictures.size()));
    try (Person person = Person.on(stage, headed)) {
      script.step("Chromium " + person.context().browser().version() + " with extension and host");
      Play play = new Play(person, site, script, pictures, keep);
      for (int i = 0; i < CHAPTERS.size(); i++) {
        script.chapter(i + 1, CHAPTERS.get(i).title());
        CHAPTERS.get(i).play(play);
      }
      script.document().putPOJO("digests", play.digests());
      Summary.print(play);
      keepFiles(stage);
    }
  }

  private void keepFiles(Stage stage) throws IOException {
    if (keep == null) {
      return;
    }
    Path to = Files.createDirectories(keep.resolve("Downloads"));
    try (Stream<Path> files = Files.list(stage.downloads())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** What the engine wrote, for whoever looks for the reason of a failure. */
  private void keepLog(Stage stage) throws IOException {
    Path log = stage.home().resolve("log");
    if (keep == null || !Files.isDirectory(log)) {
      return;
    }
    Path to = Files.createDirectories(keep.resolve("log"));
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    keepFiles(stage);
  }
}
