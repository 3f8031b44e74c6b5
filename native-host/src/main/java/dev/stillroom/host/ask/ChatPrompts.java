package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.runtime.form.Secrets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * "You asked this 9 times": prompts that come back in the chats of watched pages. Until the person
 * wants one learned, nothing but its frame is written down; then the answers that they copied are
 * its examples, as a teacher's would be.
 */
public final class ChatPrompts {

  /**
   * Answers that were copied before it is suggested; each took ten seconds at least, so that half a
   * minute a week is saved.
   */
  private static final int OFTEN = 3;

  /** More answers than the last time before it is tried again to learn from them. */
  private static final int MORE = 3;

  private static final int LONGEST_ID = 64;
  private static final int LONGEST_PROMPT = 10_000;
  private static final int LONGEST_ANSWER = 8_000;

  private final Overheard overheard;
  private final AskStore store;
  private final Settings settings;
  private final TaskStore tasks;
  private final Tasks life;
  private final Clock clock;
  private final RandomGenerator random;
  private final Runnable changed;

  /**
   * @param changed told when something that is shown has changed
   */
  public ChatPrompts(
      Overheard overheard,
      Journal journal,
      Settings settings,
      TaskStore tasks,
      Tasks life,
      Clock clock,
      RandomGenerator random,
      Runnable changed) {
    this.overheard = overheard;
    this.store = new AskStore(journal, clock);
    this.settings = settings;
    this.tasks = tasks;
    this.life = life;
    this.clock = clock;
    this.random = random;
    this.changed = changed;
  }

  /** A prompt was sent in a page, or an answer to it was copied. */
  public void noted(Request.NotePrompt request) {
    String site = Sites.host(request.url());
    String prompt = request.prompt().strip();
    String answer = request.answer() == null ? null : request.answer().strip();
    boolean fits =
        request.promptId().length() <= LONGEST_ID
            && !prompt.isEmpty()
            && prompt.length() <= LONGEST_PROMPT
            && (answer == null || !answer.isEmpty() && answer.length() <= LONGEST_ANSWER);
    if (!fits || site == null || !isWatched(site) || isSecret(prompt, answer)) {
      return;
    }
    Overheard.Exchange one =
        new Overheard.Exchange(request.promptId(), clock.instant(), site, prompt, answer);
    boolean fresh = overheard.note(one);
    Optional<AskStore.Question> known = store.match(prompt).filter(q -> q.frame().hasSlot());
    Optional<Task> task = known.flatMap(question -> tasks.find(question.id()));
    if (task.isPresent() && isWanted(task.get())) {
      if (!task.get().paused()) {
        learned(known.get(), one);
        again(task.get());
      }
    } else {
      found(known, task, one, fresh);
    }
  }

  private boolean isWatched(String site) {
    return settings.watchedSites().contains(site)
        && !settings.recordingPaused()
        && !settings.sitePaused(site);
  }

  private static boolean isSecret(String prompt, String answer) {
    return Stream.of(prompt, answer == null ? "" : answer)
        .anyMatch(text -> Secrets.in(text) || Secrets.cardIn(text));
  }

  private static boolean isWanted(Task task) {
    return task.phase() != TaskPhase.PROPOSED && task.phase() != TaskPhase.DISMISSED;
  }

  /** It is suggested once so many answers were copied that something could be learned. */
  private void found(
      Optional<AskStore.Question> known,
      Optional<Task> task,
      Overheard.Exchange one,
      boolean fresh) {
    Optional<Frame> frame =
        known.map(AskStore.Question::frame).or(() -> overheard.frameOf(one.prompt()));
    if (frame.isEmpty()) {
      return;
    }
    List<Overheard.Exchange> asked = overheard.of(frame.get());
    int answers = (int) answered(asked).count();
    int times = asked.size();
    if (task.isPresent() && task.get().evidence() instanceof EvidenceView.PromptedOften before) {
      // What was asked earlier is not in memory any more, but was counted.
      times = Math.max(times, before.times() + (fresh ? 1 : 0));
      answers = Math.max(answers, before.answers());
    } else if (task.isPresent()) {
      return; // Of the panel: that counts its own.
    }
    boolean dismissed = task.map(Task::phase).filter(TaskPhase.DISMISSED::equals).isPresent();
    if (answers < OFTEN || dismissed || task.isEmpty() && life.suggestedEnough()) {
      return;
    }
    String id = known.orElseGet(() -> begun(frame.get())).id();
    life.found(
        new Routine(
            id,
            id.replaceFirst("-", ":"),
            new View.Answering(frame.get().shown(), false),
            new EvidenceView.PromptedOften(times, answers, one.site()),
            true,
            "asked "
                + times
                + " times on "
                + one.site()
                + "; "
                + answers
                + " answers were copied"));
    changed.run();
  }

  private AskStore.Question begun(Frame frame) {
    return store.add("answer-" + HexFormat.of().toHexDigits(random.nextLong()), frame, null);
  }

  private static Stream<Overheard.Exchange> answered(List<Overheard.Exchange> asked) {
    return asked.stream().filter(one -> one.answer() != null);
  }

  /** What was copied of an answer is an example of what the person wants learned. */
  private void learned(AskStore.Question question, Overheard.Exchange one) {
    if (one.answer() != null) {
      store.add(example(question, one));
      changed.run();
    }
  }

  static AskStore.Ask example(AskStore.Question question, Overheard.Exchange one) {
    JsonNode input = AskStore.input(question.frame().slot(one.prompt()).orElse(""), "");
    return new AskStore.Ask(
        "chat-" + AskStore.digest(TextNode.valueOf(one.site() + " " + one.id())).substring(0, 16),
        question.id(),
        one.time(),
        one.site(),
        one.prompt(),
        input,
        TextNode.valueOf(one.answer()),
        AskStore.Source.TEACHER,
        0,
        0,
        null);
  }

  /** There was too little to learn from, and now there is more. */
  private void again(Task task) {
    boolean more = store.answered(task.id()).size() >= task.subjects() + MORE;
    if (task.phase() == TaskPhase.FAILED && more) {
      life.retrain(task.id());
    }
  }

  /** A site is not watched any more: what waits of it is dropped at once. */
  public void unwatched(String site) {
    overheard.drop(site);
  }

  /** Forgets what is in memory only. */
  public void forget() {
    overheard.forget();
  }
}
