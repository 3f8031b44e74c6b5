package dev.stillroom.runtime.student.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as tables write them. */
public final class Numbers {

  /** How numbers are written: the separators of groups of three and of decimals. */
  public enum Style {
    PLAIN("", "."),
    COMMA("", ","),
    ENGLISH(",", "."),
    GERMAN(".", ","),
    SWISS("'", "."),
    SPACED(" ", ","),
    NARROW("\u202f", ",");

    private final String group;
    private final String point;

    Style(String group, String point) {
      this.group = group;
      this.point = point;
    }

    public String point() {
      return point;
    }

    public boolean groups() {
      return !group.isEmpty();
    }
  }

  private static final int MAX_DIGITS = 30;

  private Numbers() {}

  /** The number, or null: grouping must stand in its places. */
  public static BigDecimal read(String text, Style style) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return null;
    }
    boolean negative = text.charAt(0) == '-';
    String body = negative ? text.substring(1) : text;
    int point = body.indexOf(style.point);
    String whole = point < 0 ? body : body.substring(0, point);
    String decimals = point < 0 ? "" : body.substring(point + 1);
    if (style.groups() && whole.contains(style.group)) {
      String[] groups = whole.split(java.util.regex.Pattern.quote(style.group), -1);
      for (int i = 0; i < groups.length; i++) {
        boolean fits =
            i == 0 ? !groups[i].isEmpty() && groups[i].length() <= 3 : groups[i].length() == 3;
        if (!fits) {
          return null;
        }
      }
      whole = whole.replace(style.group, "");
    }
    if (whole.isEmpty()
        || !digits(whole)
        || !digits(decimals)
        || point >= 0 && decimals.isEmpty()) {
      return null;
    }
    String plain = whole + (decimals.isEmpty() ? "" : "." + decimals);
    return new BigDecimal(negative ? "-" + plain : plain);
  }

  private static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  public static String write(
      BigDecimal value, int decimals, boolean trimmed, RoundingMode rounding, Style style) {
    BigDecimal rounded = value.setScale(decimals, rounding);
    if (trimmed) {
      rounded = rounded.stripTrailingZeros();
      rounded = rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
    String plain = rounded.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String grouped = style.groups() ? Strings.chunked(whole, 3, style.group, true) : whole;
    String sign = rounded.signum() < 0 ? "-" : "";
    return sign + grouped + (point < 0 ? "" : style.point + plain.substring(point + 1));
  }

  static String rewrite(
      String text,
      Style from,
      double factor,
      double shift,
      int decimals,
      boolean trimmed,
      RoundingMode rounding,
      Style to) {
    BigDecimal value = read(text, from);
    return value == null
        ? null
        : write(scaled(value, factor, shift), decimals, trimmed, rounding, to);
  }

  public static BigDecimal scaled(BigDecimal value, double factor, double shift) {
    BigDecimal times = factor == 1 ? value : value.multiply(BigDecimal.valueOf(factor));
    // 5/9 is no decimal: ten places take the dust away.
    BigDecimal sum = shift == 0 ? times : times.add(BigDecimal.valueOf(shift));
    return sum.setScale(Math.min(sum.scale(), 10), RoundingMode.HALF_EVEN);
  }
}
