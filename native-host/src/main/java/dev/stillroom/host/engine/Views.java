package dev.stillroom.host.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.repeat.Repetitions;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Namings;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.teacher.Spending;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.student.Prediction;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what clients are shown, from what the stations keep. */
public final class Views {

  private static final int MOST_ERRORS = 30;
  private static final int MOST_OFFERS = 50;
  private static final int MOST_NOTICES = 20;
  private static final int MOST_DOWNLOADS = 20;
  private static final int PAST_EXAMPLES = 30;
  private static final int MOST_OTHERS = 3;

  private final Journal journal;
  private final Settings settings;
  private final Downloads downloads;
  private final Deeds deeds;
  private final Folders folders;
  private final Acts acts;
  private final TaskStore store;
  private final Tasks tasks;
  private final TaskKinds kinds;
  private final Decisions decisions;
  private final Distillation distillation;
  private final Predictions predictions;
  private final Versions versions;
  private final Audit audit;
  private final Clock clock;
  private final Repetitions repetitions;
  private final Spending spending;
  private final Programs programs;
  private final Supplier<List<SummaryView.SummaryOffer>> summaryOffers;

  Views(
      Journal journal,
      Settings settings,
      Downloads downloads,
      Deeds deeds,
      Folders folders,
      Acts acts,
      TaskStore store,
      Tasks tasks,
      TaskKinds kinds,
      Decisions decisions,
      Distillation distillation,
      Predictions predictions,
      Versions versions,
      Audit audit,
      Clock clock,
      Repetitions repetitions,
      Spending spending,
      Programs programs,
      Supplier<List<SummaryView.SummaryOffer>> summaryOffers) {
    this.journal = journal;
    this.settings = settings;
    this.downloads = downloads;
    this.deeds = deeds;
    this.folders = folders;
    this.acts = acts;
    this.store = store;
    this.tasks = tasks;
    this.kinds = kinds;
    this.decisions = decisions;
    this.distillation = distillation;
    this.predictions = predictions;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
    this.repetitions = repetitions;
    this.spending = spending;
    this.programs = programs;
    this.summaryOffers = summaryOffers;
  }

  /** How many things wait for the person: proposals, pushed offers and those about summaries. */
  public int badge() {
    long proposals = journal.count("SELECT count(*) FROM task WHERE phase = 'PROPOSED'");
    return (int)
        (proposals + (settings.stopped() ? 0 : predictions.waiting()) + summaryOffers().size());
  }

  private List<SummaryView.SummaryOffer> summaryOffers() {
    return settings.stopped() ? List.of() : summaryOffers.get();
  }

  /** What the popup and the toolbar show. */
  public Reply.Overview overview(String site) {
    List<View.Task> all = store.all().stream().map(this::task).toList();
    return new Reply.Overview(
        badge(),
        settings.recordingPaused(),
        site != null && settings.sitePaused(site),
        settings.stopped(),
        all.stream().filter(task -> task.phase() == TaskPhase.PROPOSED).toList(),
        settings.stopped() ? List.of() : offers(),
        notices(),
        downloads.recent(MOST_DOWNLOADS).stream().map(this::download).toList(),
        all.stream().filter(Views::learned).toList(),
        settings.pausedSites(),
        settings.watchedSites(),
        folders.allowed().stream().map(Path::toString).toList(),
        repetitions.showing().isUnderWay(),
        spending.total().bytes(),
        new SavedTime(journal).week(clock.instant()),
        summaryOffers());
  }

  /** Every task that was accepted or is proposed. */
  public List<View.Task> tasks() {
    return store.all().stream()
        .filter(task -> task.phase() != TaskPhase.DISMISSED)
        .map(this::task)
        .toList();
  }

  /** Every task that the person said no to, or deleted. */
  public List<View.Task> dismissed() {
    return store.all().stream()
        .filter(task -> task.phase() == TaskPhase.DISMISSED)
        .map(this::task)
        .toList();
  }

  private static boolean learned(View.Task task) {
    return switch (task.phase()) {
      case DISTILLING, READY, FAILED -> true;
      case PROPOSED, DISMISSED -> false;
    };
  }

  private List<FilesView.Offer> offers() {
    return predictions.openOffers(MOST_OFFERS).stream()
        .map(this::offer)
        .filter(Objects::nonNull)
        .toList();
  }

