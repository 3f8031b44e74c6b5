package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is special about one kind of task: what it learns from and what its answers mean. One file
 * for each kind, and one line in the engine's list.
 */
public interface TaskKind {

  /** The act that makes a task one of this kind. */
  Class<? extends View.Act> act();

  /** The kind of student that learns it, as {@code distill --kind} names it. */
  String student();

  /** The same of one task, where tasks of the kind differ. */
  default String student(Task task) {
    return student();
  }

  /**
   * What else its distillation is told; completes on any thread.
   *
   * @param inputs where inputs without an answer may be written for it; removed when it is done
   */
  default CompletableFuture<ObjectNode> more(Task task, Path inputs) {
    return CompletableFuture.completedFuture(ProtocolJson.MAPPER.createObjectNode());
  }

  /** Whether there is a student; a task without one is ready once the person wants it. */
  default boolean learns() {
    return true;
  }

  /** The person wants it learned: told before anything is learned. */
  default void wanted(Task task) {}

  /** The person wants a task that has no student. */
  default void accepted(Task task) {}

  /** What it learns from, oldest first. */
  List<Labelled> labels(Task task);

  /** How much there is to learn from now, labelled or not. */
  long subjects(Task task);

  /** Whether a student's answer says that something is to be done; never of no answer. */
  boolean acts(Task task, String output);

  /** The confidence below which an answer is none, besides the student's own threshold. */
  default double least() {
    return 0;
  }

  /** Whether only students are tried that need no encoder and so no minutes. */
  default boolean small() {
    return false;
  }

  /**
   * Whether this answer is applied without asking.
   *
   * @param trust of the version that gave it
   */
  default boolean byItself(Task task, Trust trust, String output, double confidence) {
    return Ladder.actsByItself(trust);
  }

  /** Whether what it does can be undone, so that it may be trusted to do it by itself. */
  boolean mayRunByItself();

  /**
   * Whether there is so much more to learn from that another distillation is worth its while.
   *
   * @param passed whether the task has a model that passed
   */
  default boolean grown(Task task, boolean passed) {
    long wanted = passed ? 2L * task.subjects() + 20 : task.subjects() + 5L;
    return task.subjects() > 0 && subjects(task) >= wanted;
  }

  /**
   * Whether a new version takes the old one's place at once: what it answers is looked at by the
   * person before it is kept, and what they just showed must not be answered wrongly again.
   */
  default boolean newestServes() {
    return false;
  }

  /** The same of one task, where tasks of the kind differ. */
  default boolean newestServes(Task task) {
    return newestServes();
  }

  /** Whether the person hears of it when it is learned for the first time. */
  default boolean announced() {
    return !newestServes();
  }

  /**
   * The same, if it passes; what it is trusted to do rests on what it {@link #carries}, and on the
   * person's word.
   */
  default boolean newestSuggests() {
    return false;
  }

  /**
   * What a new version stands for of what the old one's evidence was.
   *
   * @param pack the new version's file
   */
  default Carried carries(Task task, Version old, Path pack) {
    return Carried.NOTHING;
  }

  /** What is less sure than this is never done without asking; nor does it earn that. */
  default double sure() {
    return 0;
  }
}
