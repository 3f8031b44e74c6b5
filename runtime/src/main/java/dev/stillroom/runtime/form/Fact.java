package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.List;

/**
 * What a source says of somebody: a value of a type.
 *
 * @param confidence that it is the value of this type, in [0, 1]
 * @param from where it stands, for a person
 * @param through what was done to it; empty for nothing
 * @param section what encloses it in the source
 */
record Fact(
    FieldType type,
    String value,
    double confidence,
    String from,
    List<Place> at,
    String through,
    String section) {

  Fact {
    at = List.copyOf(at);
  }

  /** Made out of this one alone. */
  Fact into(FieldType changed, String made, double trust, String how) {
    String all = through.isEmpty() ? how : how.isEmpty() ? through : through + ", " + how;
    return new Fact(changed, made, confidence * trust, from, at, all, section);
  }

  /** Made out of two. */
  Fact with(Fact other, FieldType changed, String made, double trust, String how) {
    List<Place> places = new ArrayList<>(at);
    places.addAll(other.at);
    double both = Math.min(confidence, other.confidence) * trust;
    return new Fact(changed, made, both, from + " + " + other.from, places, how, section);
  }
}
