package dev.stillroom.host.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stays the same of a question that comes back: the whole of it, or what stands before and
 * behind the one place that changes. Case, white space and a last full stop tell no questions
 * apart.
 *
 * @param suffix null where nothing of it changes
 */
record Frame(String prefix, String suffix) {

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_\\s]");

  /** Words that two questions share at least, and their share of the shorter one. */
  private static final int LEAST_WORDS = 3;

  private static final double LEAST_SHARE = 0.4;

  private static final String SLOT = "…";

  static Frame whole(String prompt) {
    return new Frame(prompt.strip(), null);
  }

  /** How it is shown. */
  String shown() {
    return suffix == null ? prefix : (prefix + " " + SLOT + " " + suffix).strip();
  }

  boolean hasSlot() {
    return suffix != null;
  }

  /** How much of a prompt it fixes, in tokens. */
  int size() {
    return tokens(prefix).size() + (suffix == null ? 0 : tokens(suffix).size());
  }

  /**
   * What stands in the place that changes.
   *
   * @return empty where the prompt is no instance of this; an empty text where nothing changes
   */
  Optional<String> slot(String prompt) {
    List<Token> said = tokens(prompt);
    List<Token> before = tokens(prefix);
    if (suffix == null) {
      return same(trimmed(said), trimmed(before)) ? Optional.of("") : Optional.empty();
    }
    List<Token> behind = tokens(suffix);
    int rest = said.size() - before.size() - behind.size();
    if (rest < 1
        || !same(said.subList(0, before.size()), before)
        || !same(said.subList(said.size() - behind.size(), said.size()), behind)) {
      return Optional.empty();
    }
    List<Token> slot = said.subList(before.size(), said.size() - behind.size());
    return Optional.of(prompt.substring(slot.getFirst().start(), slot.getLast().end()).strip());
  }

  /** The frame that two different prompts are instances of, where they share enough. */
  static Optional<Frame> common(String one, String other) {
    List<Token> some = tokens(one);
    List<Token> others = tokens(other);
    int most = Math.min(some.size(), others.size()) - 1;
    int before = 0;
    while (before < most && some.get(before).same(others.get(before))) {
      before++;
    }
    int behind = 0;
    while (behind < most - before
        && some.get(some.size() - 1 - behind).same(others.get(others.size() - 1 - behind))) {
      behind++;
    }
    List<Token> fixed = new ArrayList<>(some.subList(0, before));
    fixed.addAll(some.subList(some.size() - behind, some.size()));
    long words = fixed.stream().filter(Token::isWord).count();
    int shorter = Math.min(some.size(), others.size());
    if (words < LEAST_WORDS || fixed.size() < LEAST_SHARE * shorter) {
      return Optional.empty();
    }
    String prefix = before == 0 ? "" : one.substring(0, some.get(before - 1).end()).strip();
    String suffix =
        behind == 0 ? "" : one.substring(some.get(some.size() - behind).start()).strip();
    return Optional.of(new Frame(prefix, suffix));
  }

  private record Token(String text, int start, int end) {

    boolean same(Token other) {
      return text.equals(other.text);
    }

    boolean isWord() {
      return Character.isLetter(text.codePointAt(0));
    }
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher found = TOKEN.matcher(text);
    while (found.find()) {
      tokens.add(new Token(found.group().toLowerCase(Locale.ROOT), found.start(), found.end()));
    }
    return tokens;
  }

  private static List<Token> trimmed(List<Token> tokens) {
    boolean stop =
        !tokens.isEmpty() && List.of(".", "?", "!", ":").contains(tokens.getLast().text());
    return stop ? tokens.subList(0, tokens.size() - 1) : tokens;
  }

  private static boolean same(List<Token> some, List<Token> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).same(others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
