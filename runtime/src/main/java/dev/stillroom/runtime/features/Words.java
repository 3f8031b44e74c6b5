package dev.stillroom.runtime.features;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words: runs of letters and digits, folded; an ideograph is a word of its own.
 */
public final class Words {

  private static final int MAX_WORD = 40;

  private Words() {}

  public static List<String> of(String text) {
    String folded = Features.fold(text);
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= folded.length(); ) {
      int c = i < folded.length() ? folded.codePointAt(i) : ' ';
      boolean ideograph = Character.isIdeographic(c);
      boolean inside = Character.isLetterOrDigit(c) && !ideograph;
      if (!inside && start >= 0) {
        words.add(folded.substring(start, Math.min(i, start + MAX_WORD)));
        start = -1;
      } else if (inside && start < 0) {
        start = i;
      }
      if (ideograph) {
        words.add(Character.toString(c));
      }
      i += Character.charCount(c);
    }
    return words;
  }
}
