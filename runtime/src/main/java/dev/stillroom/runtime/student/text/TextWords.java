package dev.stillroom.runtime.student.text;

import java.util.stream.Collectors;

/** Expressions in words for a person. */
public final class TextWords {

  private TextWords() {}

  public static String of(Text text) {
    return switch (text) {
      case Text.Column(String name) ->
          switch (name) {
            case "text" -> "the text";
            case Text.Mapped.PIECE -> "the piece";
            default -> name;
          };
      case Text.Constant(String value) -> quoted(value);
      case Text.Concat concat ->
          concat.parts().stream()
              .map(part -> part instanceof Text.Choice ? "(" + of(part) + ")" : of(part))
              .collect(Collectors.joining(" + "));
      case Text.Slice slice ->
          of(slice.of()) + " from " + of(slice.from()) + " to " + of(slice.to());
      case Text.Piece piece ->
          "the "
              + nth(piece.index() >= 0 ? piece.index() + 1 : piece.index())
              + " part of "
              + of(piece.of())
              + ", divided at "
              + each(piece.delimiter());
      case Text.Changed changed -> of(changed.of()) + of(changed.change());
      case Text.Kept kept -> "all " + several(kept.chars()) + " of " + of(kept.of());
      case Text.Joined joined ->
          of(joined.of())
              + " divided at "
              + each(joined.delimiter())
              + (joined.each() == Change.SAME ? "" : ", each part" + of(joined.each()))
              + ", joined by "
              + quoted(joined.glue());
      case Text.Chunked chunked ->
          of(chunked.of()) + " in groups of " + chunked.size() + " with " + quoted(chunked.glue());
      case Text.Padded padded -> of(padded.of()) + " filled up to " + padded.width();
      case Text.Dated dated ->
          "the date "
              + of(dated.of())
              + " (read as "
              + dated.from()
              + ", written as "
              + dated.to()
              + ")";
      case Text.Numbered number ->
          "the number "
              + of(number.of())
              + (number.factor() == 1 ? "" : " × " + number.factor())
              + (number.shift() == 0 ? "" : " + " + number.shift());
      case Text.Calculated made -> calculated(made);
      case Text.Counted counted ->
          "how many parts " + of(counted.of()) + " has, divided at " + each(counted.delimiter());
      case Text.Moved moved ->
          "the date "
              + of(moved.of())
              + " ("
              + moved.from()
              + ")"
              + (moved.days() == 0 ? "" : " and " + moved.days() + " days")
              + (moved.months() == 0 ? "" : " and " + moved.months() + " months");
      case Text.Lookup lookup ->
          "what " + of(lookup.of()) + " stands for (" + lookup.values().size() + " known)";
      case Text.Named named ->
          "the "
              + named.kind().name().toLowerCase(java.util.Locale.ROOT)
              + (named.toCode() ? "’s code for " : "’s name for ")
              + of(named.of());
      case Text.Spelled spelled ->
          "the number "
              + of(spelled.of())
              + " as "
              + spelled.style().name().toLowerCase(java.util.Locale.ROOT);
      case Text.Replaced replaced ->
          of(replaced.of())
              + " with "
              + quoted(replaced.with())
              + " for each "
              + quoted(replaced.what());
      case Text.Mapped mapped ->
          of(mapped.of())
              + " divided at "
              + each(mapped.delimiter())
              + ", of each part ("
              + of(mapped.each())
              + "), joined by "
              + quoted(mapped.glue());
      case Text.Choice choice ->
          of(choice.then())
              + " when "
              + of(choice.test())
              + ", otherwise "
              + of(choice.otherwise());
    };
  }

  private static String of(Text.Test test) {
    String column = of(test.of());
    return switch (test.where()) {
      case COUNT ->
          column + " has " + (test.least() > 1 ? test.least() + " times " : "") + one(test.token());
      case START -> column + " begins with " + one(test.token());
      case END -> column + " ends with " + one(test.token());
      case WHOLE -> column + " is " + one(test.token());
    };
  }

  private static String calculated(Text.Calculated made) {
    String a = of(made.left());
    String b = of(made.right());
    return switch (made.operation()) {
      case SUM -> a + " plus " + b;
      case DIFFERENCE -> a + " minus " + b;
      case PRODUCT -> a + " times " + b;
      case QUOTIENT -> a + " divided by " + b;
      case PERCENT_OF -> b + " per cent of " + a;
      case PERCENT_MORE -> a + " and " + b + " per cent more";
      case PERCENT_LESS -> a + " and " + b + " per cent less";
      case SHARE -> a + " in per cent of " + b;
    };
  }

  private static String of(Change change) {
    return switch (change) {
      case SAME -> "";
      case UPPER -> " in capitals";
      case LOWER -> " in small letters";
      case TITLE -> ", each word with a capital";
      case FIRST_UPPER -> " with a capital";
      case FIRST -> ", its first letter";
      case FIRST_UPPERED -> ", its first letter as a capital";
      case TRIM -> "";
      case FOLD -> " without accents";
      case FOLD_GERMAN -> " with ae for ä";
    };
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : "“" + text + "”";
  }

  private static String noun(Token.Chars chars) {
    return switch (chars) {
      case DIGITS -> "number";
      case LETTERS -> "word";
      case UPPER -> "run of capitals";
      case LOWER -> "run of small letters";
      case ALNUM -> "word or number";
      case SPACE -> "space";
      case NOT_SPACE -> "part between spaces";
      case NOT_ALNUM -> "mark";
    };
  }

  private static String several(Token.Chars chars) {
    return switch (chars) {
      case DIGITS -> "digits";
      case LETTERS -> "letters";
      case UPPER -> "capitals";
      case LOWER -> "small letters";
      case ALNUM -> "letters and digits";
      case SPACE -> "spaces";
      case NOT_SPACE -> "characters but spaces";
      case NOT_ALNUM -> "marks and spaces";
    };
  }

  /** What is looked for, after a number or an article. */
  private static String of(Token token) {
    return switch (token) {
      case Token.Run(Token.Chars chars) -> noun(chars);
      case Token.Pair(Token.Chars first, Token.Chars second) ->
          noun(first) + " with a " + noun(second) + " behind it";
      case Token.Hump hump -> "capital after a small letter";
      case Token.Literal(String value) -> quoted(value);
    };
  }

  private static String one(Token token) {
    return (token instanceof Token.Literal ? "" : "a ") + of(token);
  }

  private static String each(Token token) {
    return (token instanceof Token.Literal ? "" : "each ") + of(token);
  }

  private static String nth(int number) {
    return switch (number) {
      case 1 -> "first";
      case 2 -> "second";
      case 3 -> "third";
      case -1 -> "last";
      case -2 -> "second last";
      case -3 -> "third last";
      default -> number > 0 ? number + "th" : -number + "th last";
    };
  }

  private static String of(Position position) {
    return switch (position) {
      case Position.At(int index) ->
          index == 0
              ? "the start"
              : index == -1
                  ? "the end"
                  : index > 0
                      ? "behind its " + nth(index) + " character"
                      : "before its " + nth(index + 1) + " character";
      case Position.Border border ->
          (border.atEnd() ? "behind the " : "the ")
              + nth(border.number())
              + " "
              + of(border.token());
      case Position.Next next ->
          (next.atEnd() ? "behind the next " : "the next ") + of(next.token());
      case Position.Length(int characters) -> characters + " characters on";
    };
  }
}
