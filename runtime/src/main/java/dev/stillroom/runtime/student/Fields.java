package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.ExampleReader;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Reads a JSON object whose vocabulary is closed: every member in its range, none missing, none
 * that nobody asked for.
 */
public final class Fields {

  private final JsonNode object;
  private final String what;
  private final Set<String> read = new HashSet<>();

  public Fields(JsonNode value, String what) throws ProgramRefused {
    if (!(value instanceof ObjectNode)) {
      throw new ProgramRefused(what + " must be a JSON object");
    }
    this.object = value;
    this.what = what;
  }

  public boolean has(String name) {
    return object.has(name);
  }

  public String string(String name, int maximum) throws ProgramRefused {
    return plain(get(name), "'" + name + "' of " + what, maximum);
  }

  public int integer(String name, int minimum, int maximum) throws ProgramRefused {
    return (int) whole(name, minimum, maximum);
  }

  public long whole(String name, long minimum, long maximum) throws ProgramRefused {
    JsonNode value = get(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < minimum
        || value.longValue() > maximum) {
      throw new ProgramRefused(
          "'"
              + name
              + "' of "
              + what
              + " must be a whole number within "
              + minimum
              + " and "
              + maximum);
    }
    return value.longValue();
  }

  public double number(String name, double minimum, double maximum) throws ProgramRefused {
    JsonNode value = get(name);
    double number = value.doubleValue();
    if (!value.isNumber() || !(number >= minimum && number <= maximum)) {
      throw new ProgramRefused(
          "'" + name + "' of " + what + " must be a number within " + minimum + " and " + maximum);
    }
    return number;
  }

  public boolean flag(String name) throws ProgramRefused {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      throw new ProgramRefused("'" + name + "' of " + what + " must be true or false");
    }
    return value.booleanValue();
  }

  public JsonNode array(String name, int minimum, int maximum) throws ProgramRefused {
    JsonNode value = get(name);
    if (!value.isArray() || value.size() < minimum || value.size() > maximum) {
      throw new ProgramRefused(
          "'" + name + "' of " + what + " must be an array of " + minimum + " to " + maximum);
    }
    return value;
  }

  public JsonNode object(String name) throws ProgramRefused {
    JsonNode value = get(name);
    if (!value.isObject()) {
      throw new ProgramRefused("'" + name + "' of " + what + " must be an object");
    }
    return value;
  }

  /** Any value, for a reader that looks at it itself. */
  public JsonNode value(String name) throws ProgramRefused {
    return get(name);
  }

  /** The end of reading: a member that was not asked for is refused. */
  public void end() throws ProgramRefused {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!read.contains(name)) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        throw new ProgramRefused(what + " has an unknown member '" + shown + "'");
      }
    }
  }

  /** A string without control characters, no longer than {@code maximum} characters. */
  public static String plain(JsonNode value, String what, int maximum) throws ProgramRefused {
    if (!value.isTextual()) {
      throw new ProgramRefused(what + " must be a string");
    }
    String text = value.textValue();
    if (text.length() > maximum || !ExampleReader.isPlain(text)) {
      throw new ProgramRefused(
          what + " must have at most " + maximum + " characters and no control characters");
    }
    return text;
  }

  private JsonNode get(String name) throws ProgramRefused {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new ProgramRefused(what + " has no '" + name + "'");
    }
    read.add(name);
    return value;
  }
}
