package dev.stillroom.runtime.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads an examples file (JSON Lines, UTF-8) one line at a time. Nothing is skipped but blank lines
 * at the end: a line that does not parse or does not fit the kind is a {@link BadExample}.
 */
public final class ExampleReader implements Closeable {

  /** The longest line that is read, in bytes: a large page fits, a file without line ends not. */
  public static final int MAX_LINE = 16 * 1024 * 1024;

  /** The longest label, in characters. */
  public static final int MAX_LABEL = 200;

  /** The most elements in an array of a named feature. */
  public static final int MAX_ARRAY = 10_000;

  private static final Set<String> MEMBERS =
      Set.of("input", "output", "id", "group", "time", "source", "spans");
  private static final Set<String> RESERVED_STRINGS = Set.of("text", "html", "url", "file");

  /** A form's snapshot, the form filled in before it, and what was copied for its fields. */
  private static final Set<String> FORM_MEMBERS = Set.of("form", "previous", "copied");

  /** Whether the lines' outputs matter. */
  public enum Outputs {
    /** Each line needs an output that fits the kind. */
    REQUIRED,
    /** Outputs are not looked at: a file to predict from. */
    IGNORED
  }

  private final InputStream in;
  private final String file;
  private final Kind kind;
  private final Outputs outputs;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
  private long line;

