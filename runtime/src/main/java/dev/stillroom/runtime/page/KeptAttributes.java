package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** The attributes of an element that a {@link Page} keeps; the extension keeps the same. */
final class KeptAttributes {

  private static final int MAX_VALUE = 2_000;

  private static final Set<String> KEPT =
      Set.of(
          "id",
          "class",
          "role",
          "itemprop",
          "itemtype",
          "href",
          "src",
          "alt",
          "title",
          "datetime",
          "content",
          "name",
          "property",
          "rel",
          "type",
          "lang",
          "aria-label",
          "value",
          "for",
          "pubdate",
          "colspan",
          "http-equiv",
          "data-testid",
          "data-test",
          "data-qa",
          "data-label",
          "data-field",
          "data-name",
          "headers",
          "scope");

  private KeptAttributes() {}

  /** Names and values in turn. */
  static String[] of(Element element) {
    if (element.attributesSize() == 0) {
      return new String[0];
    }
    List<String> pairs = new ArrayList<>();
    String lazy = element.normalName().equals("img") ? LazyImage.source(element) : null;
    if (lazy != null) {
      pairs.add("src");
      pairs.add(cut(lazy));
    }
    for (Attribute attribute : element.attributes()) {
      String name = attribute.getKey().toLowerCase(Locale.ROOT);
      if (KEPT.contains(name) && !(lazy != null && name.equals("src"))) {
        pairs.add(name);
        pairs.add(cut(attribute.getValue()));
      }
    }
    return pairs.toArray(String[]::new);
  }

  private static String cut(String value) {
    return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
  }
}
