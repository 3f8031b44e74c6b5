package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.agent.JobStore;
import dev.stillroom.host.engine.Engine;
import dev.stillroom.host.engine.TestEngines;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving a task as a file: nothing that is the person's is touched, whatever it is called. */
class ExportCommandTest {

  private static final String TASK = "job-0000000000000001";

  @TempDir private Path directory;
  private Home home;
  private Engine engine;
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aTask() throws IOException {
    home = TestEngines.home(directory);
    home.create();
    folder = Files.createDirectory(directory.resolve("shared"));
    learned();
    engine = TestEngines.inProcess(home);
  }

  /** A job of the person's own with a model that passed. */
  private void learned() throws IOException {
    RuleList model =
        new RuleList(
            new Answering(List.of("advertising", "letter"), 1, 0),
            List.of(
                new RuleList.Rule(
                    List.of(new Condition.HasWord("text", "sale")), 0, new Counts(List.of(40, 0)))),
            new RuleList.Rule(List.of(), 1, new Counts(List.of(0, 60))));
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    card.put("kind", "classify").put("student", "rule-list");
    card.putObject("examples").put("train", 90).put("verify", 10);
    card.putObject("verdict").put("method", "holdout").put("value", 0.99).put("passes", true);
    String digest = PackWriter.digest(model);
    PackWriter.write(home.packs().resolve(digest + ".still"), model, card);
    Clock clock = Clock.systemUTC();
    try (Journal journal = Journal.open(home.journal())) {
      JobStore.Stored job =
          new JobStore(journal, clock)
              .add(TASK, new TeachView.NewJob("Sort post", "By its offer.", "classify"), false);
      TaskStore tasks = new TaskStore(journal, clock);
      tasks.add(TASK, "job:1", job.act(), new EvidenceView.Handed(12, List.of()));
      tasks.phase(TASK, View.TaskPhase.READY, null);
      Versions versions = new Versions(journal, new Audit(journal, clock), clock);
      versions.install(TASK, digest, card.toString());
      versions.move(versions.champion(TASK).orElseThrow(), Cause.LEARNED, "It passed.");
    }
  }

  @AfterEach
  void close() throws Exception {
    engine.close();
  }

  private int export(Path to) {
    return Stillroom.run(
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        "tasks",
        "export",
        TASK,
        "--out",
        to.toString(),
        "--yes",
        "--home",
        home.directory().toString());
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileOfTheNameThatHalfAFileMightHaveIsLeftAlone() throws Exception {
    Path mine = Files.writeString(folder.resolve("m.still.part"), "mine");

    assertEquals(0, export(folder.resolve("m.still")), errors());

    assertEquals("mine", Files.readString(mine));
    assertFalse(PackReader.read(folder.resolve("m.still")).digest().isEmpty());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws IOException {
    Path mine = Files.writeString(folder.resolve("m.still"), "mine");

    assertEquals(1, export(mine));

    assertEquals("mine", Files.readString(mine));
    assertTrue(errors().contains("choose another name"), errors());
  }

  @Test
  void aFileThatComesAtTheLastMomentIsNeitherWrittenOverNorDeleted() throws IOException {
    Path mine = Files.writeString(folder.resolve("m.still"), "mine");
    assertThrows(CommandFailure.class, () -> NewFile.write(mine, new byte[] {1}));
    assertEquals("mine", Files.readString(mine));
  }
}
