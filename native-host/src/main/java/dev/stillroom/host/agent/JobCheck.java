package dev.stillroom.host.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.ExampleReader.Outputs;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.form.NeverFilled;
import dev.stillroom.runtime.form.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The bounds of what an agent may put into the journal. What it hands over may be text of a page:
 * it is data, is neither followed nor looked up, and is not kept where it holds a secret.
 */
final class JobCheck {

  /** Characters of an input as JSON. */
  static final int MAX_INPUT = 200_000;

  static final int MAX_OUTPUT = 20_000;
  static final int MAX_NAME = 80;
  static final int MAX_INSTRUCTION = 2_000;

  /** What an agent says an input is: files are the person's to name. */
  private static final List<String> FORBIDDEN = List.of("file", "form", "previous", "copied");

  private JobCheck() {}

  static void job(TeachView.NewJob job) {
    require(
        !job.name().isBlank() && job.name().length() <= MAX_NAME,
        "a job's name has between 1 and " + MAX_NAME + " characters, not " + job.name().length());
    require(
        job.instruction().length() <= MAX_INSTRUCTION,
        "a job's instruction has at most "
            + MAX_INSTRUCTION
            + " characters, not "
            + job.instruction().length());
    require(
        ExampleReader.isPlain(job.name()) && isText(job.instruction()),
        "a job's name or instruction holds control characters: leave them out");
    require(
        !secret(job.name()) && !secret(job.instruction()),
        "a job's name or instruction holds a secret: leave it out");
    kind(job.student());
  }

  /** A text may have more than one line. */
  private static boolean isText(String text) {
    return ExampleReader.isPlain(text.replaceAll("[\\n\\r\\t]", " "));
  }

  /** The kinds of jobs whose answers can be counted right or wrong. */
  static Kind kind(String name) {
    return switch (name) {
      case "classify" -> Kind.CLASSIFY;
      case "extract" -> Kind.EXTRACT;
      case "transform" -> Kind.TRANSFORM;
      default ->
          throw new RequestFailure(
              ErrorCode.INVALID_VALUE,
              "a job is to classify, extract or transform, not '" + brief(name) + "'");
    };
  }

  /** An input as its models see it. */
  static JsonNode input(JsonNode given) {
    require(
        given.toString().length() <= MAX_INPUT,
        "the input has "
            + given.toString().length()
            + " characters as JSON; at most "
            + MAX_INPUT
            + " are read");
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    line.set("input", given);
    read(line, Kind.CLASSIFY, Outputs.IGNORED);
    if (given instanceof ObjectNode members) {
      require(!members.isEmpty(), "the input is empty: give what the answer depends on");
      for (String name : FORBIDDEN) {
        require(!members.has(name), "an input has no member '" + name + "' here: give its text");
      }
      return members;
    }
    ObjectNode members = ProtocolJson.MAPPER.createObjectNode();
    members.set(given.isTextual() ? "text" : "json", given);
    return members;
  }

  /** An example that is to be kept. */
  static void example(Kind kind, JsonNode input, JsonNode output) {
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    line.set("input", input);
    line.set("output", output);
    require(
        output.toString().length() <= MAX_OUTPUT,
        "the output has more than " + MAX_OUTPUT + " characters");
    read(line, kind, Outputs.REQUIRED);
    if (secret(input) || secret(output)) {
      throw new RequestFailure(
          ErrorCode.NOT_ALLOWED,
          "the example holds a password, a key, a code or a card's number: it is not kept");
    }
  }

  private static void read(ObjectNode line, Kind kind, Outputs outputs) {
    byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
    try (ExampleReader reader =
        new ExampleReader(new ByteArrayInputStream(bytes), "example", kind, outputs)) {
      reader.next();
    } catch (BadExample bad) {
      // A line of its own has no number worth telling.
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, bad.getMessage().replaceFirst("^example:1: ", ""));
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory does not fail", impossible);
    }
  }

  private static boolean secret(String text) {
    return Secrets.in(text) || Secrets.cardIn(text);
  }

  /** Whether something in it looks like a password, a key, a code or a card's number. */
  static boolean secret(JsonNode value) {
    if (value.isValueNode()) {
      return secret(value.asText());
    }
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        boolean empty = member.getValue().isNull() || member.getValue().asText("-").isEmpty();
        if (!empty && NeverFilled.namesSecret(member.getKey().toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
    }
    for (JsonNode child : value) {
      if (secret(child)) {
        return true;
      }
    }
    return false;
  }

  static String brief(String text) {
    String line = BadExample.oneLine(text);
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }
}
