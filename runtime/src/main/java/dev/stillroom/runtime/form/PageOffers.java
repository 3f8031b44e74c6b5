package dev.stillroom.runtime.form;

import dev.stillroom.runtime.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page offers: values beside their names in tables and lists, what it marks up for machines,
 * and what stands in its lines as in a text.
 */
final class PageOffers {

  private static final int MAX_LINES = 2_000;
  private static final int LONGEST_NAME = 60;

  /** Elements that do not begin a line of their own. */
  private static final Set<String> INLINE =
      Set.of(
          "a",
          "abbr",
          "b",
          "bdi",
          "cite",
          "code",
          "em",
          "font",
          "i",
          "label",
          "mark",
          "q",
          "s",
          "small",
          "span",
          "strong",
          "sub",
          "sup",
          "time",
          "u",
          "var",
          "address-part");

  /** Vocabulary of schema.org that pages mark with {@code itemprop}. */
  private static final Map<String, FieldType> MARKED =
      Map.ofEntries(
          Map.entry("givenname", FieldType.GIVEN_NAME),
          Map.entry("familyname", FieldType.FAMILY_NAME),
          Map.entry("streetaddress", FieldType.STREET_ADDRESS),
          Map.entry("postalcode", FieldType.POSTAL_CODE),
          Map.entry("addresslocality", FieldType.ADDRESS_LEVEL2),
          Map.entry("addressregion", FieldType.ADDRESS_LEVEL1),
          Map.entry("addresscountry", FieldType.COUNTRY),
          Map.entry("telephone", FieldType.TEL),
          Map.entry("email", FieldType.EMAIL),
          Map.entry("birthdate", FieldType.BDAY),
          Map.entry("legalname", FieldType.ORGANIZATION),
          Map.entry("vatid", FieldType.VAT_NUMBER));

  private PageOffers() {}

  static List<Offer> of(Page page) {
    List<Offer> offers = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    int quietUntil = -1;
    int lineEnd = 0;
    for (int i = 0; i < page.size() && lines.size() < MAX_LINES; i++) {
      if (page.isHidden(i) || page.tag(i).equals("script") || page.tag(i).equals("head")) {
        i = page.end(i) - 1;
        continue;
      }
      FieldType marked =
          MARKED.get(page.attribute(i, "itemprop").toLowerCase(java.util.Locale.ROOT));
      if (marked != null) {
        offer(page, i, "", marked, offers);
      }
      boolean isNamed = named(page, i, offers);
      quietUntil = isNamed ? Math.max(quietUntil, page.end(i)) : quietUntil;
      if (i >= lineEnd && i >= quietUntil && !page.isText(i) && isLeafBlock(page, i)) {
        lines(page, i, lines);
        lineEnd = page.end(i);
      }
    }
    offers.addAll(TextOffers.of(lines));
    return offers;
  }

  /** A term and its description, a row of a table's two cells. */
  private static boolean named(Page page, int node, List<Offer> offers) {
    String wanted =
        switch (page.tag(node)) {
          case "dt" -> "dd";
          case "th" -> "td";
          case "td" -> "td";
          default -> null;
        };
    int next = page.end(node);
    if (wanted == null || next >= page.size()) {
      return false;
    }
    while (next < page.size() && page.isText(next) && page.text(next).isBlank()) {
      next++;
    }
    boolean beside =
        next < page.size()
            && page.tag(next).equals(wanted)
            && page.parent(next) == page.parent(node);
    boolean pair = beside && (!page.tag(node).equals("td") || isPair(page, node, next));
    if (pair && (!page.tag(node).equals("th") || isPair(page, node, next))) {
      String name = page.textOf(node);
      if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
        offer(page, next, name, FieldType.NONE, offers);
        return true;
      }
    }
    return false;
  }

  /** Whether two cells are all there is in their row. */
  private static boolean isPair(Page page, int first, int second) {
    int row = page.parent(first);
    int cells = 0;
    for (int i = row + 1; i < page.end(row); i = page.end(i)) {
      cells += page.isText(i) ? 0 : 1;
    }
    return cells == 2 && second < page.end(row);
  }

  private static boolean isLeafBlock(Page page, int node) {
    if (INLINE.contains(page.tag(node)) || page.tag(node).equals("br")) {
      return false;
    }
    for (int i = node + 1; i < page.end(node); i++) {
      if (!page.isText(i) && !INLINE.contains(page.tag(i)) && !page.tag(i).equals("br")) {
        return false;
      }
    }
    return true;
  }

  /** A block's lines; its place is its node. Blocks are not parted: an address may have several. */
  private static void lines(Page page, int block, List<Line> lines) {
    StringBuilder text = new StringBuilder();
    int node = block;
    for (int i = block + 1; i < page.end(block); i++) {
      if (page.tag(i).equals("br")) {
        add(text, node, lines);
      } else if (page.isText(i)) {
        node = text.isEmpty() ? i : node;
        text.append(page.text(i));
      }
    }
    add(text, node, lines);
  }

  private static void add(StringBuilder text, int node, List<Line> lines) {
    String line = text.toString().strip();
    text.setLength(0);
    if (!line.isEmpty() && line.length() <= Offer.MAX_VALUE) {
      lines.add(new Line(line, new Place.Node(node), 0));
    }
  }

  private static void offer(Page page, int node, String name, FieldType type, List<Offer> offers) {
    String content = page.attribute(node, "content");
    String value = content.isEmpty() ? page.textOf(node) : content;
    if (!value.isEmpty() && value.length() <= Offer.MAX_VALUE) {
      String shown = name.isEmpty() ? "“" + value + "”" : name;
      offers.add(new Offer(name, "", value, shown, List.of(new Place.Node(node)), type));
    }
  }
}
