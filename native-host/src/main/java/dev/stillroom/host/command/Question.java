package dev.stillroom.host.command;

import java.io.Console;
import java.util.Locale;

/** Asks the person at the terminal; without one the answer is no. */
final class Question {

  private Question() {}

  static boolean yes(Printer printer, String question) {
    if (!Printer.isTerminal(0)) {
      return false;
    }
    Console console = System.console();
    if (console == null) {
      return false;
    }
    printer.flush();
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
