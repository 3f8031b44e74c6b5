package dev.stillroom.runtime.page;

/**
 * One line or paragraph of a page, as layout shows it.
 *
 * @param first its first text node
 * @param node the innermost block element that holds it
 * @param words its words; ideographs count half a word each
 * @param linkWords those of them inside links
 */
record Block(int first, int node, Kind kind, String text, int words, int linkWords) {

  enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    ROW,
    CODE
  }

  double linkDensity() {
    return words == 0 ? 0 : (double) linkWords / words;
  }

  /** Whether it reads as running text: long enough, with a sentence's end, not all links. */
  boolean isProse() {
    return words >= 8 && linkDensity() < 0.5 && (words >= 25 || endsSentence());
  }

  boolean endsSentence() {
    for (int i = text.length() - 1; i >= Math.max(0, text.length() - 4); i--) {
      if (".!?…。！？؟।:”\"»“".indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
