package dev.stillroom.runtime.form;

import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.page.PageRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Makes a {@link WebForm} of markup, as the extension makes one of a living page. Without a browser
 * only what the markup itself hides is known to be hidden.
 */
public final class WebFormReader {

  private static final Set<String> BUTTONS = Set.of("submit", "button", "reset", "image", "file");
  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "legend");

  /** Subtrees that show nothing. */
  private static final Set<String> SKIPPED =
      Set.of("script", "style", "template", "noscript", "head");

  private static final int LONGEST_BEFORE = 100;
  private static final int LONGEST_SECTION = 100;

  private WebFormReader() {}

  public static WebForm read(byte[] bytes) throws PageRefused {
    return of(PageReader.parse(bytes));
  }

  public static WebForm read(String html) throws PageRefused {
    return of(PageReader.parse(html));
  }

  private static WebForm of(Document document) {
    Walk walk = new Walk(document);
    document.filter(walk);
    Element html = document.selectFirst("html");
    String language = html == null ? "" : html.attr("lang").toLowerCase(Locale.ROOT);
    return new WebForm(
        language.split("[-_]", 2)[0].strip(),
        cut(document.title(), WebForm.MAX_TEXT),
        walk.fields(),
        walk.isCut);
  }

  /**
   * One way through the document: what was last said before each control is known when it comes.
   */
  private static final class Walk implements NodeFilter {

    private final Map<String, Element> byId = new HashMap<>();
    private final Map<String, StringBuilder> labels = new HashMap<>();
    private final List<WebField> fields = new ArrayList<>();
    private final Map<String, Integer> radios = new LinkedHashMap<>();
    private final Map<Integer, List<WebField.Option>> choices = new HashMap<>();
    private final StringBuilder before = new StringBuilder();
    private String section = "";
    private int hidden;
    private int locked;
    private int editable;
    private int options;
    private boolean isCut;

    Walk(Document document) {
      for (Element element : document.getAllElements()) {
        if (!element.id().isEmpty()) {
          byId.putIfAbsent(element.id(), element);
        }
        if (element.normalName().equals("label") && !element.attr("for").isEmpty()) {
          StringBuilder text =
              labels.computeIfAbsent(element.attr("for"), k -> new StringBuilder());
          if (text.length() < WebForm.MAX_TEXT) {
            text.append(' ').append(said(element));
          }
        }
      }
    }

    List<WebField> fields() {
      for (Map.Entry<Integer, List<WebField.Option>> choice : choices.entrySet()) {
        fields.set(choice.getKey(), with(fields.get(choice.getKey()), choice.getValue()));
      }
      return fields;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode text) {
        if (hidden == 0) {
          before.append(' ').append(cut(text.getWholeText(), 4 * LONGEST_BEFORE));
          if (before.length() > 4 * LONGEST_BEFORE) {
            before.delete(0, before.length() - 2 * LONGEST_BEFORE);
          }
        }
        return FilterResult.CONTINUE;
      }
      if (!(node instanceof Element element) || SKIPPED.contains(element.normalName())) {
        return node instanceof Element ? FilterResult.SKIP_ENTIRELY : FilterResult.CONTINUE;
      }
      hidden += Visibility.hides(element) ? 1 : 0;
      locked += element.normalName().equals("fieldset") && element.hasAttr("disabled") ? 1 : 0;
      if (HEADINGS.contains(element.normalName())) {
        section = cut(fold(said(element)), LONGEST_SECTION);
      }
      boolean isEditable = isEditable(element);
      if (isControl(element) || isEditable && editable == 0) {
        control(element);
        before.setLength(0);
      }
      editable += isEditable ? 1 : 0;
      return element.normalName().equals("select") || element.normalName().equals("textarea")
          ? FilterResult.SKIP_CHILDREN
          : FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element && !SKIPPED.contains(element.normalName())) {
        hidden -= Visibility.hides(element) ? 1 : 0;
        locked -= element.normalName().equals("fieldset") && element.hasAttr("disabled") ? 1 : 0;
        editable -= isEditable(element) ? 1 : 0;
      }
      return FilterResult.CONTINUE;
    }

    private void control(Element element) {
      String type = type(element);
      if (BUTTONS.contains(type)) {
        return;
      }
      boolean isRadio = type.equals("radio");
      String group = element.attr("name");
      if (isRadio && radios.containsKey(group)) {
        choice(element, radios.get(group));
        return;
      }
      if (fields.size() == WebForm.MAX_FIELDS) {
        isCut = true;
        return;
      }
      if (isRadio) {
        radios.put(group, fields.size());
        choice(element, fields.size());
      }
      fields.add(field(element, type, isRadio ? section : label(element)));
    }

    private void choice(Element radio, int field) {
      List<WebField.Option> all = choices.computeIfAbsent(field, key -> new ArrayList<>());
      if (all.size() < WebForm.MAX_OPTIONS && options++ < WebForm.MAX_ALL_OPTIONS) {
        String value = radio.hasAttr("value") ? radio.attr("value") : "on";
        String label = label(radio);
        // A radio without a label element has its text behind it.
        String text =
            label.isEmpty() && radio.nextSibling() instanceof TextNode t ? t.text() : label;
        all.add(new WebField.Option(cut(value), cut(fold(text))));
      }
    }

    private WebField field(Element element, String type, String label) {
      int maxLength = -1;
      if (element.attr("maxlength").matches("\\s*\\d{1,9}\\s*")) {
        maxLength = Integer.parseInt(element.attr("maxlength").strip());
      }
      String tag = isControl(element) ? element.normalName() : "editable";
      String text = fold(before);
      String near = text.substring(Math.max(0, text.length() - LONGEST_BEFORE));
      return new WebField(
          tag,
          type,
          cut(element.attr("name")),
          cut(element.id()),
          cut(element.attr("autocomplete")),
          label,
          cut(fold(element.attr("placeholder"))),
          cut(fold(element.attr("title"))),
          label.isEmpty() ? near : "",
          section,
          options(element),
          maxLength,
          cut(element.attr("pattern")),
          cut(element.attr("inputmode").toLowerCase(Locale.ROOT)),
          element.hasAttr("required") || element.attr("aria-required").equals("true"),
          hidden == 0 && !type.equals("hidden"),
          isFilled(element, type),
          locked > 0 || element.hasAttr("disabled") || element.hasAttr("readonly"),
          null,
          "");
    }

    private List<WebField.Option> options(Element element) {
      List<WebField.Option> found = new ArrayList<>();
      if (!element.normalName().equals("select")) {
        return found;
      }
      for (Element option : element.getElementsByTag("option")) {
        if (found.size() == WebForm.MAX_OPTIONS || options >= WebForm.MAX_ALL_OPTIONS) {
          break;
        }
        options++;
        String text = cut(fold(option.text()));
        String value = option.hasAttr("value") ? option.attr("value") : text;
        found.add(new WebField.Option(cut(value), text));
      }
      return found;
    }

    private String label(Element element) {
      StringBuilder said = element.id().isEmpty() ? null : labels.get(element.id());
      String text = said == null ? "" : fold(said);
      for (Element up = element.parent(); text.isEmpty() && up != null; up = up.parent()) {
        if (up.normalName().equals("label")) {
          text = fold(said(up));
          break;
        }
      }
      if (text.isEmpty()) {
        StringBuilder named = new StringBuilder();
        for (String id : cut(element.attr("aria-labelledby")).split("\\s+")) {
          Element label = byId.get(id);
          named.append(' ').append(label == null ? "" : said(label));
        }
        text = fold(named);
      }
      return cut(text.isEmpty() ? fold(element.attr("aria-label")) : text);
    }

    private static WebField with(WebField field, List<WebField.Option> options) {
      return new WebField(
          field.tag(),
          field.type(),
          field.name(),
          field.id(),
          field.autocomplete(),
          field.label(),
          field.placeholder(),
          field.title(),
          field.before(),
          field.section(),
          options,
          field.maxLength(),
          field.pattern(),
          field.inputMode(),
          field.isRequired(),
          field.isVisible(),
          field.isFilled(),
          field.isLocked(),
          field.box(),
          field.path());
    }
  }

  private static boolean isControl(Element element) {
    return switch (element.normalName()) {
      case "input", "select", "textarea" -> true;
      default -> false;
    };
  }

  private static boolean isEditable(Element element) {
    return element.hasAttr("contenteditable")
        && !element.attr("contenteditable").equalsIgnoreCase("false");
  }

  private static String type(Element element) {
    return switch (element.normalName()) {
      case "select" -> element.hasAttr("multiple") ? "select-multiple" : "select-one";
      case "textarea" -> "textarea";
      case "input" -> InputTypes.of(element.attr("type"));
      default -> "editable";
    };
  }

  /** Markup that has a value was not typed by a person, but it is not empty either. */
  private static boolean isFilled(Element element, String type) {
    return switch (type) {
      case "radio", "checkbox", "select-one", "select-multiple", "hidden" -> false;
      case "textarea", "editable" -> !element.text().isBlank();
      default -> !element.attr("value").isBlank();
    };
  }

  /** An element's text without that of controls in it, and no more than is looked at. */
  private static String said(Element element) {
    StringBuilder text = new StringBuilder();
    element.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode one) {
              text.append(one.getWholeText(), 0, Math.min(one.getWholeText().length(), 600));
            } else if (node instanceof Element inner && inner != element) {
              if (isControl(inner) || SKIPPED.contains(inner.normalName())) {
                return FilterResult.SKIP_ENTIRELY;
              }
              text.append(' ');
            }
            return text.length() > 2 * WebForm.MAX_TEXT ? FilterResult.STOP : FilterResult.CONTINUE;
          }
        });
    return text.toString();
  }

  private static String fold(CharSequence text) {
    return PageReader.fold(text);
  }

  private static String cut(String text) {
    return cut(text, WebForm.MAX_TEXT);
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
