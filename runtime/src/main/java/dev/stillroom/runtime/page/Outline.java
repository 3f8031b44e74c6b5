package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in its parts: what stands in paragraphs, and what only leads to it or lies beside it. A
 * page's parts are those of its main text.
 *
 * @param title empty where it has none
 * @param language a primary language subtag; empty where nothing tells
 */
public record Outline(String title, String language, List<Part> parts, boolean cut) {

  /** What a part is. */
  public enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    ROW,
    CODE
  }

  /**
   * One part.
   *
   * @param node the page's node of the innermost block that holds it; -1 in a plain text
   * @param from where it begins in a plain text, in UTF-16 units; -1 in a page
   */
  public record Part(Kind kind, String text, int node, int from) {}

  public Outline {
    parts = List.copyOf(parts);
  }

  /** The main text of a page. */
  public static Outline of(Page page) {
    Metadata metadata = Metadata.of(page);
    List<Part> parts = new ArrayList<>();
    StringBuilder sample = new StringBuilder();
    for (Block block : MainText.of(page, metadata)) {
      Kind kind =
          switch (block.kind()) {
            case PARAGRAPH -> Kind.PARAGRAPH;
            case HEADING -> Kind.HEADING;
            case ITEM -> Kind.ITEM;
            case ROW -> Kind.ROW;
            case CODE -> Kind.CODE;
          };
      parts.add(new Part(kind, block.text(), block.node(), -1));
      sample.append(block.text()).append('\n');
    }
    return new Outline(
        metadata.title(), Languages.of(page, sample.toString()), parts, page.isCut());
  }
}
