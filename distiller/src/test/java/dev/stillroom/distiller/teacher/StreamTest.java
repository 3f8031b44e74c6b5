package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.teacher.TeacherServer.Asked;
import dev.stillroom.distiller.teacher.TeacherServer.Reply;
import dev.stillroom.runtime.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that come bit by bit, over HTTP, in both protocols. */
class StreamTest {

  private static final List<String> PIECES = List.of("{\"answer\"", ": \"It is", " late.\"}");

  @TempDir private Path home;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Purse purse = new Purse(new Purse.Limits(0, 0, 0, 0, 0));
  private TeacherServer server;

  @AfterEach
  void close() {
    server.close();
  }

  private Teacher teacher(Address.Protocol protocol, Function<Asked, Reply> answer)
      throws Exception {
    server = new TeacherServer(answer);
    String name = protocol == Address.Protocol.ANTHROPIC ? "anthropic" : "openai";
    return Teachers.of(
        Address.of(server.url(), "m", "sk-secret-key-0123456789", name),
        new Access(purse, new Ledger(home), "task", Clock.systemUTC(), new Random(1)),
        new Wire.Patience(3, Duration.ofMillis(700), Duration.ofMinutes(2)),
        pause -> {});
  }

  private static Prompt prompt() {
    AnswerShape shape = new AnswerShape.Words();
    return new Prompt("Why?", "some data", shape.schema(null), 50, 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException end) {
      throw new AssertionError(end);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void anAnswerIsHeardWhileItComesAndCountedAsTheServerCounts(Address.Protocol protocol)
      throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    AtomicInteger sent = new AtomicInteger();
    int withText = protocol == Address.Protocol.ANTHROPIC ? 3 : 1;
    Teacher teacher =
        teacher(
            protocol,
            asked ->
                TeacherServer.streams(
                    asked,
                    PIECES,
                    () -> {
                      // The server says no more until the first word was heard.
                      if (sent.incrementAndGet() == withText) {
                        await(first);
                      }
                    }));
    Teacher.Said said =
        teacher.ask(
            prompt(),
            soFar -> {
              heard.add(soFar);
              first.countDown();
            });
    assertEquals(String.join("", PIECES), said.text());
    assertTrue(said.whole());
    assertEquals(100, said.tokensIn());
    assertEquals(7, said.tokensOut());
    assertEquals(
        List.of(PIECES.get(0), PIECES.get(0) + PIECES.get(1), String.join("", PIECES)), heard);
    assertTrue(server.asked().getFirst().body().path("stream").asBoolean());
    assertEquals(50, server.asked().getFirst().body().path("max_tokens").asInt());
    assertEquals(1, purse.spent().calls());
    assertEquals(107, purse.spent().tokensIn() + purse.spent().tokensOut());
  }

  /** The connection breaks, the server reports a fault, or says nothing more. */
  private enum End {
    CUT,
    ENDED,
    STILL
  }

  private static Stream<List<Object>> ends() {
    return Stream.of(Address.Protocol.OPENAI, Address.Protocol.ANTHROPIC)
        .flatMap(protocol -> Stream.of(End.values()).map(end -> List.<Object>of(protocol, end)));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("ends")
  void aStreamThatBreaksOffIsGivenAsFarAsItCame(List<Object> how) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    // A connection that breaks takes along what nobody has read yet.
    CountDownLatch read = new CountDownLatch(2);
    Teacher teacher =
        teacher(
            (Address.Protocol) how.get(0),
            asked -> {
              Reply whole = TeacherServer.streams(asked, PIECES.subList(0, 2), () -> {});
              boolean anthropic = asked.path().endsWith("/messages");
              List<String> events = whole.events().subList(0, anthropic ? 4 : 2);
              AtomicInteger n = new AtomicInteger();
              return new Reply(
                  200,
                  Map.of(),
                  "",
                  how.get(1) == End.CUT,
                  events,
                  () -> {
                    if (n.incrementAndGet() == events.size()) {
                      await(how.get(1) == End.STILL ? over : read);
                    }
                  });
            });
    Teacher.Said said = teacher.ask(prompt(), soFar -> read.countDown());
    over.countDown();
    assertEquals("{\"answer\": \"It is", said.text());
    assertFalse(said.whole(), how::toString);
    assertEquals(1, purse.spent().calls(), "once there is a word nobody is asked again");
    assertTrue(purse.spent().tokensIn() > 0 && purse.spent().tokensOut() > 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void aBusyServerIsAskedAgainBeforeItsFirstWord(Address.Protocol protocol) throws Exception {
    AtomicInteger n = new AtomicInteger();
    Teacher teacher =
        teacher(
            protocol,
            asked ->
                n.incrementAndGet() < 3
                    ? Reply.of(n.get() == 1 ? 429 : 500, "{\"error\":{\"message\":\"busy\"}}")
                    : TeacherServer.streams(asked, PIECES, () -> {}));
    assertEquals(String.join("", PIECES), teacher.ask(prompt(), heard::add).text());
    assertEquals(2, purse.spent().retries());
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void aRefusedKeyIsSaidInAStreamToo(Address.Protocol protocol) throws Exception {
    Teacher teacher =
        teacher(protocol, asked -> Reply.of(401, "{\"error\":{\"message\":\"no such key\"}}"));
    TeacherFailure refused =
        assertThrows(TeacherFailure.class, () -> teacher.ask(prompt(), heard::add));
    assertEquals(TeacherFailure.Reason.REFUSED, refused.reason());
    assertTrue(refused.getMessage().contains("refuses the key"), refused.getMessage());
    assertFalse(refused.getMessage().contains("sk-secret"));
  }

  @Test
  void aServerThatRefusesAStreamIsAskedForTheWhole() throws Exception {
    Teacher teacher =
        teacher(
            Address.Protocol.OPENAI,
            asked ->
                asked.body().path("stream").asBoolean()
                    ? Reply.of(400, "{\"error\":{\"message\":\"stream is not supported\"}}")
                    : TeacherServer.says(asked, "{\"answer\": \"late\"}"));
    assertEquals("{\"answer\": \"late\"}", teacher.ask(prompt(), heard::add).text());
    assertEquals(2, server.asked().size());
    assertEquals(List.of(), heard);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void aWholeAnswerInTheStreamsPlaceIsTheAnswerAndIsPaidOnce(Address.Protocol protocol)
      throws Exception {
    Teacher teacher =
        teacher(protocol, asked -> TeacherServer.says(asked, "{\"answer\": \"late\"}"));
    for (int times = 1; times <= 2; times++) {
      Teacher.Said said = teacher.ask(prompt(), heard::add);
      assertEquals("{\"answer\": \"late\"}", said.text());
      assertTrue(said.whole());
      assertEquals(times, server.asked().size());
      assertEquals(times, purse.spent().calls());
    }
  }

  @Test
  void anEndlessAnswerIsNotHeardToItsEnd() throws Exception {
    List<String> flood = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      flood.add("word ".repeat(200));
    }
    Teacher teacher =
        teacher(Address.Protocol.OPENAI, asked -> TeacherServer.streams(asked, flood, () -> {}));
    teacher.ask(prompt(), heard::add);
    assertTrue(heard.getLast().length() <= AnswerShape.MOST_CHARACTERS + 1_000);
  }
}
