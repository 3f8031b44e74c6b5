package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.watch.KnownFiles.Known;
import dev.stillroom.host.watch.Listing.Seen;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what is in the watched folders with what was there, and judges the difference. Nothing
 * is judged at first sight: a new file must be seen twice unchanged, and one that looks like a
 * conversion is held longer, because the event that claims it as a download may be on its way. What
 * is not judged yet is not yet known, so an engine that dies meanwhile finds it again.
 */
final class Comparison {

  /** Between the two looks at which a file's size and time must agree. */
  static final Duration SETTLE = Duration.ofMillis(300);

  /** How long a conversion or a disappearance is held before it is believed. */
  static final Duration HOLD = Duration.ofMillis(1_200);

  private final KnownFiles known;
  private final Downloads downloads;
  private final Deeds deeds;
  private final OwnActs ownActs;
  private final Settings settings;
  private final DigestQueue digests;
  private final Clock clock;

  private final Map<Path, Look> pending = new HashMap<>();
  private final Map<Path, Instant> missingSince = new HashMap<>();

  /** Whether all of the folders is looked at; otherwise nothing is believed to be gone. */
  private boolean everything;

  private boolean unsure;

  private record Look(Seen seen, Instant since) {}

  Comparison(
      KnownFiles known,
      Downloads downloads,
      Deeds deeds,
      OwnActs ownActs,
      Settings settings,
      DigestQueue digests,
      Clock clock) {
    this.known = known;
    this.downloads = downloads;
    this.deeds = deeds;
    this.ownActs = ownActs;
    this.settings = settings;
    this.digests = digests;
    this.clock = clock;
  }

  /** Takes everything in a folder as it is, without judging: its first scan. */
  void accept(Path root, Listing listing) {
    known.removeBelow(root);
    for (Seen seen : listing.files().values()) {
      if (seen.path().startsWith(root)) {
        known.put(seen, null, 0);
      }
    }
  }

  /** A download's own file was seen: it is known, and no conversion. */
  void claim(Seen seen) {
    pending.remove(seen.path());
    missingSince.remove(seen.path());
    known.put(seen, null, clock.millis());
  }

  /** Looks anew at a file taken as unremarkable before. */
  void reconsider(Known file) {
    known.remove(file.path());
    pending.put(
        file.path(),
        new Look(
            new Seen(file.path(), file.key(), file.bytes(), file.modified()), clock.instant()));
  }

  /** Whether nothing waits for another look. */
  boolean settled() {
    return pending.isEmpty() && missingSince.isEmpty();
  }

  /** The paths that wait for another look. */
  Set<Path> waiting() {
    Set<Path> waiting = new HashSet<>(pending.keySet());
    waiting.addAll(missingSince.keySet());
    return waiting;
  }

  /** Whether one of these is or was a folder: what was in it is not named. */
  boolean anyFolder(Set<Path> paths) {
    return paths.stream()
        .anyMatch(
            path ->
                Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    || Files.notExists(path, LinkOption.NOFOLLOW_LINKS) && known.anyBelow(path));
  }

  void compare(List<Path> roots, Listing listing) {
    everything = true;
    compare(known.below(roots), listing);
  }

  /**
   * The same for some paths, among them all that {@link #waiting} names.
   *
   * @param listing those of them that are files
   * @return whether that was enough: what seems to be gone may be where nothing was named
   */
  boolean compare(Set<Path> paths, Listing listing) {
    everything = false;
    unsure = false;
    compare(known.at(paths), listing);
    return !unsure;
  }

  private void compare(Map<Path, Known> missing, Listing listing) {
    List<Seen> changed = new ArrayList<>();
    Set<Path> edited = new HashSet<>();
    for (Seen seen : listing.files().values()) {
      Known before = missing.remove(seen.path());
      missingSince.remove(seen.path());
      if (before != null && before.same(seen)) {
        pending.remove(seen.path());
      } else {
        changed.add(seen);
        if (before != null) {
          edited.add(seen.path());
        }
      }
    }
    missing.keySet().removeIf(path -> !Files.notExists(path, LinkOption.NOFOLLOW_LINKS));
    pending.keySet().retainAll(paths(changed));
    missingSince.keySet().retainAll(missing.keySet());

    Map<String, Known> missingByKey = new HashMap<>();
    missing.values().forEach(k -> missingByKey.put(k.key(), k));
    for (Seen seen : changed) {
      Known from = missingByKey.get(seen.key());
      if (from == null || !from.sameContent(seen)) {
        from = leftElsewhere(seen);
      }
      if (from != null) {
        moved(from, seen);
        missing.remove(from.path());
      } else {
        look(seen, edited.contains(seen.path()), missing);
      }
    }
    missing.values().forEach(this::lookForMissing);
  }

