package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the places of a page that may hold a value. */
public final class Spots {

  /** The longest value, in characters. */
  public static final int MAX_VALUE = 10_000;

  /** The most places that are looked at; what comes later on a page is left out. */
  public static final int MAX_SPOTS = Page.MAX_NODES;

  /** The most characters that they may hold together: a text counts once for each box around it. */
  private static final int MAX_CHARACTERS = 20_000_000;

  /** The largest subtree whose whole text may be one value, in nodes. */
  private static final int MAX_SUBTREE = 150;

  /** Attributes that hold values a person may want. */
  private static final Set<String> VALUES =
      Set.of("href", "src", "content", "datetime", "alt", "title", "value");

  /** The source of values that stand only in structured data, where nobody sees them. */
  public static final String DATA = ":data";

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Spots() {}

  /**
   * Places in a page's order.
   *
   * @param cut whether there were more
   */
  public record Found(List<Spot> spots, boolean cut) {
    public Found {
      spots = List.copyOf(spots);
    }
  }

  /**
   * @param sources the attributes that are wanted; empty string for texts, {@link #DATA}
   */
  public static Found of(Page page, Set<String> sources) {
    List<Spot> spots = new ArrayList<>();
    int[] bearing = bearing(page);
    int counted = 0;
    long characters = 0;
    for (int i = 0; i < page.size(); i++) {
      for (; counted < spots.size(); counted++) {
        characters += spots.get(counted).text().length();
      }
      if (counted >= MAX_SPOTS || characters >= MAX_CHARACTERS) {
        return new Found(spots, true);
      }
      if (sources.contains("")) {
        text(page, i, bearing, spots);
      }
      if (sources.size() > 1 || !sources.contains("")) {
        for (Map.Entry<String, String> attribute : page.attributes(i).entrySet()) {
          String value = attribute.getValue();
          if (sources.contains(attribute.getKey())
              && !value.isBlank()
              && value.length() <= MAX_VALUE) {
            spots.add(new Spot(i, attribute.getKey(), fold(value)));
          }
        }
      }
      if (sources.contains(DATA) && !page.data(i).isEmpty()) {
        for (String value : Declared.values(page.data(i))) {
          if (!value.isEmpty() && value.length() <= MAX_VALUE) {
            spots.add(new Spot(i, DATA, value));
          }
        }
      }
    }
    return new Found(spots, false);
  }

  /** The attributes whose value this is, anywhere on the page. */
  public static List<Spot> attributes(Page page, String value) {
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      for (Map.Entry<String, String> attribute : page.attributes(i).entrySet()) {
        if (VALUES.contains(attribute.getKey()) && fold(attribute.getValue()).equals(value)) {
          spots.add(new Spot(i, attribute.getKey(), value));
        }
      }
    }
    return spots;
  }

  /**
   * For each node how many of its children bear text; minus one where it is the only one and no
   * text itself: then that child is meant, not the node.
   */
  private static int[] bearing(Page page) {
    int[] bearing = new int[page.size()];
    for (int i = page.size() - 1; i >= 0; i--) {
      boolean bears = page.isText(i) ? !page.text(i).isBlank() : bearing[i] != 0;
      int parent = page.parent(i);
      if (bears && parent >= 0) {
        boolean first = bearing[parent] == 0;
        bearing[parent] = first ? page.isText(i) ? 1 : -1 : Math.abs(bearing[parent]) + 1;
      }
    }
    return bearing;
  }

  private static void text(Page page, int node, int[] bearing, List<Spot> spots) {
    if (page.isText(node)) {
      // A text that is all of its element is the element's.
      if (!page.text(node).isBlank() && bearing[page.parent(node)] > 1) {
        add(node, fold(page.text(node)), spots);
      }
    } else if (bearing[node] > 0 && page.end(node) - node <= MAX_SUBTREE) {
      add(node, page.textOf(node), spots);
    }
  }

  private static void add(int node, String text, List<Spot> spots) {
    if (!text.isEmpty() && text.length() <= MAX_VALUE) {
      spots.add(new Spot(node, "", text));
    }
  }

  /** White space as values have it. */
  public static String fold(String text) {
    String bare = text.strip();
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      // Most texts of a snapshot are folded already, and there are many.
      if (c >= '\t' && c <= '\r' || c == ' ' && bare.charAt(i + 1) == ' ') {
        return SPACES.matcher(bare).replaceAll(" ");
      }
    }
    return bare;
  }
}
