package dev.stillroom.host.routine.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a routine is called, verb first, and which kind of task it becomes. */
final class Naming {

  private static final Set<String> ENTRY = Set.of("input", "change", "type", "paste", "select");

  private Naming() {}

  static String name(List<Step> pattern) {
    Step copied = first(pattern, "copy");
    Step pasted = last(pattern, "paste");
    if (copied != null && pasted != null && !place(copied).equals(place(pasted))) {
      return "Copy " + values(pattern) + " from " + place(copied) + " to " + place(pasted);
    }
    Step download = last(pattern, "download");
    if (download != null) {
      return named("Download", download, pattern);
    }
    Step prompt = last(pattern, "prompt");
    if (prompt != null) {
      return named("Ask", prompt, pattern);
    }
    Step submit = last(pattern, "submit");
    if (submit != null) {
      return named("Submit", submit, pattern);
    }
    Step entered = null;
    for (Step step : pattern) {
      entered = ENTRY.contains(step.type()) ? step : entered;
    }
    if (entered != null) {
      return named(verb(entered), entered, pattern);
    }
    Step acting = pattern.getLast();
    for (Step step : pattern) {
      acting = step.acts() ? step : acting;
    }
    return named(verb(acting), acting, pattern);
  }

  private static String values(List<Step> pattern) {
    List<Step> copies = pattern.stream().filter(step -> step.type().equals("copy")).toList();
    return copies.size() == 1 && !copies.getFirst().object().isEmpty()
        ? copies.getFirst().object()
        : copies.size() + " values";
  }

  private static String named(String verb, Step step, List<Step> pattern) {
    String object = step.object();
    for (int i = pattern.size() - 1; i >= 0 && object.isEmpty(); i--) {
      object = pattern.get(i).object();
    }
    String place = place(step);
    for (int i = pattern.size() - 1; i >= 0 && place.isEmpty(); i--) {
      place = place(pattern.get(i));
    }
    String what = object.isEmpty() ? "something" : object;
    return place.isEmpty() ? verb + " " + what : verb + " " + what + " on " + place;
  }

  private static String verb(Step step) {
    return switch (step.type()) {
      case "input", "change", "type" -> "Fill in";
      case "navigate", "open" -> "Open";
      case "select" -> "Choose";
      default -> step.type().substring(0, 1).toUpperCase(Locale.ROOT) + step.type().substring(1);
    };
  }

  private static String place(Step step) {
    return step.site();
  }

  static String kind(List<Step> pattern) {
    if (has(pattern, "convert")) {
      return "convert";
    }
    if (has(pattern, "summarize")) {
      return "summarize";
    }
    if (has(pattern, "prompt")) {
      return "transform";
    }
    Step copied = first(pattern, "copy");
    Step pasted = last(pattern, "paste");
    boolean moved = copied != null && pasted != null && !place(copied).equals(place(pasted));
    long copies = pattern.stream().filter(step -> step.type().equals("copy")).count();
    long pastes = pattern.stream().filter(step -> step.type().equals("paste")).count();
    if (moved && copies >= 2 && pastes >= 2) {
      return "extract";
    }
    List<Step> acts = pattern.stream().filter(Step::acts).toList();
    return acts.size() == 1 && acts.getFirst().type().equals("select") ? "classify" : "routine";
  }

  private static boolean has(List<Step> pattern, String type) {
    return pattern.stream().anyMatch(step -> step.type().equals(type));
  }

  private static Step first(List<Step> pattern, String type) {
    return pattern.stream().filter(step -> step.type().equals(type)).findFirst().orElse(null);
  }

  private static Step last(List<Step> pattern, String type) {
    return pattern.reversed().stream()
        .filter(step -> step.type().equals(type))
        .findFirst()
        .orElse(null);
  }
}
