package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.TeacherServer.Asked;
import dev.stillroom.distiller.teacher.TeacherServer.Reply;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every teacher that is reached over HTTP, against a real server. */
class TeacherTest {

  private static final String KEY = "sk-secret-key-0123456789";
  private static final Purse.Limits FREE = new Purse.Limits(0, 0, 0, 0, 0);

  @TempDir private Path home;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private TeacherServer server;
  private Purse purse = new Purse(FREE);

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private Teacher teacher(Address.Protocol protocol, Function<Asked, Reply> answer)
      throws IOException, JobFailure {
    server = new TeacherServer(answer);
    Address address =
        Address.of(server.url(), "a-model", KEY, protocol == null ? null : name(protocol));
    Access access = new Access(purse, new Ledger(home), "task", Clock.systemUTC(), new Random(1));
    return Teachers.of(
        address,
        access,
        new Wire.Patience(4, Duration.ofSeconds(20), Duration.ofMinutes(2)),
        pauses::add);
  }

  private static String name(Address.Protocol protocol) {
    return protocol == Address.Protocol.ANTHROPIC ? "anthropic" : "openai";
  }

  private static Prompt prompt() {
    AnswerShape shape = new AnswerShape.OneLabel(List.of("spam", "ham"));
    return new Prompt("Label it.", "some data", shape.schema(null), 50, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void aTeacherIsAskedInItsProtocolAndItsTokensAreCounted(Address.Protocol protocol)
      throws Exception {
    Teacher teacher = teacher(protocol, asked -> TeacherServer.says(asked, "{\"label\":\"ham\"}"));
    Teacher.Said said = teacher.ask(prompt());
    assertEquals("{\"label\":\"ham\"}", said.text());
    assertEquals(100, said.tokensIn());
    assertEquals(7, said.tokensOut());
    Asked asked = server.asked().getFirst();
    assertEquals("Label it.", asked.said("system"));
    assertEquals("some data", asked.said("user"));
    assertEquals("a-model", asked.body().path("model").asText());
    assertEquals(50, asked.body().path("max_tokens").asInt());
    assertEquals(0, asked.body().path("temperature").asDouble(), 0);
    assertTrue(asked.body().toString().contains("\"enum\":[\"spam\",\"ham\""), asked.toString());
    String header = protocol == Address.Protocol.ANTHROPIC ? "X-api-key" : "Authorization";
    assertTrue(asked.headers().get(header).getFirst().endsWith(KEY), asked.headers()::toString);
    assertEquals(1, purse.spent().calls());
    assertEquals(100, purse.spent().tokensIn());
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void aBusyServerIsLeftAloneForAsLongAsItAsks(Address.Protocol protocol) throws Exception {
    AtomicInteger n = new AtomicInteger();
    Teacher teacher =
        teacher(
            protocol,
            asked ->
                n.incrementAndGet() == 1
                    ? Reply.of(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after", "7")
                    : TeacherServer.says(asked, "x"));
    assertEquals("x", teacher.ask(prompt()).text());
    assertEquals(Duration.ofSeconds(7), pauses.getFirst());
    assertEquals(1, purse.spent().retries());
  }

  @Test
  void aServerThatFailsIsTriedAgainEachTimeLater() throws Exception {
    Teacher teacher = teacher(null, asked -> Reply.of(500, "{\"error\":{\"message\":\"oops\"}}"));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.UNREACHABLE, failure.reason());
    assertTrue(failure.getMessage().contains("after 4 tries"), failure.getMessage());
    assertTrue(failure.getMessage().contains("500 (oops)"), failure.getMessage());
    assertEquals(4, server.asked().size());
    assertEquals(3, pauses.size());
    for (int i = 0; i < 3; i++) {
      assertTrue(pauses.get(i).toMillis() >= 250L << i, pauses::toString);
      assertTrue(pauses.get(i).toMillis() <= 500L << i, pauses::toString);
    }
  }

  @Test
  void whoAsksToWaitForHoursIsNotWaitedFor() throws Exception {
    Teacher teacher = teacher(null, asked -> Reply.of(429, "{}", "retry-after", "7200"));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.REFUSED, failure.reason());
    assertTrue(failure.getMessage().contains("7200 s"), failure.getMessage());
    assertEquals(1, server.asked().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 402})
  void aRefusalIsNotTriedAgainAndNeverShowsTheKey(int status) throws Exception {
    String echo = "{\"error\":{\"message\":\"bad key " + KEY + "\\n\\u001b[31m\"}}";
    Teacher teacher = teacher(null, asked -> Reply.of(status, echo));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.REFUSED, failure.reason());
    assertEquals(1, server.asked().size());
    assertFalse(failure.getMessage().contains(KEY), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
    assertFalse(failure.getMessage().contains("\u001b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"choices\":[{\"message\"", "not json", "[1,2]", ""})
  void anAnswerThatIsNoJsonIsAskedForAgain(String body) throws Exception {
    AtomicInteger n = new AtomicInteger();
    Teacher teacher =
        teacher(
            null,
            asked ->
                n.incrementAndGet() == 1 ? Reply.of(200, body) : TeacherServer.says(asked, "x"));
    assertEquals("x", teacher.ask(prompt()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"choices\":[]}", "{\"choices\":\"x\"}", "{\"choices\":[{}]}"})
  void anAnswerOfAnotherShapeIsNoAnswer(String body) throws Exception {
    Teacher teacher = teacher(null, asked -> Reply.of(200, body));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.NO_ANSWER, failure.reason());
  }

  @Test
  void aStreamThatBreaksOffIsNoAnswer() throws Exception {
    Teacher teacher =
        teacher(
            null, asked -> new Reply(200, Map.of(), TeacherServer.says(asked, "x").body(), true));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.UNREACHABLE, failure.reason());
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    server = new TeacherServer(asked -> null);
    Access access = new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1));
    Teacher teacher =
        Teachers.of(
            Address.of(server.url(), "m", null, null),
            access,
            new Wire.Patience(2, Duration.ofMillis(150), Duration.ofMinutes(1)),
            pauses::add);
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.UNREACHABLE, failure.reason());
    assertEquals(2, purse.spent().calls());
  }

  @Test
  void anAnswerWithoutEndIsCut() throws Exception {
    Teacher teacher = teacher(null, asked -> Reply.of(200, "\"" + "x".repeat(2_000_000) + "\""));
    assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    Teacher teacher =
        teacher(null, asked -> Reply.of(307, "{}", "location", "http://127.0.0.1:1/v1"));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.REFUSED, failure.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_format", "temperature", "max_tokens"})
  void whatAServerDoesNotTakeIsLeftOut(String refused) throws Exception {
    Teacher teacher =
        teacher(
            null,
            asked ->
                asked.body().has(refused)
                    ? Reply.of(
                        400, "{\"error\":{\"message\":\"'" + refused + "' is not supported\"}}")
                    : TeacherServer.says(asked, "x"));
    assertEquals("x", teacher.ask(prompt()).text());
    assertEquals("x", teacher.ask(prompt()).text());
    assertEquals(3, server.asked().size());
  }

  @Test
  void theBudgetOfCallsHoldsForRetriesToo() throws Exception {
    purse = new Purse(new Purse.Limits(2, 0, 0, 0, 0));
    Teacher teacher = teacher(null, asked -> Reply.of(503, "{}"));
    TeacherFailure failure = assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(TeacherFailure.Reason.SPENT, failure.reason());
    assertEquals(2, server.asked().size());
  }

  @Test
  void aQuestionThatCouldOverspendIsNotAsked() throws Exception {
    Prompt prompt = prompt();
    purse = new Purse(new Purse.Limits(0, prompt.estimatedTokens() + 50, 0, 0, 0));
    Teacher teacher = teacher(null, asked -> TeacherServer.says(asked, "x"));
    teacher.ask(prompt);
    assertEquals(
        TeacherFailure.Reason.SPENT,
        assertThrows(TeacherFailure.class, () -> teacher.ask(prompt)).reason());
    purse = new Purse(new Purse.Limits(0, 0, 0.000_001, 1, 1));
    Teacher dear = teacher(null, asked -> TeacherServer.says(asked, "x"));
    assertThrows(TeacherFailure.class, () -> dear.ask(prompt));
    assertEquals(0, server.asked().size());
  }

  private static final Purse.Limits PRICED = new Purse.Limits(0, 0, 0, 1, 2);

  private static double price() {
    return new Purse(PRICED).price(prompt());
  }

  private Teacher impatient(String url) throws JobFailure {
    return Teachers.of(
        Address.of(url, "m", null, null),
        new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1)),
        new Wire.Patience(2, Duration.ofMillis(150), Duration.ofMinutes(1)),
        pauses::add);
  }

  @Test
  void whatLeftAndWasNotAnsweredIsPaidForAtItsDearest() throws Exception {
    purse = new Purse(PRICED);
    server = new TeacherServer(asked -> null);
    assertThrows(TeacherFailure.class, () -> impatient(server.url()).ask(prompt()));
    assertEquals(2 * prompt().mostTokens(), purse.spent().tokensOut());
    assertEquals(2 * price(), purse.spent().cost(), 1e-12);
    assertEquals(2 * price(), new Ledger(home).total().cost(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "{\"choices\":[]}"})
  void anAnswerThatNobodyCanReadIsPaidForAtItsDearest(String body) throws Exception {
    purse = new Purse(PRICED);
    Teacher teacher = teacher(null, asked -> Reply.of(200, body));
    assertThrows(TeacherFailure.class, () -> teacher.ask(prompt()));
    assertEquals(server.asked().size() * price(), purse.spent().cost(), 1e-12);
    assertEquals(purse.spent().cost(), new Ledger(home).total().cost(), 1e-12);
  }

  @Test
  void whatIsTriedAgainIsPaidForBeforeItLeaves() throws Exception {
    purse = new Purse(new Purse.Limits(0, 0, 1.5 * price(), 1, 2));
    server = new TeacherServer(asked -> null);
    TeacherFailure failure =
        assertThrows(TeacherFailure.class, () -> impatient(server.url()).ask(prompt()));
    assertEquals(TeacherFailure.Reason.SPENT, failure.reason());
    assertEquals(1, server.asked().size());
  }

  @Test
  void aRefusalOrAConnectionThatWasNotMadeCostsNothing() throws Exception {
    purse = new Purse(PRICED);
    Teacher busy = teacher(null, asked -> Reply.of(503, "{}"));
    assertThrows(TeacherFailure.class, () -> busy.ask(prompt()));
    server.close();
    assertThrows(TeacherFailure.class, () -> impatient(server.url()).ask(prompt()));
    assertEquals(6, purse.spent().calls());
    assertEquals(0, purse.spent().cost());
    assertEquals(0, new Ledger(home).total().cost(), 1e-12);
  }

  /** As two processes: each has its own purse and its own view of the ledger. */
  @Test
  void whoAsksAtTheSameTimeSharesTheMonth() throws Exception {
    Purse.Limits month = new Purse.Limits(0, 0, 0, 1, 2, 1.95 * price());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    purse = new Purse(month);
    Teacher first =
        teacher(
            null,
            question -> {
              asked.countDown();
              try {
                answered.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
              }
              return TeacherServer.says(question, "x");
            });
    Purse others = new Purse(month);
    Teacher second =
        Teachers.of(
            Address.of(server.url(), "m", null, null),
            new Access(others, new Ledger(home), "t", Clock.systemUTC(), new Random(1)),
            new Wire.Patience(4, Duration.ofSeconds(20), Duration.ofMinutes(2)),
            pauses::add);
    CompletableFuture<Teacher.Said> held =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return first.ask(prompt());
              } catch (TeacherFailure | InterruptedException failure) {
                throw new AssertionError(failure);
              }
            });
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    TeacherFailure spent = assertThrows(TeacherFailure.class, () -> second.ask(prompt()));
    assertEquals(TeacherFailure.Reason.SPENT, spent.reason());
    assertTrue(spent.getMessage().contains("monthly budget"), spent.getMessage());
    assertEquals(0, others.spent().calls(), "nothing of it left");
    answered.countDown();
    held.get(20, TimeUnit.SECONDS);
    assertEquals("x", second.ask(prompt()).text(), "what was not taken came back");
  }

  @Test
  void nothingThatIsWrittenWhileTheLedgerIsForgottenIsLost() throws Exception {
    Ledger.Sent sent =
        new Ledger.Sent(Clock.systemUTC().instant(), "api.example", "m", true, 10, "letters");
    try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        boolean forget = i % 10 == 9;
        all.add(
            writers.submit(
                () -> {
                  if (forget) {
                    new Ledger(home).forget(sent.time());
                  } else {
                    new Ledger(home).used(sent, 1, 0, 0.5);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(180, new Ledger(home).total().tokensIn());
    assertEquals(90, new Ledger(home).total().cost());
  }

  @Test
  void everyRequestStandsInTheLedgerWithoutWhatWasSentOrTheKey() throws Exception {
    Teacher teacher = teacher(null, asked -> TeacherServer.says(asked, "answer"));
    teacher.ask(prompt());
    Path file = home.resolve("ledger.jsonl");
    String written = Files.readString(file);
    for (String secret : List.of(KEY, "some data", "Label it", "answer")) {
      assertFalse(written.contains(secret), written);
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Ledger.Total total = new Ledger(home).total();
    assertEquals(1, total.calls());
    assertEquals(100, total.tokensIn());
    assertEquals(0, total.bytes(), "what goes to this machine has not left it");
    assertTrue(total.bytesHere() > 100);
  }

  @Test
  void forgettingTheLedgerKeepsItsSum() throws Exception {
    Ledger ledger = new Ledger(home);
    Ledger.Sent sent =
        new Ledger.Sent(Clock.systemUTC().instant(), "api.example", "m", true, 1_000, "letters");
    ledger.sent(sent);
    ledger.used(sent, 10, 5, 0.25);
    Ledger.Total before = ledger.total();
    ledger.forget(sent.time());
    assertEquals(before, ledger.total());
    assertEquals(1_000, ledger.total().bytes());
    String left = Files.readString(home.resolve("ledger.jsonl"));
    assertFalse(left.contains("api.example") || left.contains("letters"), left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/v1",
        "https://user:pass@api.example.com/v1",
        "https://api.example.com/v1?key=abc",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "nonsense"
      })
  void anAddressThatWouldShowTheKeyIsRefused(String place) {
    JobFailure failure = assertThrows(JobFailure.class, () -> Address.of(place, "m", KEY, null));
    assertEquals(1, failure.getMessage().lines().count());
    assertFalse(failure.getMessage().contains("pass@"), failure.getMessage());
  }

  @Test
  void anAddressTellsItsProtocol() throws Exception {
    assertEquals(
        Address.Protocol.ANTHROPIC,
        Address.of("https://api.anthropic.com/v1/", "m", KEY, null).protocol());
    assertEquals(
        Address.Protocol.OPENAI,
        Address.of("https://api.example.com/v1", "m", KEY, null).protocol());
    assertEquals(
        Address.Protocol.GGUF, Address.of("/models/small.gguf", null, null, null).protocol());
    assertFalse(Address.of("http://localhost:11434/v1", "m", null, null).isElsewhere());
    assertEquals(
        "http://localhost:11434/v1",
        Address.of("http://localhost:11434/", "m", null, null).base().toString());
    assertTrue(Address.of("http://192.168.1.5:8000/v1", "m", null, null).isElsewhere());
  }

  @Test
  void nobodyIsAskedWhereThereIsNoTeacher() {
    ObjectNode schema = new AnswerShape.Text().schema(null);
    assertThrows(
        TeacherFailure.class, () -> new NoTeacher().ask(new Prompt("a", "b", schema, 1, 0)));
  }
}
