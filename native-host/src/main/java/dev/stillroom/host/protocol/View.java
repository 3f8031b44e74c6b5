package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a client is shown: plain values, the words are the client's. */
public final class View {

  private View() {}

  /** What a task does; one record for each kind of task. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Conversion.class, name = "CONVERT"),
    @JsonSubTypes.Type(value = Filing.class, name = "FILE"),
    @JsonSubTypes.Type(value = Choice.class, name = "CHOOSE"),
    @JsonSubTypes.Type(value = Picking.class, name = "EXTRACT"),
    @JsonSubTypes.Type(value = Passages.class, name = "SUMMARIZE"),
    @JsonSubTypes.Type(value = FormFill.class, name = "FILL"),
    @JsonSubTypes.Type(value = Repetition.class, name = "REPEAT"),
    @JsonSubTypes.Type(value = Errand.class, name = "JOB"),
    @JsonSubTypes.Type(value = Answering.class, name = "ANSWER")
  })
  public sealed interface Act
      permits FileAct, Choice, Picking, Passages, FormFill, Repetition, Errand, Answering {}

  /** What can be done to a file, and undone. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Conversion.class, name = "CONVERT"),
    @JsonSubTypes.Type(value = Filing.class, name = "FILE")
  })
  public sealed interface FileAct extends Act permits Conversion, Filing {}

  /** A file act that can be done and learned: a conversion, for example to {@code jpeg}. */
  public record Conversion(String to, boolean removeOriginal) implements FileAct {}

  /**
   * Putting a download into the folder where it belongs.
   *
   * @param folder the folder, of a file that is offered to go or went there; null of the task
   * @param name the name it gets there; null where it keeps its own
   */
  public record Filing(@Nullable String folder, @Nullable String name) implements FileAct {

    public Filing(@Nullable String folder) {
      this(folder, null);
    }
  }

  /**
   * Choosing a label beside content; only ever suggested, never done by itself.
   *
   * @param placeId the site's control at which it is chosen
   * @param control what the control is called, for example {@code Label}
   */
  public record Choice(String placeId, String site, String control) implements Act {}

  /** Filling in fields from pages of one kind; the person looks at each before it is kept. */
  public record Picking(String title, String site, List<String> fields) implements Act {}

  /** Choosing key passages of pages of one kind; shown, and nothing else is done. */
  public record Passages(String title, String site) implements Act {}

  /**
   * One sentence of a page.
   *
   * @param index its place among the page's sentences
   * @param heading the one above it; empty for none
   * @param node the snapshot's node of the block that holds it; -1 of a text
   */
  public record Passage(int index, String text, String heading, int node) {}

  /**
   * What the person wrote down of a page in their own form.
   *
   * @param fields by name; a field without a value is none of this page's
   * @param text what stands beside the fields, in their own words
   */
  public record Notes(Map<String, List<String>> fields, String text) {}

  /**
   * What two summarizers said of a page before the person chose.
   *
   * @param own the passages that were shown
   * @param browser what the browser's own model wrote
   */
  public record Contest(String own, String browser) {}

  /**
   * A sentence that a language model wrote.
   *
   * @param sources the page's sentences that it may come from, the nearest first
   * @param missing numbers and names in it that the page does not have
   * @param supported whether nothing is missing and most of its words stand in its sources
   */
  public record WrittenSentence(
      String text, List<Passage> sources, List<String> missing, boolean supported) {}

  /** What is suggested about summaries of one kind of pages. */
  public enum SummaryOfferKind {
    /** To show them by themselves: the person asked for several. */
    SHOW,
    /** To learn what they wrote down elsewhere after reading one. */
    NOTE
  }

  /**
   * A suggestion about summaries of one kind of pages.
   *
   * @param title of the page that was read last
   * @param site of the pages
   * @param pages how many of them it rests on
   * @param noted the site on which the notes were written; null where there are none
   * @param notes what was written; null where nothing was
   */
  public record SummaryOffer(
      String id,
      SummaryOfferKind kind,
      String title,
      String site,
      int pages,
      @Nullable String noted,
      @Nullable Notes notes) {}

