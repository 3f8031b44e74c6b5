package dev.stillroom.e2e.bench.organize;

import dev.stillroom.e2e.bench.Table;
import dev.stillroom.e2e.bench.organize.Simulation.Said;
import dev.stillroom.runtime.bounds.ExactBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a made-up person's downloads come to: how often a folder was said and right, what was done
 * without asking, and what a change of habit costs.
 *
 * @param settled the first download that counts
 * @param change the first one after the change of habit
 * @param streams what was said of each person's downloads, in their order
 */
public record PersonFigures(int settled, int change, List<List<Said>> streams) {

  /** Suggestions, and the answers of a peer on the same downloads, 1 for each that was right. */
  public void suggestions(List<Double> peer, String trained, Table table) {
    List<Said> settled = between();
    List<Said> offered = settled.stream().filter(said -> said.said() != null).toList();
    List<Said> away = settled.stream().filter(PersonFigures::goesAway).toList();
    table.addAtLeast(
        "a folder is offered, of downloads that are put away",
        "%",
        70.0,
        percent(away, said -> said.said() != null),
        "downloads " + settled() + " to " + change + ", " + streams.size() + " persons");
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
          trained);
    }
    table.add(
        "whims, which nobody can foresee",
        "%",
        null,
        percent(settled, said -> said.saved().whim()),
        "of all downloads");
  }

  /** What was done without asking. */
  public static void automatic(List<Said> all, String who, boolean earned, Table table) {
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
        100.0 * acts.size() / Math.max(1, all.stream().filter(PersonFigures::goesAway).count()),
        "of downloads that are put away");
  }

  /** What it costs that a habit changed. */
  public void afterChange(Table table) {
    int wrong = 0;
    int back = 0;
    List<Said> later = new ArrayList<>();
    List<Said> soon = new ArrayList<>();
    for (List<Said> stream : streams) {
      List<Said> changed =
          stream.subList(change, stream.size()).stream().filter(s -> s.saved().changed()).toList();
      wrong =
          Math.max(wrong, (int) changed.stream().filter(s -> s.applied() && !s.right()).count());
      back = Math.max(back, untilBack(changed));
      later.addAll(changed.subList(Math.min(15, changed.size()), changed.size()));
      soon.addAll(stream.subList(change + 15, stream.size()));
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

  /** What was said once habits were known and before one changed. */
  public List<Said> between() {
    return streams.stream().flatMap(stream -> stream.subList(settled, change).stream()).toList();
  }

  private static double percent(List<Said> of, Predicate<Said> which) {
    return of.isEmpty() ? 0 : 100.0 * of.stream().filter(which).count() / of.size();
  }
}
