package dev.stillroom.runtime.page;

/** Counts words in any script; languages without spaces have about two characters to a word. */
final class Words {

  private Words() {}

  static int count(CharSequence text) {
    int words = 0;
    int ideographs = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isIdeograph(c)) {
        ideographs++;
        inWord = false;
      } else if (Character.isLetterOrDigit(c)) {
        words += inWord ? 0 : 1;
        inWord = true;
      } else if (c != '\'' && c != '’' && !Character.isSurrogate(c)) {
        inWord = false;
      }
    }
    return words + (ideographs + 1) / 2;
  }

  /** Han, kana and Thai letters: scripts that are written without spaces. */
  static boolean isIdeograph(char c) {
    return c >= '\u3040' && c <= '\u30FF'
        || c >= '\u3400' && c <= '\u9FFF'
        || c >= '\uF900' && c <= '\uFAFF'
        || c >= '\u0E01' && c <= '\u0E7F';
  }
}
