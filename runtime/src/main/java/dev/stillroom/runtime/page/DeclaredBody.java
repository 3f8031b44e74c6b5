package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The main text that a page's structured data declares. It is often cut short or without its
 * headings, so it only corrects what was found on the page itself.
 */
final class DeclaredBody {

  private static final int LEAST = 400;
  private static final int TELLING = 20;

  private final String body;

  DeclaredBody(String text) {
    body = squeezed(text);
  }

  /**
   * @param all the page's blocks
   * @param found those that were taken for the main text
   */
  List<Block> correct(List<Block> all, List<Block> found) {
    Set<Block> declared = new HashSet<>();
    int covered = 0;
    int first = -1;
    int last = -1;
    for (int i = 0; i < all.size(); i++) {
      String text = squeezed(all.get(i).text());
      if (text.length() >= TELLING && body.contains(text) && declared.add(all.get(i))) {
        covered += text.length();
        first = first < 0 ? i : first;
        last = i;
      }
    }
    int given = found.stream().mapToInt(block -> squeezed(block.text()).length()).sum();
    if (body.length() < LEAST || covered < 0.7 * body.length() || covered < 0.6 * given) {
      return found;
    }
    Set<Block> kept = new HashSet<>(found);
    List<Block> corrected = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      Block block = all.get(i);
      if (declared.contains(block) || kept.contains(block) && !block.isProse()) {
        corrected.add(block);
      }
    }
    return corrected;
  }

  private static String squeezed(String text) {
    return text.replaceAll("<[^>]{0,200}>|&[a-z#0-9]{2,7};|[^\\p{L}\\p{N}]+", "")
        .toLowerCase(Locale.ROOT);
  }
}
