package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.e2e.bench.organize.Household;
import dev.stillroom.e2e.bench.organize.Saved;
import dev.stillroom.e2e.bench.organize.Simulation;
import dev.stillroom.e2e.bench.organize.Simulation.Said;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where downloads go: a made-up person with fourteen folders and 600 downloads, one change of habit
 * among them, through the product's own journal, students, decisions and trust. fastText learns
 * from the same examples and answers for the same downloads.
 */
public final class OrganizeBenchmark implements Benchmark {

  private static final int DOWNLOADS = 600;
  private static final int CHANGE = 420;
  private static final int SETTLED = 150;
  private static final int BLOCK = 50;

  /** A person downloads a few files in a row before the machine is idle. */
  private static final int IDLE_AFTER = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "organize";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    Path scratch = Files.createTempDirectory("stillroom-organize");
    List<List<Said>> streams = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    double seconds = 0;
    int distillations = 0;
    int seeds = quick ? 1 : 3;
    for (int seed = 1; seed <= seeds; seed++) {
      Path person = Path.of("/person/Downloads");
      List<Saved> saved = new Household(seed, person).downloads(DOWNLOADS, CHANGE);
      try (Simulation simulation =
          new Simulation(scratch.resolve("home" + seed), person, seed, IDLE_AFTER)) {
        List<Said> said = new ArrayList<>();
        saved.forEach(one -> said.add(simulation.next(one)));
        streams.add(said);
        seconds += simulation.secondsDistilling();
        distillations += simulation.distillations();
      }
      peer.addAll(fastText(scratch, saved));
    }
    suggestions(streams, peer, table);
    automatic(streams, table);
    change(streams, table);
    table.add(
        "a distillation, on average",
        "s",
        null,
        seconds / Math.max(1, distillations),
        distillations / seeds + " of them for " + DOWNLOADS + " downloads");
    tidy(scratch, table);
  }

  private static void suggestions(List<List<Said>> streams, List<Double> peer, Table table) {
    List<Said> settled = from(streams, SETTLED, CHANGE);
    List<Said> offered = settled.stream().filter(said -> said.said() != null).toList();
    List<Said> away = settled.stream().filter(OrganizeBenchmark::goesAway).toList();
    table.addAtLeast(
        "a folder is offered, of downloads that are put away",
        "%",
        70.0,
        percent(away, said -> said.said() != null),
        "downloads " + SETTLED + " to " + CHANGE + ", " + streams.size() + " persons");
    table.addAtLeast(
        "the offered folder is right",
        "%",
        92.0,
        percent(offered, Said::right),
        offered.size() + " offers, those of downloads that were left among them");
    table.addAtLeast(
        "the right one is among three", "%", 97.0, percent(offered, Said::inThree), "the same");
    table.add(
        "the right answer is the most probable one",
        "%",
        null,
        percent(
            settled,
            said ->
                !said.three().isEmpty() && said.saved().folder().equals(said.three().getFirst())),
        "all downloads, \"leave it\" among the answers, sure or not");
    if (!peer.isEmpty()) {
      table.peer(
          "fastText: the right answer is the most probable one",
          "%",
          100 * peer.stream().mapToDouble(Double::doubleValue).average().orElse(0),
          "the same downloads; trained anew each " + BLOCK + " on all before");
    }
    table.add(
        "whims, which nobody can foresee",
        "%",
        null,
        percent(settled, said -> said.saved().whim()),
        "of all downloads");
  }

  private static void automatic(List<List<Said>> streams, Table table) {
    List<Said> settled = from(streams, SETTLED, CHANGE);
    for (boolean earned : List.of(false, true)) {
      List<Said> acts =
          settled.stream().filter(said -> said.applied() && said.earned() == earned).toList();
      long right = acts.stream().filter(Said::right).count();
      String who = earned ? "earned" : "granted for a folder";
      table.add(
          "automatic acts, " + who + ": wrong",
          "%",
          acts.isEmpty() ? null : Double.valueOf(2),
          acts.isEmpty() ? 0 : percent(acts, said -> !said.right()),
          acts.size()
              + " acts, at least "
              + String.format(
                  Locale.ROOT,
                  "%.1f",
                  acts.isEmpty() ? 0 : 100 * ExactBound.lower(right, acts.size(), 0.95))
              + " % right");
      table.add(
          "automatic acts, " + who + ": share",
          "%",
          null,
          100.0 * acts.size() / settled.stream().filter(OrganizeBenchmark::goesAway).count(),
          "of downloads that are put away");
    }
  }

  private static void change(List<List<Said>> streams, Table table) {
    int wrong = 0;
    int back = 0;
    List<Said> later = new ArrayList<>();
    List<Said> soon = new ArrayList<>();
    for (List<Said> stream : streams) {
      List<Said> changed =
          stream.subList(CHANGE, stream.size()).stream().filter(s -> s.saved().changed()).toList();
      wrong =
          Math.max(wrong, (int) changed.stream().filter(s -> s.applied() && !s.right()).count());
      back = Math.max(back, untilBack(changed));
      later.addAll(changed.subList(Math.min(15, changed.size()), changed.size()));
      soon.addAll(stream.subList(CHANGE + 15, stream.size()));
    }
    table.add(
        "wrong automatic acts after the change of habit, until they stop",
        "",
        5.0,
        wrong,
        "the most of any person");
    table.add(
        "downloads of the changed habit until three in a row are right",
        "",
        15.0,
        back,
        "the most of any person");
    List<Said> offered = later.stream().filter(said -> said.said() != null).toList();
    table.addAtLeast(
        "the changed habit's offers right, from its 16th download on",
        "%",
        92.0,
        percent(offered, Said::right),
        offered.size() + " offers of " + later.size());
    List<Said> all = soon.stream().filter(said -> said.said() != null).toList();
    table.addAtLeast(
        "all offers right, from the 15th download after the change on",
        "%",
        92.0,
        percent(all, Said::right),
        all.size() + " offers");
  }

  private static int untilBack(List<Said> changed) {
    int row = 0;
    for (int i = 0; i < changed.size(); i++) {
      row = changed.get(i).right() ? row + 1 : 0;
      if (row == 3) {
        return i - 2;
      }
    }
    return changed.size();
  }

  private static boolean goesAway(Said said) {
    return !said.saved().folder().equals(Saved.LEFT);
  }

  private static List<Said> from(List<List<Said>> streams, int from, int to) {
    return streams.stream().flatMap(stream -> stream.subList(from, to).stream()).toList();
  }

  private static double percent(List<Said> of, Predicate<Said> which) {
    return of.isEmpty() ? 0 : 100.0 * of.stream().filter(which).count() / of.size();
  }

  private static List<Double> fastText(Path scratch, List<Saved> saved) throws IOException {
    Optional<FastText> peer = FastText.installed(scratch);
    List<Double> right = new ArrayList<>();
    if (peer.isEmpty()) {
      return right;
    }
    List<String> lines = lines(scratch.resolve("peer" + System.nanoTime()), saved);
    for (int at = SETTLED; at < CHANGE; at += BLOCK) {
      Path train = Files.write(scratch.resolve("train.jsonl"), lines.subList(0, at));
      int end = Math.min(CHANGE, at + BLOCK);
      Path test = Files.write(scratch.resolve("test.jsonl"), lines.subList(at, end));
      Predictions said = peer.get().run(train, test);
      said.lines().forEach(line -> right.add(line.right() ? 1.0 : 0.0));
    }
    return right;
  }

  /** The lines of an examples file, with the very inputs that the students see. */
  private static List<String> lines(Path home, List<Saved> saved) {
    List<String> lines = new ArrayList<>();
    try (Journal journal = Journal.open(home.resolveSibling(home.getFileName() + ".db"))) {
      Downloads downloads = new Downloads(journal, Clock.systemUTC());
      for (Saved one : saved) {
        Path path = Path.of(one.event().path());
        Download download =
            downloads.add(
                one.event(), new Downloads.Found(path, true, "k", one.event().bytes(), null, null));
        ObjectNode line = JSON.createObjectNode();
        line.set("input", download.filing());
        line.put("output", one.folder());
        lines.add(line.toString());
      }
    }
    return lines;
  }

  /** The whole download folder at once: 2,000 put away by hand before, 400 that lie there. */
  private static void tidy(Path scratch, Table table) throws IOException {
    List<Saved> saved = new Household(99, Path.of("/person/Downloads")).downloads(2_400, 2_400);
    List<String> lines = lines(scratch.resolve("tidy"), saved);
    Path examples = Files.write(scratch.resolve("tidy.jsonl"), lines.subList(0, 2_000));
    Path pack = scratch.resolve("tidy.still");
    ObjectNode order = JSON.createObjectNode();
    order.put("kind", "classify").put("examples", examples.toString()).put("out", pack.toString());
    order.put("small", true).put("seed", 1);
    try {
      new DistillJob().run(order, (fraction, phase) -> {});
      long begun = System.nanoTime();
      Student student = PackReader.read(pack).student();
      int placed = 0;
      int wrong = 0;
      for (int i = 2_000; i < 2_400; i++) {
        Prediction said = student.predict(Input.of(JSON.readTree(lines.get(i)).path("input")));
        if (said.output() != null
            && !said.output().equals(Saved.LEFT)
            && said.confidence() >= FilingKind.SURE) {
          placed++;
          wrong += said.output().equals(saved.get(i).folder()) ? 0 : 1;
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      table.addAtLeast(
          "Tidy: placed of 400 files",
          "%",
          60.0,
          placed / 4.0,
          "learned from 2,000; at 0.9 or surer");
      table.add(
          "Tidy: wrong among those placed",
          "%",
          2.0,
          100.0 * wrong / Math.max(1, placed),
          placed + " files");
      table.add("Tidy: the preview", "s", 20.0, seconds, "400 answers");
    } catch (JobFailure | PackRefused | InterruptedException broken) {
      throw new IOException("Tidy could not be learned: " + broken.getMessage(), broken);
    }
  }
}
