package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.routine.discovery.Discovery;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.LogFile;
import dev.stillroom.host.routine.discovery.LoggedEvent;
import dev.stillroom.host.routine.discovery.Worth;
import dev.stillroom.runtime.example.BadExample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What comes back in logs of events: found, named apart, not invented; how fast, in what memory.
 */
public final class DetectBenchmark implements Benchmark {

  /** Within so many repetitions a routine is suggested for the first time. */
  private static final int SOON = 5;

  private static final int DAYS = 28;

  private record Log(String name, double f1, double jaccard) {}

  private static final List<Log> LOGS =
      List.of(
          new Log("mixed/noise0", 0.95, 0.95),
          new Log("mixed/noise10", 0.90, 0.85),
          new Log("mixed/noise20", 0.85, 0.78),
          new Log("mixed/noise40", 0.75, 0.62),
          new Log("leno/log1", 0.98, 0.98),
          new Log("leno/log2", 0.98, 0.98),
          new Log("leno/log3", 0.98, 0.98),
          new Log("leno/log4", 0.98, 0.98),
          new Log("leno/StudentRecord", 0.98, 0.98),
          new Log("leno/StudentRecord-raw", 0.98, 0.98));

  @Override
  public String name() {
    return "detect";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    if (data != null) {
      for (Log log : LOGS) {
        scored(data.resolve("events"), log, table);
      }
    }
    interleaved(table);
    invented(table);
    first(table);
    speed(quick, table);
    RecorderCost.measure(quick, table);
  }

  private static void scored(Path logs, Log log, Table table) throws IOException {
    List<LoggedEvent> events = new ArrayList<>();
    try (LogFile file = LogFile.open(logs.resolve(log.name() + ".jsonl"))) {
      file.each(events::add);
    } catch (BadExample bad) {
      throw new IOException(bad);
    }
    List<DetectScore.Found> found = new ArrayList<>();
    Discovery discovery = new Discovery((id, at) -> found.add(new DetectScore.Found(id, at)));
    events.forEach(discovery::observe);
    discovery.finish();
    Path file = logs.resolve(log.name() + ".truth.json");
    MadeEvents.Truth truth =
        DetectScore.truth(new ObjectMapper().readTree(Files.readAllBytes(file)));
    DetectScore score = DetectScore.of(truth, found);
    String how = found.size() + " occurrences, " + discovery.routines().size() + " routines";
    table.addAtLeast(log.name() + ": occurrence F1", "", log.f1(), score.f1(), how);
    table.addAtLeast(log.name() + ": span Jaccard", "", log.jaccard(), score.jaccard(), "");
    if (log.name().startsWith("mixed")) {
      table.addAtLeast(log.name() + ": purity", "", 0.95, score.purity(), "");
      table.add(log.name() + ": surplus", "", 0.05, 1 - score.precision(), "of those found");
    }
    peer(log, truth, events, table);
  }

  /** With whichever of its settings is best here, which only the truth can say. */
  private static void peer(Log log, MadeEvents.Truth truth, List<LoggedEvent> events, Table table) {
    DetectScore best = null;
    for (List<DetectScore.Found> found : ActionCounts.of(events).allSettings()) {
      DetectScore score = DetectScore.of(truth, found);
      if (best == null || score.f1() > best.f1()) {
        best = score;
      }
    }
    if (best != null) {
      String how = "span Jaccard %.3f; the best of 45 settings".formatted(best.jaccard());
      table.peer(log.name() + ": clusters of action counts, occurrence F1", "", best.f1(), how);
    }
  }

  private static void interleaved(Table table) {
    MadeEvents made =
        new MadeEvents(17).interleaved(MadeEvents.work().get(0), MadeEvents.work().get(1), 60);
    List<DetectScore.Found> found = new ArrayList<>();
    Discovery discovery = new Discovery((id, at) -> found.add(new DetectScore.Found(id, at)));
    made.events().forEach(discovery::observe);
    discovery.finish();
    DetectScore score = DetectScore.of(made.truth(), found);
    table.addAtLeast("two interleaved: occurrence F1", "", 0.8, score.f1(), "60 times, seed 17");
  }

