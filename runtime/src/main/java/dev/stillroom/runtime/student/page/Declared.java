package dev.stillroom.runtime.student.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stillroom.runtime.page.Page;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a page says of itself to machines: the values in its JSON-LD and meta elements with the
 * names it gives them, which outlive every change of its layout.
 */
final class Declared {

  /** Made once: a page may have as many parts for machines as it has nodes. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int MAX_VALUES = 5_000;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NAME = 60;

  /** How often one value may be named. */
  private static final int NAMES = 4;

  private final Map<String, Set<String>> names = new HashMap<>();
  private final Set<String> written = new LinkedHashSet<>();
  private int values;

  static Declared of(Page page) {
    Declared declared = new Declared();
    for (int i = 0; i < page.size(); i++) {
      if (page.tag(i).equals("meta")) {
        String name = page.attribute(i, "property") + page.attribute(i, "name");
        declared.add("meta " + name, page.attribute(i, "content"));
      } else if (!page.data(i).isEmpty()) {
        declared.add(page.data(i));
      }
    }
    return declared;
  }

  /** The values that a page's structured data declares, as they are written, in their order. */
  static Set<String> values(String json) {
    Declared declared = new Declared();
    declared.add(json);
    return declared.written;
  }

  /** The names of a value; none where the page does not declare it. */
  Set<String> names(String value) {
    return names.getOrDefault(Spots.fold(value), Set.of());
  }

  private void add(String json) {
    try {
      add("", "", MAPPER.readTree(json), 0);
    } catch (JsonProcessingException | NumberFormatException malformed) {
      // What is no JSON declares nothing.
    }
  }

  private void add(String type, String member, JsonNode value, int depth) {
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      return;
    }
    if (value.isObject()) {
      // What has no type of its own is what its member says.
      String own =
          value.path("@type").isTextual()
              ? value.path("@type").asText()
              : member.isEmpty() || member.equals("@graph") ? type : member;
      value
          .properties()
          .forEach(
              child -> {
                if (!child.getKey().startsWith("@") || child.getKey().equals("@graph")) {
                  add(own, child.getKey(), child.getValue(), depth + 1);
                }
              });
    } else if (value.isArray()) {
      value.forEach(child -> add(type, member, child, depth + 1));
    } else if (!value.isNull()) {
      String name = type + "." + member;
      if (name.length() <= MAX_NAME && written.size() < MAX_VALUES) {
        written.add(Spots.fold(value.asText()));
      }
      add(name, value.asText());
      if (value.isBigDecimal()) {
        // A page shows 24.5 for 24.50, too.
        add(name, String.valueOf(value.doubleValue()));
      }
    }
  }

  private void add(String name, String value) {
    String folded = Spots.fold(value);
    // One letter or digit stands in many places by chance.
    if (folded.length() > 1 && name.length() <= MAX_NAME && values++ < MAX_VALUES) {
      Set<String> known = names.computeIfAbsent(folded, key -> new LinkedHashSet<>());
      if (known.size() < NAMES) {
        known.add(name);
      }
    }
  }
}
