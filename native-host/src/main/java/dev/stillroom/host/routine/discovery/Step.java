package dev.stillroom.host.routine.discovery;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One step of a routine, for people.
 *
 * @param type what is done: click, input, copy, …
 * @param site the host, else the program; may be empty
 * @param object what it is done to; may be empty
 * @param text the whole symbol
 */
public record Step(String type, String site, String object, String text) {

  /** Looking and moving about, by which nothing is made. */
  private static final Set<String> LOOKING =
      Set.of(
          "click",
          "navigate",
          "open",
          "close",
          "scroll",
          "focus",
          "blur",
          "tab",
          "wait",
          "hover",
          "switch",
          "select-text",
          "selection",
          "load",
          "back",
          "forward",
          "key",
          "search");

  /** A step that was done once, as it was. */
  public static Step of(LoggedEvent event) {
    return of(event, trait -> trait.texts().getFirst());
  }

  static Step of(LoggedEvent event, Function<Trait, String> said) {
    String site = "";
    String object = "";
    String page = "";
    int best = Integer.MAX_VALUE;
    StringBuilder text = new StringBuilder(event.type());
    for (Trait trait : event.traits()) {
      String words = said.apply(trait);
      if (trait.own() && words.equals(Trait.ANY)) {
        continue;
      }
      switch (trait.name()) {
        case "type" -> {
          continue;
        }
        case "host" -> site = words;
        case "app" -> site = site.isEmpty() ? words : site;
        default -> {
          int rank = OBJECTS.indexOf(trait.name());
          if (rank >= 0 && rank < best && !words.equals(Trait.ANY)) {
            best = rank;
            object = words;
          } else if (trait.name().startsWith("path")
              && words.chars().anyMatch(Character::isLetter)) {
            page = words;
          }
        }
      }
      text.append(' ').append(trait.name()).append('=').append(words);
    }
    return new Step(event.type(), site, object.isEmpty() ? page : object, text.toString());
  }

  /** The traits that name what something is done to, best first. */
  private static final List<String> OBJECTS =
      List.of("label", "file", "name", "id", "column", "prompt");

  /** Whether it makes, sends or takes something, and is no mere look. */
  boolean acts() {
    return !LOOKING.contains(type);
  }
}
