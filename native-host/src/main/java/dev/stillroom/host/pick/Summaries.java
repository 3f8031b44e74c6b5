package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PickStore.Stored;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.FilledIn;
import dev.stillroom.host.protocol.View.PickShape;
import dev.stillroom.host.protocol.View.SummaryShown;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.SentenceRanker;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Sentence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Key passages of pages: by a student of this kind of page where the person taught one, else by the
 * one that nobody taught. What they keep and remove becomes an example once there is enough of it.
 */
public final class Summaries {

  /** From so many pages with choices on a student is made. */
  static final int ENOUGH = 3;

  /** After so many pages of a kind it is suggested to show key passages unasked. */
  static final int OFTEN = 3;

  /** How a pick of sentences is told from one of fields. */
  static final String FORM = "summary";

  private static final int MOST_PASSAGES = 200;
  private static final int MOST_CHARACTERS = 300_000;
  private static final int MOST_CHOICES = 500;

  private final PickStore picks;
  private final SummaryStore kinds;
  private final TaskStore tasks;
  private final Versions versions;
  private final Distillation distillation;
  private final Pool pool;
  private final Clock clock;
  private final RandomGenerator random;
  private final Executor students;
  private final Executor engineThread;
  private final Runnable changed;

  /**
   * @param students where students run: a long page takes a while, and others wait for the engine
   * @param changed told when something that is shown has changed
   */
  public Summaries(
      Journal journal,
      TaskStore tasks,
      Versions versions,
      Distillation distillation,
      Pool pool,
      Clock clock,
      RandomGenerator random,
      Executor students,
      Executor engineThread,
      Runnable changed) {
    this.picks = new PickStore(journal, clock);
    this.kinds = new SummaryStore(journal, clock);
    this.tasks = tasks;
    this.versions = versions;
    this.distillation = distillation;
    this.pool = pool;
    this.clock = clock;
    this.random = random;
    this.students = students;
    this.engineThread = engineThread;
    this.changed = changed;
  }

