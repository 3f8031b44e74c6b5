package dev.stillroom.runtime.form;

/** A form's snapshot that is none; the message is one line. */
public final class FormRefused extends Exception {

  private static final long serialVersionUID = 1;

  public FormRefused(String reason) {
    super(reason);
  }
}
