package dev.stillroom.host.engine;

import dev.stillroom.host.agent.JobEvidence;
import dev.stillroom.host.agent.JobKind;
import dev.stillroom.host.agent.JobStore;
import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.apply.Codecs;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.apply.Decoders;
import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.ask.AskKind;
import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.ask.ChatPrompts;
import dev.stillroom.host.ask.Overheard;
import dev.stillroom.host.ask.Specified;
import dev.stillroom.host.ask.Teaching;
import dev.stillroom.host.engine.handle.AcceptProposal;
import dev.stillroom.host.engine.handle.AddTeacher;
import dev.stillroom.host.engine.handle.AllowFill;
import dev.stillroom.host.engine.handle.AllowFolder;
import dev.stillroom.host.engine.handle.AllowProgram;
import dev.stillroom.host.engine.handle.AnswerQuestion;
import dev.stillroom.host.engine.handle.AnswerSummaryOffer;
import dev.stillroom.host.engine.handle.AskFirst;
import dev.stillroom.host.engine.handle.BringDocument;
import dev.stillroom.host.engine.handle.ChangeCopied;
import dev.stillroom.host.engine.handle.Convert;
import dev.stillroom.host.engine.handle.DeleteEvent;
import dev.stillroom.host.engine.handle.DeleteTask;
import dev.stillroom.host.engine.handle.Demonstrate;
import dev.stillroom.host.engine.handle.DisallowFolder;
import dev.stillroom.host.engine.handle.DismissNotice;
import dev.stillroom.host.engine.handle.DismissProposal;
import dev.stillroom.host.engine.handle.DropAsk;
import dev.stillroom.host.engine.handle.DropForm;
import dev.stillroom.host.engine.handle.DropNoteHabit;
import dev.stillroom.host.engine.handle.DropRun;
import dev.stillroom.host.engine.handle.ExportTask;
import dev.stillroom.host.engine.handle.FileInto;
import dev.stillroom.host.engine.handle.FillPick;
import dev.stillroom.host.engine.handle.FindActs;
import dev.stillroom.host.engine.handle.FindJobs;
import dev.stillroom.host.engine.handle.ForgetThings;
import dev.stillroom.host.engine.handle.GetOverview;
import dev.stillroom.host.engine.handle.GetStatus;
import dev.stillroom.host.engine.handle.GetTable;
import dev.stillroom.host.engine.handle.GiveExample;
import dev.stillroom.host.engine.handle.GivePicture;
import dev.stillroom.host.engine.handle.GrantAlways;
import dev.stillroom.host.engine.handle.GrantFolder;
import dev.stillroom.host.engine.handle.Hello;
import dev.stillroom.host.engine.handle.IsSummarized;
import dev.stillroom.host.engine.handle.KeepForm;
import dev.stillroom.host.engine.handle.LearnPick;
import dev.stillroom.host.engine.handle.LearnSummary;
import dev.stillroom.host.engine.handle.LeaveOffer;
import dev.stillroom.host.engine.handle.ListActs;
import dev.stillroom.host.engine.handle.ListAudit;
import dev.stillroom.host.engine.handle.ListDismissed;
import dev.stillroom.host.engine.handle.ListEvents;
import dev.stillroom.host.engine.handle.ListFillConsents;
import dev.stillroom.host.engine.handle.ListFillSources;
import dev.stillroom.host.engine.handle.ListNoteHabits;
import dev.stillroom.host.engine.handle.ListPicks;
import dev.stillroom.host.engine.handle.ListPlaces;
import dev.stillroom.host.engine.handle.ListPrograms;
import dev.stillroom.host.engine.handle.ListQuestions;
import dev.stillroom.host.engine.handle.ListTeachers;
import dev.stillroom.host.engine.handle.LookBackAt;
import dev.stillroom.host.engine.handle.NoteAnswer;
import dev.stillroom.host.engine.handle.NoteForm;
import dev.stillroom.host.engine.handle.NotePage;
import dev.stillroom.host.engine.handle.NotePrompt;
import dev.stillroom.host.engine.handle.NoteValues;
import dev.stillroom.host.engine.handle.NoteWritten;
import dev.stillroom.host.engine.handle.OpenShared;
import dev.stillroom.host.engine.handle.PauseRecording;
import dev.stillroom.host.engine.handle.PauseTask;
import dev.stillroom.host.engine.handle.PlanReplay;
import dev.stillroom.host.engine.handle.PrepareAsk;
import dev.stillroom.host.engine.handle.PreviewAlways;
import dev.stillroom.host.engine.handle.PreviewExport;
import dev.stillroom.host.engine.handle.PreviewFill;
import dev.stillroom.host.engine.handle.PreviewTask;
import dev.stillroom.host.engine.handle.PreviewTidy;
import dev.stillroom.host.engine.handle.ProposeJob;
import dev.stillroom.host.engine.handle.ReadDownload;
import dev.stillroom.host.engine.handle.ReadPicture;
import dev.stillroom.host.engine.handle.RecordEvents;
import dev.stillroom.host.engine.handle.RemoveTeacher;
import dev.stillroom.host.engine.handle.ReportFill;
import dev.stillroom.host.engine.handle.ReportReplay;
import dev.stillroom.host.engine.handle.Retrain;
import dev.stillroom.host.engine.handle.RevokeAsk;
import dev.stillroom.host.engine.handle.RollbackModel;
import dev.stillroom.host.engine.handle.RunJob;
import dev.stillroom.host.engine.handle.RunRows;
import dev.stillroom.host.engine.handle.SendAsk;
import dev.stillroom.host.engine.handle.SetTeaching;
import dev.stillroom.host.engine.handle.SettleLabel;
import dev.stillroom.host.engine.handle.ShowRun;
import dev.stillroom.host.engine.handle.ShowSummaries;
import dev.stillroom.host.engine.handle.ShowTask;
import dev.stillroom.host.engine.handle.SkipRow;
import dev.stillroom.host.engine.handle.SpecifyTask;
import dev.stillroom.host.engine.handle.StartRun;
import dev.stillroom.host.engine.handle.SteerQuestion;
import dev.stillroom.host.engine.handle.SteerRun;
import dev.stillroom.host.engine.handle.StopEverything;
import dev.stillroom.host.engine.handle.StopWriting;
import dev.stillroom.host.engine.handle.SuggestChoices;
import dev.stillroom.host.engine.handle.Summarize;
import dev.stillroom.host.engine.handle.SummarizeDocument;
import dev.stillroom.host.engine.handle.TakeOffer;
import dev.stillroom.host.engine.handle.TidyFiles;
import dev.stillroom.host.engine.handle.TryFolder;
import dev.stillroom.host.engine.handle.TryTask;
import dev.stillroom.host.engine.handle.UndoAct;
import dev.stillroom.host.engine.handle.UndoFill;
import dev.stillroom.host.engine.handle.UndoMany;
import dev.stillroom.host.engine.handle.UnlearnPick;
import dev.stillroom.host.engine.handle.WatchSite;
import dev.stillroom.host.engine.handle.WriteSummary;
import dev.stillroom.host.fill.Consents;
import dev.stillroom.host.fill.Demonstrations;
import dev.stillroom.host.fill.FillKind;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.fill.Flows;
import dev.stillroom.host.fill.FormStore;
import dev.stillroom.host.fill.Handwork;
import dev.stillroom.host.fill.Previews;
import dev.stillroom.host.fill.RecentPages;
import dev.stillroom.host.fill.Runs;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.ChoiceOutcomes;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.outcome.FilingOutcomes;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.outcome.Refusals;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.outcome.Tidying;
import dev.stillroom.host.pick.BroughtDocuments;
import dev.stillroom.host.pick.Documents;
import dev.stillroom.host.pick.NotesElsewhere;
import dev.stillroom.host.pick.PickKind;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.pick.SummaryKind;
import dev.stillroom.host.pick.SummaryOffers;
import dev.stillroom.host.pick.Writings;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.repeat.Noticing;
import dev.stillroom.host.repeat.RecentValues;
import dev.stillroom.host.repeat.RepeatKind;
import dev.stillroom.host.repeat.Repetitions;
import dev.stillroom.host.repeat.Rewriting;
import dev.stillroom.host.routine.ChoiceFinder;
import dev.stillroom.host.routine.FilingFinder;
import dev.stillroom.host.routine.RoutineFinder;
import dev.stillroom.host.share.Sharing;
import dev.stillroom.host.task.ChooseKind;
import dev.stillroom.host.task.ConvertKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.DoubtedLabels;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.NamingDistillation;
import dev.stillroom.host.task.Namings;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.RowAnswers;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.teacher.Spending;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.host.watch.Looks;
import dev.stillroom.host.watch.PastDownloads;
import dev.stillroom.host.watch.Watcher;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * The stations of the loop, constructed by hand in their order, and the handlers they answer by.
 */
