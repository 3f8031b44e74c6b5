package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.organize.Household;
import dev.stillroom.e2e.bench.organize.NamesRun;
import dev.stillroom.e2e.bench.organize.Saved;
import dev.stillroom.e2e.bench.organize.Simulation;
import dev.stillroom.e2e.bench.organize.Simulation.Said;
import dev.stillroom.e2e.bench.organize.TidyRun;
import dev.stillroom.e2e.bench.organize.WatchCost;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.runtime.bounds.ExactBound;
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

  /** Of a person who never presses "Always", so that it can only be earned. */
  private static final int LONG = 800;

  /** A person downloads a few files in a row before the machine is idle. */
  private static final int IDLE_AFTER = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "organize";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    Path scratch = Files.createTempDirectory("stillroom-organize");
    if (scope.wants("watch")) {
      watch(scratch, scope.quick() ? 5_000 : 50_000, table);
      scope.checkpoint().run();
    }
    if (scope.wants("tidy")) {
      tidy(scratch, table);
      scope.checkpoint().run();
    }
    if (scope.wants("names")) {
      names(scratch, table);
      scope.checkpoint().run();
    }
    int seeds = scope.seeds() > 0 ? scope.seeds() : scope.quick() ? 1 : 3;
    if (scope.wants("persons")) {
      persons(scratch, seeds, table);
      scope.checkpoint().run();
    }
    if (scope.wants("earned") && !scope.quick()) {
      earned(scratch, seeds + 1, table);
    }
  }

  /** What files are called in their folders, seven ways, each learned from the first few. */
  private static void names(Path scratch, Table table) throws IOException {
    List<Saved> saved = new Household(98, Path.of("/person/Downloads")).downloads(1_200, 1_200);
    for (int from : List.of(3, 5, 10)) {
      NamesRun run = NamesRun.of(scratch, saved, from);
      table.add(
          "names learned from " + from + " files: right of those said",
          "%",
          null,
          100.0 * run.right() / Math.max(1, run.said()),
          String.format(
              Locale.ROOT,
              "%d said of %d; %d of %d patterns learned",
              run.said(),
              run.asked(),
              run.learned(),
              run.patterns()));
    }
  }

  private static void persons(Path scratch, int seeds, Table table) throws IOException {
    List<List<Said>> streams = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    double seconds = 0;
    int distillations = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      Path person = Path.of("/person/Downloads");
      List<Saved> saved = new Household(seed, person).downloads(DOWNLOADS, CHANGE);
      try (Simulation simulation =
          new Simulation(scratch.resolve("home" + seed), person, seed, IDLE_AFTER, true, true)) {
        List<Said> said = new ArrayList<>();
        saved.forEach(one -> said.add(simulation.next(one)));
        streams.add(said);
        seconds += simulation.secondsDistilling();
        distillations += simulation.distillations();
      }
      peer.addAll(fastText(scratch, saved));
    }
    suggestions(streams, peer, table);
    automatic(from(streams, SETTLED, CHANGE), "granted for a folder", false, table);
    change(streams, table);
    table.add(
        "a distillation, on average",
        "s",
        null,
        seconds / Math.max(1, distillations),
        distillations / seeds + " of them for " + DOWNLOADS + " downloads; " + Timing.load());
  }

  private static void watch(Path scratch, int many, Table table) throws IOException {
    WatchCost few = WatchCost.of(scratch.resolve("few"), 100);
    WatchCost all = WatchCost.of(scratch.resolve("many"), many);
    table.add(
        "watching " + many + " files: a download that comes and is moved",
        "ms",
        2 * few.download(),
        all.download(),
        String.format(
            Locale.ROOT,
            "of processor time; %.1f ms among 100 files; the goal is twice that",
            few.download()));
    table.add(
        "watching " + many + " files: the first look at all of them",
        "ms",
        null,
        all.first(),
        String.format(Locale.ROOT, "%.0f ms at 100 files", few.first()));
  }

  /** The whole download folder at once: 2,000 put away by hand before, 400 that lie there. */
  private static void tidy(Path scratch, Table table) throws IOException {
    List<Saved> saved = new Household(99, Path.of("/person/Downloads")).downloads(2_400, 2_400);
    TidyRun run = TidyRun.of(scratch, saved, lines(scratch.resolve("tidy"), saved), 2_000);
    table.addAtLeast(
        "Tidy: placed of " + run.files() + " files",
        "%",
        60.0,
        100.0 * run.placed() / run.files(),
        "learned from 2,000; at 0.9 or surer");
    table.add(
        "Tidy: wrong among those placed",
        "%",
        2.0,
        100.0 * run.wrong() / Math.max(1, run.placed()),
        run.placed() + " files, " + run.whims() + " of the wrong ones whims");
    table.add(
        "Tidy: the preview",
        "s",
        20.0,
        run.seconds(),
        String.format(
            Locale.ROOT, "%.1f s of it looking into the files, a worker's job", run.looking()));
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

  private static void automatic(List<Said> all, String who, boolean earned, Table table) {
    List<Said> acts =
        all.stream().filter(said -> said.applied() && said.earned() == earned).toList();
    long right = acts.stream().filter(Said::right).count();
    table.add(
        "automatic acts, " + who + ": wrong",
        "%",
        acts.isEmpty() ? null : Double.valueOf(2),
        acts.isEmpty() ? 0 : percent(acts, said -> !said.right()),
        String.format(
            Locale.ROOT,
            "%d acts, at least %.1f %% right; %d wrong, of which %d whims",
            acts.size(),
            acts.isEmpty() ? 0 : 100 * ExactBound.lower(right, acts.size(), 0.95),
            acts.size() - right,
            acts.stream().filter(said -> !said.right() && said.saved().whim()).count()));
    table.add(
        "automatic acts, " + who + ": share",
        "%",
        null,
        100.0 * acts.size() / Math.max(1, all.stream().filter(OrganizeBenchmark::goesAway).count()),
        "of downloads that are put away");
  }

  /** Somebody who never presses "Always": how long it takes to earn it, and what comes of it. */
  private static void earned(Path scratch, int seed, Table table) throws IOException {
    Path person = Path.of("/person/Downloads");
    List<Said> said = new ArrayList<>();
    try (Simulation simulation =
        new Simulation(scratch.resolve("patient"), person, seed, IDLE_AFTER, true, false)) {
      new Household(seed, person)
          .downloads(LONG, LONG)
          .forEach(one -> said.add(simulation.next(one)));
    }
    int first = 0;
    while (first < said.size() && !said.get(first).applied()) {
      first++;
    }
    table.add(
        "never \"Always\": downloads until the first act by itself",
        "",
        null,
        first,
        first < said.size() ? "earned" : "not earned within so many");
    automatic(said.subList(first, said.size()), "earned, from then on", true, table);
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
        line.set("input", Downloads.inside(download.filing(), one.inside()));
        line.put("output", one.folder());
        lines.add(line.toString());
      }
    }
    return lines;
  }
}
