package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The controls of a page in document order, as the extension takes them from a living page and
 * {@link WebFormReader} from markup; both give the same.
 *
 * @param language of the page, lower case, as {@code de}; empty where it does not say
 * @param title of the page
 * @param isCut whether the page had more than fits
 */
public record WebForm(String language, String title, List<WebField> fields, boolean isCut) {

  /** More fields than this are not looked at. */
  public static final int MAX_FIELDS = 1_000;

  /** Characters of any one text of a field. */
  public static final int MAX_TEXT = 300;

  /** Options of one field; a list of countries has 250. */
  public static final int MAX_OPTIONS = 1_000;

  /** Options of all fields together. */
  public static final int MAX_ALL_OPTIONS = 20_000;

  public WebForm {
    fields = List.copyOf(fields);
  }

  /**
   * A name for each field by which it is found again in the same form another day: what it is
   * called in markup where that is no counter, else what a person reads, else what it is.
   */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(fields.size());
    Map<String, Integer> times = new HashMap<>();
    for (WebField field : fields) {
      String key = FieldKey.of(field);
      int time = times.merge(key, 1, Integer::sum);
      keys.add(time == 1 ? key : key + "#" + time);
    }
    return keys;
  }
}
