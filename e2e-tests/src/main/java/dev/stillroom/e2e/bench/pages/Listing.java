package dev.stillroom.e2e.bench.pages;

import dev.stillroom.e2e.bench.pages.Family.Made;
import java.util.ArrayList;
import java.util.List;

/** Families whose pages are lists of like items. */
final class Listing {

  private Listing() {}

  static Made forum(Drift d) {
    String topic = d.words(4);
    List<String> names = new ArrayList<>();
    List<String> dates = new ArrayList<>();
    List<String> posts = new ArrayList<>();
    for (int i = d.between(2, 12); i > 0; i--) {
      String name = d.one(Vocabulary.FIRST).toLowerCase(java.util.Locale.ROOT) + d.between(1, 99);
      String date = d.date();
      names.add(name);
      dates.add(date);
      posts.add(
          d.el(
              "div",
              "post",
              d.el(
                      "div",
                      "side",
                      d.el("a href=\"/user/" + name + "\"", "user", name)
                          + d.sometimes(0.4, () -> d.el("span", "rank", "Member")))
                  + d.el(
                      "div",
                      "said",
                      d.el("span", "date", date)
                          + "<p>"
                          + d.prose(2)
                          + "</p>"
                          + d.sometimes(
                              0.2,
                              () ->
                                  "<blockquote>"
                                      + d.person()
                                      + " wrote: "
                                      + d.words(5)
                                      + "</blockquote>"))));
    }
    List<String> body = new ArrayList<>();
    body.add(d.el("h1", "topic", topic));
    body.add(
        d.el("div", "tools", "<a href=\"/reply\">Reply</a> <a href=\"/user/me\">My posts</a>"));
    StringBuilder thread = new StringBuilder();
    posts.forEach(thread::append);
    body.add(d.el("div", "thread", thread.toString()));
    body.add(d.el("div", "online", "Online now: <a href=\"/user/guest\">guest</a>"));
    return new Made(
        d.page(topic + " - forum", body),
        Family.wanted("topic", topic, "users", names, "dates", dates));
  }

  static Made search(Drift d) {
    List<String> names = new ArrayList<>();
    List<String> prices = new ArrayList<>();
    List<String> links = new ArrayList<>();
    StringBuilder results = new StringBuilder();
    for (int i = d.between(1, 15); i > 0; i--) {
      String name = d.one(Vocabulary.MAKERS) + " " + d.one(Vocabulary.THINGS);
      String price = d.price("$");
      String link = "/item/" + d.between(100, 99999);
      names.add(name);
      prices.add(price);
      links.add(link);
      results.append(
          d.el(
              "li",
              "hit",
              "<img src=\"t.jpg\">"
                  + d.el("h3", "", "<a href=\"" + link + "\">" + name + "</a>")
                  + d.sometimes(0.5, () -> d.el("p", "teaser", d.prose(1)))
                  + d.sometimes(0.2, () -> d.el("span", "badge", "New"))
                  + d.el("span", "cost", price)));
    }
    String next = "?page=" + d.between(2, 9);
    List<String> body =
        List.of(
            d.el("h1", "", "Results for " + d.words(1)),
            d.el(
                "div",
                "filters",
                d.el("h3", "", "Price") + "<label>from $1.00</label><label>to $999.00</label>"),
            d.el("ol", "results", results.toString()),
            d.el(
                "div",
                "pages",
                "<a href=\"?page=1\">1</a> <a href=\"" + next + "\" rel=\"next\">Next</a>"));
    return new Made(
        d.page("Search - Example shop", body),
        Family.wanted("names", names, "prices", prices, "links", links, "next", next));
  }

  static Made timetable(Drift d) {
    List<String> stops = new ArrayList<>();
    List<String> arrivals = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    boolean notes = d.chance(0.5);
    for (int i = d.between(3, 14); i > 0; i--) {
      String stop = d.one(Vocabulary.CITIES) + " " + d.one(List.of("Central", "North", "Park"));
      String time = d.between(10, 23) + ":" + d.between(10, 59);
      stops.add(stop);
      arrivals.add(time);
      rows.append(
          "<tr><td>"
              + d.between(1, 20)
              + "</td>"
              + (notes ? "<td>" + d.words(1) + "</td>" : "")
              + "<td>"
              + stop
              + "</td><td>"
              + time
              + "</td><td>"
              + d.between(10, 23)
              + ":"
              + d.between(10, 59)
              + "</td></tr>\n");
    }
    String line = "Line " + d.between(1, 99);
    List<String> body =
        List.of(
            d.el("h1", "", line),
            d.el(
                "table",
                "stops",
                "<tr><th>Platform</th>"
                    + (notes ? "<th>Note</th>" : "")
                    + "<th>Stop</th><th>Arrival</th><th>Departure</th></tr>\n"
                    + rows),
            d.el("p", "fine", "Times are local. " + d.prose(1)));
    return new Made(
        d.page(line + " timetable", body),
        Family.wanted("line", line, "stops", stops, "arrivals", arrivals));
  }
}
