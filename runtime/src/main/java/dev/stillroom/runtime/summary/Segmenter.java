package dev.stillroom.runtime.summary;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts text into sentences: Unicode's rules for the text's language (UAX 29), less the ends that
 * are none: after initials, abbreviations and, where a language has them so, ordinal numbers.
 * CLDR's own lists of abbreviations are not taken, as they are looked for at the end of longer
 * words too.
 */
public final class Segmenter {

  /** A run of text without any sentence's end is cut here, in UTF-16 units. */
  private static final int LONGEST = 1_500;

  /** The languages in which a point makes a number the third, as in "3. Mai". */
  private static final Set<String> ORDINALS =
      Set.of("cs", "da", "de", "et", "fi", "hr", "hu", "lv", "nb", "no", "pl", "sk", "sl", "sr");

  /** Abbreviations that hardly ever end a sentence, without their last point. */
  private static final Set<String> GO_ON =
      Set.copyOf(
          List.of(
              "e.g", "i.e", "cf", "vs", "al", "fig", "figs", "eq", "eqs", "sec", "ch", "no", "nos",
              "vol", "pp", "ed", "eds", "approx", "ca", "dr", "mr", "mrs", "ms", "prof", "st", "sr",
              "sres", "srs", "ver", "exc", "gen", "sen", "rep", "gov", "capt", "lt", "col", "sgt",
              "rev", "hon", "mt", "resp", "viz", "bzw", "z.b", "u.a", "d.h", "vgl", "nr", "bd",
              "hr", "fr", "ggf", "evtl", "sog", "inkl", "zzgl", "str", "tel", "abb", "tab", "kap",
              "mio", "mrd", "p.ex", "env", "art", "mme", "mlle", "sig", "sig.ra", "dott", "pag",
              "num", "núm", "sra", "srta", "dña", "tlf", "bijv", "m.b.t", "t.a.v", "dhr", "mevr",
              "т.е", "им", "ул", "стр", "рис", "см", "tzv", "např", "ok", "godz", "prof", "jan",
              "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"));

  /** After these a number follows within the sentence, else they end it as other words do. */
  private static final Set<String> BEFORE_NUMBERS =
      Set.copyOf(
          List.of(
              "no", "nos", "nr", "fig", "figs", "eq", "eqs", "sec", "ch", "vol", "pp", "art", "abb",
              "tab", "kap", "tel", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
              "oct", "nov", "dec", "ok", "ed", "col", "al"));

  private final Map<String, BreakIterator> breaks = new HashMap<>();

  /** Where a sentence begins and ends in a text, white space at its ends left out. */
  public record Span(int from, int to) {}

  /**
   * @param language a primary language subtag; empty where it is not known
   */
  public synchronized List<Span> spans(String text, String language) {
    BreakIterator iterator = breaks.computeIfAbsent(language, Segmenter::iterator);
    iterator.setText(text);
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (int to = iterator.next(); to != BreakIterator.DONE; to = iterator.next()) {
      boolean last = to == text.length();
      if (last || to - from > LONGEST || !goesOn(text, from, to, language)) {
        add(text, from, to, spans);
        from = to;
      }
    }
    // Nothing of one text stays here.
    iterator.setText("");
    return spans;
  }

  private static BreakIterator iterator(String language) {
    return BreakIterator.getSentenceInstance(new ULocale(language.isEmpty() ? "root" : language));
  }

  private static void add(String text, int begin, int end, List<Span> spans) {
    int from = begin;
    int to = end;
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    while (to - from > LONGEST) {
      int space = text.lastIndexOf(' ', from + LONGEST);
      int cut = space > from ? space : from + LONGEST;
      cut -= Character.isHighSurrogate(text.charAt(cut - 1)) ? 1 : 0;
      spans.add(new Span(from, cut));
      from = cut;
      while (from < to && isSpace(text.charAt(from))) {
        from++;
      }
    }
    if (to > from) {
      spans.add(new Span(from, to));
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Whether what ends here is an abbreviation, so that the sentence goes on behind it. */
  private static boolean goesOn(String text, int from, int end, String language) {
    int point = end - 1;
    while (point > from && isSpace(text.charAt(point))) {
      point--;
    }
    if (text.charAt(point) != '.') {
      return false;
    }
    int word = point;
    while (word > from
        && (Character.isLetter(text.charAt(word - 1))
            || text.charAt(word - 1) == '.' && word < point)) {
      word--;
    }
    if (word == point) {
      return ORDINALS.contains(language) && isOrdinal(text, from, point);
    }
    String last = text.substring(word, point);
    boolean initial =
        last.length() == 1
            && Character.isUpperCase(last.charAt(0))
            && end < text.length()
            && Character.isUpperCase(text.charAt(end))
            && !last.equals("I");
    if (initial) {
      return true;
    }
    String bare = last.toLowerCase(Locale.ROOT);
    if (!GO_ON.contains(bare)) {
      return false;
    }
    char next = text.charAt(Math.min(end, text.length() - 1));
    return !BEFORE_NUMBERS.contains(bare) || Character.isDigit(next) || next == '(' || next == '[';
  }

  /** Whether one or two digits stand before the point, and a space before them. */
  private static boolean isOrdinal(String text, int from, int point) {
    int digit = point;
    while (digit > from && Character.isDigit(text.charAt(digit - 1))) {
      digit--;
    }
    int digits = point - digit;
    return digits >= 1 && digits <= 2 && digit > from && isSpace(text.charAt(digit - 1));
  }
}
