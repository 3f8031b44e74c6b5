package dev.stillroom.e2e.bench.organize;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is drawn for the blanks of a habit: the same in all parts of one download. */
final class Blanks {

  private static final Pattern BLANK = Pattern.compile("\\{([A-Za-z]+)(\\d*)}");

  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          words(
              "word",
              "amber birch canyon delta ember fjord grove harbor iris juniper kite lagoon meadow"
                  + " nectar orchid pebble quartz river saffron timber umber velvet willow yarrow"
                  + " zephyr lantern mirror copper marble ribbon summit thistle"),
          words(
              "topic",
              "attention grammar routing caching pricing onboarding retrieval sampling alignment"
                  + " compression forecasting budgeting migration layout roadmap telemetry indexing"
                  + " tokenization clustering checkout"),
          words(
              "company",
              "northgate bluefin alder kestrel ironbridge solveig mapleworks tidewater lumen"),
          words(
              "surname",
              "okafor lindqvist tanaka moreau haddad novak silva brandt kowalski iyer santos weber"
                  + " dubois eriksen"),
          words("contract", "Mietvertrag Contract Agreement NDA Amendment Vertrag Terms SOW"),
          words("taxword", "Belege Spenden Lohnsteuer Anlage Kirchensteuer Nachweis"),
          words("month", "Januar Februar März April Mai Juni September Oktober November"),
          words("subject", "Mathe Deutsch Sachkunde Musik Englisch"),
          words("city", "lisbon oslo vienna porto ghent turin bergen"),
          words("version", "v1 v2 v3 final draft signed rev2"),
          words("office", "xlsx docx pptx pdf"),
          words("docx", "docx pdf odt"),
          words("pdfx", "pdf"),
          words("shot", "png jpg"),
          words("arch", "linux-x86_64.tar.gz amd64.deb x64.zip x86_64.AppImage"),
          words("setup", "exe dmg deb msi"),
          words("any", "pdf zip png txt docx csv jpg svg json html"),
          words("tool", "ripsaw quern lathe bobbin shuttle anvil trowel gimlet plumb"));

  /** By rank: the first ones often, later ones seldom, and behind them ever new ones. */
  private static final Map<String, List<String>> RANKED =
      Map.ofEntries(
          words(
              "shop", "buchkontor werkzeugwelt teeladen radhaus papierlager lampenshop gartenkauf"),
          words("press", "acadpress sciopen journalhub"),
          words("gallery", "splashpix wallhaven"),
          words("band", "nightferry palelights oldharbor lowtide"),
          words("show", "deepwork histories stackfm"),
          words("bookshop", "leafbooks pagehouse"),
          words("school", "grundschule-am-see"),
          words("railway", "bahnfahrt railgo"),
          words("airline", "skylane nordair"),
          words("vendor", "ripsaw-dev quernlabs lathe-tools"),
          words("misc", "howtohub pastebox"));

  private final RandomGenerator random;
  private final LocalDate day;
  private final Map<String, String> drawn = new java.util.HashMap<>();

  Blanks(RandomGenerator random, LocalDate day) {
    this.random = random;
    this.day = day;
  }

  private static Map.Entry<String, List<String>> words(String name, String words) {
    return Map.entry(name, List.of(words.split(" ")));
  }

  String fill(String template) {
    return BLANK
        .matcher(template)
        .replaceAll(blank -> Matcher.quoteReplacement(value(blank.group(1), blank.group(2))));
  }

  private String value(String name, String length) {
    String small = name.toLowerCase(Locale.ROOT);
    boolean capital = !small.equals(name);
    // Words and numbers differ from blank to blank; who it is from stays the same.
    String value =
        RANKED.containsKey(small)
            ? drawn.computeIfAbsent(small, this::ranked)
            : WORDS.containsKey(small) ? one(WORDS.get(small)) : other(small, length);
    return capital ? Character.toUpperCase(value.charAt(0)) + value.substring(1) : value;
  }

  private String other(String name, String length) {
    int n = length.isEmpty() ? 0 : Integer.parseInt(length);
    return switch (name) {
      case "y" -> String.valueOf(day.getYear());
      case "yy" -> "%02d".formatted(day.getYear() % 100);
      case "mm" -> "%02d".formatted(day.getMonthValue());
      case "dd" -> "%02d".formatted(day.getDayOfMonth());
      case "n" -> drawn.computeIfAbsent(name + n, key -> digits(n));
      case "hex" -> drawn.computeIfAbsent(name + n, key -> hex(n));
      case "code" -> drawn.computeIfAbsent(name + n, key -> code(n));
      case "uuid" ->
          drawn.computeIfAbsent(
              name, key -> new UUID(random.nextLong(), random.nextLong()).toString());
      default -> throw new IllegalStateException("nothing is known for {" + name + "}");
    };
  }

  /** A power law over the known ones; one in twelve was never seen before. */
  private String ranked(String name) {
    List<String> known = RANKED.get(name);
    if (random.nextInt(12) == 0 && !name.equals("school")) {
      return one(WORDS.get("word")) + one(WORDS.get("word"));
    }
    double total = 0;
    for (int i = 0; i < known.size(); i++) {
      total += 1.0 / (i + 1);
    }
    double at = random.nextDouble() * total;
    for (int i = 0; i < known.size(); i++) {
      at -= 1.0 / (i + 1);
      if (at <= 0) {
        return known.get(i);
      }
    }
    return known.getLast();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String digits(int n) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < n; i++) {
      digits.append(i == 0 ? 1 + random.nextInt(9) : random.nextInt(10));
    }
    return digits.toString();
  }

  private String hex(int n) {
    byte[] bytes = new byte[(n + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, n);
  }

  private String code(int n) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < n; i++) {
      code.append("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".charAt(random.nextInt(32)));
    }
    return code.toString();
  }
}
