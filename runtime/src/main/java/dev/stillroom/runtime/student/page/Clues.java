package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lists what is true of a place on a page. Versioned with the packs that hold such clues. */
public final class Clues {

  /** Raised with every change of what a place's clues are. */
  public static final int VERSION = 1;

  /** The longest key, in characters. */
  public static final int MAX_KEY = 300;

  private static final int NAMED_LEVELS = 4;
  private static final int MAX_STEPS = 40;
  private static final int MAX_COLUMNS = 50;
  private static final Set<String> NAMES =
      Set.of(
          "id",
          "class",
          "itemprop",
          "property",
          "name",
          "role",
          "rel",
          "data-testid",
          "data-test",
          "data-qa",
          "data-label",
          "data-field",
          "data-name",
          "aria-label",
          "headers");
  private static final Set<String> PARTS =
      Set.of("nav", "header", "footer", "aside", "main", "article", "form", "table", "li", "dl");

  /** Told each clue, one by one. */
  @FunctionalInterface
  public interface Sink {
    void add(Anchor anchor, String key);
  }

  private final PageView view;
  private final Page page;

  public Clues(PageView view) {
    this.view = view;
    this.page = view.page();
  }

  /**
   * @param value what is taken from the place, for what it looks like
   */
  public void of(Spot spot, String value, Sink sink) {
    int element = page.isText(spot.node()) ? page.parent(spot.node()) : spot.node();
    paths(spot, element, sink);
    names(element, sink);
    labels(spot, element, sink);
    places(spot, element, sink);
    shapes(value, spot, sink);
  }

  private void paths(Spot spot, int element, Sink sink) {
    StringBuilder exact = new StringBuilder();
    StringBuilder tags = new StringBuilder();
    String end = "";
    if (page.isText(spot.node())) {
      end = "/text" + view.place(spot.node());
    } else if (!spot.source().isEmpty()) {
      end = "/@" + spot.source();
    }
    exact.append(end);
    tags.append(end.isEmpty() ? "" : end.startsWith("/text") ? "/text" : end);
    int steps = 0;
    int named = 0;
    for (int node = element; node >= 0 && steps < MAX_STEPS; node = page.parent(node), steps++) {
      String id = page.attribute(node, "id");
      if (named < 3 && !id.isEmpty() && id.length() <= 60) {
        sink.add(Anchor.PATH, cut("path=#" + masked(id) + exact));
        named++;
      }
      if (steps > 0 && steps <= NAMED_LEVELS && named < 3) {
        for (String token : tokens(page.attribute(node, "class"))) {
          sink.add(Anchor.PATH, cut("path=." + masked(token) + exact));
        }
      }
      exact.insert(0, "/" + page.tag(node) + view.place(node));
      tags.insert(0, "/" + page.tag(node));
      if (steps == 0) {
        sink.add(Anchor.PATH, cut("tag=" + tags));
      } else if (steps == 2) {
        sink.add(Anchor.PATH, cut("tags=" + tags));
        sink.add(Anchor.PATH, cut("steps=" + exact));
      }
    }
    sink.add(Anchor.PATH, cut("path=" + exact));
    sink.add(Anchor.PATH, cut("tags=" + tags));
  }

  private void names(int element, Sink sink) {
    int node = element;
    for (int level = 0; level < NAMED_LEVELS && node >= 0; level++, node = page.parent(node)) {
      for (Map.Entry<String, String> attribute : page.attributes(node).entrySet()) {
        String name = attribute.getKey();
        if (NAMES.contains(name)) {
          for (String token :
              name.equals("class")
                  ? tokens(attribute.getValue())
                  : new String[] {attribute.getValue()}) {
            sink.add(Anchor.NAME, cut(level + " " + name + "=" + masked(token)));
          }
        } else if (name.equals("href") && level < 2) {
          String way = way(attribute.getValue());
          if (!way.isEmpty()) {
            sink.add(Anchor.NAME, cut(level + " link=" + way));
          }
        }
      }
    }
  }

  /** The part of a link that links of one kind have in common. */
  private static String way(String href) {
    String path = href.replaceFirst("^(?i)https?://[^/]*", "").replaceFirst("[#].*$", "");
    String query = path.contains("?") ? path.replaceFirst("^[^?]*\\?", "?") : "";
    path = path.replaceFirst("\\?.*$", "");
    int second = path.indexOf('/', 1);
    String first =
        second > 0 ? path.substring(0, second + 1) : path.matches(".*\\.\\w{2,5}$") ? path : "";
    String key = query.isEmpty() ? "" : query.replaceFirst("=.*$", "=");
    return masked(first + key);
  }

