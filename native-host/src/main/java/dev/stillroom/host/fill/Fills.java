package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.fill.FormStore.Correction;
import dev.stillroom.host.fill.FormStore.Outcome;
import dev.stillroom.host.fill.Previews.Preview;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.FillHow;
import dev.stillroom.host.protocol.View.FillSource;
import dev.stillroom.host.protocol.View.FilledIn;
import dev.stillroom.host.protocol.View.FilledOne;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.FormFlow;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Fills forms: says what would be put where, for the person to look at, and hears what became of
 * it. Nothing here touches a page; the page's script fills, and looks at each field again itself.
 */
public final class Fills {

  private static final Logger LOG = Logger.getLogger(Fills.class.getName());

  private final Settings settings;
  private final FormStore forms;
  private final Consents consents;
  private final RecentPages recent;
  private final Flows flows;
  private final Runs runs;
  private final Versions versions;
  private final Pool pool;
  private final Audit audit;
  private final RandomGenerator random;
  private final Executor students;
  private final Executor engineThread;
  private final Runnable changed;
  private final Previews previews = new Previews();

  /** What was filled, until it is undone or another form is. */
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private final Supplier<FormFilling> filling;

  /**
   * @param filling made at the first preview: it loads what understands fields
   * @param students where forms are looked at; others wait for the engine
   */
  public Fills(
      Settings settings,
      FormStore forms,
      Consents consents,
      RecentPages recent,
      Flows flows,
      Runs runs,
      Versions versions,
      Pool pool,
      Audit audit,
      RandomGenerator random,
      Supplier<FormFilling> filling,
      Executor students,
      Executor engineThread,
      Runnable changed) {
    this.settings = settings;
    this.forms = forms;
    this.consents = consents;
    this.recent = recent;
    this.flows = flows;
    this.runs = runs;
    this.versions = versions;
    this.pool = pool;
    this.audit = audit;
    this.random = random;
    this.filling = filling;
    this.students = students;
    this.engineThread = engineThread;
    this.changed = changed;
  }

  private record Row(String runId, int row) {}

  /** What a form on this page can be filled from; what understands fields is loaded meanwhile. */
  public Reply.FillSources sources(String url, List<View.Task> tasks) {
    String page = FormCheck.page(url);
    students.execute(filling::get);
    String place = Flows.kindOf(page);
    return new Reply.FillSources(
        forms.list(),
        recent.all().stream()
            .filter(seen -> !Sites.withoutSecrets(seen.url()).equals(page))
            .map(
                seen ->
                    new View.RecentPage(
                        seen.id(),
                        seen.title(),
                        seen.url(),
                        seen.time(),
                        flows.known(Flows.kindOf(seen.url()), place)))
            .toList(),
        runs.open(page),
        tasks);
  }

