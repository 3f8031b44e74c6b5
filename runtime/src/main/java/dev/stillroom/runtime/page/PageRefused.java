package dev.stillroom.runtime.page;

/** What was given is no page that can be read: what is wrong, and with which value, in one line. */
public final class PageRefused extends Exception {

  private static final long serialVersionUID = 1;

  public PageRefused(String message) {
    super(message);
  }
}
