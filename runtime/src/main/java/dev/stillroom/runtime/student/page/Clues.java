package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists what is true of a place on a page. Versioned with the packs that hold such clues. */
public final class Clues {

  /** Raised with every change of what a place's clues are. */
  public static final int VERSION = 2;

  /** The longest key, in characters. */
  public static final int MAX_KEY = 300;

  private static final String[] NONE = {};
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int MAX_NAME = 60;
  private static final int MAX_LINK = 200;
  private static final int NAMED_LEVELS = 4;
  private static final int MAX_STEPS = 40;
  private static final int MAX_TYPES = 2_000;

  /** How many levels up a label and what it names are in one box. */
  private static final int NEAR = 2;

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
  private final Ways ways;

  /** A page says the same in many places, and each is asked for every field. */
  private final Map<String, Optional<ValueType>> types = new HashMap<>();

  public Clues(PageView view) {
    this.view = view;
    this.page = view.page();
    this.ways = new Ways(view);
  }

  /**
   * All of them.
   *
   * @param value what is taken from the place
   */
  public void of(Spot spot, String value, Sink sink) {
    ofPlace(spot, sink);
    ofValue(spot, value, sink);
  }

  /** Those that do not depend on what is taken from the place. */
  void ofPlace(Spot spot, Sink sink) {
    if (spot.source().equals(Spots.DATA)) {
      // Where a value stands that nobody sees, only its name tells it from others.
      declared(spot.text(), sink);
      return;
    }
    int element = page.isText(spot.node()) ? page.parent(spot.node()) : spot.node();
    paths(spot, element, sink);
    names(element, sink);
    labels(spot, element, sink);
    places(spot, element, sink);
  }

  private void paths(Spot spot, int element, Sink sink) {
    String end = "";
    String plain = "";
    if (page.isText(spot.node())) {
      end = "/text()" + ways.nth(spot.node());
      plain = "/text()";
    } else if (!spot.source().isEmpty()) {
      end = "/@" + spot.source();
      plain = end;
    }
    sink.add(Anchor.PATH, cut("tag=" + page.tag(element) + plain));
    StringBuilder steps = new StringBuilder(end);
    StringBuilder tags = new StringBuilder(plain);
    int named = 0;
    int node = element;
    for (int step = 0; node >= 0 && step < NAMED_LEVELS; step++, node = page.parent(node)) {
      String id = page.attribute(node, "id");
      if (!id.isEmpty() && id.length() <= MAX_NAME && named++ < 2) {
        sink.add(Anchor.PATH, cut("path=#" + masked(id) + steps));
      }
      if (step > 0) {
        for (String token : tokens(page.attribute(node, "class"))) {
          sink.add(Anchor.PATH, cut("path=." + masked(token) + steps));
        }
      }
      steps.insert(0, "/" + page.tag(node) + ways.nth(node));
      tags.insert(0, "/" + page.tag(node));
      if (step == 2) {
        sink.add(Anchor.PATH, cut("tags=" + tags));
        sink.add(Anchor.PATH, cut("steps=" + steps));
      }
    }
    for (int step = 0; node >= 0 && named == 0 && step < MAX_STEPS; step++) {
      String id = page.attribute(node, "id");
      if (!id.isEmpty() && id.length() <= MAX_NAME) {
        String below = ways.path(element).substring(ways.path(node).length());
        sink.add(Anchor.PATH, cut("path=#" + masked(id) + below + end));
        named++;
      }
      node = page.parent(node);
    }
    sink.add(Anchor.PATH, cut("path=" + ways.path(element) + end));
    sink.add(Anchor.PATH, cut("branch=" + ways.branch(element) + plain));
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
    String path = href.length() > MAX_LINK ? href.substring(0, MAX_LINK) : href;
    int host = path.indexOf("://");
    if (host >= 0) {
      int slash = path.indexOf('/', host + 3);
      path = slash < 0 ? "" : path.substring(slash);
    }
    int hash = path.indexOf('#');
    path = hash < 0 ? path : path.substring(0, hash);
    int question = path.indexOf('?');
    String key = "";
    if (question >= 0) {
      int equals = path.indexOf('=', question);
      key = equals < 0 ? path.substring(question) : path.substring(question, equals + 1);
      path = path.substring(0, question);
    }
    int second = path.indexOf('/', 1);
    int dot = path.lastIndexOf('.');
    boolean isFile = dot > 0 && path.length() - dot <= 6;
    return masked((second > 0 ? path.substring(0, second + 1) : isFile ? path : "") + key);
  }

  private void labels(Spot spot, int element, Sink sink) {
    int node = spot.node();
    int before = view.textBefore(node, 1);
    int around = element;
    for (int level = 0; level < NEAR && page.parent(around) >= 0; level++) {
      around = page.parent(around);
    }
    // Words far away stand before this place by chance, but often all the same.
    label(sink, before >= around ? "label" : "far", before);
    label(sink, "far2", view.textBefore(node, 2));
    label(sink, "behind", view.textBehind(node));
    int outer = element;
    for (int level = 0; level < 6 && outer >= 0; level++, outer = page.parent(outer)) {
      String tag = page.tag(outer);
      if (tag.equals("td") || tag.equals("tr") || tag.equals("li") || tag.equals("dd")) {
        int first = tag.equals("td") ? page.parent(outer) : outer;
        header(sink, first, node);
      }
      if (tag.equals("td")) {
        label(sink, "column", view.columnHead(outer));
      }
    }
    int above = page.parent(element);
    if (above >= 0) {
      header(sink, above, node);
    }
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

  private void declared(String value, Sink sink) {
    for (String name : view.declared().names(value)) {
      sink.add(Anchor.NAME, cut("declared=" + masked(name)));
    }
  }

  /** What the value looks like. */
  void ofValue(Spot spot, String value, Sink sink) {
    if (!spot.source().equals(Spots.DATA)) {
      declared(value, sink);
    }
    if (types.size() > MAX_TYPES) {
      types.clear();
    }
    ValueType type =
        types.computeIfAbsent(value, v -> Optional.ofNullable(ValueType.of(v))).orElse(null);
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

  static String[] tokens(String classes) {
    if (classes.isEmpty()) {
      return NONE;
    }
    String[] tokens = SPACES.split(classes.strip(), 9);
    return tokens.length > 8 ? Arrays.copyOf(tokens, 8) : tokens;
  }

  static String masked(String name) {
    if (name.length() > 80) {
      return "";
    }
    StringBuilder masked = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        masked.append(c);
      } else if (masked.isEmpty() || masked.charAt(masked.length() - 1) != '#') {
        masked.append('#');
      }
    }
    return masked.toString();
  }

  static String cut(String key) {
    return key.length() > MAX_KEY ? key.substring(key.length() - MAX_KEY) : key;
  }
}
