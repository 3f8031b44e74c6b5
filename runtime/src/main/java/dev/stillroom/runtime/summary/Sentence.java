package dev.stillroom.runtime.summary;

import dev.stillroom.runtime.page.Outline;

/**
 * One sentence of a text, where it stands.
 *
 * @param kind of the part that holds it: a paragraph or an item
 * @param part the index of that part
 * @param opens whether it is the first of its part
 * @param heading the heading above it; empty for none
 * @param afterHeading how many sentences stand between that heading and it
 * @param node the page's node of the block that holds it; -1 in a plain text
 */
public record Sentence(
    String text,
    Outline.Kind kind,
    int part,
    boolean opens,
    String heading,
    int afterHeading,
    int node) {}
