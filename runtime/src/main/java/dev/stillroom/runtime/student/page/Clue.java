package dev.stillroom.runtime.student.page;

import java.util.Locale;

/**
 * Something that is true of a place on a page, by which it can be found again.
 *
 * @param key short and readable, for example {@code label=isbn} or {@code class=price}
 */
public record Clue(Anchor anchor, String key) {

  /** What it says, for a person. */
  public String inWords() {
    int equals = key.indexOf('=');
    String what = equals < 0 ? key : key.substring(0, equals);
    String value = equals < 0 ? "" : key.substring(equals + 1);
    return switch (anchor) {
      case PATH -> path(what, value);
      case NAME -> name(what, value);
      case LABEL -> label(what) + " “" + value + "”";
      case PLACE -> place(what, value);
      case SHAPE -> shape(what, value);
    };
  }

  private static String path(String what, String value) {
    if (what.equals("tag")) {
      return "a " + value.split("/")[0] + " element";
    }
    String first = value.split("/")[0];
    return what.equals("path") && first.startsWith("#")
        ? "inside the part with the id “" + first.substring(1) + "”"
        : what.equals("path") && first.startsWith(".")
            ? "inside the class “" + first.substring(1) + "”"
            : Anchor.PATH.inWords();
  }

  private static String name(String what, String value) {
    if (what.equals("declared")) {
      return "declared as “" + value + "”";
    }
    String[] parts = what.split(" ", 2);
    String name = parts.length == 2 ? parts[1] : what;
    String around = parts[0].equals("0") ? "" : "inside ";
    return around + (name.equals("link") ? "a link to “" : "the " + name + " “") + value + "”";
  }

  private static String label(String what) {
    return switch (what) {
      case "column" -> "in the column";
      case "first" -> "in the row of";
      case "behind" -> "before";
      case "label" -> "beside";
      default -> "behind";
    };
  }

  private static String place(String what, String value) {
    return what.equals("under")
        ? "under “" + value + "”"
        : what.equals("in")
            ? "in a part of the kind “" + value + "”"
            : what.startsWith("behind ") ? "behind a heading" : "before all headings";
  }

  private static String shape(String what, String value) {
    return switch (what) {
      case "type" -> "what it is (" + value.toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
      case "words" -> "its length in words (" + value + ")";
      case "shape" -> "how it is written";
      default -> what;
    };
  }

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
