package dev.stillroom.runtime.student.text;

/**
 * A text without what nobody sees: white space around it, doubled, of other widths, marks of no
 * width; and with the digits of other scripts as plain ones. What was learned from tidy texts is
 * asked with tidy ones.
 */
public final class Tidy {

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final char ZERO_WIDTH_SPACE = '\u200b';

  private Tidy() {}

  public static String of(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == BYTE_ORDER_MARK || c == ZERO_WIDTH_SPACE) {
        continue;
      }
      if (Token.Chars.SPACE.holds(c)) {
        gap = true;
        continue;
      }
      if (gap && !tidy.isEmpty()) {
        tidy.append(' ');
      }
      gap = false;
      tidy.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c);
    }
    return tidy.toString();
  }
}
