package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Asks a teacher about many inputs, some at once. What it answered is kept at once; when the purse
 * is empty or the teacher gone, what is known is given back with the reason.
 */
final class Asking {

  /** After so many questions in a row without an answer the teacher is held to be gone. */
  private static final int GIVES_UP = 5;

  private final Teacher teacher;
  private final Answers answers;
  private final boolean recalling;
  private final AtomicInteger cached = new AtomicInteger();
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicReference<TeacherFailure> stopped = new AtomicReference<>();
  private final AtomicReference<TeacherFailure> trouble = new AtomicReference<>();

  /**
   * @param recalling whether nobody is asked: what the teacher said before counts, with whatever
   *     examples it was asked then
   */
  Asking(Teacher teacher, Answers answers, boolean recalling) {
    this.teacher = teacher;
    this.answers = answers;
    this.recalling = recalling;
  }

  /** What the teacher said to this before. */
  Optional<String> known(Prompt prompt) {
    Optional<String> same = answers.find(teacher, prompt);
    return same.isPresent() || !recalling ? same : answers.last(teacher, prompt);
  }

  /**
   * One input to be asked about.
   *
   * @param without the person's example that must not be shown with it; null where there is none
   */
  record Question(Input input, Screen.Shown shown, Example without) {}

  /** How many answers were known before. */
  int cached() {
    return cached.get();
  }

  /** Why no more was asked; null where all was. */
  String stopped() {
    TeacherFailure failure = stopped.get();
    return failure == null ? null : failure.getMessage();
  }

  /** Why a question was left without an answer last; null where none was. */
  String trouble() {
    TeacherFailure failure = trouble.get();
    return failure == null ? null : failure.getMessage();
  }

  /** What came of one question: whether it was answered, and with what. */
  private record Reply(boolean answered, String text) {
    Optional<String> said() {
      return Optional.ofNullable(text);
    }
  }

  /**
   * Asks about each.
   *
   * @param samples how many answers make a committee
   * @param done told how many are answered
   * @return the votes on each, in the order of the questions; none of those not asked
   * @throws JobFailure where the teacher refuses to work
   */
  List<Optional<Committee>> all(
      Brief brief, List<Question> questions, int samples, IntConsumer done)
      throws JobFailure, InterruptedException {
    List<Future<Optional<Committee>>> asked = new ArrayList<>();
    int[] answered = {0};
    try (ExecutorService threads = Executors.newFixedThreadPool(teacher.atOnce())) {
      try {
        for (Question question : questions) {
          asked.add(
              threads.submit(
                  () -> {
                    Optional<Committee> votes = committee(brief, question, samples);
                    synchronized (answered) {
                      done.accept(++answered[0]);
                    }
                    return votes;
                  }));
        }
        List<Optional<Committee>> all = new ArrayList<>();
        for (Future<Optional<Committee>> one : asked) {
          all.add(one.get());
        }
        refuseIfRefused();
        return all;
      } catch (ExecutionException broken) {
        if (broken.getCause() instanceof RuntimeException bug) {
          throw bug;
        }
        throw new JobFailure("what the teacher answered cannot be kept: " + broken.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** A single question that is about no input. */
  Optional<String> one(Prompt prompt) throws JobFailure, InterruptedException {
    try {
      return reply(prompt).said();
    } finally {
      refuseIfRefused();
    }
  }

  /** Keeps an answer that was good for something. */
  void keep(Prompt prompt, String answer) throws JobFailure {
    try {
      answers.keep(teacher, prompt, answer);
    } catch (IOException unkept) {
      throw new JobFailure("what the teacher answered cannot be kept: " + unkept);
    }
  }

  private void refuseIfRefused() throws JobFailure {
    TeacherFailure failure = stopped.get();
    if (failure != null && failure.reason() != TeacherFailure.Reason.SPENT) {
      throw new JobFailure(
          failure.getMessage() + "; what was answered is kept, the same command goes on");
    }
  }

  private Optional<Committee> committee(Brief brief, Question question, int samples)
      throws IOException, InterruptedException {
    Committee committee = new Committee(samples);
    for (int sample = 0; committee.isOpen(); sample++) {
      Prompt prompt = brief.prompt(question.shown(), sample, question.without(), answers);
      Optional<String> known = known(prompt);
      Reply reply = known.isPresent() ? new Reply(true, known.get()) : reply(prompt);
      if (!reply.answered()) {
        return Optional.empty();
      }
      Optional<String> said = reply.said();
      Optional<JsonNode> fits = said.flatMap(text -> brief.shape().check(text, question.shown()));
      if (fits.isPresent() && known.isEmpty()) {
        answers.keep(teacher, prompt, said.get());
      }
      cached.addAndGet(known.isPresent() ? 1 : 0);
      committee.vote(fits);
    }
    return Optional.of(committee);
  }

  private Reply reply(Prompt prompt) throws InterruptedException {
    if (recalling || stopped.get() != null) {
      return new Reply(false, null);
    }
    try {
      String text = teacher.ask(prompt).text();
      silent.set(0);
      return new Reply(true, text);
    } catch (TeacherFailure failure) {
      boolean stop =
          switch (failure.reason()) {
            case REFUSED, SPENT -> true;
            case UNREACHABLE -> silent.incrementAndGet() >= GIVES_UP;
            case NO_ANSWER -> false;
          };
      if (stop) {
        stopped.compareAndSet(null, failure);
      }
      // To say nonsense is an answer, if a useless one; to be away is none.
      boolean answered = failure.reason() == TeacherFailure.Reason.NO_ANSWER;
      if (!answered) {
        trouble.set(failure);
      }
      return new Reply(answered, null);
    }
  }
}
