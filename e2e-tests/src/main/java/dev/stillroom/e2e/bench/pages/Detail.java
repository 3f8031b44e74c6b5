package dev.stillroom.e2e.bench.pages;

import dev.stillroom.e2e.bench.pages.Family.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Families whose pages are about one thing each. */
final class Detail {

  private Detail() {}

  static Made shop(Drift d) {
    String name = d.one(Vocabulary.MAKERS) + " " + d.words(1) + " " + d.one(Vocabulary.THINGS);
    String price = d.price("£");
    String old = d.price("£");
    String maker = d.one(Vocabulary.MAKERS);
    String sku = "K-" + d.between(1000, 99999);
    String weight = d.chance(0.7) ? d.between(1, 30) + "." + d.between(0, 9) + " kg" : null;
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    facts.add(Map.entry("Maker", maker));
    facts.add(Map.entry("Item number", sku));
    if (weight != null) {
      facts.add(Map.entry("Weight", weight));
    }
    if (d.chance(0.5)) {
      facts.add(Map.entry("Colour", d.words(1)));
    }
    String html =
        d.page(
            name + " | Example shop",
            List.of(
                d.el(
                    "div",
                    "crumbs",
                    "<a href=\"/\">Home</a> &gt; <a href=\"/c/3\">"
                        + d.one(Vocabulary.THINGS)
                        + "s</a>"),
                d.el("h1", "name", name),
                d.el(
                    "div",
                    "buy",
                    d.sometimes(0.4, () -> d.el("del", "was", old))
                        + d.el("span", "price", price)
                        + d.el("button", "cart", "Add to basket")),
                d.el("table", "facts", d.facts(facts, "tr", "th", "td")),
                d.sometimes(0.7, () -> d.el("div", "text", "<p>" + d.prose(3) + "</p>")),
                similar(d)));
    return new Made(
        html,
        Family.wanted("name", name, "price", price, "maker", maker, "sku", sku, "weight", weight));
  }

  private static String similar(Drift d) {
    StringBuilder cards = new StringBuilder();
    for (int i = d.between(0, 3); i > 0; i--) {
      cards.append(
          d.el(
              "div",
              "card",
              d.el("a href=\"/p/" + d.between(1, 99) + "\"", "", d.words(2))
                  + d.el("span", "price", d.price("£"))));
    }
    return d.el("section", "similar", d.el("h2", "", "You may also like") + cards);
  }

  static Made recipe(Drift d) {
    String name = d.words(2) + " " + d.one(Vocabulary.FOODS) + " soup";
    String minutes = d.between(10, 180) + " min";
    String serves = String.valueOf(d.between(1, 12));
    String author = d.person();
    List<String> ingredients = new ArrayList<>();
    StringBuilder list = new StringBuilder();
    for (int i = d.between(3, 9); i > 0; i--) {
      String ingredient = d.between(1, 900) + " g " + d.one(Vocabulary.FOODS);
      ingredients.add(ingredient);
      list.append(d.el("li", "ingredient", ingredient));
    }
    String html =
        d.page(
            name + " – recipe",
            List.of(
                d.el("h1", "", name),
                d.el(
                    "p",
                    "by",
                    "Recipe by <a href=\"/cooks/" + d.between(1, 99) + "\">" + author + "</a>"),
                d.el(
                    "ul",
                    "times",
                    d.el("li", "", "<b>Time:</b> <span>" + minutes + "</span>")
                        + d.el("li", "", "<b>Serves:</b> <span>" + serves + "</span>")),
                d.el(
                    "div",
                    "box",
                    d.el("h2", "", "Ingredients") + d.el("ul", "ingredients", list.toString())),
                d.el(
                    "div",
                    "box",
                    d.el("h2", "", "Method")
                        + "<ol><li>"
                        + d.prose(2)
                        + "</li><li>"
                        + d.prose(1)
                        + "</li></ol>"),
                d.sometimes(
                    0.5,
                    () ->
                        d.el(
                            "div",
                            "comments",
                            d.el("h2", "", "Comments")
                                + d.el("p", "", d.person() + ": " + d.prose(1))))));
    return new Made(
        html,
        Family.wanted(
            "name",
            name,
            "author",
            author,
            "time",
            minutes,
            "serves",
            serves,
            "ingredients",
            ingredients));
  }

