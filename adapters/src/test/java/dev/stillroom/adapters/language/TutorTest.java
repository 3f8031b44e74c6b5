package dev.stillroom.adapters.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.WriteSummaryJob;
import dev.stillroom.distiller.teacher.Access;
import dev.stillroom.distiller.teacher.Address;
import dev.stillroom.distiller.teacher.AnswerShape;
import dev.stillroom.distiller.teacher.Prompt;
import dev.stillroom.distiller.teacher.Purse;
import dev.stillroom.distiller.teacher.Teacher;
import dev.stillroom.distiller.teacher.TeacherFailure;
import dev.stillroom.distiller.teacher.Teachers;
import dev.stillroom.distiller.train.language.GgufWriter;
import dev.stillroom.distiller.train.language.LanguageFitting;
import dev.stillroom.distiller.train.language.LanguageFitting.Sample;
import dev.stillroom.distiller.train.language.LanguageFitting.Size;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.ledger.Ledger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local model as a teacher, in llama.cpp itself. */
class TutorTest {

  private static final List<String> LABELS = List.of("complaint", "praise");

  private static byte[] model;

  @TempDir private Path home;

  /** A model that has learned next to nothing: all sense in its answers comes from the grammar. */
  @BeforeAll
  static void fit() throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      samples.add(new Sample(new int[] {Bytes.BEGIN, 'a', 'b' + i % 8, 'c', Bytes.END}, 3));
    }
    ByteBuffer file =
        GgufWriter.bytes(
            new ByteModelFitting()
                .fit(
                    samples.subList(8, 64),
                    samples.subList(0, 8),
                    new LanguageFitting.Order(
                        new Size(32, 1, 2, 64), 16, 2, 1, () -> false, () -> 0),
                    gone -> {}),
            2_048);
    model = new byte[file.remaining()];
    file.duplicate().get(model);
  }

  private Teacher teacher(byte... bytes) throws Exception {
    Path file = Files.write(home.resolve("small.gguf"), bytes);
    return Teachers.of(
        Address.of(file.toString(), null, null, null),
        new Access(
            new Purse(new Purse.Limits(0, 0, 0, 0, 0)),
            new Ledger(home.resolve("teacher")),
            "task",
            Clock.systemUTC(),
            new Random(1)),
        60);
  }

  private static Prompt prompt(int sample) {
    AnswerShape shape = new AnswerShape.OneLabel(LABELS);
    return new Prompt("Label it.", "It broke.", shape.schema(null), 60, sample);
  }

  @Test
  void anAnswerIsHeldToTheSchemaByAGrammarAndTheModelLeavesWhenItIsDone() throws Exception {
    Set<Long> before = children();
    try (Teacher teacher = teacher(model)) {
      for (int sample = 0; sample < 3; sample++) {
        Teacher.Said said = teacher.ask(prompt(sample));
        JsonNode answer = new ObjectMapper().readTree(said.text());
        String label = answer.path("label").asText();
        assertTrue(
            LABELS.contains(label) || label.equals(AnswerShape.OneLabel.NONE), said::toString);
        assertTrue(said.tokensIn() > 5 && said.tokensOut() > 5, said::toString);
      }
      assertEquals(3, new Ledger(home.resolve("teacher")).total().calls());
      assertEquals(0, new Ledger(home.resolve("teacher")).total().bytes());
      assertFalse(besides(before).isEmpty());
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!besides(before).isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals(Set.of(), besides(before));
  }

  @Test
  void anAnswerIsHeardWhileItComes() throws Exception {
    try (Teacher teacher = teacher(model)) {
      List<String> heard = new ArrayList<>();
      Teacher.Said said = teacher.ask(prompt(0), heard::add);
      assertEquals(said.text(), heard.getLast());
      assertTrue(heard.size() > 5, heard::toString);
      for (int i = 1; i < heard.size(); i++) {
        assertTrue(heard.get(i).startsWith(heard.get(i - 1)), heard::toString);
      }
      assertTrue(said.whole());
      assertEquals(said.text(), teacher.ask(prompt(0)).text());
    }
  }

  /** Processes begun since; those of other tests may end meanwhile. */
  private static Set<Long> besides(Set<Long> before) {
    Set<Long> begun = new HashSet<>(children());
    begun.removeAll(before);
    return begun;
  }

  private static Set<Long> children() {
    try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
      return all.filter(ProcessHandle::isAlive).map(ProcessHandle::pid).collect(Collectors.toSet());
    }
  }

  @Test
  void whoAsksForASummaryAndGetsNoneIsTold() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path file = Files.write(home.resolve("small.gguf"), model);
    ObjectNode arguments = json.createObjectNode();
    arguments.putObject("input").put("text", "The mill will close in May. A baker wept.");
    arguments.put("model", file.toString()).put("home", home.toString()).put("sentences", 1);
    // A model that knows nothing never comes to a sentence's end.
    JobFailure none =
        assertThrows(
            JobFailure.class, () -> new WriteSummaryJob().run(arguments, (f, phase) -> {}));
    assertTrue(none.getMessage().contains("no answer that is a summary"), none.getMessage());
    assertEquals(1, new Ledger(home.resolve("teacher")).total().calls());
    arguments.put("model", "https://models.example/v1");
    assertThrows(JobFailure.class, () -> new WriteSummaryJob().run(arguments, (f, phase) -> {}));
  }

  @Test
  void aDamagedFileIsOneLine() throws Exception {
    byte[] damaged = model.clone();
    new Random(3).nextBytes(damaged);
    for (byte[] bytes : List.of(damaged, new byte[0], "GGUF".getBytes())) {
      try (Teacher teacher = teacher(bytes)) {
        TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt(0)));
        assertEquals(TeacherFailure.Reason.REFUSED, failure.reason());
        assertEquals(1, failure.getMessage().lines().count());
      }
    }
  }
}
