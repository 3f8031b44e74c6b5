package dev.stillroom.host.trust;

/**
 * What a retrained version stands for of the versions before it.
 *
 * @param all outcomes of all acts
 * @param sure of those among them that were sure enough to be done without asking
 */
public record Carried(Sequence all, Sequence sure) {

  /** Of a version that stands for itself alone. */
  public static final Carried NOTHING = new Carried(new Sequence(0, 0), new Sequence(0, 0));
}
