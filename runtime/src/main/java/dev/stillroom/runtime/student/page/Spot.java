package dev.stillroom.runtime.student.page;

/**
 * A place on a page that holds a value: an element's or text node's whole text, or an attribute.
 *
 * @param source the attribute's name, or empty for the text, or {@link Spots#DATA}
 * @param text the value, white space folded
 */
public record Spot(int node, String source, String text) {}