public final class Stations implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Stations.class.getName());

  /** What loaded models may take, in bytes. */
  private static final long POOL_BUDGET = 64L * 1024 * 1024;

  /** After so long without a text an encoder's hundred megabytes go back. */
  private static final Duration ENCODER_IDLE = Duration.ofSeconds(30);

  private final EngineThread thread;
  private final Clock clock;
  private final Settings settings;
  private final Watcher watcher;
  private final Acts acts;
  private final Conversions conversions;
  private final Tidying tidying;
  private final Distillation distillation;
  private final Pool pool;
  private final Loop loop;
  private final Filer filer;
  private final NamingDistillation naming;
  private final Demonstrations demonstrations;
  private final NotesElsewhere notes;
  private final BroughtDocuments brought;
  private final Rewriting rewriting;
  private final Noticing noticing;
  private final Housekeeping housekeeping;
  private final WorkerProcesses workers;
  private final ExecutorService digestThreads;
  private final ExecutorService studentThread;
  private final ExecutorService keyrings;
  private final Asks asks;
  private final List<Handler<?>> handlers;
  private final Runnable changed;
  private CompletableFuture<Void> recovered = CompletableFuture.completedFuture(null);
  private boolean closed;

  /**
   * Called before the first client; {@code thread} runs nothing of the stations' before {@link
   * #start}.
   *
   * @param pushes told on the engine's thread; goes out once the running task is committed
   */
  public Stations(
      Home home,
      Clock clock,
      Journal journal,
      EngineThread thread,
      Consumer<Push> pushes,
      Program program,
      RandomGenerator random) {
    this.thread = thread;
    this.clock = clock;
    this.workers =
        new WorkerProcesses(
            classPath ->
                switch (classPath) {
                  case HOST -> program.hostWorker(home);
                  case DISTILLER -> program.distillerWorker(home);
                },
            WorkerProcesses.Settings.of(home.scratch(), home.log().resolve("workers.log")));
    this.digestThreads = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    this.settings = new Settings(journal);
    Events events = new Events(journal, settings, clock);
    Downloads downloads = new Downloads(journal, clock);
    Choices choices = new Choices(journal, clock);
    Folders folders = new Folders(settings, home, System.getenv());
    // What is done with a download comes back into the loop, which is made last.
    AtomicReference<FollowUps> loopEntrance = new AtomicReference<>();
    Deeds deeds = new Deeds(journal, downloads, entrance(loopEntrance));
    this.watcher =
        new Watcher(
            journal,
            settings,
            folders,
            downloads,
            deeds,
            clock,
            (delay, task) -> thread.schedule(delay, task),
            thread,
            digestThreads);
    RoutineFinder routines = new RoutineFinder();
    Audit audit = new Audit(journal, clock);
    Versions versions = new Versions(journal, audit, clock);
    NoticeBoard notices = new NoticeBoard(journal, clock, pushes);
    TaskStore store = new TaskStore(journal, clock);
    this.demonstrations = new Demonstrations(journal, clock);
    GrantedFolders granted = new GrantedFolders(journal, audit, clock);
    FilingKind filing =
        new FilingKind(
            journal,
            granted,
            folder -> Files.isDirectory(folder) && folders.place(folder.resolve("file")).allowed());
    RecentValues values = new RecentValues(clock);
    this.rewriting = new Rewriting(home, workers, thread);
    Repetitions repetitions = new Repetitions(journal, settings, store, values, rewriting, clock);
    this.keyrings =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keyring").factory());
    Teaching teaching = new Teaching(home, settings, clock, keyrings, thread);
    Overheard overheard = new Overheard(clock);
    TaskKinds kinds =
        new TaskKinds(
            List.of(
                new ConvertKind(journal),
                filing,
                new ChooseKind(choices),
                new PickKind(journal, clock),
                new SummaryKind(journal, clock),
                new FillKind(demonstrations),
                new RepeatKind(repetitions),
                new AskKind(journal, teaching, overheard, clock),
                new JobKind(new JobStore(journal, clock))),
            new DoubtedLabels(journal, clock));
    this.pool =
        new Pool(
            home.packs(), POOL_BUDGET, new Encoders(Encoders.directory(), home.directory(), clock));
    this.distillation =
        new Distillation(home, store, kinds, versions, audit, notices, workers, thread, pushes);
    Tasks tasks = new Tasks(store, kinds, versions, distillation, pool, audit, notices, clock);
    Predictions predictions = new Predictions(journal);
    Corrections corrections = new Corrections(journal, clock);
    Decisions decisions =
        new Decisions(
            store, kinds, versions, predictions, corrections, pool, notices, audit, clock, random);
    BrowserDecoding decoding =
        new BrowserDecoding(
            home.scratch(), pushes, (delay, task) -> thread.schedule(delay, task), random);
    this.acts =
        new Acts(
            journal,
            home,
            workers,
            thread::executeAlone,
            path -> folders.place(path).allowed(),
            clock,
            random,
            Failpoint.ofEnvironment(),
            new Decoders(Codecs.available()),
            decoding);
    Succession succession = new Succession(journal, kinds, versions, notices);
    Settlement settlement =
        new Settlement(
            store, kinds, predictions, corrections, versions, succession, notices, clock);
    FilingOutcomes filingOutcomes = new FilingOutcomes(predictions, settlement, granted, notices);
    Outcomes outcomes =
        new Outcomes(store, predictions, downloads, settlement, filingOutcomes, clock);
    ChoiceOutcomes choiceOutcomes =
        new ChoiceOutcomes(journal, store, predictions, settlement, clock);
    this.conversions =
        new Conversions(
            journal,
            downloads,
            acts,
            store,
            versions,
            predictions,
            new Refusals(settings, store, kinds, versions, predictions),
            outcomes,
            notices,
            deeds,
            clock);
    Spending spending = new Spending(home);
    Programs programs = new Programs(home.programs());
    // What is suggested about summaries is made behind them.
    AtomicReference<SummaryOffers> offersEntrance = new AtomicReference<>();
    Views views =
        new Views(
            journal,
            settings,
            downloads,
            deeds,
            folders,
            acts,
            store,
            tasks,
            kinds,
            decisions,
            distillation,
            predictions,
            versions,
            audit,
            clock,
            repetitions,
            spending,
            programs,
            () -> offersEntrance.get().open());
    notices.shownBy(views::notice);
    this.changed = () -> pushes.accept(new Push.Changed(views.badge()));
    this.studentThread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("student").factory());
    PageLoop pageLoop =
        new PageLoop(
            settings,
            choices,
            new ChoiceFinder(choices),
            tasks,
            store,
            versions,
            decisions,
            choiceOutcomes);
    this.noticing = new Noticing(events, repetitions, tasks, thread, changed);
    Looks looks = new Looks(workers);
    Namings namings = new Namings(journal, downloads, pool, ZoneId.systemDefault());
    this.naming = new NamingDistillation(home, namings, workers, thread);
    this.filer =
        new Filer(
            store,
            downloads,
            settings,
            filing,
            decisions,
            predictions,
            namings,
            looks,
            thread,
            prediction -> thread.executeAlone(() -> conversions.applyByItself(prediction)),
            changed);
    this.loop =
        new Loop(
            settings,
            events,
            downloads,
            deeds,
            folders,
            watcher,
            routines,
            tasks,
            decisions,
            conversions,
            outcomes,
            thread,
            pageLoop,
            noticing,
            new FilingFinder(journal),
            filer,
            programs,
            changed);
    loopEntrance.set(loop);
    PastDownloads past = new PastDownloads(journal, downloads, clock);
    FolderTrial trial =
        new FolderTrial(store, kinds, downloads, folders, decisions, looks, thread, clock);
    this.tidying =
        new Tidying(
            settings,
            journal,
            downloads,
            past,
            folders,
            acts,
            conversions,
            store,
            deeds,
            clock,
            random);
    RecentPages recent = new RecentPages(clock);
    Flows flows =
        new Flows(journal, store, tasks, distillation, demonstrations, recent, clock, changed);
    FormStore forms = new FormStore(journal, clock);
    Consents consents = new Consents(journal, audit, clock);
    Runs runs = new Runs(journal, clock, random, forms);
    Previews previews = new Previews();
    Fills fills =
        new Fills(
            settings,
            forms,
            consents,
            recent,
            previews,
            flows,
            runs,
            versions,
            pool,
            random,
            once(FormFilling::shipped),
            studentThread,
            thread);
    Forget forget = new Forget(journal, clock, acts);
    FillReports reports =
        new FillReports(
            settings, forms, previews, flows, runs, audit, forget::cleanly, random, changed);
    this.asks =
        new Asks(
            home,
            journal,
            settings,
            store,
            tasks,
            versions,
            decisions,
            settlement,
            teaching,
            workers,
            clock,
            random,
            (delay, task) -> thread.schedule(delay, task),
            thread,
            pushes,
            changed);
    ChatPrompts prompts =
        new ChatPrompts(overheard, journal, settings, store, tasks, clock, random, changed);
    Specified specified =
        new Specified(
            home, journal, store, distillation, teaching, workers, clock, random, thread, changed);
    Writings writings = new Writings(home, workers, thread, pushes, random);
    this.brought =
        new BroughtDocuments(
            home.scratch().resolve("documents"),
            clock,
            (delay, task) -> thread.schedule(delay, task),
            random);
    Summaries summaries =
        new Summaries(
            journal,
            store,
            versions,
            distillation,
            pool,
            new Documents(downloads, folders, brought, workers, thread),
            writings::model,
            clock,
            random,
            studentThread,
            thread,
            changed);
    this.notes = new NotesElsewhere(journal, summaries::learn, clock, changed);
    SummaryOffers offers = new SummaryOffers(journal, notes, clock, changed);
    offersEntrance.set(offers);
    Handwork handwork =
        new Handwork(settings, recent, previews, demonstrations, flows, notes, clock);
    Runnable forgetMemory =
        () -> {
          asks.forget();
          prompts.forget();
          specified.forget();
          reports.forget();
          handwork.forget();
          repetitions.forget();
          noticing.forget();
          summaries.forget();
          brought.forget();
        };
    Forgetting forgetting =
        new Forgetting(
            home,
            forget,
            pool,
            distillation,
            loop,
            forgetMemory,
            spending,
            clock,
            Failpoint.ofEnvironment());
    Picks picks =
        new Picks(
            journal,
            store,
            versions,
            distillation,
            pool,
            clock,
            random,
            studentThread,
            thread,
            taskId -> forgetting.forget(new Request.Forget(null, taskId, null, false)),
            changed);
    JobStore jobStore = new JobStore(journal, clock);
    Jobs jobs =
        new Jobs(
            journal,
            settings,
            store,
            tasks,
            kinds,
            versions,
            pool,
            new JobEvidence(store, predictions, corrections, settlement, clock),
            audit,
            notices,
            clock,
            random,
            studentThread,
            thread,
            changed);
    Sharing sharing = new Sharing(home, journal, store, versions, audit, clock, random, changed);
    this.housekeeping =
        new Housekeeping(
            journal,
            watcher,
            events,
            downloads,
            acts,
            tasks,
            distillation,
            predictions,
            outcomes,
            choices,
            choiceOutcomes,
            forms,
            repetitions,
            asks,
            jobStore,
            clock);
    this.handlers =
        List.of(
            new Hello(),
            new RecordEvents(loop),
            new GetOverview(views, () -> workers.expect(Workers.ClassPath.HOST, Conversion.JOB)),
            new AcceptProposal(tasks),
            new DismissProposal(tasks),
            new Convert(conversions),
            new TakeOffer(conversions),
            new FileInto(conversions),
            new LeaveOffer(conversions),
            new PreviewAlways(views),
            new GrantAlways(tasks),
            new GrantFolder(store, filing, granted),
            new AskFirst(tasks),
            new UndoAct(conversions),
            new DismissNotice(notices),
            new PauseTask(tasks),
            new DeleteTask(tasks),
            new Retrain(tasks),
            new RollbackModel(tasks),
            new PauseRecording(settings),
            new StopEverything(settings),
            new AllowFolder(loop),
            new DisallowFolder(loop),
            new ListPrograms(programs),
            new AllowProgram(programs),
            new ListActs(acts),
            new FindActs(acts),
            new ListEvents(events),
            new DeleteEvent(forgetting),
            new ForgetThings(forgetting),
            new GetStatus(home, journal, settings, folders, views, pool, spending, clock),
            new ListAudit(audit),
            new ShowTask(views),
            new TryTask(decisions),
            new RunRows(
                new RowAnswers(store, kinds, versions, pool, settings, studentThread, thread)),
            new ListDismissed(views),
            new SettleLabel(tasks),
            new TryFolder(trial),
            new PreviewTidy(
                new TidyTrial(
                    settings,
                    store,
                    kinds,
                    versions,
                    downloads,
                    folders,
                    trial,
                    decisions,
                    corrections,
                    thread)),
            new TidyFiles(tidying),
            new UndoMany(tidying),
            new LookBackAt(
                new LookBack(events, settings, folders, past, deeds, audit, loop::lookedBack)),
            new WatchSite(
                settings,
                site -> {
                  handwork.unwatched(site);
                  prompts.unwatched(site);
                },
                changed),
            new ListPlaces(pageLoop),
            new SuggestChoices(pageLoop),
            new ListPicks(picks),
            new LearnPick(picks),
            new UnlearnPick(picks),
            new FillPick(picks),
            new Summarize(summaries),
            new LearnSummary(summaries),
            new ShowSummaries(summaries),
            new IsSummarized(summaries),
            new SummarizeDocument(summaries),
            new BringDocument(brought),
            new AnswerSummaryOffer(offers),
            new ListNoteHabits(notes),
            new DropNoteHabit(notes),
            new WriteSummary(writings),
            new StopWriting(writings),
            new GetTable(picks),
            new ReadDownload(downloads, folders),
            new PreviewFill(fills),
            new AllowFill(consents),
            new ReportFill(reports),
            new UndoFill(reports),
            new ListFillSources(fills, flows, views),
            new ListFillConsents(consents),
            new KeepForm(reports),
            new DropForm(reports),
            new StartRun(reports),
            new ShowRun(runs),
            new SkipRow(runs),
            new SteerRun(runs),
            new DropRun(reports),
            new NotePage(handwork),
            new NoteForm(handwork),
            new NoteWritten(handwork),
            new NoteValues(settings, values),
            new NotePrompt(prompts),
            new PlanReplay(views, store, repetitions),
            new ChangeCopied(repetitions),
            new ReportReplay(repetitions),
            new Demonstrate(repetitions.showing(), changed),
            new FindJobs(jobs),
            new RunJob(jobs),
            new GiveExample(jobs),
            new ProposeJob(jobs),
            new PreviewExport(sharing),
            new ExportTask(sharing),
            new OpenShared(sharing),
            new ListTeachers(teaching, asks),
            new AddTeacher(teaching, asks),
            new RemoveTeacher(teaching, asks),
            new SetTeaching(teaching),
            new ListQuestions(asks),
            new PrepareAsk(asks),
            new SendAsk(asks),
            new NoteAnswer(asks),
            new DropAsk(asks),
            new SteerQuestion(asks),
            new RevokeAsk(asks),
            new PreviewTask(specified),
            new SpecifyTask(specified),
            new AnswerQuestion(specified),
            new ReadPicture(decoding),
            new GivePicture(decoding));
  }

  /** Made at the first call, on whatever thread that is. */
  private static <T> Supplier<T> once(Supplier<T> made) {
    return new Supplier<>() {
      private T kept;

      @Override
      public synchronized T get() {
        if (kept == null) {
          kept = made.get();
        }
        return kept;
      }
    };
  }

  private static FollowUps entrance(AtomicReference<FollowUps> loop) {
    return new FollowUps() {
      @Override
      public void followedUp(FollowUp followUp) {
        loop.get().followedUp(followUp);
      }

      @Override
      public void takenBack(FollowUp followUp) {
        loop.get().takenBack(followUp);
      }

      @Override
      public void originalGone(FollowUp followUp) {
        loop.get().originalGone(followUp);
      }
    };
  }

  public List<Handler<?>> handlers() {
    return handlers;
  }

  /** Tells every open page that what it shows may have changed. */
  public void changed() {
    changed.run();
  }

  /** Whether an act or a distillation is under way; the engine does not leave meanwhile. */
  public boolean busy() {
    return conversions.busy()
        || tidying.busy()
        || distillation.busy()
        || filer.busy()
        || naming.busy()
        || asks.busy()
        || rewriting.busy()
        || !watcher.settled()
        || !recovered.isDone()
        || demonstrations.anyWaiting()
        || notes.anyWaiting();
  }

  /** Resumes what was left undone. Runs on the engine's thread outside any transaction. */
  public void start() {
    // Nothing that an act is still doing may be taken for the person's deed.
    watcher.hold();
    CompletableFuture<Void> settled = acts.recover();
    boolean atOnce = settled.isDone();
    if (atOnce) {
      settled.join(); // What went wrong ends the start.
      conversions.catchUp();
    }
    distillation.resume();
    loop.readRoutines();
    if (atOnce) {
      watcher.start();
    } else {
      recovered = settled.thenRun(this::recoveredLater);
      recovered.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              LOG.log(Level.SEVERE, "what a crash interrupted could not be finished", failure);
            }
          });
    }
    keepHouse();
  }

  private void recoveredLater() {
    if (!closed) {
      conversions.catchUp();
      watcher.start();
    }
  }

  private void keepHouse() {
    if (closed) {
      return;
    }
    try {
      boolean idle = !conversions.busy() && thread.backlog() == 0 && !settings.stopped();
      housekeeping.run(idle);
      if (idle) {
        filer.lookBack();
        if (!distillation.busy()) {
          naming.atIdle();
        }
      }
      pool.releaseIdleEncoders(ENCODER_IDLE);
      pool.forgetTextsBefore(clock.instant().minus(Events.RETENTION));
    } catch (IOException broken) {
      LOG.log(Level.WARNING, "what is kept of old texts cannot be removed", broken);
    } finally {
      thread.schedule(Housekeeping.PERIOD, () -> thread.executeAlone(this::keepHouse));
    }
  }

  /** Runs on the engine's thread outside any transaction. */
  @Override
  public void close() {
    closed = true;
    watcher.close();
    noticing.close();
    workers.close();
    digestThreads.shutdownNow();
    studentThread.shutdownNow();
    keyrings.shutdownNow();
    brought.forget();
  }
}
