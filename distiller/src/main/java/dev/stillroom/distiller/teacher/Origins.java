package dev.stillroom.distiller.teacher;

import dev.stillroom.runtime.example.Example;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * No site makes most of what is learned from where there are others: inputs of one origin are taken
 * up to as many as all others together, the first ones.
 */
final class Origins {

  /** So many of one origin steer nothing. */
  private static final int FREE = 20;

  private static final List<String> MEMBERS = List.of("url", "origin", "host", "site");

  private Origins() {}

  static List<Example> bounded(List<Example> examples) {
    Map<String, Integer> counts = new HashMap<>();
    examples.forEach(example -> counts.merge(of(example), 1, Integer::sum));
    List<Example> kept = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    for (Example example : examples) {
      String origin = of(example);
      int others = examples.size() - counts.get(origin);
      // Of one origin alone, or of none that is told, there is nothing to hold against it.
      boolean free = origin.isEmpty() || others == 0;
      if (free || taken.merge(origin, 1, Integer::sum) <= Math.max(FREE, others)) {
        kept.add(example);
      }
    }
    return kept;
  }

  /** The host that an input names; empty where it names none. */
  private static String of(Example example) {
    for (String member : MEMBERS) {
      String value = example.input().members().path(member).asText("").strip();
      if (!value.isEmpty()) {
        return host(value).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static String host(String value) {
    try {
      String host = URI.create(value).getHost();
      return host == null ? value : host;
    } catch (IllegalArgumentException plain) {
      return value;
    }
  }
}