  /** What would be put into a form. */
  public CompletableFuture<Reply> preview(Request.PreviewFill request) {
    if (settings.stopped()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "Stillroom is stopped: start it again in the settings");
    }
    String url = FormCheck.page(request.url());
    WebForm form = FormCheck.form(request.form());
    String into = Origin.of(request.url());
    Source source = source(request.source(), into);
    if (!consents.agreed(source.origin(), into)) {
      return CompletableFuture.completedFuture(
          new Reply.FillPreview(null, source.origin(), into, false, null, List.of(), 0));
    }
    Optional<Task> task = flows.task(source.kind(), Flows.kindOf(url));
    FormFlow flow = task.map(this::model).orElse(null);
    List<Correction> corrections = forms.corrections(Flows.kindOf(url), source.kind());
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    students.execute(
        () -> {
          try {
            long start = System.nanoTime();
            List<Filled> said = filling.get().fill(form, Input.of(source.input()), flow).fields();
            List<View.PreviewedField> fields =
                PreviewedFields.of(form, said, flow != null, corrections, source.digest());
            double millis = (System.nanoTime() - start) / 1e6;
            long size = (long) request.form().toString().length() + source.size();
            engineThread.execute(
                () -> {
                  String id = "preview-" + HexFormat.of().toHexDigits(random.nextLong());
                  String taskId = flow == null ? null : task.get().id();
                  previews.add(
                      id,
                      new Preview(
                          url,
                          form,
                          request.form(),
                          source,
                          request.source(),
                          taskId,
                          fields,
                          size));
                  reply.complete(
                      new Reply.FillPreview(
                          id, source.origin(), into, true, taskId, fields, millis));
                });
          } catch (RuntimeException | StackOverflowError failure) {
            LOG.log(Level.WARNING, "a form could not be looked at", failure);
            RequestFailure told =
                new RequestFailure(
                    ErrorCode.INTERNAL,
                    "this form could not be filled from that source ("
                        + failure.getClass().getSimpleName()
                        + "): choose another source");
            engineThread.execute(() -> reply.completeExceptionally(told));
          }
        });
    return reply;
  }

  private Source source(FillSource asked, String into) {
    return switch (asked.kind()) {
      case PAGE, SELECTION -> {
        JsonNode input = FormCheck.input(asked.input());
        String url = FormCheck.page(asked.url());
        String kind = Flows.kindOf(url);
        yield new Source(
            Origin.of(asked.url()),
            asked.kind() == View.SourceKind.PAGE ? kind : "selection " + kind,
            Sites.host(url),
            FormCheck.brief(asked.title()),
            url,
            input);
      }
      case DOCUMENT ->
          new Source(
              "",
              "document",
              "",
              FormCheck.brief(asked.title()),
              "",
              FormCheck.input(asked.input()));
      case ROW -> runs.source(asked.id(), asked.row() == null ? -1 : asked.row(), into);
      case FORM -> forms.source(asked.id());
      case RECENT -> {
        RecentPages.Seen seen =
            recent
                .find(asked.id())
                .orElseThrow(
                    () ->
                        new RequestFailure(
                            ErrorCode.NOT_FOUND,
                            "that page was open too long ago: open it once more"));
        ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
        input.set("page", seen.page());
        String url = Sites.withoutSecrets(seen.url());
        yield new Source(
            Origin.of(url), Flows.kindOf(url), Sites.host(url), seen.title(), url, input);
      }
    };
  }

  private FormFlow model(Task task) {
    Optional<Version> champion = versions.champion(task.id());
    if (champion.isEmpty()) {
      return null;
    }
    try {
      return pool.model(champion.get().digest()) instanceof FormFlow flow ? flow : null;
    } catch (PackRefused refused) {
      LOG.warning(
          "the model of " + task.id() + " cannot be used any more: " + refused.getMessage());
      return null;
    }
  }

  /** The person filled it in, all or some, as it was said or otherwise. */
  public Reply.FillReported report(Request.ReportFill request) {
    Preview preview = previews.take(request.previewId());
    if (preview == null) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "that preview is not known any more: look at the form again");
    }
    for (FilledOne one : request.fields()) {
      boolean put = one.how() == FillHow.TAKEN || one.how() == FillHow.CORRECTED;
      FormCheck.require(
          !put
              || one.field() >= 0
                  && one.field() < preview.form().fields().size()
                  && FormCheck.mayFill(preview.form().fields().get(one.field())),
          "field " + one.field() + " of that form is one that is never filled");
    }
    Map<String, String> values = FormCheck.values(preview.form(), request.fields());
    boolean corrected = corrected(preview, request.fields(), request.keep());
    String site = Sites.host(preview.url());
    audit.record(
        preview.taskId(),
        "filled",
        "You filled "
            + values.size()
            + " fields on "
            + site
            + (preview.source().site().isEmpty() ? "" : " from " + preview.source().site())
            + (corrected ? ", with corrections." : "."));
    boolean isRow = preview.asked().kind() == View.SourceKind.ROW;
    // Of a page that takes secrets it is kept which row is done, and not what went where.
    Map<String, String> told = request.keep() ? values : Map.of();
    View.FillRun run = null;
    if (isRow) {
      // A row of which the form took nothing waits on.
      run = values.isEmpty() ? runs.get(preview.asked().id()) : filledRow(preview, told, corrected);
    }
    String id = null;
    if ((request.keep() || isRow) && !values.isEmpty()) {
      id = "form-" + HexFormat.of().toHexDigits(random.nextLong());
      if (isRow) {
        rows.put(id, new Row(preview.asked().id(), preview.asked().row()));
      } else {
        kept(id, preview, values, corrected);
      }
    }
    changed.run();
    return new Reply.FillReported(id, run);
  }

  /** A table's row has its own log; what stands there goes when the table goes. */
  private View.FillRun filledRow(Preview preview, Map<String, String> values, boolean corrected) {
    Map<String, String> names = Flows.names(preview.form());
    Map<String, String> named = new LinkedHashMap<>();
    values.forEach((key, value) -> named.put(names.getOrDefault(key, key), value));
    return runs.filled(
        preview.asked().id(), preview.asked().row(), preview.url(), named, corrected);
  }

  private void kept(String id, Preview preview, Map<String, String> values, boolean corrected) {
    forms.add(
        id,
        preview.url(),
        preview.form().title(),
        preview.json(),
        values,
        preview.source(),
        preview.taskId(),
        corrected ? Outcome.CORRECTED : Outcome.RIGHT);
    if (preview.source().origin().isEmpty() || preview.asked().kind() == View.SourceKind.FORM) {
      return; // A flow is from a kind of page.
    }
    FilledIn filled =
        preview.taskId() == null ? FilledIn.NO : corrected ? FilledIn.CORRECTED : FilledIn.RIGHT;
    flows.shown(preview.source(), preview.url(), preview.form(), preview.json(), values, filled);
  }

  /**
   * Whether a value was corrected. It is kept, so that the same source never gives the refused one
   * again, but for pages of which nothing is kept.
   */
  private boolean corrected(Preview preview, List<FilledOne> told, boolean keep) {
    boolean any = false;
    String place = Flows.kindOf(preview.url());
    for (FilledOne one : told) {
      if (one.how() != FillHow.CORRECTED) {
        continue;
      }
      View.PreviewedField field = preview.fields().get(one.field());
      boolean isGuess = field.value() == null && one.value().equals(field.guess());
      // What was only guessed was no answer, so that the person's value takes nothing back.
      any |= field.value() != null;
      if (!keep) {
        continue;
      }
      forms.correct(
          place,
          preview.source().kind(),
          new Correction(
              field.key(),
              isGuess || field.value() != null ? field.from() : "",
              isGuess,
              preview.source().digest(),
              one.value()),
          Sites.host(preview.url()),
          preview.source().site());
    }
    return any;
  }

  /** What was filled was taken back. */
  public Reply undo(String fillId) {
    Row row = rows.remove(fillId);
    Optional<String> taskId = row == null ? forms.undone(fillId) : Optional.empty();
    taskId.ifPresent(flows::undone);
    audit.record(taskId.orElse(null), "undone", "You took back what was filled into a form.");
    changed.run();
    return new Reply.FillReported(fillId, row == null ? null : runs.undone(row.runId(), row.row()));
  }

  /** Keeps a form as the person filled it in. */
  public void keep(Request.KeepForm request) {
    WebForm form = FormCheck.form(request.form());
    Map<String, String> values = FormCheck.values(form, request.values());
    FormCheck.require(!values.isEmpty(), "nothing stands in this form that could be kept");
    forms.add(
        "form-" + HexFormat.of().toHexDigits(random.nextLong()),
        FormCheck.page(request.url()),
        form.title(),
        request.form(),
        values,
        null,
        null,
        Outcome.KEPT);
    changed.run();
  }

  public void drop(String formId) {
    forms.drop(formId);
    changed.run();
  }

  /** A page of a watched site was left or copied from. */
  public void noted(Request.NotePage request) {
    String url = FormCheck.page(request.url());
    if (settings.watchedSites().contains(Sites.host(url))
        && !settings.recordingPaused()
        && !settings.sitePaused(Sites.host(url))
        && request.page() != null
        && request.page().isObject()) {
      recent.note(url, FormCheck.brief(request.title()), request.page(), request.copied());
    }
  }

  /** A form of a watched site was sent by hand. */
  public void noted(Request.NoteForm request) {
    String url = FormCheck.page(request.url());
    if (!settings.watchedSites().contains(Sites.host(url))
        || settings.recordingPaused()
        || settings.sitePaused(Sites.host(url))) {
      return;
    }
    WebForm form = FormCheck.form(request.form());
    flows.sent(url, form, request.form(), FormCheck.values(form, request.values()));
  }

  /** Forgets what is in memory. */
  public void forget() {
    previews.forget();
    rows.clear();
    recent.forget();
  }
}
