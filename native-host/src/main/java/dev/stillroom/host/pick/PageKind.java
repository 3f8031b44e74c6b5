package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Sites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of page by its address: host and path, {@code *} in place of what changes from page to
 * page, {@code *.json} in place of a document's name. Queries say which page of the kind it is and
 * are left out.
 */
public record PageKind(String place) {

  private static final String ANY = "*";

  /** A part of a path that names one thing among many: it has a digit, or is a title's words. */
  private static final Pattern ONE_OF_MANY =
      // Possessive: a group that may give back takes a stack frame for each word.
      Pattern.compile("\\D*+\\d.*+|(?:[^-_]++[-_]){2,}+[^-_]++");

  /** What a file's name ends with. */
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z]{1,8}$");

  private static final int LONGEST = 400;

  /** Characters of a part that is told from others; a longer one names one thing. */
  private static final int LONGEST_PART = 100;

  /** Parts that count; what is below them does not tell kinds of pages apart. */
  private static final int MOST_PARTS = 20;

  /** The kind that a first page shows. */
  public static PageKind of(String url) {
    List<String> parts = parts(url);
    for (int i = 1; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.length() > LONGEST_PART || ONE_OF_MANY.matcher(part).matches()) {
        parts.set(i, ANY);
      }
    }
    return of(parts);
  }

  /** The kind that a first document shows: files beside it that end alike are of its kind. */
  static PageKind ofDocument(String url) {
    List<String> parts = new ArrayList<>(Arrays.asList(of(url).place().split("/", -1)));
    Matcher ending = ENDING.matcher(parts.getLast());
    if (parts.size() > 1 && ending.find()) {
      parts.set(parts.size() - 1, ANY + ending.group());
    }
    return of(parts);
  }

  /** The same kind, wide enough for one more page of the same site. */
  PageKind with(String url) {
    if (fits(url)) {
      return this;
    }
    List<String> known = new ArrayList<>(Arrays.asList(place.split("/", -1)));
    List<String> other = parts(url);
    if (known.size() != other.size() || !known.getFirst().equals(other.getFirst())) {
      return this;
    }
    for (int i = 1; i < known.size(); i++) {
      if (!matches(known.get(i), other.get(i))) {
        known.set(i, ANY);
      }
    }
    return of(known);
  }

  public boolean fits(String url) {
    List<String> known = Arrays.asList(place.split("/", -1));
    List<String> other = parts(url);
    if (place.isEmpty() || known.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      if (!matches(known.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String known, String part) {
    return known.equals(part)
        || known.equals(ANY)
        || known.startsWith(ANY + ".") && part.endsWith(known.substring(1));
  }

  private static PageKind of(List<String> parts) {
    String place = String.join("/", parts);
    return new PageKind(place.length() <= LONGEST ? place : place.substring(0, LONGEST));
  }

  /** The host, then the path's parts; an empty list's only part where there is no host. */
  private static List<String> parts(String url) {
    String host = Sites.host(url);
    if (host == null) {
      return new ArrayList<>(List.of(""));
    }
    String plain = Sites.withoutSecrets(url);
    int path = plain.indexOf('/', plain.indexOf("://") + 3);
    List<String> parts = new ArrayList<>();
    parts.add(host);
    if (path >= 0) {
      parts.addAll(Arrays.asList(plain.substring(path + 1).split("/", -1)));
    }
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts.removeLast();
    }
    return parts.size() <= MOST_PARTS ? parts : new ArrayList<>(parts.subList(0, MOST_PARTS));
  }
}