  private void labels(Spot spot, int element, Sink sink) {
    int node = spot.node();
    int before = view.textBefore(node, 1);
    label(sink, "label", before);
    label(sink, "label2", view.textBefore(node, 2));
    label(sink, "behind", view.textBehind(node));
    int around = Math.max(0, page.parent(element));
    if (before >= around) {
      label(sink, "near", before);
    }
    int outer = element;
    for (int level = 0; level < 6 && outer >= 0; level++, outer = page.parent(outer)) {
      String tag = page.tag(outer);
      if (tag.equals("td") || tag.equals("tr") || tag.equals("li") || tag.equals("dd")) {
        int first = tag.equals("td") ? page.parent(outer) : outer;
        header(sink, first, node);
      }
      if (tag.equals("td")) {
        label(sink, "column", columnHead(outer));
      }
    }
    int above = page.parent(element);
    if (above >= 0) {
      header(sink, above, node);
    }
  }

  /** The first text of the cell above all others in this cell's column; -1 for none. */
  private int columnHead(int cell) {
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
        int text = view.textAt(head);
        return text >= 0 && text < page.end(head) ? text : -1;
      }
    }
    return -1;
  }

  /** The first text of a row, a list's item or a box, where it is not the place's own. */
  private void header(Sink sink, int box, int node) {
    int first = view.textAt(box);
    if (first >= 0 && first < node) {
      label(sink, "first", first);
    }
  }

  private void label(Sink sink, String what, int textNode) {
    String label = view.label(textNode);
    if (label != null) {
      sink.add(Anchor.LABEL, what + "=" + label);
    }
  }

  private void places(Spot spot, int element, Sink sink) {
    int heading = view.heading(spot.node());
    if (heading >= 0) {
      String text = PageView.label(page.textOf(heading));
      if (text != null) {
        sink.add(Anchor.PLACE, "under=" + text);
      }
      int far = view.textsBetween(heading, spot.node());
      sink.add(Anchor.PLACE, "behind " + page.tag(heading) + "=" + Math.min(far, 12));
    } else {
      sink.add(Anchor.PLACE, "before headings");
    }
    for (int node = element; node >= 0; node = page.parent(node)) {
      if (PARTS.contains(page.tag(node))) {
        sink.add(Anchor.PLACE, "in=" + page.tag(node));
        break;
      }
    }
  }

  private void shapes(String value, Spot spot, Sink sink) {
    ValueType type = ValueType.of(value);
    if (type != null) {
      sink.add(Anchor.SHAPE, "type=" + type);
    }
    String shape = shape(value);
    if (shape != null) {
      sink.add(Anchor.SHAPE, "shape=" + shape);
    }
    int words = (int) value.chars().filter(c -> c == ' ').count() + 1;
    sink.add(
        Anchor.SHAPE,
        "words=" + (words > 4 ? words > 12 ? words > 40 ? "40+" : "12+" : "5+" : words));
    if (value.length() > 2 && value.length() < 300) {
      String lower = value.toLowerCase(Locale.ROOT);
      if (view.title().startsWith(lower)) {
        sink.add(Anchor.SHAPE, "begins the title");
      } else if (value.length() > 4 && view.title().contains(lower)) {
        sink.add(Anchor.SHAPE, "in the title");
      }
    }
    if (page.isHidden(spot.node())) {
      sink.add(Anchor.SHAPE, "hidden");
    }
  }

  /** Runs of letters and digits by their kind, marks as they are: {@code Aa, A. (#)}. */
  static String shape(String value) {
    if (value.length() > 60) {
      return null;
    }
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < value.length() && shape.length() < 24; i++) {
      char c = value.charAt(i);
      char kind =
          Character.isDigit(c)
              ? '#'
              : Character.isUpperCase(c) ? 'A' : Character.isLetter(c) ? 'a' : c;
      if (shape.isEmpty() || shape.charAt(shape.length() - 1) != kind) {
        shape.append(kind);
      }
    }
    return shape.toString();
  }

  private static String[] tokens(String classes) {
    String[] tokens = classes.strip().split("\\s+");
    return tokens.length > 8 ? Arrays.copyOf(tokens, 8) : tokens;
  }

  private static String masked(String name) {
    return name.length() > 80 ? "" : name.replaceAll("\\d+", "#");
  }

  private static String cut(String key) {
    return key.length() > MAX_KEY ? key.substring(key.length() - MAX_KEY) : key;
  }
}
