package dev.stillroom.host.watch;

import java.io.StringWriter;

/** Takes so many characters and then says that it is enough. */
final class BoundedText extends StringWriter {

  private final int most;

  BoundedText(int most) {
    this.most = most;
  }

  /** It has as much as it takes. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Enough() {
      super(null, null, false, false);
    }
  }

  @Override
  public void write(String text, int from, int length) {
    super.write(text, from, length);
    enough();
  }

  @Override
  public void write(String text) {
    super.write(text);
    enough();
  }

  private void enough() {
    if (getBuffer().length() > most) {
      throw new Enough();
    }
  }
}
