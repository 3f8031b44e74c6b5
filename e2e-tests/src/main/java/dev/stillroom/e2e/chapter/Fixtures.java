package dev.stillroom.e2e.chapter;

import static dev.stillroom.e2e.pictures.Recipe.Format.JPEG;
import static dev.stillroom.e2e.pictures.Recipe.Format.PNG;
import static dev.stillroom.e2e.pictures.Recipe.Format.WEBP;
import static dev.stillroom.e2e.pictures.Recipe.Format.WEBP_LOSSLESS;
import static dev.stillroom.e2e.pictures.Recipe.Trait.TURNED;
import static dev.stillroom.e2e.pictures.Recipe.Trait.WIDE_GAMUT;

import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The pictures of the demo and the pages they stand on. */
public final class Fixtures {

  /** How many small pictures there are to earn trust with. */
  public static final int STOCK = 240;

  /** The page on which the shop shows its goods. */
  public static final String GOODS = "/goods/";

  /** The page with the whole stock, a long list. */
  public static final String STOCK_LIST = "/stock/";

  private static final List<Recipe> SHOWN =
      List.of(
          Recipe.goods("blue-jug", WEBP, 1600, 1200, 11).with(WIDE_GAMUT),
          Recipe.photo("morning-walk", WEBP, 900, 1200, 12).with(TURNED, WIDE_GAMUT),
          Recipe.cutout("tall-jug", WEBP, 800, 800, 13),
          Recipe.chart("sales", PNG, 800, 600, 14),
          Recipe.chart("visits", PNG, 640, 400, 15),
          Recipe.photo("market", JPEG, 960, 1280, 16).with(TURNED),
          Recipe.goods("harbour-stall", JPEG, 1024, 768, 17),
          Recipe.chart("price-list", WEBP_LOSSLESS, 800, 600, 18),
          Recipe.goods("striped-jug", WEBP, 1280, 960, 19).with(TURNED),
          Recipe.goods("low-jug", WEBP, 640, 480, 20),
          Recipe.photo("valley", WEBP, 4000, 3000, 21).with(WIDE_GAMUT));

  private static final List<Recipe> BLOGGED =
      List.of(
          Recipe.photo("sunset", WEBP, 1200, 800, 31), Recipe.photo("ridge", JPEG, 900, 600, 32));

  private Fixtures() {}

  public static List<Recipe> recipes() {
    List<Recipe> all = new ArrayList<>(SHOWN);
    all.addAll(BLOGGED);
    for (int i = 0; i < STOCK; i++) {
      all.add(stock(i));
    }
    return all;
  }

  /** The stock: small pictures, each of its own size. */
  private static Recipe stock(int i) {
    String stem = String.format(Locale.ROOT, "jug-%03d", i);
    return Recipe.goods(stem, WEBP, 160 + i % 7 * 24, 120 + i % 5 * 24, 1000 + i);
  }

  public static String stockName(int i) {
    return stock(i).name();
  }

  /** Puts everything up on the site. */
  public static void putUp(Site site, Map<String, Picture> pictures) {
    site.putUp(Play.SHOP, GOODS, "Jugs and other goods", named(pictures, SHOWN));
    site.putUp(Play.SHOP, STOCK_LIST, "The whole stock", those(pictures, n -> n.matches("jug-.*")));
    site.putUp(Play.BLOG, "/", "A potter's diary", named(pictures, BLOGGED));
  }

  private static List<Picture> named(Map<String, Picture> pictures, List<Recipe> recipes) {
    return recipes.stream().map(recipe -> pictures.get(recipe.name())).toList();
  }

  private static List<Picture> those(Map<String, Picture> pictures, Predicate<String> name) {
    return pictures.values().stream().filter(picture -> name.test(picture.name())).toList();
  }
}
