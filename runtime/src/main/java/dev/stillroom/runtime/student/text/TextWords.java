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
      case Text.Constant(String value) -> value.isEmpty() ? "nothing" : "“" + value + "”";
      case Text.Concat concat ->
          concat.parts().stream()
              .map(part -> part instanceof Text.Choice ? "(" + of(part) + ")" : of(part))
              .collect(Collectors.joining(" + "));
      case Text.Slice slice ->
          of(slice.of()) + " from " + of(slice.from()) + " to " + of(slice.to());
      case Text.Piece piece ->
          "piece "
              + (piece.index() >= 0 ? piece.index() + 1 : piece.index())
              + " of "
              + of(piece.of())
              + " split at "
              + of(piece.delimiter());
      case Text.Changed changed ->
          of(changed.of())
              + " ("
              + changed.change().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
              + ")";
      case Text.Kept kept ->
          "the " + kept.chars().name().toLowerCase(java.util.Locale.ROOT) + " of " + of(kept.of());
      case Text.Joined joined ->
          of(joined.of())
              + " split at "
              + of(joined.delimiter())
              + ", each "
              + joined.each().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
              + ", joined by “"
              + joined.glue()
              + "”";
      case Text.Chunked chunked -> of(chunked.of()) + " in groups of " + chunked.size();
      case Text.Padded padded -> of(padded.of()) + " filled up to " + padded.width();
      case Text.Dated dated ->
          dated.to() + " of the date " + of(dated.of()) + " (" + dated.from() + ")";
      case Text.Numbered number ->
          "the number "
              + of(number.of())
              + (number.factor() == 1 ? "" : " × " + number.factor())
              + (number.shift() == 0 ? "" : " + " + number.shift());
      case Text.Calculated made -> calculated(made);
      case Text.Counted counted ->
          "how many pieces " + of(counted.of()) + " has, split at " + of(counted.delimiter());
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
          of(replaced.of()) + " with “" + replaced.with() + "” for each “" + replaced.what() + "”";
      case Text.Mapped mapped ->
          of(mapped.of())
              + " split at "
              + of(mapped.delimiter())
              + ", of each ("
              + of(mapped.each())
              + "), joined by “"
              + mapped.glue()
              + "”";
      case Text.Choice choice ->
          of(choice.then())
              + " when "
              + of(choice.test())
              + ", otherwise "
              + of(choice.otherwise());
    };
  }

  private static String of(Text.Test test) {
    String token = of(test.token());
    String has =
        switch (test.where()) {
          case COUNT -> test.least() > 1 ? " has " + test.least() + " times " : " has ";
          case START -> " begins with ";
          case END -> " ends with ";
          case WHOLE -> test.token() instanceof Token.Literal ? " is " : " is nothing but ";
        };
    return of(test.of()) + has + token;
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

  private static String of(Token token) {
    return switch (token) {
      case Token.Run(Token.Chars chars) ->
          chars.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      case Token.Pair(Token.Chars first, Token.Chars second) ->
          (first + " and " + second).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      case Token.Hump hump -> "a large letter after a small one";
      case Token.Literal(String value) -> "“" + value + "”";
    };
  }

  private static String of(Position position) {
    return switch (position) {
      case Position.At(int index) ->
          index == 0 ? "the start" : index == -1 ? "the end" : "place " + index;
      case Position.Border border ->
          (border.atEnd() ? "behind " : "") + of(border.token()) + " " + border.number();
      case Position.Next next -> "the next " + of(next.token());
      case Position.Length(int characters) -> characters + " characters on";
    };
  }
}
