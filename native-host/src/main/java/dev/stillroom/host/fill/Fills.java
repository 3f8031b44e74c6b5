package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.fill.FormStore.Correction;
import dev.stillroom.host.fill.Previews.Preview;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FillView;
import dev.stillroom.host.protocol.FillView.FillSource;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Task;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Fills forms: says what would be put where, for the person to look at. Nothing here touches a
 * page; the page's script fills, and looks at each field again itself.
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
  private final RandomGenerator random;
  private final Executor students;
  private final Executor engineThread;
  private final Previews previews;
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
      Previews previews,
      Flows flows,
      Runs runs,
      Versions versions,
      Pool pool,
      RandomGenerator random,
      Supplier<FormFilling> filling,
      Executor students,
      Executor engineThread) {
    this.settings = settings;
    this.forms = forms;
    this.consents = consents;
    this.recent = recent;
    this.previews = previews;
    this.flows = flows;
    this.runs = runs;
    this.versions = versions;
    this.pool = pool;
    this.random = random;
    this.filling = filling;
    this.students = students;
    this.engineThread = engineThread;
  }

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
                    new FillView.RecentPage(
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
            List<FillView.PreviewedField> fields =
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
            asked.kind() == FillView.SourceKind.PAGE ? kind : "selection " + kind,
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
}
