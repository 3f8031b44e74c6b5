package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.watch.FolderIndex;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.PastDownloads;
import dev.stillroom.host.watch.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Looks back, because the person said so: of the downloads that the browser still lists, and of
 * files that say themselves where they are from, where they stand now is where they belong. A file
 * is known again by its name and size, and only where there is one such.
 */
public final class LookBack {

  private static final Logger LOG = Logger.getLogger(LookBack.class.getName());

  /** At most so many downloads in one request. */
  static final int PART = 200;

  /** At most so many files that only tell of themselves. */
  private static final int MOST_OF_THEIR_OWN = 2_000;

  private final Events events;
  private final Settings settings;
  private final Folders folders;
  private final PastDownloads past;
  private final Deeds deeds;
  private final Audit audit;
  private final Runnable learned;

  /**
   * @param learned told when everything is taken in
   */
  LookBack(
      Events events,
      Settings settings,
      Folders folders,
      PastDownloads past,
      Deeds deeds,
      Audit audit,
      Runnable learned) {
    this.events = events;
    this.settings = settings;
    this.folders = folders;
    this.past = past;
    this.deeds = deeds;
    this.audit = audit;
    this.learned = learned;
  }

  /**
   * Takes downloads in as examples.
   *
   * @param last whether no more will follow; then files that tell of themselves are looked for, too
   */
  public Reply.LookedBack of(List<Event> downloads, boolean last) {
    if (downloads.size() > PART) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          downloads.size() + " downloads are more than " + PART + ": send fewer at once");
    }
    FolderIndex index = FolderIndex.of(folders.allowed());
    int[] moved = {0};
    int[] stayed = {0};
    for (Event event : downloads) {
      if (event instanceof Event.Download download) {
        take(download, index).ifPresent(away -> (away ? moved : stayed)[0]++);
      }
    }
    if (last) {
      takeThoseThatTell(index, moved, stayed);
      audit.record(
          null, "look-back", "You let it look back at downloads from before it was there.");
      learned.run();
    }
    return new Reply.LookedBack(moved[0], stayed[0]);
  }

  /** Whether it was moved; empty where it is not found, or not to be looked at. */
  private Optional<Boolean> take(Event.Download sent, FolderIndex index) {
    try {
      Event.Download event = (Event.Download) events.checked(sent);
      if (settings.sitePaused(Events.site(event))) {
        return Optional.empty();
      }
      Path from = Path.of(event.path());
      Folders.Place place = folders.place(from);
      List<FolderIndex.Entry> same =
          index.named(String.valueOf(from.getFileName())).stream()
              .filter(file -> event.bytes() < 0 || file.bytes() == event.bytes())
              .toList();
      boolean there = same.stream().anyMatch(file -> file.path().equals(place.path()));
      if (!there && same.size() != 1) {
        return Optional.empty();
      }
      Path stands = there ? place.path() : same.getFirst().path();
      if (past.known(event, FileKey.of(stands))) {
        return Optional.empty();
      }
      boolean moved = !there;
      Download added = past.add(event, stands, moved);
      if (moved) {
        deeds.recordPast(added.id(), stands, added.time());
      }
      return Optional.of(moved);
    } catch (RequestFailure | IOException odd) {
      LOG.fine(() -> "a download from before is left out: " + odd.getMessage());
      return Optional.empty();
    }
  }

  /** What says where it came from, and stands below an allowed folder, was put there. */
  private void takeThoseThatTell(FolderIndex index, int[] moved, int[] stayed) {
    int taken = 0;
    for (FolderIndex.Entry file : index.all()) {
      Provenance says = Provenance.of(file.path());
      if (says.origin() == null || excluded(says) || taken >= MOST_OF_THEIR_OWN) {
        continue;
      }
      try {
        Path root = root(file.path());
        Path cameInto = root.resolve(file.path().getFileName());
        if (past.knownFile(FileKey.of(file.path()))) {
          continue;
        }
        Download added = past.add(cameInto, file.path(), says);
        taken++;
        if (cameInto.equals(file.path())) {
          stayed[0]++;
        } else {
          deeds.recordPast(added.id(), file.path(), added.time());
          moved[0]++;
        }
      } catch (IOException movedOn) {
        // It is no example any more.
      }
    }
  }

  /** Whether nothing is to be known of where it came from. */
  private boolean excluded(Provenance says) {
    return Stream.of(says.referrer(), says.origin())
        .map(Sites::host)
        .anyMatch(host -> host != null && settings.sitePaused(host));
  }

  /** The allowed folder that a file is in or below. */
  private Path root(Path file) {
    return folders.allowed().stream().filter(file::startsWith).findFirst().orElse(file.getParent());
  }
}
