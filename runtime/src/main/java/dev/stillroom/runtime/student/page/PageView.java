package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page with what clues ask of it over and over, worked out once. */
public final class PageView {

  /** A text that a person would read as a label is no longer, in characters. */
  static final int MAX_LABEL = 40;

  private static final int MAX_COLUMNS = 50;

  private final Page page;

  /** For each node its place among its siblings of the same name, from 1. */
  private final int[] places;

  /** For each node the index in {@link #texts} of the first text in or behind it. */
  private final int[] firstText;

  /** For each node the heading before it, or -1. */
  private final int[] headings;

  /** The nodes of all texts that are more than punctuation. */
  private final int[] texts;

  private final String title;
  private final Declared declared;

  public PageView(Page page) {
    this.page = page;
    int size = page.size();
    places = new int[size];
    firstText = new int[size];
    headings = new int[size];
    List<Integer> found = new ArrayList<>();
    List<Map<String, Integer>> counts = new ArrayList<>();
    int heading = -1;
    String said = "";
    for (int i = 0; i < size; i++) {
      counts.add(page.isText(i) ? null : new HashMap<>(4));
      int parent = page.parent(i);
      places[i] = parent < 0 ? 1 : counts.get(parent).merge(page.tag(i), 1, Integer::sum);
      firstText[i] = found.size();
      headings[i] = heading;
      if (isHeading(page.tag(i))) {
        heading = i;
      }
      if (page.isText(i) && isWord(page.text(i)) && !inHead(i)) {
        found.add(i);
      } else if (page.tag(i).equals("title") && said.isEmpty()) {
        said = page.textOf(i);
      }
    }
    texts = found.stream().mapToInt(Integer::intValue).toArray();
    title = said.toLowerCase(Locale.ROOT);
    declared = Declared.of(page);
  }

  public Page page() {
    return page;
  }

  private boolean inHead(int node) {
    int parent = page.parent(node);
    return parent >= 0 && (page.tag(parent).equals("title") || page.tag(parent).equals("head"));
  }

  static boolean isHeading(String tag) {
    return tag.length() == 2
        && tag.charAt(0) == 'h'
        && tag.charAt(1) >= '1'
        && tag.charAt(1) <= '6';
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The node's place among its siblings of the same name, from 1. */
  int place(int node) {
    return places[node];
  }

  /** The page's title in lower case. */
  String title() {
    return title;
  }

  Declared declared() {
    return declared;
  }

  /** The heading before a node, or -1. */
  int heading(int node) {
    return headings[node];
  }

  /** The node of the text so many texts before the beginning of a node, from 1; -1 for none. */
  int textBefore(int node, int steps) {
    int at = firstText[node] - steps;
    return at < 0 ? -1 : texts[at];
  }

  /** The node of the first text behind a node, or -1. */
  int textBehind(int node) {
    int end = page.end(node);
    int at = end < page.size() ? firstText[end] : texts.length;
    return at < texts.length ? texts[at] : -1;
  }

  /** The node of the first text in a node, or behind it; -1 for none. */
  int textAt(int node) {
    return firstText[node] < texts.length ? texts[firstText[node]] : -1;
  }

  /** The first text of the cell above all others in this cell's column; -1 for none. */
  int columnHead(int cell) {
    int table = cell;
    while (table >= 0 && !page.tag(table).equals("table")) {
      table = page.parent(table);
    }
    int row = table;
    while (row >= 0 && row < page.end(table) && !page.tag(row).equals("tr")) {
      row++;
    }
    if (table < 0 || row >= page.end(table) || row == page.parent(cell)) {
      return -1;
    }
    int column = 0;
    int head = row + 1;
    int own = page.parent(cell) + 1;
    for (; own < cell && column < MAX_COLUMNS; own = page.end(own)) {
      column += page.isText(own) ? 0 : 1;
    }
    for (; head < page.end(row); head = page.end(head)) {
      if (!page.isText(head) && column-- == 0) {
        int text = textAt(head);
        return text >= 0 && text < page.end(head) ? text : -1;
      }
    }
    return -1;
  }

  /** How many texts there are between two nodes' beginnings. */
  int textsBetween(int node, int later) {
    return firstText[later] - firstText[node];
  }

  /** A text as a label: lower case, no mark at its ends, digits alike; null where it is none. */
  String label(int textNode) {
    return textNode < 0 ? null : label(page.text(textNode));
  }

  static String label(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > MAX_LABEL) {
      return null;
    }
    StringBuilder label = new StringBuilder(bare.length());
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (Character.isDigit(c)) {
        if (label.isEmpty() || label.charAt(label.length() - 1) != '#') {
          label.append('#');
        }
      } else if (Character.isLetter(c) || !label.isEmpty() && (c == ' ' || c == '-')) {
        label.append(Character.toLowerCase(c));
      }
    }
    String folded = label.toString().strip();
    return folded.isEmpty() ? null : folded;
  }
}
