package dev.stillroom.runtime.page;

import java.util.Set;

/** What HTML's element names say about layout. */
final class Tags {

  private static final Set<String> INLINE =
      Set.of(
          "#text",
          "a",
          "abbr",
          "acronym",
          "b",
          "bdi",
          "bdo",
          "big",
          "cite",
          "code",
          "data",
          "del",
          "dfn",
          "em",
          "font",
          "i",
          "img",
          "ins",
          "kbd",
          "label",
          "mark",
          "picture",
          "q",
          "rp",
          "rt",
          "ruby",
          "s",
          "samp",
          "small",
          "source",
          "span",
          "strike",
          "strong",
          "sub",
          "sup",
          "time",
          "tt",
          "u",
          "var",
          "wbr",
          "button",
          "input",
          "select",
          "svg",
          "meta",
          "link",
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "object",
          "amp-img",
          "math",
          "mi",
          "mo",
          "mn",
          "nobr");

  /** Elements that hold blocks and may be the container of a main text. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "html",
          "body",
          "div",
          "section",
          "article",
          "main",
          "td",
          "tr",
          "tbody",
          "table",
          "form",
          "center",
          "span",
          "blockquote",
          "dl",
          "figure",
          "header",
          "aside",
          "font");

  private Tags() {}

  static boolean isInline(String tag) {
    return INLINE.contains(tag);
  }

  static boolean isContainer(String tag) {
    return CONTAINERS.contains(tag) || tag.indexOf('-') > 0;
  }

  static boolean isHeading(String tag) {
    return tag.length() == 2
        && tag.charAt(0) == 'h'
        && tag.charAt(1) >= '1'
        && tag.charAt(1) <= '6';
  }

  /** White space runs as one space, none at the ends; no-break spaces count as white space. */
  static String fold(CharSequence text) {
    StringBuilder folded = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        space = true;
      } else if (c != '\u00AD' && c != '\u200B' && c != '\uFEFF') {
        if (space && !folded.isEmpty()) {
          folded.append(' ');
        }
        space = false;
        folded.append(c);
      }
    }
    return folded.toString();
  }

  static boolean isSpace(char c) {
    return c <= ' '
        || c == '\u00A0'
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u3000'
        || c >= '\u2000' && c <= '\u200A'
        || c == '\u202F'
        || c == '\u0085';
  }
}
