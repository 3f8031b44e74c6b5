package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PickStore.Stored;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickShape;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView.SummaryShown;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
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

  /** What is on no site. */
  private static final PageKind NO_KIND = new PageKind("");

  /** From so many pages on that both summarized, the browser's summaries can have won. */
  private static final int COMPARED = 3;

  /** By so much they have to be nearer to what was kept, as a share. */
  private static final double NEARER = 0.05;

  private final PickStore picks;
  private final SummaryStore kinds;
  private final Settings settings;
  private final TaskStore tasks;
  private final Versions versions;
  private final Distillation distillation;
  private final Pool pool;
  private final SummaryStudents students;
  private final Documents documents;
  private final Supplier<Optional<Path>> writer;
  private final Clock clock;
  private final RandomGenerator random;
  private final Executor engineThread;
  private final Runnable changed;

  /**
   * @param students where students run: a long page takes a while, and others wait for the engine
   * @param writer the person's own language model, where there is one
   * @param changed told when something that is shown has changed
   */
  public Summaries(
      Journal journal,
      TaskStore tasks,
      Versions versions,
      Distillation distillation,
      Pool pool,
      Documents documents,
      Supplier<Optional<Path>> writer,
      Clock clock,
      RandomGenerator random,
      Executor students,
      Executor engineThread,
      Runnable changed) {
    this.picks = new PickStore(journal, clock);
    this.kinds = new SummaryStore(journal, clock);
    this.settings = new Settings(journal);
    this.tasks = tasks;
    this.versions = versions;
    this.distillation = distillation;
    this.pool = pool;
    this.students = new SummaryStudents(students, engineThread);
    this.documents = documents;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
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
    if (request.asked() && host != null && mayNote(host)) {
      kinds.asked(kind, host);
      changed.run();
    }
    Optional<Stored> learned = find(request.url());
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Runnable now =
        () -> summarizeNow(request.input(), request.sentences(), kind, learned.orElse(null), reply);
    if (learned.isPresent()) {
      distillation.whenDone(learned.get().taskId(), now);
    } else {
      now.run();
    }
    return reply;
  }

  /** Pages that are summarized while recording is paused are not counted, like any other act. */
  private boolean mayNote(String host) {
    return !settings.recordingPaused() && !settings.sitePaused(host);
  }

  /** The key passages of a PDF file, whose text a worker reads. */
  public CompletableFuture<Reply> summarize(Request.SummarizeDocument request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    documents
        .text(request)
        .whenComplete(
            (input, failure) ->
                engineThread.execute(
                    () -> {
                      if (failure == null) {
                        summarizeNow(input, request.sentences(), NO_KIND, null, reply);
                      } else {
                        reply.completeExceptionally(Documents.told(failure));
                      }
                    }));
    return reply;
  }

  private void summarizeNow(
      JsonNode input,
      Integer sentences,
      PageKind kind,
      Stored learned,
      CompletableFuture<Reply> reply) {
    Optional<Version> version = champion(learned);
    Summarizer student = student(version.orElse(null));
    SummaryStore.Known known = kinds.of(kind);
    int pages = learned == null ? 0 : picks.pages(learned.taskId());
    List<PickView.FilledField> empty = learned == null ? List.of() : emptyCard(learned);
    boolean wins = learned != null && browserWins(learned);
    String by = writer.get().map(file -> file.getFileName().toString()).orElse(null);
    String digest = student == null ? "" : version.orElseThrow().digest();
    students
        .summarize(input, digest, student, sentences)
        .whenComplete(
            (said, failure) -> {
              if (failure != null) {
                reply.completeExceptionally(failure);
                return;
              }
              Summary summary = said.summary();
              reply.complete(
                  new Reply.Summarized(
                      summary.document().title(),
                      SummaryStudents.passages(summary),
                      said.card() == null ? empty : SummaryStudents.card(said.card()),
                      summary.chosen().size(),
                      summary.document().sentences().size(),
                      summary.confidence(),
                      said.taught(),
                      pages,
                      known.shown(),
                      known.shown() == SummaryShown.ASKED && known.asked() >= OFTEN,
                      wins,
                      by,
                      said.millis()));
            });
  }

  /** Whether the person usually has pages like this one summarized. */
  public boolean usual(String url) {
    SummaryStore.Known known = kinds.of(PageKind.of(url));
    return Sites.host(url) != null
        && (known.shown() == SummaryShown.ALWAYS || known.asked() >= OFTEN);
  }

  /** Forgets what was summarized and only remembered. */
  public void forget() {
    students.forget();
  }

  /** The names of the person's own form, to be filled in by hand until it is learned. */
  private List<PickView.FilledField> emptyCard(Stored learned) {
    return picks.examples(learned.taskId()).stream()
        .flatMap(page -> SummaryNotes.fields(page.output()))
        .distinct()
        .map(
            name ->
                new PickView.FilledField(
                    name, PickView.FieldState.UNSURE, List.of(), List.of(), 0, null))
        .toList();
  }

  /** Only pages that both had summarized before the person chose tell. */
  private boolean browserWins(Stored learned) {
    PickStore.Compared compared = picks.compared(learned.taskId());
    return compared.pages() >= COMPARED && compared.browserAhead() > NEARER;
  }

  private Optional<Version> champion(Stored learned) {
    return learned == null
        ? Optional.empty()
        : versions
            .champion(learned.taskId())
            .filter(version -> version.passes() && !tasks.get(learned.taskId()).paused());
  }

  private Summarizer student(Version version) {
    try {
      return version != null && pool.model(version.digest()) instanceof Summarizer summarizer
          ? summarizer
          : null;
    } catch (PackRefused refused) {
      return null;
    }
  }

  /** Learns what the person keeps, removes and writes down of a page, or takes that back. */
  public Reply.Learned learn(Request.LearnSummary request) {
    String form = PickCheck.form(request.input());
    PickCheck.requireSize(request.input().toString());
    ObjectNode output = SummaryNotes.output(request);
    boolean takesBack = output.isEmpty() && request.replaces() != null;
    if (form.equals("json") || output.isEmpty() && !takesBack) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "nothing of the page was kept, removed or written down: choose a sentence");
    }
    String url = Sites.withoutSecrets(request.url());
    Stored pick = find(request.url()).orElseGet(() -> begin(request, url));
    picks.put(pick);
    if (request.replaces() != null) {
      picks.removePage(pick.taskId(), request.replaces());
    }
    long page = request.replaces() == null ? 0 : request.replaces();
    if (!takesBack) {
      page =
          picks.addPage(
              pick.taskId(),
              pick.site(),
              url,
              PickCheck.brief(request.title()),
              request.input().toString(),
              output,
              FilledIn.NO,
              List.of());
      compare(request, page);
    }
    int pages = picks.pages(pick.taskId());
    if (pages >= ENOUGH) {
      relearn(pick, pages);
    } else if (takesBack) {
      unlearn(pick);
    }
    changed.run();
    return new Reply.Learned(page, pages, ENOUGH);
  }

  private void compare(Request.LearnSummary request, long page) {
    String kept = SummaryNotes.kept(request);
    if (request.contest() != null && !kept.isBlank()) {
      picks.compare(
          page,
          SummaryNotes.agreement(request.contest().own(), kept),
          SummaryNotes.agreement(request.contest().browser(), kept));
    }
  }

  /** Before there is enough to learn from there is no task that anybody would have to look at. */
  private void relearn(Stored pick, int pages) {
    String id = pick.taskId();
    EvidenceView.Pages evidence = new EvidenceView.Pages(pages, 0, 0);
    if (tasks.find(id).isEmpty()) {
      tasks.add(id, id.replaceFirst("-", ":"), act(pick), evidence);
    }
    tasks.evidence(id, act(pick), evidence);
    distillation.cancel(id);
    tasks.phase(id, TaskPhase.PROPOSED, null);
    distillation.start(tasks.get(id));
    distillation.whenDone(id, changed);
  }

  /** What was learned from pages of which too few are left is no longer used. */
  private void unlearn(Stored pick) {
    if (tasks.find(pick.taskId()).isPresent()) {
      distillation.cancel(pick.taskId());
      versions.of(pick.taskId()).forEach(version -> pool.release(version.digest()));
      tasks.deleteLearned(pick.taskId());
      distillation.sweepPacks();
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
