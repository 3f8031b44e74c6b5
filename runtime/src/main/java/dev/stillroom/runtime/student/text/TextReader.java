package dev.stillroom.runtime.student.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads expressions as if an enemy had written them: a closed vocabulary, every number in its
 * range, and one budget of expressions and of depth for the whole program.
 */
public final class TextReader {

  private static final int MAX_DEPTH = 12;
  private static final int MAX_EXPRESSIONS = 2_000;
  private static final int MAX_PARTS = 80;
  private static final int MAX_CONSTANT = 400;
  private static final int MAX_NAME = 200;
  private static final int MAX_TOKEN = 60;
  private static final int MAX_TABLE = 1_000;
  private static final int MAX_PLACE = 20_000;

  private int expressions;
  private boolean inMapped;

  /** Reads one expression; all that one reader reads shares the budget. */
  public Text read(JsonNode json) throws ProgramRefused {
    return read(json, 0);
  }

  private Text read(JsonNode json, int depth) throws ProgramRefused {
    if (++expressions > MAX_EXPRESSIONS || depth > MAX_DEPTH) {
      throw new ProgramRefused(
          "it has more than "
              + MAX_EXPRESSIONS
              + " expressions, or they nest deeper than "
              + MAX_DEPTH);
    }
    Fields fields = new Fields(json, "an expression");
    String op = fields.string("op", 20);
    Text text =
        switch (op) {
          case "column" -> new Text.Column(fields.string("name", MAX_NAME));
          case "constant" -> new Text.Constant(fields.string("value", MAX_CONSTANT));
          case "concat" -> concat(fields, depth);
          case "slice" ->
              new Text.Slice(
                  of(fields, depth),
                  position(fields.object("from"), false),
                  position(fields.object("to"), true));
          case "piece" ->
              new Text.Piece(
                  of(fields, depth),
                  token(fields.object("delimiter")),
                  fields.integer("index", -100, 100));
          case "changed" ->
              new Text.Changed(of(fields, depth), name(fields, "change", Change.class));
          case "kept" -> new Text.Kept(of(fields, depth), name(fields, "chars", Token.Chars.class));
          case "joined" ->
              new Text.Joined(
                  of(fields, depth),
                  token(fields.object("delimiter")),
                  name(fields, "each", Change.class),
                  fields.string("glue", 20));
          case "chunked" ->
              new Text.Chunked(
                  of(fields, depth),
                  fields.integer("size", 1, 100),
                  fields.string("glue", 20),
                  fields.integer("fromEnd", 0, 1) == 1);
          case "padded" -> padded(fields, depth);
          case "dated" -> dated(fields, depth);
          case "numbered" ->
              new Text.Numbered(
                  of(fields, depth),
                  name(fields, "from", Numbers.Style.class),
                  fields.number("factor", -1e12, 1e12),
                  fields.number("shift", -1e12, 1e12),
                  fields.integer("decimals", 0, 12),
                  fields.integer("trimmed", 0, 1) == 1,
                  rounding(fields),
                  name(fields, "to", Numbers.Style.class));
          case "calculated" ->
              new Text.Calculated(
                  read(fields.object("left"), depth + 1),
                  name(fields, "leftStyle", Numbers.Style.class),
                  name(fields, "operation", Arithmetic.class),
                  read(fields.object("right"), depth + 1),
                  name(fields, "rightStyle", Numbers.Style.class),
                  fields.integer("decimals", 0, 12),
                  fields.integer("trimmed", 0, 1) == 1,
                  rounding(fields),
                  name(fields, "to", Numbers.Style.class));
          case "counted" -> new Text.Counted(of(fields, depth), token(fields.object("delimiter")));
          case "moved" -> moved(fields, depth);
          case "lookup" -> lookup(fields, depth);
          case "named" ->
              new Text.Named(
                  of(fields, depth),
                  name(fields, "kind", Names.Kind.class),
                  fields.integer("toCode", 0, 1) == 1,
                  locale(fields, "language"));
          case "spelled" ->
              new Text.Spelled(
                  of(fields, depth),
                  name(fields, "style", Spelling.Style.class),
                  locale(fields, "language"));
          case "replaced" -> replaced(fields, depth);
          case "mapped" -> mapped(fields, depth);
          case "choice" ->
              new Text.Choice(
                  test(fields.object("if"), depth),
                  read(fields.object("then"), depth + 1),
                  read(fields.object("otherwise"), depth + 1));
          default -> throw new ProgramRefused("'" + op + "' is no expression of this version");
        };
    fields.end();
    return text;
  }

  private Text of(Fields fields, int depth) throws ProgramRefused {
    return read(fields.object("of"), depth + 1);
  }

  private Text concat(Fields fields, int depth) throws ProgramRefused {
    List<Text> parts = new ArrayList<>();
    for (JsonNode part : fields.array("parts", 1, MAX_PARTS)) {
      parts.add(read(part, depth + 1));
    }
    return new Text.Concat(parts);
  }

  private Text padded(Fields fields, int depth) throws ProgramRefused {
    String with = fields.string("with", 1);
    if (with.length() != 1) {
      throw new ProgramRefused("'with' of an expression must be one character");
    }
    return new Text.Padded(of(fields, depth), fields.integer("width", 1, 100), with.charAt(0));
  }

