package dev.stillroom.e2e.bench.pages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * How one page of a family differs from the others: what its site's makers changed since, and what
 * happens to be on it.
 *
 * @param level 0: only what pages of one template differ by; 1: advertisements, banners, missing
 *     blocks; 2: blocks reordered, boxes wrapped around them; 3: all class names and ids are others
 */
final class Drift {

  private final Random random;
  private final int level;

  Drift(Random random, int level) {
    this.random = random;
    this.level = level;
  }

  Random random() {
    return random;
  }

  /** An element with a class; the class may have another name today. */
  String el(String tag, String name, String inner) {
    String shown = name.isEmpty() ? "" : " class=\"" + name(name) + "\"";
    return "<" + tag + shown + ">" + inner + "</" + tag.split(" ")[0] + ">\n";
  }

  String id(String tag, String id, String inner) {
    return "<" + tag + " id=\"" + name(id) + "\">" + inner + "</" + tag + ">\n";
  }

  private String name(String name) {
    return level < 3
        ? name
        : "x" + Integer.toString(Math.floorMod(name.hashCode() * 31 + 7, 1 << 20), 36) + "-s";
  }

  /** Blocks one after another, perhaps in another order, with something between them. */
  String blocks(List<String> blocks) {
    List<String> order = new ArrayList<>(blocks);
    if (level >= 2 && order.size() > 1 && chance(0.6)) {
      Collections.swap(order, random.nextInt(order.size()), random.nextInt(order.size()));
    }
    StringBuilder all = new StringBuilder();
    for (String block : order) {
      if (level >= 1 && chance(0.15)) {
        all.append(advertisement());
      }
      all.append(level >= 2 && chance(0.2) ? "<div>" + block + "</div>" : block);
    }
    return all.toString();
  }

  /** A block that some pages do not have. */
  String sometimes(double share, Supplier<String> block) {
    return chance(share) ? block.get() : "";
  }

  /** Labels and values as the family writes them, in an order that may change. */
  String facts(List<Map.Entry<String, String>> facts, String row, String label, String value) {
    List<Map.Entry<String, String>> order = new ArrayList<>(facts);
    if (level >= 2 && chance(0.5)) {
      Collections.shuffle(order, random);
    }
    StringBuilder rows = new StringBuilder();
    for (Map.Entry<String, String> fact : order) {
      rows.append(
          el(row, "fact", el(label, "label", fact.getKey()) + el(value, "value", fact.getValue())));
    }
    return rows.toString();
  }

  private String advertisement() {
    return switch (random.nextInt(4)) {
      case 0 ->
          el(
              "div",
              "promo",
              el("h3", "", "Sale")
                  + el(
                      "p",
                      "",
                      "Up to "
                          + (10 + random.nextInt(60))
                          + " % off, from $"
                          + (5 + random.nextInt(90))
                          + ".99"));
      case 1 ->
          el(
              "aside",
              "ad",
              "<a href=\"https://ads.example/"
                  + random.nextInt(999)
                  + "\"><img src=\"ad.png\" alt=\"\"></a>");
      case 2 -> el("div", "notice", "We use cookies. <a href=\"/privacy\">More</a>");
      default ->
          el(
              "div",
              "newsletter",
              el("h4", "", "Newsletter") + el("p", "", "Written by our editors, every week."));
    };
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  String words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(one(Vocabulary.WORDS));
    }
    String text = String.join(" ", words);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  String prose(int sentences) {
    StringBuilder prose = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      prose.append(words(between(6, 14))).append(". ");
    }
    return prose.toString().strip();
  }

  String person() {
    return one(Vocabulary.FIRST) + " " + one(Vocabulary.LAST);
  }

  String price(String currency) {
    return currency + between(1, 999) + "." + String.format(Locale.ROOT, "%02d", between(0, 99));
  }

  String date() {
    return between(1, 28) + " " + one(Vocabulary.MONTHS) + " " + between(2018, 2026);
  }

  /** The page around a content, with what every page of the site has. */
  String page(String title, List<String> body) {
    StringBuilder nav = new StringBuilder();
    for (String place : Vocabulary.MENU.subList(0, level >= 2 ? 6 : 5)) {
      nav.append(
          el("li", "", "<a href=\"/" + place.toLowerCase(Locale.ROOT) + "\">" + place + "</a>"));
    }
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>"
        + title
        + "</title></head><body>\n"
        + sometimes(level >= 1 ? 0.3 : 0, this::advertisement)
        + el("header", "top", el("a href=\"/\"", "logo", "Home") + el("ul", "menu", nav.toString()))
        + id("main", "content", blocks(body))
        + el(
            "footer",
            "bottom",
            "<p>© 2026 Example Ltd · <a href=\"/imprint\">Imprint</a> · +44 20 7946 0"
                + between(100, 999)
                + "</p>")
        + "</body></html>";
  }
}
