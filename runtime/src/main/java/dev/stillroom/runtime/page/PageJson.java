package dev.stillroom.runtime.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page as JSON, as the browser extension sends it: {@code {"page": 1, "nodes": [NODE, …]}} in
 * document order. A NODE is {@code [PARENT, "tag"]}, {@code [PARENT, "tag", {ATTRIBUTES}]} or
 * {@code [PARENT, "#text", "the text"]}; PARENT is the index of an earlier node, -1 for a root.
 *
 * <p>Attributes whose names begin with a colon are no attributes of the page: {@code :hidden} is
 * there where the browser does not show the element, {@code :box} is {@code "x y width height"} in
 * CSS pixels of the page, {@code :data} the text of a script of structured data, and in an example
 * {@code :field} names the fields that the person took from this very node, a line for each.
 */
public final class PageJson {

  public static final int VERSION = 1;

  public static final String HIDDEN = ":hidden";
  public static final String BOX = ":box";
  public static final String DATA = ":data";
  public static final String FIELD = ":field";

  private static final int MAX_TAG = 100;
  private static final int MAX_ATTRIBUTES = 40;
  private static final int MAX_NAME = 100;
  private static final int MAX_VALUE = 2_000;
  private static final int MAX_TEXT = 1_000_000;

  private PageJson() {}

  public static ObjectNode write(Page page) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("page", VERSION);
    if (page.isCut()) {
      json.put("cut", true);
    }
    ArrayNode nodes = json.putArray("nodes");
    for (int i = 0; i < page.size(); i++) {
      ArrayNode node = nodes.addArray().add(page.parent(i)).add(page.tag(i));
      if (page.isText(i)) {
        node.add(page.text(i));
        continue;
      }
      ObjectNode attributes = JsonNodeFactory.instance.objectNode();
      page.attributes(i).forEach(attributes::put);
      if (page.isHidden(i)) {
        attributes.put(HIDDEN, "");
      }
      if (!page.data(i).isEmpty()) {
        attributes.put(DATA, page.data(i));
      }
      if (!attributes.isEmpty()) {
        node.add(attributes);
      }
    }
    return json;
  }

  /** Reads what an extension, or anybody, sent. */
  public static Page read(JsonNode json) throws PageRefused {
    JsonNode nodes = json.path("nodes");
    if (json.path("page").asInt() != VERSION || !nodes.isArray()) {
      throw new PageRefused("a page's snapshot must have \"page\": " + VERSION + " and \"nodes\"");
    }
    Page.Builder page = new Page.Builder();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      int parent = node.path(0).asInt(-2);
      while (!open.isEmpty() && open.getLast() != parent) {
        open.removeLast();
        page.close();
      }
      String tag = node.path(1).asText();
      boolean isText = tag.equals("#text");
      if (!node.isArray()
          || tag.isEmpty()
          || tag.length() > MAX_TAG
          || parent < -1
          || isText && (open.isEmpty() || !node.path(2).isTextual())
          || parent >= 0 && open.isEmpty()) {
        throw new PageRefused(
            "node "
                + i
                + " of a page's snapshot must be [parent, tag, attributes or text] and its parent"
                + " open");
      }
      if (isText) {
        String text = node.path(2).textValue();
        page.text(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
      } else {
        element(page, tag, node.path(2));
        open.add(i);
      }
    }
    return (json.path("cut").asBoolean() ? page.markCut() : page).build();
  }

  private static void element(Page.Builder page, String tag, JsonNode attributes)
      throws PageRefused {
    List<String> pairs = new ArrayList<>();
    String data = "";
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      String name = attribute.getKey();
      String value = attribute.getValue().asText();
      if (name.equals(DATA)) {
        data = value.length() > MAX_TEXT ? "" : value;
      } else if (!name.equals(HIDDEN)) {
        if (pairs.size() >= 2 * MAX_ATTRIBUTES || name.length() > MAX_NAME) {
          throw new PageRefused("an element of a page's snapshot has too many or long attributes");
        }
        pairs.add(name);
        pairs.add(value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value);
      }
    }
    page.open(tag, attributes.has(HIDDEN), pairs.toArray(String[]::new));
    if (!data.isEmpty()) {
      page.data(data);
    }
  }
}