  private static void invented(Table table) {
    Shown random = shown(new MadeEvents(3).aimless(300 * DAYS, 300).events());
    table.add("random log: false suggestions", "a week", 1.0, random.all / 4.0, "8,400 events");
    Shown browsing = shown(new MadeEvents(4).days(0, DAYS, 300, List.of(), 0).events());
    table.add(
        "a month of browsing: false suggestions", "a week", 1.0, browsing.all / 4.0, "seed 4");
    Shown work = shown(new MadeEvents(5).days(0, DAYS, 300, MadeEvents.work(), 1.5).events());
    table.addAtLeast("five routines in it: shown", "", 4.0, work.routines, "of 5, seed 5");
    table.addAtLeast(
        "five routines in it: true suggestions",
        "",
        0.8,
        work.all == 0 ? 0 : (double) work.right / work.all,
        work.right + " of " + work.all);
  }

  private record Shown(int all, int right, int routines) {}

  /** What would be suggested in the end: simple, and worth it. */
  private static Shown shown(List<LoggedEvent> events) {
    Discovery discovery = new Discovery((_, _) -> {});
    events.forEach(discovery::observe);
    int all = 0;
    int right = 0;
    Set<Integer> routines = new HashSet<>();
    for (FoundRoutine one : Worth.ranked(discovery.routines())) {
      all++;
      for (int r = 0; r < MadeEvents.work().size(); r++) {
        if (is(one, MadeEvents.work().get(r))) {
          right++;
          routines.add(r);
          break;
        }
      }
    }
    return new Shown(all, right, routines.size());
  }

  private static boolean is(FoundRoutine one, List<String> wanted) {
    long common =
        one.pattern().stream()
            .map(step -> step.type() + " " + step.site() + " " + step.object())
            .filter(wanted::contains)
            .count();
    return 2 * common >= wanted.size() && 2 * common >= one.pattern().size();
  }

  /** After how many repetitions each piece of work is suggested, in a week of browsing. */
  private static void first(Table table) {
    List<Integer> after = new ArrayList<>();
    for (int r = 0; r < MadeEvents.work().size(); r++) {
      List<String> wanted = MadeEvents.work().get(r);
      MadeEvents made = new MadeEvents(100 + r).days(0, 5, 300, List.of(), 0);
      int times = 0;
      boolean suggested = false;
      while (!suggested && times < 4 * SOON) {
        made.once(wanted, 20);
        times++;
        Discovery discovery = new Discovery((_, _) -> {});
        made.events().forEach(discovery::observe);
        suggested =
            Worth.ranked(discovery.routines()).stream().anyMatch(found -> is(found, wanted));
      }
      after.add(times);
    }
    table.add(
        "first suggestion, the slowest of five routines",
        "repetitions",
        (double) SOON,
        Collections.max(after),
        "after " + after + " repetitions");
  }

  private static void speed(boolean quick, Table table) {
    List<LoggedEvent> days = new MadeEvents(6).days(0, 40, 500, MadeEvents.work(), 3).events();
    int few = 100_000;
    int many = quick ? 300_000 : 2_000_000;
    Discovery discovery = new Discovery((_, _) -> {});
    long early = 0;
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < many; i++) {
      discovery.observe(days.get(i % days.size()));
      if (i + 1 == few) {
        early = used();
      }
    }
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    long late = used();
    Reference.reachabilityFence(days);
    table.addAtLeast(
        "speed", "events/s", 20_000.0, many / seconds, many + " events, time of one core");
    table.add(
        "memory after " + many + " against " + few + " events",
        "times",
        1.1,
        (double) late / early,
        late / 1_000_000 + " MB in use, the log itself included");
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
