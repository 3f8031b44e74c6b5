package dev.stillroom.e2e.bench;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
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
    }
  }

  /** Until the end of the load event, and on the page's thread in the second after it. */
  private static void loads(Person person, Site site, Table table) {
    List<Double> watched = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    List<Double> afterWatched = new ArrayList<>();
    List<Double> afterPlain = new ArrayList<>();
    for (int i = 0; i < LOADS; i++) {
      watched.add(load(person, site, WATCHED));
      afterWatched.add(busy(person.page()));
      plain.add(load(person, site, PLAIN));
      afterPlain.add(busy(person.page()));
    }
    String how =
        "medians of %d, one after the other, each in a process of its own".formatted(LOADS);
    table.add(
        "load of a watched page, to the end of its load event",
        "ms",
        null,
        median(watched),
        "not watched %.1f ms; %s".formatted(median(plain), how));
    table.add(
        "work on the page's thread in the second after, watched",
        "ms",
        null,
        median(afterWatched),
        "not watched %.1f ms".formatted(median(afterPlain)));
  }

  private static double load(Person person, Site site, String host) {
    person.turnToBrowsing();
    person.page().navigate(site.url(host, "/"));
    String end = "() => performance.getEntriesByType('navigation')[0].loadEventEnd";
    return ((Number) person.page().evaluate(end)).doubleValue();
  }

  /** Milliseconds of tasks in the next second. */
  private static double busy(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    try {
      session.send("Performance.enable");
      double before = tasks(session);
      page.waitForTimeout(1_000);
      return 1_000 * (tasks(session) - before);
    } finally {
      session.detach();
    }
  }

  private static double tasks(CDPSession session) {
    for (JsonElement one : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      if (one.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
        return one.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new IllegalStateException("the browser does not tell how long its tasks took");
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