  /** An open offer, or null when its file or its task is gone, or the file lies there already. */
  private FilesView.Offer offer(PredictionRow row) {
    Optional<Download> download = downloads.find(row.subjectId()).filter(Download::there);
    Optional<Task> task = store.find(row.taskId());
    if (download.isEmpty() || task.isEmpty() || !(task.get().act() instanceof View.FileAct act)) {
      return null;
    }
    if (act instanceof View.Filing
        && Path.of(row.output()).equals(download.get().path().getParent())) {
      return null; // Put there by hand while recording was paused: nothing is left to be done.
    }
    return new FilesView.Offer(
        row.id(),
        row.taskId(),
        row.subjectId(),
        download.get().name(),
        download.get().site(),
        switch (act) {
          case View.Conversion conversion -> conversion;
          case View.Filing _ -> new View.Filing(row.output(), Namings.said(journal, row.id()));
        },
        act instanceof View.Filing ? others(task.get(), row, download.get()) : List.of(),
        row.confidence(),
        reasons(row),
        row.pushed(),
        row.mode() == Mode.SAMPLED,
        row.time());
  }

  private List<String> others(Task task, PredictionRow row, Download download) {
    return decisions.attempt(task.id(), download.filing()).ranked().stream()
        .map(Prediction.Ranked::label)
        .filter(label -> !label.equals(row.output()) && kinds.of(task).acts(task, label))
        .limit(MOST_OTHERS)
        .toList();
  }

  private static List<View.Reason> reasons(PredictionRow row) {
    List<View.Reason> reasons = new ArrayList<>();
    json(row.reasons())
        .forEach(
            reason ->
                reasons.add(
                    new View.Reason(
                        reason.path("feature").asText(), reason.path("value").asText())));
    return reasons;
  }

  private List<View.Notice> notices() {
    return journal
        .query(
            "SELECT id FROM notice WHERE dismissed = 0 AND kind NOT IN ('OFFER', 'PROPOSAL')"
                + " ORDER BY time DESC LIMIT ?",
            row -> row.text(1),
            MOST_NOTICES)
        .stream()
        .map(this::notice)
        .toList();
  }

