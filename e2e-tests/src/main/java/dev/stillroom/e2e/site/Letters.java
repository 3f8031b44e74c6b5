package dev.stillroom.e2e.site;

import java.util.List;
import java.util.Random;

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

  /** What letter {@code i} says. */
  public static String text(int i) {
    Random random = new Random(i);
    List<String> forms = i % 2 == 0 ? COMPLAINTS : OTHERS;
    return "Dear shop, "
        + forms
            .get(random.nextInt(forms.size()))
            .formatted(THINGS.get(random.nextInt(THINGS.size())))
        + " My number is "
        + (1_000 + 7 * i)
        + ". Yours, Ada, ada"
        + i
        + "@letters.example";
  }
}
