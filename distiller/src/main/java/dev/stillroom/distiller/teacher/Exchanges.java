package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/** One request and its answer over HTTP, once: bounded in time and size, redirected nowhere. */
final class Exchanges {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The most of an answer, in bytes. */
  private static final long MOST_BYTES = 1_000_000;

  /** The most of an answer that comes bit by bit: each has an envelope of some hundred bytes. */
  private static final long MOST_STREAMED = 8_000_000;

  private static final String NO_STREAM = "it has no stream";

  /**
   * A whole answer where a stream was asked for: it is paid for, so nobody is asked again for it.
   */
  static final class Whole extends HttpException {
    private static final long serialVersionUID = 1;
    private final String body;

    private Whole(String body) {
      super(400, NO_STREAM);
      this.body = body;
    }

    /** The answer that a failed stream was; null where it was none. */
    static String in(RuntimeException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof Whole whole) {
          return whole.body;
        }
      }
      return null;
    }
  }

  /** What came of one request. */
  sealed interface Outcome {
    record Answer(String body) implements Outcome {}

    record Status(int code, String body, Duration wanted) implements Outcome {}

    /**
     * @param left whether the request may have reached somebody who bills it
     */
    record Nothing(String why, boolean left) implements Outcome {

      Nothing(String why) {
        this(why, true);
      }
    }
  }

  /** How a request is made and its answer is taken. */
  interface Way {
    Outcome of(HttpRequest request) throws InterruptedException;
  }

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param patience for a whole answer, or for the next bit of one
   */
  Exchanges(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /** The answer as a whole. */
  Outcome whole(HttpRequest request) throws InterruptedException {
    return arrived(
        request,
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES)),
        Exchanges::read);
  }

  /** The answer bit by bit; once there is a word of it nobody is asked again for it. */
  Outcome stream(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener)
      throws InterruptedException {
    return arrived(
        request,
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()),
        response -> streamed(response, parser, listener));
  }

  private <T> Outcome arrived(
      HttpRequest request,
      CompletableFuture<HttpResponse<T>> answer,
      Function<HttpResponse<T>, Outcome> taken)
      throws InterruptedException {
    try {
      return taken.apply(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      answer.cancel(true);
      return new Outcome.Nothing("no whole answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException cancelled) {
      answer.cancel(true);
      throw cancelled;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      boolean none =
          cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
      return new Outcome.Nothing(
          none
              ? "no connection to " + request.uri().getAuthority()
              : String.valueOf(cause.getMessage()),
          !none && !(cause instanceof SSLHandshakeException));
    }
  }

  private Outcome streamed(
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      ServerSentEventListener listener) {
    try (InputStream body = new Flow(response.body(), patience, MOST_STREAMED)) {
      if (response.statusCode() != 200) {
        byte[] said = body.readNBytes((int) MOST_BYTES);
        return new Outcome.Status(
            response.statusCode(),
            new String(said, StandardCharsets.UTF_8),
            RetryAfter.of(response.headers()));
      }
      String type = response.headers().firstValue("content-type").orElse("");
      if (!type.startsWith("text/event-stream")) {
        String said = new String(body.readNBytes((int) MOST_BYTES), StandardCharsets.UTF_8);
        if (judged(said) instanceof Outcome.Answer) {
          throw new Whole(said);
        }
        // The caller may ask in another way.
        throw new HttpException(400, NO_STREAM);
      }
      parser.parse(body, listener);
      listener.onClose();
      return new Outcome.Answer("");
    } catch (IOException broken) {
      return new Outcome.Nothing(String.valueOf(broken.getMessage()));
    }
  }

  private static Outcome read(HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != 200) {
      return new Outcome.Status(response.statusCode(), body, RetryAfter.of(response.headers()));
    }
    return judged(body);
  }

  /** A whole answer is an object in JSON. */
  private static Outcome judged(String body) {
    try {
      return JSON.readTree(body).isObject()
          ? new Outcome.Answer(body)
          : new Outcome.Nothing("it answered with JSON that is no object");
    } catch (JsonProcessingException broken) {
      return new Outcome.Nothing("it answered with what is no JSON");
    }
  }
}