  /** The key passages of a page; waits for a student that is just being made. */
  public CompletableFuture<Reply> summarize(Request.Summarize request) {
    String form = PickCheck.form(request.input());
    if (form.equals("json")) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "a JSON document has no sentences");
    }
    PickCheck.requireSize(request.input().toString());
    PageKind kind = PageKind.of(request.url());
    String host = Sites.host(request.url());
    if (request.asked() && host != null) {
      kinds.asked(kind, host);
    }
    Optional<Stored> learned = find(request.url());
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Runnable now = () -> summarizeNow(request, kind, learned.orElse(null), reply);
    if (learned.isPresent()) {
      distillation.whenDone(learned.get().taskId(), now);
    } else {
      now.run();
    }
    return reply;
  }

  private void summarizeNow(
      Request.Summarize request, PageKind kind, Stored learned, CompletableFuture<Reply> reply) {
    Summarizer student = student(learned);
    SummaryStore.Known known = kinds.of(kind);
    int pages = learned == null ? 0 : picks.pages(learned.taskId());
    Integer count = request.sentences();
    students.execute(
        () -> {
          try {
            long start = System.nanoTime();
            Summarizer asked = student == null ? SentenceRanker.untrained(Budget.DEFAULT) : student;
            Budget budget =
                count == null ? asked.budget() : Budget.sentences(Math.clamp(count, 1, 1_000));
            Summary summary = asked.summarize(Input.of(request.input()), budget);
            double millis = (System.nanoTime() - start) / 1e6;
            Reply said =
                new Reply.Summarized(
                    summary.document().title(),
                    passages(summary),
                    summary.chosen().size(),
                    summary.document().sentences().size(),
                    summary.confidence(),
                    student != null,
                    pages,
                    known.shown(),
                    known.shown() == SummaryShown.ASKED && known.asked() >= OFTEN,
                    millis);
            engineThread.execute(() -> reply.complete(said));
          } catch (RuntimeException | StackOverflowError failure) {
            RequestFailure told =
                new RequestFailure(
                    ErrorCode.INTERNAL,
                    "this page could not be summarized ("
                        + failure.getClass().getSimpleName()
                        + "): mark its text and summarize that");
            engineThread.execute(() -> reply.completeExceptionally(told));
          }
        });
  }

  /** The best ones, as many as a frame holds; their order in the page stands in each. */
  private static List<View.Passage> passages(Summary summary) {
    List<View.Passage> passages = new ArrayList<>();
    List<Integer> order = new ArrayList<>(summary.best());
    summary.ranked().stream().filter(i -> !summary.chosen().contains(i)).forEach(order::add);
    int characters = 0;
    for (int i : order.subList(0, Math.min(MOST_PASSAGES, order.size()))) {
      Sentence sentence = summary.document().sentences().get(i);
      characters += sentence.text().length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      passages.add(new View.Passage(i, sentence.text(), sentence.heading(), sentence.node()));
    }
    return passages;
  }

  private Summarizer student(Stored learned) {
    Optional<Version> version =
        learned == null ? Optional.empty() : versions.champion(learned.taskId());
    if (version.isEmpty() || !version.get().passes() || tasks.get(learned.taskId()).paused()) {
      return null;
    }
    try {
      return pool.model(version.get().digest()) instanceof Summarizer summarizer
          ? summarizer
          : null;
    } catch (PackRefused refused) {
      return null;
    }
  }

  /** Learns what the person keeps and removes of a page. */
  public Reply.Learned learn(Request.LearnSummary request) {
    String form = PickCheck.form(request.input());
    PickCheck.requireSize(request.input().toString());
    ObjectNode output = ProtocolJson.MAPPER.createObjectNode();
    put(request.keep(), output, "keep");
    put(request.remove(), output, "remove");
    if (form.equals("json") || output.isEmpty()) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "nothing of the page was kept or removed: choose a sentence");
    }
    String url = Sites.withoutSecrets(request.url());
    Stored pick = find(request.url()).orElseGet(() -> begin(request, url));
    picks.put(pick);
    if (request.replaces() != null) {
      picks.removePage(pick.taskId(), request.replaces());
    }
    long page =
        picks.addPage(
            pick.taskId(),
            pick.site(),
            url,
            PickCheck.brief(request.title()),
            request.input().toString(),
            output,
            FilledIn.NO,
            List.of());
    int pages = picks.pages(pick.taskId());
    if (pages >= ENOUGH) {
      relearn(pick, pages);
    }
    changed.run();
    return new Reply.Learned(page, pages, ENOUGH);
  }

  /** Before there is enough to learn from there is no task that anybody would have to look at. */
  private void relearn(Stored pick, int pages) {
    String id = pick.taskId();
    View.Pages evidence = new View.Pages(pages, 0, 0);
    if (tasks.find(id).isEmpty()) {
      tasks.add(id, id.replaceFirst("-", ":"), act(pick), evidence);
    }
    tasks.evidence(id, act(pick), evidence);
    distillation.cancel(id);
    tasks.phase(id, TaskPhase.PROPOSED, null);
    distillation.start(tasks.get(id));
    distillation.whenDone(id, changed);
  }

  private static void put(List<String> sentences, ObjectNode output, String name) {
    if (sentences.size() > MOST_CHOICES
        || sentences.stream().anyMatch(one -> one.length() > 5_000 || one.isBlank())) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "at most " + MOST_CHOICES + " sentences are kept or removed");
    }
    if (!sentences.isEmpty()) {
      ArrayNode array = output.putArray(name);
      sentences.forEach(array::add);
    }
  }

  /** Whether pages of a kind are summarized without being asked. */
  public void show(Request.ShowSummaries request) {
    String host = Sites.host(request.url());
    if (host == null) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "this page has no site to remember");
    }
    kinds.shown(
        PageKind.of(request.url()),
        host,
        request.always() ? SummaryShown.ALWAYS : SummaryShown.NEVER);
    changed.run();
  }

  private Optional<Stored> find(String url) {
    String host = Sites.host(url);
    return host == null
        ? Optional.empty()
        : picks.summaries(host).stream().filter(pick -> pick.kind().fits(url)).findFirst();
  }

  private Stored begin(Request.LearnSummary request, String url) {
    String host = Sites.host(url);
    if (host == null) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "only of a site's pages it is learned what you keep");
    }
    String id = "summarize-" + HexFormat.of().toHexDigits(random.nextLong());
    return new Stored(
        id,
        clock.instant(),
        PickCheck.brief(request.title()),
        host,
        PageKind.of(url),
        FORM,
        PickShape.PAGE,
        List.of());
  }

  private static View.Passages act(Stored pick) {
    return new View.Passages(pick.title(), pick.site());
  }
}
