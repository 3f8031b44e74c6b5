package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.fill.FormStore.Correction;
import dev.stillroom.host.fill.FormStore.Outcome;
import dev.stillroom.host.fill.Previews.Preview;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FillView;
import dev.stillroom.host.protocol.FillView.FillHow;
import dev.stillroom.host.protocol.FillView.FilledOne;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.runtime.form.WebForm;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Hears what became of previews, and keeps forms, where something may be kept at all: nothing is of
 * a page that takes secrets, nor while recording is paused, everywhere or on one of the sites.
 */
public final class FillReports {

  /** Fillings that can be taken back with what was learned from them. */
  private static final int MOST_FILLED = 100;

  private final Settings settings;
  private final FormStore forms;
  private final Previews previews;
  private final Flows flows;
  private final Runs runs;
  private final Audit audit;
  private final Consumer<Runnable> cleanly;
  private final RandomGenerator random;
  private final Runnable changed;

  /** What was filled lately, until it is undone. */
  private final Map<String, Filled> filled = new LinkedHashMap<>();

  /**
   * @param cleanly carries out a deletion so that no file holds what was deleted
   */
  public FillReports(
      Settings settings,
      FormStore forms,
      Previews previews,
      Flows flows,
      Runs runs,
      Audit audit,
      Consumer<Runnable> cleanly,
      RandomGenerator random,
      Runnable changed) {
    this.settings = settings;
    this.forms = forms;
    this.previews = previews;
    this.flows = flows;
    this.runs = runs;
    this.audit = audit;
    this.cleanly = cleanly;
    this.random = random;
    this.changed = changed;
  }

  private sealed interface Filled {
    record Row(String runId, int row) implements Filled {}

    /** A form of which a flow learns. */
    record Shown(String flowId, JsonNode output) implements Filled {}
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
    boolean mayKeep = mayKeep(Sites.host(preview.url()), preview.source().site());
    boolean keep = request.keep() && mayKeep;
    boolean corrected = corrected(preview, request.fields(), keep);
    audit.record(
        preview.taskId(),
        "filled",
        "You filled "
            + values.size()
            + " fields"
            + (mayKeep ? places(preview) : "")
            + (corrected ? ", with corrections." : "."));
    boolean isRow = preview.asked().kind() == FillView.SourceKind.ROW;
    // Where nothing is kept it is still noted which row is done, and not what went where.
    Map<String, String> told = keep ? values : Map.of();
    FillView.FillRun run = null;
    if (isRow) {
      // A row of which the form took nothing waits on.
      run = values.isEmpty() ? runs.get(preview.asked().id()) : filledRow(preview, told, corrected);
    }
    String id = null;
    if ((keep || isRow) && !values.isEmpty()) {
      id = "form-" + HexFormat.of().toHexDigits(random.nextLong());
      if (isRow) {
        remember(id, new Filled.Row(preview.asked().id(), preview.asked().row()));
      } else {
        kept(id, preview, values, corrected);
      }
    }
    changed.run();
    return new Reply.FillReported(id, run);
  }

  /** Whether anything of a form and its source may be kept. */
  private boolean mayKeep(String site, String from) {
    return !settings.recordingPaused()
        && !settings.sitePaused(site)
        && (from.isEmpty() || !settings.sitePaused(from));
  }

  private static String places(Preview preview) {
    String from = preview.source().site();
    return " on " + Sites.host(preview.url()) + (from.isEmpty() ? "" : " from " + from);
  }

  /** A table's row has its own log; what stands there goes when the table goes. */
  private FillView.FillRun filledRow(
      Preview preview, Map<String, String> values, boolean corrected) {
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
    if (preview.source().origin().isEmpty() || preview.asked().kind() == FillView.SourceKind.FORM) {
      return; // A flow is from a kind of page.
    }
    FilledIn how =
        preview.taskId() == null ? FilledIn.NO : corrected ? FilledIn.CORRECTED : FilledIn.RIGHT;
    flows
        .shown(preview.source(), preview.url(), preview.form(), preview.json(), values, how)
        .ifPresent(shown -> remember(id, new Filled.Shown(shown.taskId(), shown.output())));
  }

  private void remember(String id, Filled what) {
    filled.put(id, what);
    if (filled.size() > MOST_FILLED) {
      filled.remove(filled.keySet().iterator().next());
    }
  }

  /**
   * Whether a value was corrected. It is kept, so that the same source never gives the refused one
   * again, where something may be kept.
   */
  private boolean corrected(Preview preview, List<FilledOne> told, boolean keep) {
    boolean any = false;
    String place = Flows.kindOf(preview.url());
    for (FilledOne one : told) {
      if (one.how() != FillHow.CORRECTED) {
        continue;
      }
      FillView.PreviewedField field = preview.fields().get(one.field());
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

  /** What was filled was taken back: it teaches nothing any more. */
  public Reply undo(String fillId) {
    Filled what = filled.remove(fillId);
    Optional<String> taskId = Optional.empty();
    FillView.FillRun run = null;
    switch (what) {
      case Filled.Row(String runId, int row) -> run = runs.undone(runId, row);
      case Filled.Shown(String flowId, JsonNode output) -> {
        taskId = forms.undone(fillId);
        flows.undone(flowId, output, taskId.isPresent());
      }
      case null -> taskId = forms.undone(fillId);
    }
    audit.record(taskId.orElse(null), "undone", "You took back what was filled into a form.");
    changed.run();
    return new Reply.FillReported(fillId, run);
  }

  /** Keeps a form as the person filled it in. */
  public void keep(Request.KeepForm request) {
    WebForm form = FormCheck.form(request.form());
    String url = FormCheck.page(request.url());
    Map<String, String> values = FormCheck.values(form, request.values());
    FormCheck.require(!values.isEmpty(), "nothing stands in this form that could be kept");
    requireRecording(url);
    forms.add(
        "form-" + HexFormat.of().toHexDigits(random.nextLong()),
        url,
        form.title(),
        request.form(),
        values,
        null,
        null,
        Outcome.KEPT);
    changed.run();
  }

  public void drop(String formId) {
    cleanly.accept(() -> forms.drop(formId));
    changed.run();
  }

  /** Begins to fill a table row by row; its rows are kept until it is deleted. */
  public FillView.FillRun start(Request.StartRun request) {
    requireRecording(FormCheck.page(request.url()));
    return runs.start(request);
  }

  /** A table is deleted with everything that was learned of its rows. */
  public void dropRun(String runId) {
    cleanly.accept(() -> runs.drop(runId));
    previews.drop(preview -> runId.equals(preview.asked().id()));
    filled.values().removeIf(one -> one instanceof Filled.Row row && row.runId().equals(runId));
  }

  private void requireRecording(String url) {
    if (!mayKeep(Sites.host(url), "")) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "recording is paused, so that nothing is kept: resume it for "
              + Sites.host(url)
              + " first");
    }
  }

  /** Forgets what is in memory. */
  public void forget() {
    previews.forget();
    filled.clear();
  }
}
