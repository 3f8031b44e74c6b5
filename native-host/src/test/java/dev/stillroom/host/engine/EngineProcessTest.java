package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static dev.stillroom.host.engine.TestEngines.download;
import static dev.stillroom.host.engine.TestEngines.events;
import static dev.stillroom.host.engine.TestEngines.process;
import static dev.stillroom.host.engine.TestEngines.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.relay.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a process of its own: how it starts, is found, dies and comes back. */
@Timeout(60)
class EngineProcessTest {

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void chooseHome() {
    home = TestEngines.home(directory);
  }

  @AfterEach
  void endEngine() throws IOException {
    TestEngines.end(home);
  }

  @Test
  void aClientStartsTheEngineAndIsWelcomed() throws IOException {
    try (Client client = Client.connect(home, PROGRAM)) {
      assertEquals(home.directory().toString(), status(client).home());
      assertTrue(Client.connectIfRunning(home, PROGRAM).isPresent());
    }
  }

  @Test
  void twoClientsAtOnceShareOneEngine() throws Exception {
    List<CompletableFuture<Client>> starting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      starting.add(CompletableFuture.supplyAsync(this::connect));
    }
    try (Client first = starting.get(0).get(20, TimeUnit.SECONDS);
        Client second = starting.get(1).get(20, TimeUnit.SECONDS)) {
      assertEquals(status(first).pid(), status(second).pid());
      record(first, download("a.webp"));
      record(second, download("b.webp"));
      assertEquals(2, events(first));
    }
  }

  @Test
  void ofTwoEnginesForOneHomeTheSecondLeaves() throws Exception {
    try (Client client = Client.connect(home, PROGRAM)) {
      Process second = new ProcessBuilder(PROGRAM.engine(home)).start();
      assertTrue(second.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, second.exitValue());
      record(client, download("a.webp"));
      assertEquals(1, events(client));
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillAndComesOnlyOnce() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    ConcurrentLinkedQueue<CompletableFuture<Reply>> replies = new ConcurrentLinkedQueue<>();
    List<Event> sent = new ArrayList<>();
    long killed;
    try (Client client = Client.connect(home, PROGRAM)) {
      ProcessHandle engine = process(client);
      killed = engine.pid();
      for (int i = 0; i < 400; i++) {
        Event event = download(i + ".webp");
        sent.add(event);
        replies.add(client.send(new Request.RecordEvents(List.of(event))));
        if (i == 200) {
          replies.peek().get(10, TimeUnit.SECONDS);
          engine.destroyForcibly();
        }
      }
      for (CompletableFuture<Reply> reply : replies) {
        reply
            .handle(
                (answer, failure) ->
                    answer instanceof Reply.Acknowledged done
                        ? acknowledged.addAll(done.ids())
                        : false)
            .get(10, TimeUnit.SECONDS);
      }
      engine.onExit().join();
    }
    assertFalse(acknowledged.isEmpty());
    try (Client again = Client.connect(home, PROGRAM)) {
      assertNotEquals(killed, status(again).pid());
      assertTrue(events(again) >= acknowledged.size());
      record(again, sent.toArray(Event[]::new));
      assertEquals(sent.size(), events(again));
    }
  }

  @Test
  void whatALibraryPrintsInTheEngineReachesNoClient() throws Exception {
    List<String> line = new ArrayList<>(PROGRAM.engine(home));
    line.add(line.size() - 1, Noise.class.getName());
    Path output = directory.resolve("output");
    Process engine =
        new ProcessBuilder(line)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    TestEngines.await(
        "the noisy engine listens", () -> RuntimeDirectory.announcedSocket(home).isPresent());
    try (Wire wire = Wire.open(home)) {
      for (int id = 1; id <= 200; id++) {
        wire.send(TestEngines.hello(id));
        assertEquals(id, wire.read().id());
      }
    }
    engine.destroyForcibly().waitFor();
    assertEquals(0, Files.size(output));
  }

  @Test
  void aSocketFileLeftBehindDoesNotStopTheNextEngine() throws Exception {
    try (Client client = Client.connect(home, PROGRAM)) {
      ProcessHandle engine = process(client);
      engine.destroyForcibly();
      engine.onExit().join();
    }
    assertTrue(Files.exists(RuntimeDirectory.socket(home)));
    try (Client client = Client.connect(home, PROGRAM)) {
      assertEquals(0, events(client));
    }
  }

  @Test
  void whatWasKeptOfTextsIsDroppedWhateverIsForgotten() throws Exception {
    List<Request.Forget> requests =
        List.of(
            new Request.Forget("shop.localhost", null, null, false),
            new Request.Forget(null, null, Instant.EPOCH, false),
            new Request.Forget(null, null, null, true));
    try (Client client = Client.connect(home, PROGRAM)) {
      for (Request.Forget request : requests) {
        for (String name : List.of("vectors.cache", "vectors.key")) {
          Files.writeString(home.directory().resolve(name), "of a text");
        }
        client.ask(request);
        assertFalse(Files.exists(home.directory().resolve("vectors.cache")), request.toString());
        assertFalse(Files.exists(home.directory().resolve("vectors.key")), request.toString());
      }
    }
  }

  @Test
  void toldToLeaveItLeavesNoSocketBehind() throws Exception {
    try (Client client = Client.connect(home, PROGRAM)) {
      record(client, download("a.webp"));
      ProcessHandle engine = process(client);
      engine.destroy();
      engine.onExit().get(20, TimeUnit.SECONDS);
    }
    assertFalse(Files.exists(RuntimeDirectory.socket(home)));
    try (Client client = Client.connect(home, PROGRAM)) {
      assertEquals(1, events(client));
    }
  }

  private Client connect() {
    try {
      return Client.connect(home, PROGRAM);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reply.Status status(Client client) throws IOException {
    return (Reply.Status) client.ask(new Request.GetStatus());
  }
}
