package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.PickStore.Stored;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * What a person picks from pages: each page they accept is an example, its rows join the table, and
 * the student is made anew; it fills in the next page of the kind, for the person to look at.
 */
public final class Picks {

  private static final Logger LOG = Logger.getLogger(Picks.class.getName());

  /** Rows of a table in one reply; a frame to the browser has at most a mebibyte. */
  private static final int MOST_ROWS = 200;

  /** Characters of rows in one reply. */
  private static final int MOST_CHARACTERS = 300_000;

  private final Journal journal;
  private final PickStore store;
  private final TaskStore tasks;
  private final Versions versions;
  private final Distillation distillation;
  private final Pool pool;
  private final Clock clock;
  private final RandomGenerator random;
  private final Executor students;
  private final Executor engineThread;
  private final Consumer<String> forget;
  private final Runnable changed;

  /**
   * @param students where students run: a large page takes a while, and others wait for the engine
   * @param forget forgets a task with everything that hangs on it
   * @param changed told when something that is shown has changed
   */
  public Picks(
      Journal journal,
      TaskStore tasks,
      Versions versions,
      Distillation distillation,
      Pool pool,
      Clock clock,
      RandomGenerator random,
      Executor students,
      Executor engineThread,
      Consumer<String> forget,
      Runnable changed) {
    this.journal = journal;
    this.store = new PickStore(journal, clock);
    this.tasks = tasks;
    this.versions = versions;
    this.distillation = distillation;
    this.pool = pool;
    this.clock = clock;
    this.random = random;
    this.students = students;
    this.engineThread = engineThread;
    this.forget = forget;
    this.changed = changed;
  }

  /** Those that were picked on a page's site, those that fit the page first; all without a page. */
  public List<PickView.Pick> list(String url) {
    String host = Sites.host(url);
    String site = url == null ? null : host == null ? "" : host;
    return store.of(site).stream()
        .map(pick -> view(pick, url))
        .sorted(Comparator.comparing(PickView.Pick::fits).reversed())
        .toList();
  }

  /** Learns a page as the person says it is. */
  public Reply.Picked learn(Request.LearnPick request) {
    PickCheck.check(request);
    String form = PickCheck.form(request.input());
    String input = request.input().toString();
    PickCheck.requireSize(input);
    String url = Sites.withoutSecrets(request.url());
    Stored pick =
        request.taskId() == null
            ? begin(request, form, url)
            : widened(store.get(request.taskId()), request, form, url);
    store.put(pick);
    FilledIn filled = request.filled();
    if (request.replaces() != null) {
      // A page that had to be corrected afterwards was not right as it was filled in.
      filled =
          store
              .removePage(pick.taskId(), request.replaces())
              .map(before -> before == FilledIn.NO ? FilledIn.NO : FilledIn.CORRECTED)
              .orElse(filled);
    }
    long pageId =
        store.addPage(
            pick.taskId(),
            pick.site(),
            url,
            PickCheck.brief(request.title()),
            input,
            request.output(),
            filled,
            rows(request));
    relearn(pick);
    return new Reply.Picked(view(pick, request.url()), pageId);
  }

  /**
   * Takes the last page back, and the models that may have learned from it; with the only one goes
   * the whole pick. Runs outside of a transaction, because forgetting is durable.
   */
  public void unlearn(String taskId) {
    Stored pick = store.get(taskId);
    if (store.pages(taskId) <= 1) {
      forget.accept(taskId);
      changed.run();
      return;
    }
    distillation.cancel(taskId);
    versions.of(taskId).forEach(version -> pool.release(version.digest()));
    journal.transaction(
        () -> {
          tasks.deleteLearned(taskId);
          return store.lastPage(taskId).flatMap(page -> store.removePage(taskId, page));
        });
    distillation.sweepPacks();
    relearn(pick);
  }

  private void relearn(Stored pick) {
    String id = pick.taskId();
    tasks.evidence(id, act(pick), evidence(id));
    distillation.cancel(id);
    // What was deleted, or failed, is wanted again: the person just showed a page.
    tasks.phase(id, TaskPhase.PROPOSED, null);
    distillation.start(tasks.get(id));
    distillation.whenDone(id, changed);
    changed.run();
  }

  /** Fills in another page; waits for the student where it is just being made. */
  public CompletableFuture<Reply> fill(Request.FillPick request) {
    Stored pick = store.get(request.taskId());
    PickCheck.form(request.input());
    PickCheck.requireSize(request.input().toString());
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    distillation.whenDone(pick.taskId(), () -> fillNow(pick, request.input(), reply));
    return reply;
  }

