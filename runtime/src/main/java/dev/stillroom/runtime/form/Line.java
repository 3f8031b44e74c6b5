package dev.stillroom.runtime.form;

/** A line of a text or page, and where each of its characters stands. */
record Line(String text, Place place, int start) {

  /** Where a part of it stands. */
  Place at(int from, int to) {
    return place != null ? place : new Place.Span(start + from, start + to);
  }
}
