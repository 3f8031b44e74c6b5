package dev.stillroom.runtime.student.text;

/** A place between two characters (Gulwani 2011, position expressions). */
public sealed interface Position {

  /** No place: the text has no such match. */
  int NONE = -1;

  /**
   * @param after where the slice begins, for its end; 0 for its beginning
   * @return a place within the text, or {@link #NONE}
   */
  int in(String text, int after);

  /** From the start; a negative one from the end, -1 being the end itself. */
  record At(int index) implements Position {
    @Override
    public int in(String text, int after) {
      int place = index >= 0 ? index : text.length() + 1 + index;
      return place >= 0 && place <= text.length() ? place : NONE;
    }
  }

  /**
   * A border of the n-th match.
   *
   * @param number from 1; a negative one from the last match
   * @param atEnd the match's end instead of its start
   */
  record Border(Token token, int number, boolean atEnd) implements Position {
    @Override
    public int in(String text, int after) {
      int wanted = number > 0 ? number : token.count(text) + 1 + number;
      if (wanted < 1) {
        return NONE;
      }
      int at = token.start(text, 0);
      for (int i = 1; i < wanted && at >= 0; i++) {
        at = token.start(text, token.end(text, at));
      }
      return at < 0 ? NONE : atEnd ? token.end(text, at) : at;
    }
  }

  /** Behind the beginning of the slice: the start or the end of the next match. */
  record Next(Token token, boolean atEnd) implements Position {
    @Override
    public int in(String text, int after) {
      int at = token.start(text, after);
      return at < 0 ? NONE : atEnd ? token.end(text, at) : at;
    }
  }

  /** So many characters behind the beginning of the slice. */
  record Length(int characters) implements Position {
    @Override
    public int in(String text, int after) {
      return after + characters <= text.length() ? after + characters : NONE;
    }
  }
}
