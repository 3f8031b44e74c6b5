package dev.stillroom.runtime.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The article, as a page's JSON-LD blocks (schema.org) describe it; malformed blocks are left out.
 */
record StructuredData(
    String headline, String author, String published, String language, String body) {

  private static final int MAX_BLOCKS = 50;
  private static final int MAX_OBJECTS = 2_000;

  private static final Set<String> TYPES =
      Set.of(
          "article",
          "newsarticle",
          "blogposting",
          "reportagenewsarticle",
          "techarticle",
          "scholarlyarticle",
          "recipe",
          "discussionforumposting",
          "report",
          "opinionnewsarticle",
          "analysisnewsarticle",
          "liveblogposting",
          "medicalwebpage",
          "socialmediaposting",
          "qapage",
          "question",
          "review",
          "howto",
          "product",
          "webpage",
          "creativework");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  static StructuredData of(Page page) {
    JsonNode best = null;
    int rank = 3;
    int blocks = 0;
    for (int script : page.all("script")) {
      String json = page.data(script);
      if (json.isBlank() || ++blocks > MAX_BLOCKS) {
        continue;
      }
      for (JsonNode object : objects(json)) {
        int its = rank(object);
        if (its < rank) {
          best = object;
          rank = its;
        }
      }
    }
    if (best == null) {
      return new StructuredData("", "", "", "", "");
    }
    return new StructuredData(
        plain(best.path("headline").isTextual() ? best.path("headline") : best.path("name")),
        rank < 2 ? names(best.path("author")) : "",
        plain(best.path("datePublished")),
        plain(best.path("inLanguage")),
        plain(best.path("articleBody")));
  }

  /** 0 for an article, 1 for other works, 2 for a web page, 3 for what describes no page. */
  private static int rank(JsonNode object) {
    int rank = 3;
    JsonNode types = object.path("@type");
    for (JsonNode type : types.isArray() ? types : List.of(types)) {
      String name = type.asText("").toLowerCase(Locale.ROOT);
      if (TYPES.contains(name)) {
        int its =
            name.equals("webpage")
                ? 2
                : name.contains("article") || name.contains("posting") ? 0 : 1;
        rank = Math.min(rank, its);
      }
    }
    return rank;
  }

  private static List<JsonNode> objects(String json) {
    List<JsonNode> found = new ArrayList<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    try {
      open.add(JSON.readTree(json.strip()));
    } catch (JsonProcessingException malformed) {
      return found;
    }
    while (!open.isEmpty() && found.size() < MAX_OBJECTS) {
      JsonNode next = open.poll();
      if (next.isArray()) {
        next.forEach(open::add);
      } else if (next.isObject()) {
        found.add(next);
        open.add(next.path("@graph"));
        open.add(next.path("mainEntity"));
        open.add(next.path("mainEntityOfPage"));
      }
    }
    return found;
  }

  private static String names(JsonNode author) {
    List<String> names = new ArrayList<>();
    for (JsonNode one : author.isArray() ? author : List.of(author)) {
      String name = plain(one.isObject() ? one.path("name") : one);
      if (!name.isEmpty() && !name.startsWith("http") && !names.contains(name)) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }

  private static String plain(JsonNode value) {
    JsonNode one = value.isArray() && !value.isEmpty() ? value.get(0) : value;
    return one.isTextual() ? Tags.fold(one.asText()) : "";
  }

  static {
    JSON.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build());
  }
}
