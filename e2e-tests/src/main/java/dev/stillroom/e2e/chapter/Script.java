package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** What the demo says while it plays, and the same as one JSON object for another program. */
public final class Script {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final long began;
  private final ObjectNode document = JSON.createObjectNode();
  private final ArrayNode chapters = document.putArray("chapters");
  private ArrayNode steps = JSON.createArrayNode();
  private long stepBegan;

  /**
   * @param began when the demo began, as System.nanoTime says it
   */
  public Script(PrintStream out, long began) {
    this.out = out;
    this.began = began;
    this.stepBegan = began;
  }

  public void chapter(int number, String title) {
    out.printf("%n%d  %s%n", number, title);
    steps = chapters.addObject().put("title", title).putArray("steps");
  }

  /** One step done, with its figures for the reader of the JSON. */
  public void step(String what, Map<String, ?> figures) {
    long now = System.nanoTime();
    out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds(), what.replace("\n", "\n           "));
    ObjectNode step = steps.addObject();
    step.put("at", round(seconds())).put("millis", (now - stepBegan) / 1_000_000);
    step.put("what", what);
    figures.forEach((name, value) -> step.set(name, JSON.valueToTree(value)));
    stepBegan = now;
  }

  public void step(String what) {
    step(what, Map.of());
  }

  /** Something under the last step. */
  public void detail(String line) {
    out.println("           " + line);
  }

  /** A claim of the product's that the demo has looked at. */
  public void check(String claim, boolean holds) {
    if (!holds) {
      throw new Broken("not as claimed: " + claim);
    }
  }

  /** Seconds since the demo began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  public void line(String line) {
    out.println(line);
  }

  /** The JSON object so far; a chapter adds members of its own. */
  public ObjectNode document() {
    return document;
  }

  public static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
