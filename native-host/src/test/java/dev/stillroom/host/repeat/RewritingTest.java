package dev.stillroom.host.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that was copied and entered in another form. */
class RewritingTest {

  private static final int INVOICE = 2;

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

  private String accepted() throws InterruptedException {
    for (String number : List.of("307", "4114", "321", "98", "5335")) {
      desk.book(number);
    }
    desk.until(() -> !desk.suggested().isEmpty());
    String id = desk.store.all().getFirst().id();
    desk.tasks.accept(id);
    return id;
  }

  /** As the distiller's worker does: a pack, and what its card says. */
  private CompletableFuture<JsonNode> makes(JsonNode arguments, int piece, boolean passes) {
    Text part = new Text.Piece(new Text.Column("copied1"), new Token.Literal("-"), piece);
    Map<String, Shape> seen = Map.of("copied1", Shape.of(List.of("INV-307", "INV-4114")));
    TextProgram program =
        new TextProgram(0, 5, 0, 1, 18, List.of(new TextProgram.Voice(part, 1)), seen, null);
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.putObject("verdict").put("passes", passes);
    try {
      PackWriter.write(Path.of(arguments.path("out").asText()), program, card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return CompletableFuture.completedFuture(card);
  }

  @Test
  void howItWasChangedIsFoundAndShownWithOneTimeThatItWasDone() throws InterruptedException {
    desk.worker = arguments -> makes(arguments, 1, true);
    String id = accepted();
    ReplayStep step = desk.repetitions.steps(id).get(INVOICE);
    assertNull(step.name());
    assertEquals(List.of(1), step.changed().from());
    assertEquals("INV-" + step.changed().entered(), step.changed().copied());
    assertEquals("777", desk.repetitions.changed(id, INVOICE, List.of("INV-777")).orElseThrow());
    assertTrue(desk.repetitions.changed(id, INVOICE, List.of("")).isEmpty());
  }

  @Test
  void whatMakesSomethingElseThanThePersonEnteredIsNotTaken() throws InterruptedException {
    desk.worker = arguments -> makes(arguments, 0, true);
    ReplayStep step = desk.repetitions.steps(accepted()).get(INVOICE);
    assertNull(step.changed());
    assertEquals("Invoice", step.name());
  }

  @Test
  void whatDoesNotPassOrFailsIsAskedFor() throws InterruptedException {
    desk.worker = arguments -> makes(arguments, 1, false);
    String id = accepted();
    assertEquals("Invoice", desk.repetitions.steps(id).get(INVOICE).name());
    assertThrows(
        RequestFailure.class, () -> desk.repetitions.changed(id, INVOICE, List.of("INV-777")));
    assertThrows(RequestFailure.class, () -> desk.repetitions.changed(id, 99, List.of("x")));
  }

  @Test
  void aWorkerThatDiesLeavesTheStepAsItWas() throws InterruptedException {
    desk.worker = _ -> CompletableFuture.failedFuture(new IllegalStateException("killed"));
    assertEquals("Invoice", desk.repetitions.steps(accepted()).get(INVOICE).name());
  }

  @Test
  void tooFewOrTooLongCopiesAreRefused() throws InterruptedException {
    desk.worker = arguments -> makes(arguments, 1, true);
    String id = accepted();
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("a", "b"), List.of("x".repeat(2_001)))) {
      assertThrows(RequestFailure.class, () -> desk.repetitions.changed(id, INVOICE, wrong));
    }
  }

  @Test
  void theProgramGoesWithItsRoutineAndWhatItWasMadeOfIsGoneAtOnce() throws Exception {
    desk.worker = arguments -> makes(arguments, 1, true);
    String id = accepted();
    View.Rewritten shown = desk.repetitions.steps(id).get(INVOICE).changed();
    assertTrue(isOnDisk(shown.copied()));
    assertFalse(isOnDisk("INV-307"), "only the time that is shown is kept");
    try (Stream<Path> left = Files.list(desk.home.scratch())) {
      assertEquals(List.of(), left.toList());
    }
    new Forget(desk.journal, desk.clock).site(Desk.DESK);
    assertEquals(0, desk.journal.count("SELECT count(*) FROM routine"));
    assertFalse(isOnDisk(shown.copied()));
  }

  @Test
  void forgettingEndsWhatIsLookedForAndLeavesNothingOfItOnTheDisk() throws Exception {
    CompletableFuture<JsonNode> endless = new CompletableFuture<>();
    desk.worker = _ -> endless;
    accepted();
    assertTrue(isOnDisk("INV-307"), "the worker reads it");
    desk.repetitions.forget();
    assertTrue(endless.isCancelled());
    assertFalse(isOnDisk("INV-307"));
    assertFalse(desk.rewriting.busy());
  }

  @Test
  void whatWaitedWhenItWasForgottenIsNeverWritten() throws IOException {
    List<CompletableFuture<JsonNode>> begun = new ArrayList<>();
    desk.worker =
        _ -> {
          begun.add(new CompletableFuture<>());
          return begun.getLast();
        };
    desk.rewriting.find(wanted("307"), (_, _) -> fail("it was forgotten"));
    desk.rewriting.find(wanted("411"), (_, _) -> fail("it was forgotten"));
    desk.rewriting.forget();
    assertEquals(1, begun.size());
    assertFalse(isOnDisk("INV-"));
    desk.rewriting.find(wanted("98"), (_, _) -> {});
    assertEquals(2, begun.size(), "what comes later is looked for");
  }

  @Test
  void aProgramThatIsDoneWhenItIsForgottenIsTakenByNobody() throws IOException {
    Deque<Runnable> engine = new ArrayDeque<>();
    Rewriting rewriting =
        new Rewriting(desk.home, (_, _, arguments, _) -> makes(arguments, 1, true), engine::add);
    rewriting.find(wanted("307"), (_, _) -> fail("it was forgotten"));
    rewriting.forget();
    while (!engine.isEmpty()) {
      engine.remove().run();
    }
    assertFalse(rewriting.busy());
    assertFalse(isOnDisk("INV-"));
  }

  private static Rewriting.Wanted wanted(String number) {
    List<Rewriting.Pair> pairs =
        Stream.of("1", "2", "3")
            .map(end -> new Rewriting.Pair(List.of("INV-" + number + end), number + end))
            .toList();
    return new Rewriting.Wanted(INVOICE, List.of(1), pairs);
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
