package dev.stillroom.distiller.train.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Narrows a pick that gives too much to the rows in which a member has one value. */
public final class Filters {

  private static final int LONGEST = 100;

  /** A document and what is wanted of it. */
  public record Case(JsonNode document, List<String> values) {}

  private Filters() {}

  /** The same pick behind a condition that all wanted rows meet, each that there is. */
  public static List<Pick> of(Pick pick, List<Case> cases) {
    List<Pick> narrower = new ArrayList<>();
    List<Step> steps = pick.path().steps();
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at) instanceof Step.Each) {
        JsonPath rows = new JsonPath(steps.subList(0, at + 1));
        Pick rest = new Pick(new JsonPath(steps.subList(at + 1, steps.size())), pick.parts());
        for (Step.Where where : conditions(rows, rest, cases)) {
          List<Step> longer = new ArrayList<>(steps);
          longer.add(at + 1, where);
          narrower.add(new Pick(new JsonPath(longer), pick.parts()));
        }
      }
    }
    return narrower;
  }

  private static Set<Step.Where> conditions(JsonPath rows, Pick rest, List<Case> cases) {
    Set<Step.Where> conditions = null;
    Set<Step.Where> others = new LinkedHashSet<>();
    for (Case one : cases) {
      List<String> wanted = one.values().stream().map(Samples::fold).toList();
      for (JsonNode row : rows.from(one.document())) {
        List<String> values = rest.from(row).stream().map(Samples::fold).toList();
        if (values.isEmpty()) {
          continue;
        }
        Set<Step.Where> holding = members(row);
        if (!wanted.containsAll(values)) {
          others.addAll(holding);
        } else if (conditions == null) {
          conditions = new LinkedHashSet<>(holding);
        } else {
          conditions.retainAll(holding);
        }
      }
    }
    if (conditions == null) {
      return Set.of();
    }
    conditions.removeAll(others);
    return conditions;
  }

  private static Set<Step.Where> members(JsonNode row) {
    Set<Step.Where> members = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      String value = member.getValue().asText();
      if (member.getValue().isValueNode()
          && value.length() <= LONGEST
          && member.getKey().length() <= LONGEST
          && ExampleReader.isPlain(value + member.getKey())) {
        members.add(new Step.Where(member.getKey(), value));
      }
    }
    return members;
  }
}
