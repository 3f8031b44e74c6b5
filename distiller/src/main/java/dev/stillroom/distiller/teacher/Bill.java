package dev.stillroom.distiller.teacher;

import dev.stillroom.runtime.ledger.Ledger;
import java.io.IOException;
import java.util.Locale;

/**
 * What one question costs. Each request of it is paid for at its dearest before it leaves, in the
 * purse and in the ledger; what it did not take comes back. One that left and was not answered may
 * be billed, and stays paid for.
 */
final class Bill implements AutoCloseable {

  private final Access access;
  private final Prompt prompt;
  private final String to;
  private final String model;
  private final boolean elsewhere;

  /** The request of which it is not yet known what it took; null where there is none. */
  private Ledger.Sent open;

  /**
   * @param to the host that is asked
   */
  Bill(Access access, Prompt prompt, String to, String model, boolean elsewhere) {
    this.access = access;
    this.prompt = prompt;
    this.to = to;
    this.model = model;
    this.elsewhere = elsewhere;
  }

  /**
   * A request leaves.
   *
   * @param again whether it repeats another
   * @throws TeacherFailure where it must not
   */
  void pay(long bytes, boolean again) throws TeacherFailure {
    lost();
    Purse purse = access.purse();
    purse.reserve(prompt);
    Ledger.Sent sent =
        new Ledger.Sent(access.clock().instant(), to, model, elsewhere, bytes, access.task());
    boolean written = false;
    try {
      written = access.ledger().sent(sent, purse.price(prompt), purse.ofMonth());
    } catch (IOException unwritten) {
      throw new TeacherFailure(
          TeacherFailure.Reason.REFUSED,
          "nothing is sent, as the ledger of what is sent cannot be written: " + unwritten);
    } finally {
      if (!written) {
        purse.release(prompt);
      }
    }
    if (!written) {
      throw new TeacherFailure(
          TeacherFailure.Reason.SPENT,
          String.format(
              Locale.ROOT,
              "the monthly budget of %.2f is spent: raise it, or wait for the next month",
              purse.ofMonth()));
    }
    purse.left(bytes, again);
    open = sent;
  }

  /** The request took that much. */
  void took(long tokensIn, long tokensOut) throws TeacherFailure {
    Ledger.Sent sent = open;
    open = null;
    Purse purse = access.purse();
    purse.settle(prompt, tokensIn, tokensOut);
    double aside = purse.price(prompt);
    try {
      if (tokensIn > 0 || tokensOut > 0 || aside > 0) {
        double cost = purse.cost(tokensIn, tokensOut);
        access.ledger().used(sent, tokensIn, tokensOut, cost, aside);
      }
    } catch (IOException unwritten) {
      throw new TeacherFailure(
          TeacherFailure.Reason.REFUSED,
          "the ledger of what is sent cannot be written: " + unwritten);
    }
  }

  /** Nobody says what the request took, if there is one. */
  void lost() throws TeacherFailure {
    if (open != null) {
      took(prompt.estimatedTokensIn(), prompt.mostTokens());
    }
  }

  @Override
  public void close() throws TeacherFailure {
    lost();
  }
}
