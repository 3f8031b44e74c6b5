package dev.stillroom.host.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Inside;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.watch.FolderFiles;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.Looks;
import dev.stillroom.host.watch.Provenance;
import dev.stillroom.runtime.student.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A dry run: what a task's model says of every file of an allowed folder. Of a file that came
 * through the browser it knows what was known then, of others the name, the size and what the file
 * itself tells of where it is from.
 */
public final class FolderTrial {

  /** So many are looked at, the newest; their answers fit one frame. */
  static final int MOST = 1_000;

  private static final int REASONS = 3;

  /** So long files are looked into; of those that were not reached less is known. */
  private static final Duration LOOKING = Duration.ofSeconds(15);

  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Downloads downloads;
  private final Folders folders;
  private final Decisions decisions;
  private final Looks looks;
  private final EngineThread thread;
  private final Clock clock;

  FolderTrial(
      TaskStore tasks,
      TaskKinds kinds,
      Downloads downloads,
      Folders folders,
      Decisions decisions,
      Looks looks,
      EngineThread thread,
      Clock clock) {
    this.tasks = tasks;
    this.kinds = kinds;
    this.downloads = downloads;
    this.folders = folders;
    this.decisions = decisions;
    this.looks = looks;
    this.thread = thread;
    this.clock = clock;
  }

  /**
   * @throws RequestFailure where the folder is not allowed, or the task has no model or is none of
   *     files
   */
  public CompletableFuture<Reply> of(String taskId, String folder) {
    Task task = tasks.get(taskId);
    if (!(task.act() instanceof View.FileAct act)) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "'" + taskId + "' does nothing with files: give it an input");
    }
    Path place = folders.requireFolder(folder);
    FolderFiles files = files(place, MOST);
    if (act instanceof View.Conversion) {
      return CompletableFuture.completedFuture(tried(task, act, place, files, Map.of()));
    }
    return insides(files.entries())
        .thenCompose(insides -> thread.call(() -> tried(task, act, place, files, insides)));
  }

  /** What is in those of these files that nobody looked into yet; on any thread. */
  CompletableFuture<Map<Path, Inside>> insides(List<FolderFiles.Entry> files) {
    List<Path> unseen = files.stream().map(FolderFiles.Entry::path).filter(this::unseen).toList();
    if (unseen.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return looks
        .into(unseen, LOOKING)
        .thenApply(
            told -> {
              Map<Path, Inside> insides = new HashMap<>();
              for (int i = 0; i < told.size(); i++) {
                insides.put(unseen.get(i), told.get(i));
              }
              return insides;
            });
  }

  /** Whether nobody has looked into the file yet. */
  private boolean unseen(Path file) {
    return downloads
        .byPath(file)
        .filter(download -> download.there() && download.filing().has("words"))
        .isEmpty();
  }

  private Reply tried(
      Task task, View.FileAct act, Path folder, FolderFiles files, Map<Path, Inside> insides) {
    List<FilesView.TriedFile> tried = new ArrayList<>();
    for (FolderFiles.Entry file : files.entries()) {
      Prediction said = decisions.attempt(task.id(), input(act, file, insides.get(file.path())));
      tried.add(
          new FilesView.TriedFile(
              file.path().getFileName().toString(),
              act(task, act, said.output(), folder),
              said.confidence(),
              said.reasons().stream()
                  .limit(REASONS)
                  .map(reason -> new View.Reason(reason.feature(), reason.value()))
                  .toList()));
    }
    tried.sort(
        Comparator.comparing((FilesView.TriedFile file) -> file.act() == null)
            .thenComparing(FilesView.TriedFile::confidence, Comparator.reverseOrder())
            .thenComparing(FilesView.TriedFile::name));
    return new Reply.TriedFolder(tried, files.more());
  }

  /** The newest files of a folder that was allowed. */
  static FolderFiles files(Path folder, int most) {
    try {
      return FolderFiles.of(folder, most);
    } catch (IOException unreadable) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "the folder " + folder + " cannot be read: is it there?");
    }
  }

  private View.@Nullable FileAct act(
      Task task, View.FileAct act, @Nullable String output, Path folder) {
    if (output == null || !kinds.of(task).acts(task, output)) {
      return null;
    }
    return switch (act) {
      case View.Conversion conversion -> conversion;
      case View.Filing _ -> Path.of(output).equals(folder) ? null : new View.Filing(output);
    };
  }

  /**
   * What a student of such acts sees of a file.
   *
   * @param inside what a look into it told; null where nobody looked
   */
  JsonNode input(View.FileAct act, FolderFiles.Entry file, @Nullable Inside inside) {
    Optional<Download> download = downloads.byPath(file.path()).filter(Download::there);
    if (download.isPresent()) {
      return switch (act) {
        case View.Conversion _ -> download.get().input();
        case View.Filing _ -> Downloads.inside(download.get().filing(), inside);
      };
    }
    Provenance says = Provenance.of(file.path());
    String origin = says.origin() == null ? "" : says.origin();
    Event.Download event =
        new Event.Download(
            "",
            clock.instant(),
            "",
            origin,
            origin,
            says.referrer(),
            null,
            null,
            null,
            file.bytes(),
            file.path().toString());
    Downloads.Found found =
        new Downloads.Found(file.path(), true, null, file.bytes(), says.referrer(), says.origin());
    return switch (act) {
      case View.Conversion _ -> Downloads.input(event, found);
      case View.Filing _ -> Downloads.inside(Downloads.filing(event, found), inside);
    };
  }
}
