package dev.stillroom.runtime.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A form as JSON, as the extension sends it: {@code {"form": 1, "language": "de", "title": "…",
 * "fields": [FIELD, …]}}. A FIELD has {@code tag} and {@code type}; a text that is empty, a flag
 * that is false and a limit that is none are left out. {@code options} is {@code [["value",
 * "text"], …]}, {@code box} {@code [x, y, width, height]}, and {@code hidden} says that nobody sees
 * it.
 */
public final class FormJson {

  public static final int VERSION = 1;

  private static final int MAX_PATH = 1_000;
  private static final int MAX_PIXELS = 10_000_000;

  private FormJson() {}

  public static ObjectNode write(WebForm form) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("form", VERSION);
    put(json, "language", form.language());
    put(json, "title", form.title());
    put(json, "cut", form.isCut());
    ArrayNode fields = json.putArray("fields");
    form.fields().forEach(field -> write(field, fields.addObject()));
    return json;
  }

  private static void write(WebField field, ObjectNode json) {
    json.put("tag", field.tag()).put("type", field.type());
    put(json, "name", field.name());
    put(json, "id", field.id());
    put(json, "autocomplete", field.autocomplete());
    put(json, "label", field.label());
    put(json, "placeholder", field.placeholder());
    put(json, "title", field.title());
    put(json, "before", field.before());
    put(json, "section", field.section());
    if (!field.options().isEmpty()) {
      ArrayNode options = json.putArray("options");
      field.options().forEach(one -> options.addArray().add(one.value()).add(one.text()));
    }
    if (field.maxLength() >= 0) {
      json.put("maxLength", field.maxLength());
    }
    put(json, "pattern", field.pattern());
    put(json, "inputMode", field.inputMode());
    put(json, "required", field.isRequired());
    put(json, "hidden", !field.isVisible());
    put(json, "filled", field.isFilled());
    put(json, "locked", field.isLocked());
    if (field.box() != null) {
      WebField.Box box = field.box();
      json.putArray("box").add(box.x()).add(box.y()).add(box.width()).add(box.height());
    }
    put(json, "path", field.path());
  }

  private static void put(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void put(ObjectNode json, String name, boolean flag) {
    if (flag) {
      json.put(name, true);
    }
  }

  static void write(Place place, ObjectNode json) {
    switch (place) {
      case Place.Node node -> json.put("in", "page").put("node", node.node());
      case Place.Span span -> json.put("in", "text").put("from", span.from()).put("to", span.to());
      case Place.Pointer pointer -> json.put("in", "json").put("pointer", pointer.pointer());
      case Place.Before before -> json.put("in", "form").put("key", before.key());
    }
  }

  /** Reads what an extension, or anybody, sent. What exceeds the bounds is cut. */
  public static WebForm read(JsonNode json) throws FormRefused {
    JsonNode given = json.path("fields");
    if (json.path("form").asInt() != VERSION || !given.isArray()) {
      throw new FormRefused("a form's snapshot must have \"form\": " + VERSION + " and \"fields\"");
    }
    List<WebField> fields = new ArrayList<>();
    int options = 0;
    for (JsonNode node : given) {
      if (fields.size() == WebForm.MAX_FIELDS) {
        break;
      }
      if (!node.isObject() || text(node, "tag").isEmpty()) {
        throw new FormRefused(
            "field " + fields.size() + " of a form's snapshot must be an object with \"tag\"");
      }
      WebField field = field(node, WebForm.MAX_ALL_OPTIONS - options);
      options += field.options().size();
      fields.add(field);
    }
    boolean cut = json.path("cut").asBoolean() || given.size() > fields.size();
    return new WebForm(text(json, "language"), text(json, "title"), fields, cut);
  }

  private static WebField field(JsonNode node, int room) {
    String tag = text(node, "tag");
    String type = text(node, "type");
    return new WebField(
        tag,
        type.isEmpty() ? "text" : type,
        text(node, "name"),
        text(node, "id"),
        text(node, "autocomplete"),
        text(node, "label"),
        text(node, "placeholder"),
        text(node, "title"),
        text(node, "before"),
        text(node, "section"),
        options(node.path("options"), room),
        Math.max(-1, node.path("maxLength").asInt(-1)),
        text(node, "pattern"),
        text(node, "inputMode"),
        node.path("required").asBoolean(),
        !node.path("hidden").asBoolean(),
        node.path("filled").asBoolean(),
        node.path("locked").asBoolean(),
        box(node.path("box")),
        cut(node.path("path").asText(""), MAX_PATH));
  }

  private static List<WebField.Option> options(JsonNode given, int room) {
    List<WebField.Option> options = new ArrayList<>();
    for (JsonNode one : given) {
      if (options.size() == Math.min(WebForm.MAX_OPTIONS, room)) {
        break;
      }
      options.add(new WebField.Option(cut(one.path(0).asText()), cut(one.path(1).asText())));
    }
    return options;
  }

  private static WebField.Box box(JsonNode given) {
    if (!given.isArray() || given.size() != 4) {
      return null;
    }
    int[] numbers = new int[4];
    for (int i = 0; i < 4; i++) {
      numbers[i] = Math.clamp(given.get(i).asInt(), -MAX_PIXELS, MAX_PIXELS);
    }
    return new WebField.Box(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static String text(JsonNode node, String name) {
    return cut(node.path(name).asText(""));
  }

  static String cut(String text) {
    return cut(text, WebForm.MAX_TEXT);
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
