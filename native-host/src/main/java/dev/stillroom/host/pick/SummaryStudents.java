package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Has students summarize beside the engine's thread, and remembers in memory what was said of the
 * same content by the same student: a page that was summarized ahead is there when it is asked for.
 */
final class SummaryStudents {

  private static final int MOST_PASSAGES = 200;
  private static final int MOST_CHARACTERS = 300_000;

  /** Summaries that are remembered, and the sentences of their pages together. */
  private static final int KEPT = 40;

  private static final int KEPT_SENTENCES = 40_000;

  private final Executor students;
  private final Executor engineThread;

  /** The oldest first; used on the engine's thread only. */
  private final Map<String, Said> said = new LinkedHashMap<>();

  /** What is being summarized: who asks for the same meanwhile waits for it. */
  private final Map<String, CompletableFuture<Said>> underWay = new HashMap<>();

  SummaryStudents(Executor students, Executor engineThread) {
    this.students = students;
    this.engineThread = engineThread;
  }

  /**
   * A summary and what it took.
   *
   * @param taught whether a student chose its passages that the person taught
   * @param card the person's own form; null where they have none
   * @param millis 0 where it was there already
   */
  record Said(Summary summary, boolean taught, Extraction card, double millis) {

    Said again() {
      return new Said(summary, taught, card, 0);
    }
  }

  /**
   * @param digest of the student's model; empty where nobody taught one
   * @param student null where nobody taught one
   * @param count how many sentences; null for as many as was learned
   * @return completes on the engine's thread, with a {@link RequestFailure} where it failed
   */
  CompletableFuture<Said> summarize(
      JsonNode input, String digest, Summarizer student, Integer count) {
    String key = digest + " " + count + " " + digest(input);
    Said known = said.get(key);
    if (known != null) {
      return CompletableFuture.completedFuture(known.again());
    }
    CompletableFuture<Said> same = underWay.get(key);
    if (same != null) {
      return same.thenApply(Said::again);
    }
    CompletableFuture<Said> reply = new CompletableFuture<>();
    underWay.put(key, reply);
    students.execute(
        () -> {
          try {
            long start = System.nanoTime();
            Summarizer asked = student == null ? UntaughtSentences.of(Budget.DEFAULT) : student;
            Budget budget =
                count == null ? asked.budget() : Budget.sentences(Math.clamp(count, 1, 1_000));
            Summary own = asked.summarize(Input.of(input), budget);
            // Who writes down fields and no sentences has taught nothing about passages.
            boolean fieldsAlone = own.card() != null && own.chosen().isEmpty();
            Summary summary =
                fieldsAlone
                    ? UntaughtSentences.of(Budget.DEFAULT).summarize(Input.of(input), budget)
                    : own;
            boolean taught = student != null && !fieldsAlone;
            Said now = new Said(summary, taught, own.card(), (System.nanoTime() - start) / 1e6);
            engineThread.execute(
                () -> {
                  // What was forgotten meanwhile is not remembered.
                  if (underWay.remove(key, reply)) {
                    remember(key, now);
                  }
                  reply.complete(now);
                });
          } catch (RuntimeException | StackOverflowError failure) {
            RequestFailure told =
                new RequestFailure(
                    ErrorCode.INTERNAL,
                    "this page could not be summarized ("
                        + failure.getClass().getSimpleName()
                        + "): mark its text and summarize that");
            engineThread.execute(
                () -> {
                  underWay.remove(key, reply);
                  reply.completeExceptionally(told);
                });
          }
        });
    return reply;
  }

  private void remember(String key, Said now) {
    said.put(key, now);
    int sentences = said.values().stream().mapToInt(one -> one.summary().worth().length).sum();
    Iterator<Said> oldest = said.values().iterator();
    while (said.size() > KEPT || sentences > KEPT_SENTENCES && oldest.hasNext()) {
      sentences -= oldest.next().summary().worth().length;
      oldest.remove();
    }
  }

  void forget() {
    underWay.clear();
    said.clear();
  }

  private static String digest(JsonNode input) {
    return Digests.sha256(input.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The best ones, as many as a frame holds; their order in the page stands in each. */
  static List<SummaryView.Passage> passages(Summary summary) {
    List<SummaryView.Passage> passages = new ArrayList<>();
    List<Integer> order = new ArrayList<>(summary.best());
    summary.ranked().stream().filter(i -> !summary.chosen().contains(i)).forEach(order::add);
    int characters = 0;
    for (int i : order.subList(0, Math.min(MOST_PASSAGES, order.size()))) {
      Sentence sentence = summary.document().sentences().get(i);
      characters += sentence.text().length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      passages.add(
          new SummaryView.Passage(i, sentence.text(), sentence.heading(), sentence.node()));
    }
    return passages;
  }

  /** The person's own form as a student fills it in. */
  static List<PickView.FilledField> card(Extraction card) {
    return card.fields().stream()
        .map(
            field ->
                new PickView.FilledField(
                    field.name(),
                    PickView.FieldState.valueOf(field.state().name()),
                    field.values(),
                    field.at(),
                    field.confidence(),
                    field.note()))
        .toList();
  }
}
