package dev.stillroom.runtime.student.page;

/**
 * Something that is true of a place on a page, by which it can be found again.
 *
 * @param key short and readable, for example {@code label=isbn} or {@code class=price}
 */
public record Clue(Anchor anchor, String key) {

  /** The ways in which a place is held: they fail one by one when a page changes. */
  public enum Anchor {
    /** Where it stands in the tree. */
    PATH("its place in the page"),
    /** What the page's author calls it: class, id, itemprop. */
    NAME("its class or id"),
    /** The words beside it. */
    LABEL("the words beside it"),
    /** The heading above it, its part of the page. */
    PLACE("the heading above it"),
    /** What the value looks like. */
    SHAPE("what it looks like");

    private final String words;

    Anchor(String words) {
      this.words = words;
    }

    public String inWords() {
      return words;
    }
  }
}
