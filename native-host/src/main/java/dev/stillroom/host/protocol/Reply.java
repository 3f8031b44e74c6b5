package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the engine answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = Reply.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Reply.Overview.class, name = "overview"),
  @JsonSubTypes.Type(value = Reply.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Reply.Acted.class, name = "acted"),
  @JsonSubTypes.Type(value = Reply.AlwaysPreview.class, name = "alwaysPreview"),
  @JsonSubTypes.Type(value = Reply.Acts.class, name = "acts"),
  @JsonSubTypes.Type(value = Reply.Events.class, name = "events"),
  @JsonSubTypes.Type(value = Reply.Forgotten.class, name = "forgotten"),
  @JsonSubTypes.Type(value = Reply.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Reply.Audit.class, name = "audit"),
  @JsonSubTypes.Type(value = Reply.TaskDetail.class, name = "taskDetail"),
  @JsonSubTypes.Type(value = Reply.Tried.class, name = "tried"),
  @JsonSubTypes.Type(value = Reply.RanRows.class, name = "ranRows"),
  @JsonSubTypes.Type(value = Reply.DismissedTasks.class, name = "dismissedTasks"),
  @JsonSubTypes.Type(value = Reply.TriedFolder.class, name = "triedFolder"),
  @JsonSubTypes.Type(value = Reply.TidyPreview.class, name = "tidyPreview"),
  @JsonSubTypes.Type(value = Reply.Tidied.class, name = "tidied"),
  @JsonSubTypes.Type(value = Reply.UndoneMany.class, name = "undoneMany"),
  @JsonSubTypes.Type(value = Reply.LookedBack.class, name = "lookedBack"),
  @JsonSubTypes.Type(value = Reply.Picks.class, name = "picks"),
  @JsonSubTypes.Type(value = Reply.Picked.class, name = "picked"),
  @JsonSubTypes.Type(value = Reply.Summarized.class, name = "summarized"),
  @JsonSubTypes.Type(value = Reply.Usual.class, name = "usual"),
  @JsonSubTypes.Type(value = Reply.Writing.class, name = "writing"),
  @JsonSubTypes.Type(value = Reply.Learned.class, name = "learned"),
  @JsonSubTypes.Type(value = Reply.Filled.class, name = "filled"),
  @JsonSubTypes.Type(value = Reply.Table.class, name = "table"),
  @JsonSubTypes.Type(value = Reply.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Reply.Places.class, name = "places"),
  @JsonSubTypes.Type(value = Reply.Suggestions.class, name = "suggestions"),
  @JsonSubTypes.Type(value = Reply.FillPreview.class, name = "fillPreview"),
  @JsonSubTypes.Type(value = Reply.FillReported.class, name = "fillReported"),
  @JsonSubTypes.Type(value = Reply.FillSources.class, name = "fillSources"),
  @JsonSubTypes.Type(value = Reply.RunShown.class, name = "runShown"),
  @JsonSubTypes.Type(value = Reply.FillConsents.class, name = "fillConsents"),
  @JsonSubTypes.Type(value = Reply.NoteHabits.class, name = "noteHabits"),
  @JsonSubTypes.Type(value = Reply.Programs.class, name = "programs"),
  @JsonSubTypes.Type(value = Reply.ReplayPlan.class, name = "replayPlan"),
  @JsonSubTypes.Type(value = Reply.CopiedChanged.class, name = "copiedChanged"),
  @JsonSubTypes.Type(value = Reply.Demonstrated.class, name = "demonstrated"),
  @JsonSubTypes.Type(value = Reply.Teachers.class, name = "teachers"),
  @JsonSubTypes.Type(value = Reply.Questions.class, name = "questions"),
  @JsonSubTypes.Type(value = Reply.AskPrepared.class, name = "askPrepared"),
  @JsonSubTypes.Type(value = Reply.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = Reply.TaskPreview.class, name = "taskPreview"),
  @JsonSubTypes.Type(value = Reply.Specified.class, name = "specified"),
  @JsonSubTypes.Type(value = Reply.FoundJobs.class, name = "foundJobs"),
  @JsonSubTypes.Type(value = Reply.Ran.class, name = "ran"),
  @JsonSubTypes.Type(value = Reply.JobShown.class, name = "jobShown"),
  @JsonSubTypes.Type(value = Reply.ExportPreview.class, name = "exportPreview"),
  @JsonSubTypes.Type(value = Reply.Exported.class, name = "exported"),
  @JsonSubTypes.Type(value = Reply.Shared.class, name = "shared"),
  @JsonSubTypes.Type(value = Reply.Brought.class, name = "brought"),
  @JsonSubTypes.Type(value = Reply.Failure.class, name = "failure"),
  @JsonSubTypes.Type(value = Reply.PicturePart.class, name = "picturePart")
})
public sealed interface Reply {