  /** One notice as it is shown. */
  View.Notice notice(String id) {
    record Stored(
        NoticeKind kind,
        boolean quiet,
        String task,
        String prediction,
        String act,
        String message,
        Instant time) {}
    Stored stored =
        journal
            .first(
                "SELECT kind, quiet, task_id, prediction_id, act_id, message, time FROM notice"
                    + " WHERE id = ?",
                row ->
                    new Stored(
                        NoticeKind.valueOf(row.text(1)),
                        row.flag(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        Instant.ofEpochMilli(row.number(7))),
                id)
            .orElseThrow();
    return new View.Notice(
        id,
        stored.kind(),
        stored.quiet(),
        stored.task() == null ? null : store.find(stored.task()).map(this::task).orElse(null),
        stored.prediction() == null
            ? null
            : predictions.find(stored.prediction()).map(this::offer).orElse(null),
        stored.act() == null ? null : acts.find(stored.act()).orElse(null),
        stored.message(),
        stored.time());
  }

  private FilesView.RecentDownload download(Download download) {
    return new FilesView.RecentDownload(
        download.id(),
        download.name(),
        download.path().toString(),
        download.site(),
        download.mime(),
        download.bytes(),
        download.time(),
        download.there(),
        download.there() && download.allowed()
            ? programs.convertibleTo(download.name())
            : List.of(),
        download.allowed() ? null : String.valueOf(download.path().getParent()),
        convertedElsewhere(download.id()).orElse(null),
        originalFormat(download).orElse(null),
        lastAct(download.id()).orElse(null));
  }

  /**
   * Where the address says JPEG and a WebP came, the site keeps the original and sent a copy made
   * for this browser.
   */
  private Optional<String> originalFormat(Download download) {
    Optional<PictureFormat> came = PictureFormat.ofName(download.name());
    if (came.isEmpty() || came.get() != PictureFormat.WEBP && came.get() != PictureFormat.AVIF) {
      return Optional.empty();
    }
    return journal
        .first("SELECT json FROM event WHERE id = ?", row -> json(row.text(1)), download.eventId())
        .map(event -> event.path("url").asText().replaceFirst("[?#].*", ""))
        .map(url -> url.substring(url.lastIndexOf('/') + 1))
        .flatMap(PictureFormat::ofName)
        .filter(format -> format == PictureFormat.JPEG || format == PictureFormat.PNG)
        .map(PictureFormat::symbol);
  }

  private Optional<String> convertedElsewhere(String downloadId) {
    return deeds.of(downloadId).stream()
        .filter(followUp -> followUp.actor() == FollowUp.Actor.OUTSIDE)
        .flatMap(
            followUp ->
                followUp.deed() instanceof Deed.Converted converted
                    ? Stream.of(converted.format())
                    : Stream.empty())
        .findFirst();
  }

  private Optional<FilesView.DoneAct> lastAct(String downloadId) {
    return journal
        .first(
            "SELECT id FROM act WHERE download_id = ? AND state <> 'FAILED'"
                + " ORDER BY time DESC, rowid DESC LIMIT 1",
            row -> row.text(1),
            downloadId)
        .flatMap(acts::find);
  }

  /** One task as it is shown. */
  public View.Task task(Task task) {
    Optional<Version> champion = versions.champion(task.id());
    Sequence sequence = champion.map(Version::sequence).orElse(new Sequence(0, 0));
    Distillation.Progress progress = distillation.progress(task.id());
    return new View.Task(
        task.id(),
        task.act(),
        task.evidence(),
        task.phase(),
        champion.map(Version::trust).orElse(Trust.OBSERVE),
        task.paused(),
        new View.Agreement(sequence.n(), sequence.agreements(), sequence.bound(), Sequence.LEVEL),
        champion.map(Views::model).orElse(null),
        progress == null ? null : progress.fraction(),
        progress == null ? null : progress.phase(),
        task.seconds(),
        task.failure(),
        champion.isPresent() && tasks.mayAlways(task, champion.get()),
        task.created());
  }

  private static View.Model model(Version version) {
    JsonNode card = version.cardJson();
    JsonNode verdict = card.path("verdict");
    JsonNode latency = card.path("latency");
    JsonNode examples = card.path("examples");
    return new View.Model(
        version.digest(),
        version.number(),
        card.path("student").asText(),
        card.path("bytes").asLong(),
        version.role() == Version.Role.CHAMPION,
        version.trust(),
        version.passes(),
        verdict.path("method").asText(),
        verdict.path("metric").asText(),
        verdict.path("value").asDouble(),
        verdict.path("low").asDouble(),
        verdict.path("baseline").asDouble(),
        verdict.path("level").asDouble(),
        verdict.path("needs").isInt() ? verdict.path("needs").asInt() : null,
        examples.path("verify").asInt(),
        latency.path("p50Millis").asDouble(),
        latency.path("loadMillis").asDouble(),
        version.installed());
  }

  /** One task with its versions, its log and its champion's card. */
  public Reply.TaskDetail detail(String taskId) {
    Task task = store.get(taskId);
    return new Reply.TaskDetail(
        task(task),
        versions.of(taskId).stream().map(Views::model).toList(),
        audit.list(taskId, 100),
        versions.champion(taskId).map(Version::cardJson).orElse(ProtocolJson.MAPPER.nullNode()),
        errors(task),
        doubted(task));
  }

  /** Examples whose label the model's distillation doubted and the person said nothing of. */
  private List<FilesView.DoubtedLabel> doubted(Task task) {
    JsonNode card = versions.champion(task.id()).map(Version::cardJson).orElse(null);
    return kinds.doubted() == null || card == null || card.path("labelErrors").isMissingNode()
        ? List.of()
        : kinds.doubted().open(task.id(), card, kinds.of(task).labels(task));
  }

  /** What was predicted and turned out otherwise, with what the person or a teacher said. */
  private List<FilesView.PastExample> errors(Task task) {
    Map<String, String> wrong = new HashMap<>();
    journal
        .query(
            "SELECT subject_id, output FROM prediction WHERE task_id = ?"
                + " AND outcome = 'disagreed' AND output IS NOT NULL",
            row -> List.of(row.text(1), row.text(2)),
            task.id())
        .forEach(row -> wrong.put(row.get(0), row.get(1)));
    return wrong.isEmpty() || !kinds.of(task).learns()
        ? List.of()
        : kinds.labels(task).reversed().stream()
            .filter(example -> wrong.containsKey(example.subjectId()))
            .limit(MOST_ERRORS)
            .map(
                example ->
                    new FilesView.PastExample(
                        example.name(),
                        example.site(),
                        example.label(),
                        wrong.get(example.subjectId())))
            .toList();
  }

  /** The figures and what the model says now of the past examples, for "Always". */
  public Reply.AlwaysPreview alwaysPreview(String taskId) {
    Task task = store.get(taskId);
    List<Labelled> past = kinds.labels(task).reversed();
    return new Reply.AlwaysPreview(
        task(task),
        past.stream()
            .limit(PAST_EXAMPLES)
            .map(
                example ->
                    new FilesView.PastExample(
                        example.name(),
                        example.site(),
                        example.label().equals(Task.LEAVE) ? null : example.label(),
                        decisions.attempt(taskId, example.input()).output()))
            .toList());
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
