package dev.stillroom.e2e.bench.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Every file of a collection of real, odd and broken pictures: each is given to a worker that may
 * take ten seconds and half a gigabyte, and has to come out as a picture or with a reason.
 */
public final class Conformance {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long MEMORY = 512L << 20;
  private static final int AT_ONCE = 2;

  /** With fewer repetitions only every so many-th file is converted. */
  private static final int QUICK_ONE_IN = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path image;
  private final Path folder;
  private final boolean quick;

  public Conformance(Path image, Path folder, boolean quick) {
    this.image = image;
    this.folder = folder;
    this.quick = quick;
  }

  /** How it ended. */
  private enum End {
    CONVERTED,
    REFUSED,
    LATE,
    DIED
  }

  /**
   * What became of one file.
   *
   * @param why of one that was not converted
   * @param right whether the picture is the one that another program sees; of no weight where it is
   *     neither turned nor transparent
   */
  private record Outcome(
      Manifest file, boolean read, End end, String why, boolean right, double millis) {

    boolean pages() {
      return why.contains("animated or has several pages");
    }

    boolean turned() {
      return end == End.CONVERTED && file.orientation() > 1;
    }

    boolean transparent() {
      return end == End.CONVERTED && file.alpha() && !file.mode().equals("P");
    }

    boolean several() {
      return read && file.severalPages();
    }

    String group() {
      return pages()
          ? "several pages"
          : read ? "damaged or too much" : "of a type that is not read";
    }
  }

  public void measure(Table table) throws IOException {
    List<Manifest> files = Manifest.read(folder);
    Path scratch = Files.createTempDirectory("conformance");
    Program program = Program.ofImage(image);
    Home home = new Home(scratch.resolve("home"));
    try (WorkerProcesses workers =
        new WorkerProcesses(
            _ -> program.hostWorker(home),
            new WorkerProcesses.Settings(
                scratch.resolve("scratch"),
                scratch.resolve("worker.log"),
                LIMIT,
                LIMIT,
                AT_ONCE))) {
      new Types(workers).measure(files, table);
      tell(converted(files, scratch, workers), table);
    }
  }

  private List<Outcome> converted(List<Manifest> files, Path scratch, Workers workers)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Outcome>> waiting = new ArrayList<>();
      for (int i = 0; i < files.size(); i += quick ? QUICK_ONE_IN : 1) {
        Manifest file = files.get(i);
        Path temporary = scratch.resolve(i + ".tmp");
        waiting.add(hands.submit(() -> convert(file, temporary, workers)));
      }
      for (Future<Outcome> one : waiting) {
        outcomes.add(one.get());
      }
    } catch (ExecutionException broken) {
      throw new IOException("a file could not be given to a worker: " + broken.getCause(), broken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return outcomes;
  }

  private static Outcome convert(Manifest file, Path temporary, Workers workers)
      throws IOException {
    Optional<PictureFormat> format = PictureFormat.ofContent(file.file());
    boolean read = format.filter(PictureFormat::isRead).isPresent();
    String to = format.equals(Optional.of(PictureFormat.JPEG)) ? "png" : "jpeg";
    Conversion.Limits usual = Conversion.Limits.USUAL;
    Conversion order =
        new Conversion(
            file.file().toString(),
            temporary.toString(),
            to,
            null,
            new Conversion.Limits(usual.pixels(), usual.sourceBytes(), MEMORY));
    long began = System.nanoTime();
    try {
      JsonNode result =
          workers
              .start(
                  Workers.ClassPath.HOST,
                  Conversion.JOB,
                  JSON.valueToTree(order),
                  (fraction, phase) -> {})
              .get();
      double millis = (System.nanoTime() - began) / 1e6;
      boolean right = right(file, JSON.treeToValue(result, Conversion.Result.class), temporary);
      return new Outcome(file, read, End.CONVERTED, "", right, millis);
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      String message = why instanceof JobFailure ? why.getMessage() : why.toString();
      End end =
          message.contains("was stopped")
              ? End.LATE
              : message.contains("before its result") ? End.DIED : End.REFUSED;
      return new Outcome(file, read, end, message, false, (System.nanoTime() - began) / 1e6);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Of turned and transparent ones: their size, and their pixels beside another program's. */
  private static boolean right(Manifest file, Conversion.Result result, Path made)
      throws IOException {
    boolean turned = file.orientation() > 1;
    boolean transparent = file.alpha() && !file.mode().equals("P");
    boolean shape =
        !turned
            || result.width() == (file.lying() ? file.height() : file.width())
                && result.height() == (file.lying() ? file.width() : file.height());
    boolean alpha = !transparent || result.hadAlpha();
    return !turned && !transparent || shape && alpha && SamePicture.inBoth(file.file(), made);
  }

  private static void tell(List<Outcome> all, Table table) {
    long decodable = all.stream().filter(one -> one.file().decodes()).count();
    String of = "of " + all.size() + " files, " + decodable + " of them decodable elsewhere";
    long reasoned = count(all, one -> one.end() == End.CONVERTED || one.end() == End.REFUSED);
    table.addAtLeast(
        "converted, or refused with a reason",
        "%",
        100.0,
        percent(reasoned, all.size()),
        of + "; each in a worker with 10 s and 512 MB");
    table.add(
        "workers that were stopped at 10 s", "", 0.0, count(all, e -> e.end() == End.LATE), of);
    table.add(
        "workers that died",
        "",
        0.0,
        count(all, e -> e.end() == End.DIED),
        of + "; the engine would go on");
    long decoded = count(all, e -> e.file().decodes() && e.end() == End.CONVERTED);
    Map<String, Integer> refusals = new TreeMap<>();
    all.stream()
        .filter(one -> one.file().decodes() && one.end() != End.CONVERTED)
        .forEach(one -> refusals.merge(one.group(), 1, Integer::sum));
    table.peer(
        "decodable files that were converted",
        "%",
        percent(decoded, decodable),
        decoded + " of " + decodable + "; the others were refused: " + refusals);
    table.peer(
        "files converted that the reference decoder does not decode",
        "",
        count(all, e -> !e.file().decodes() && e.end() == End.CONVERTED),
        "of " + (all.size() - decodable));
    table.peer(
        "slowest file",
        "ms",
        all.stream().mapToDouble(Outcome::millis).max().orElse(0),
        "the worker's start included; two at once");
    share(
        "orientation right",
        "turned ones, pixels beside ImageMagick's -auto-orient",
        all,
        Outcome::turned,
        Outcome::right,
        table);
    share(
        "transparency right",
        "pixels on white beside ImageMagick's",
        all,
        Outcome::transparent,
        Outcome::right,
        table);
    share(
        "animations and documents of several pages left alone",
        "that are of a type that is read",
        all,
        Outcome::several,
        Outcome::pages,
        table);
    all.stream()
        .filter(one -> one.file().decodes() && one.read() && !one.pages())
        .filter(one -> one.end() != End.CONVERTED)
        .forEach(
            one ->
                System.err.println(
                    "bench convert: " + one.file().file().getFileName() + ": " + one.why()));
  }

  private static void share(
      String what,
      String which,
      List<Outcome> all,
      Predicate<Outcome> judged,
      Predicate<Outcome> right,
      Table table) {
    long of = count(all, judged);
    long good = count(all, judged.and(right));
    table.addAtLeast(what, "%", 100.0, percent(good, of), good + " of " + of + " " + which);
  }

  private static long count(List<Outcome> all, Predicate<Outcome> which) {
    return all.stream().filter(which).count();
  }

  private static double percent(long some, long all) {
    return all == 0 ? 100 : 100.0 * some / all;
  }
}
