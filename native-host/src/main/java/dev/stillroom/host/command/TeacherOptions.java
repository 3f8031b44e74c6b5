package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.teacher.HiddenNames;
import dev.stillroom.host.teacher.MonthlyBudget;
import dev.stillroom.host.teacher.TeacherBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a distillation with a teacher. */
final class TeacherOptions {

  /** The environment variable that a key is taken from. */
  static final String KEY = "STILLROOM_TEACHER_KEY";

  @Option(
      names = "--teacher",
      paramLabel = "WHERE",
      description =
          "Who labels what nobody labelled: a URL (OpenAI-compatible, or Anthropic), the name of"
              + " one that was added (stillroom teacher add), or a .gguf file. Its key is taken"
              + " from STILLROOM_TEACHER_KEY. Without this option nothing is ever sent.")
  String teacher;

  @Option(names = "--teacher-model", paramLabel = "NAME", description = "The teacher's model.")
  private String model;

  @Option(
      names = "--teacher-protocol",
      paramLabel = "WORD",
      description = "openai or anthropic (default: told by the address).")
  private String protocol;

  @Option(
      names = "--teacher-key-env",
      paramLabel = "VARIABLE",
      description = "Another environment variable that holds the key.")
  private String keyVariable;

  @Option(
      names = "--teacher-samples",
      paramLabel = "N",
      description = "How many answers make a committee; more than half must agree (default: 3).")
  private Integer samples;

  @Option(
      names = "--teacher-gate",
      paramLabel = "SHARE",
      description =
          "Stop where the teacher surely gets less of your own examples right (default: 0.7).")
  private Double gate;

  @Option(
      names = "--teacher-timeout",
      paramLabel = "SECONDS",
      description = "How long one answer may take (default: 60).")
  private Double timeout;

  @Option(
      names = "--labels",
      paramLabel = "\"A;B;…\"",
      description =
          "The labels, or the names of the fields (\"name[]\" has several values), besides those of"
              + " the examples.")
  private String labels;

  @Option(
      names = "--generate",
      paramLabel = "N",
      description = "Let the teacher make up so many inputs too (texts only).")
  private Integer generate;

  @Option(
      names = "--rewrite",
      paramLabel = "N",
      description =
          "Let the teacher put N of your examples into other words, and say on the card how many"
              + " the model then gets right (classify; they are not learned from).")
  private Integer rewrite;

  @Option(
      names = "--hide",
      paramLabel = "\"NAME;…\"",
      description =
          "Names that are hidden from this teacher, besides those you hid from all of them, e-mail"
              + " addresses and numbers of phones, cards and accounts.")
  private String hide;

  @Option(
      names = "--max-teacher-calls",
      paramLabel = "N",
      description = "Send at most so many requests (default: 20000).")
  private Long maxCalls;

  @Option(
      names = "--max-teacher-tokens",
      paramLabel = "N",
      description = "Use at most so many tokens.")
  private Long maxTokens;

  @Option(
      names = "--max-teacher-cost",
      paramLabel = "MONEY",
      description = "Spend at most so much; the teacher's price has to be known.")
  private Double maxCost;

  @Option(
      names = "--teacher-price",
      paramLabel = "IN/OUT",
      description = "What a million tokens cost, sent and answered, for example 0.15/0.60.")
  private String price;

  @Option(names = "--dry-run", description = "Print what would be sent, and send nothing.")
  boolean dryRun;

  @Option(
      names = "--show",
      paramLabel = "N",
      description =
          "With --dry-run: print so many of the requests to the letter (default: 3; all: \"all\").")
  private String show;

  @Option(names = "--yes", description = "Do not ask before something is sent.")
  boolean yes;

  /** A mistake in these options. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  /** An option that was given though it needs a teacher; null where there is none. */
  String needsTeacher() {
    List<String> given = new ArrayList<>();
    note(given, "--teacher-model", model);
    note(given, "--teacher-protocol", protocol);
    note(given, "--teacher-key-env", keyVariable);
    note(given, "--teacher-samples", samples);
    note(given, "--teacher-gate", gate);
    note(given, "--teacher-timeout", timeout);
    note(given, "--labels", labels);
    note(given, "--generate", generate);
    note(given, "--rewrite", rewrite);
    note(given, "--hide", hide);
    note(given, "--max-teacher-calls", maxCalls);
    note(given, "--max-teacher-tokens", maxTokens);
    note(given, "--max-teacher-cost", maxCost);
    note(given, "--teacher-price", price);
    note(given, "--dry-run", dryRun ? "" : null);
    note(given, "--show", show);
    return given.isEmpty() ? null : given.getFirst();
  }

  private static void note(List<String> given, String name, Object value) {
    if (value != null) {
      given.add(name);
    }
  }

