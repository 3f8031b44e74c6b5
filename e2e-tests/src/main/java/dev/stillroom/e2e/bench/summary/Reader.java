package dev.stillroom.e2e.bench.summary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Made-up readers of made-up articles: each keeps sentences of the kind they care for. */
public enum Reader {
  NUMBERS,
  DEFINITIONS,
  CONCLUSIONS;

  /** How often a reader keeps something else than what they care for. */
  private static final double WHIM = 0.1;

  private static final List<String> THINGS =
      List.of(
          "tidal turbine",
          "seed bank",
          "night train",
          "paper mill",
          "rain garden",
          "cargo bicycle",
          "glass furnace",
          "peat bog",
          "harbour crane",
          "heat pump",
          "grain silo",
          "cable ferry",
          "weather mast",
          "wool press",
          "salt works",
          "stone weir");

  private static final List<String> PLACES =
      List.of("Arlen", "Borvik", "Castro", "Dunmor", "Elsing", "Farro", "Gant", "Holmen");

  private static final List<List<String>> OWN =
      List.of(
          List.of(
              "The %1$s at %2$s cost %3$d thousand euros.",
              "In the first year %3$d visitors came to see it.",
              "Its output rose by %4$d per cent within %5$d months.",
              "Some %3$d households of %2$s depend on it.",
              "It needs %4$d litres of oil and %5$d people to run.",
              "Every hour it moves %3$d kilograms over %4$d metres."),
          List.of(
              "A %1$s is a machine that turns slow movement into something useful.",
              "The word %1$s refers to the whole of building, shaft and yard.",
              "What engineers call a cold start means that nothing has moved for a day.",
              "The keeper is the person who holds the key and answers for the %1$s.",
              "A bypass is defined as any way around the main channel.",
              "The term draught describes the pull of air through the works."),
          List.of(
              "In conclusion, the %1$s has done more for %2$s than its makers hoped.",
              "As a result, %2$s will keep the %1$s for another generation.",
              "Overall, those who doubted the plan have come to like it.",
              "This means that other towns can do the same without help.",
              "Therefore the council wants a second one in the valley.",
              "All in all, patience mattered more than money."));

  private static final List<String> PLAIN =
      List.of(
          "The road to the %1$s follows the river through a quiet valley.",
          "For example, the keeper of %2$s paints the doors of the %1$s each spring.",
          "Children from %2$s like to watch the %1$s from the bridge.",
          "The council of %2$s talked about the %1$s for many evenings.",
          "An old photograph of the %1$s hangs in the hall of the school.",
          "On windy days the %1$s can be heard from the church of %2$s.",
          "A baker from %2$s brings bread to those who work there.",
          "Nobody in %2$s remembers who had the idea first.",
          "The mayor opened the %1$s with a short speech in the rain.",
          "Painters come to %2$s because the light there is soft.",
          "The fence around the yard was built by neighbours.",
          "Some say that the %1$s of the next village looks better.");

  /** An article: its sentences, and for each the reader who cares for it; null for nobody. */
  public record Article(String title, List<String> sentences, List<Reader> cared) {

    /** The article as an input. */
    public ObjectNode input() {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      StringBuilder text = new StringBuilder(title).append("\n\n");
      for (int i = 0; i < sentences.size(); i++) {
        text.append(sentences.get(i)).append(i % 4 == 3 ? "\n\n" : " ");
      }
      return input.put("text", text.toString());
    }
  }

  /** An article of about eighteen sentences, six of them for somebody. */
  public static Article article(Random random) {
    String thing = THINGS.get(random.nextInt(THINGS.size()));
    String place = PLACES.get(random.nextInt(PLACES.size()));
    List<Integer> order = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    List<Reader> cared = new ArrayList<>();
    List<String> plain = new ArrayList<>(PLAIN);
    Collections.shuffle(plain, random);
    for (String one : plain) {
      sentences.add(said(one, thing, place, random));
      cared.add(null);
    }
    for (Reader reader : values()) {
      List<String> own = new ArrayList<>(OWN.get(reader.ordinal()));
      Collections.shuffle(own, random);
      for (String one : own.subList(0, 3)) {
        sentences.add(said(one, thing, place, random));
        cared.add(reader);
      }
    }
    for (int i = 0; i < sentences.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    String title = "The " + thing + " of " + place;
    return new Article(
        title,
        order.stream().map(sentences::get).toList(),
        order.stream().map(cared::get).toList());
  }

  private static String said(String form, String thing, String place, Random random) {
    return String.format(
        form,
        thing,
        place,
        100 + random.nextInt(900),
        3 + random.nextInt(80),
        2 + random.nextInt(30));
  }

  /** Which three sentences this reader keeps. */
  public Set<Integer> keeps(Article article, Random random) {
    Set<Integer> kept = new HashSet<>();
    for (int i = 0; i < article.sentences().size(); i++) {
      if (article.cared().get(i) == this) {
        kept.add(random.nextDouble() < WHIM ? random.nextInt(article.sentences().size()) : i);
      }
    }
    return kept;
  }

  /** What the reader did with an article, as a line of an examples file. */
  public ObjectNode example(Article article, Random random) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("input", article.input());
    ArrayNode keep = line.putObject("output").putArray("keep");
    keeps(article, random).stream().sorted().forEach(i -> keep.add(article.sentences().get(i)));
    return line;
  }
}