  record Welcome(String version, int protocol) implements Reply {}

  /** The ids that are now recorded, those recorded before among them. */
  record Acknowledged(List<String> ids) implements Reply {}

  /**
   * @param badge how many things wait for the person: proposals, pushed offers, and those about
   *     summaries
   * @param showing whether the person is showing a routine now
   * @param sentBytes what ever left this machine
   */
  record Overview(
      int badge,
      boolean recordingPaused,
      boolean sitePaused,
      boolean stopped,
      List<View.Task> proposals,
      List<FilesView.Offer> offers,
      List<View.Notice> notices,
      List<FilesView.RecentDownload> downloads,
      List<View.Task> tasks,
      List<String> pausedSites,
      List<String> watchedSites,
      List<String> folders,
      boolean showing,
      long sentBytes,
      FilesView.Week week,
      List<SummaryView.SummaryOffer> summaryOffers)
      implements Reply {}

  record Done() implements Reply {}

  record Acted(FilesView.DoneAct act) implements Reply {}

  /** The figures and past examples a person sees before "Always". */
  record AlwaysPreview(View.Task task, List<FilesView.PastExample> examples) implements Reply {}

  record Acts(List<FilesView.DoneAct> acts) implements Reply {}

  record Events(List<View.RecordedEvent> events, long total) implements Reply {}

  /**
   * @param kept what could not be given back: its act is not forgotten
   */
  record Forgotten(long rows, long files, List<FilesView.KeptFile> kept) implements Reply {}

  record Status(
      String version,
      String home,
      long pid,
      double upSeconds,
      long events,
      long residentBytes,
      long diskBytes,
      int loadedModels,
      List<String> problems,
      boolean stopped,
      boolean recordingPaused,
      List<View.Task> tasks,
      List<String> folders,
      String teacher,
      double moneySpent,
      double secondsSaved,
      long sentBytes)
      implements Reply {}

  record Audit(List<View.AuditLine> lines) implements Reply {}

  /**
   * @param errors what a model of it got wrong, the latest first
   * @param doubted examples whose label its distillation doubted, most suspicious first
   */
  record TaskDetail(
      View.Task task,
      List<View.Model> models,
      List<View.AuditLine> audit,
      JsonNode card,
      List<FilesView.PastExample> errors,
      List<FilesView.DoubtedLabel> doubted)
      implements Reply {}

  record Tried(JsonNode prediction) implements Reply {}

  /**
   * @param columns what its examples' inputs are called; {@code text} alone is any one column
   * @param rows in the order of the rows that were given
   */
  record RanRows(List<String> columns, List<TeachView.RowAnswer> rows) implements Reply {}

  record DismissedTasks(List<View.Task> tasks) implements Reply {}

  /**
   * The surest first; those that would be left alone last.
   *
   * @param more how many files were not looked at, because there are too many
   */
  record TriedFolder(List<FilesView.TriedFile> files, int more) implements Reply {}

  /**
   * @param files a part of them
   * @param total how many the folder has
   * @param folders every folder that the model knows
   */
  record TidyPreview(List<FilesView.TidyFile> files, int total, List<String> folders)
      implements Reply {}

  /**
   * @param batch what takes all of it back
   */
  record Tidied(String batch, int moved, List<FilesView.NotDone> failed) implements Reply {}

