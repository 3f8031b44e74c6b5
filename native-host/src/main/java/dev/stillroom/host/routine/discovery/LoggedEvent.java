package dev.stillroom.host.routine.discovery;

import java.util.List;

/**
 * An event as discovery sees it: what was done to what, and when; values are not in it.
 *
 * @param time milliseconds since 1970
 * @param type what was done: click, input, copy, …
 * @param traits what tells it from others; the type is one of them
 */
public record LoggedEvent(long time, String type, List<Trait> traits) {}
