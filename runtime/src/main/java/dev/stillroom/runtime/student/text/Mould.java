package dev.stillroom.runtime.student.text;

import java.util.List;

/**
 * What every output of some examples looks like, each digit a {@code 0}: {@code +00 000 000 000},
 * {@code 0000-00-00}. Numbers that are grouped in one way in all examples are meant to be so.
 *
 * @param text the outputs' text with zeros for digits
 */
public record Mould(String text) {

  public static final int LONGEST = 60;

  /** With fewer digits outputs look alike by chance. */
  private static final int DIGITS = 7;

  /** More letters are words, which other rows have others of. */
  private static final int LETTERS = 4;

  /**
   * What all of these look like; null where they differ, are not groups of digits, or look alike
   * because their inputs do.
   */
  public static Mould of(List<Row> inputs, List<String> outputs) {
    String first = zeros(outputs.getFirst());
    boolean made = inputs.stream().map(row -> zeros("" + row.columns())).distinct().count() > 1;
    boolean alike = made && outputs.stream().allMatch(o -> zeros(o).equals(first));
    int digits = (int) first.chars().filter(c -> c == '0').count();
    int letters = (int) first.chars().filter(Character::isLetter).count();
    boolean groups =
        digits >= DIGITS
            && letters <= LETTERS
            && new Token.Run(Token.Chars.DIGITS).count(first) > 1;
    return alike && groups && first.length() <= LONGEST ? new Mould(first) : null;
  }

  public boolean fits(String output) {
    return zeros(output).equals(text);
  }

  private static String zeros(String text) {
    StringBuilder zeros = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      zeros.append(Character.isDigit(text.charAt(i)) ? '0' : text.charAt(i));
    }
    return zeros.toString();
  }
}