  public ExampleReader(InputStream in, String file, Kind kind, Outputs outputs) {
    this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16);
    this.file = file;
    this.kind = kind;
    this.outputs = outputs;
  }

  public static ExampleReader open(Path path, Kind kind, Outputs outputs) throws IOException {
    return new ExampleReader(Files.newInputStream(path), path.toString(), kind, outputs);
  }

  /** Reads all labeled examples of a file. */
  public static List<Example> readAll(Path path, Kind kind) throws IOException, BadExample {
    try (ExampleReader reader = open(path, kind, Outputs.REQUIRED)) {
      List<Example> all = new ArrayList<>();
      for (Example example = reader.next(); example != null; example = reader.next()) {
        all.add(example);
      }
      return all;
    }
  }

  /**
   * Reads the next line.
   *
   * @return null at the end of the file
   */
  public Example next() throws IOException, BadExample {
    byte[] bytes = nextLine();
    long blank = 0;
    while (bytes != null && isBlank(bytes)) {
      blank = blank == 0 ? line : blank;
      bytes = nextLine();
    }
    if (bytes == null) {
      return null;
    }
    if (blank > 0) {
      throw new BadExample(file, blank, "the line is empty; only the last ones may be");
    }
    JsonNode value;
    try {
      value = StrictJson.read(bytes);
    } catch (IOException broken) {
      throw bad(broken.getMessage());
    }
    if (!(value instanceof ObjectNode object)) {
      throw bad("a line must be an object with \"input\", not " + name(value));
    }
    return example(object);
  }

  /** The number of the line read last, from 1. */
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Example example(ObjectNode object) throws BadExample {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String member = names.next();
      if (!MEMBERS.contains(member) && outputs == Outputs.REQUIRED && isSlip(member)) {
        throw bad("unknown member \"" + member + "\"; the members are " + sorted());
      }
    }
    JsonNode given = object.get("input");
    if (given == null) {
      throw bad("there is no \"input\"");
    }
    if (given.isNull()) {
      throw bad("the \"input\" is null; give a string or an object");
    }
    Input input = Input.of(given);
    check(input);
    JsonNode output = object.get("output");
    if (outputs == Outputs.REQUIRED) {
      checkOutput(output);
    }
    boolean placed = outputs == Outputs.REQUIRED && kind == Kind.EXTRACT;
    return new Example(
        input,
        output,
        string(object, "id"),
        string(object, "group"),
        time(object),
        source(object),
        placed ? spans(object, input) : List.of());
  }

  private List<Example.Span> spans(ObjectNode object, Input input) throws BadExample {
    List<Example.Span> spans = new ArrayList<>();
    String text = input.members().path("text").asText("");
    int length = text.codePointCount(0, text.length());
    for (JsonNode span : object.path("spans")) {
      int from = span.path(0).asInt(-1);
      int to = span.path(1).asInt(-1);
      if (from < 0 || to <= from || to > length || !span.path(2).isTextual() || span.size() != 3) {
        throw bad(
            "\"spans\" must hold [from, to, FIELD] with characters of \"text\", 0 <= from < to <= "
                + length
                + ": "
                + shown(span));
      }
      spans.add(new Example.Span(from, to, span.path(2).textValue()));
    }
    if (object.has("spans") && !object.path("spans").isArray()) {
      throw bad("\"spans\" must be an array of [from, to, FIELD]: " + shown(object.get("spans")));
    }
    return spans;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** A member that only differs in case is a slip of the pen; others are somebody's context. */
  private static boolean isSlip(String member) {
    return MEMBERS.contains(member.toLowerCase(Locale.ROOT).strip());
  }

  private static String sorted() {
    return String.join(", ", MEMBERS.stream().sorted().toList());
  }

  private void check(Input input) throws BadExample {
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.isEmpty()) {
        throw bad("a member of \"input\" has an empty name");
      }
      if (RESERVED_STRINGS.contains(name)) {
        if (!value.isTextual() && !value.isNull()) {
          throw bad("input \"" + name + "\" must be a string, not " + name(value));
        }
      } else if (name.equals("page")) {
        if (!value.isObject()) {
          throw bad("input \"page\" must be a page's snapshot, not " + name(value));
        }
      } else if (!name.equals("json") && !(value.isObject() && FORM_MEMBERS.contains(name))) {
        checkFeature(name, value);
      }
    }
  }

  private void checkFeature(String name, JsonNode value) throws BadExample {
    if (value.isObject()) {
      throw bad(
          "feature \"" + name + "\" is an object; put it into \"json\" or give its members names");
    }
    if (value.isArray()) {
      if (value.size() > MAX_ARRAY) {
        throw bad("feature \"" + name + "\" has more than " + MAX_ARRAY + " elements");
      }
      for (JsonNode element : value) {
        if (element.isContainerNode()) {
          throw bad("feature \"" + name + "\" holds " + name(element) + " in an array");
        }
      }
    }
  }

  private void checkOutput(JsonNode output) throws BadExample {
    switch (kind) {
      case CLASSIFY -> {
        // Written down, null is an answer: none of the labels. Left out, it is forgotten.
        if (output == null || !output.isNull()) {
          checkLabel(output);
        }
      }
      case EXTRACT -> {
        require(output != null && output.isObject(), "an object of fields", output);
        for (Map.Entry<String, JsonNode> field : output.properties()) {
          checkField(field.getKey(), field.getValue());
        }
      }
      case TRANSFORM -> require(output != null && output.isTextual(), "a string", output);
      case SUMMARIZE ->
          require(
              output != null
                  && (output.isTextual()
                      || output.isObject() && !output.isEmpty()
                      || output.isArray() && areTexts(output)),
              "a string, an array of strings, or an object of choices or of a card's fields",
              output);
      case FILL -> require(output != null && output.isObject(), "an object of fields", output);
    }
  }

  private static boolean areTexts(JsonNode array) {
    for (JsonNode one : array) {
      if (!one.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private void checkField(String name, JsonNode value) throws BadExample {
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isTextual() && !one.isNull()) {
        throw bad(
            "field \""
                + (name.length() > MAX_LABEL ? name.substring(0, MAX_LABEL) + "…" : name)
                + "\" must be a string as it stands in the input, null or an array of strings, not "
                + (one.isContainerNode() ? name(one) : shown(one)));
      }
    }
  }

  private void checkLabel(JsonNode output) throws BadExample {
    require(
        output != null && output.isTextual(),
        "a label (a string), or null for out of scope",
        output);
    String label = output.textValue();
    if (label.isBlank()) {
      throw bad("the label is empty");
    }
    if (label.length() > MAX_LABEL) {
      throw bad("the label has " + label.length() + " characters; at most " + MAX_LABEL);
    }
    if (!isPlain(label)) {
      throw bad("the label holds a control character or half a surrogate pair");
    }
  }

  /** Whether a string may stand in a closed vocabulary. */
  public static boolean isPlain(String value) {
    return value
        .codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private void require(boolean fits, String wanted, JsonNode output) throws BadExample {
    if (!fits) {
      String got = output == null ? "there is none" : "it is " + name(output);
      throw bad("\"output\" must be " + wanted + "; " + got);
    }
  }

  private String string(ObjectNode object, String name) throws BadExample {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw bad("\"" + name + "\" must be a string, not " + name(value));
    }
    return value.asText();
  }

  private Instant time(ObjectNode object) throws BadExample {
    String text = string(object, "time");
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException broken) {
      throw bad("\"time\" must be like 2026-01-31T12:00:00Z: " + text);
    }
  }

  private Example.Source source(ObjectNode object) throws BadExample {
    String text = string(object, "source");
    return switch (text) {
      case null -> Example.Source.USER;
      case "user" -> Example.Source.USER;
      case "teacher" -> Example.Source.TEACHER;
      case "synthetic" -> Example.Source.SYNTHETIC;
      case "correction" -> Example.Source.CORRECTION;
      default -> throw bad("\"source\" must be user, teacher, synthetic or correction: " + text);
    };
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte one : bytes) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private byte[] nextLine() throws IOException, BadExample {
    buffer.reset();
    line++;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (buffer.size() == MAX_LINE) {
        throw bad("the line is longer than " + MAX_LINE + " bytes");
      }
      buffer.write(read);
    }
    byte[] bytes = buffer.toByteArray();
    boolean marked =
        line == 1
            && bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private BadExample bad(String reason) {
    return new BadExample(file, line, reason);
  }

  private static String name(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "null";
    };
  }
}
