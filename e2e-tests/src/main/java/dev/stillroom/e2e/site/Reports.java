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
    site.putUp(HOST, "/empty", "<!doctype html><title>Nothing</title><body><img alt=''></body>");
    site.putUp(
        HOST,
        "/login",
        "<!doctype html><title>Log in</title><p>Members read the whole report after logging in to"
            + " the paper.</p><form><input type=password></form>");
  }

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
