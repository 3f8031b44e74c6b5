package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answering a question about a text, as a teacher did or the person specified. An answer is shown,
 * and nothing else is done.
 */
public final class AskKind implements TaskKind {

  private static final int LONGEST_NAME = 80;

  private final AskStore store;
  private final Teaching teaching;
  private final Overheard overheard;

  /**
   * @param overheard what was asked in chats of pages
   */
  public AskKind(Journal journal, Teaching teaching, Overheard overheard, Clock clock) {
    this.store = new AskStore(journal, clock);
    this.teaching = teaching;
    this.overheard = overheard;
  }

  @Override
  public Class<View.Answering> act() {
    return View.Answering.class;
  }

  @Override
  public String student() {
    return "classify";
  }

  @Override
  public String student(Task task) {
    return store.find(task.id()).map(question -> student(store, question)).orElse(student());
  }

  static String student(AskStore store, AskStore.Question question) {
    if (question.byHand()) {
      return Spec.read(question.spec()).kind();
    }
    String told = Spelling.student(store.answered(question.id()));
    return told == null ? "transform" : told;
  }

  /** What was only in memory may be written down now. */
  @Override
  public void wanted(Task task) {
    store
        .find(task.id())
        .filter(question -> !question.byHand() && question.frame().hasSlot())
        .ifPresent(
            question ->
                overheard.of(question.frame()).stream()
                    .filter(one -> one.answer() != null)
                    .forEach(one -> store.add(ChatPrompts.example(question, one))));
  }

  @Override
  public List<Labelled> labels(Task task) {
    return labelled(store.answered(task.id()), student(task));
  }

  /** Answers as examples. */
  static List<Labelled> labelled(List<AskStore.Ask> answered, String student) {
    List<String> labels = Spelling.labels(answered);
    List<Labelled> examples = new ArrayList<>();
    for (int i = 0; i < answered.size(); i++) {
      AskStore.Ask ask = answered.get(i);
      JsonNode output =
          student.equals(Spec.EXTRACT)
              ? ask.output()
              : TextNode.valueOf(
                  student.equals("classify") ? labels.get(i) : ask.output().asText());
      String name = ask.input().path("text").asText().replaceAll("\\s+", " ");
      examples.add(
          new Labelled(
              ask.id(),
              name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…",
              ask.site(),
              ask.time(),
              ask.input(),
              output,
              false));
    }
    return examples;
  }

  @Override
  public CompletableFuture<ObjectNode> more(Task task, Path inputs) {
    AskStore.Question question = store.find(task.id()).orElse(null);
    return question == null || !question.byHand()
        ? TaskKind.super.more(task, inputs)
        // Once it was taught, nobody is paid again without having been asked for it.
        : teaching.lesson(store, question, inputs, task.phase() == View.TaskPhase.READY);
  }

  /**
   * Rows that are brought into another form are looked at before they are used, and the answer that
   * the person just gave must count for the others at once.
   */
  @Override
  public boolean newestServes(Task task) {
    return store
        .find(task.id())
        .filter(AskStore.Question::byHand)
        .filter(question -> Spec.read(question.spec()).kind().equals(Spec.TRANSFORM))
        .isPresent();
  }

  @Override
  public long subjects(Task task) {
    return store.answered(task.id()).size();
  }

  @Override
  public boolean acts(Task task, String output) {
    return true;
  }

  @Override
  public boolean mayRunByItself() {
    return false;
  }
}
