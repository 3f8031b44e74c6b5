package dev.stillroom.host.routine.discovery;

import dev.stillroom.host.protocol.View;
import java.util.List;
import java.util.Set;

/** What a routine is called, verb first, and which kind of task it becomes. */
public final class Naming {

  private static final Set<String> ENTRY = Set.of("input", "change", "type", "paste", "select");

  private Naming() {}

  /** What a routine comes to: the last thing in it that takes, makes or sends something. */
  public static View.Repetition of(List<Step> pattern) {
    Step copied = first(pattern, "copy");
    Step pasted = last(pattern, "paste");
    if (copied != null && pasted != null && !copied.site().equals(pasted.site())) {
      List<Step> copies = pattern.stream().filter(step -> step.type().equals("copy")).toList();
      String object = copies.size() == 1 ? copies.getFirst().object() : "";
      return new View.Repetition(
          View.Verb.COPY, object, copies.size(), copied.site(), pasted.site(), pattern.size());
    }
    for (String type : List.of("download", "prompt", "submit")) {
      Step step = last(pattern, type);
      if (step != null) {
        return named(step, pattern);
      }
    }
    Step acting = pattern.getLast();
    for (Step step : pattern) {
      acting = step.acts() ? step : acting;
    }
    for (Step step : pattern) {
      acting = ENTRY.contains(step.type()) ? step : acting;
    }
    return named(acting, pattern);
  }

  /** The same in words. */
  public static String of(View.Repetition routine) {
    String object = routine.object().isEmpty() ? "something" : routine.object();
    String on = routine.site().isEmpty() ? "" : " on " + routine.site();
    return switch (routine.what()) {
      case COPY ->
          routine.from().isEmpty()
              ? "Copy " + object + on
              : "Copy "
                  + (routine.object().isEmpty() ? routine.values() + " values" : routine.object())
                  + " from "
                  + routine.from()
                  + " to "
                  + routine.site();
      case DOWNLOAD -> "Download " + object + on;
      case ASK -> "Ask " + object + on;
      case SUBMIT -> "Submit " + object + on;
      case FILL -> "Fill in " + object + on;
      case CHOOSE -> "Choose " + object + on;
      case OPEN -> "Open " + object + on;
      case SEARCH -> "Search " + object + on;
      case CLICK -> "Click " + object + on;
      case OTHER -> "Do " + object + on;
    };
  }

  private static View.Repetition named(Step step, List<Step> pattern) {
    String object = step.object();
    for (int i = pattern.size() - 1; i >= 0 && object.isEmpty(); i--) {
      object = pattern.get(i).object();
    }
    String site = step.site();
    for (int i = pattern.size() - 1; i >= 0 && site.isEmpty(); i--) {
      site = pattern.get(i).site();
    }
    return new View.Repetition(verb(step), object, 0, "", site, pattern.size());
  }

  private static View.Verb verb(Step step) {
    return switch (step.type()) {
      case "download" -> View.Verb.DOWNLOAD;
      case "prompt" -> View.Verb.ASK;
      case "submit" -> View.Verb.SUBMIT;
      case "input", "change", "type", "paste" -> View.Verb.FILL;
      case "navigate", "open" -> View.Verb.OPEN;
      case "select" -> View.Verb.CHOOSE;
      case "search" -> View.Verb.SEARCH;
      case "copy" -> View.Verb.COPY;
      case "click" -> View.Verb.CLICK;
      default -> View.Verb.OTHER;
    };
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
    boolean moved = copied != null && pasted != null && !copied.site().equals(pasted.site());
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
