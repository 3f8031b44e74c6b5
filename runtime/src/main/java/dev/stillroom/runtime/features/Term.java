package dev.stillroom.runtime.features;

/**
 * One coordinate of an input's vector.
 *
 * @param hash which coordinate
 * @param weight its value
 * @param feature the feature it comes from, to explain with
 * @param part what of that feature, to explain with
 */
public record Term(int hash, float weight, String feature, String part) {}
