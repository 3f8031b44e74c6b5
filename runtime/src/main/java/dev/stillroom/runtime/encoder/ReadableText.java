package dev.stillroom.runtime.encoder;

/** What of a text an encoder reads. */
final class ReadableText {

  /** In characters: more than the network's tokens can hold. */
  private static final int MOST = 8_000;

  private ReadableText() {}

  /** Whole characters only, without the ends' white space, not longer than can matter. */
  static String of(String text) {
    return unstripped(text.strip());
  }

  /** The same with the ends' white space, so that places in it are places in the text. */
  static String unstripped(String text) {
    String cut = text.length() > MOST ? text.substring(0, MOST) : text;
    if (cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return cut;
    }
    // As long as before: half a character becomes one that says so.
    StringBuilder whole = new StringBuilder(cut.length());
    cut.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE || c == 0 ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
