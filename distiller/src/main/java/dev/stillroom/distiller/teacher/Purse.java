package dev.stillroom.distiller.teacher;

import java.util.Locale;

/**
 * What may be spent on a teacher, and what was. A request is paid for at its dearest before it
 * leaves, and what it did not take comes back: those that are sent at once cannot overspend
 * together.
 */
public final class Purse {

  /**
   * The most that may be spent; 0 where there is no limit.
   *
   * @param calls requests, repeated ones among them
   * @param priceIn of a million tokens that are sent, in the person's money
   * @param priceOut of a million tokens of answers
   * @param month what all processes together may spend in a month, as the ledger says
   */
  public record Limits(
      long calls, long tokens, double cost, double priceIn, double priceOut, double month) {

    public Limits(long calls, long tokens, double cost, double priceIn, double priceOut) {
      this(calls, tokens, cost, priceIn, priceOut, 0);
    }

    double cost(long tokensIn, long tokensOut) {
      return (tokensIn * priceIn + tokensOut * priceOut) / 1e6;
    }
  }

  /**
   * What was spent.
   *
   * @param retries requests that repeated another
   */
  public record Spent(
      long calls, long retries, long tokensIn, long tokensOut, double cost, long bytes) {}

  private final Limits limits;
  private long calls;
  private long retries;
  private long tokensIn;
  private long tokensOut;
  private long reserved;
  private double reservedCost;
  private long bytes;

  public Purse(Limits limits) {
    this.limits = limits;
  }

  /**
   * Puts aside what a request takes at the most.
   *
   * @throws TeacherFailure where that is not there any more
   */
  synchronized void reserve(Prompt prompt) throws TeacherFailure {
    long most = prompt.estimatedTokens();
    if (limits.calls() > 0 && calls >= limits.calls()) {
      throw spent(limits.calls() + " calls", "--max-teacher-calls");
    }
    if (limits.tokens() > 0 && tokensIn + tokensOut + reserved + most > limits.tokens()) {
      throw spent(limits.tokens() + " tokens", "--max-teacher-tokens");
    }
    double cost = limits.cost(tokensIn, tokensOut);
    if (limits.cost() > 0 && cost + reservedCost + price(prompt) > limits.cost()) {
      throw spent(String.format(Locale.ROOT, "%.2f", limits.cost()), "--max-teacher-cost");
    }
    calls++;
    reserved += most;
    reservedCost += price(prompt);
  }

  /** Takes back what was put aside for a request that does not leave. */
  synchronized void release(Prompt prompt) {
    calls--;
    settle(prompt, 0, 0);
  }

  /** A request leaves for which all was put aside. */
  synchronized void left(long size, boolean again) {
    retries += again ? 1 : 0;
    bytes += size;
  }

  /** Takes back what was put aside for a request, and pays what it took. */
  synchronized void settle(Prompt prompt, long in, long out) {
    reserved -= prompt.estimatedTokens();
    reservedCost -= price(prompt);
    tokensIn += in;
    tokensOut += out;
  }

  /** What a request costs at its dearest. */
  double price(Prompt prompt) {
    return limits.cost(prompt.estimatedTokensIn(), prompt.mostTokens());
  }

  /** What all processes together may spend in a month; 0 where there is no limit. */
  double ofMonth() {
    return limits.month();
  }

  private static TeacherFailure spent(String budget, String option) {
    return new TeacherFailure(
        TeacherFailure.Reason.SPENT, "the budget of " + budget + " is spent (" + option + ")");
  }

  double cost(long in, long out) {
    return limits.cost(in, out);
  }

  public synchronized Spent spent() {
    return new Spent(calls, retries, tokensIn, tokensOut, limits.cost(tokensIn, tokensOut), bytes);
  }
}
