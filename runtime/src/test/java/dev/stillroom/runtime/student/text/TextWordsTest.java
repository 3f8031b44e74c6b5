package dev.stillroom.runtime.student.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A program as a person reads it. */
class TextWordsTest {

  private static final Text COLUMN = new Text.Column("text");
  private static final Token SPACE = new Token.Run(Token.Chars.SPACE);

  @Test
  void partsAndPlacesAreCountedAsPeopleDo() {
    assertEquals(
        "the last part of the text, divided at each space + “, ” + the first part of the text,"
            + " divided at each space",
        TextWords.of(
            new Text.Concat(
                List.of(
                    new Text.Piece(COLUMN, SPACE, -1),
                    new Text.Constant(", "),
                    new Text.Piece(COLUMN, SPACE, 0)))));
    Token number = new Token.Run(Token.Chars.DIGITS);
    assertEquals(
        "the text from the first number to behind the last number",
        TextWords.of(
            new Text.Slice(
                COLUMN,
                new Position.Border(number, 1, false),
                new Position.Border(number, -1, true))));
    assertEquals(
        "the text from behind its third character to before its last character",
        TextWords.of(new Text.Slice(COLUMN, new Position.At(3), new Position.At(-2))));
  }

  @Test
  void aChoiceSaysOnWhatItDepends() {
    Text.Test test = new Text.Test(COLUMN, Text.Test.Where.WHOLE, new Token.Literal("1"), 1);
    assertEquals(
        "the text in capitals + (nothing when the text is “1”, otherwise “s”)",
        TextWords.of(
            new Text.Concat(
                List.of(
                    new Text.Changed(COLUMN, Change.UPPER),
                    new Text.Choice(test, new Text.Constant(""), new Text.Constant("s"))))));
  }
}
