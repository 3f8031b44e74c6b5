package dev.stillroom.host.engine;

import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.repeat.Noticing;
import dev.stillroom.host.routine.DownloadCase;
import dev.stillroom.host.routine.FilingFinder;
import dev.stillroom.host.routine.RoutineFinder;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.Watcher;
import java.util.List;
import java.util.logging.Logger;

/**
 * The loop itself: an event becomes a download, the download a prediction, the prediction an offer
 * or an act; what the person does becomes an outcome, and what repeats a proposal.
 */
public final class Loop implements FollowUps {

  private static final Logger LOG = Logger.getLogger(Loop.class.getName());

  private final Settings settings;
  private final Events events;
  private final Downloads downloads;
  private final Deeds deeds;
  private final Folders folders;
  private final Watcher watcher;
  private final RoutineFinder routines;
  private final Tasks tasks;
  private final Decisions decisions;
  private final Conversions conversions;
  private final Outcomes outcomes;
  private final EngineThread thread;
  private final PageLoop pages;
  private final Noticing noticing;
  private final FilingFinder filings;
  private final Filer filer;
  private final Programs programs;
  private final Runnable changed;

  Loop(
      Settings settings,
      Events events,
      Downloads downloads,
      Deeds deeds,
      Folders folders,
      Watcher watcher,
      RoutineFinder routines,
      Tasks tasks,
      Decisions decisions,
      Conversions conversions,
      Outcomes outcomes,
      EngineThread thread,
      PageLoop pages,
      Noticing noticing,
      FilingFinder filings,
      Filer filer,
      Programs programs,
      Runnable changed) {
    this.settings = settings;
    this.events = events;
    this.downloads = downloads;
    this.deeds = deeds;
    this.folders = folders;
    this.watcher = watcher;
    this.routines = routines;
    this.tasks = tasks;
    this.decisions = decisions;
    this.conversions = conversions;
    this.outcomes = outcomes;
    this.thread = thread;
    this.pages = pages;
    this.noticing = noticing;
    this.filings = filings;
    this.filer = filer;
    this.programs = programs;
    this.changed = changed;
  }

  /** Records a batch of events and lets each new download go round the loop. */
  public List<String> record(List<Event> batch) {
    Events.Recorded recorded = events.record(batch);
    recorded
        .refused()
        .forEach(
            refused -> LOG.warning("event " + refused.id() + ": " + refused.reason().getMessage()));
    for (Event event : recorded.fresh()) {
      noticing.recorded(event);
      switch (event) {
        case Event.Download download -> downloaded(download);
        case Event.OnPage onPage -> {
          pages.recorded(onPage);
          changed.run();
        }
      }
    }
    return recorded.ids();
  }

  /** Allows a folder, because the person said so, and looks at what was downloaded there. */
  public void allow(String folder) {
    folders.allow(folder);
    watcher.folderAllowed();
    readRoutines();
    changed.run();
  }

  /** Takes an allowed folder back: from now on nothing in it is looked at or touched. */
  public void disallow(String folder) {
    folders.disallow(folder);
    watcher.folderDisallowed();
    changed.run();
  }

  private void downloaded(Event.Download event) {
    Download download;
    try {
      download = watcher.downloaded(event);
    } catch (RequestFailure refused) {
      LOG.warning("event " + event.id() + ": " + refused.getMessage());
      return;
    }
    observe(download.id());
    if (!settings.stopped()) {
      Decisions.Decided decided =
          decisions.decide(
              View.Conversion.class, Subject.of(download), (task, to) -> possible(task, download));
      decided
          .atOnce()
          .forEach(prediction -> thread.executeAlone(() -> conversions.applyByItself(prediction)));
      // One act is done by itself to one file: what is converted stays to be put away. And what
      // Stillroom makes is no download, so no act starts another.
      filer.file(download, decided.nothing());
    }
    changed.run();
  }

  private boolean possible(Task task, Download download) {
    return download.allowed()
        && download.there()
        && task.act() instanceof View.Conversion conversion
        && programs.convertibleTo(download.name()).contains(Goal.formatOf(conversion.to()));
  }

  @Override
  public void followedUp(FollowUp followUp) {
    outcomes.followedUp(followUp);
    observe(followUp.downloadId());
    if (followUp.deed() instanceof Deed.Moved) {
      filings.find().ifPresent(tasks::found);
    }
    changed.run();
  }

  @Override
  public void takenBack(FollowUp followUp) {
    outcomes.takenBack(followUp);
    deeds.of(followUp.downloadId()).forEach(outcomes::followedUp);
    observe(followUp.downloadId());
    changed.run();
  }

  @Override
  public void originalGone(FollowUp followUp) {
    observe(followUp.downloadId());
  }

  /** Downloads from before were taken in: what was done with them may be a routine. */
  void lookedBack() {
    filings.find().ifPresent(tasks::found);
    changed.run();
  }

  /** Reads the routines again from what the journal holds. */
  void readRoutines() {
    routines.clear();
    routines
        .observeAll(DownloadCase.recent(downloads, deeds, RoutineFinder.CAPACITY))
        .forEach(tasks::found);
    filings.find().ifPresent(tasks::found);
    pages.readRoutines();
  }

  private void observe(String downloadId) {
    downloads
        .find(downloadId)
        .flatMap(download -> DownloadCase.of(download, deeds.of(downloadId)))
        .ifPresentOrElse(
            seen -> routines.observe(seen).forEach(tasks::found),
            () -> routines.forget(downloadId).forEach(tasks::found));
  }
}
