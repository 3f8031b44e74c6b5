package dev.stillroom.distiller.teacher;

import dev.stillroom.runtime.example.ExampleReader;

/**
 * What an answer says while its JSON is still coming. Only ever shown to the person: what counts is
 * the whole, once it was held against its {@link AnswerShape}.
 */
final class SoFar {

  private static final int HEX_DIGITS = 4;

  private SoFar() {}

  /**
   * @param json the beginning of {@code {"member": "…"}}
   * @return what its text says so far; empty where it is nothing of that shape
   */
  static String of(String json, String member) {
    String rest = json.strip();
    if (rest.startsWith("```")) {
      rest = rest.substring(3).replaceFirst("^json\\b", "").strip();
    }
    for (String next : new String[] {"{", '"' + member + '"', ":", "\""}) {
      rest = rest.stripLeading();
      if (!rest.startsWith(next)) {
        return "";
      }
      rest = rest.substring(next.length());
    }
    String text = decoded(rest);
    return ExampleReader.isPlain(text.replaceAll("[\\n\\t]", "")) ? text : "";
  }

  /** The characters of a JSON string up to its end, or to where it breaks off. */
  private static String decoded(String rest) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rest.length() && rest.charAt(i) != '"'; i++) {
      char next = rest.charAt(i);
      if (next != '\\') {
        text.append(next);
        continue;
      }
      if (++i == rest.length()) {
        break;
      }
      char escaped = rest.charAt(i);
      if (escaped == 'u') {
        if (i + HEX_DIGITS >= rest.length()) {
          break;
        }
        try {
          text.append((char) Integer.parseInt(rest, i + 1, i + 1 + HEX_DIGITS, 16));
        } catch (NumberFormatException noJson) {
          break;
        }
        i += HEX_DIGITS;
      } else {
        text.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r', 'b', 'f' -> ' ';
              default -> escaped;
            });
      }
    }
    int last = text.length() - 1;
    return last >= 0 && Character.isHighSurrogate(text.charAt(last))
        ? text.substring(0, last)
        : text.toString();
  }
}