  /**
   * @param left how many more there are to be undone
   * @param notes what is otherwise than before though it was undone, such as another name
   */
  record UndoneMany(int undone, int left, List<FilesView.NotDone> failed, List<String> notes)
      implements Reply {}

  /**
   * @param moved how many were found in another folder than the one they came into
   * @param stayed how many were found where they came in
   */
  record LookedBack(int moved, int stayed) implements Reply {}

  record Picks(List<PickView.Pick> picks) implements Reply {}

  /**
   * @param pageId what the page is called from now on, should it be learned once more
   */
  record Picked(PickView.Pick pick, long pageId) implements Reply {}

  /**
   * Key passages, the best first.
   *
   * @param chosen how many of them are the summary; the others follow in their order
   * @param total how many sentences the page has
   * @param confidence how many of the chosen would be kept, as a share
   * @param learned whether a student of this kind of pages chose them, or one that nobody taught
   * @param pages how many pages of the kind the person taught
   * @param offer whether to suggest that pages of the kind are summarized unasked
   * @param card the person's own form, filled in; empty where they have none
   * @param browserWins whether the browser's own summaries were nearer to what the person keeps
   * @param writer the person's own language model that could write one; null where there is none
   */
  record Summarized(
      String title,
      List<SummaryView.Passage> passages,
      List<PickView.FilledField> card,
      int chosen,
      int total,
      double confidence,
      boolean learned,
      int pages,
      SummaryView.SummaryShown shown,
      boolean offer,
      boolean browserWins,
      @Nullable String writer,
      double millis)
      implements Reply {}

  /** Whether the person usually has such pages summarized. */
  record Usual(boolean usual) implements Reply {}

  /** What a document that is being brought is called. */
  record Brought(String documentId) implements Reply {}

  /** What a summary that is being written is called. */
  record Writing(String writingId) implements Reply {}

  /**
   * @param pageId what the page is called from now on, should it be learned once more
   * @param pages how many there are of its kind
   * @param enough from how many on a student is made
   */
  record Learned(long pageId, int pages, int enough) implements Reply {}

  /**
   * @param millis what the student took
   */
  record Filled(PickView.PickShape shape, List<PickView.FilledField> fields, double millis)
      implements Reply {}

  /**
   * @param total how many rows there are
   */
  record Table(List<String> heads, List<PickView.TableRow> rows, int total) implements Reply {}

  /**
   * @param total the characters of the whole
   */
  record Text(String name, String text, int total) implements Reply {}

  record Places(List<View.Place> places) implements Reply {}

  /** One for each thing that was asked about, in their order. */
  record Suggestions(List<View.Suggestion> suggestions) implements Reply {}

  /**
   * @param previewId null where nothing is shown because the person has not agreed to this pair
   * @param from the source's origin; empty of the person's own documents
   * @param into the form's origin
   * @param agreed whether that origin's data may be filled into this one's forms
   * @param taskId the task whose model said so, or null
   */
  record FillPreview(
      @Nullable String previewId,
      String from,
      String into,
      boolean agreed,
      @Nullable String taskId,
      List<FillView.PreviewedField> fields,
      double millis)
      implements Reply {}

  /**
   * @param fillId null where nothing was kept
   */
  record FillReported(@Nullable String fillId, FillView.@Nullable FillRun run) implements Reply {}

  /**
   * @param task the routine that fills this form, proposed or learned
   * @param runs begun for forms of this kind and not done, the newest first
   */
  record FillSources(
      List<FillView.PreviousForm> forms,
      List<FillView.RecentPage> pages,
      List<FillView.FillRun> runs,
      List<View.Task> tasks)
      implements Reply {}

  record RunShown(FillView.FillRun run, List<FillView.FillRow> rows) implements Reply {}

  record FillConsents(List<FillView.FillConsent> consents) implements Reply {}

  record NoteHabits(List<SummaryView.NoteHabit> habits) implements Reply {}

  record Programs(List<FilesView.Program> programs) implements Reply {}

