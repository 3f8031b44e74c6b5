package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a form is filled from, as the engine holds it.
 *
 * @param origin empty of the person's own documents, which need no consent
 * @param kind the kind of page, or of document: what a flow and a correction are about
 * @param site the page's host, or empty
 * @param words what it is called for a person
 * @param input the examples format's INPUT without the form
 */
record Source(String origin, String kind, String site, String words, String url, JsonNode input) {

  /** Characters of what is held. */
  long size() {
    return input.toString().length();
  }

  /** What only this very input has; of a page its words, which stay when it is drawn otherwise. */
  String digest() {
    if (!input.has("page")) {
      return Json.digest(input.toString());
    }
    StringBuilder words = new StringBuilder(url);
    for (JsonNode node : input.path("page").path("nodes")) {
      if (node.path(1).asText().equals("#text")) {
        words.append('\n').append(node.path(2).asText());
      }
    }
    return Json.digest(words.toString());
  }
}
