package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static dev.stillroom.host.engine.TestEngines.hello;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.engine.handle.Hello;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.RequestFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with handlers of the test's own: what happens when one of them misbehaves. */
@Timeout(60)
class DispatchTest {

  @TempDir Path directory;
  private Home home;
  private Journal journal;
  private EngineThread thread;
  private EngineServer server;

  @BeforeEach
  void open() throws IOException {
    home = TestEngines.home(directory);
    home.create();
    journal = Journal.open(home.journal());
    thread = new EngineThread(journal);
    server = EngineServer.bind(RuntimeDirectory.socket(home));
  }

  @AfterEach
  void close() {
    server.close();
    thread.close();
    journal.close();
  }

  @Test
  void aReplyTooLargeForABrowserBecomesAFailure() throws IOException {
    serve(request -> done(new Reply.Forgotten(0, 0, List.of())), request -> done(large()));
    try (Client client = Client.connect(home, PROGRAM)) {
      RequestFailure failure =
          assertThrows(RequestFailure.class, () -> client.ask(new Request.GetStatus()));
      assertEquals(ErrorCode.NOT_POSSIBLE_NOW, failure.code());
      assertInstanceOf(
          Reply.Forgotten.class, client.ask(new Request.Forget(null, null, null, true)));
    }
  }

  @Test
  void aHandlerThatThrowsIsAnsweredAndNothingItWroteStays() throws IOException {
    serve(
        request -> {
          journal.update("INSERT INTO setting (name, value) VALUES ('half', '')");
          throw new IllegalStateException("deliberate");
        },
        request ->
            done(new Reply.Forgotten(journal.count("SELECT count(*) FROM setting"), 0, List.of())));
    try (Client client = Client.connect(home, PROGRAM)) {
      RequestFailure failure =
          assertThrows(
              RequestFailure.class, () -> client.ask(new Request.Forget(null, null, null, true)));
      assertEquals(ErrorCode.INTERNAL, failure.code());
      assertEquals(new Reply.Forgotten(0, 0, List.of()), client.ask(new Request.GetStatus()));
    }
  }

  @Test
  void longWorkIsAnsweredLaterAndHoldsUpNobody() throws IOException {
    CompletableFuture<Reply> later = new CompletableFuture<>();
    serve(request -> later, request -> done(new Reply.Done()));
    try (Client client = Client.connect(home, PROGRAM)) {
      CompletableFuture<Reply> slow = client.send(new Request.Forget(null, null, null, true));
      assertEquals(new Reply.Done(), client.ask(new Request.GetStatus()));
      assertTrue(!slow.isDone());
      thread.execute(() -> later.complete(new Reply.Forgotten(1, 2, List.of())));
      assertEquals(new Reply.Forgotten(1, 2, List.of()), slow.join());
    }
  }

  @Test
  void onlyExtensionsAreToldPushes() throws IOException {
    serve(request -> done(new Reply.Done()), request -> done(new Reply.Done()));
    ConcurrentLinkedQueue<Push> extension = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Push> command = new ConcurrentLinkedQueue<>();
    try (Client one = Client.connect(home, PROGRAM, "extension", extension::add);
        Client two = Client.connect(home, PROGRAM, "command", command::add)) {
      server.push(new Push.Changed(3));
      TestEngines.await("the push arrives", () -> !extension.isEmpty());
      two.ask(new Request.GetStatus());
      assertEquals(List.of(new Push.Changed(3)), List.copyOf(extension));
      assertTrue(command.isEmpty());
      assertEquals(2, server.connected());
      assertEquals(new Reply.Done(), one.ask(new Request.GetStatus()));
    }
    TestEngines.await("both have left", () -> server.connected() == 0);
  }

  @Test
  void whatOneClientDoesIsToldToTheOthersAndLookingIsNot() throws IOException {
    serve(request -> done(new Reply.Forgotten(1, 0, List.of())), request -> done(new Reply.Done()));
    ConcurrentLinkedQueue<Push> told = new ConcurrentLinkedQueue<>();
    try (Client browser = Client.connect(home, PROGRAM, "extension", told::add);
        Client other = Client.connect(home, PROGRAM)) {
      other.ask(new Request.GetStatus());
      other.ask(new Request.Forget(null, null, null, true));
      TestEngines.await("the browser is told", () -> !told.isEmpty());
      browser.ask(new Request.GetStatus());
      assertEquals(List.of(new Push.Changed(0)), List.copyOf(told));
    }
  }

  @Test
  void whatFailedIsToldToNobodyElse() throws IOException {
    serve(
        request -> {
          throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "not now");
        },
        request -> done(new Reply.Done()));
    ConcurrentLinkedQueue<Push> told = new ConcurrentLinkedQueue<>();
    try (Client browser = Client.connect(home, PROGRAM, "extension", told::add);
        Client other = Client.connect(home, PROGRAM)) {
      assertThrows(
          RequestFailure.class, () -> other.ask(new Request.Forget(null, null, null, true)));
      browser.ask(new Request.GetStatus());
      assertEquals(List.of(), List.copyOf(told));
    }
  }

  @Test
  void aClientThatDoesNotReadIsDroppedAndNobodyWaitsForIt() throws IOException {
    serve(request -> done(new Reply.Done()), request -> done(wide()));
    try (Wire deaf = Wire.open(home);
        Client client = Client.connect(home, PROGRAM)) {
      deaf.send(hello(1));
      for (int i = 0; i < 100; i++) {
        deaf.send(new RequestFrame(2 + i, new Request.GetStatus()));
      }
      TestEngines.await("the deaf one is dropped", () -> server.connected() == 1);
      assertEquals(wide(), client.ask(new Request.GetStatus()));
    } catch (IOException brokenPipe) {
      // The drop came while it still wrote.
      TestEngines.await("the deaf one is dropped", () -> server.connected() == 0);
    }
  }

  @Test
  void tooManyUnansweredRequestsAreToldToComeLater() throws IOException {
    serve(request -> new CompletableFuture<>(), request -> done(new Reply.Done()));
    try (Wire wire = Wire.open(home)) {
      wire.send(hello(1));
      assertInstanceOf(Reply.Welcome.class, wire.readReplyTo(1));
      for (int i = 0; i <= 1_024; i++) {
        wire.send(new RequestFrame(2 + i, new Request.Forget(null, null, null, true)));
      }
      assertEquals(ErrorCode.BUSY.number(), wire.readFailure());
    }
  }

  private void serve(
      Function<Request.Forget, CompletableFuture<Reply>> forget,
      Function<Request.GetStatus, CompletableFuture<Reply>> status) {
    server.serve(
        new Dispatcher(
            thread,
            List.of(
                new Hello(),
                handler(Request.Forget.class, forget),
                handler(Request.GetStatus.class, status)),
            () -> thread.afterCommit(() -> server.push(new Push.Changed(0)))));
  }

  private static <R extends Request> Handler<R> handler(
      Class<R> type, Function<R, CompletableFuture<Reply>> answer) {
    return new Handler<>() {
      @Override
      public Class<R> request() {
        return type;
      }

      @Override
      public CompletableFuture<Reply> handle(R request) {
        return answer.apply(request);
      }
    };
  }

  private static CompletableFuture<Reply> done(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private static Reply large() {
    return new Reply.Acknowledged(List.of("x".repeat(1_048_576)));
  }

  private static Reply wide() {
    return new Reply.Acknowledged(List.of("x".repeat(1_000_000)));
  }
}
