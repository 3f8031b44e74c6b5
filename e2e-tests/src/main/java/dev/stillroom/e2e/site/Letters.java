package dev.stillroom.e2e.site;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Letters to a shop, every second of them a complaint; each on a page of its own. */
public final class Letters {

  public static final String HOST = "letters.localhost";

  private static final List<String> THINGS =
      List.of("kettle", "lamp", "chair", "clock", "mirror", "basket", "teapot", "rug");

  private static final List<String> COMPLAINTS =
      List.of(
          "The %s came broken, and nobody answers.",
          "I want my money back for the %s.",
          "Once more the %s is two weeks late.",
          "The %s was broken on the first day.");

  private static final List<String> OTHERS =
      List.of(
          "Thank you for the lovely %s, we use it daily.",
          "Do you have the %s in blue?",
          "Please send me the list of prices for the %s.",
          "The %s stands in our hall and everybody likes it.");

  private Letters() {}

  /** Puts up {@code /1} to {@code /n}. */
  public static void putUp(Site site, int n) {
    for (int i = 1; i <= n; i++) {
      site.putUp(
          HOST,
          "/" + i,
          "<!doctype html><html lang=en><head><title>Letter "
              + i
              + "</title><style>body{font:17px/1.5 serif;max-width:40em;margin:2em auto}</style>"
              + "</head><body><main><p id=letter>"
              + text(i)
              + "</p></main></body></html>");
    }
  }

  /**
   * A table of the letters 1 to {@code n}, the first of them with what is answered of it.
   *
   * @param head what is answered
   * @param own how many have their answer
   */
  public static String table(String head, int n, int own, IntFunction<String> answer) {
    StringBuilder rows = new StringBuilder("letter\t").append(head).append('\n');
    for (int i = 1; i <= n; i++) {
      rows.append(text(i)).append('\t').append(i <= own ? answer.apply(i) : "").append('\n');
    }
    return rows.toString();
  }

  /** Whether letter {@code i} complains, as everybody would say. */
  public static String complains(int i) {
    return LargeModel.complains(text(i)) ? "yes" : "no";
  }

  /** The number that letter {@code i} tells. */
  public static String number(int i) {
    return Integer.toString(1_000 + 7 * i);
  }

  /** What letter {@code i} says. */
  public static String text(int i) {
    Random random = new Random(i);
    List<String> forms = i % 2 == 0 ? COMPLAINTS : OTHERS;
    return "Dear shop, "
        + forms
            .get(random.nextInt(forms.size()))
            .formatted(THINGS.get(random.nextInt(THINGS.size())))
        + " My number is "
        + number(i)
        + ". Yours, Ada, ada"
        + i
        + "@letters.example";
  }
}
