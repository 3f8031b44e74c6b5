package dev.stillroom.runtime.student.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** Expressions as the JSON of a pack; {@link TextReader} is the way back. */
public final class TextWriter {

  private TextWriter() {}

  public static ObjectNode json(Text text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (text) {
      case Text.Column(String name) -> json.put("op", "column").put("name", name);
      case Text.Constant(String value) -> json.put("op", "constant").put("value", value);
      case Text.Concat concat -> {
        ArrayNode parts = json.put("op", "concat").putArray("parts");
        concat.parts().forEach(part -> parts.add(json(part)));
      }
      case Text.Slice slice -> {
        json.put("op", "slice").set("of", json(slice.of()));
        json.set("from", json(slice.from()));
        json.set("to", json(slice.to()));
      }
      case Text.Piece piece -> {
        json.put("op", "piece").set("of", json(piece.of()));
        json.set("delimiter", json(piece.delimiter()));
        json.put("index", piece.index());
      }
      case Text.Changed changed ->
          json.put("op", "changed")
              .put("change", changed.change().name())
              .set("of", json(changed.of()));
      case Text.Kept kept ->
          json.put("op", "kept").put("chars", kept.chars().name()).set("of", json(kept.of()));
      case Text.Joined joined -> {
        json.put("op", "joined").set("of", json(joined.of()));
        json.set("delimiter", json(joined.delimiter()));
        json.put("each", joined.each().name()).put("glue", joined.glue());
      }
      case Text.Chunked chunked ->
          json.put("op", "chunked")
              .put("size", chunked.size())
              .put("glue", chunked.glue())
              .put("fromEnd", chunked.fromEnd() ? 1 : 0)
              .set("of", json(chunked.of()));
      case Text.Padded padded ->
          json.put("op", "padded")
              .put("width", padded.width())
              .put("with", String.valueOf(padded.with()))
              .set("of", json(padded.of()));
      case Text.Dated dated ->
          json.put("op", "dated")
              .put("from", dated.from())
              .put("fromLanguage", dated.fromLocale().toLanguageTag())
              .put("to", dated.to())
              .put("toLanguage", dated.toLocale().toLanguageTag())
              .set("of", json(dated.of()));
      case Text.Numbered number ->
          json.put("op", "numbered")
              .put("from", number.from().name())
              .put("factor", number.factor())
              .put("shift", number.shift())
              .put("decimals", number.decimals())
              .put("trimmed", number.trimmed() ? 1 : 0)
              .put("rounding", number.rounding().name())
              .put("to", number.to().name())
              .set("of", json(number.of()));
      case Text.Calculated made -> {
        json.put("op", "calculated").put("operation", made.operation().name());
        json.put("leftStyle", made.leftStyle().name());
        json.put("rightStyle", made.rightStyle().name());
        json.put("decimals", made.decimals()).put("trimmed", made.trimmed() ? 1 : 0);
        json.put("rounding", made.rounding().name()).put("to", made.to().name());
        json.set("left", json(made.left()));
        json.set("right", json(made.right()));
      }
      case Text.Counted counted -> {
        json.put("op", "counted").set("of", json(counted.of()));
        json.set("delimiter", json(counted.delimiter()));
      }
      case Text.Moved moved ->
          json.put("op", "moved")
              .put("from", moved.from())
              .put("language", moved.language().toLanguageTag())
              .put("days", moved.days())
              .put("months", moved.months())
              .set("of", json(moved.of()));
      case Text.Lookup lookup -> {
        json.put("op", "lookup").set("of", json(lookup.of()));
        ArrayNode values = json.putArray("values");
        new TreeMap<>(lookup.values())
            .forEach((from, to) -> values.addObject().put("is", from).put("then", to));
      }
      case Text.Named named ->
          json.put("op", "named")
              .put("kind", named.kind().name())
              .put("toCode", named.toCode() ? 1 : 0)
              .put("language", named.language().toLanguageTag())
              .set("of", json(named.of()));
      case Text.Spelled spelled ->
          json.put("op", "spelled")
              .put("style", spelled.style().name())
              .put("language", spelled.language().toLanguageTag())
              .set("of", json(spelled.of()));
      case Text.Replaced replaced ->
          json.put("op", "replaced")
              .put("what", replaced.what())
              .put("with", replaced.with())
              .set("of", json(replaced.of()));
      case Text.Mapped mapped -> {
        json.put("op", "mapped").set("of", json(mapped.of()));
        json.set("delimiter", json(mapped.delimiter()));
        json.put("glue", mapped.glue()).set("each", json(mapped.each()));
      }
      case Text.Choice choice -> {
        Text.Test test = choice.test();
        ObjectNode when = json.put("op", "choice").putObject("if");
        when.set("of", json(test.of()));
        when.put("where", test.where().name()).put("least", test.least());
        when.set("token", json(test.token()));
        json.set("then", json(choice.then()));
        json.set("otherwise", json(choice.otherwise()));
      }
    }
    return json;
  }

  private static ObjectNode json(Token token) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (token) {
      case Token.Run(Token.Chars chars) -> json.put("run", chars.name());
      case Token.Pair(Token.Chars first, Token.Chars second) ->
          json.put("run", first.name()).put("then", second.name());
      case Token.Hump hump -> json.put("hump", 1);
      case Token.Literal(String value) -> json.put("literal", value);
    };
  }

  private static ObjectNode json(Position position) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (position) {
      case Position.At(int index) -> json.put("at", index);
      case Position.Border border -> {
        json.put("border", border.number()).put("end", border.atEnd() ? 1 : 0);
        json.set("token", json(border.token()));
      }
      case Position.Next next -> {
        json.put("next", next.atEnd() ? 1 : 0);
        json.set("token", json(next.token()));
      }
      case Position.Length(int characters) -> json.put("length", characters);
    }
    return json;
  }
}
