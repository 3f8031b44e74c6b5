package dev.stillroom.runtime.page;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Makes a {@link Page} from HTML. It alone calls the parser. Nothing is fetched or run. */
public final class PageReader {

  private static final int MAX_DATA = 1_000_000;

  /** Elements open at once; far more than any layout needs. */
  private static final int MAX_OPEN = 2_000;

  /** Elements that need no end tag. */
  private static final Set<String> UNNESTED =
      Set.of(
          "p",
          "li",
          "td",
          "th",
          "tr",
          "dd",
          "dt",
          "option",
          "tbody",
          "thead",
          "tfoot",
          "colgroup",
          "area",
          "base",
          "br",
          "col",
          "embed",
          "hr",
          "img",
          "input",
          "link",
          "meta",
          "param",
          "source",
          "track",
          "wbr",
          "path",
          "use",
          "rect",
          "circle",
          "line",
          "g",
          "polygon",
          "script",
          "style",
          "textarea",
          "title",
          "ellipse",
          "polyline",
          "stop");

  /** Raw-text elements: what looks like a tag inside them is none. */
  private static final String[] RAW = {"script", "style", "textarea", "title"};

  private PageReader() {}

  /**
   * @param bytes the file as it is; its encoding is found out
   */
  public static Page read(byte[] bytes) throws PageRefused {
    return read(text(bytes));
  }

  private static String text(byte[] bytes) throws PageRefused {
    if (bytes.length > Page.MAX_BYTES) {
      throw new PageRefused(
          "the page has " + bytes.length + " bytes, at most " + Page.MAX_BYTES + " are read");
    }
    String text = Decoding.text(bytes);
    refuseBinary(text);
    return text;
  }

  /** The document for readers of something else than its text, bounded as pages are. */
  public static Document parse(byte[] bytes) throws PageRefused {
    return parse(text(bytes));
  }

  /** The same from markup. */
  public static Document parse(String html) throws PageRefused {
    if (html.length() > Page.MAX_BYTES) {
      throw new PageRefused(
          "the page has " + html.length() + " characters, at most " + Page.MAX_BYTES + " are read");
    }
    return Jsoup.parse(html.substring(0, bounded(html)));
  }

  /** A text as snapshots hold it: runs of white space as one space, none at the ends. */
  public static String fold(CharSequence text) {
    return Tags.fold(text);
  }

  public static Page read(String html) throws PageRefused {
    if (html.length() > Page.MAX_BYTES) {
      throw new PageRefused(
          "the page has " + html.length() + " characters, at most " + Page.MAX_BYTES + " are read");
    }
    int enough = bounded(html);
    Document document = Jsoup.parse(enough < html.length() ? html.substring(0, enough) : html);
    Page.Builder page = new Page.Builder();
    document.filter(new Snapshot(page));
    return (enough < html.length() ? page.markCut() : page).build();
  }

  private static void refuseBinary(String text) throws PageRefused {
    String strange = Decoding.strange(text);
    if (strange != null) {
      throw new PageRefused("this is no page: " + strange);
    }
  }

  /**
   * Where to stop parsing: behind as many tags as a page may have, or where too many are open. The
   * parser's own tree of a page of nothing but tags would take forty times the file, and its time
   * grows with the square of the depth.
   */
  static int bounded(String html) {
    int tags = 0;
    int depth = 0;
    Map<String, Integer> open = new HashMap<>();
    int at = html.indexOf('<');
    while (at >= 0 && at + 1 < html.length()) {
      char next = html.charAt(at + 1);
      int from = at + 1;
      if (html.startsWith("<!--", at)) {
        int close = html.indexOf("-->", at + 4);
        from = close < 0 ? html.length() : close;
      } else if (next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '/') {
        String name = name(html, at + (next == '/' ? 2 : 1));
        int level = next == '/' ? -1 : 1;
        if (!UNNESTED.contains(name) && open.getOrDefault(name, 0) + level >= 0) {
          open.merge(name, level, Integer::sum);
          depth += level;
        }
        if (++tags > 2 * Page.MAX_NODES || depth > MAX_OPEN) {
          return at;
        }
        from = behindRaw(html, at);
      }
      at = html.indexOf('<', from);
    }
    return html.length();
  }

  private static String name(String html, int from) {
    int end = from;
    while (end < html.length() && end < from + 12 && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(from, end).toLowerCase(Locale.ROOT);
  }

  private static int behindRaw(String html, int at) {
    for (String tag : RAW) {
      if (html.regionMatches(true, at + 1, tag, 0, tag.length())) {
        for (int end = html.indexOf("</", at); end >= 0; end = html.indexOf("</", end + 2)) {
          if (html.regionMatches(true, end + 2, tag, 0, tag.length())) {
            return end;
          }
        }
        return html.length();
      }
    }
    return at + 1;
  }

  private static final class Snapshot implements NodeFilter {

    private final Page.Builder page;
    private int preformatted;

    Snapshot(Page.Builder page) {
      this.page = page;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      if (page.isFull()) {
        page.markCut();
        return FilterResult.STOP;
      }
      if (node instanceof TextNode text) {
        text(text);
      } else if (node instanceof Element element && !(node instanceof Document)) {
        String tag = element.normalName();
        if (tag.equals("style") || tag.equals("template") || isPlainScript(element)) {
          return FilterResult.SKIP_ENTIRELY;
        }
        page.open(tag, isHidden(element), KeptAttributes.of(element));
        preformatted += tag.equals("pre") || tag.equals("textarea") ? 1 : 0;
      } else if (node instanceof DataNode data && isStructured(data.parent())) {
        String json = data.getWholeData();
        page.data(json.length() > MAX_DATA ? "" : json);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element && !(node instanceof Document)) {
        String tag = element.normalName();
        if (!tag.equals("style") && !tag.equals("template") && !isPlainScript(element)) {
          page.close();
          preformatted -= tag.equals("pre") || tag.equals("textarea") ? 1 : 0;
        }
      }
      return FilterResult.CONTINUE;
    }

    private void text(TextNode node) {
      String text = node.getWholeText();
      if (preformatted > 0) {
        page.text(text);
        return;
      }
      String folded = Tags.fold(text);
      if (folded.isEmpty()) {
        // A blank matters only between two words of one line.
        if (!isHead(node.parent())
            && isInline(node.previousSibling())
            && isInline(node.nextSibling())) {
          page.text(" ");
        }
        return;
      }
      String before = Tags.isSpace(text.charAt(0)) ? " " : "";
      String after = Tags.isSpace(text.charAt(text.length() - 1)) ? " " : "";
      page.text(before + folded + after);
    }

    private static boolean isHead(Node node) {
      return node instanceof Element element && element.normalName().equals("head");
    }

    private static boolean isInline(Node node) {
      return node != null && (!(node instanceof Element e) || Tags.isInline(e.normalName()));
    }

    private static boolean isPlainScript(Element element) {
      return element.normalName().equals("script") && !isStructured(element);
    }

    private static boolean isStructured(Node node) {
      return node instanceof Element element
          && element.normalName().equals("script")
          && element.attr("type").toLowerCase(Locale.ROOT).contains("ld+json");
    }

    private static boolean isHidden(Element element) {
      if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
        return true;
      }
      String style = element.attr("style");
      if (style.isEmpty()) {
        return false;
      }
      String plain = style.replace(" ", "").toLowerCase(Locale.ROOT);
      return plain.contains("display:none") || plain.contains("visibility:hidden");
    }
  }
}
