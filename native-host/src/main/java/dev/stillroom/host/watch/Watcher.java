package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.watch.Listing.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sees what happens to downloaded files after the download, also what happened while no engine ran,
 * and joins it to the download as a {@link FollowUp}. Notifications are hints; the truth is a
 * rescan of the allowed folders compared by file key, then digest. All methods are called on the
 * engine's thread.
 */
public final class Watcher implements AutoCloseable {

  private static final Duration DEBOUNCE = Duration.ofMillis(150);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How often to look where notifications are lost, as on network file systems. */
  private static final Duration PERIOD = Duration.ofMinutes(5);

  /** How many earlier downloads a newly allowed folder brings in. */
  private static final int MOST_TAKEN_UP = 500;

  private final Journal journal;
  private final Folders folders;
  private final Downloads downloads;
  private final Deeds deeds;
  private final Clock clock;
  private final Delayer delayer;
  private final Executor engineThread;
  private final Executor fileThreads;
  private final KnownFiles known;
  private final ScannedFolders scanned;
  private final DigestQueue digests;
  private final Comparison comparison;
  private final List<Fresh> unread = new ArrayList<>();
  private Hints hints;
  private Instant unsettledSince;
  private boolean scheduled;
  private boolean held;
  private boolean closed;
  private Duration pause = DEBOUNCE;

  /** A download whose digest is not known yet. */
  private record Fresh(String downloadId, Seen seen) {}

  /**
   * @param engineThread runs what other threads post
   * @param fileThreads read and list files; a bounded executor
   */
  public Watcher(
      Journal journal,
      Settings settings,
      Folders folders,
      Downloads downloads,
      Deeds deeds,
      Clock clock,
      Delayer delayer,
      Executor engineThread,
      Executor fileThreads) {
    this.journal = journal;
    this.scanned = new ScannedFolders(settings);
    this.folders = folders;
    this.downloads = downloads;
    this.deeds = deeds;
    this.clock = clock;
    this.delayer = delayer;
    this.engineThread = engineThread;
    this.fileThreads = fileThreads;
    this.known = new KnownFiles(journal);
    this.digests = new DigestQueue(fileThreads, engineThread, this::digestReady);
    this.comparison =
        new Comparison(known, downloads, deeds, new OwnActs(journal), settings, digests, clock);
  }

  /** Looks at nothing until {@link #start}: acts are still being finished. */
  public void hold() {
    held = true;
  }

  /** Starts to watch: finds what happened meanwhile, then follows the system's notifications. */
  public void start() {
    held = false;
    hints = new Hints(() -> engineThread.execute(() -> lookAfter(pause)));
    readUnread();
    rescan();
    periodically();
  }

  /** Digests that an earlier engine did not come to. */
  private void readUnread() {
    for (Download download : downloads.unread()) {
      see(download.path()).ifPresent(file -> unread.add(new Fresh(download.id(), file)));
    }
  }

  private void periodically() {
    delayer.after(
        PERIOD,
        () ->
            engineThread.execute(
                () -> {
                  if (!closed) {
                    listAll(folders.allowed());
                    periodically();
                  }
                }));
  }

  /**
   * Makes the download of a recorded event and joins it to its file.
   *
   * @throws dev.stillroom.host.protocol.RequestFailure when its path is none
   */
  public Download downloaded(Event.Download event) {
    Folders.Place place = folders.place(event.path());
    Optional<Seen> seen = place.allowed() ? see(place.path()) : Optional.empty();
    Provenance says = seen.isPresent() ? Provenance.of(place.path()) : Provenance.NONE;
    Download download =
        downloads.add(
            event,
            new Downloads.Found(
                place.path(),
                place.allowed(),
                seen.map(Seen::key).orElse(null),
                seen.map(Seen::bytes).orElse(-1L),
                says.referrer(),
                says.origin()));
    deeds.takeBackConversionsTo(place.path());
    seen.ifPresent(
        file -> {
          comparison.claim(file);
          reconsiderBeside(file);
          unread.add(new Fresh(download.id(), file));
        });
    lookAfter(DEBOUNCE);
    return download;
  }

  /** Takes up the downloads that lie in a folder that was allowed after them. */
  public void folderAllowed() {
    for (Download download : downloads.recent(MOST_TAKEN_UP)) {
      if (!download.allowed() && folders.place(download.path()).allowed()) {
        Optional<Seen> seen = see(download.path());
        downloads.allow(download.id(), seen.map(Seen::key).orElse(null));
        seen.ifPresent(
            file -> {
              comparison.claim(file);
              unread.add(new Fresh(download.id(), file));
            });
      }
    }
    rescan();
  }

  /** Lets go of the downloads that lie in a folder that was taken back. */
  public void folderDisallowed() {
    for (Download download : downloads.allowed()) {
      if (!folders.place(download.path()).allowed()) {
        downloads.disallow(download.id());
      }
    }
    rescan();
  }

