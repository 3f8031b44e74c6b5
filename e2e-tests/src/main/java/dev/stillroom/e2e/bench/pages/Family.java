package dev.stillroom.e2e.bench.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pages of one made-up site, whose layout drifts, and what is wanted from each. */
public enum Family {
  SHOP(Detail::shop),
  RECIPE(Detail::recipe),
  JOB(Detail::job),
  EVENT(Detail::event),
  ARTICLE(Detail::article),
  HOUSE(Detail::house),
  BOOK(Detail::book),
  FORUM(Listing::forum),
  SEARCH(Listing::search),
  TIMETABLE(Listing::timetable);

  private static final int LEVELS = 4;

  /** A page and what is wanted from it: a string, a list of strings, or null. */
  record Made(String html, Map<String, Object> wanted) {}

  private interface Maker {
    Made make(Drift drift);
  }

  private final Maker maker;

  Family(Maker maker) {
    this.maker = maker;
  }

  /**
   * Pages of this family as lines of an examples file.
   *
   * @param levels how far pages drift, one after another: 1 for none, 4 for all levels in turn
   */
  public List<ObjectNode> examples(int count, int levels, long seed) {
    List<ObjectNode> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed * 1_000_003 + i * 7_919L + ordinal());
      random.nextInt();
      Made made = maker.make(new Drift(random, i % Math.min(LEVELS, levels)));
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.putObject("input").put("html", made.html());
      ObjectNode output = line.putObject("output");
      made.wanted()
          .forEach(
              (field, value) -> {
                if (value instanceof List<?> list) {
                  ArrayNode array = output.putArray(field);
                  list.forEach(one -> array.add((String) one));
                } else {
                  output.put(field, (String) value);
                }
              });
      lines.add(line);
    }
    return lines;
  }

  static Map<String, Object> wanted(Object... pairs) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      wanted.put((String) pairs[i], pairs[i + 1]);
    }
    return wanted;
  }
}
