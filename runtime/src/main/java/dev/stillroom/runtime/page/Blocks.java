package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.List;

/** Cuts a page's text into blocks, leaving out the subtrees that are masked. */
final class Blocks {

  private final Page page;
  private final boolean[] masked;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final int[] open = new int[Page.MAX_DEPTH + 1];
  private int depth;
  private int links;
  private int preformatted;
  private int first = -1;
  private int linkWords;
  private boolean row;

  private Blocks(Page page, boolean[] masked) {
    this.page = page;
    this.masked = masked;
  }

  /**
   * @param masked for each node, whether it is left out with its subtree
   */
  static List<Block> of(Page page, boolean[] masked) {
    Blocks cut = new Blocks(page, masked);
    cut.walk();
    return cut.blocks;
  }

  private void walk() {
    int node = 0;
    while (node < page.size()) {
      while (depth > 0 && page.end(open[depth - 1]) <= node) {
        close(open[--depth]);
      }
      if (masked[node]) {
        // What was between two words keeps them apart.
        text.append(' ');
        node = page.end(node);
      } else if (page.isText(node)) {
        add(node);
        node++;
      } else {
        open(node);
        node++;
      }
    }
    while (depth > 0) {
      close(open[--depth]);
    }
    flush(0);
  }

  private void open(int node) {
    String tag = page.tag(node);
    if (tag.equals("br")) {
      lineBreak();
    } else if (tag.equals("td") || tag.equals("th")) {
      if (!text.isEmpty()) {
        text.append('\t');
      }
      row = true;
    } else if (!Tags.isInline(tag)) {
      flush(innermost());
    }
    links += tag.equals("a") ? 1 : 0;
    preformatted += tag.equals("pre") ? 1 : 0;
    open[depth++] = node;
  }

  private void close(int node) {
    String tag = page.tag(node);
    if (!Tags.isInline(tag) && !tag.equals("br") && !tag.equals("td") && !tag.equals("th")) {
      depth++;
      flush(innermost());
      depth--;
    }
    links -= tag.equals("a") ? 1 : 0;
    preformatted -= tag.equals("pre") ? 1 : 0;
  }

  /** Two line breaks in a row begin a paragraph. */
  private void lineBreak() {
    int i = text.length() - 1;
    while (i >= 0 && text.charAt(i) == ' ') {
      i--;
    }
    if (preformatted == 0 && i >= 0 && text.charAt(i) == '\n') {
      flush(innermost());
    } else {
      text.append('\n');
    }
  }

  private void add(int node) {
    String piece = page.text(node);
    if (first < 0 && !piece.isBlank()) {
      first = node;
    }
    text.append(piece);
    if (links > 0) {
      linkWords += Words.count(piece);
    }
  }

  private int innermost() {
    for (int i = depth - 1; i >= 0; i--) {
      String tag = page.tag(open[i]);
      if (!Tags.isInline(tag) && !tag.equals("br")) {
        return open[i];
      }
    }
    return 0;
  }

  private void flush(int node) {
    if (first >= 0) {
      Block.Kind kind = kind(node);
      String shown = kind == Block.Kind.CODE ? text.toString().strip() : lines(text);
      int words = Words.count(shown);
      if (words > 0 || !shown.isEmpty()) {
        blocks.add(new Block(first, node, kind, shown, words, Math.min(words, linkWords)));
      }
    }
    text.setLength(0);
    first = -1;
    linkWords = 0;
    row = false;
  }

  private Block.Kind kind(int node) {
    if (preformatted > 0) {
      return Block.Kind.CODE;
    }
    for (int i = depth - 1; i >= Math.max(0, depth - 6); i--) {
      String tag = page.tag(open[i]);
      if (Tags.isHeading(tag)) {
        return Block.Kind.HEADING;
      }
      if (tag.equals("li") || tag.equals("dd") || tag.equals("dt")) {
        return Block.Kind.ITEM;
      }
      if (tag.equals("p")) {
        return Block.Kind.PARAGRAPH;
      }
    }
    return row && page.tag(node).equals("tr") ? Block.Kind.ROW : Block.Kind.PARAGRAPH;
  }

  /** White space folded within lines, cells apart by a tab. */
  private static String lines(CharSequence text) {
    StringBuilder shown = new StringBuilder();
    for (String line : text.toString().split("\n")) {
      StringBuilder cells = new StringBuilder();
      for (String cell : line.split("\t")) {
        String folded = Tags.fold(cell);
        if (!folded.isEmpty()) {
          cells.append(cells.isEmpty() ? "" : "\t").append(folded);
        }
      }
      if (!cells.isEmpty()) {
        shown.append(shown.isEmpty() ? "" : "\n").append(cells);
      }
    }
    return shown.toString();
  }
}
