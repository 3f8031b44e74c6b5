package dev.stillroom.runtime.student.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a text that is the value: what stands behind one mark and before another, perhaps
 * divided into several.
 *
 * @param after the text right before the value; empty for the beginning
 * @param before the text right behind it; empty for the end
 * @param between what parts several values; empty where there is one
 */
public record Cut(String after, String before, String between) {

  public static final Cut NONE = new Cut("", "", "");

  static final int MAX_MARK = 60;

  /** The values in a text; none where the marks are not there. */
  public List<String> of(String text) {
    int from = after.isEmpty() ? 0 : text.indexOf(after);
    if (from < 0) {
      return List.of();
    }
    from += after.length();
    int to = before.isEmpty() ? text.length() : text.indexOf(before, from);
    if (to < 0) {
      return List.of();
    }
    String value = Spots.fold(text.substring(from, to));
    if (between.isEmpty()) {
      return value.isEmpty() ? List.of() : List.of(value);
    }
    List<String> parts = new ArrayList<>();
    for (int at = 0; at <= value.length(); ) {
      int end = value.indexOf(between, at);
      end = end < 0 ? value.length() : end;
      String part = Spots.fold(value.substring(at, end));
      if (!part.isEmpty()) {
        parts.add(part);
      }
      at = end + between.length();
    }
    return parts;
  }

  void write(ObjectNode json) {
    json.put("after", after).put("before", before).put("between", between);
  }

  static Cut read(Fields fields) throws ProgramRefused {
    return new Cut(
        fields.string("after", MAX_MARK),
        fields.string("before", MAX_MARK),
        fields.string("between", MAX_MARK));
  }
}
