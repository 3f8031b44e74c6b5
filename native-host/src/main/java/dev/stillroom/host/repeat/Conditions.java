package dev.stillroom.host.repeat;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.routine.RoutineFinder;
import dev.stillroom.host.routine.StepCase;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What distinguishes the times a routine was done from those when only its first step was: found as
 * the conditions of downloads are, and silent where a coincidence would say as much.
 */
final class Conditions {

  private static final String DONE = "done";

  /** Fewer times that it was not done tell nothing. */
  private static final int LEAST_OTHERS = 3;

  private Conditions() {}

  /**
   * An event like the routine's first step.
   *
   * @param before what was done before it; null of the first event
   * @param done whether the routine followed
   */
  record Occasion(Event.OnPage event, Event.OnPage before, boolean done) {}

  /** The conditions; empty where it is always done, or where nothing tells. */
  static List<EvidenceView.Condition> of(List<Occasion> occasions) {
    long others = occasions.stream().filter(one -> !one.done()).count();
    if (others < LEAST_OTHERS) {
      return List.of();
    }
    List<StepCase> cases = new ArrayList<>();
    for (Occasion one : occasions) {
      cases.add(
          new StepCase(
              one.event().id(), one.event().time(), features(one), one.done() ? DONE : null));
    }
    return new RoutineFinder()
        .observeAll(cases).stream()
            .map(routine -> routine.evidence())
            .flatMap(
                evidence ->
                    evidence instanceof EvidenceView.Regularity regular
                        ? regular.conditions().stream()
                        : null)
            .toList();
  }

  private static Map<String, String> features(Occasion one) {
    Map<String, String> features = new LinkedHashMap<>();
    put(features, "pagePath", path(one.event().url()));
    put(features, "on", Anatomy.on(one.event()).name());
    if (one.before() != null) {
      put(features, "after", Anatomy.on(one.before()).name());
    }
    put(
        features,
        "weekday",
        Integer.toString(one.event().time().atZone(ZoneOffset.UTC).getDayOfWeek().getValue()));
    return features;
  }

  private static void put(Map<String, String> features, String name, String value) {
    if (!value.isBlank()) {
      features.put(name, value);
    }
  }

  private static String path(String url) {
    int from = url.indexOf('/', url.indexOf("://") + 3);
    return from < 0 ? "/" : url.substring(from);
  }
}
