package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.FillView.FillSource;
import dev.stillroom.host.protocol.FillView.PreviewedField;
import dev.stillroom.runtime.form.WebForm;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Previews that are still waiting for the person, in memory only: the newest, and no more of them
 * than fit, since each holds its whole source.
 */
public final class Previews {

  private static final int MOST = 60;

  /** Characters of all forms and sources; the newest stays, whatever it holds. */
  private static final long BUDGET = 32_000_000;

  private final Map<String, Preview> previews = new LinkedHashMap<>();
  private long all;

  /**
   * One of them.
   *
   * @param json the form as it was sent
   * @param asked the source as it was asked for
   * @param taskId whose model said it, or null
   * @param size characters of form and source
   */
  record Preview(
      String url,
      WebForm form,
      JsonNode json,
      Source source,
      FillSource asked,
      String taskId,
      List<PreviewedField> fields,
      long size) {}

  void add(String id, Preview preview) {
    previews.put(id, preview);
    all += preview.size();
    Iterator<Preview> oldest = previews.values().iterator();
    while (previews.size() > MOST || all > BUDGET && previews.size() > 1) {
      all -= oldest.next().size();
      oldest.remove();
    }
  }

  /** The preview, which is not known any more; null where it was not. */
  Preview take(String id) {
    Preview preview = previews.remove(id);
    all -= preview == null ? 0 : preview.size();
    return preview;
  }

  void drop(Predicate<Preview> which) {
    previews.values().removeIf(which);
    all = previews.values().stream().mapToLong(Preview::size).sum();
  }

  void forget() {
    previews.clear();
    all = 0;
  }
}
