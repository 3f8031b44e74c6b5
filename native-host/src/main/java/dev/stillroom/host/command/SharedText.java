package dev.stillroom.host.command;

import dev.stillroom.host.protocol.TeachView.PackString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The strings of a model's file, all of them, before it is given away or taken in. */
final class SharedText {

  private SharedText() {}

  /** Asks for the strings from one on. */
  interface Further {
    List<PackString> from(int first) throws IOException;
  }

  /**
   * All strings of a file.
   *
   * @param begun those that came with the first answer
   */
  static List<PackString> all(List<PackString> begun, int total, Further further)
      throws IOException {
    List<PackString> all = new ArrayList<>(begun);
    while (all.size() < total) {
      List<PackString> next = further.from(all.size());
      if (next.isEmpty()) {
        throw new CommandFailure("the model was learned anew meanwhile: begin again");
      }
      all.addAll(next);
    }
    return all;
  }

  static void print(Printer printer, List<PackString> strings) {
    printer.table(
        List.of("WHERE", "STRING"),
        strings.stream()
            .map(string -> List.of(Words.shown(string.where()), Words.shown(string.text())))
            .toList());
  }
}
