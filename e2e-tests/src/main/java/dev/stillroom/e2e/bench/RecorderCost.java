package dev.stillroom.e2e.bench;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What recording costs the page, in a real browser: the time from the window's listener to the
 * document element's, between which the extension listens, on a large page that is watched and on
 * the same that is not.
 */
final class RecorderCost {

  private static final String WATCHED = "watched.localhost";
  private static final String PLAIN = "plain.localhost";
  private static final int ROWS = 1_000;
  private static final int LOADS = 21;

  /** Milliseconds of one event. */
  private static final double MOST = 1.0;

  private static final String LISTENERS =
      """
      () => {
        window.costs = {click: [], change: []};
        for (const type of ['click', 'change']) {
          let start = 0;
          window.addEventListener(type, () => { start = performance.now(); }, true);
          document.documentElement.addEventListener(
            type, () => costs[type].push(performance.now() - start), true);
        }
      }
      """;

  /** Milliseconds from the end of a page's load to the moment at which its script hears. */
  private static final String BLIND =
      """
      (async () => {
        const func = () => globalThis.stillroomPage === true
          ? performance.now() - performance.getEntriesByType('navigation')[0].loadEventEnd : -1;
        for (let looks = 0; looks < 2000; looks++) {
          const [{id}] = await chrome.tabs.query({url: '*://%s/*'});
          const [{result}] = await chrome.scripting.executeScript({target: {tabId: id}, func});
          if (result >= 0) return String(result);
          await new Promise(done => setTimeout(done, 4));
        }
        return '-1';
      })()
      """;

  private RecorderCost() {}

  static void measure(boolean quick, Table table) throws IOException {
    int times = quick ? 30 : 150;
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(WATCHED, "/", page());
      site.putUp(PLAIN, "/", page());
      person.agree();
      person.watch(WATCHED);
      for (String host : List.of(WATCHED, PLAIN)) {
        person.visit(site.url(host, "/"));
        Page page = person.page();
        page.evaluate(LISTENERS);
        for (int i = 0; i < times; i++) {
          page.locator("#button500").click();
          page.locator("#field500").click();
          page.keyboard().type("word" + i);
        }
        page.locator("#button500").click();
        for (String type : List.of("click", "change")) {
          List<Double> costs = new ArrayList<>();
          for (Object cost : (List<?>) page.evaluate("type => costs[type]", type)) {
            costs.add(((Number) cost).doubleValue());
          }
          Collections.sort(costs);
          double mean = costs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
          String how =
              "mean of %d on a page of %d elements; 95 of 100 within %.1f ms"
                  .formatted(costs.size(), 8 * ROWS, costs.get(costs.size() * 95 / 100));
          boolean isWatched = host.equals(WATCHED);
          table.add(
              type + (isWatched ? " on a watched page" : " on the same page, not watched"),
              "ms",
              isWatched ? MOST : null,
              mean,
              how);
        }
      }
      loads(person, site, table);
      blind(person, site, table);
    }
  }

  /** What is done before that is not recorded; looking for it takes a few milliseconds, too. */
  private static void blind(Person person, Site site, Table table) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < LOADS; i++) {
      load(person, site, WATCHED);
      times.add(Double.parseDouble(person.fromWorker(BLIND.formatted(WATCHED))));
    }
    table.add(
        "from the end of a watched page's load until its steps are recorded",
        "ms",
        null,
        median(times),
        "median of %d, at most %.0f ms".formatted(LOADS, times.getLast()));
  }

  /** Until the end of the load event; without waiting for the script between two loads. */
  private static void loads(Person person, Site site, Table table) {
    List<Double> watched = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (int i = 0; i < LOADS; i++) {
      watched.add(load(person, site, WATCHED));
      plain.add(load(person, site, PLAIN));
    }
    String how =
        "medians of %d, one after the other, each in a process of its own".formatted(LOADS);
    table.add(
        "load of a watched page, to the end of its load event",
        "ms",
        null,
        median(watched),
        "not watched %.1f ms; %s".formatted(median(plain), how));
  }

  private static double load(Person person, Site site, String host) {
    person.turnToBrowsing();
    person.page().navigate(site.url(host, "/"));
    String end = "() => performance.getEntriesByType('navigation')[0].loadEventEnd";
    return ((Number) person.page().evaluate(end)).doubleValue();
  }

  private static double median(List<Double> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private static String page() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append("<tr><td>Row ").append(i).append("<td><b>Pot</b><td><input id=field").append(i);
      rows.append("><td><button type=button id=button").append(i).append(">Edit</button>");
    }
    return "<!doctype html><title>Rows</title><link rel=icon href='data:,'><table>"
        + rows
        + "</table>";
  }
}
