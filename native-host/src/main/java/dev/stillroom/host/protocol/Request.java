package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.SummaryView.Contest;
import dev.stillroom.host.protocol.SummaryView.Notes;
import dev.stillroom.host.protocol.TeachView.NewJob;
import java.time.Instant;
import java.util.List;

/** What a client may ask of the engine. Each has one handler, in {@code engine.handle}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Request.RecordEvents.class, name = "recordEvents"),
  @JsonSubTypes.Type(value = Request.GetOverview.class, name = "getOverview"),
  @JsonSubTypes.Type(value = Request.AcceptProposal.class, name = "acceptProposal"),
  @JsonSubTypes.Type(value = Request.DismissProposal.class, name = "dismissProposal"),
  @JsonSubTypes.Type(value = Request.ListDismissed.class, name = "listDismissed"),
  @JsonSubTypes.Type(value = Request.Convert.class, name = "convert"),
  @JsonSubTypes.Type(value = Request.TakeOffer.class, name = "takeOffer"),
  @JsonSubTypes.Type(value = Request.FileInto.class, name = "fileInto"),
  @JsonSubTypes.Type(value = Request.LeaveOffer.class, name = "leaveOffer"),
  @JsonSubTypes.Type(value = Request.PreviewAlways.class, name = "previewAlways"),
  @JsonSubTypes.Type(value = Request.GrantAlways.class, name = "grantAlways"),
  @JsonSubTypes.Type(value = Request.GrantFolder.class, name = "grantFolder"),
  @JsonSubTypes.Type(value = Request.AskFirst.class, name = "askFirst"),
  @JsonSubTypes.Type(value = Request.UndoAct.class, name = "undoAct"),
  @JsonSubTypes.Type(value = Request.DismissNotice.class, name = "dismissNotice"),
  @JsonSubTypes.Type(value = Request.PauseTask.class, name = "pauseTask"),
  @JsonSubTypes.Type(value = Request.DeleteTask.class, name = "deleteTask"),
  @JsonSubTypes.Type(value = Request.Retrain.class, name = "retrain"),
  @JsonSubTypes.Type(value = Request.RollbackModel.class, name = "rollbackModel"),
  @JsonSubTypes.Type(value = Request.PauseRecording.class, name = "pauseRecording"),
  @JsonSubTypes.Type(value = Request.StopEverything.class, name = "stopEverything"),
  @JsonSubTypes.Type(value = Request.AllowFolder.class, name = "allowFolder"),
  @JsonSubTypes.Type(value = Request.DisallowFolder.class, name = "disallowFolder"),
  @JsonSubTypes.Type(value = Request.ListPrograms.class, name = "listPrograms"),
  @JsonSubTypes.Type(value = Request.AllowProgram.class, name = "allowProgram"),
  @JsonSubTypes.Type(value = Request.ListActs.class, name = "listActs"),
  @JsonSubTypes.Type(value = Request.FindActs.class, name = "findActs"),
  @JsonSubTypes.Type(value = Request.ListEvents.class, name = "listEvents"),
  @JsonSubTypes.Type(value = Request.DeleteEvent.class, name = "deleteEvent"),
  @JsonSubTypes.Type(value = Request.Forget.class, name = "forget"),
  @JsonSubTypes.Type(value = Request.GetStatus.class, name = "getStatus"),
  @JsonSubTypes.Type(value = Request.ListAudit.class, name = "listAudit"),
  @JsonSubTypes.Type(value = Request.ShowTask.class, name = "showTask"),
  @JsonSubTypes.Type(value = Request.TryTask.class, name = "tryTask"),
  @JsonSubTypes.Type(value = Request.SettleLabel.class, name = "settleLabel"),
  @JsonSubTypes.Type(value = Request.RunRows.class, name = "runRows"),
  @JsonSubTypes.Type(value = Request.TryFolder.class, name = "tryFolder"),
  @JsonSubTypes.Type(value = Request.PreviewTidy.class, name = "previewTidy"),
  @JsonSubTypes.Type(value = Request.TidyFiles.class, name = "tidyFiles"),
  @JsonSubTypes.Type(value = Request.UndoMany.class, name = "undoMany"),
  @JsonSubTypes.Type(value = Request.LookBack.class, name = "lookBack"),
  @JsonSubTypes.Type(value = Request.ListPicks.class, name = "listPicks"),
  @JsonSubTypes.Type(value = Request.LearnPick.class, name = "learnPick"),
  @JsonSubTypes.Type(value = Request.UnlearnPick.class, name = "unlearnPick"),
  @JsonSubTypes.Type(value = Request.FillPick.class, name = "fillPick"),
  @JsonSubTypes.Type(value = Request.Summarize.class, name = "summarize"),
  @JsonSubTypes.Type(value = Request.LearnSummary.class, name = "learnSummary"),
  @JsonSubTypes.Type(value = Request.ShowSummaries.class, name = "showSummaries"),
  @JsonSubTypes.Type(value = Request.IsSummarized.class, name = "isSummarized"),
  @JsonSubTypes.Type(value = Request.SummarizeDocument.class, name = "summarizeDocument"),
  @JsonSubTypes.Type(value = Request.WriteSummary.class, name = "writeSummary"),
  @JsonSubTypes.Type(value = Request.StopWriting.class, name = "stopWriting"),
  @JsonSubTypes.Type(value = Request.AnswerSummaryOffer.class, name = "answerSummaryOffer"),
  @JsonSubTypes.Type(value = Request.ListNoteHabits.class, name = "listNoteHabits"),
  @JsonSubTypes.Type(value = Request.DropNoteHabit.class, name = "dropNoteHabit"),
  @JsonSubTypes.Type(value = Request.BringDocument.class, name = "bringDocument"),
  @JsonSubTypes.Type(value = Request.NoteWritten.class, name = "noteWritten"),
  @JsonSubTypes.Type(value = Request.GetTable.class, name = "getTable"),
  @JsonSubTypes.Type(value = Request.ReadDownload.class, name = "readDownload"),
  @JsonSubTypes.Type(value = Request.WatchSite.class, name = "watchSite"),
  @JsonSubTypes.Type(value = Request.ListPlaces.class, name = "listPlaces"),
  @JsonSubTypes.Type(value = Request.SuggestChoices.class, name = "suggestChoices"),
  @JsonSubTypes.Type(value = Request.PreviewFill.class, name = "previewFill"),
  @JsonSubTypes.Type(value = Request.AllowFill.class, name = "allowFill"),
  @JsonSubTypes.Type(value = Request.ReportFill.class, name = "reportFill"),
  @JsonSubTypes.Type(value = Request.UndoFill.class, name = "undoFill"),
  @JsonSubTypes.Type(value = Request.ListFillSources.class, name = "listFillSources"),
  @JsonSubTypes.Type(value = Request.KeepForm.class, name = "keepForm"),
  @JsonSubTypes.Type(value = Request.DropForm.class, name = "dropForm"),
  @JsonSubTypes.Type(value = Request.StartRun.class, name = "startRun"),
  @JsonSubTypes.Type(value = Request.ShowRun.class, name = "showRun"),
  @JsonSubTypes.Type(value = Request.SkipRow.class, name = "skipRow"),
  @JsonSubTypes.Type(value = Request.SteerRun.class, name = "steerRun"),
  @JsonSubTypes.Type(value = Request.DropRun.class, name = "dropRun"),
  @JsonSubTypes.Type(value = Request.ListFillConsents.class, name = "listFillConsents"),
  @JsonSubTypes.Type(value = Request.NotePage.class, name = "notePage"),
  @JsonSubTypes.Type(value = Request.NoteForm.class, name = "noteForm"),
  @JsonSubTypes.Type(value = Request.NoteValues.class, name = "noteValues"),
  @JsonSubTypes.Type(value = Request.NotePrompt.class, name = "notePrompt"),
  @JsonSubTypes.Type(value = Request.PlanReplay.class, name = "planReplay"),
  @JsonSubTypes.Type(value = Request.ChangeCopied.class, name = "changeCopied"),
  @JsonSubTypes.Type(value = Request.ReportReplay.class, name = "reportReplay"),
  @JsonSubTypes.Type(value = Request.Demonstrate.class, name = "demonstrate"),
  @JsonSubTypes.Type(value = Request.ListTeachers.class, name = "listTeachers"),
  @JsonSubTypes.Type(value = Request.AddTeacher.class, name = "addTeacher"),
  @JsonSubTypes.Type(value = Request.RemoveTeacher.class, name = "removeTeacher"),
  @JsonSubTypes.Type(value = Request.SetTeaching.class, name = "setTeaching"),
  @JsonSubTypes.Type(value = Request.ListQuestions.class, name = "listQuestions"),
  @JsonSubTypes.Type(value = Request.PrepareAsk.class, name = "prepareAsk"),
  @JsonSubTypes.Type(value = Request.SendAsk.class, name = "sendAsk"),
  @JsonSubTypes.Type(value = Request.NoteAnswer.class, name = "noteAnswer"),
  @JsonSubTypes.Type(value = Request.DropAsk.class, name = "dropAsk"),
  @JsonSubTypes.Type(value = Request.SteerQuestion.class, name = "steerQuestion"),
  @JsonSubTypes.Type(value = Request.RevokeAsk.class, name = "revokeAsk"),
  @JsonSubTypes.Type(value = Request.PreviewTask.class, name = "previewTask"),
  @JsonSubTypes.Type(value = Request.SpecifyTask.class, name = "specifyTask"),
  @JsonSubTypes.Type(value = Request.AnswerQuestion.class, name = "answerQuestion"),
  @JsonSubTypes.Type(value = Request.FindJobs.class, name = "findJobs"),
  @JsonSubTypes.Type(value = Request.RunJob.class, name = "runJob"),
  @JsonSubTypes.Type(value = Request.GiveExample.class, name = "giveExample"),
  @JsonSubTypes.Type(value = Request.ProposeJob.class, name = "proposeJob"),
  @JsonSubTypes.Type(value = Request.PreviewExport.class, name = "previewExport"),
  @JsonSubTypes.Type(value = Request.ExportTask.class, name = "exportTask"),
  @JsonSubTypes.Type(value = Request.OpenShared.class, name = "openShared"),
  @JsonSubTypes.Type(value = Request.ReadPicture.class, name = "readPicture"),
  @JsonSubTypes.Type(value = Request.GivePicture.class, name = "givePicture")
})
public sealed interface Request {

  /**
   * The first request of every connection.
   *
   * @param client {@code extension} or {@code command}
   * @param version the client's own version
   * @param protocol the protocol version it speaks
   */
  record Hello(String client, String version, int protocol) implements Request {}

  /** Records events; acknowledged once they survive the engine's death. */
  record RecordEvents(List<Event> events) implements Request {}

  /** What the popup and the toolbar show; {@code site} is the active tab's host, or null. */
  record GetOverview(@Nullable String site) implements Request {}

  record AcceptProposal(String taskId) implements Request {}

  record DismissProposal(String taskId) implements Request {}

  /** What the person said no to: it stays away unless they want it after all. */
  record ListDismissed() implements Request {}

  /** The person's own act from the popup: converts a download to {@code jpeg|png|webp}. */
  record Convert(String downloadId, String to) implements Request {}

  record TakeOffer(String offerId) implements Request {}

  /** Puts an offered file into another folder than the one that was offered. */
  record FileInto(String offerId, String folder) implements Request {}

  record LeaveOffer(String offerId) implements Request {}

  record PreviewAlways(String taskId) implements Request {}

  record GrantAlways(String taskId) implements Request {}

  /** "Always" for what goes into one folder, or back to asking first. */
  record GrantFolder(String taskId, String folder, boolean granted) implements Request {}

  /** Takes "Always" back, or what was earned: the task asks first again. */
  record AskFirst(String taskId) implements Request {}

  record UndoAct(String actId) implements Request {}

  /**
   * Takes back the acts of one batch, or those since a moment, newest first, a part at a time.
   *
   * @param batch null where {@code since} says which
   * @param skip acts that could not be undone at an earlier call
   */
  record UndoMany(@Nullable String batch, @Nullable Instant since, List<String> skip)
      implements Request {}

  /**
   * Where the files of a folder would go, by what was learned; nothing is done.
   *
   * @param from how many of them are passed over, in the folder's order: the newest first
   */
  record PreviewTidy(String folder, int from) implements Request {}

  /**
   * Puts files of one folder where the person said, all as one act.
   *
   * @param batch sixteen hexadecimal digits, the same for all parts: by them it is taken back, also
   *     where an answer is lost; null at the first call for one that the answer names
   */
  record TidyFiles(String folder, @Nullable String batch, List<FilesView.TidyMove> moves)
      implements Request {}

  /**
   * Downloads from before, by the browser's list: examples, if their files are still to be found.
   *
   * @param last whether no more will follow
   */
  record LookBack(List<Event> downloads, boolean last) implements Request {}

  record DismissNotice(String noticeId) implements Request {}

  record PauseTask(String taskId, boolean paused) implements Request {}

  record DeleteTask(String taskId) implements Request {}

  /** Distills a challenger now instead of at idle. */
  record Retrain(String taskId) implements Request {}

  record RollbackModel(String taskId, String digest) implements Request {}

  /** Pauses or resumes recording: everywhere, or on one site (a host). */
  record PauseRecording(boolean paused, @Nullable String site) implements Request {}

  /** The one switch for everything: while on, nothing is predicted and nothing is applied. */
  record StopEverything(boolean stopped) implements Request {}

  record AllowFolder(String folder) implements Request {}

  /** Takes back what {@link AllowFolder} allowed; the last one may be taken back, too. */
  record DisallowFolder(String folder) implements Request {}

  /** The programs that may make other files of downloads, and those that could. */
  record ListPrograms() implements Request {}

  /**
   * Says yes to a program that Stillroom knows, or takes back any that was allowed. No command can
   * be named here: others are allowed on the command line.
   *
   * @param to the extension of what it makes
   */
  record AllowProgram(String to, boolean allowed) implements Request {}

  /** Acts, newest first; {@code query} is matched against file names and sites. */
  record ListActs(@Nullable String query, int limit) implements Request {}

  /**
   * What can be undone, newest first.
   *
   * @param name how an act's id begins, or what its batch is called: then acts that cannot be
   *     undone are told, too; null for all
   */
  record FindActs(@Nullable String name, int limit) implements Request {}

  record ListEvents(@Nullable Instant since, @Nullable String query, int limit)
      implements Request {}

  record DeleteEvent(String eventId) implements Request {}

  /** Exactly one member is given; forgetting everything leaves an empty journal. */
  record Forget(
      @Nullable String site, @Nullable String taskId, @Nullable Instant since, boolean all)
      implements Request {}

  record GetStatus() implements Request {}

  record ListAudit(@Nullable String taskId, int limit) implements Request {}

  record ShowTask(String taskId) implements Request {}

  /** One prediction of a task's model on an input of the examples format. */
  record TryTask(String taskId, JsonNode input) implements Request {}

  /** What the person says of an example whose label was doubted: as it is, or another one. */
  record SettleLabel(String taskId, String exampleId, String label) implements Request {}

  /**
   * What a transformation makes of the rows of a table; nothing is kept. Of no rows only the
   * columns are told that it was shown.
   */
  record RunRows(String taskId, List<JsonNode> inputs) implements Request {}

  /** What a task's model would do with the files of a folder; nothing is done. */
  record TryFolder(String taskId, String folder) implements Request {}

  /** What was picked from pages: that of this page's site, best fitting first, or all. */
  record ListPicks(@Nullable String url) implements Request {}

  /**
   * A page as the person says it is: its rows join the table, and the student learns from it.
   *
   * @param taskId null for a new task
   * @param title what the person sees it called: the page's title
   * @param url the page's address, or empty of a pasted text
   * @param input the examples format's INPUT, with {@code page} or {@code json}
   * @param output the examples format's OUTPUT: every value of this page
   * @param rows the same, row by row, field by field
   * @param filled whether the student filled it in, and what the person made of that
   * @param replaces the page, as {@link Reply.Picked} named it, whose place this one takes, because
   *     it is the same once more; null for another page
   */
  record LearnPick(
      @Nullable String taskId,
      String title,
      String url,
      PickView.PickShape shape,
      List<PickView.PickField> fields,
      JsonNode input,
      JsonNode output,
      List<List<List<String>>> rows,
      PickView.FilledIn filled,
      @Nullable Long replaces)
      implements Request {}

  /** Takes back the page that was learned last: its rows, its example, the model it made. */
  record UnlearnPick(String taskId) implements Request {}

  /** Fills the fields in on another page, waiting for the student where it is being made. */
  record FillPick(String taskId, JsonNode input) implements Request {}

  /**
   * The key passages of a page or text.
   *
   * @param url the page's address, or empty of a text
   * @param input the examples format's INPUT, with {@code page} or {@code text}
   * @param sentences how many; null for as many as was learned
   * @param asked whether the person asked for it, on a page that was not summarized yet
   */
  record Summarize(String url, JsonNode input, @Nullable Integer sentences, boolean asked)
      implements Request {}

  /**
   * What the person keeps and removes of a page's sentences, and what they wrote down of it; with
   * none of these the page that it replaces is taken back.
   *
   * @param contest what was said of the page before any of that; null where only one said something
   * @param replaces the page, as {@link Reply.Learned} named it, whose place this one takes
   */
  record LearnSummary(
      String title,
      String url,
      JsonNode input,
      List<String> keep,
      List<String> remove,
      @Nullable Notes notes,
      @Nullable Contest contest,
      @Nullable Long replaces)
      implements Request {}

  /** Whether the person usually has pages like this one summarized. */
  record IsSummarized(String url) implements Request {}

  /**
   * The key passages of a PDF file in an allowed folder, or of one that was brought.
   *
   * @param downloadId the download it is; null where one of the others tells
   * @param url of the file; null where one of the others tells
   * @param documentId what {@link BringDocument} was answered with; null where it is a file
   */
  record SummarizeDocument(
      @Nullable String downloadId,
      @Nullable String url,
      @Nullable String documentId,
      @Nullable Integer sentences)
      implements Request {}

  /**
   * A part of a PDF that a tab shows, which is in no folder. It is kept until it was summarized, or
   * nobody asked for a while.
   *
   * @param documentId null at the first part; then what that was answered with
   * @param bytes in base64
   */
  record BringDocument(@Nullable String documentId, String bytes) implements Request {}

  /**
   * Says yes or no to a suggestion about summaries of one kind of pages.
   *
   * @param id as {@link SummaryView.SummaryOffer} named it
   */
  record AnswerSummaryOffer(String id, boolean yes) implements Request {}

  /** What was said to learning notes that are written on other sites. */
  record ListNoteHabits() implements Request {}

  /**
   * Takes such a yes or no back: at the next note the person is asked again.
   *
   * @param place as {@link SummaryView.NoteHabit} named it; so {@code noted}
   */
  record DropNoteHabit(String place, String noted) implements Request {}

  /** Has the person's own language model write a summary; it comes by {@link Push.Written}. */
  record WriteSummary(JsonNode input, int sentences) implements Request {}

  record StopWriting(String writingId) implements Request {}

  /** Whether pages like this one are summarized as soon as the panel sees them. */
  record ShowSummaries(String url, boolean always) implements Request {}

  /** The table that a task's pages made, a part at a time. */
  record GetTable(String taskId, int from, int limit) implements Request {}

  /** The text of a downloaded .json, .csv, .tsv or .txt file, a part at a time. */
  record ReadDownload(String downloadId, int from) implements Request {}

  /** Page actions on a site (a host) are recorded from now on, or no longer. */
  record WatchSite(String site, boolean watched) implements Request {}

  /** The controls of a site (a host) at which something is learned. */
  record ListPlaces(String site) implements Request {}

  /** What would be chosen for the things that a page shows, each at one control. */
  record SuggestChoices(String placeId, List<Shown> shown) implements Request {}

  /**
   * One thing that a page shows beside a control.
   *
   * @param input what it is, the examples format's INPUT
   */
  record Shown(JsonNode input) {}

  /**
   * What would be put into the fields of a form; nothing is filled by asking.
   *
   * @param url the form's page, by the browser's word
   * @param form the form's snapshot
   */
  record PreviewFill(String url, JsonNode form, FillView.FillSource source) implements Request {}

  /** One origin's data may, or may no longer, be filled into another's forms. */
  record AllowFill(String from, String into, boolean allowed) implements Request {}

  /**
   * What became of a preview: what was filled is remembered, what was corrected is not said again.
   *
   * @param keep false on pages that take secrets: nothing is kept of those
   */
  record ReportFill(String previewId, List<FillView.FilledOne> fields, boolean keep)
      implements Request {}

  /** The person took back what was filled. */
  record UndoFill(String fillId) implements Request {}

  /** What a form on this page can be filled from. */
  record ListFillSources(String url) implements Request {}

  /**
   * A form as the person filled it in, to fill others from.
   *
   * @param values what stands in its fields, by their place in the form
   */
  record KeepForm(String url, JsonNode form, List<FillView.FilledOne> values) implements Request {}

  record DropForm(String formId) implements Request {}

  /** Rows that are to be filled into the form of this page one after the other. */
  record StartRun(String url, String title, List<String> heads, List<List<String>> rows)
      implements Request {}

  /** What went where, a part at a time. */
  record ShowRun(String runId, int from, int limit) implements Request {}

  record SkipRow(String runId, int row) implements Request {}

  /** Pauses or goes on, and whether each row is confirmed. */
  record SteerRun(String runId, boolean paused, boolean asks) implements Request {}

  record DropRun(String runId) implements Request {}

  record ListFillConsents() implements Request {}

  /**
   * A page of a watched site as the person left it, or as they copied from it. Kept in memory for
   * half an hour and never written down.
   *
   * @param page its snapshot
   * @param copied the text that was copied, or null
   */
  record NotePage(String url, String title, JsonNode page, @Nullable String copied)
      implements Request {}

  /**
   * What the person wrote into a page of a watched site; it is dropped at once unless it is about a
   * page that they read shortly before.
   *
   * @param url the page it was written in
   */
  record NoteWritten(String url, Notes notes) implements Request {}

  /** A form of a watched site as it was sent by hand; kept as {@link NotePage} is. */
  record NoteForm(String url, JsonNode form, List<FillView.FilledOne> values) implements Request {}

  /**
   * The values behind the marks of recorded events. Kept in memory for half an hour and never
   * written down unless the person wants a routine learned in which they are always the same.
   */
  record NoteValues(String site, List<MarkedValue> values) implements Request {}

  /**
   * What the person asked in a chat of a watched page. Kept in memory for half an hour and never
   * written down unless the person wants it learned.
   *
   * @param promptId which the page made for it
   * @param answer what they copied of the answer, or null
   */
  record NotePrompt(String url, String promptId, String prompt, @Nullable String answer)
      implements Request {}

  /** A value and the mark that stands for it. */
  record MarkedValue(String hash, String value) {}

  /** How a routine that the person wants learned is done again. */
  record PlanReplay(String taskId) implements Request {}

  /**
   * What a step would enter of what was copied; whoever asks shows it to the person before.
   *
   * @param step the step that enters it, counted from 0
   * @param copied what the steps copied that it is made of, in their order
   */
  record ChangeCopied(String taskId, int step, List<String> copied) implements Request {}

  /**
   * What became of doing it again.
   *
   * @param step the step it stopped at, counted from 0; the number of steps where it did not
   */
  record ReportReplay(String taskId, int step) implements Request {}

  /** "Learn this": what the person does on watched sites from now on is one routine, or was. */
  record Demonstrate(boolean begins) implements Request {}

  /** The large models that may be asked, what they took, and what may be spent. */
  record ListTeachers() implements Request {}

  /**
   * Adds a large model, or replaces the one of that name.
   *
   * @param protocol {@code openai} or {@code anthropic}; null to tell by the address
   * @param key straight into the keyring or a file of the person's; null where it needs none
   * @param priceIn of a million tokens sent, in the person's money; null where it is not known
   * @param priceOut of a million tokens answered
   */
  record AddTeacher(
      String name,
      String url,
      String model,
      @Nullable String protocol,
      @Nullable String key,
      @Nullable Double priceIn,
      @Nullable Double priceOut)
      implements Request {

    /** Without the key, wherever it is printed. */
    @Override
    public String toString() {
      return "AddTeacher[" + name + ", " + url + ", " + model + "]";
    }
  }

  record RemoveTeacher(String name) implements Request {}

  /**
   * What holds for every teacher.
   *
   * @param monthlyCost the most that may be spent in a month; null for no limit
   * @param hidden names that are never shown to a teacher
   */
  record SetTeaching(@Nullable Double monthlyCost, List<String> hidden) implements Request {}

  /** The questions that came back, and those that were specified by hand. */
  record ListQuestions() implements Request {}

  /**
   * A question about a text: answered by its own small model where there is one that is sure, else
   * what would be sent to a teacher. Nothing is sent by asking.
   *
   * @param url the page's, or empty
   * @param prompt the question
   * @param text what it is about: what is marked, or the page's words; may be empty
   * @param teacher by name; null to ask none
   * @param questionId one that was asked before or specified; null to tell by the prompt
   * @param insist whether the teacher is wanted, whatever the small model says
   */
  record PrepareAsk(
      String url,
      String prompt,
      String text,
      @Nullable String teacher,
      @Nullable String questionId,
      boolean insist)
      implements Request {}

  /**
   * Sends what was prepared and shown, or waits on for its answer.
   *
   * @param remember whether the same question to this teacher may be sent unshown from now on
   */
  record SendAsk(String askId, boolean remember) implements Request {}

  /**
   * The browser's own model answered what was prepared; nothing left the machine.
   *
   * @param seconds that it took
   */
  record NoteAnswer(String askId, String answer, double seconds) implements Request {}

  /** Nothing is sent, or what was sent is not waited for. */
  record DropAsk(String askId) implements Request {}

  /**
   * How often an answer of the small model is checked with the teacher.
   *
   * @param checkOneIn one in so many; 0 for never
   */
  record SteerQuestion(String questionId, int checkOneIn) implements Request {}

  /** A question to a teacher is shown again before it is sent. */
  record RevokeAsk(String questionId, String teacher) implements Request {}

  /**
   * What a task that is specified by hand would send to its teacher.
   *
   * @param from how many of the requests the person has seen already
   */
  record PreviewTask(TeachView.TaskSpec spec, int from) implements Request {}

  /**
   * Makes a task that was specified by hand, and asks its teacher: the person saw what leaves.
   *
   * @param digest of the preview they saw
   */
  record SpecifyTask(TeachView.TaskSpec spec, String digest) implements Request {}

  /** The person's own answer to something that a task's teacher was not sure of. */
  record AnswerQuestion(String taskId, JsonNode input, String output) implements Request {}

  /**
   * Jobs by what is to be done, in words; none where nothing fits.
   *
   * @param all whether tasks are among them that the person has not given to agents
   */
  record FindJobs(String words, int limit, boolean all) implements Request {}

  /** One answer of a job's model, on an input of the examples format. */
  record RunJob(String taskId, JsonNode input, boolean all) implements Request {}

  /**
   * An example of a job, which is begun with its first one.
   *
   * @param taskId null where {@code job} says what it is
   * @param output the examples format's OUTPUT; null for none of the labels
   * @param corrects whether it takes another answer back: it sticks at once
   */
  record GiveExample(
      @Nullable String taskId,
      @Nullable NewJob job,
      JsonNode input,
      @Nullable JsonNode output,
      boolean corrects)
      implements Request {}

  /**
   * Asks the person whether a job shall be learned from its examples.
   *
   * @param learn whether they said beforehand that it may be, without being asked
   */
  record ProposeJob(String taskId, boolean learn) implements Request {}

  /**
   * Every string that a task's file would hold; the name and the instruction are the person's.
   *
   * @param from how many of the strings were shown already
   */
  record PreviewExport(String taskId, String name, String instruction, int from)
      implements Request {}

  /** A task's model as a file, a part at a time. */
  record ExportTask(String taskId, String name, String instruction, int from) implements Request {}

  /**
   * A file from somebody else.
   *
   * @param file what it is called
   * @param base64 what is in it
   * @param from how many of its strings were shown already
   * @param take whether to take it in, after its strings were shown; it predicts silently then
   */
  record OpenShared(String file, String base64, int from, boolean take) implements Request {}

  /**
   * The bytes of a picture that is to be decoded, from a place on; as many as go into one reply.
   *
   * @param by a word of the asking extension's own: whoever asks first decodes it
   */
  record ReadPicture(String decodingId, String by, long from) implements Request {}

  /**
   * A part of the PNG that a picture was decoded to, in order; or that it cannot be.
   *
   * @param from how many bytes came before
   * @param base64 at most 700,000 bytes
   * @param last whether it is all there then
   * @param failure why it cannot be decoded; null where it was
   */
  record GivePicture(
      String decodingId,
      String by,
      long from,
      String base64,
      boolean last,
      @Nullable String failure)
      implements Request {}
}