  /**
   * A conversion may be seen before the event that tells of its original: when the engine starts
   * with both, or the browser's queue was slow. Files' times are compared with files' times only.
   */
  private void reconsiderBeside(Seen original) {
    for (KnownFiles.Known file : known.withStem(original.path())) {
      if (file.seen() > 0
          && file.modified() >= original.modified()
          && !file.path().equals(original.path())
          && downloads.byPath(file.path()).isEmpty()) {
        comparison.reconsider(file);
      }
    }
  }

  private static Optional<Seen> see(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? Optional.of(Seen.of(file, attributes)) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** Looks at every watched folder once and judges what can be judged. */
  public void rescan() {
    if (held) {
      return;
    }
    List<Path> roots = folders.allowed();
    long begun = System.nanoTime();
    judge(roots, Listing.of(roots), begun);
  }

  private void judge(List<Path> roots, Listing listing, long begun) {
    journal.transaction(
        () -> {
          readDigests();
          comparison.compare(
              scanned.scannedBefore(
                  roots, listing.folders(), root -> comparison.accept(root, listing)),
              listing);
          return null;
        });
    if (hints != null && hints.watch(listing.folders())) {
      lookAfter(pause); // At everything, for what happened in new folders before they were watched.
    }
    lookAgain(begun);
  }

  private void lookAgain(long begun) {
    // At most a tenth of the time is spent looking, however large the folders and busy the writers.
    Duration cost = Duration.ofNanos(10 * (System.nanoTime() - begun));
    pause = longer(DEBOUNCE, shorter(cost, LONGEST_PAUSE));
    if (!comparison.settled()) {
      lookAfter(longer(Comparison.SETTLE, pause));
    }
  }

  private void readDigests() {
    unread.removeIf(
        fresh -> {
          Optional<String> digest = digests.of(fresh.seen());
          digest
              .filter(d -> !d.isEmpty())
              .ifPresent(
                  d -> {
                    downloads.digest(fresh.downloadId(), d);
                    known.digest(fresh.seen().path(), d);
                  });
          return digest.isPresent();
        });
    if (unread.isEmpty() && comparison.settled()) {
      digests.drop();
    }
  }

  private void digestReady() {
    readDigests();
    if (!comparison.settled()) {
      lookAfter(Duration.ZERO);
    }
  }

  private void lookAfter(Duration delay) {
    if (scheduled || held || closed) {
      return;
    }
    scheduled = true;
    List<Path> roots = folders.allowed();
    delayer.after(delay, () -> list(roots));
  }

  /** Looks at what was named; where that does not do, at everything. */
  private void list(List<Path> roots) {
    Optional<Set<Path>> named = hints == null ? Optional.empty() : hints.drain();
    if (named.isEmpty()) {
      listAll(roots);
      return;
    }
    try {
      engineThread.execute(() -> lookAt(roots, named.get()));
    } catch (RejectedExecutionException leaving) {
      // The next engine scans anew.
    }
  }

  private void lookAt(List<Path> roots, Set<Path> named) {
    if (closed) {
      return;
    }
    Set<Path> paths = new HashSet<>(named);
    paths.addAll(comparison.waiting());
    boolean may =
        roots.equals(folders.allowed()) && scanned.same(roots) && !comparison.anyFolder(paths);
    if (!may) {
      listAll(folders.allowed());
      return;
    }
    scheduled = false;
    long begun = System.nanoTime();
    Listing listing = Listing.some(paths);
    boolean enough =
        journal.transaction(
            () -> {
              readDigests();
              return comparison.compare(paths, listing);
            });
    if (enough) {
      lookAgain(begun);
    } else {
      listAll(folders.allowed());
    }
  }

  /**
   * Lists the folders off the engine's thread. The listing may be older than what the engine knows
   * when it judges: then files look changed and are looked at again, and none counts as missing.
   */
  private void listAll(List<Path> roots) {
    try {
      fileThreads.execute(
          () -> {
            long begun = System.nanoTime();
            Listing listing = Listing.of(roots);
            engineThread.execute(() -> listed(roots, listing, begun));
          });
    } catch (RejectedExecutionException leaving) {
      // The next engine scans anew.
    }
  }

  private void listed(List<Path> roots, Listing listing, long begun) {
    scheduled = false;
    if (closed) {
      return;
    }
    if (roots.equals(folders.allowed())) {
      judge(roots, listing, begun);
    } else {
      rescan();
    }
  }

  /**
   * Closes the open downloads whose window ended as left alone. Asked while something seen is still
   * to be judged it waits a little, so that a deed of an engine's absence is not first taken for
   * none.
   *
   * @return how many were closed; call again later while downloads are due
   */
  public int closeDue(Instant now) {
    if (held || downloads.due(now).isEmpty()) {
      return 0;
    }
    rescan();
    if (!comparison.settled()) {
      if (unsettledSince == null) {
        unsettledSince = now;
      }
      if (now.isBefore(unsettledSince.plus(LONGEST_PAUSE))) {
        return 0;
      }
    }
    unsettledSince = null;
    return deeds.closeDue(now);
  }

  /** Whether everything seen is judged; an engine that leaves before only judges it later. */
  public boolean settled() {
    return comparison.settled() && unread.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    if (hints != null) {
      hints.close();
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