  private Text dated(Fields fields, int depth) throws ProgramRefused {
    String from = fields.string("from", MAX_TOKEN);
    String to = fields.string("to", MAX_TOKEN);
    if (!Dates.mayRead(from) || !Dates.mayWrite(to)) {
      throw new ProgramRefused("'" + from + "' to '" + to + "' are no patterns of this version");
    }
    return new Text.Dated(
        of(fields, depth), from, locale(fields, "fromLanguage"), to, locale(fields, "toLanguage"));
  }

  private Text moved(Fields fields, int depth) throws ProgramRefused {
    String from = fields.string("from", MAX_TOKEN);
    if (!Dates.mayRead(from)) {
      throw new ProgramRefused("'" + from + "' is no pattern of this version");
    }
    return new Text.Moved(
        of(fields, depth),
        from,
        locale(fields, "language"),
        fields.integer("days", -Dates.FURTHEST, Dates.FURTHEST),
        fields.integer("months", -Dates.FURTHEST, Dates.FURTHEST));
  }

  private Text replaced(Fields fields, int depth) throws ProgramRefused {
    String what = fields.string("what", MAX_TOKEN);
    if (what.isEmpty()) {
      throw new ProgramRefused("what is to be replaced is empty");
    }
    return new Text.Replaced(of(fields, depth), what, fields.string("with", MAX_TOKEN));
  }

  private Text mapped(Fields fields, int depth) throws ProgramRefused {
    if (inMapped) {
      throw new ProgramRefused("an expression for pieces has pieces in it");
    }
    Text of = of(fields, depth);
    Token delimiter = token(fields.object("delimiter"));
    String glue = fields.string("glue", 20);
    inMapped = true;
    Text each = read(fields.object("each"), depth + 1);
    inMapped = false;
    return new Text.Mapped(of, delimiter, each, glue);
  }

  private Text lookup(Fields fields, int depth) throws ProgramRefused {
    Map<String, String> values = new HashMap<>();
    for (JsonNode node : fields.array("values", 1, MAX_TABLE)) {
      Fields entry = new Fields(node, "a line of a table");
      if (values.put(entry.string("is", MAX_CONSTANT), entry.string("then", MAX_CONSTANT))
          != null) {
        throw new ProgramRefused("a table has the same value twice");
      }
      entry.end();
    }
    return new Text.Lookup(of(fields, depth), values);
  }

  private Text.Test test(JsonNode json, int depth) throws ProgramRefused {
    Fields fields = new Fields(json, "a test");
    Text.Test test =
        new Text.Test(
            of(fields, depth),
            name(fields, "where", Text.Test.Where.class),
            token(fields.object("token")),
            fields.integer("least", 1, 1_000));
    fields.end();
    return test;
  }

  private static Token token(JsonNode json) throws ProgramRefused {
    Fields fields = new Fields(json, "a token");
    Token token;
    if (fields.has("then")) {
      token =
          new Token.Pair(
              name(fields, "run", Token.Chars.class), name(fields, "then", Token.Chars.class));
    } else if (fields.has("run")) {
      token = new Token.Run(name(fields, "run", Token.Chars.class));
    } else if (fields.has("hump")) {
      fields.integer("hump", 1, 1);
      token = new Token.Hump();
    } else {
      String value = fields.string("literal", MAX_TOKEN);
      if (value.isEmpty()) {
        throw new ProgramRefused("a token is empty");
      }
      token = new Token.Literal(value);
    }
    fields.end();
    return token;
  }

  private static Position position(JsonNode json, boolean isEnd) throws ProgramRefused {
    Fields fields = new Fields(json, "a position");
    Position position;
    if (fields.has("at")) {
      position = new Position.At(fields.integer("at", -MAX_PLACE, MAX_PLACE));
    } else if (fields.has("border")) {
      position =
          new Position.Border(
              token(fields.object("token")),
              fields.integer("border", -1_000, 1_000),
              fields.integer("end", 0, 1) == 1);
    } else if (isEnd && fields.has("next")) {
      position =
          new Position.Next(token(fields.object("token")), fields.integer("next", 0, 1) == 1);
    } else if (isEnd) {
      position = new Position.Length(fields.integer("length", 0, MAX_PLACE));
    } else {
      throw new ProgramRefused("a position must be 'at' or 'border'");
    }
    fields.end();
    return position;
  }

  private static RoundingMode rounding(Fields fields) throws ProgramRefused {
    RoundingMode mode = name(fields, "rounding", RoundingMode.class);
    if (mode == RoundingMode.UNNECESSARY) {
      throw new ProgramRefused("rounding must say which way");
    }
    return mode;
  }

  private static Locale locale(Fields fields, String name) throws ProgramRefused {
    String tag = fields.string(name, 10);
    for (Locale locale : Dates.LOCALES) {
      if (locale.toLanguageTag().equals(tag)) {
        return locale;
      }
    }
    throw new ProgramRefused("'" + tag + "' is no language of this version");
  }

  private static <E extends Enum<E>> E name(Fields fields, String name, Class<E> of)
      throws ProgramRefused {
    String value = fields.string(name, 40);
    for (E constant : of.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw new ProgramRefused("'" + name + "' is '" + value + "', which this version does not know");
  }
}