  /**
   * What the person said to learning notes that they write on one kind of page about another.
   *
   * @param place the kind of page that is read: its address, {@code *} for what changes
   * @param noted the kind of page on which the notes are written
   * @param learned whether they are learned without asking; else such notes are never offered
   */
  public record NoteHabit(String place, String noted, boolean learned) {}

  /** Whether pages of a kind are summarized only when the person asks for it. */
  public enum SummaryShown {
    ASKED,
    ALWAYS,
    /** It was suggested to show them always, and the person said no. */
    NEVER
  }

  /**
   * Filling a form from pages of one kind; always shown before it is done, and never sent.
   *
   * @param from the kind of page the data comes from: host and path, {@code *} for what changes
   * @param into the kind of page the form is on
   * @param title the form's page as the person sees it called
   */
  public record FormFill(String from, String into, String title, List<String> fields)
      implements Act {}

  /**
   * Doing again, step by step, what the person did in pages; begun by them each time.
   *
   * @param what what it comes to: a form is sent, values are copied
   * @param object what it is done to, in the page's words; may be empty
   * @param values how many values are copied
   * @param from the site that values are copied from; empty where none are
   * @param site where it is done
   * @param steps how many there are
   */
  public record Repetition(
      Verb what, String object, int values, String from, String site, int steps) implements Act {}

  /**
   * Answering a question about a text, as a large model did or the person specified; shown, and
   * nothing else is done.
   *
   * @param name what the person sees it called
   * @param byHand whether the person specified it, instead of asking it again and again
   */
  public record Answering(String name, boolean byHand) implements Act {}

  /**
   * Answering a job that is put in words; its examples are given by agents, or by the person.
   *
   * @param student what answers: classify, extract or transform
   * @param shared whether it came as a file from somebody else
   */
  public record Errand(String name, String instruction, String student, boolean shared)
      implements Act {}

  /** What a routine comes to. */
  public enum Verb {
    COPY,
    DOWNLOAD,
    ASK,
    SUBMIT,
    FILL,
    CHOOSE,
    OPEN,
    SEARCH,
    CLICK,
    OTHER
  }

  /** One feature a routine depends on, for example {@code extension} = {@code webp}. */
  public record Condition(String feature, String value) {}

