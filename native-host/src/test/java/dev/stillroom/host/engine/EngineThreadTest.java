package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineThreadTest {

  @TempDir Path directory;
  private Journal journal;
  private EngineThread thread;

  @BeforeEach
  void start() {
    journal = Journal.open(directory.resolve("journal.db"));
    thread = new EngineThread(journal);
  }

  @AfterEach
  void end() {
    thread.close();
    journal.close();
  }

  @Test
  void tasksThatWaitTogetherShareOneTransaction() throws Exception {
    CountDownLatch gate = hold();
    List<String> order = new ArrayList<>();
    thread.execute(
        () -> {
          order.add("first");
          thread.afterCommit(() -> order.add("first committed"));
        });
    CompletableFuture<Void> last =
        CompletableFuture.allOf(
            thread.call(
                () -> {
                  order.add("second in " + journal.inTransaction());
                  thread.afterCommit(() -> order.add("second committed"));
                  return null;
                }));
    gate.countDown();
    last.get(10, TimeUnit.SECONDS);
    assertEquals(List.of("first", "second in true", "first committed", "second committed"), order);
  }

  @Test
  void aTaskThatFailsTakesNothingOfTheOthersWithIt() throws Exception {
    CountDownLatch gate = hold();
    CompletableFuture<Void> before = thread.call(() -> set("before"));
    CompletableFuture<Void> failing =
        thread.call(
            () -> {
              set("failing");
              thread.afterCommit(() -> set("must not happen"));
              throw new IllegalArgumentException("broken");
            });
    CompletableFuture<Void> after = thread.call(() -> set("after"));
    gate.countDown();
    before.get(10, TimeUnit.SECONDS);
    after.get(10, TimeUnit.SECONDS);
    assertEquals(
        "broken", assertThrows(CompletionException.class, failing::join).getCause().getMessage());
    assertEquals(List.of("after", "before"), settings());
  }

  @Test
  void whatRunsAloneMayWriteDurably() {
    assertFalse(thread.callAlone(journal::inTransaction).join());
    thread.callAlone(() -> journal.durably(() -> set("kept"))).join();
    assertEquals(List.of("kept"), settings());
  }

  @Test
  void tasksRunInTheOrderTheyCame() throws Exception {
    CountDownLatch gate = hold();
    List<Integer> order = new ArrayList<>();
    thread.execute(() -> order.add(1));
    thread.executeAlone(() -> order.add(2));
    CompletableFuture<Boolean> last = thread.call(() -> order.add(3));
    gate.countDown();
    assertTrue(last.get(10, TimeUnit.SECONDS));
    assertEquals(List.of(1, 2, 3), order);
  }

  @Test
  void anErrorThrownAnywhereDoesNotEndTheThread() {
    thread.execute(
        () -> {
          throw new StackOverflowError("deliberate");
        });
    thread.executeAlone(
        () -> {
          throw new IllegalStateException("deliberate");
        });
    thread.execute(
        () ->
            thread.afterCommit(
                () -> {
                  throw new IllegalStateException("deliberate");
                }));
    assertTrue(thread.call(thread::isCurrent).join());
  }

  @Test
  void aGroupThatIsNotCommittedTellsEveryoneInIt() {
    // Ends the group's transaction behind its back, as a full disk does.
    CompletableFuture<Void> told =
        thread.call(
            () -> {
              journal.execute("ROLLBACK");
              return null;
            });
    assertThrows(CompletionException.class, told::join);
    thread.call(() -> set("next")).join();
    assertEquals(List.of("next"), settings());
  }

  @Test
  void aTimerRunsWhenItIsDueAndACancelledOneNever() throws Exception {
    List<String> ran = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch gate = hold();
    thread.schedule(Duration.ofMillis(5), () -> ran.add("cancelled")).cancel();
    gate.countDown();
    thread.schedule(Duration.ofHours(1), () -> ran.add("not due"));
    thread.schedule(Duration.ofMillis(10), () -> ran.add("due"));
    thread.schedule(Duration.ofMillis(20), done::countDown);
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("due"), ran);
  }

  @Test
  void whatComesAfterTheEndIsTold() {
    thread.close();
    assertThrows(CompletionException.class, () -> thread.call(() -> set("late")).join());
  }

  /** Keeps the thread busy until the latch falls, so that what follows waits together. */
  private CountDownLatch hold() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    thread.executeAlone(
        () -> {
          entered.countDown();
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    return gate;
  }

  private Void set(String name) {
    journal.update("INSERT INTO setting (name, value) VALUES (?, '')", name);
    return null;
  }

  private List<String> settings() {
    assertNull(thread.callAlone(() -> null).join());
    return thread
        .call(() -> journal.query("SELECT name FROM setting ORDER BY name", row -> row.text(1)))
        .join();
  }
}
