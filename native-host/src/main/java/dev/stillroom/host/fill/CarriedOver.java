package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the page that was open lately from which a form's values were carried over by hand. */
final class CarriedOver {

  /** Recent pages in which values are sought. */
  private static final int MOST_PAGES = 10;

  /** Values that are sought; a longer form is known by its first ones. */
  private static final int MOST_VALUES = 60;

  /** Values that must be found in a page for the form to be from it. */
  private static final int LEAST_FOUND = 2;

  /** Letters and digits of a value that may be found by more than chance. */
  private static final int LEAST_LENGTH = 3;

  private CarriedOver() {}

  /** Letters and digits of a value, and whether it was chosen from a list and not written. */
  private record Sought(String plain, boolean isChoice) {}

  /**
   * The page of which most stands in the form, where that is enough to be no chance.
   *
   * @param pages the newest first
   * @param place the form's own page, without secrets
   */
  static Optional<Source> from(
      List<RecentPages.Seen> pages, String place, WebForm form, Map<String, String> values) {
    List<Sought> sought = sought(form, values);
    RecentPages.Seen best = null;
    int bestScore = 0;
    for (RecentPages.Seen page : pages.stream().limit(MOST_PAGES).toList()) {
      if (Sites.withoutSecrets(page.url()).equals(place)) {
        continue;
      }
      int score = score(page, sought);
      if (score > bestScore) {
        best = page;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best).map(page -> source(page, values));
  }

  private static List<Sought> sought(WebForm form, Map<String, String> values) {
    List<String> keys = form.keys();
    List<Sought> sought = new ArrayList<>();
    for (int i = 0; i < keys.size() && sought.size() < MOST_VALUES; i++) {
      String value = values.get(keys.get(i));
      WebField field = form.fields().get(i);
      if (value != null && !field.type().equals("checkbox")) {
        sought.add(new Sought(RecentPages.plain(shown(field, value)), field.isChoice()));
      }
    }
    return sought;
  }

  /** What a person reads of a value: of a choice the option's text. */
  private static String shown(WebField field, String value) {
    return field.options().stream()
        .filter(option -> option.value().equals(value))
        .map(WebField.Option::text)
        .findFirst()
        .orElse(value);
  }

  /** How much of a form stands in a page; 0 where that may be chance. */
  private static int score(RecentPages.Seen page, List<Sought> sought) {
    Set<String> copies = page.copied().stream().map(RecentPages::plain).collect(Collectors.toSet());
    int found = 0;
    int typed = 0;
    int copied = 0;
    for (Sought one : sought) {
      boolean wasCopied =
          !one.plain().isEmpty() && copies.stream().anyMatch(text -> text.contains(one.plain()));
      boolean stands = one.plain().length() >= LEAST_LENGTH && page.text().contains(one.plain());
      typed += one.isChoice() ? 0 : 1;
      found += (stands || wasCopied) && !one.isChoice() ? 1 : 0;
      copied += wasCopied ? 1 : 0;
    }
    return found >= LEAST_FOUND && 2 * found >= typed ? 10 * found + copied : 0;
  }

  private static Source source(RecentPages.Seen page, Map<String, String> values) {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    input.set("page", page.page());
    ObjectNode copied = ProtocolJson.MAPPER.createObjectNode();
    values.forEach(
        (key, value) ->
            page.copied().stream()
                .filter(text -> RecentPages.plain(text).equals(RecentPages.plain(value)))
                .findFirst()
                .ifPresent(text -> copied.put(key, text)));
    if (!copied.isEmpty()) {
      input.set("copied", copied);
    }
    String url = Sites.withoutSecrets(page.url());
    String host = Sites.host(url);
    return new Source(
        Origin.of(url), Flows.kindOf(url), host == null ? "" : host, page.title(), url, input);
  }
}