  private void fillNow(Stored pick, JsonNode input, CompletableFuture<Reply> reply) {
    try {
      Task task = tasks.get(pick.taskId());
      if (task.paused()) {
        throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "it is paused: resume it first");
      }
      Extractor student = student(pick);
      students.execute(
          () -> {
            try {
              long start = System.nanoTime();
              Extraction found = student.extract(Input.of(input));
              Reply filled = filled(pick, found, (System.nanoTime() - start) / 1e6);
              engineThread.execute(() -> reply.complete(filled));
            } catch (RuntimeException | StackOverflowError failure) {
              RequestFailure told = notFilled(pick, failure);
              engineThread.execute(() -> reply.completeExceptionally(told));
            }
          });
    } catch (RequestFailure refused) {
      reply.completeExceptionally(refused);
    } catch (RuntimeException failure) {
      reply.completeExceptionally(notFilled(pick, failure));
    }
  }

  private static RequestFailure notFilled(Stored pick, Throwable failure) {
    LOG.log(Level.WARNING, "the student of " + pick.taskId() + " failed", failure);
    return new RequestFailure(
        ErrorCode.INTERNAL,
        "'"
            + pick.title()
            + "' could not fill this page in ("
            + failure.getClass().getSimpleName()
            + "): pick its fields by hand");
  }

  private Extractor student(Stored pick) {
    Version version =
        versions
            .champion(pick.taskId())
            .orElseThrow(
                () -> {
                  String why = tasks.get(pick.taskId()).failure();
                  return new RequestFailure(
                      ErrorCode.NOT_POSSIBLE_NOW,
                      why == null ? "nothing is learned yet: add a page first" : why);
                });
    try {
      if (pool.model(version.digest()) instanceof Extractor extractor) {
        return extractor;
      }
      throw new RequestFailure(ErrorCode.PACK_REFUSED, "its model fills in no fields");
    } catch (PackRefused refused) {
      throw new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage());
    }
  }

  private static Reply.Filled filled(Stored pick, Extraction found, double millis) {
    return new Reply.Filled(
        pick.shape(),
        found.fields().stream()
            .map(
                field ->
                    new PickView.FilledField(
                        field.name(),
                        PickView.FieldState.valueOf(field.state().name()),
                        field.values(),
                        field.at(),
                        field.confidence(),
                        field.note()))
            .toList(),
        millis);
  }

  /** The table, a part at a time. */
  public Reply.Table table(String taskId, int from, int limit) {
    Stored pick = store.get(taskId);
    List<String> heads = store.heads(pick);
    List<PickView.TableRow> rows =
        new ArrayList<>(
            store.table(taskId, heads, Math.max(0, from), Math.clamp(limit, 1, MOST_ROWS)));
    int characters = 0;
    for (int i = 0; i < rows.size(); i++) {
      characters += rows.get(i).url().length();
      for (List<String> values : rows.get(i).cells()) {
        characters += values.stream().mapToInt(value -> value.length() + 4).sum() + 4;
      }
      // One row always goes, so that whoever reads on comes to the end.
      if (characters > MOST_CHARACTERS && i > 0) {
        rows = rows.subList(0, i);
      }
    }
    return new Reply.Table(heads, List.copyOf(rows), store.rows(taskId));
  }

  private Stored begin(Request.LearnPick request, String form, String url) {
    String id = "extract-" + HexFormat.of().toHexDigits(random.nextLong());
    String host = Sites.host(url);
    Stored pick =
        new Stored(
            id,
            clock.instant(),
            PickCheck.brief(request.title()),
            host == null ? "" : host,
            form.equals("page") ? PageKind.of(url) : PageKind.ofDocument(url),
            form,
            request.shape(),
            request.fields());
    tasks.add(id, id.replaceFirst("-", ":"), act(pick), new EvidenceView.Pages(0, 0, 0));
    return pick;
  }

  private static Stored widened(Stored known, Request.LearnPick request, String form, String url) {
    if (!known.form().equals(form)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "it was learned from a " + known.form() + ", this is a " + form + ": begin a new table");
    }
    return known.with(known.kind().with(url), request.shape(), request.fields());
  }

  private static List<Map<String, List<String>>> rows(Request.LearnPick request) {
    List<PickField> fields = request.fields();
    List<Map<String, List<String>>> rows = new ArrayList<>();
    for (List<List<String>> row : request.rows()) {
      Map<String, List<String>> cells = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        cells.put(fields.get(i).name(), row.get(i));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static View.Picking act(Stored pick) {
    return new View.Picking(
        pick.title(), pick.site(), pick.fields().stream().map(PickField::name).toList());
  }

  private EvidenceView.Pages evidence(String taskId) {
    int right = store.filled(taskId, FilledIn.RIGHT);
    return new EvidenceView.Pages(
        store.pages(taskId), right, right + store.filled(taskId, FilledIn.CORRECTED));
  }

  private PickView.Pick view(Stored pick, String url) {
    String id = pick.taskId();
    Task task = tasks.get(id);
    EvidenceView.Pages evidence = evidence(id);
    List<String> says = new ArrayList<>();
    versions
        .champion(id)
        .ifPresent(
            version -> version.cardJson().path("says").forEach(line -> says.add(line.asText())));
    return new PickView.Pick(
        id,
        pick.title(),
        pick.site(),
        pick.kind().place(),
        pick.form(),
        url != null && pick.kind().fits(url),
        task.paused(),
        pick.shape(),
        pick.fields(),
        evidence.pages(),
        evidence.right(),
        evidence.tried(),
        store.rows(id),
        distillation.progress(id) != null,
        task.failure(),
        List.copyOf(says));
  }
}
