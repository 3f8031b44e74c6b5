package dev.stillroom.host.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.EventLine;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.Naming;
import dev.stillroom.host.routine.discovery.Step;
import dev.stillroom.host.task.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionsTest {

  private static final List<String> CUSTOMERS =
      List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm", "Basil Birch", "Linden Yew");

  private Desk desk;
  @TempDir Path directory;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(directory);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Task suggested() throws InterruptedException {
    CUSTOMERS.forEach(customer -> desk.order(Desk.DESK, customer));
    desk.until(() -> !desk.suggested().isEmpty());
    return desk.store.all().getFirst();
  }

  @Test
  void whatIsDoneAgainAndAgainIsSuggestedWithNameAndSaving() throws InterruptedException {
    Task task = suggested();
    View.Repetition act = (View.Repetition) task.act();
    assertEquals(View.Verb.SUBMIT, act.what());
    assertEquals("Save order", act.object());
    assertEquals(Desk.DESK, act.site());
    EvidenceView.Repeated evidence = (EvidenceView.Repeated) task.evidence();
    assertEquals(5, evidence.times());
    assertTrue(evidence.seconds() * evidence.weekly() >= 30, evidence.toString());
  }

  @Test
  void whatDiffersIsAskedForAndWhatIsAlwaysTheSameIsKnownOnceItIsWanted()
      throws InterruptedException {
    Task task = suggested();
    assertFalse(desk.repetitions.steps(task.id()).toString().contains("by post"));
    desk.tasks.accept(task.id());
    assertEquals(TaskPhase.READY, desk.store.get(task.id()).phase());
    List<ReplayStep> steps = desk.repetitions.steps(task.id());
    assertEquals(
        List.of("click", "input", "input", "click"), steps.stream().map(ReplayStep::deed).toList());
    assertEquals("Customer", steps.get(1).name());
    assertNull(steps.get(1).value());
    assertEquals("by post", steps.get(2).value());
    assertNull(steps.get(2).name());
    assertEquals("https://desk.example/orders/new", steps.get(1).page());
  }

  @Test
  void noValueIsWrittenDownBeforeItIsWanted() throws Exception {
    suggested();
    assertFalse(isOnDisk("by post"));
    assertFalse(isOnDisk("Hazel Thorn"));
  }

  @Test
  void valuesOfMoreThanHalfAnHourAgoAreAskedFor() throws InterruptedException {
    Task task = suggested();
    desk.pass(RecentValues.KEPT.plusSeconds(1));
    desk.tasks.accept(task.id());
    assertEquals("Delivery", desk.repetitions.steps(task.id()).get(2).name());
    assertEquals(0, desk.values.count());
  }

  @Test
  void whatWasSeenInPartsGrowsIntoOneSuggestionOfTheWhole() {
    for (String customer : CUSTOMERS) {
      desk.beginLetter(customer);
      desk.endLetter();
    }
    desk.repetitions.consider(List.of(found("begun", 0, 4, 5)), desk.tasks);
    assertEquals(4, desk.suggested().getFirst().steps());
    desk.repetitions.consider(List.of(found("ended", 4, 8, 5)), desk.tasks);
    assertEquals(2, desk.suggested().size());
    assertTrue(desk.repetitions.consider(List.of(found("whole", 0, 8, 4)), desk.tasks));
    assertEquals(List.of(8), desk.suggested().stream().map(View.Repetition::steps).toList());
    // A part that is done more often does not make it smaller again.
    desk.repetitions.consider(List.of(found("begun", 0, 4, 9)), desk.tasks);
    assertEquals(List.of(8), desk.suggested().stream().map(View.Repetition::steps).toList());
    assertEquals(8, desk.repetitions.steps(desk.store.all().getFirst().id()).size());
  }

  /** The steps of a letter from one to another, as if they had been found. */
  private Repetitions.Found found(String id, int from, int to, int support) {
    List<List<Event>> times = new ArrayList<>();
    List<Event> events = desk.recorded();
    for (int i = 0; i < events.size(); i += 8) {
      times.add(events.subList(i + from, i + to));
    }
    List<Step> pattern =
        times.getFirst().stream()
            .map(event -> Step.of(EventLine.logged(event).orElseThrow()))
            .toList();
    View.Repetition what = Naming.of(pattern);
    return new Repetitions.Found(
        new FoundRoutine(
            id, id, what, pattern, support, 1, 1, 1, true, "", "routine", 20, support, 0),
        times,
        List.of());
  }

  @Test
  void anotherWayToAButtonOfThatNameIsAnotherSuggestion() throws InterruptedException {
    suggested();
    for (String customer : CUSTOMERS) {
      desk.gesture(Desk.DESK, "/other", Event.Deed.CLICK, "link", "New letter");
      desk.edit(Desk.DESK, "Name", customer);
      desk.edit(Desk.DESK, "Town", "of " + customer);
      desk.edit(Desk.DESK, "Street", "of " + customer);
      desk.gesture(Desk.DESK, "/other", Event.Deed.SUBMIT, "button", "Save order");
      desk.pass(Duration.ofSeconds(30));
    }
    desk.until(() -> desk.suggested().size() == 2);
    assertEquals(
        List.of("Save order", "Save order"),
        desk.suggested().stream().map(View.Repetition::object).toList());
  }

  @Test
  void aDismissedOneStaysAwayHoweverOftenItIsDone() throws InterruptedException {
    Task task = suggested();
    desk.tasks.dismiss(task.id());
    for (int i = 0; i < 3; i++) {
      CUSTOMERS.forEach(customer -> desk.order(Desk.DESK, customer));
      desk.look();
    }
    assertEquals(List.of(), desk.suggested());
    assertEquals(1, desk.store.all().size());
  }

  @Test
  void whatFollowsADownloadEachTimeIsSuggestedByItsName() throws InterruptedException {
    for (int i = 1; i <= 5; i++) {
      desk.report(i);
    }
    desk.until(() -> !desk.suggested().isEmpty());
    View.Repetition act = desk.suggested().getFirst();
    assertEquals(View.Verb.DOWNLOAD, act.what());
    assertEquals("report-#.csv", act.object());
    assertEquals("reports.example", act.site());
    assertEquals(
        List.of("click", "input", "click"),
        desk.repetitions.steps(desk.store.all().getFirst().id()).stream()
            .map(ReplayStep::deed)
            .toList());
  }

  @Test
  void notMoreThanThreeADay() throws InterruptedException {
    List<String> sites = List.of("a.example", "b.example", "c.example", "d.example", "e.example");
    for (String site : sites) {
      desk.settings.watchSite(site, true);
      CUSTOMERS.forEach(customer -> desk.order(site, customer));
    }
    desk.until(() -> desk.suggested().size() == 3);
    desk.order("a.example", "Olive Reed");
    desk.look();
    assertEquals(3, desk.suggested().size());
    desk.pass(Duration.ofHours(25));
    desk.order("a.example", "Olive Reed");
    desk.until(() -> desk.suggested().size() == 5);
  }

  @Test
  void aForgottenSiteIsNotFoundAgainAndNothingOfItIsLeft() throws Exception {
    Task task = suggested();
    desk.tasks.accept(task.id());
    assertTrue(isOnDisk("by post"));
    assertTrue(isOnDisk("Save order"));
    Forgotten gone = new Forget(desk.journal, desk.clock).site(Desk.DESK);
    desk.repetitions.forget();
    desk.noticing.forget();
    assertEquals(List.of(task.id()), gone.tasks());
    for (String word : List.of("by post", "Save order", "Customer", Desk.DESK)) {
      assertFalse(isOnDisk(word), word);
    }
    desk.settings.watchSite(Desk.DESK, true);
    desk.order(Desk.DESK, "Olive Reed");
    desk.order(Desk.DESK, "Poppy Reed");
    assertEquals(List.of(), desk.suggested());
  }

  @Test
  void whatWasDoneSinceATimeIsForgottenWithWhatCameOfIt() throws Exception {
    Task task = suggested();
    desk.tasks.accept(task.id());
    new Forget(desk.journal, desk.clock).since(desk.clock.instant().minus(Duration.ofHours(1)));
    assertFalse(isOnDisk("by post"));
    assertFalse(isOnDisk("Save order"));
    assertEquals(List.of(), desk.store.all());
  }

  @Test
  void everythingForgottenLeavesNoStep() throws Exception {
    Task task = suggested();
    desk.tasks.accept(task.id());
    new Forget(desk.journal, desk.clock).everything();
    assertFalse(isOnDisk("by post"));
    assertFalse(isOnDisk("Save order"));
  }

  @Test
  void aSuggestionThatNobodyAnswersGoesWithTheEventsBehindIt() throws InterruptedException {
    Task task = suggested();
    desk.repetitions.expire(desk.clock.instant().minus(Duration.ofDays(14)));
    assertEquals(1, desk.store.all().size());
    desk.pass(Duration.ofDays(15));
    desk.events.expire();
    desk.repetitions.expire(desk.clock.instant().minus(Duration.ofDays(14)));
    assertEquals(List.of(), desk.store.all());
    assertTrue(desk.store.find(task.id()).isEmpty());
  }

  @Test
  void whatIsShownOnceCanBeDoneAgainWithWhatWasEntered() {
    assertFalse(desk.repetitions.showing().isUnderWay());
    desk.repetitions.showing().begin();
    desk.order(Desk.DESK, "Hazel Thorn");
    String id = desk.repetitions.showing().end().orElseThrow();
    assertEquals(TaskPhase.READY, desk.store.get(id).phase());
    assertEquals("Save order", ((View.Repetition) desk.store.get(id).act()).object());
    List<ReplayStep> steps = desk.repetitions.steps(id);
    assertEquals(
        List.of("click", "input", "input", "click"), steps.stream().map(ReplayStep::deed).toList());
    assertEquals("Customer", steps.get(1).name());
    assertEquals("Hazel Thorn", steps.get(1).value());
  }

  @Test
  void showingNothingMakesNoRoutine() {
    desk.repetitions.showing().begin();
    assertTrue(desk.repetitions.showing().isUnderWay());
    assertTrue(desk.repetitions.showing().end().isEmpty());
    assertEquals(List.of(), desk.store.all());
  }

  @Test
  void howOftenItWasDoneAgainIsCounted() throws InterruptedException {
    Task task = suggested();
    desk.tasks.accept(task.id());
    desk.repetitions.done(task.id(), 4);
    desk.repetitions.done(task.id(), 2);
    EvidenceView.Repeated evidence = (EvidenceView.Repeated) desk.store.get(task.id()).evidence();
    assertEquals(1, evidence.done());
    assertEquals(1, evidence.stopped());
  }

  @Test
  void whatIsDoneOnASiteThatIsNotWatchedAnyMoreIsNotSuggested() throws InterruptedException {
    CUSTOMERS.forEach(customer -> desk.order(Desk.DESK, customer));
    desk.settings.watchSite(Desk.DESK, false);
    desk.look();
    assertEquals(List.of(), desk.suggested());
  }

  /** In the journal, its log or any other file, whether it is still of use or not. */
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
