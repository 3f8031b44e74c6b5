package dev.stillroom.runtime.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A page's title, author and date: structured data first, then meta tags, then what is seen. */
record Metadata(String title, String author, String date, String body) {

  private static final Pattern BY =
      Pattern.compile(
          "^\\s*(?:(?:written|posted|story|words|reported|article)\\s+by|by|von|par|por|di|door|af|av|autor|author|text|автор)\\b[:\\s]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> BYLINES =
      Set.of(
          "author",
          "byline",
          "authorname",
          "articleauthor",
          "postauthor",
          "entryauthor",
          "fn",
          "bylinename",
          "articlebyline",
          "autor",
          "auteur",
          "username",
          "vcard",
          "writer",
          "pauthor");

  private static final Set<String> DATES =
      Set.of(
          "date",
          "published",
          "dateline",
          "timestamp",
          "pubdate",
          "postdate",
          "entrydate",
          "publishdate",
          "articledate",
          "dtpublished",
          "datepublished",
          "datum",
          "fecha",
          "publicationdate",
          "posttime",
          "time");

  static Metadata of(Page page) {
    StructuredData data = StructuredData.of(page);
    Map<String, String> meta = meta(page);
    return new Metadata(
        title(page, data, meta), author(page, data, meta), date(page, data, meta), data.body());
  }

  private static Map<String, String> meta(Page page) {
    Map<String, String> meta = new HashMap<>();
    for (int node : page.all("meta")) {
      String content = Tags.fold(page.attribute(node, "content"));
      for (String attribute : List.of("property", "name", "itemprop")) {
        String name = page.attribute(node, attribute).toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !content.isEmpty()) {
          meta.putIfAbsent(name, content);
        }
      }
    }
    return meta;
  }

  private static String title(Page page, StructuredData data, Map<String, String> meta) {
    String site = meta.getOrDefault("og:site_name", "");
    List<Integer> heads = page.all("h1");
    String heading = heads.size() == 1 ? Tags.fold(page.textOf(heads.getFirst())) : "";
    List<Integer> titles = page.all("title");
    String title = titles.isEmpty() ? "" : Tags.fold(page.textOf(titles.getFirst()));
    // A heading that the window's title repeats is the title without the site's name.
    if (!heading.isEmpty() && title.startsWith(heading)) {
      return heading;
    }
    for (String name : List.of("og:title", "twitter:title", "dc.title", "parsely-title")) {
      if (meta.containsKey(name)) {
        return withoutSite(meta.get(name), site);
      }
    }
    if (!data.headline().isEmpty()) {
      return data.headline();
    }
    if (!heading.isEmpty() && Words.count(heading) > 1) {
      return heading;
    }
    return title.isEmpty() ? firstHeading(page) : withoutSite(title, site);
  }

  private static String firstHeading(Page page) {
    for (int i = 0; i < page.size(); i++) {
      if (Tags.isHeading(page.tag(i)) && !page.textOf(i).isBlank()) {
        return page.textOf(i);
      }
    }
    return "";
  }

  /** The longest part between separators with spaces around, or all but the site's name. */
  private static String withoutSite(String title, String site) {
    String[] parts = title.split("\\s+[|–—·•»›-]\\s+|\\s+::\\s+");
    if (parts.length < 2) {
      return title;
    }
    String last = parts[parts.length - 1];
    if (last.equalsIgnoreCase(site) || title.contains(" | ") || Words.count(last) <= 3) {
      String before =
          title.substring(0, title.lastIndexOf(last)).replaceAll("\\s+(?:[|–—·•»›-]|::)\\s+$", "");
      return Words.count(before) >= Words.count(last) ? before : title;
    }
    return title;
  }

  private static String author(Page page, StructuredData data, Map<String, String> meta) {
    if (!data.author().isEmpty()) {
      return data.author();
    }
    for (String name :
        List.of(
            "author",
            "article:author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "og:article:author")) {
      String value = meta.getOrDefault(name, "");
      if (!value.isEmpty() && !value.startsWith("http") && value.length() < 100) {
        return BY.matcher(value).replaceFirst("").strip();
      }
    }
    for (int i = 0; i < page.size(); i++) {
      if (!page.isText(i) && isByline(page, i)) {
        String text = BY.matcher(page.textOf(i)).replaceFirst("").split("\\s[|·•–—]\\s")[0].strip();
        if (!text.isEmpty()
            && text.length() < 60
            && Words.count(text) <= 6
            && Dates.in(text).isEmpty()) {
          return text.replaceAll("[,;:]+$", "");
        }
      }
    }
    return "";
  }

  private static boolean isByline(Page page, int node) {
    return page.attribute(node, "rel").equals("author")
        || page.attribute(node, "itemprop").equals("author")
        || named(page, node, BYLINES);
  }

  private static boolean named(Page page, int node, Set<String> names) {
    String all = page.attribute(node, "class") + " " + page.attribute(node, "id");
    if (all.length() == 1) {
      return false;
    }
    for (String name : all.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (names.contains(name.replaceAll("[^a-z]", ""))) {
        return true;
      }
    }
    return false;
  }

  private static String date(Page page, StructuredData data, Map<String, String> meta) {
    String published = Dates.in(data.published());
    if (!published.isEmpty()) {
      return published;
    }
    for (String name :
        List.of(
            "article:published_time",
            "datepublished",
            "og:published_time",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "article.published",
            "last-modified")) {
      String value = Dates.in(meta.getOrDefault(name, ""));
      if (!value.isEmpty()) {
        return value;
      }
    }
    String first = "";
    for (int i = 0; i < page.size(); i++) {
      if (page.isText(i)) {
        continue;
      }
      boolean declared =
          page.attribute(i, "itemprop").equals("datePublished") || page.tag(i).equals("time");
      if (declared || named(page, i, DATES)) {
        String machine = page.attribute(i, "datetime") + " " + page.attribute(i, "content");
        String value = Dates.in(machine);
        String text = value.isEmpty() ? page.textOf(i) : "";
        value = value.isEmpty() && text.length() < 120 ? Dates.in(text) : value;
        if (!value.isEmpty() && page.attribute(i, "itemprop").equals("datePublished")) {
          return value;
        }
        first = first.isEmpty() ? value : first;
      }
    }
    return first;
  }
}
