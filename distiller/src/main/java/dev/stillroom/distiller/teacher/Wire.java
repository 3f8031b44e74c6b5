package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The way to a teacher over HTTP: patient with a busy server, impatient with a slow one, and strict
 * with both. Every request is paid for and written into the ledger before it leaves; nothing is
 * followed to another address; an answer is bounded in time and size and has to be JSON. A key
 * never stands in what it says of a failure.
 */
final class Wire implements HttpClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The most that is repeated of what a server says of an error, in characters. */
  private static final int MOST_SAID = 200;

  private static final int UNAUTHORIZED = 401;

  /** Who stands between was not answered in time: the question may be answered and billed. */
  private static final int GATEWAY_TIMEOUT = 504;

  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504, 529);

  /**
   * How long is waited for what.
   *
   * @param tries of one question
   * @param answer for one answer, to its last byte
   * @param longestPause that a server may ask for
   */
  record Patience(int tries, Duration answer, Duration longestPause) {
    static final Patience USUAL = new Patience(5, Duration.ofSeconds(60), Duration.ofMinutes(2));
  }

  /** Waits; tests have no time to. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** What carries {@link TeacherFailure} through a library. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient TeacherFailure failure;

    Broken(TeacherFailure failure) {
      super(failure.getMessage());
      this.failure = failure;
    }

    TeacherFailure failure() {
      return failure;
    }
  }

  private final Exchanges exchanges;
  private final URI base;
  private final String key;
  private final boolean elsewhere;
  private final String model;
  private final Access access;
  private final Patience patience;
  private final Pause pause;
  private final RandomGenerator chance;

  /** Of the question that is asked; a library asks for it on the same thread. */
  private final ThreadLocal<Bill> bill = new ThreadLocal<>();

  /** An answer that came already and is read as if it came now. */
  private final ThreadLocal<String> given = new ThreadLocal<>();

  private long quietUntil = Long.MIN_VALUE;

  Wire(Address address, Access access, Patience patience, Pause pause) {
    this.exchanges = new Exchanges(patience.answer());
    this.base = address.base();
    this.key = address.key();
    this.elsewhere = address.isElsewhere();
    this.model = address.model();
    this.access = access;
    this.chance = access.chance();
    this.patience = patience;
    this.pause = pause;
  }

  /** A question is asked on this thread, until it is {@link #closed}. */
  Bill open(Prompt prompt) {
    Bill opened = new Bill(access, prompt, base.getHost(), model, elsewhere);
    bill.set(opened);
    return opened;
  }

  void closed() {
    bill.remove();
  }

  /** What the library asks for when it wants a client: this one, as it is. */
  HttpClientBuilder builder() {
    return new HttpClientBuilder() {
      @Override
      public Duration connectTimeout() {
        return patience.answer();
      }

      @Override
      public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
      }

      @Override
      public Duration readTimeout() {
        return patience.answer();
      }

      @Override
      public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
      }

      @Override
      public HttpClient build() {
        return Wire.this;
      }
    };
  }

  /** Returns when the stream has ended: who asks waits. */
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    answered(request, asked -> exchanges.stream(asked, parser, listener));
  }

  /** Lets the library read an answer that came already: its next question is not sent. */
  <T> T reading(String answer, Supplier<T> question) {
    given.set(answer);
    try {
      return question.get();
    } finally {
      given.remove();
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    String came = given.get();
    String body = came != null ? came : answered(request, exchanges::whole);
    return SuccessfulHttpResponse.builder()
        .statusCode(200)
        .headers(Map.of("content-type", List.of("application/json")))
        .body(body)
        .build();
  }

  private String answered(HttpRequest request, Exchanges.Way way) {
    try {
      return patiently(request, way);
    } catch (TeacherFailure failure) {
      throw new Broken(failure);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new Broken(
          new TeacherFailure(TeacherFailure.Reason.SPENT, "cancelled while a teacher was asked"));
    }
  }

  private String patiently(HttpRequest request, Exchanges.Way way)
      throws TeacherFailure, InterruptedException {
    String last = "";
    for (int attempt = 0; attempt < patience.tries(); attempt++) {
      waitForQuiet();
      Duration wanted = null;
      switch (once(request, attempt > 0, way)) {
        case Exchanges.Outcome.Answer answer -> {
          return answer.body();
        }
        case Exchanges.Outcome.Status status -> {
          if (!TRANSIENT.contains(status.code())) {
            throw refused(status);
          }
          last = "it answered with status " + status.code() + said(status.body());
          wanted = status.wanted();
        }
        case Exchanges.Outcome.Nothing nothing -> last = clean(nothing.why(), MOST_SAID);
      }
      if (wanted != null && wanted.compareTo(patience.longestPause()) > 0) {
        throw new TeacherFailure(
            TeacherFailure.Reason.REFUSED,
            where() + " asks to wait " + wanted.toSeconds() + " s (" + last + "): try again later");
      }
      if (attempt + 1 < patience.tries()) {
        beQuiet(wanted == null ? backOff(attempt) : wanted, wanted != null);
      }
    }
    throw new TeacherFailure(
        TeacherFailure.Reason.UNREACHABLE,
        where() + " gave no answer after " + patience.tries() + " tries: " + last);
  }

  /** Half a second, twice as long each time, less some chance: not all come back at once. */
  private Duration backOff(int attempt) {
    long most = Math.min(patience.longestPause().toMillis(), 500L << attempt);
    return Duration.ofMillis(most / 2 + chance.nextLong(most / 2 + 1));
  }

  /** A server that is busy is busy for all questions. */
  private void beQuiet(Duration time, boolean forAll) throws InterruptedException {
    if (forAll) {
      synchronized (this) {
        quietUntil = Math.max(quietUntil, System.nanoTime() + time.toNanos());
      }
    }
    pause.of(time);
    if (forAll) {
      synchronized (this) {
        quietUntil = Math.min(quietUntil, System.nanoTime());
      }
    }
  }

  private void waitForQuiet() throws InterruptedException {
    long left;
    synchronized (this) {
      left = quietUntil == Long.MIN_VALUE ? 0 : quietUntil - System.nanoTime();
    }
    if (left > 0) {
      pause.of(Duration.ofNanos(left));
    }
  }

  private Exchanges.Outcome once(HttpRequest request, boolean again, Exchanges.Way way)
      throws TeacherFailure, InterruptedException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    Bill paid = bill.get();
    paid.pay(body.length, again);
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(patience.answer())
            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
    request.headers().forEach((name, all) -> all.forEach(one -> builder.header(name, one)));
    Exchanges.Outcome outcome = way.of(builder.build());
    switch (outcome) {
      case Exchanges.Outcome.Answer _ -> {
        // Who reads it says what it took.
      }
      case Exchanges.Outcome.Status status -> settle(paid, status.code() == GATEWAY_TIMEOUT);
      case Exchanges.Outcome.Nothing nothing -> settle(paid, nothing.left());
    }
    return outcome;
  }

  private static void settle(Bill paid, boolean lost) throws TeacherFailure {
    if (lost) {
      paid.lost();
    } else {
      paid.took(0, 0);
    }
  }

  private RuntimeException refused(Exchanges.Outcome.Status status) throws TeacherFailure {
    if (status.code() == 400 || status.code() == 422) {
      // The library's caller may ask in another way.
      return new HttpException(status.code(), clean(status.body(), 2_000));
    }
    String what =
        switch (status.code()) {
          case UNAUTHORIZED, 403 -> " refuses the key";
          case 404 -> " has no such address or model '" + model + "'";
          case 402 -> " wants to be paid";
          default -> " answered with status " + status.code();
        };
    throw new TeacherFailure(TeacherFailure.Reason.REFUSED, where() + what + said(status.body()));
  }

  private String where() {
    return "the teacher at " + base.getAuthority();
  }

  private String said(String body) {
    String text = body;
    try {
      var error = JSON.readTree(body).path("error");
      text = error.isTextual() ? error.asText() : error.path("message").asText(body);
    } catch (JsonProcessingException plain) {
      // It is shown as it is.
    }
    String shown = clean(text, MOST_SAID);
    return shown.isEmpty() ? "" : " (" + shown + ")";
  }

  /** In one line, bounded, without the key, which some servers repeat. */
  private String clean(String text, int most) {
    String plain = text;
    if (key != null && !key.isEmpty()) {
      plain = plain.replace(key, "…");
    }
    plain = plain.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return plain.length() > most ? plain.substring(0, most) + "…" : plain;
  }
}