  /**
   * The same file at a place where it is no more: the two halves of a move may be named in two
   * looks, the new place first.
   */
  private @Nullable Known leftElsewhere(Seen seen) {
    return known.withKey(seen.key()).stream()
        .filter(other -> !other.path().equals(seen.path()) && other.sameContent(seen))
        .filter(other -> Files.notExists(other.path(), LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .orElse(null);
  }

  private static Set<Path> paths(Collection<Seen> files) {
    Set<Path> paths = new HashSet<>();
    files.forEach(f -> paths.add(f.path()));
    return paths;
  }

  private void look(Seen seen, boolean edited, Map<Path, Known> missing) {
    if (seen.bytes() == 0) {
      return; // A place kept for what is to come; its writing will be noticed.
    }
    Look look = pending.get(seen.path());
    if (look == null || !look.seen().equals(seen)) {
      pending.put(seen.path(), new Look(seen, clock.instant()));
      return;
    }
    Optional<Download> original = edited ? Optional.empty() : original(seen.path());
    Optional<Download> archive = edited ? Optional.empty() : archive(seen.path());
    boolean made = original.isPresent() || archive.isPresent();
    if (!elapsed(look.since(), made ? HOLD : SETTLE)) {
      return;
    }
    List<Known> sameSize =
        missing.values().stream().filter(k -> k.bytes() == seen.bytes()).toList();
    Optional<Download> own = downloads.byPath(seen.path());
    String digest = null;
    if (!sameSize.isEmpty() || own.isPresent() || ownActs.mayHaveMade(seen.key())) {
      Optional<String> computed = digests.of(seen);
      if (computed.isEmpty()) {
        return;
      }
      digest = computed.get().isEmpty() ? null : computed.get();
    }
    pending.remove(seen.path());
    String content = digest;
    Optional<Known> from =
        sameSize.stream().filter(k -> content != null && content.equals(digestOf(k))).findFirst();
    if (from.isPresent()) {
      moved(from.get(), seen);
      missing.remove(from.get().path());
      return;
    }
    known.put(seen, digest, clock.millis()); // From here on its folder is no new one.
    if (own.isPresent()) {
      reappeared(own.get(), seen, digest);
    } else if (original.isPresent() && !ownActs.made(seen.path(), seen.key(), digest)) {
      converted(original.get(), seen);
    } else {
      archive.ifPresent(packed -> unpacked(packed, seen));
    }
  }

  /** The archive that a file of a new folder may have come out of: the folder is called like it. */
  private Optional<Download> archive(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path called = folder;
      Optional<Download> archive =
          downloads.withStem(folder.toString()).stream()
              .filter(Download::there)
              .filter(one -> Archives.packing(one.path().getFileName().toString()).isPresent())
              .filter(one -> Archives.folder(one.path()).equals(called))
              .findFirst();
      if (archive.isPresent()) {
        return known.anyBelow(folder) ? Optional.empty() : archive;
      }
    }
    return Optional.empty();
  }

  private void unpacked(Download archive, Seen first) {
    Path folder = Archives.folder(archive.path());
    boolean downloaded = Provenance.of(first.path()).origin() != null;
    if (!downloaded && !ownActs.madeFolder(folder)) {
      boolean gone = Files.notExists(archive.path(), LinkOption.NOFOLLOW_LINKS);
      record(archive, new Deed.Converted(Archives.UNPACKED, folder, gone));
    }
  }

  private String digestOf(Known file) {
    return file.digest() != null
        ? file.digest()
        : downloads.byPath(file.path()).map(Download::digest).orElse(null);
  }

  /** A download's file is (again) at its path: restored by the person, by an undo, or edited. */
  private void reappeared(Download download, Seen seen, String digest) {
    downloads.seen(download.id(), seen.path(), seen.key());
    if (download.digest() == null && digest != null) {
      downloads.digest(download.id(), digest);
    }
    if (!download.there() && digest != null && digest.equals(download.digest())) {
      deeds.takeBack(download.id(), f -> f.deed() instanceof Deed.Deleted);
    }
  }

  private void moved(Known from, Seen to) {
    pending.remove(to.path());
    missingSince.remove(from.path());
    known.remove(from.path());
    known.put(to, from.digest(), from.seen());
    Optional<Download> download = owner(from);
    if (download.isEmpty()) {
      return;
    }
    downloads.seen(download.get().id(), to.path(), to.key());
    if (!ownActs.made(to.path(), to.key(), null)) {
      boolean sameFolder = to.path().getParent().equals(from.path().getParent());
      record(download.get(), sameFolder ? new Deed.Renamed(to.path()) : new Deed.Moved(to.path()));
    }
  }

  /** The download whose file this was. */
  private Optional<Download> owner(Known file) {
    return downloads.byPath(file.path()).filter(Download::there);
  }

  private void lookForMissing(Known file) {
    Instant since = missingSince.putIfAbsent(file.path(), clock.instant());
    if (since == null || !elapsed(since, HOLD)) {
      return;
    }
    boolean mayExplain =
        pending.values().stream()
            .map(Look::seen)
            .anyMatch(s -> s.bytes() == file.bytes() || sameStem(s.path(), file.path()));
    if (mayExplain) {
      return;
    }
    if (!everything) {
      unsure = true;
      return;
    }
    Optional<Download> download = owner(file);
    if (download.isPresent() && !ownActs.removed(file.path())) {
      Copy copy = copyOf(file);
      if (!copy.known()) {
        return; // Its digest is being read: the next look will say.
      }
      if (copy.of() != null) {
        missingSince.remove(file.path());
        Known there = copy.of();
        moved(file, new Seen(there.path(), there.key(), there.bytes(), there.modified()));
        return;
      }
    }
    missingSince.remove(file.path());
    known.remove(file.path());
    if (download.isEmpty()) {
      return;
    }
    downloads.gone(download.get().id());
    if (!ownActs.removed(file.path()) && !deeds.originalGone(download.get().id())) {
      record(download.get(), new Deed.Deleted());
    }
  }

  /**
   * The file that a missing one was copied to before it was deleted, as moves to another disk are
   * done.
   *
   * @param known whether it is known yet whether there is one
   * @param of null where there is none
   */
  private record Copy(boolean known, @Nullable Known of) {}

  private Copy copyOf(Known file) {
    String digest = digestOf(file);
    if (digest == null) {
      return new Copy(true, null);
    }
    for (Known other : known.laterOfSize(file)) {
      if (downloads.byPath(other.path()).isPresent()
          || Files.notExists(other.path(), LinkOption.NOFOLLOW_LINKS)
          || ownActs.mayHaveMade(other.key())) {
        continue;
      }
      Optional<String> its =
          other.digest() != null
              ? Optional.of(other.digest())
              : digests.of(new Seen(other.path(), other.key(), other.bytes(), other.modified()));
      if (its.isEmpty()) {
        return new Copy(false, null);
      }
      if (digest.equals(its.get())) {
        return new Copy(true, other);
      }
    }
    return new Copy(true, null);
  }

  private void converted(Download original, Seen result) {
    String format = FileFormat.symbol(result.path().getFileName().toString()).orElseThrow();
    if (!FileFormat.holds(result.path(), format)) {
      return;
    }
    String origin = Provenance.of(result.path()).origin();
    if (origin != null && !origin.equals(Provenance.of(original.path()).origin())) {
      return; // It says itself that it was downloaded.
    }
    boolean told =
        deeds.of(original.id()).stream()
            .anyMatch(
                f -> f.deed() instanceof Deed.Converted c && c.target().equals(result.path()));
    if (!told) {
      boolean gone = Files.notExists(original.path(), LinkOption.NOFOLLOW_LINKS);
      record(original, new Deed.Converted(goal(original, result, format), result.path(), gone));
    }
  }

  /** The format, and how large where the person seems to have chosen that. */
  private static String goal(Download original, Seen result, String format) {
    return PictureFormat.target(format)
        .flatMap(to -> PictureSize.chosen(original.path(), result.path()).map(s -> new Goal(to, s)))
        .map(Goal::word)
        .orElse(format);
  }

  /** The download that this file would be a conversion of: beside it, of another format. */
  private Optional<Download> original(Path file) {
    String name = file.getFileName().toString();
    if (!FileFormat.mayBeMade(name) || downloads.byPath(file).isPresent()) {
      return Optional.empty();
    }
    List<Download> beside = new ArrayList<>(downloads.withStem(stemPath(file)));
    downloads.byPath(Path.of(stemPath(file))).ifPresent(beside::add);
    return beside.stream()
        .filter(Download::there)
        .filter(d -> FileFormat.madeOf(name, d.path().getFileName().toString()))
        .filter(d -> sameStem(file, d.path()))
        .findFirst();
  }

  /**
   * Whether {@code file} is named as a conversion of {@code other}: a.jpg or a.webp.jpg, a.webp.
   */
  private static boolean sameStem(Path file, Path other) {
    String stem = stemPath(file);
    return stem.equals(stemPath(other)) || stem.equals(other.toString());
  }

  /** A file's path without its extension. */
  static String stemPath(Path file) {
    String path = file.toString();
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? path : path.substring(0, path.length() - name.length() + dot);
  }

  private void record(Download download, Deed deed) {
    if (!settings.recordingPaused() && !settings.sitePaused(download.site())) {
      deeds.record(
          new FollowUp(download.id(), clock.instant(), deed, FollowUp.Actor.OUTSIDE, null));
    }
  }

  /** A steered clock may jump either way; a jump only shortens a wait. */
  private boolean elapsed(Instant since, Duration wait) {
    return Duration.between(since, clock.instant()).abs().compareTo(wait) >= 0;
  }
}
