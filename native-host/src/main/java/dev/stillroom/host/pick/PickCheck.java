package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bounds of what a page, by way of the extension, may put into the journal. */
final class PickCheck {

  /** Bytes of an input as JSON; the extension sends less. */
  static final int MAX_INPUT = 12_000_000;

  private static final int MAX_FIELDS = 50;
  private static final int MAX_NAME = 60;
  private static final int MAX_ROWS = 20_000;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_VALUE = 5_000;
  private static final List<String> FORMS = List.of("page", "json", "text");
  private static final String ADDRESS = "url";

  private PickCheck() {}

  static void check(Request.LearnPick request) {
    require(
        !request.fields().isEmpty() && request.fields().size() <= MAX_FIELDS,
        "a pick has between 1 and " + MAX_FIELDS + " fields, not " + request.fields().size());
    Set<String> names = new HashSet<>();
    for (PickField field : request.fields()) {
      String name = field.name();
      require(
          !name.isBlank()
              && name.length() <= MAX_NAME
              && name.codePoints().noneMatch(Character::isISOControl)
              && names.add(name),
          "the field name '" + brief(name) + "' is empty, too long or there twice: rename it");
    }
    JsonNode output = request.output();
    require(output.isObject() && output.size() == names.size(), "every field needs its values");
    output.fieldNames().forEachRemaining(name -> require(names.contains(name), "no such field"));
    require(
        !request.rows().isEmpty() && request.rows().size() <= MAX_ROWS,
        "a page gives between 1 and " + MAX_ROWS + " rows, not " + request.rows().size());
    for (List<List<String>> row : request.rows()) {
      require(row.size() == request.fields().size(), "a row has a cell for each field");
      for (List<String> values : row) {
        require(
            values.size() <= MAX_VALUES
                && values.stream().allMatch(value -> value.length() <= MAX_VALUE),
            "a cell has at most " + MAX_VALUES + " values of " + MAX_VALUE + " characters");
      }
    }
    require(request.url().length() <= 10_000, "the address is too long");
  }

  /**
   * What an input is: the one member of these that it has. Beside it stands an address or nothing:
   * other members mean something to whoever reads examples, {@code file} above all.
   */
  static String form(JsonNode input) {
    input
        .fieldNames()
        .forEachRemaining(
            name ->
                require(
                    FORMS.contains(name) || name.equals(ADDRESS),
                    "an input has no member '" + brief(name) + "'"));
    List<String> forms = FORMS.stream().filter(input::has).toList();
    require(
        forms.size() == 1 && input.hasNonNull(forms.getFirst()),
        "an input has a page, a json or a text member, and one of them only");
    String form = forms.getFirst();
    require(!form.equals("page") || input.get(form).isObject(), "a page is an object");
    require(!form.equals("text") || input.get(form).isTextual(), "a text is a string");
    require(!input.has(ADDRESS) || input.get(ADDRESS).isTextual(), "an address is a string");
    return form;
  }

  static void requireSize(String input) {
    require(
        input.length() <= MAX_INPUT,
        "the page has " + input.length() + " characters; at most " + MAX_INPUT + " are kept");
  }

  static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }
}
