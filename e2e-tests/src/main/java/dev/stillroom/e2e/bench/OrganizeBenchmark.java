package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.organize.Household;
import dev.stillroom.e2e.bench.organize.NamesRun;
import dev.stillroom.e2e.bench.organize.PersonFigures;
import dev.stillroom.e2e.bench.organize.Saved;
import dev.stillroom.e2e.bench.organize.Simulation;
import dev.stillroom.e2e.bench.organize.Simulation.Said;
import dev.stillroom.e2e.bench.organize.SplitRun;
import dev.stillroom.e2e.bench.organize.TidyRun;
import dev.stillroom.e2e.bench.organize.WatchCost;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.runtime.bounds.ExactBound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
  private static final int LONG = 1_500;

  /** So many downloads are learned at once where that is enough, and as many asked of. */
  private static final int KNOWN = 600;

  /** Of the made-up persons who never do; choices were made on those before the sixth of them. */
  private static final int FIRST_PATIENT = 4;

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
    if (scope.wants("time")) {
      time(scratch, seeds, table);
      scope.checkpoint().run();
    }
    if (scope.wants("sure")) {
      sure(scratch, seeds, table);
      scope.checkpoint().run();
    }
    for (int seed = FIRST_PATIENT; seed < FIRST_PATIENT + seeds && !scope.quick(); seed++) {
      if (scope.wants("earned-" + seed) && !table.has("earned-" + seed)) {
        earned(scratch, seed, table);
        scope.checkpoint().run();
      }
    }
    earnedTogether(table);
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

  /** Persons are lived through beside each other, as many as there are processors. */
  private static void persons(Path scratch, int seeds, Table table) throws IOException {
    Path person = Path.of("/person/Downloads");
    List<Lived> lives =
        beside(
            seeds,
            seed -> {
              List<Saved> saved = new Household(seed, person).downloads(DOWNLOADS, CHANGE);
              Path home = scratch.resolve("home" + seed);
              try (Simulation simulation =
                  new Simulation(home, person, seed, IDLE_AFTER, true, true)) {
                List<Said> said = lived(simulation, saved, "person " + seed);
                return new Lived(
                    said,
                    simulation.secondsDistilling(),
                    simulation.distillations(),
                    fastText(Files.createDirectories(scratch.resolve("peer" + seed)), saved));
              }
            });
    PersonFigures figures =
        new PersonFigures(SETTLED, CHANGE, lives.stream().map(Lived::said).toList());
    figures.suggestions(
        lives.stream().flatMap(one -> one.peer().stream()).toList(),
        "the same downloads; trained anew each " + BLOCK + " on all before",
        table);
    PersonFigures.automatic(figures.between(), "granted for a folder", false, table);
    PersonFigures.automatic(figures.between(), "earned beside that", true, table);
    figures.afterChange(table);
    int distillations = lives.stream().mapToInt(Lived::distillations).sum();
    table.add(
        "a distillation, on average",
        "s",
        null,
        lives.stream().mapToDouble(Lived::seconds).sum() / Math.max(1, distillations),
        distillations / seeds + " of them for " + DOWNLOADS + " downloads; " + Timing.load());
  }

  /** What became of one person's downloads. */
  private record Lived(List<Said> said, double seconds, int distillations, List<Double> peer) {}

  @FunctionalInterface
  private interface Life<T> {
    T of(int seed) throws IOException;
  }

  private static <T> List<T> beside(int seeds, Life<T> life) throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<T>> running = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        int which = seed;
        running.add(threads.submit(() -> life.of(which)));
      }
      List<T> lives = new ArrayList<>();
      for (Future<T> one : running) {
        lives.add(one.get());
      }
      return lives;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (ExecutionException broken) {
      throw new IOException(broken.getCause().toString(), broken);
    }
  }

  /** Whether the time of day would help, where it says something and where it does not. */
  private static void time(Path scratch, int seeds, Table table) throws IOException {
    for (boolean rhythm : List.of(true, false)) {
      for (boolean timed : List.of(false, true)) {
        List<SplitRun.Answer> answers = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
          Path home = scratch.resolve("time" + seed + rhythm + timed);
          answers.addAll(split(home, seed, rhythm, timed).answers());
        }
        List<SplitRun.Answer> sure = answers.stream().filter(SplitRun.Answer::sure).toList();
        table.add(
            "time: the most probable folder is right, "
                + (rhythm ? "habits have their hours, " : "habits come at any hour, ")
                + (timed ? "time seen" : "time not seen"),
            "%",
            null,
            100.0 * answers.stream().filter(SplitRun.Answer::right).count() / answers.size(),
            String.format(
                Locale.ROOT,
                "%d persons, %d learned and %d asked of each; %.1f %% answered, %.1f %% of these"
                    + " right",
                seeds,
                KNOWN,
                KNOWN,
                100.0 * sure.size() / answers.size(),
                100.0 * sure.stream().filter(SplitRun.Answer::right).count() / sure.size()));
      }
    }
  }

  private static SplitRun split(Path home, int seed, boolean rhythm, boolean timed)
      throws IOException {
    List<Saved> saved =
        new Household(seed, Path.of("/person/Downloads"), rhythm).downloads(2 * KNOWN, 2 * KNOWN);
    List<String> lines = lines(Files.createDirectories(home).resolve("lines"), saved);
    return SplitRun.of(home, saved, timed ? SplitRun.timed(saved, lines) : lines, KNOWN);
  }

  /** How often answers of a sureness are right: what running by itself could rest on. */
  private static void sure(Path scratch, int seeds, Table table) throws IOException {
    List<SplitRun.Answer> answers = new ArrayList<>();
    for (int seed = FIRST_PATIENT; seed < FIRST_PATIENT + seeds; seed++) {
      answers.addAll(split(scratch.resolve("sure" + seed), seed, false, false).answers());
    }
    List<SplitRun.Answer> acts =
        answers.stream().filter(one -> one.sure() && !Saved.LEFT.equals(one.said())).toList();
    for (double least : List.of(0.9, 0.95, 0.97, 0.98, 0.99)) {
      List<SplitRun.Answer> some = acts.stream().filter(one -> one.confidence() >= least).toList();
      long wrong = some.stream().filter(one -> !one.right()).count();
      table.add(
          "sure: wrong of the folders said at " + least + " or surer",
          "%",
          null,
          100.0 * wrong / Math.max(1, some.size()),
          String.format(
              Locale.ROOT,
              "%d of %d, %d of them whims; %.1f %% of all downloads; %d persons",
              wrong,
              some.size(),
              some.stream().filter(one -> !one.right() && one.saved().whim()).count(),
              100.0 * some.size() / answers.size(),
              seeds));
    }
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

  /**
   * Somebody who never presses "Always": how long it takes to earn it, and what comes of it. One
   * person after the other, each a figure of its own, so that a run can go on where it was ended.
   */
  private static void earned(Path scratch, int seed, Table table) throws IOException {
    Path person = Path.of("/person/Downloads");
    String who = "earned-" + seed;
    List<Said> said;
    try (Simulation simulation =
        new Simulation(scratch.resolve(who), person, seed, IDLE_AFTER, true, false)) {
      said = lived(simulation, new Household(seed, person).downloads(LONG, LONG), who);
      evidence(who, simulation.evidence(), table);
    }
    int first = 0;
    while (first < said.size() && !said.get(first).applied()) {
      first++;
    }
    table.add(
        who + ": downloads until the first act by itself",
        "",
        null,
        first,
        (first < said.size() ? "earned" : "not earned") + " within " + LONG);
    List<Said> acts = said.stream().filter(Said::applied).toList();
    List<Said> wrong = acts.stream().filter(one -> !one.right()).toList();
    table.add(who + ": acts by itself", "", null, acts.size(), "of " + LONG + " downloads");
    table.add(
        who + ": of these wrong",
        "",
        null,
        wrong.size(),
        wrong.stream().filter(one -> one.saved().whim()).count() + " of them whims");
    long away =
        said.subList(first, said.size()).stream()
            .filter(one -> !one.saved().folder().equals(Saved.LEFT))
            .count();
    table.add(who + ": put away after the first act", "", null, away, "by whomever");
    for (double least : List.of(0.9, 0.95, 0.97, 0.98, 0.99)) {
      List<Said> sure =
          said.stream().filter(one -> one.said() != null && one.confidence() >= least).toList();
      long right = sure.stream().filter(Said::right).count();
      table.add(
          who + ": answers right, of those at least " + least + " sure",
          "%",
          null,
          100.0 * right / Math.max(1, sure.size()),
          String.format(
              Locale.ROOT,
              "%d of %d, %d of the others whims; by such answers alone it would be earned at"
                  + " download %s",
              right,
              sure.size(),
              sure.stream().filter(one -> !one.right() && one.saved().whim()).count(),
              earnedBy(said, least)));
    }
  }

  /** When the bound on answers so sure first reached what earns it, had nothing been forgotten. */
  private static String earnedBy(List<Said> said, double least) {
    long n = 0;
    long right = 0;
    for (int i = 0; i < said.size(); i++) {
      Said one = said.get(i);
      if (one.said() != null && one.confidence() >= least) {
        n++;
        right += one.right() ? 1 : 0;
        if (one.right() && new Sequence(n, right).bound() >= Ladder.EARNED) {
          return i + " with " + right + " of " + n;
        }
      }
    }
    return "none of " + said.size();
  }

  /** All persons together, those of earlier runs too. */
  private static void earnedTogether(Table table) {
    long acts = 0;
    long wrong = 0;
    long away = 0;
    int persons = 0;
    for (int seed = FIRST_PATIENT; seed < FIRST_PATIENT + 99; seed++) {
      String who = "earned-" + seed;
      if (table.value(who + ": acts by itself").isPresent()) {
        persons++;
        acts += (long) table.value(who + ": acts by itself").getAsDouble();
        wrong += (long) table.value(who + ": of these wrong").getAsDouble();
        away += (long) table.value(who + ": put away after the first act").getAsDouble();
      }
    }
    table.drop("earned");
    if (acts > 0) {
      table.add(
          "earned: acts by itself that were wrong",
          "%",
          2.0,
          100.0 * wrong / acts,
          String.format(
              Locale.ROOT,
              "%d of %d acts of %d persons; at least %.1f %% right",
              wrong,
              acts,
              persons,
              100 * ExactBound.lower(acts - wrong, acts, 0.95)));
      table.add(
          "earned: share put away by itself",
          "%",
          null,
          100.0 * acts / Math.max(1, away),
          "of what was put away after each person's first such act");
    }
  }

  private static void evidence(String who, Carried stands, Table table) {
    table.add(
        who + ": bound of what may earn it, at the end",
        "",
        null,
        stands.sure().bound(),
        String.format(
            Locale.ROOT,
            "%d of %d right that it was sure of; of all %d of %d, bound %.3f; 0.95 takes 88 without"
                + " an error, 174 with 2, 277 with 5",
            stands.sure().agreements(),
            stands.sure().n(),
            stands.all().agreements(),
            stands.all().n(),
            stands.all().bound()));
  }

  /** A person's downloads, one after the other. */
  private static List<Said> lived(Simulation simulation, List<Saved> saved, String who) {
    List<Said> said = new ArrayList<>();
    for (Saved one : saved) {
      said.add(simulation.next(one));
      if (said.size() % BLOCK == 0) {
        System.err.printf(
            Locale.ROOT,
            "bench organize: %s, %d downloads, %d distillations in %.0f s, %s%n",
            who,
            said.size(),
            simulation.distillations(),
            simulation.secondsDistilling(),
            Timing.load());
      }
    }
    return said;
  }

  private static List<Double> fastText(Path scratch, List<Saved> saved) throws IOException {
    Optional<FastText> peer = FastText.installed(scratch);
    List<Double> right = new ArrayList<>();
    if (peer.isEmpty()) {
      return right;
    }
    List<String> lines = lines(scratch.resolve("lines"), saved);
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
