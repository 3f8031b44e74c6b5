package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed while a program that the person allowed has written half a file. */
@Timeout(60)
class EngineProgramKilledTest {

  private static final String WORDS = "every word of it";

  @TempDir Path directory;
  private FilingScene scene;
  private Path letter;
  private Path program;
  private Path begun;

  @BeforeEach
  void allow() throws IOException {
    scene = new FilingScene(directory);
    letter = Files.writeString(scene.folder.resolve("letter.odt"), WORDS);
    begun = directory.resolve("begun");
    program = directory.resolve("slow");
    Files.writeString(
        program,
        """
        #!/bin/sh
        if [ -e '%1$s' ]; then printf '%%%%PDF-1.7 the whole' >"$2"; exit 0; fi
        printf '%%%%PDF-1.7 the ha' >"$2"
        touch '%1$s'
        sleep 300 &
        wait
        """
            .formatted(begun));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(scene.home.directory());
    new Programs(scene.home.programs())
        .allow("pdf", List.of("odt"), List.of(program.toString(), "{in}", "{out}"));
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  @Test
  void theFileIsUntouchedTheJournalSaysSoAndTheNextOneIsWhole() throws Exception {
    Process engine = scene.start(null);
    Client first = scene.connect();
    first.ask(new Request.RecordEvents(List.of(FilingScene.event("d1", letter))));
    CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> convert(first));
    TestEngines.await("half a file", () -> Files.exists(begun));
    engine.destroyForcibly().waitFor();
    cut.exceptionally(cutOff -> null).join();
    TestEngines.await("the program's end", () -> !runs());

    scene.start(null);
    try (Client client = scene.connect()) {
      FilesView.DoneAct act = newest(client);
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertTrue(act.message().contains("letter.odt is untouched"), act::message);
      assertEquals(List.of("letter.odt"), scene.files());
      assertEquals(WORDS, Files.readString(letter));
      try (Stream<Path> left = Files.list(scene.home.scratch())) {
        assertEquals(List.of(), left.toList());
      }

      convert(client);
      assertEquals(FilesView.ActState.DONE, newest(client).state());
      assertEquals("%PDF-1.7 the whole", Files.readString(scene.folder.resolve("letter.pdf")));
      assertEquals(WORDS, Files.readString(letter));
    }
  }

  private static void convert(Client client) {
    try {
      client.ask(new Request.Convert("d1", "pdf"));
    } catch (IOException | RequestFailure died) {
      throw new IllegalStateException(died);
    }
  }

  private static FilesView.DoneAct newest(Client client) throws IOException {
    return ((Reply.Acts) client.ask(new Request.ListActs(null, 10))).acts().getFirst();
  }

  private boolean runs() {
    return ProcessHandle.allProcesses()
        .anyMatch(one -> one.info().commandLine().orElse("").contains(program + " "));
  }
}
