package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A page as every reader of pages sees it: an immutable, compact snapshot of a DOM in document
 * order. A node is an index; its subtree is the range from the index to {@link #end}. Elements and
 * texts are nodes, comments and scripts are not, except structured data ({@link #data}).
 */
public final class Page {

  public static final int MAX_NODES = 100_000;
  public static final int MAX_DEPTH = 500;

  /** Largest file that is read, in bytes. */
  public static final int MAX_BYTES = 10_000_000;

  private static final String TEXT = "#text";

  private final String[] tags;
  private final String[] texts;
  private final String[][] attributes;
  private final int[] parents;
  private final int[] ends;
  private final boolean[] hidden;
  private final boolean cut;

  private Page(Builder built) {
    int size = built.size;
    tags = Arrays.copyOf(built.tags, size);
    texts = Arrays.copyOf(built.texts, size);
    attributes = Arrays.copyOf(built.attributes, size);
    parents = Arrays.copyOf(built.parents, size);
    ends = Arrays.copyOf(built.ends, size);
    hidden = Arrays.copyOf(built.hidden, size);
    cut = built.cut;
  }

  public int size() {
    return tags.length;
  }

  /** Whether the page had more than fits; then the snapshot is its beginning. */
  public boolean isCut() {
    return cut;
  }

  public boolean isText(int node) {
    return tags[node].equals(TEXT);
  }

  /** The element's name in lower case, or {@code #text}. */
  public String tag(int node) {
    return tags[node];
  }

  /** A text node's text; white space is folded except in preformatted text. Empty for elements. */
  public String text(int node) {
    return isText(node) ? texts[node] : "";
  }

  /** The JSON text of a script element that holds structured data, else empty. */
  public String data(int node) {
    return isText(node) || texts[node] == null ? "" : texts[node];
  }

  /** The attribute's value, or empty where the element has none or the snapshot leaves it out. */
  public String attribute(int node, String name) {
    String[] pairs = attributes[node];
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** The element's attributes that the snapshot keeps, in the page's order. */
  public SequencedMap<String, String> attributes(int node) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    String[] pairs = attributes[node];
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return all;
  }

  /** The parent's index, -1 for the root. */
  public int parent(int node) {
    return parents[node];
  }

  /** The index behind the last node of this node's subtree. */
  public int end(int node) {
    return ends[node];
  }

  /** Whether the page's own markup hides the node; its ancestors may hide it too. */
  public boolean isHidden(int node) {
    return hidden[node];
  }

  /** Every element of that name, in document order. */
  public List<Integer> all(String tag) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < tags.length; i++) {
      if (tags[i].equals(tag)) {
        found.add(i);
      }
    }
    return found;
  }

  /** All text in the node's subtree, elements apart by a space where one starts a new line. */
  public String textOf(int node) {
    StringBuilder text = new StringBuilder();
    for (int i = node; i < ends[node]; i++) {
      if (isText(i)) {
        text.append(texts[i]);
      } else if (!Tags.isInline(tags[i])) {
        text.append(' ');
      }
    }
    return Tags.fold(text);
  }

  /** All text of the page's body. */
  public String text() {
    return size() == 0 ? "" : textOf(0);
  }

  /** Makes a page node by node, in document order. What exceeds the bounds is left out. */
  public static final class Builder {

    private static final String[] NONE = {};

    private int size;
    private int depth;
    private int current = -1;
    private int skipped;
    private boolean cut;
    private String[] tags = new String[1024];
    private String[] texts = new String[1024];
    private String[][] attributes = new String[1024][];
    private int[] parents = new int[1024];
    private int[] ends = new int[1024];
    private boolean[] hidden = new boolean[1024];

    /**
     * @param pairs attribute names and values by turns
     */
    public Builder open(String tag, boolean isHidden, String... pairs) {
      if (skipped > 0 || size >= MAX_NODES || depth >= MAX_DEPTH) {
        cut = true;
        skipped++;
        return this;
      }
      depth++;
      current = add(tag, null, isHidden, pairs);
      return this;
    }

    public Builder data(String json) {
      if (skipped == 0) {
        texts[current] = json;
      }
      return this;
    }

    /**
     * Text too deep in the page still belongs to its last ancestor that fits; outside of all
     * elements there is none.
     */
    public Builder text(String text) {
      if (current < 0) {
        return this;
      }
      if (size >= MAX_NODES) {
        cut = true;
      } else {
        add(TEXT, text, false, NONE);
      }
      return this;
    }

    public Builder close() {
      if (skipped > 0) {
        skipped--;
      } else {
        ends[current] = size;
        current = parents[current];
        depth--;
      }
      return this;
    }

    public boolean isFull() {
      return size >= MAX_NODES;
    }

    public Page build() {
      skipped = 0;
      while (current >= 0) {
        close();
      }
      return new Page(this);
    }

    Builder markCut() {
      cut = true;
      return this;
    }

    private int add(String tag, String text, boolean isHidden, String... pairs) {
      if (size == tags.length) {
        int more = size * 2;
        tags = Arrays.copyOf(tags, more);
        texts = Arrays.copyOf(texts, more);
        attributes = Arrays.copyOf(attributes, more);
        parents = Arrays.copyOf(parents, more);
        ends = Arrays.copyOf(ends, more);
        hidden = Arrays.copyOf(hidden, more);
      }
      tags[size] = tag;
      texts[size] = text;
      attributes[size] = pairs;
      parents[size] = current;
      ends[size] = size + 1;
      hidden[size] = isHidden;
      return size++;
    }
  }
}
