package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lines of text offer: values behind their names ("Phone: 030 1234"), values that are known by
 * their form (an e-mail address, a telephone number with a plus), and addresses written as on an
 * envelope.
 */
final class TextOffers {

  private static final int MAX_LINES = 2_000;
  private static final int LONGEST_LINE = 600;
  private static final int LONGEST_NAME = 40;

  private static final Pattern NAMED =
      Pattern.compile(
          "^([\\p{L}][\\p{L}\\d .,'’/()&-]{0,39}?)\\s*(?::|：|=|\\t|\\s–\\s)\\s*(\\S.*)$");
  static final Pattern EMAIL =
      Pattern.compile(
          "[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TEL =
      Pattern.compile("(?<![\\w+])\\+\\d[\\d ()/.-]{6,22}\\d(?!\\d)");

  /** Postcode and city as on an envelope: {@code 10115 Berlin}, {@code 1012 AB Amsterdam}. */
  private static final Pattern CODE_FIRST =
      Pattern.compile(
          "^(?:[A-Z]{1,2}[- ])?(\\d{4,5}|\\d{2}-\\d{3}|\\d{3} \\d{2}|\\d{4} ?[A-Z]{2}) +(\\p{Lu}[\\p{L} .'’/()-]{1,60})$");

  /** {@code Springfield, IL 62704}. */
  private static final Pattern AMERICAN =
      Pattern.compile("^(\\p{Lu}[\\p{L} .'’-]{1,60}),? +([A-Z]{2}) +(\\d{5}(?:-\\d{4})?)$");

  /** {@code London SW1A 2AA}. */
  private static final Pattern BRITISH =
      Pattern.compile("^(\\p{Lu}[\\p{L} .'’-]{1,60}),? +([A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})$");

  private TextOffers() {}

  static List<Offer> of(String text) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length() && lines.size() < MAX_LINES) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      int from = start;
      int to = Math.min(end, start + LONGEST_LINE);
      while (from < to && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
      lines.add(new Line(text.substring(from, to), null, from));
      start = end + 1;
    }
    return of(lines);
  }

  /** Empty lines part blocks. */
  static List<Offer> of(List<Line> lines) {
    List<Offer> offers = new ArrayList<>();
    boolean[] named = new boolean[lines.size()];
    for (int i = 0; i < named.length; i++) {
      named[i] = named(lines, i, offers);
    }
    for (int i = 0; i < named.length; i++) {
      Line line = lines.get(i);
      known(line, EMAIL, FieldType.EMAIL, offers);
      known(line, TEL, FieldType.TEL, offers);
      if (!named[i]) {
        address(lines, named, i, offers);
      }
    }
    return offers;
  }

  private static boolean named(List<Line> lines, int i, List<Offer> offers) {
    Line line = lines.get(i);
    Matcher matcher = NAMED.matcher(line.text());
    if (matcher.matches()) {
      String value = matcher.group(2).strip();
      Place at = line.at(matcher.start(2), matcher.start(2) + value.length());
      offers.add(offer(matcher.group(1), value, at, FieldType.NONE));
      return true;
    }
    boolean opens = line.text().endsWith(":") && line.text().length() <= LONGEST_NAME;
    if (opens && i + 1 < lines.size()) {
      Line next = lines.get(i + 1);
      boolean alone = i + 2 >= lines.size() || isApart(lines.get(i + 2).text());
      if (!isApart(next.text()) && alone) {
        String name = line.text().substring(0, line.text().length() - 1);
        offers.add(offer(name, next.text(), next.at(0, next.text().length()), FieldType.NONE));
      }
      return true;
    }
    return false;
  }

  private static boolean isApart(String line) {
    return line.isEmpty() || line.indexOf(':') >= 0;
  }

  private static void known(Line line, Pattern pattern, FieldType type, List<Offer> offers) {
    Matcher matcher = pattern.matcher(line.text());
    while (matcher.find() && offers.size() < Sources.MAX_OFFERS) {
      offers.add(offer("", matcher.group(), line.at(matcher.start(), matcher.end()), type));
    }
  }

  /** An address stands in lines of its own, the city's below the street's. */
  private static void address(List<Line> lines, boolean[] named, int i, List<Offer> offers) {
    Line line = lines.get(i);
    Matcher code = CODE_FIRST.matcher(line.text());
    Matcher american = AMERICAN.matcher(line.text());
    Matcher british = BRITISH.matcher(line.text());
    if (code.matches()) {
      group(line, code, 1, FieldType.POSTAL_CODE, offers);
      group(line, code, 2, FieldType.ADDRESS_LEVEL2, offers);
    } else if (american.matches()) {
      group(line, american, 1, FieldType.ADDRESS_LEVEL2, offers);
      group(line, american, 2, FieldType.ADDRESS_LEVEL1, offers);
      group(line, american, 3, FieldType.POSTAL_CODE, offers);
    } else if (british.matches()) {
      group(line, british, 1, FieldType.ADDRESS_LEVEL2, offers);
      group(line, british, 2, FieldType.POSTAL_CODE, offers);
    } else {
      return;
    }
    if (i > 0 && !named[i - 1] && Streets.isStreet(lines.get(i - 1).text())) {
      whole(lines.get(i - 1), FieldType.STREET_ADDRESS, offers);
      if (i > 1 && !named[i - 2] && PersonNames.isPerson(lines.get(i - 2).text())) {
        whole(lines.get(i - 2), FieldType.NAME, offers);
      }
    }
    if (i + 1 < lines.size() && Countries.code(lines.get(i + 1).text()) != null) {
      whole(lines.get(i + 1), FieldType.COUNTRY, offers);
    }
  }

  private static void group(
      Line line, Matcher matcher, int group, FieldType type, List<Offer> offers) {
    Place at = line.at(matcher.start(group), matcher.end(group));
    offers.add(offer("", matcher.group(group).strip(), at, type));
  }

  private static void whole(Line line, FieldType type, List<Offer> offers) {
    offers.add(offer("", line.text(), line.at(0, line.text().length()), type));
  }

  private static Offer offer(String name, String value, Place at, FieldType type) {
    String shown = name.isEmpty() ? "“" + value + "”" : name;
    return new Offer(name, "", value, shown, List.of(at), type);
  }
}
