package dev.stillroom.runtime.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What tags, roles and the words in class and id say about an element's part in its page. */
final class Cues {

  enum Part {
    /** Never main text. */
    NEVER,
    /** Comments of readers. */
    COMMENTS,
    /** Around the main text. */
    BOILERPLATE,
    /** Boilerplate where it is short or full of links. */
    DOUBTFUL,
    NEUTRAL,
    /** Likely the main text's container. */
    CONTENT,
    /** Declared to be the main text. */
    BODY
  }

  private static final Set<String> NEVER =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "svg",
          "canvas",
          "object",
          "embed",
          "applet",
          "audio",
          "video",
          "button",
          "input",
          "select",
          "textarea",
          "option",
          "datalist",
          "map",
          "dialog",
          "menu",
          "progress",
          "meter",
          "fieldset");

  private static final Set<String> ROLES =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "search",
          "complementary",
          "dialog",
          "alert",
          "alertdialog",
          "menu",
          "menubar",
          "toolbar",
          "tablist",
          "tooltip",
          "doc-toc",
          "form");

  private static final Set<String> COMMENT =
      Set.of(
          "comment",
          "comments",
          "disqus",
          "commentlist",
          "respond",
          "replies",
          "kommentare",
          "commentaires",
          "comentarios",
          "discussion");

  private static final Set<String> BOILERPLATE =
      Set.of(
          "cookie",
          "cookies",
          "consent",
          "gdpr",
          "share",
          "sharing",
          "shares",
          "sharebar",
          "social",
          "socials",
          "related",
          "recommended",
          "recommendation",
          "recommendations",
          "recirc",
          "newsletter",
          "subscribe",
          "subscription",
          "promo",
          "promos",
          "promotion",
          "sidebar",
          "breadcrumb",
          "breadcrumbs",
          "pagination",
          "pager",
          "ad",
          "ads",
          "adv",
          "advert",
          "adverts",
          "advertisement",
          "advertising",
          "adsbygoogle",
          "sponsored",
          "sponsor",
          "sponsors",
          "popup",
          "modal",
          "lightbox",
          "navbar",
          "nav",
          "navigation",
          "footer",
          "masthead",
          "skip",
          "skiplink",
          "outbrain",
          "taboola",
          "login",
          "signin",
          "signup",
          "register",
          "trending",
          "popular",
          "mostread",
          "mostpopular",
          "sr",
          "readers",
          "visuallyhidden",
          "toc",
          "tagcloud",
          "taglist",
          "paywall",
          "dropdown",
          "search",
          "searchform",
          "addthis",
          "sharedaddy",
          "jp",
          "printfriendly",
          "editsection",
          "navbox",
          "catlinks",
          "hatnote",
          "noprint",
          "siteheader",
          "sitefooter",
          "topbar",
          "bottombar",
          "toolbar",
          "rail",
          "upsell",
          "crosssell",
          "donate",
          "donation",
          "rss",
          "whatsapp",
          "facebook",
          "twitter",
          "tweet",
          "feedback",
          "carousel",
          "slideshow",
          "disclaimer",
          "copyright",
          "offscreen",
          "caption",
          "figcaption",
          "credit",
          "credits",
          "bio",
          "authorbox");

  private static final Set<String> DOUBTFUL =
      Set.of(
          "author",
          "authors",
          "byline",
          "meta",
          "metadata",
          "postmeta",
          "tags",
          "tag",
          "more",
          "header",
          "banner",
          "date",
          "dateline",
          "timestamp",
          "time",
          "published",
          "pubdate",
          "teaser",
          "teasers",
          "widget",
          "widgets",
          "print",
          "tools",
          "tool",
          "links",
          "menu",
          "aside",
          "bottom",
          "extra",
          "info",
          "rating",
          "ratings",
          "readmore",
          "profile",
          "infobox",
          "category",
          "categories",
          "kicker",
          "breaking",
          "next",
          "prev",
          "previous",
          "help",
          "message",
          "votes",
          "vote",
          "stats",
          "actions",
          "action",
          "buttons",
          "label",
          "reply",
          "avatar",
          "user",
          "username",
          "signature",
          "gallery",
          "photo",
          "media",
          "video",
          "player",
          "reading",
          "read");

  private static final Set<String> CONTENT =
      Set.of(
          "article",
          "articles",
          "body",
          "content",
          "entry",
          "hentry",
          "main",
          "post",
          "story",
          "text",
          "blog",
          "page",
          "prose",
          "markdown",
          "documentation",
          "readme",
          "wysiwyg",
          "richtext",
          "copy",
          "postcontent");

  private static final List<String> BODIES =
      List.of(
          "articlebody",
          "entrycontent",
          "postcontent",
          "articlecontent",
          "storybody",
          "postbody",
          "articletext",
          "storycontent",
          "entrybody",
          "singlecontent",
          "contentbody",
          "mwparseroutput",
          "mwcontenttext",
          "markdownbody",
          "bodycopy",
          "storytext",
          "bodytext",
          "newsbody",
          "newstext",
          "blogcontent",
          "pagecontent");

  /** A page says the same few names again and again. */
  private final Map<String, Part> known = new HashMap<>();

  Part part(Page page, int node) {
    String tag = page.tag(node);
    if (NEVER.contains(tag)) {
      return Part.NEVER;
    }
    String role = page.attribute(node, "role").toLowerCase(Locale.ROOT);
    if (tag.equals("nav")
        || tag.equals("footer")
        || tag.equals("aside")
        || tag.equals("figcaption")
        || ROLES.contains(role)) {
      return Part.BOILERPLATE;
    }
    if (page.attribute(node, "itemprop").toLowerCase(Locale.ROOT).contains("articlebody")) {
      return Part.BODY;
    }
    return byName(page, node, tag, role);
  }

  private Part byName(Page page, int node, String tag, String role) {
    String names = page.attribute(node, "class") + " " + page.attribute(node, "id");
    Part found = Part.NEUTRAL;
    if (names.length() > 1) {
      for (String name : names.split("\\s+")) {
        Part part = known.computeIfAbsent(name, Cues::ofName);
        if (part.ordinal() < Part.NEUTRAL.ordinal()
            && (found == Part.NEUTRAL || part.ordinal() < found.ordinal())) {
          found = part;
        } else if (part.ordinal() > Part.NEUTRAL.ordinal()
            && found.ordinal() >= Part.NEUTRAL.ordinal()
            && part.ordinal() > found.ordinal()) {
          found = part;
        }
      }
    }
    if (found == Part.NEUTRAL) {
      if (tag.equals("article")
          || tag.equals("main")
          || role.equals("main")
          || role.equals("article")) {
        return Part.CONTENT;
      }
      if (tag.equals("header")
          || tag.equals("form")
          || tag.equals("figure")
          || tag.equals("address")
          || tag.equals("label")
          || tag.equals("time")) {
        return Part.DOUBTFUL;
      }
    }
    return found;
  }

  private static Part ofName(String name) {
    if (name.isEmpty() || name.length() > 60) {
      return Part.NEUTRAL;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("category-")
        || lower.startsWith("tag-")
        || lower.startsWith("type-")
        || lower.startsWith("has-")
        || lower.startsWith("with-")
        || lower.startsWith("no-")
        || lower.startsWith("is-")
        || lower.startsWith("without-")
        || lower.indexOf(':') > 0) {
      return Part.NEUTRAL; // says something about the element, not what it is
    }
    String joined = lower.replaceAll("[^a-z]", "");
    for (String body : BODIES) {
      if (joined.endsWith(body) || joined.startsWith(body) && joined.length() < body.length() + 4) {
        return Part.BODY;
      }
    }
    Set<String> words = words(name);
    if (words.stream().anyMatch(COMMENT::contains)) {
      return Part.COMMENTS;
    }
    boolean boilerplate = words.stream().anyMatch(BOILERPLATE::contains);
    boolean content = words.stream().anyMatch(CONTENT::contains);
    if (boilerplate) {
      return Part.BOILERPLATE;
    }
    if (words.stream().anyMatch(DOUBTFUL::contains)) {
      return Part.DOUBTFUL;
    }
    return content ? Part.CONTENT : Part.NEUTRAL;
  }

  /**
   * The words of a class name, at hyphens, underscores and changes of case. Names that programs
   * made change case by chance, so a word between such changes has at least three letters.
   */
  private static Set<String> words(String name) {
    Set<String> words = new HashSet<>();
    for (String part : name.split("[^A-Za-z]+")) {
      String[] humps = part.split("(?<=[a-z])(?=[A-Z])");
      for (String hump : humps) {
        if (humps.length == 1 || hump.length() > 2) {
          words.add(hump.toLowerCase(Locale.ROOT));
        }
      }
    }
    return words;
  }
}
