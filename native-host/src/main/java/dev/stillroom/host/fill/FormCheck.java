package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FillView.FillHow;
import dev.stillroom.host.protocol.FillView.FilledOne;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.NeverFilled;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bounds of what pages, by way of the extension, may say of their forms. */
final class FormCheck {

  /** Characters of a form's snapshot as JSON. */
  static final int MAX_FORM = 2_000_000;

  static final int MAX_VALUE = 2_000;

  /** Characters of notes beside their fields, and how many fields and values of one. */
  private static final int MAX_NOTES = 5_000;

  private static final int MAX_NOTED = 50;

  /** Characters of a source's input; the extension sends less. */
  private static final int MAX_INPUT = 12_000_000;

  private static final Set<String> MEMBERS = Set.of("page", "text", "json");

  private FormCheck() {}

  static WebForm form(JsonNode json) {
    require(json != null && json.isObject(), "a form's snapshot is an object");
    require(json.toString().length() <= MAX_FORM, "the form is too large to look at");
    try {
      return FormJson.read(json);
    } catch (FormRefused refused) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, refused.getMessage());
    }
  }

  /** The page a form is on; nothing is filled into what is no page of the web. */
  static String page(String url) {
    require(
        url != null && url.length() <= 10_000 && !Origin.of(url).isEmpty(),
        "a form stands on a page of the web: '" + brief(url) + "' is none");
    return Sites.withoutSecrets(url);
  }

  /** Of what a source is read: one member, and nothing that names a file. */
  static JsonNode input(JsonNode input) {
    require(input != null && input.isObject() && input.size() == 1, "a source has one member");
    String member = input.fieldNames().next();
    require(MEMBERS.contains(member), "a source is a page, a text or a json document");
    require(!member.equals("page") || input.get(member).isObject(), "a page is an object");
    require(!member.equals("text") || input.get(member).isTextual(), "a text is a string");
    require(input.toString().length() <= MAX_INPUT, "the source is too large to look at");
    return input;
  }

  /** Whether a field may be filled, and what stands in it kept; the page's script looks, too. */
  static boolean mayFill(WebField field) {
    return field.isVisible() && !field.isLocked() && !NeverFilled.holds(field);
  }

  /** Notes as they may be looked at. */
  static SummaryView.Notes notes(SummaryView.Notes notes) {
    require(notes.fields() != null && notes.text() != null, "notes have fields and a text");
    require(
        notes.text().length() <= MAX_NOTES
            && notes.fields().size() <= MAX_NOTED
            && notes.fields().entrySet().stream()
                .allMatch(
                    field ->
                        field.getKey().length() <= MAX_VALUE
                            && field.getValue() != null
                            && field.getValue().size() <= MAX_NOTED
                            && field.getValue().stream()
                                .allMatch(value -> value != null && value.length() <= MAX_VALUE)),
        "the notes are too long to look at");
    return notes;
  }

  /** What stands in a form's fields by their keys, without what is never kept. */
  static Map<String, String> values(WebForm form, List<FilledOne> told) {
    List<String> keys = form.keys();
    Map<String, String> values = new LinkedHashMap<>();
    for (FilledOne one : told) {
      require(
          one.field() >= 0 && one.field() < keys.size(), "the form has no field " + one.field());
      require(one.value() != null && one.value().length() <= MAX_VALUE, "a value is too long");
      boolean stands = one.how() == FillHow.TAKEN || one.how() == FillHow.CORRECTED;
      WebField field = form.fields().get(one.field());
      if (stands && !one.value().isEmpty() && !NeverFilled.holds(field) && field.isVisible()) {
        values.put(keys.get(one.field()), one.value());
      }
    }
    return values;
  }

  static String brief(String text) {
    String line = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }
}
