package dev.stillroom.e2e.bench.organize;

import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A made-up person with fourteen folders: what they download, from where, and where they put it.
 * Most of it follows the habits of a table, with exceptions for some sites; now and then they do
 * otherwise, new sites come up all the time, servers and browsers leave things out, and at one
 * point a habit changes: invoices go into a folder that was not there before.
 */
public final class Household {

  /** One in so many is put somewhere else this once. */
  private static final int WHIM_ONE_IN = 60;

  /** One in so many lacks the referrer, its page's title, or a type that says anything. */
  private static final int LACKING_ONE_IN = 8;

  private static final String BEFORE = "Invoices";
  private static final String AFTER = "Accounting/Inbox";

  private final List<Habit> habits;
  private final Map<String, String> exceptions;
  private final Random random;
  private final Path downloads;
  private final Set<String> names = new HashSet<>();
  private final boolean rhythm;
  private Instant now = Instant.parse("2026-01-05T07:30:00Z");

  private record Habit(
      int weight,
      String folder,
      String host,
      String contentHost,
      String path,
      String title,
      String name,
      String mime,
      int least,
      int most,
      String words) {

    static Habit of(String line) {
      String[] parts = line.replace("\\|", "\u0000").split("\\|");
      for (int i = 0; i < parts.length; i++) {
        parts[i] = parts[i].replace('\u0000', '|').strip();
      }
      int dash = parts[8].indexOf('-');
      return new Habit(
          Integer.parseInt(parts[0]),
          parts[1],
          parts[2],
          parts[3],
          parts[4],
          parts[5],
          parts[6],
          parts[7],
          Integer.parseInt(parts[8].substring(0, dash)),
          Integer.parseInt(parts[8].substring(dash + 1)),
          parts.length > 9 ? parts[9] : "");
    }
  }

  /**
   * @param downloads the person's download folder
   */
  public Household(long seed, Path downloads) throws IOException {
    this(seed, downloads, false);
  }

  /**
   * @param rhythm whether every second habit belongs to working hours, and the others to evenings
   *     and week-ends
   */
  public Household(long seed, Path downloads, boolean rhythm) throws IOException {
    this.rhythm = rhythm;
    this.random = new Random(seed);
    this.downloads = downloads;
    List<String> lines;
    try (InputStream table = Household.class.getResourceAsStream("habits.txt")) {
      lines =
          new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
    this.habits = lines.stream().filter(line -> !line.startsWith("!")).map(Habit::of).toList();
    this.exceptions =
        lines.stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1).split("\\|"))
            .collect(Collectors.toMap(parts -> parts[0].strip(), parts -> parts[1].strip()));
  }

  /**
   * So many downloads, in the order of time.
   *
   * @param change the first one after the change of habit
   */
  public List<Saved> downloads(int count, int change) {
    List<Saved> saved = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      saved.add(one(i >= change));
    }
    return saved;
  }

  private Saved one(boolean afterChange) {
    now = now.plusSeconds(600 + (long) (-StrictMath.log(1 - random.nextDouble()) * 20_000));
    int which = drawn();
    while (rhythm && (which % 2 == 0) != atWork(now)) {
      now = now.plusSeconds(3_600);
    }
    Habit habit = habits.get(which);
    Blanks blanks = new Blanks(random, LocalDate.ofInstant(now, ZoneOffset.UTC));
    String host = blanks.fill(habit.host());
    String content = blanks.fill(habit.contentHost());
    String page = "https://" + host + blanks.fill(habit.path());
    String title = blanks.fill(habit.title());
    String name = free(blanks.fill(habit.name()));
    long bytes =
        1024L * habit.least()
            + (long) (1024.0 * (habit.most() - habit.least()) * random.nextDouble());
    String usual = exceptions.getOrDefault(host, habit.folder());
    boolean changed = afterChange && usual.equals(BEFORE);
    boolean whim = random.nextInt(WHIM_ONE_IN) == 0;
    String folder = changed ? AFTER : usual;
    if (whim) {
      folder = habits.get(random.nextInt(habits.size())).folder();
    }
    Event.Download event =
        new Event.Download(
            new UUID(random.nextLong(), random.nextLong()).toString(),
            now,
            "s",
            "https://" + content + "/get/" + name.replace(" ", "%20"),
            "https://" + content + "/get/" + name.replace(" ", "%20"),
            lacking() ? null : page,
            page,
            lacking() ? null : title,
            lacking() ? "application/octet-stream" : habit.mime(),
            bytes,
            downloads.resolve(name).toString());
    return new Saved(event, blanks.fill(habit.words()), folder, which, whim, changed && !whim);
  }

  /** Monday to Friday, eight to six. */
  static boolean atWork(Instant time) {
    ZonedDateTime at = time.atZone(ZoneOffset.UTC);
    return at.getDayOfWeek().getValue() <= 5 && at.getHour() >= 8 && at.getHour() < 18;
  }

  private boolean lacking() {
    return random.nextInt(LACKING_ONE_IN) == 0;
  }

  private int drawn() {
    int at = random.nextInt(habits.stream().mapToInt(Habit::weight).sum());
    for (int i = 0; i < habits.size(); i++) {
      at -= habits.get(i).weight();
      if (at < 0) {
        return i;
      }
    }
    throw new IllegalStateException("weights do not sum up");
  }

  /** As a browser does with a name that is taken. */
  private String free(String name) {
    String free = name;
    int dot = name.lastIndexOf('.');
    for (int n = 1; !names.add(free); n++) {
      free = name.substring(0, dot) + " (" + n + ")" + name.substring(dot);
    }
    return free;
  }
}
