package dev.stillroom.host.command;

import dev.stillroom.host.protocol.TeachView;
import java.util.List;

/** Prints the strings of a model's file before it is given away or taken in. */
final class SharedText {

  private SharedText() {}

  static void print(Printer printer, List<TeachView.PackString> strings, int total) {
    printer.table(
        List.of("WHERE", "STRING"),
        strings.stream()
            .map(string -> List.of(Words.shown(string.where()), Words.shown(string.text())))
            .toList());
    if (total > strings.size()) {
      printer.line((total - strings.size()) + " more strings are not shown here");
    }
  }
}
