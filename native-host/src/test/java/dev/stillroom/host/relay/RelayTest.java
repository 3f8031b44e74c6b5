package dev.stillroom.host.relay;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.engine.TestEngines;
import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.protocol.Codec;
import dev.stillroom.host.protocol.EngineFrame;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.job.Frames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay as a browser starts it: a process with a pipe on each side. */
@Timeout(60)
class RelayTest {

  private static final String ORIGIN =
      "chrome-extension://" + ExtensionIds.CHROMIUM.iterator().next() + "/";

  @TempDir Path directory;
  private Home home;
  private final List<Process> relays = new ArrayList<>();

  @BeforeEach
  void chooseHome() {
    home = TestEngines.home(directory);
  }

  @AfterEach
  void endAll() throws IOException {
    relays.forEach(Process::destroyForcibly);
    TestEngines.end(home);
  }

  @Test
  void itStartsTheEngineAndCarriesFramesBothWays() throws Exception {
    Process relay = start(ORIGIN);
    assertInstanceOf(Reply.Welcome.class, ask(relay, TestEngines.hello(1)));
    Reply recorded =
        ask(
            relay,
            new RequestFrame(2, new Request.RecordEvents(List.of(TestEngines.download("a.webp")))));
    assertInstanceOf(Reply.Acknowledged.class, recorded);
    relay.getOutputStream().close();
    assertTrue(relay.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, relay.exitValue());
    assertEquals(0, relay.getInputStream().readAllBytes().length);
  }

  @Test
  void firefoxCallsWithItsManifestAndItsId() throws Exception {
    Process relay = start("/some/where/dev.stillroom.host.json", ExtensionIds.FIREFOX);
    assertInstanceOf(Reply.Welcome.class, ask(relay, TestEngines.hello(1)));
  }

  @Test
  void aStrangerIsRefusedAndNoEngineIsStarted() throws Exception {
    Process relay = start("chrome-extension://" + "a".repeat(32) + "/");
    EngineFrame frame = read(relay);
    Reply.Failure failure = (Reply.Failure) frame.reply();
    assertEquals(ErrorCode.FORBIDDEN_CALLER.number(), failure.code());
    assertTrue(relay.waitFor(20, TimeUnit.SECONDS));
    assertEquals(1, relay.exitValue());
    assertTrue(Client.connectIfRunning(home, PROGRAM).isEmpty());
  }

  @Test
  void anEngineThatCannotStartIsToldInAFrame() throws Exception {
    Files.createDirectories(home.journal());
    Process relay = start(ORIGIN);
    Reply.Failure failure = (Reply.Failure) read(relay).reply();
    assertEquals(ErrorCode.INTERNAL.number(), failure.code());
    assertTrue(failure.message().contains("stillroom doctor"), failure.message());
  }

  @Test
  void whatALibraryPrintsDoesNotReachTheWire() throws Exception {
    List<String> line = new ArrayList<>(PROGRAM.relay(home));
    line.add(line.size() - 1, Noise.class.getName());
    line.add(ORIGIN);
    Process relay = start(new ProcessBuilder(line));
    for (int id = 1; id <= 200; id++) {
      assertInstanceOf(Reply.Welcome.class, ask(relay, TestEngines.hello(id)));
    }
    relay.getOutputStream().close();
    assertEquals(0, relay.getInputStream().readAllBytes().length);
  }

  @Test
  void whatTheJvmSaysOfABrokenCacheDoesNotReachTheWire() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.aot"), "no cache at all");
    List<String> line = new ArrayList<>(PROGRAM.relay(home));
    line.add(3, "-XX:AOTCache=" + broken);
    line.add(ORIGIN);
    Process relay = start(new ProcessBuilder(line));
    assertInstanceOf(Reply.Welcome.class, ask(relay, TestEngines.hello(1)));
    relay.getOutputStream().close();
    assertEquals(0, relay.getInputStream().readAllBytes().length);
  }

  @Test
  void aRelayThatIsKilledTakesNothingWithIt() throws Exception {
    Process relay = start(ORIGIN);
    ask(relay, TestEngines.hello(1));
    ask(
        relay,
        new RequestFrame(2, new Request.RecordEvents(List.of(TestEngines.download("a.webp")))));
    try (Client client = Client.connectIfRunning(home, PROGRAM).orElseThrow()) {
      relay.destroyForcibly().waitFor();
      assertEquals(1, TestEngines.events(client));
    }
    assertInstanceOf(Reply.Welcome.class, ask(start(ORIGIN), TestEngines.hello(1)));
  }

  @Test
  void itEndsWithTheEngineAndTheNextOneStartsAnother() throws Exception {
    Process relay = start(ORIGIN);
    ask(relay, TestEngines.hello(1));
    TestEngines.end(home);
    assertTrue(relay.waitFor(20, TimeUnit.SECONDS));
    assertInstanceOf(Reply.Welcome.class, ask(start(ORIGIN), TestEngines.hello(1)));
  }

  @Test
  void aFrameTooLargeForABrowserIsDroppedAndTheNextOneArrives() throws Exception {
    home.create();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(RuntimeDirectory.socket(home)));
      Process relay = start(ORIGIN);
      try (SocketChannel channel = server.accept()) {
        assertEquals(EngineDoor.GREETING + " " + ORIGIN, EngineDoor.readLine(channel));
        EngineDoor.write(channel, EngineDoor.GREETING + "\n");
        OutputStream out = Channels.newOutputStream(channel);
        byte[] largest = new byte[Frames.MAX_TO_BROWSER];
        largest[largest.length - 1] = 7;
        // No pipe and no socket holds all that: it is written while it is read.
        CompletableFuture<Void> written =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    Frames.write(out, new byte[Frames.MAX_TO_BROWSER + 1]);
                    Frames.write(out, largest);
                    Frames.write(out, new byte[0]);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        assertEquals(7, readPayload(relay)[largest.length - 1]);
        assertEquals(0, readPayload(relay).length);
        written.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void itsNumbersAreTheProtocols() {
    assertEquals(Protocol.VERSION, Relay.PROTOCOL);
    assertEquals(ErrorCode.INTERNAL.number(), Relay.INTERNAL);
    assertEquals(ErrorCode.FORBIDDEN_CALLER.number(), Relay.FORBIDDEN_CALLER);
    assertEquals(Frames.MAX_TO_BROWSER, Relay.MAX_TO_BROWSER);
  }

  private Process start(String... caller) throws IOException {
    List<String> line = new ArrayList<>(PROGRAM.relay(home));
    line.addAll(List.of(caller));
    return start(new ProcessBuilder(line));
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process relay = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    relays.add(relay);
    return relay;
  }

  private static Reply ask(Process relay, RequestFrame frame) throws IOException {
    Frames.write(relay.getOutputStream(), Codec.encode(frame));
    EngineFrame answer = read(relay);
    while (answer.push() != null) {
      answer = read(relay);
    }
    assertEquals(frame.id(), answer.id());
    return answer.reply();
  }

  private static EngineFrame read(Process relay) throws IOException {
    return Codec.decodeEngine(readPayload(relay));
  }

  private static byte[] readPayload(Process relay) throws IOException {
    return Frames.read(relay.getInputStream(), Frames.MAX_TO_BROWSER);
  }
}