  static Made job(Drift d) {
    String title =
        d.words(1) + " " + d.one(List.of("engineer", "nurse", "teacher", "driver", "cook"));
    String company = d.one(Vocabulary.MAKERS) + " Ltd";
    String city = d.one(Vocabulary.CITIES);
    String pay = d.chance(0.6) ? "€" + d.between(28, 95) + ",000" : null;
    String until = d.date();
    String mail =
        "jobs"
            + d.between(1, 99)
            + "@"
            + company.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")
            + ".example";
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    facts.add(Map.entry("Location", city));
    if (pay != null) {
      facts.add(Map.entry("Salary", pay));
    }
    facts.add(Map.entry("Apply by", until));
    facts.add(Map.entry("Contract", d.one(List.of("Permanent", "Temporary"))));
    String html =
        d.page(
            title + " at " + company,
            List.of(
                d.el("div", "head", d.el("h2", "position", title) + d.el("div", "firm", company)),
                d.el("dl", "facts", d.facts(facts, "div", "dt", "dd")),
                d.el(
                    "section",
                    "about",
                    d.el("h3", "", "About the job") + "<p>" + d.prose(4) + "</p>"),
                d.sometimes(
                    0.6,
                    () ->
                        d.el(
                            "section",
                            "offer",
                            d.el("h3", "", "We offer") + "<p>" + d.prose(2) + "</p>")),
                d.el(
                    "p",
                    "contact",
                    "Questions? Write to <a href=\"mailto:" + mail + "\">" + mail + "</a>")));
    return new Made(
        html,
        Family.wanted(
            "title", title, "company", company, "city", city, "salary", pay, "until", until, "mail",
            mail));
  }

  static Made event(Drift d) {
    String name = d.words(3);
    String date = d.one(Vocabulary.MONTHS) + " " + d.between(1, 28) + ", 2026";
    String time = d.between(10, 22) + ":" + d.one(List.of("00", "15", "30"));
    String venue = "The " + d.words(1) + " Hall";
    String city = d.one(Vocabulary.CITIES);
    String fee = d.chance(0.7) ? d.price("$") : null;
    String html =
        d.page(
            "Events: " + name,
            List.of(
                d.el("div", "hero", "<img src=\"e.jpg\" alt=\"\">" + d.el("h1", "title", name)),
                d.el("div", "when", "Date: " + date + " at " + time),
                d.el(
                    "div",
                    "where",
                    d.el("span", "venue", venue) + ", " + d.el("span", "city", city)),
                fee == null
                    ? d.el("div", "fee", "Free entry")
                    : d.el("div", "fee", "Admission: <strong>" + fee + "</strong>"),
                d.el("div", "text", "<p>" + d.prose(3) + "</p>"),
                d.el("ul", "share", "<li>Share</li><li>Print</li>")));
    return new Made(
        html,
        Family.wanted(
            "name", name, "date", date, "time", time, "venue", venue, "city", city, "fee", fee));
  }

  static Made article(Drift d) {
    String title = d.words(d.between(4, 8));
    List<String> authors = new ArrayList<>();
    for (int i = d.one(List.of(1, 1, 2, 3)); i > 0; i--) {
      authors.add(d.person());
    }
    String date = d.date();
    String section = d.one(Vocabulary.MENU);
    StringBuilder by = new StringBuilder("By ");
    for (int i = 0; i < authors.size(); i++) {
      by.append(i == 0 ? "" : i + 1 == authors.size() ? " and " : ", ");
      by.append("<a href=\"/people/" + d.between(1, 500) + "\">" + authors.get(i) + "</a>");
    }
    String html =
        d.page(
            title + " - The Example Post",
            List.of(
                d.el(
                    "div",
                    "section",
                    "<a href=\"/section/"
                        + section.toLowerCase(Locale.ROOT)
                        + "\">"
                        + section
                        + "</a>"),
                d.el("h1", "headline", title),
                d.sometimes(0.6, () -> d.el("h2", "standfirst", d.prose(1))),
                d.el(
                    "div",
                    "byline",
                    d.el("span", "authors", by.toString()) + d.el("time", "date", date)),
                d.el(
                    "div",
                    "body",
                    "<p>"
                        + d.prose(4)
                        + "</p><p>"
                        + d.prose(3)
                        + "</p><p>Told to <a href=\"/people/3\">"
                        + d.person()
                        + "</a>. "
                        + d.prose(2)
                        + "</p>"),
                d.el(
                    "div",
                    "more",
                    d.el("h3", "", "Read next")
                        + "<ul><li><a href=\"/a/1\">"
                        + d.words(5)
                        + "</a> "
                        + d.el("time", "date", d.date())
                        + "</li></ul>")));
    return new Made(
        html, Family.wanted("title", title, "authors", authors, "date", date, "section", section));
  }

