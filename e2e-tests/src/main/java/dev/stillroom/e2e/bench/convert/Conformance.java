package dev.stillroom.e2e.bench.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.e2e.pictures.Tool;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;

/**
 * Every file of a collection of real, odd and broken pictures: each is given to a worker that may
 * take ten seconds and half a gigabyte, and has to come out as a picture or with a reason.
 */
public final class Conformance {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long MEMORY = 512L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of one and the same type. */
  private static final Map<String, String> SAME =
      Map.of(
          "image/x-eps", "application/postscript",
          "image/x-ms-bmp", "image/bmp",
          "image/vnd.zbrush.pcx", "image/x-pcx",
          "image/emf", "application/octet-stream",
          "image/x-raw-bitmap", "application/octet-stream");

  /** How far a result's mean colour in a sixteenth may be from another program's, of 255. */
  private static final double SAME_COLOUR = 12;

  private static final int SIDE = 4;

  private final Path image;
  private final Path folder;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private int decodable;
  private int decoded;
  private int refused;
  private int broken;
  private int late;
  private int turned;
  private int turnedRight;
  private int transparent;
  private int transparentRight;
  private int onesLeftAlone;
  private int severalPages;
  private double slowest;

  public Conformance(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
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
                scratch.resolve("scratch"), scratch.resolve("worker.log"), LIMIT, LIMIT, 2))) {
      types(files, workers, table);
      for (int i = 0; i < files.size(); i++) {
        convert(files.get(i), scratch.resolve(i + ".tmp"), workers);
      }
    }
    String of = "of " + files.size() + " files, " + decodable + " of them decodable elsewhere";
    table.addAtLeast(
        "converted, or refused with a reason",
        "%",
        100.0,
        100.0 * (decoded + refused) / files.size(),
        of + "; each in a worker with 10 s and 512 MB");
    table.add("workers that were stopped at 10 s", "", 0.0, late, of);
    table.add("workers that died", "", 0.0, broken, of + "; the engine would go on");
    table.peer(
        "decodable files that were converted",
        "%",
        100.0 * decoded / decodable,
        decoded + " of " + decodable + "; the others: " + refusals);
    table.peer("slowest file", "ms", slowest, "the worker's start included");
    table.addAtLeast(
        "orientation right",
        "%",
        100.0,
        percent(turnedRight, turned),
        turnedRight + " of " + turned + " turned ones, pixels beside ImageMagick's -auto-orient");
    table.addAtLeast(
        "transparency right",
        "%",
        100.0,
        percent(transparentRight, transparent),
        transparentRight + " of " + transparent + ", pixels on white beside ImageMagick's");
    table.addAtLeast(
        "animations and documents of several pages left alone",
        "%",
        100.0,
        percent(onesLeftAlone, severalPages),
        onesLeftAlone + " of " + severalPages + " that are of a type that is read");
  }

  private static double percent(int some, int all) {
    return all == 0 ? 100 : 100.0 * some / all;
  }

  /** The type by content, as the product's own look into files tells it. */
  private void types(List<Manifest> files, WorkerProcesses workers, Table table)
      throws IOException {
    int judged = 0;
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (Manifest file : files) {
      if (file.type().equals("application/octet-stream") || file.type().isEmpty()) {
        continue; // Nobody knows what it is.
      }
      judged++;
      String type = type(file.file(), workers);
      if (same(type).equals(same(file.type()))) {
        right++;
      } else {
        wrong.add(file.file().getFileName() + " " + type + ", not " + file.type());
      }
    }
    System.err.println("bench convert: types that differ: " + wrong);
    table.addAtLeast(
        "type by content right",
        "%",
        98.0,
        percent(right, judged),
        right + " of " + judged + " of which libmagic knows one");
  }

  private static String same(String type) {
    return SAME.getOrDefault(type, type);
  }

  private static String type(Path file, WorkerProcesses workers) throws IOException {
    try {
      return workers
          .start(
              Workers.ClassPath.HOST,
              "look",
              JSON.createObjectNode().set("files", JSON.createArrayNode().add(file.toString())),
              (fraction, phase) -> {})
          .get()
          .path("looks")
          .path(0)
          .path("type")
          .asText();
    } catch (ExecutionException e) {
      return PictureFormat.ofContent(file)
          .map(format -> "image/" + format.symbol())
          .orElse(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void convert(Manifest file, Path temporary, WorkerProcesses workers) throws IOException {
    decodable += file.decodes() ? 1 : 0;
    Optional<PictureFormat> format = PictureFormat.ofContent(file.file());
    boolean read = format.filter(PictureFormat::isRead).isPresent();
    severalPages += read && file.severalPages() ? 1 : 0;
    String to = format.equals(Optional.of(PictureFormat.JPEG)) ? "png" : "jpeg";
    Conversion.Limits limits =
        new Conversion.Limits(
            Conversion.Limits.USUAL.pixels(), Conversion.Limits.USUAL.sourceBytes(), MEMORY);
    Conversion order =
        new Conversion(file.file().toString(), temporary.toString(), to, null, limits);
    workers.expect(Workers.ClassPath.HOST, Conversion.JOB);
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
      decoded++;
      check(file, JSON.treeToValue(result, Conversion.Result.class), temporary);
    } catch (ExecutionException e) {
      refused(file, read, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      slowest = Math.max(slowest, (System.nanoTime() - began) / 1e6);
      Files.deleteIfExists(temporary);
    }
  }

  private void refused(Manifest file, boolean read, Throwable why) {
    String message = why instanceof JobFailure ? why.getMessage() : why.toString();
    if (message.contains("was stopped")) {
      late++;
    } else if (message.contains("before its result")) {
      broken++;
    } else {
      refused++;
    }
    boolean pages = message.contains("animated or has several pages");
    onesLeftAlone += read && file.severalPages() && pages ? 1 : 0;
    if (file.decodes()) {
      String group =
          pages ? "several pages" : read ? "damaged or too much" : "of a type that is not read";
      refusals.merge(group, 1, Integer::sum);
      if (read && !pages) {
        System.err.println("bench convert: " + file.file().getFileName() + ": " + message);
      }
    }
  }

  private void check(Manifest file, Conversion.Result result, Path made) throws IOException {
    if (file.severalPages()) {
      System.err.println("bench convert: " + file.file().getFileName() + " has several pages");
    }
    if (file.orientation() > 1) {
      turned++;
      boolean shape =
          result.width() == (file.lying() ? file.height() : file.width())
              && result.height() == (file.lying() ? file.width() : file.height());
      turnedRight += shape && looksLike(file.file(), made) ? 1 : 0;
    }
    if (file.alpha() && !file.mode().equals("P")) {
      transparent++;
      transparentRight += result.hadAlpha() && looksLike(file.file(), made) ? 1 : 0;
    }
  }

  /** Whether another program sees the same picture: means of sixteenths, turned and on white. */
  private static boolean looksLike(Path source, Path made) throws IOException {
    Optional<Path> magick = Tool.find("convert-im6.q16").or(() -> Tool.find("magick"));
    if (magick.isEmpty()) {
      return true;
    }
    double[] theirs = small(magick.get(), source, made.resolveSibling("theirs.png"));
    double[] ours = small(magick.get(), made, made.resolveSibling("ours.png"));
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
    }
    if (worst > SAME_COLOUR) {
      System.err.printf(
          Locale.ROOT, "bench convert: %s differs by %.0f%n", source.getFileName(), worst);
    }
    return worst <= SAME_COLOUR;
  }

  /** Mean colours of the sixteenths of a file as that program reads it. */
  private static double[] small(Path magick, Path file, Path scratch) throws IOException {
    Tool.run(
        magick.toString(),
        file + "[0]",
        "-auto-orient",
        "-background",
        "white",
        "-flatten",
        "-colorspace",
        "sRGB",
        "-depth",
        "8",
        "PNG24:" + scratch);
    BufferedImage picture = ImageIO.read(scratch.toFile());
    Files.delete(scratch);
    double[] sums = new double[SIDE * SIDE * 3];
    int[] counts = new int[SIDE * SIDE];
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int part = y * SIDE / picture.getHeight() * SIDE + x * SIDE / picture.getWidth();
        int rgb = picture.getRGB(x, y);
        counts[part]++;
        for (int band = 0; band < 3; band++) {
          sums[part * 3 + band] += rgb >> 8 * band & 255;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i / 3]);
    }
    return sums;
  }
}
