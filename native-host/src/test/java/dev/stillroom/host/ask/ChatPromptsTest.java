package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatPromptsTest {

  private static final String CHAT = "chat.example";
  private static final List<String> NAMES =
      List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm", "Basil Birch", "Linden Yew");

  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @TempDir Path directory;
  private Journal journal;
  private Settings settings;
  private TaskStore store;
  private Tasks tasks;
  private AskKind kind;
  private ChatPrompts prompts;
  private int distilled;
  private int count;

  @BeforeEach
  void open() throws IOException {
    Home home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    settings.watchSite(CHAT, true);
    Audit audit = new Audit(journal, clock);
    store = new TaskStore(journal, clock);
    Versions versions = new Versions(journal, audit, clock);
    Overheard overheard = new Overheard(clock);
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    kind = new AskKind(journal, teaching, overheard, clock);
    TaskKinds kinds = new TaskKinds(List.of(kind));
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    Workers workers =
        (classPath, job, arguments, progress) -> {
          distilled++;
          return CompletableFuture.failedFuture(new JobFailure("too few examples"));
        };
    Distillation distillation =
        new Distillation(
            home, store, kinds, versions, audit, nobody, workers, Runnable::run, push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, nobody, clock);
    prompts =
        new ChatPrompts(overheard, journal, settings, store, tasks, clock, new Random(3), () -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void ask(String prompt, String answer) {
    String id = "p" + ++count;
    now = now.plusSeconds(20);
    prompts.noted(new Request.NotePrompt("https://" + CHAT + "/c/1", id, prompt, null));
    if (answer != null) {
      prompts.noted(new Request.NotePrompt("https://" + CHAT + "/c/1", id, prompt, answer));
    }
  }

  private void turnAround(String name) {
    String[] parts = name.split(" ");
    ask("Write this name surname first: " + name, parts[1] + ", " + parts[0]);
  }

  private Task suggested() {
    NAMES.subList(0, 3).forEach(this::turnAround);
    return store.all().getFirst();
  }

  @Test
  void whatIsAskedAgainAndAgainIsSuggestedWithItsFrame() {
    NAMES.subList(0, 2).forEach(this::turnAround);
    assertEquals(List.of(), store.all());
    turnAround(NAMES.get(2));
    Task task = store.all().getFirst();
    assertEquals(TaskPhase.PROPOSED, task.phase());
    assertEquals("Write this name surname first: …", ((View.Answering) task.act()).name().strip());
    assertEquals(new EvidenceView.PromptedOften(3, 3, CHAT), task.evidence());
    turnAround(NAMES.get(3));
    ask("Write this name surname first: Olive Reed", null);
    assertEquals(
        new EvidenceView.PromptedOften(5, 4, CHAT),
        store.get(task.id()).evidence(),
        "asked five times");
    assertEquals(1, store.all().size());
  }

  @Test
  void noPromptAndNoAnswerIsWrittenDownBeforeItIsWanted() throws IOException {
    suggested();
    assertFalse(isOnDisk("Thorn"));
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void whatIsWantedIsLearnedFromTheAnswersThatWereCopied() {
    Task task = suggested();
    tasks.accept(task.id());
    assertEquals(1, distilled);
    List<Labelled> labels = kind.labels(store.get(task.id()));
    assertEquals(
        List.of("Thorn, Hazel", "Ash, Rowan", "Holm, Ivy"),
        labels.stream().map(one -> one.output().asText()).toList());
    assertEquals("Hazel Thorn", labels.getFirst().input().path("text").asText());
    assertEquals("transform", kind.student(store.get(task.id())));
  }

  @Test
  void whatIsAskedAfterwardsIsAnExampleAtOnceAndIsLearnedFromWhenThereWasTooLittle() {
    Task task = suggested();
    tasks.accept(task.id());
    assertEquals(TaskPhase.FAILED, store.get(task.id()).phase());
    now = now.plus(Duration.ofDays(3));
    turnAround(NAMES.get(3));
    turnAround(NAMES.get(4));
    assertEquals(1, distilled);
    turnAround("Olive Reed");
    assertEquals(6, kind.labels(store.get(task.id())).size());
    assertEquals(2, distilled);
  }

  @Test
  void nothingIsWrittenDownWhileItIsPaused() throws IOException {
    Task task = suggested();
    tasks.accept(task.id());
    tasks.pause(task.id(), true);
    turnAround(NAMES.get(3));
    assertEquals(3, kind.labels(store.get(task.id())).size());
    assertFalse(isOnDisk("Birch"));
    tasks.pause(task.id(), false);
    turnAround(NAMES.get(4));
    assertEquals(4, kind.labels(store.get(task.id())).size());
  }

  @Test
  void aDismissedOneStaysAway() {
    Task task = suggested();
    tasks.dismiss(task.id());
    for (int i = 0; i < 4; i++) {
      NAMES.forEach(this::turnAround);
    }
    assertEquals(TaskPhase.DISMISSED, store.get(task.id()).phase());
    assertEquals(1, store.all().size());
  }

  @Test
  void notMoreThanThreeOfWhatIsDoneInPagesADay() {
    List<String> questions =
        List.of(
            "Write this name surname first: ",
            "How do I greet this person in Welsh, please? ",
            "Make a short signature for a letter of ",
            "Which flower goes well with somebody called ");
    for (String question : questions) {
      NAMES.forEach(name -> ask(question + name, "of " + name));
    }
    assertEquals(3, store.all().size());
    now = now.plus(Duration.ofHours(25));
    NAMES.forEach(name -> ask(questions.getLast() + name, "of " + name));
    assertEquals(4, store.all().size());
  }

  @Test
  void promptsThatShareNothingAreNotSuggested() {
    ask("How high is the tower of Pisa?", "56 metres");
    ask("Write a poem about rain", "Drip, drop");
    ask("What goes with beetroot?", "Horseradish");
    ask("Name three rivers", "Elbe, Oder, Inn");
    assertEquals(List.of(), store.all());
  }

  @Test
  void nothingOfASiteThatIsNotWatchedOrPausedIsKept() {
    settings.watchSite(CHAT, false);
    NAMES.forEach(this::turnAround);
    assertEquals(List.of(), store.all());
    settings.watchSite(CHAT, true);
    NAMES.subList(0, 2).forEach(this::turnAround);
    prompts.unwatched(CHAT);
    NAMES.subList(2, 4).forEach(this::turnAround);
    assertEquals(List.of(), store.all());
  }

  @Test
  void secretsAreNotKept() {
    for (String name : NAMES) {
      ask("Write this name surname first: " + name + " password: hunter22!", "x " + name);
    }
    assertEquals(List.of(), store.all());
  }

  @Test
  void whatIsForgottenOfTheSiteTakesTheQuestionWithIt() throws IOException {
    Task task = suggested();
    tasks.accept(task.id());
    assertTrue(isOnDisk("Thorn"));
    new Forget(journal, clock).site(CHAT);
    prompts.forget();
    assertFalse(isOnDisk("Thorn"));
    assertFalse(isOnDisk("surname first"));
    assertEquals(0, journal.count("SELECT count(*) FROM question"));
  }

  private boolean isOnDisk(String value) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
