package dev.stillroom.e2e.site;

import java.util.List;

/** A list that goes on over three pages, with links to all of them below it. */
public final class Boats {

  public static final String HOST = "harbour.localhost";

  /** The names on each page. */
  public static final List<List<String>> PAGES =
      List.of(
          List.of("Anna", "Berta", "Clara"),
          List.of("Dora", "Emma", "Frieda"),
          List.of("Greta", "Hanna"));

  private Boats() {}

  /** Puts up {@code /boats}, {@code /boats?page=2} and {@code /boats?page=3}. */
  public static void putUp(Site site) {
    for (int number = 1; number <= PAGES.size(); number++) {
      site.putUp(HOST, path(number), page(number));
    }
  }

  public static String path(int number) {
    return number == 1 ? "/boats" : "/boats?page=" + number;
  }

  private static String page(int number) {
    StringBuilder list =
        new StringBuilder("<!doctype html><html lang=en><title>Boats</title><h1>Boats</h1><ul>");
    for (String name : PAGES.get(number - 1)) {
      list.append("<li><b>").append(name).append("</b><p>at the pier</p></li>");
    }
    list.append("</ul><nav>");
    for (int other = 1; other <= PAGES.size(); other++) {
      list.append(
          other == number
              ? "<span>" + other + "</span> "
              : "<a href='/boats?page=%1$d'>%1$d</a> ".formatted(other));
    }
    return list.append("</nav>").toString();
  }
}
