package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.routine.discovery.LogReader;
import dev.stillroom.host.routine.discovery.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Logs made for measuring: aimless, of ordinary browsing, with routines in them. */
final class MadeEvents {

  private static final long MONDAY = Instant.parse("2026-03-02T08:30:00Z").toEpochMilli();
  private static final List<String> SITES =
      List.of("mail", "news", "search", "shop", "video", "wiki", "forum", "bank", "maps", "docs");

  /** The spots of a site, by what one does there; from each one goes on by chance. */
  private static final List<String> SPOTS =
      List.of(
          "navigate Home",
          "click Menu",
          "click Item",
          "navigate Page",
          "click Next",
          "input Search",
          "click Result",
          "click Back",
          "scroll Page",
          "click Picture",
          "input Comment",
          "copy Text",
          "click Send",
          "select Sort",
          "click Close");

  /** What is true of a made log: the lines of each execution, and of which routine it is. */
  record Truth(List<Set<Long>> spans, List<String> kinds) {}

  private final SplittableRandom random;
  private final List<LoggedEvent> events = new ArrayList<>();
  private final Truth truth = new Truth(new ArrayList<>(), new ArrayList<>());
  private final double[][][] ways;
  private long time = MONDAY;

  MadeEvents(long seed) {
    random = new SplittableRandom(seed);
    ways = new double[SITES.size()][SPOTS.size()][];
    for (double[][] site : ways) {
      for (int i = 0; i < site.length; i++) {
        site[i] = new double[SPOTS.size()];
        // A few ways are taken often, most seldom, as on real sites.
        for (int k = 0; k < SPOTS.size(); k++) {
          site[i][k] = Math.pow(random.nextDouble(), 6);
        }
      }
    }
  }

  List<LoggedEvent> events() {
    return events;
  }

  Truth truth() {
    return truth;
  }

  private void add(String type, String host, String label) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("time", Instant.ofEpochMilli(time).toString()).put("type", type);
    json.put("url", "https://" + host + "/page/" + random.nextInt(5_000));
    json.putObject("target").put("label", label);
    events.add(LogReader.event(json));
    time += 1_000 + random.nextInt(8_000);
  }

  /** Each event anything, anywhere. */
  MadeEvents aimless(int count, int perDay) {
    for (int i = 0; i < count; i++) {
      if (i % perDay == 0) {
        day(i / perDay);
      }
      add(
          "click",
          SITES.get(random.nextInt(SITES.size())) + ".example",
          "spot " + (char) ('a' + random.nextInt(26)));
    }
    return this;
  }

  private void day(int number) {
    time = MONDAY + number * 86_400_000L;
  }

  /** Days of going about on ordinary sites, and of the given routines now and then. */
  MadeEvents days(int from, int days, int perDay, List<List<String>> routines, double eachPerDay) {
    for (int d = from; d < from + days; d++) {
      day(d);
      int site = random.nextInt(SITES.size());
      int spot = 0;
      for (int i = 0; i < perDay; i++) {
        if (random.nextInt(12) == 0) {
          site = random.nextInt(SITES.size());
          spot = 0;
        }
        if (random.nextInt(40) == 0) {
          time += random.nextInt(40) * 60_000L;
        }
        browse(site, spot);
        spot = onward(ways[site][spot]);
        for (int r = 0; r < routines.size(); r++) {
          if (random.nextDouble() < eachPerDay / perDay) {
            perform(routines.get(r), Integer.toString(r), 0.1, site);
          }
        }
      }
    }
    return this;
  }

  private void browse(int site, int spot) {
    String[] what = SPOTS.get(spot).split(" ");
    add(what[0], SITES.get(site) + ".example", what[1]);
  }

  private int onward(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = random.nextDouble() * sum;
    for (int k = 0; k < weights.length; k++) {
      left -= weights[k];
      if (left <= 0) {
        return k;
      }
    }
    return weights.length - 1;
  }

  private void perform(List<String> routine, String kind, double noise, int site) {
    Set<Long> lines = new HashSet<>();
    for (String step : routine) {
      while (random.nextDouble() < noise) {
        browse(site, random.nextInt(SPOTS.size()));
      }
      lines.add((long) events.size());
      String[] what = step.split(" ");
      add(what[0], what[1], what[2]);
    }
    truth.spans().add(lines);
    truth.kinds().add(kind);
  }

  /** One routine once more, and going about after it. */
  MadeEvents once(List<String> routine, int browsing) {
    int site = random.nextInt(SITES.size());
    perform(routine, "0", 0.1, site);
    int spot = 0;
    for (int i = 0; i < browsing; i++) {
      browse(site, spot);
      spot = onward(ways[site][spot]);
    }
    return this;
  }

  /** Two routines at once, now a step of the one and now of the other. */
  MadeEvents interleaved(List<String> one, List<String> other, int times) {
    for (int n = 0; n < times; n++) {
      Set<Long> first = new HashSet<>();
      Set<Long> second = new HashSet<>();
      int i = 0;
      int k = 0;
      while (i < one.size() || k < other.size()) {
        boolean takeFirst = k == other.size() || i < one.size() && random.nextBoolean();
        (takeFirst ? first : second).add((long) events.size());
        String[] what = (takeFirst ? one.get(i++) : other.get(k++)).split(" ");
        add(what[0], what[1], what[2]);
      }
      truth.spans().add(first);
      truth.kinds().add("one");
      truth.spans().add(second);
      truth.kinds().add("other");
      for (int more = random.nextInt(6); more > 0; more--) {
        browse(random.nextInt(SITES.size()), random.nextInt(SPOTS.size()));
      }
    }
    return this;
  }

  /** Five pieces of work, as in an office. */
  static List<List<String>> work() {
    return List.of(
        List.of(
            "navigate crm.example Leads",
            "click crm.example New",
            "input crm.example Company",
            "input crm.example Phone",
            "select crm.example Owner",
            "submit crm.example Save"),
        List.of(
            "click mail.example Invoice",
            "copy mail.example Number",
            "paste books.example Voucher",
            "copy mail.example Total",
            "paste books.example Amount",
            "click books.example Post"),
        List.of(
            "navigate stats.example Report",
            "select stats.example Week",
            "click stats.example Export",
            "download stats.example Table",
            "input drive.example Name",
            "submit drive.example Upload"),
        List.of(
            "click desk.example Ticket",
            "select desk.example Team",
            "select desk.example Priority",
            "input desk.example Answer",
            "submit desk.example Reply"),
        List.of(
            "copy docs.example Name",
            "paste badge.example First",
            "copy docs.example Unit",
            "paste badge.example Second",
            "click badge.example Print"));
  }
}
