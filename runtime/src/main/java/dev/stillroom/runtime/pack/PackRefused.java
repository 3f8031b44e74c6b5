package dev.stillroom.runtime.pack;

import dev.stillroom.runtime.example.BadExample;

/** A file that is no pack this program runs: which one, and one clear reason. */
public final class PackRefused extends Exception {

  private static final long serialVersionUID = 1;

  public PackRefused(String pack, String reason) {
    super("the model " + pack + " is refused: " + BadExample.oneLine(reason));
  }
}
