package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A conversation of one question with a model behind a {@link Wire}. Servers differ in what they
 * take; what one refuses is left out from then on.
 */
final class Chat {

  /**
   * What a server takes.
   *
   * @param schema a JSON schema for the answer
   * @param temperature how much chance
   * @param oldLimit the limit of an answer by its old name, {@code max_tokens}
   * @param stream that an answer is wanted bit by bit
   */
  record Ability(boolean schema, boolean temperature, boolean oldLimit, boolean stream) {

    /** Without what a refusal names; empty where that is nothing that could be left out. */
    Optional<Ability> without(String refusal) {
      String said = refusal.toLowerCase(Locale.ROOT);
      if (temperature && said.contains("temperature")) {
        return Optional.of(new Ability(schema, false, oldLimit, stream));
      }
      if (oldLimit && said.contains("max_tokens")) {
        return Optional.of(new Ability(schema, temperature, false, stream));
      }
      if (stream && said.contains("stream")) {
        return Optional.of(new Ability(schema, temperature, oldLimit, false));
      }
      boolean form =
          said.contains("response_format")
              || said.contains("json_schema")
              || said.contains("output_config")
              || said.contains("output_format")
              || said.contains("schema");
      return schema && form
          ? Optional.of(new Ability(false, temperature, oldLimit, stream))
          : Optional.empty();
    }
  }

  private final Wire wire;
  private final AtomicReference<Ability> ability =
      new AtomicReference<>(new Ability(true, true, true, true));

  Chat(Wire wire) {
    this.wire = wire;
  }

  /**
   * Asks.
   *
   * @param heard told what was said so far, whenever it is more; null to be told at the end only
   */
  Teacher.Said ask(Prompt prompt, Dialect dialect, Consumer<String> heard) throws TeacherFailure {
    try (Bill bill = wire.open(prompt)) {
      Answer answer = answer(prompt, dialect, heard);
      String text = answer.text();
      TokenUsage usage = answer.usage();
      long in = count(usage == null ? null : usage.inputTokenCount(), prompt.estimatedTokensIn());
      long out =
          count(
              usage == null ? null : usage.outputTokenCount(),
              Prompt.estimate(text == null ? "" : text));
      bill.took(in, out);
      if (text == null) {
        throw new TeacherFailure(TeacherFailure.Reason.NO_ANSWER, "the teacher said nothing");
      }
      return new Teacher.Said(text, in, out, answer.whole());
    } finally {
      wire.closed();
    }
  }

  /** What the server counts, if that makes sense. */
  private static long count(Integer said, long estimate) {
    return said == null || said < 0 ? estimate : said;
  }

  /**
   * An answer as it came.
   *
   * @param usage null where nobody counted
   */
  private record Answer(String text, TokenUsage usage, boolean whole) {

    static Answer of(ChatResponse response) {
      return new Answer(
          response.aiMessage() == null ? null : response.aiMessage().text(),
          response.tokenUsage(),
          response.finishReason() != FinishReason.LENGTH);
    }
  }

  private Answer answer(Prompt prompt, Dialect dialect, Consumer<String> heard)
      throws TeacherFailure {
    String came = null;
    while (true) {
      Ability now = ability.get();
      ChatRequest request =
          ChatRequest.builder()
              .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
              .parameters(dialect.parameters(prompt, now))
              .build();
      try {
        return heard == null || !now.stream()
            ? Answer.of(wire.reading(came, () -> dialect.model(prompt, now).chat(request)))
            : heard(dialect.streaming(prompt, now), request, heard);
      } catch (RuntimeException failed) {
        came = Exchanges.Whole.in(failed);
        retryOrThrow(now, failed);
      }
    }
  }

  /** What came until the end, or until the stream broke off. */
  private static Answer heard(
      StreamingChatModel model, ChatRequest request, Consumer<String> heard) {
    Hearing hearing = new Hearing(heard);
    model.chat(request, hearing);
    if (hearing.response() != null) {
      Answer answer = Answer.of(hearing.response());
      // An end that nobody gave a reason for is where the connection was lost.
      boolean ended = hearing.response().finishReason() != null;
      if (!ended && hearing.soFar().isEmpty()) {
        throw new Hearing.Silence();
      }
      return new Answer(answer.text(), answer.usage(), answer.whole() && ended);
    }
    if (hearing.soFar().isEmpty()) {
      throw hearing.failure();
    }
    return new Answer(hearing.soFar(), null, false);
  }

  private void retryOrThrow(Ability now, RuntimeException failed) throws TeacherFailure {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof Wire.Broken broken) {
        throw broken.failure();
      }
      boolean nonsense = cause instanceof JsonProcessingException;
      if (cause instanceof Hearing.Silence || cause instanceof IOException && !nonsense) {
        throw new TeacherFailure(
            TeacherFailure.Reason.UNREACHABLE,
            "the teacher's answer ended before its first word: ask again");
      }
      if (cause instanceof HttpException refused) {
        Optional<Ability> less = now.without(String.valueOf(refused.getMessage()));
        if (less.isPresent()) {
          ability.compareAndSet(now, less.get());
          return;
        }
        String said = String.valueOf(refused.getMessage());
        throw new TeacherFailure(
            TeacherFailure.Reason.REFUSED,
            "the teacher refuses the question: "
                + (said.length() > 200 ? said.substring(0, 200) + "…" : said));
      }
    }
    // A well-formed answer of another shape than the protocol's.
    throw new TeacherFailure(
        TeacherFailure.Reason.NO_ANSWER,
        "the teacher's answer is not of its protocol's shape ("
            + failed.getClass().getSimpleName()
            + ")");
  }

  /** What goes with a question in every dialect. */
  static void common(
      DefaultChatRequestParameters.Builder<?> parameters,
      Address address,
      Prompt prompt,
      Ability able) {
    parameters.modelName(address.model());
    if (able.schema()) {
      parameters.responseFormat(format(prompt));
    }
    if (able.temperature()) {
      parameters.temperature(prompt.temperature());
    }
  }

  private static ResponseFormat format(Prompt prompt) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name("answer")
                .rootElement(JsonRawSchema.from(prompt.schema().toString()))
                .build())
        .build();
  }
}
