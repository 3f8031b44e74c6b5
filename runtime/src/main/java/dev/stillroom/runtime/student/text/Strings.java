package dev.stillroom.runtime.student.text;

import java.util.ArrayList;
import java.util.List;

/** The walks over texts that expressions are made of; null where there is no answer. */
public final class Strings {

  private Strings() {}

  static String slice(String text, Position from, Position to) {
    int start = from.in(text, 0);
    if (start < 0) {
      return null;
    }
    int end = to.in(text, start);
    return end < start ? null : text.substring(start, end);
  }

  /** What stands between the delimiters. */
  public static List<String> pieces(String text, Token delimiter) {
    List<String> pieces = new ArrayList<>();
    int last = 0;
    for (int at = delimiter.start(text, 0); at >= 0; at = delimiter.start(text, last)) {
      pieces.add(text.substring(last, at));
      last = delimiter.end(text, at);
    }
    pieces.add(text.substring(last));
    return pieces;
  }

  static String piece(String text, Token delimiter, int index) {
    List<String> pieces = pieces(text, delimiter);
    int at = index >= 0 ? index : pieces.size() + index;
    return at >= 0 && at < pieces.size() ? pieces.get(at) : null;
  }

  static String replaced(String text, String what, String with) {
    if ((long) text.length() * Math.max(1, with.length()) > 4L * Text.MAX_TEXT) {
      return null;
    }
    String all = text.replace(what, with);
    return all.length() > Text.MAX_TEXT ? null : all;
  }

  static String kept(String text, Token.Chars chars) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (chars.holds(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  static String joined(String text, Token delimiter, Change each, String glue) {
    StringBuilder out = new StringBuilder();
    for (String piece : pieces(text, delimiter)) {
      if (!piece.isEmpty()) {
        out.append(out.isEmpty() ? "" : glue).append(each.apply(piece));
        if (out.length() > Text.MAX_TEXT) {
          return null;
        }
      }
    }
    return out.toString();
  }

  static String chunked(String text, int size, String glue, boolean fromEnd) {
    if ((long) text.length() * (1 + glue.length()) > Text.MAX_TEXT) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    int first = fromEnd ? text.length() % size : 0;
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && (i - first) % size == 0) {
        out.append(glue);
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }
}
