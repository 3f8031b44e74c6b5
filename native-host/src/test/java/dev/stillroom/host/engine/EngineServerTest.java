package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static dev.stillroom.host.engine.TestEngines.download;
import static dev.stillroom.host.engine.TestEngines.hello;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.protocol.Codec;
import dev.stillroom.host.protocol.EngineFrame;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an engine answers on its socket, above all to what it should never be sent. */
@Timeout(60)
class EngineServerTest {

  @TempDir Path directory;
  private Home home;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    home = TestEngines.home(directory);
    engine = TestEngines.inProcess(home);
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void anEngineThatLeavesTakesTheDocumentsOfTabsWithIt() throws IOException {
    try (Client client = Client.connectIfRunning(home, TestEngines.PROGRAM).orElseThrow()) {
      String part = Base64.getEncoder().encodeToString("%PDF-1.7".getBytes(StandardCharsets.UTF_8));
      client.ask(new Request.BringDocument(null, part));
    }
    Path documents = home.scratch().resolve("documents");
    try (Stream<Path> files = Files.list(documents)) {
      assertEquals(1, files.count());
    }
    engine.close();
    try (Stream<Path> files = Files.list(documents)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void noMutationOfAFrameStopsTheEngine() throws IOException {
    List<byte[]> seeds =
        List.of(
            Codec.encode(hello(7)),
            Codec.encode(
                new RequestFrame(8, new Request.RecordEvents(List.of(download("a.webp"))))),
            Codec.encode(new RequestFrame(9, new Request.Convert("d", "jpeg"))),
            Codec.encode(new RequestFrame(10, new Request.Forget(null, null, null, false))));
    Mutation mutation = new Mutation(new SplittableRandom(20260101));
    try (Wire wire = Wire.open(home)) {
      for (int i = 0; i < 3_000; i++) {
        wire.sendPayload(mutation.of(seeds.get(i % seeds.size())));
        if (i % 100 == 99) {
          wire.send(hello(1_000_000 + i));
          assertInstanceOf(Reply.Welcome.class, wire.readReplyTo(1_000_000 + i));
        }
      }
    }
    try (Client client = Client.connect(home, PROGRAM)) {
      assertInstanceOf(Reply.Acknowledged.class, TestEngines.record(client, download("b.webp")));
    }
  }

  @Test
  void aPayloadThatIsNoJsonIsRefusedAndTheConnectionStays() throws IOException {
    try (Wire wire = Wire.open(home)) {
      for (String payload :
          List.of("", "{", "[]", "null", "{\"id\":1.5}", "\u0000", "{\"id\":1}")) {
        wire.sendPayload(payload.getBytes(StandardCharsets.UTF_8));
        assertEquals(ErrorCode.MALFORMED_FRAME.number(), wire.readFailure(), payload);
      }
      wire.send(hello(5));
      assertInstanceOf(Reply.Welcome.class, wire.readReplyTo(5));
    }
  }

  @Test
  void whatWasSentToTeachersIsShownAndTheirAnswersAreForgotten() throws IOException {
    Ledger ledger = new Ledger(home.teacher());
    Ledger.Sent sent = new Ledger.Sent(Instant.EPOCH, "a.example", "m", true, 700, "task");
    ledger.sent(sent);
    ledger.used(sent, 40, 2, 0.5);
    OwnFile.append(home.teacher().resolve("answers.jsonl"), "{\"text\":\"private words\"}");
    try (Client client = Client.connect(home, PROGRAM)) {
      Reply.Status status = (Reply.Status) client.ask(new Request.GetStatus());
      assertEquals("1 call, 42 tokens", status.teacher());
      assertEquals(0.5, status.moneySpent());
      assertEquals(700, status.sentBytes());
      assertEquals(700, ((Reply.Overview) client.ask(new Request.GetOverview(null))).sentBytes());
      client.ask(new Request.Forget(null, null, null, true));
      assertEquals(700, ((Reply.Status) client.ask(new Request.GetStatus())).sentBytes());
    }
    try (Stream<Path> files = Files.walk(home.teacher())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String left = Files.readString(file);
        assertFalse(left.contains("private words") || left.contains("a.example"), left);
      }
    }
  }

  @Test
  void aRequestThatLacksAMemberIsRefusedByName() throws IOException {
    try (Wire wire = Wire.open(home)) {
      wire.sendJson("{'id':3,'request':{'type':'hello','client':null,'version':'1','protocol':1}}");
      Reply.Failure failure = (Reply.Failure) wire.readReplyTo(3);
      assertEquals(ErrorCode.MALFORMED_FRAME.number(), failure.code());
      assertTrue(failure.message().contains("client"), failure.message());
    }
  }

  @Test
  void aRequestNobodyKnowsIsAnsweredAsUnknown() throws IOException {
    try (Wire wire = Wire.open(home)) {
      wire.sendJson("{'id':4,'request':{'type':'brewCoffee'}}");
      EngineFrame frame = wire.read();
      assertEquals(4, frame.id());
      assertEquals(Protocol.VERSION, frame.protocol());
      assertEquals(ErrorCode.UNKNOWN_REQUEST.number(), ((Reply.Failure) frame.reply()).code());
    }
  }

  @Test
  void aBadLengthIsToldAndEndsTheConnection() throws IOException {
    for (int length : new int[] {-1, Integer.MAX_VALUE, 64 * 1_048_576 + 1}) {
      try (Wire wire = Wire.open(home)) {
        wire.sendBytes(
            ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
        assertEquals(ErrorCode.MALFORMED_FRAME.number(), wire.readFailure());
        assertNull(wire.read());
      }
    }
  }

  @Test
  void nothingIsAnsweredBeforeHello() throws IOException {
    try (Wire wire = Wire.open(home)) {
      wire.send(new RequestFrame(1, new Request.GetStatus()));
      assertEquals(ErrorCode.NOT_ALLOWED.number(), wire.readFailure());
    }
  }

  @Test
  void aClientOfAnotherProtocolIsToldWhichSideToUpdate() throws IOException {
    try (Wire wire = Wire.open(home)) {
      wire.send(new RequestFrame(1, new Request.Hello("extension", "0", Protocol.VERSION - 1)));
      assertEquals(ErrorCode.PROTOCOL_TOO_OLD.number(), wire.readFailure());
      wire.send(new RequestFrame(2, new Request.Hello("extension", "9", Protocol.VERSION + 1)));
      assertEquals(ErrorCode.PROTOCOL_TOO_NEW.number(), wire.readFailure());
      wire.send(new RequestFrame(3, new Request.GetStatus()));
      assertEquals(ErrorCode.NOT_ALLOWED.number(), wire.readFailure());
    }
  }

  @Test
  void aClientReadsAFailureAsOne() throws IOException {
    try (Client client = Client.connect(home, PROGRAM)) {
      RequestFailure failure =
          assertThrows(RequestFailure.class, () -> client.ask(new Request.UndoAct("no such act")));
      assertTrue(!failure.getMessage().isBlank());
    }
  }

  @Test
  void anEventSentTwiceIsRecordedOnce() throws IOException {
    try (Client client = Client.connect(home, PROGRAM)) {
      var event = download("a.webp");
      Reply first = TestEngines.record(client, event);
      assertEquals(new Reply.Acknowledged(List.of(event.id())), first);
      assertEquals(first, TestEngines.record(client, event));
      assertEquals(1, TestEngines.events(client));
    }
  }

  @Test
  void anEngineThatNobodyNeedsLeaves() throws Exception {
    Home other = new Home(directory.resolve("other"));
    try (Engine idle =
        Engine.start(
                other, PROGRAM, Clock.systemUTC(), new SplittableRandom(1), Duration.ofMillis(50))
            .orElseThrow()) {
      try (Client client = Client.connect(other, PROGRAM)) {
        TestEngines.record(client, download("a.webp"));
      }
      idle.awaitIdle();
    }
    assertTrue(Client.connectIfRunning(other, PROGRAM).isEmpty());
  }

  @Test
  void whoeverDoesNotGreetIsNotServed() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(RuntimeDirectory.socket(home)));
      channel.write(ByteBuffer.wrap("GET / HTTP/1.1\n".getBytes(StandardCharsets.UTF_8)));
      assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void theSocketStandsInADirectoryOfThePersonsOwn() throws IOException {
    Path parent = RuntimeDirectory.socket(home).getParent();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory())));
  }
}