  /** What the distiller is told. The key travels on the pipe to it and is written nowhere. */
  ObjectNode arguments(Home home, Path out, String instruction) throws IOException, Wrong {
    check();
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    String variable = keyVariable == null ? KEY : keyVariable;
    String key = System.getenv(variable);
    if (keyVariable != null && (key == null || key.isBlank())) {
      throw new CommandFailure("the environment has no " + keyVariable + ": set it to the key");
    }
    String place = teacher;
    String spoken = protocol;
    String asked = model;
    String priced = price;
    boolean here = TeacherBook.isHere(teacher);
    if (TeacherBook.isName(teacher)) {
      TeacherBook book = TeacherBook.of(home);
      TeacherBook.Entry entry = book.find(teacher).orElse(null);
      if (entry == null) {
        throw new CommandFailure(
            "no teacher is called '" + teacher + "': see stillroom teacher list, or give a URL");
      }
      place = entry.url();
      spoken = protocol == null ? entry.protocol() : protocol;
      asked = model == null ? entry.model() : model;
      here = entry.here();
      if (price == null && entry.priceIn() != null) {
        priced = entry.priceIn() + "/" + entry.priceOut();
      }
      // The variable's key may be another provider's.
      key = keyVariable == null ? book.key(entry).orElse(null) : key;
    } else if (teacher.endsWith(".gguf")) {
      place = Path.of(teacher).toAbsolutePath().normalize().toString();
      FileArguments.requireRegular(Path.of(place), "model");
    }
    if (maxCost != null && priced == null) {
      throw new Wrong(
          "--max-teacher-cost needs --teacher-price IN/OUT, or a teacher that was added with its"
              + " price");
    }
    arguments.put("place", place).put("model", asked).put("protocol", spoken);
    arguments.put("key", key == null || key.isBlank() ? null : key.strip());
    arguments.put("directory", home.teacher().toString());
    arguments.put("task", out == null ? "" : String.valueOf(out.getFileName()));
    arguments.put("instruction", instruction);
    list(arguments, "labels", labels);
    list(arguments, "hide", hide);
    hideListed(arguments, home);
    put(arguments, "generate", generate);
    put(arguments, "hard", rewrite);
    put(arguments, "samples", samples);
    put(arguments, "gate", gate);
    put(arguments, "seconds", timeout);
    arguments.put("maxCalls", maxCalls == null ? 20_000 : maxCalls);
    put(arguments, "maxTokens", maxTokens);
    put(arguments, "maxCost", maxCost);
    try {
      new MonthlyBudget(home, Clock.systemUTC())
          .limitFor(teacher, here, priced != null)
          .ifPresent(limit -> arguments.put("monthlyCost", limit));
    } catch (IOException spent) {
      throw new CommandFailure(spent.getMessage());
    }
    if (priced != null) {
      String[] parts = priced.split("/");
      arguments.put("priceIn", Double.parseDouble(parts[0]));
      arguments.put("priceOut", Double.parseDouble(parts[1]));
    }
    if (show != null) {
      arguments.put("shown", show.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(show));
    }
    return arguments.put("dryRun", dryRun);
  }

  private static void put(ObjectNode arguments, String name, Number value) {
    if (value != null) {
      arguments.put(name, value.doubleValue());
    }
  }

  private static void list(ObjectNode arguments, String name, String values) {
    if (values != null) {
      Arrays.stream(values.split(";")).forEach(arguments.putArray(name)::add);
    }
  }

  /** Whom the person hid from all teachers is hidden here, too. */
  private static void hideListed(ObjectNode arguments, Home home) {
    try {
      new HiddenNames(home).list().forEach(arguments.withArray("hide")::add);
    } catch (IOException damaged) {
      throw new CommandFailure(damaged.getMessage());
    }
  }

  private void check() throws Wrong {
    if (price != null && !isPrice(price)) {
      throw new Wrong("--teacher-price must be like 0.15/0.60: " + price);
    }
    positive("--max-teacher-calls", maxCalls);
    positive("--max-teacher-tokens", maxTokens);
    positive("--max-teacher-cost", maxCost);
    positive("--teacher-timeout", timeout);
    positive("--teacher-samples", samples);
    positive("--generate", generate);
    positive("--rewrite", rewrite);
    if (show != null && !(dryRun && show.matches("all|\\d{1,6}"))) {
      throw new Wrong("--show must be a number or \"all\", and goes with --dry-run: " + show);
    }
    if (rewrite != null && rewrite > 1_000) {
      throw new Wrong("--rewrite must be at most 1000: " + rewrite);
    }
    if (samples != null && samples > 9) {
      throw new Wrong("--teacher-samples must be 1 to 9: " + samples);
    }
    if (generate != null && generate > 10_000) {
      throw new Wrong("--generate must be at most 10000: " + generate);
    }
    if (gate != null && !(gate >= 0 && gate < 1)) {
      throw new Wrong("--teacher-gate must be at least 0 and below 1: " + gate);
    }
    Optional<String> word = Optional.ofNullable(protocol);
    if (word.isPresent() && !List.of("openai", "anthropic").contains(word.get())) {
      throw new Wrong("--teacher-protocol must be openai or anthropic: " + protocol);
    }
  }

  /** Whether it is two amounts, as in {@code 0.15/0.60}. */
  static boolean isPrice(String text) {
    return text.matches("\\d{1,6}(\\.\\d{1,6})?/\\d{1,6}(\\.\\d{1,6})?");
  }

  private static void positive(String option, Number value) throws Wrong {
    if (value != null && !(value.doubleValue() > 0)) {
      throw new Wrong(option + " must be above 0: " + value);
    }
  }
}