  static Made house(Drift d) {
    String address = d.between(1, 199) + " " + d.words(1) + " Street, " + d.one(Vocabulary.CITIES);
    String price = "€ " + d.between(90, 900) + "," + d.between(100, 999);
    String area = d.between(25, 300) + " m²";
    String rooms = String.valueOf(d.between(1, 9));
    String year = d.chance(0.6) ? String.valueOf(d.between(1850, 2025)) : null;
    String agent = d.person();
    String phone = "+31 20 " + d.between(100, 999) + " " + d.between(1000, 9999);
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    facts.add(Map.entry("Living area", area));
    facts.add(Map.entry("Rooms", rooms));
    if (year != null) {
      facts.add(Map.entry("Built", year));
    }
    facts.add(Map.entry("Energy label", d.one(List.of("A", "B", "C"))));
    String html =
        d.page(
            address + " for sale",
            List.of(
                d.el("div", "gallery", "<img src=\"1.jpg\"><img src=\"2.jpg\">"),
                d.el(
                    "div",
                    "headline",
                    d.el("h1", "address", address) + d.el("div", "amount", price)),
                d.el("div", "facts", d.facts(facts, "div", "span", "span")),
                d.el("div", "text", "<p>" + d.prose(4) + "</p>"),
                d.el(
                    "div",
                    "agent",
                    d.el("h3", "", "Your agent")
                        + d.el("p", "agent-name", agent)
                        + d.el("p", "agent-phone", phone)),
                d.sometimes(
                    0.5,
                    () ->
                        d.el(
                            "div",
                            "near",
                            d.el("h3", "", "Nearby")
                                + "<p>"
                                + d.between(2, 40)
                                + " m² shop, € "
                                + d.between(10, 90)
                                + ",000</p>"))));
    return new Made(
        html,
        Family.wanted(
            "address", address, "price", price, "area", area, "rooms", rooms, "built", year,
            "agent", agent, "phone", phone));
  }

  static Made book(Drift d) {
    String title = d.words(d.between(1, 4));
    String author = d.person();
    String isbn = isbn(d);
    String pages = String.valueOf(d.between(80, 900));
    String publisher = d.one(Vocabulary.MAKERS) + " Press";
    String published = d.one(Vocabulary.MONTHS) + " " + d.between(1990, 2026);
    List<String> lines =
        List.of(
            "<b>ISBN-13</b>: " + isbn,
            "<b>Publisher</b>: " + publisher,
            "<b>Published</b>: " + published,
            "<b>Pages</b>: " + pages);
    StringBuilder list = new StringBuilder();
    if (d.chance(0.3)) {
      list.append("<li><b>Series</b>: ").append(d.words(2)).append("</li>");
    }
    lines.forEach(line -> list.append("<li>").append(line).append("</li>\n"));
    String html =
        d.page(
            title + " by " + author + " : example books",
            List.of(
                d.el("div", "cover", "<img src=\"c.jpg\" alt=\"" + title + "\">"),
                d.el(
                    "div",
                    "details",
                    d.el("h2", "", title + d.el("span", "format", "(Paperback)"))
                        + d.el(
                            "h3",
                            "author",
                            "by <a href=\"/author?id="
                                + d.between(1, 999)
                                + "\">"
                                + author
                                + "</a>")),
                d.el("ul", "product", list.toString()),
                d.el("div", "overview", d.el("h4", "", "Overview") + d.prose(3)),
                d.el(
                    "div",
                    "also",
                    d.el("h4", "", "Customers also bought")
                        + "<a href=\"/author?id=7\">"
                        + d.person()
                        + "</a>")));
    return new Made(
        html,
        Family.wanted(
            "title",
            title,
            "author",
            author,
            "isbn",
            ": " + isbn,
            "publisher",
            ": " + publisher,
            "published",
            ": " + published,
            "pages",
            ": " + pages));
  }

  private static String isbn(Drift d) {
    String body = "978" + String.format(Locale.ROOT, "%09d", d.between(0, 999_999_999));
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += Character.digit(body.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
    }
    return body + Math.floorMod(-sum, 10);
  }
}
