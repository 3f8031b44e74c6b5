package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Puts what lies in a folder where it belongs, by what was learned; without {@code --apply}, says
 * so.
 */
@Command(
    name = "tidy",
    description = {
      "Shows where the files of a folder would go, by what was learned of your downloads.",
      "Nothing is done without --apply; then it is one act, undone with one command."
    })
final class TidyCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  /** As many moves as the engine takes at once. */
  private static final int PART = 50;

  private static final int MOST_SHOWN = 200;

  @Mixin private Session session;

  @Parameters(paramLabel = "DIR", description = "A folder, for example the one of downloads.")
  private Path folder;

  @Option(names = "--apply", description = "Put away what is sure; the rest is left for you.")
  private boolean apply;

  private final Printer printer;

  TidyCommand(Printer printer) {
    this.printer = printer;
  }

  /**
   * What {@code --json} prints.
   *
   * @param sure how many would be put away, or were
   * @param left how many stay for the person
   * @param batch what takes it back, or null where nothing was done
   */
  record Tidied(
      List<FilesView.TidyFile> files,
      int sure,
      int left,
      String batch,
      List<FilesView.NotDone> failed) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no folder " + folder + ": give one that exists");
    }
    String place = folder.toRealPath().toString();
    int[] status = {0};
    session.ask(
        engine -> {
          List<FilesView.TidyFile> files = preview(engine, place);
          List<FilesView.TidyFile> sure = files.stream().filter(FilesView.TidyFile::sure).toList();
          if (!apply) {
            say(new Tidied(files, sure.size(), files.size() - sure.size(), null, List.of()));
            return;
          }
          Moved moved = move(parts(engine), place, sure, newBatch());
          say(
              new Tidied(
                  files,
                  moved.moved(),
                  files.size() - moved.moved(),
                  moved.batch(),
                  moved.failed()));
          if (moved.broke() != null) {
            throw moved.broke();
          }
          status[0] = moved.failed().isEmpty() ? 0 : FAILED;
        });
    return status[0];
  }

  /** Every file, the surest first. */
  private List<FilesView.TidyFile> preview(Client engine, String place) throws IOException {
    List<FilesView.TidyFile> files = new ArrayList<>();
    int total = 1;
    for (int from = 0; from < total; ) {
      Reply.TidyPreview part =
          Session.ask(engine, new Request.PreviewTidy(place, from), Reply.TidyPreview.class);
      if (part.files().isEmpty()) {
        break;
      }
      files.addAll(part.files());
      total = part.total();
      from += part.files().size();
      printer.progress((double) from / Math.max(1, total), "looking");
    }
    files.sort(
        Comparator.comparing((FilesView.TidyFile file) -> !file.sure())
            .thenComparing(FilesView.TidyFile::confidence, Comparator.reverseOrder())
            .thenComparing(FilesView.TidyFile::name));
    return files;
  }

  /** Asks the engine to put one part away. */
  @FunctionalInterface
  interface Parts {
    Reply.Tidied put(Request.TidyFiles part) throws IOException;
  }

  /**
   * What was put away.
   *
   * @param batch what takes it back, null where nothing was begun
   * @param broke why it went no further; the engine may have put away more than it could say
   */
  record Moved(
      @Nullable String batch,
      int moved,
      List<FilesView.NotDone> failed,
      @Nullable IOException broke) {}

  private Parts parts(Client engine) {
    return part -> Session.ask(engine, part, Reply.Tidied.class);
  }

  /** Named here: what was put away can be taken back whether or not an answer came. */
  private static String newBatch() {
    return "%016x".formatted(UUID.randomUUID().getLeastSignificantBits());
  }

  Moved move(Parts engine, String place, List<FilesView.TidyFile> sure, String batch) {
    int moved = 0;
    List<FilesView.NotDone> failed = new ArrayList<>();
    for (int from = 0; from < sure.size(); from += PART) {
      List<FilesView.TidyMove> part =
          sure.subList(from, Math.min(sure.size(), from + PART)).stream()
              .map(file -> new FilesView.TidyMove(file.name(), file.folder(), false))
              .toList();
      try {
        Reply.Tidied reply = engine.put(new Request.TidyFiles(place, batch, part));
        moved += reply.moved();
        failed.addAll(reply.failed());
      } catch (RequestFailure refused) {
        if (from == 0) {
          throw refused; // Nothing was begun.
        }
        return new Moved(batch, moved, failed, new IOException(refused.getMessage(), refused));
      } catch (IOException lost) {
        return new Moved(batch, moved, failed, lost);
      }
      printer.progress((double) (from + part.size()) / sure.size(), "putting away");
    }
    return new Moved(sure.isEmpty() ? null : batch, moved, failed, null);
  }

  private void say(Tidied done) {
    say(done, session.json);
  }

  void say(Tidied done, boolean json) {
    done.failed()
        .forEach(not -> printer.error(Words.shown(not.name()) + " was left: " + not.why()));
    if (json) {
      printer.json(done);
      return;
    }
    if (!done.files().isEmpty()) {
      printer.table(
          List.of("FILE", "WOULD GO TO", "SURE", "BECAUSE"),
          done.files().stream().limit(MOST_SHOWN).map(TidyCommand::row).toList());
    }
    if (done.files().size() > MOST_SHOWN) {
      printer.line("… and " + (done.files().size() - MOST_SHOWN) + " more (--json lists all)");
    }
    printer.line(
        count(done.files().size(), "file")
            + ": "
            + done.sure()
            + (apply ? " put away, " : " would be put away, ")
            + done.left()
            + " left for you");
    if (done.batch() != null) {
      printer.line("take it back: stillroom undo " + done.batch());
    } else if (done.sure() > 0) {
      printer.line("do it: add --apply");
    }
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static List<String> row(FilesView.TidyFile file) {
    String folder = file.folder() == null ? "" : Words.shown(file.folder());
    return List.of(
        Words.shown(file.name()),
        file.sure() ? folder : folder.isEmpty() ? "left for you" : "left for you (" + folder + "?)",
        Words.percent(file.confidence()),
        file.reasons().stream()
            .map(reason -> Words.shown(reason.feature() + " " + reason.value()))
            .collect(Collectors.joining(", ")));
  }
}