  /** What a proposal rests on. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Regularity.class, name = "REGULARITY"),
    @JsonSubTypes.Type(value = Tally.class, name = "TALLY"),
    @JsonSubTypes.Type(value = Pages.class, name = "PAGES"),
    @JsonSubTypes.Type(value = Carried.class, name = "CARRIED"),
    @JsonSubTypes.Type(value = Repeated.class, name = "REPEATED"),
    @JsonSubTypes.Type(value = Handed.class, name = "HANDED"),
    @JsonSubTypes.Type(value = AskedOften.class, name = "ASKED"),
    @JsonSubTypes.Type(value = PromptedOften.class, name = "PROMPTED"),
    @JsonSubTypes.Type(value = Given.class, name = "GIVEN")
  })
  public sealed interface Evidence
      permits Regularity,
          Tally,
          Pages,
          Carried,
          Repeated,
          Handed,
          AskedOften,
          PromptedOften,
          Given {

    /** How often the person did it. */
    int support();
  }

  /**
   * "You converted {@code acted} of {@code matching} …, and {@code othersActed} of {@code others}
   * others".
   */
  public record Regularity(
      List<Condition> conditions, int acted, int matching, int othersActed, int others)
      implements Evidence {

    @Override
    public int support() {
      return acted;
    }
  }

  /** "You chose 8 times: bug 4, question 4"; the most frequent first. */
  public record Tally(List<Count> counts) implements Evidence {

    @Override
    public int support() {
      return counts.stream().mapToInt(Count::times).sum();
    }
  }

  /**
   * "You showed it 3 pages."
   *
   * @param right how many of those that it filled in first were right as they were
   * @param tried how many it filled in first
   */
  public record Pages(int pages, int right, int tried) implements Evidence {

    @Override
    public int support() {
      return pages;
    }
  }

  /**
   * "You carried 5 values from one page into this form, 3 times."
   *
   * @param right how many of those that were filled from what was learned were kept as they were
   * @param tried how many were filled so
   */
  public record Carried(int times, int right, int tried) implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "You did this 4 times; it takes 12 seconds."
   *
   * @param seconds that one takes
   * @param weekly how often it is done in a week
   * @param follows how surely one step follows the other, from 0 to 1
   * @param conditions what distinguishes these times from those when only the first step was done
   * @param done how often it was done by what was learned, to the end
   * @param stopped how often it was stopped before the end
   */
  public record Repeated(
      int times,
      double seconds,
      double weekly,
      double follows,
      List<Condition> conditions,
      int done,
      int stopped)
      implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /** "12 examples were given: bug 5, question 7"; the counts only where the answers are labels. */
  public record Handed(int examples, List<Count> counts) implements Evidence {

    @Override
    public int support() {
      return examples;
    }
  }

  /**
   * "You asked this 24 times; a 60 KB model would have agreed 24 times (at least 80 %)."
   *
   * @param tried how many of the answers it was held against
   * @param agreed how many of those it would have given, without having learned from them
   * @param bound how many it gives at least, as a share
   * @param bytes of the model
   */
  public record AskedOften(int times, int tried, int agreed, double bound, long bytes)
      implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "You asked this 9 times on chat.example, and copied 7 answers."
   *
   * @param answers that they copied
   * @param site on which it was asked last
   */
  public record PromptedOften(int times, int answers, String site) implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "Specified by you: 12 examples, 300 inputs for the teacher."
   *
   * @param own the person's examples
   */
  public record Given(int own, int unlabeled) implements Evidence {

    @Override
    public int support() {
      return own;
    }
  }

  /**
   * One step of a routine as it is done again.
   *
   * @param deed click, input, select, submit, navigate, copy or paste
   * @param page the page it is done on: scheme, host and path, {@code *} for what changes
   * @param on what it is done to
   * @param name what the value is called that the person gives; null where none is asked for
   * @param value the value that was always the same; null where it is not known
   * @param copied the step that copied the value, counted from 0; null where none did
   * @param changed how what was copied is changed before; null where it is taken as it is. What is
   *     made so is shown to the person and entered when they say so, each time.
   */
  public record ReplayStep(
      String deed,
      String page,
      Event.Spot on,
      @Nullable String name,
      @Nullable String value,
      @Nullable Integer copied,
      @Nullable Rewritten changed) {}

  /**
   * A value that was made of what was copied.
   *
   * @param from the steps that copied, counted from 0
   * @param copied what the last of them copied once
   * @param entered what was made of it that time
   */
  public record Rewritten(List<Integer> from, String copied, String entered) {}

  /** How often one label was chosen. */
  public record Count(String label, int times) {}

  public enum TaskPhase {
    PROPOSED,
    DISTILLING,
    READY,
    FAILED,
    DISMISSED
  }

  /**
   * Agreement of the current model with the person: {@code agreements} of {@code n} acts, at least
   * {@code bound} with probability {@code level} whenever it is looked at.
   */
  public record Agreement(long n, long agreements, double bound, double level) {}

  /** One version of a task's model and its verdict. */
  public record Model(
      String digest,
      int version,
      String student,
      long bytes,
      boolean champion,
      Trust trust,
      boolean passes,
      String method,
      String metric,
      double value,
      double low,
      double baseline,
      double level,
      @Nullable Integer needs,
      int examples,
      double p50Millis,
      double loadMillis,
      Instant installed) {}

  /**
   * @param seconds how long the last distillation took; null before the first
   * @param failure one clear line when {@code phase} is FAILED
   * @param mayAlways whether "Always" can be pressed now
   */
  public record Task(
      String id,
      Act act,
      Evidence evidence,
      TaskPhase phase,
      Trust trust,
      boolean paused,
      Agreement agreement,
      @Nullable Model model,
      @Nullable Double progress,
      @Nullable String progressPhase,
      @Nullable Double seconds,
      @Nullable String failure,
      boolean mayAlways,
      Instant created) {}

  public record Reason(String feature, String value) {}

  /**
   * What a model says of a file.
   *
   * @param act what it would do; null where it would leave the file alone or is not sure
   */
  public record TriedFile(
      String name, @Nullable FileAct act, double confidence, List<Reason> reasons) {}

  /**
   * One file of a folder that is to be tidied.
   *
   * @param folder where it would go; null where nothing is known
   * @param sure whether it would be put there unless the person says otherwise
   * @param others folders that are likely besides, the likeliest first
   */
  public record TidyFile(
      String name,
      long bytes,
      @Nullable String folder,
      boolean sure,
      double confidence,
      List<String> others,
      List<Reason> reasons) {}

  /**
   * What the person wants to be done with one file.
   *
   * @param chosen whether they chose the folder themselves
   */
  public record TidyMove(String name, String folder, boolean chosen) {}

  /**
   * What could not be done.
   *
   * @param id the act's, or empty where there is none
   */
  public record NotDone(String id, String name, String why) {}

  /**
   * The last seven days in figures.
   *
   * @param files what Stillroom did for the person and is not undone
   * @param seconds what that would have taken by hand
   * @param undone what the person took back
   */
  public record Week(int files, double seconds, int undone) {}

  /**
   * A suggestion: one prediction offered.
   *
   * @param others of a file to be put away, other folders that are likely, the likeliest first
   * @param pushed whether it earned a badge and a toast, or is only shown where the person looks
   * @param sample whether it is the one act in twenty that is offered though the task runs by
   *     itself
   */
  public record Offer(
      String id,
      String taskId,
      String downloadId,
      String fileName,
      String site,
      FileAct act,
      List<String> others,
      double confidence,
      List<Reason> reasons,
      boolean pushed,
      boolean sample,
      Instant time) {}

  public enum ActState {
    INTENDED,
    DONE,
    UNDONE,
    FAILED
  }

  public enum ActBy {
    PERSON,
    OFFER,
    GRANTED,
    EARNED,
    COMMAND
  }

  /**
   * @param digestBefore SHA-256 of the original, hexadecimal
   * @param digestAfter SHA-256 of the result, hexadecimal; null until it exists
   * @param batch what was done together with it and is undone together, or null
   */
  public record DoneAct(
      String id,
      @Nullable String taskId,
      @Nullable String downloadId,
      FileAct act,
      ActBy by,
      ActState state,
      String source,
      @Nullable String result,
      @Nullable String digestBefore,
      @Nullable String digestAfter,
      boolean mayUndo,
      @Nullable String message,
      @Nullable String batch,
      Instant time) {}

  /**
   * A recent download.
   *
   * @param formats what it can be converted to, empty when it is no picture or not in an allowed
   *     folder
   * @param notAllowedFolder the folder the person would have to allow first, or null
   * @param convertedTo what another program was seen to convert it to, or null
   * @param originalFormat what the site's own address says the picture is there, where it came as
   *     something else; or null
   */
  public record RecentDownload(
      String id,
      String name,
      String path,
      String site,
      @Nullable String mime,
      long bytes,
      Instant time,
      boolean there,
      List<String> formats,
      @Nullable String notAllowedFolder,
      @Nullable String convertedTo,
      @Nullable String originalFormat,
      @Nullable DoneAct act) {}

  public enum NoticeKind {
    PROPOSAL,
    LEARNED,
    NOT_LEARNED,
    OFFER,
    APPLIED,
    APPLY_FAILED,
    TRUST_ROSE,
    TRUST_FELL,
    MODEL_REPLACED
  }

  /** Something the person should hear of once; {@code quiet} asks for the popup's row only. */
  public record Notice(
      String id,
      NoticeKind kind,
      boolean quiet,
      @Nullable Task task,
      @Nullable Offer offer,
      @Nullable DoneAct act,
      @Nullable String message,
      Instant time) {}

  public record RecordedEvent(
      String id, Instant time, String type, String site, String summary, boolean learnedFrom) {}

  /**
   * One transition of a task.
   *
   * @param why one sentence
   */
  public record AuditLine(
      Instant time,
      @Nullable String taskId,
      String what,
      @Nullable Trust from,
      @Nullable Trust to,
      String why,
      long n,
      long agreements,
      double bound) {}

  /** One past example and what the model says of it now, for the preview before "Always". */
  public record PastExample(
      String fileName, String site, @Nullable String did, @Nullable String predicted) {}

  /** Whether a page is one record, or holds one in each item of a list. */
  public enum PickShape {
    PAGE,
    ITEMS
  }

  /** What became of a page that the student filled in. */
  public enum FilledIn {
    /** The person picked it all. */
    NO,
    /** It was right as it was. */
    RIGHT,
    /** The person corrected it. */
    CORRECTED
  }

  public enum FieldState {
    FOUND,
    ABSENT,
    UNSURE
  }

  /**
   * @param many whether a page may have several values of it
   */
  public record PickField(String name, boolean many) {}

  /**
   * What a person picked from pages of one kind, and the student that learns it.
   *
   * @param where the kind of page: host and path, {@code *} for what changes
   * @param form what its pages are: {@code page}, {@code json} or {@code text}
   * @param fits whether the page that was asked about is of that kind
   * @param pages how many it was shown
   * @param right how many of those that it filled in first were right as they were
   * @param tried how many it filled in first
   * @param rows how many the table has
   * @param says what the student does, in words
   */
  public record Pick(
      String taskId,
      String title,
      String site,
      String where,
      String form,
      boolean fits,
      boolean paused,
      PickShape shape,
      List<PickField> fields,
      int pages,
      int right,
      int tried,
      int rows,
      boolean learning,
      @Nullable String failure,
      List<String> says) {}

  /**
   * One field as the student fills it in.
   *
   * @param values its best guess, also where it is unsure
   * @param at for each value the node of the snapshot; empty where the input has no nodes
   * @param note what the person should know, for example that the page changed
   */
  public record FilledField(
      String name,
      FieldState state,
      List<String> values,
      List<Integer> at,
      double confidence,
      @Nullable String note) {}

  /**
   * One row of a table.
   *
   * @param page which page it came from, counted from 1
   */
  public record TableRow(int page, String url, List<List<String>> cells) {}

  /**
   * A control of a site at which something is learned.
   *
   * @param keys what it is known by, as in {@link Event.Control}
   * @param trust of the model that answers there, or OBSERVE while there is none
   * @param model its digest
   */
  public record Place(
      String id,
      String taskId,
      String role,
      List<String> keys,
      TaskPhase phase,
      Trust trust,
      @Nullable String model) {}

  /**
   * What would be chosen for one thing.
   *
   * @param predictionId null when nothing is offered
   * @param label the answer, or null when the model is not sure or may not answer yet
   * @param guess the likeliest label where it is not sure, or null
   * @param agreement of the model that answers
   */
  public record Suggestion(
      @Nullable String predictionId,
      @Nullable String label,
      @Nullable String guess,
      double confidence,
      List<Reason> reasons,
      Agreement agreement) {}

  /** What a form is filled from. */
  public enum SourceKind {
    PAGE,
    SELECTION,
    /** A document the person opened or pasted: theirs, and of no site. */
    DOCUMENT,
    /** A row of a table that is filled in row by row. */
    ROW,
    /** A form that was filled in before. */
    FORM,
    /** A page of a watched site that was open lately, as it is kept in memory. */
    RECENT
  }

  /**
   * What a form is to be filled from.
   *
   * @param url the page's, by the browser's word; empty of what comes from no page
   * @param id of a previous form, a recent page or a run of rows
   * @param row of a run, counted from 0
   * @param input the examples format's INPUT of a page, a selection or a document
   */
  public record FillSource(
      SourceKind kind,
      String url,
      String title,
      @Nullable String id,
      @Nullable Integer row,
      @Nullable JsonNode input) {}

  /** How sure a value is, in a word. */
  public enum Sureness {
    /** The person said so, or what they showed says so. */
    CERTAIN,
    SURE,
    LIKELY,
    /** A guess that is not filled. */
    UNSURE,
    NOTHING
  }

  /**
   * What would be put into one field of a form.
   *
   * @param field its place in the form, counted from 0
   * @param type what it was understood as
   * @param value what is put there: a text, the value of an option, {@code on} or {@code off}; null
   *     where it stays empty
   * @param shown the same for a person
   * @param guess what may belong there, where that is not sure enough
   * @param why where nothing is filled: {@code never}, {@code unsure}, {@code no-value} and others
   * @param from where it came from in words
   * @param nodes where in the page's snapshot
   * @param through what was done to it in words
   */
  public record PreviewedField(
      int field,
      String key,
      String type,
      @Nullable String value,
      @Nullable String shown,
      @Nullable String guess,
      @Nullable String guessShown,
      @Nullable String why,
      double confidence,
      Sureness sureness,
      String from,
      List<Integer> nodes,
      String through) {}

  /** What became of one field. */
  public enum FillHow {
    /** Filled as it was proposed. */
    TAKEN,
    /** Filled with what the person wrote in its place. */
    CORRECTED,
    /** The person did not want it. */
    LEFT,
    /** The field would not have it. */
    REJECTED
  }

  /**
   * @param value what stands in the field; empty where nothing was filled
   */
  public record FilledOne(int field, String value, FillHow how) {}

  /** A form that was filled in before, as a source. */
  public record PreviousForm(
      String id,
      String title,
      String site,
      Instant time,
      int fields,
      String from,
      boolean undone) {}

  /**
   * A page that was open lately, kept in memory only.
   *
   * @param learned whether a form of this kind was filled from such a page
   */
  public record RecentPage(String id, String title, String url, Instant time, boolean learned) {}

  /**
   * A program that makes another file of one.
   *
   * @param to the extension of what it makes
   * @param from the extensions of what it reads
   * @param command the program and its words; {@code {in}} stands for the file
   * @param allowed whether the person allowed it; otherwise it is only there
   */
  public record Program(String to, List<String> from, List<String> command, boolean allowed) {}

  /** One origin's data may be filled into another's forms. */
  public record FillConsent(String from, String into, Instant time) {}

  public enum RowState {
    WAITING,
    FILLED,
    SKIPPED
  }

  /**
   * Rows that are filled into the same form one after the other.
   *
   * @param next the row that comes next, counted from 0; null when all are done
   * @param asks whether each row is confirmed
   * @param mayStopAsking whether enough rows were right for the person to let it go on by itself
   */
  public record FillRun(
      String id,
      String title,
      String url,
      List<String> heads,
      int total,
      int filled,
      int skipped,
      @Nullable Integer next,
      boolean paused,
      boolean asks,
      boolean mayStopAsking,
      Instant time) {}

  /**
   * One row and what went where.
   *
   * @param values what was put into each field, by the field's name
   */
  public record FillRow(
      int row,
      List<String> cells,
      RowState state,
      @Nullable Instant time,
      @Nullable String url,
      List<Condition> values) {}

  /**
   * A large model that may be asked.
   *
   * @param here whether it is on this machine
   */
  public record Teacher(
      String name,
      String url,
      String model,
      @Nullable String protocol,
      boolean hasKey,
      boolean here,
      @Nullable Double priceIn,
      @Nullable Double priceOut) {}

  /** What one task took of one teacher in one month; {@code bytes} are those that left. */
  public record LedgerLine(
      String month,
      String to,
      String model,
      String task,
      long calls,
      long tokens,
      double cost,
      long bytes) {}

  /**
   * A question that came back, or was specified by hand.
   *
   * @param frame what stays the same of it; {@code …} for what changes
   * @param asked how often a teacher answered it
   * @param answered how often its small model did, alone
   * @param checked how often both did
   * @param agreed how often they said the same then
   * @param savedSeconds that a teacher would have taken
   * @param savedCost that a teacher would have cost
   * @param checkOneIn how often an answer is checked: one in so many; 0 for never
   * @param trusted teachers to which it is sent without being shown
   * @param first whether the small model is asked first
   */
  public record Question(
      String id,
      String frame,
      boolean byHand,
      int asked,
      int answered,
      int checked,
      int agreed,
      double savedSeconds,
      double savedCost,
      int checkOneIn,
      List<String> trusted,
      boolean first) {}

  /**
   * What would be sent to a teacher, to the letter.
   *
   * @param here whether it stays on this machine
   * @param held why nothing of it may be sent, in a word; null where it may
   * @param hidden what was hidden, by its kind, and how much of it
   * @param known whether the answer is known and nothing need be sent
   * @param trusted whether the person said that this question may be sent unshown
   */
  public record WouldSend(
      String teacher,
      boolean here,
      @Nullable String held,
      String system,
      String data,
      List<Count> hidden,
      long bytes,
      long tokens,
      double cost,
      boolean known,
      boolean trusted) {}

  /**
   * A task as the person specifies it by hand.
   *
   * @param kind {@code classify}, {@code extract} or {@code transform}
   * @param instruction what it is, in words
   * @param labels what a classifier may answer, besides what the rows say; may be empty; or the
   *     fields to extract, "name[]" where one may have several values
   * @param rows a table with a head, whose last column holds the answers that are known, or lines
   *     of the examples format, or one input a line
   * @param teacher by name; null to learn from the rows alone
   * @param generate how many inputs the teacher makes up
   * @param samples how many answers make a committee
   */
  public record TaskSpec(
      String name,
      String kind,
      String instruction,
      List<String> labels,
      String rows,
      @Nullable String teacher,
      int generate,
      int samples) {}

  /**
   * What a job is, at its first example.
   *
   * @param student classify, extract or transform
   */
  public record NewJob(String name, String instruction, String student) {}

  /** Where a job stands. */
  public enum JobState {
    /** Examples are gathered. */
    GATHERING,
    /** The person was asked whether it shall be learned. */
    PROPOSED,
    LEARNING,
    /** It answers, and is silent where it is not sure. */
    READY,
    /** From somebody else: it predicts silently until it was right often enough here. */
    SHADOW,
    /** What was learned is not better than guessing. */
    WEAK,
    FAILED,
    /** The person does not want it. */
    DISMISSED,
    PAUSED
  }

  /**
   * A job and where it stands.
   *
   * @param kind classify, extract, transform or summarize
   * @param answers the labels it knows, or the names of its fields
   * @param examples how many were given
   * @param needs how many more it takes until it can be proposed
   * @param right the share of examples that it was right on when it was checked; null before
   * @param least the least that this promises; null before
   * @param agreement of its answers with what was said to be right later
   */
  public record Job(
      String taskId,
      String name,
      String instruction,
      String kind,
      List<String> answers,
      JobState state,
      int examples,
      int needs,
      @Nullable Double right,
      @Nullable Double least,
      Agreement agreement) {}

  /**
   * @param score how well it fits what was asked for, from 0 to 1
   */
  public record FoundJob(Job job, double score) {}

  /**
   * A string that stands in a model's file.
   *
   * @param where the entry of the file and the path in it
   */
  public record PackString(String where, String text) {}
}
