package dev.stillroom.e2e.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A paper of a small town: reports of one kind, each about another thing, with figures in some. */
public final class Reports {

  public static final String HOST = "paper.localhost";

  private static final List<String> THINGS =
      List.of("old bridge", "town library", "night train", "paper mill", "rain garden", "ferry");

  private Reports() {}

  /** Puts up {@code /reports/1} to {@code /reports/6}, a page without text, and one with a lock. */
  public static void putUp(Site site) {
    for (int i = 1; i <= THINGS.size(); i++) {
      site.putUp(HOST, "/reports/" + i, report(i));
    }
    for (int i = 1; i <= THINGS.size(); i++) {
      site.putUp(HOST, "/minutes/" + i, minutes(i));
    }
    site.putUp(
        HOST,
        "/archive",
        "<!doctype html><title>Archive</title><a download href=/minutes.pdf>Download minutes.pdf"
            + "</a>");
    site.putUpText(HOST, "/minutes.pdf", "application/pdf", PDF);
    site.putUp(HOST, "/viewer", VIEWER);
    site.putUp(HOST, "/empty", "<!doctype html><title>Nothing</title><body><img alt=''></body>");
    site.putUp(
        HOST,
        "/login",
        "<!doctype html><title>Log in</title><p>Members read the whole report after logging in to"
            + " the paper.</p><form><input type=password></form>");
  }

  /** Who led a meeting. */
  public static String chair(int number) {
    return List.of("Ada Moor", "Ben Lund", "Cleo Vane", "Dora Pike", "Eli Hart", "Flo Reed")
        .get(number - 1);
  }

  /** When it was. */
  public static String date(int number) {
    return (3 + number) + " May 2026";
  }

  private static String minutes(int number) {
    String thing = THINGS.get(number - 1);
    return "<!doctype html><html lang=en><head><title>Minutes "
        + number
        + "</title></head><body><main><h1>Minutes of the council</h1><dl class=facts><dt>Chair</dt><dd class=chair>"
        + chair(number)
        + "</dd><dt>Date</dt><dd class=date>"
        + date(number)
        + "</dd></dl><p>The council talked about the "
        + thing
        + " for two hours. It decided to ask the neighbours first. Nobody was against the "
        + thing
        + " itself.</p><p>The next meeting is in June.</p></main></body></html>";
  }

  /** As a viewer lays it over the page it draws: a span for each line. */
  private static final String VIEWER =
      "<!doctype html><title>Viewer</title><div class=page><canvas></canvas><div class=textLayer>"
          + "<span style='position:absolute;top:40px'>The council will re-</span>"
          + "<span style='position:absolute;top:60px'>new the old bridge before</span>"
          + "<span style='position:absolute;top:80px'>the winter. A ferry stays</span>"
          + "<span style='position:absolute;top:100px'>until the bridge opens.</span></div></div>";

  /** The least that is a PDF; its table of objects is found by reading it. */
  public static final String PDF =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
          + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
          + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
          + "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
          + "4 0 obj<</Length 155>>stream\nBT /F1 12 Tf 60 700 Td (The council will re-) Tj 0 -15 Td"
          + " (new the bridge in May.) Tj 0 -15 Td (A ferry stays until the new bridge opens.) Tj"
          + " ET\nendstream endobj\n"
          + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
          + "trailer<</Root 1 0 R>>\n%%EOF\n";

  /** The sentences of a report that hold figures. */
  public static List<String> figures(int number) {
    Random random = new Random(number);
    String thing = THINGS.get(number - 1);
    return List.of(
        "The " + thing + " will cost " + (2 + random.nextInt(90)) + " million over four years.",
        "In the first year " + (100 + random.nextInt(900)) + " people a day are expected there.");
  }

  private static String report(int number) {
    String thing = THINGS.get(number - 1);
    List<String> first = new ArrayList<>();
    first.add("The council decided on Monday that the " + thing + " will be renewed.");
    first.add("It was a long evening with tea and cake.");
    first.add("Neighbours of the <b>" + thing + "</b> had asked for it since the flood.");
    first.add(figures(number).get(0));
    List<String> second = new ArrayList<>();
    second.add("A baker brought bread for everybody who stayed to the end.");
    second.add(figures(number).get(1));
    second.add("The mayor called the plan of the " + thing + " a gift to the town.");
    second.add("Nobody could say when the rain would stop.");
    return "<!doctype html><html lang=en><head><title>The "
        + thing
        + " of the town</title><style>body{font:17px/1.5 serif;max-width:42em;margin:2em auto}"
        + "nav a{margin-right:1em}</style></head><body><nav><a href=/>Home</a><a href=/sport>Sport"
        + "</a></nav><article><h1>The "
        + thing
        + " will be renewed</h1><p>"
        + String.join(" ", first)
        + "</p><h2>What it means</h2><p>"
        + String.join("\n ", second)
        + "</p><table><tr><td>Year</td><td>Cost</td></tr></table></article>"
        + "<footer>Subscribe to our newsletter. All rights reserved.</footer></body></html>";
  }
}
