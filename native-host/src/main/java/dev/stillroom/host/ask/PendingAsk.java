package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Subject;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A question between its preparation and its answer; in memory only, on the engine's thread. */
final class PendingAsk {

  /** What a teacher is shown of a text, in characters. */
  private static final int LONGEST_TEXT = 10_000;

  final String id;
  final Instant time;
  final String site;
  final String prompt;
  final String text;
  final String teacher;
  String questionId;

  /** What the person was shown that it is a question of: more is not remembered. */
  final Frame frame;

  PredictionRow row;
  String digest;

  /** What it is for, as the ledger names it. */
  String task;

  /** What the question takes of the teacher, in tokens. */
  long tokens;

  /** What was heard of the answer so far. */
  String heard = "";

  CompletableFuture<JsonNode> job;
  CompletableFuture<Reply> done;

  /** Whether anything of it may be kept. */
  boolean kept = true;

  PendingAsk(
      String id,
      Instant time,
      Request.PrepareAsk request,
      String prompt,
      String site,
      AskStore.Question question) {
    this.id = id;
    this.time = time;
    this.site = site;
    this.prompt = prompt;
    this.text = cut(request.text());
    this.teacher = request.teacher();
    this.questionId = question == null ? null : question.id();
    this.frame = question == null ? Frame.whole(prompt) : question.frame();
  }

  private static String cut(String text) {
    String whole = text.strip();
    return whole.length() <= LONGEST_TEXT ? whole : whole.substring(0, LONGEST_TEXT);
  }

  Subject subject(AskStore.Question question) {
    JsonNode input = input(question);
    return new Subject(id, input, AskStore.digest(input));
  }

  /** What a small model sees of it. */
  JsonNode input(AskStore.Question question) {
    return AskStore.input(question.frame().slot(prompt).orElse(""), text);
  }
}
