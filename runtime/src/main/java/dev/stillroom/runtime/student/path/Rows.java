package dev.stillroom.runtime.student.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The values of several paths that go together: those below one element of an array. */
public final class Rows {

  private Rows() {}

  /**
   * The elements in the document's order.
   *
   * @param picks for each field how it is found
   * @return for each element, for each field its values; none where the paths have no array in
   *     common
   */
  public static List<List<List<String>>> of(JsonNode root, List<Pick> picks) {
    int common = 0;
    List<Step> first = picks.getFirst().path().steps();
    for (int length = 1; length <= first.size(); length++) {
      List<Step> head = first.subList(0, length);
      boolean all =
          picks.stream()
              .map(pick -> pick.path().steps())
              .allMatch(s -> s.size() >= head.size() && s.subList(0, head.size()).equals(head));
      common = all && head.getLast() instanceof Step.Each ? length : common;
    }
    if (common == 0) {
      return List.of();
    }
    List<List<List<String>>> rows = new ArrayList<>();
    for (JsonNode element : new JsonPath(first.subList(0, common)).from(root)) {
      List<List<String>> row = new ArrayList<>();
      for (Pick pick : picks) {
        List<Step> steps = pick.path().steps();
        JsonPath rest = new JsonPath(steps.subList(common, steps.size()));
        row.add(new Pick(rest, pick.parts()).from(element));
      }
      rows.add(row);
    }
    return rows;
  }
}
