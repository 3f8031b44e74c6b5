package dev.stillroom.runtime.student.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** What is done with two numbers of a row; the digits stay bounded. */
public enum Arithmetic {
  SUM,
  DIFFERENCE,
  PRODUCT,
  QUOTIENT,
  /** So many per cent of the first. */
  PERCENT_OF,
  /** The first with so many per cent more. */
  PERCENT_MORE,
  /** The first with so many per cent less. */
  PERCENT_LESS,
  /** The first as a percentage of the second. */
  SHARE;

  private static final MathContext DIGITS = new MathContext(30);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The result, or null where there is none. */
  public BigDecimal of(BigDecimal a, BigDecimal b) {
    return switch (this) {
      case SUM -> a.add(b);
      case DIFFERENCE -> a.subtract(b);
      case PRODUCT -> a.multiply(b);
      case QUOTIENT -> b.signum() == 0 ? null : a.divide(b, DIGITS);
      case PERCENT_OF -> a.multiply(b).divide(HUNDRED);
      case PERCENT_MORE -> a.multiply(HUNDRED.add(b)).divide(HUNDRED);
      case PERCENT_LESS -> a.multiply(HUNDRED.subtract(b)).divide(HUNDRED);
      case SHARE -> b.signum() == 0 ? null : a.multiply(HUNDRED).divide(b, DIGITS);
    };
  }
}