  /**
   * @param taskId the routine that was shown; null while it is being shown, and where nothing was
   *     done
   */
  record Demonstrated(@Nullable String taskId) implements Reply {}

  /**
   * @param keyPlace where keys are kept, in words
   * @param hidden names that are never shown to a teacher
   * @param monthlyCost the most that may be spent in a month; null for no limit
   * @param spent in this month
   * @param ledger what was sent, by month, teacher and task
   */
  record Teachers(
      List<TeachView.Teacher> teachers,
      String keyPlace,
      List<String> hidden,
      @Nullable Double monthlyCost,
      double spent,
      List<TeachView.LedgerLine> ledger)
      implements Reply {}

  record Questions(List<TeachView.Question> questions) implements Reply {}

  /**
   * @param prompt what is asked, exactly: whoever answers is asked this
   * @param questionId the question that this one is an instance of; null where it is new
   * @param answer the small model's; null where there is none or it is not sure
   * @param agreement of that model with its teacher and the person
   * @param check whether this answer is one of those that are checked
   * @param send what would be sent; null where the answer stands or no teacher was chosen
   */
  record AskPrepared(
      String askId,
      String prompt,
      @Nullable String questionId,
      @Nullable String answer,
      double confidence,
      View.@Nullable Agreement agreement,
      boolean check,
      TeachView.@Nullable WouldSend send)
      implements Reply {}

  /**
   * @param waiting whether there is no answer yet: ask again
   * @param agreed whether the small model's answer was the same; null where it gave none
   * @param partial whether the answer broke off: nothing is learned from it
   */
  record Asked(
      boolean waiting,
      @Nullable String answer,
      double seconds,
      double cost,
      long tokens,
      long bytes,
      boolean known,
      @Nullable Boolean agreed,
      boolean partial)
      implements Reply {}

  /**
   * @param preview as {@code distill --dry-run --json} prints it; null where nothing is sent
   * @param own how many examples are the person's
   * @param unlabeled how many inputs have no answer
   * @param digest of what was previewed: only that is made
   */
  record TaskPreview(@Nullable JsonNode preview, int own, int unlabeled, String digest)
      implements Reply {}

  record Specified(String taskId) implements Reply {}

  record ReplayPlan(View.Task task, List<View.ReplayStep> steps) implements Reply {}

  /**
   * @param value null where it is not sure enough
   */
  record CopiedChanged(@Nullable String value) implements Reply {}

  /**
   * Jobs that fit, the best first.
   *
   * @param known how many there are to be found at all
   */
  record FoundJobs(List<TeachView.FoundJob> jobs, int known) implements Reply {}

  /**
   * @param answer a prediction line with {@code abstained}, and {@code why} where it is
   */
  record Ran(JsonNode answer) implements Reply {}

  record JobShown(TeachView.Job job) implements Reply {}

  /**
   * @param strings those from the one that was asked for on, as many as are looked through at once
   * @param total how many there are
   */
  record ExportPreview(
      String name,
      String instruction,
      long bytes,
      String sha256,
      List<TeachView.PackString> strings,
      int total)
      implements Reply {}

  /**
   * @param base64 a part of the file
   * @param total its bytes
   * @param sha256 of the whole file, hexadecimal
   */
  record Exported(String base64, long total, String sha256) implements Reply {}

  /**
   * @param taskId null where it was only looked at
   * @param claims what the file says of itself in one line; counts for nothing
   * @param strings those from the one that was asked for on, as many as are looked through at once
   * @param total how many there are
   */
  record Shared(
      @Nullable String taskId,
      String name,
      String instruction,
      String kind,
      String student,
      long bytes,
      String claims,
      List<TeachView.PackString> strings,
      int total)
      implements Reply {}

  /**
   * @param code one of {@link ErrorCode}'s numbers
   * @param message what happened, to what, what to do
   */
  record Failure(int code, String message) implements Reply {}

  /**
   * @param base64 some of a picture's bytes
   */
  record PicturePart(String base64) implements Reply {}
}
