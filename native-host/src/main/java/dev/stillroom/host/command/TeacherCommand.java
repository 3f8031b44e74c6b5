package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.teacher.MonthlyBudget;
import dev.stillroom.host.teacher.Spending;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.runtime.ledger.Ledger;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teachers by name, so that a key is given once and stands in no command line. */
@Command(name = "teacher", description = "Large models that may be asked, and their keys.")
final class TeacherCommand implements Callable<Integer> {

  private static final int MOST_KEY = 4_096;

  @Spec private CommandSpec spec;

  private final Printer printer;
  private final InputStream in;

  TeacherCommand(Printer printer) {
    this(printer, System.in);
  }

  TeacherCommand(Printer printer, InputStream in) {
    this.printer = printer;
    this.in = in;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say add, list, ledger, budget or remove");
  }

  private static Home home(Path directory) {
    return directory == null
        ? Home.ofEnvironment()
        : new Home(directory.toAbsolutePath().normalize());
  }

  @Command(
      name = "add",
      description = "Adds a teacher; its key is read from the standard input, empty for none.")
  int add(
      @Parameters(paramLabel = "NAME", description = "How you call it.") String name,
      @Option(names = "--url", required = true, paramLabel = "URL", description = "Its address.")
          String url,
      @Option(
              names = "--model",
              paramLabel = "NAME",
              description = "The model's name there (not needed for a file).")
          String model,
      @Option(
              names = "--protocol",
              paramLabel = "WORD",
              description = "openai or anthropic (default: told by the address).")
          String protocol,
      @Option(
              names = "--price",
              paramLabel = "IN/OUT",
              description = "What a million tokens cost, sent and answered, as 0.15/0.60.")
          String price,
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--home", paramLabel = "DIR", description = "Another home.") Path directory)
      throws IOException {
    if (price != null && !TeacherOptions.isPrice(price)) {
      throw new ParameterException(spec.commandLine(), "--price must be like 0.15/0.60: " + price);
    }
    if (!TeacherBook.isName(name)) {
      throw new ParameterException(
          spec.commandLine(), "a teacher's name has letters, digits, spaces, - and _: " + name);
    }
    if (protocol != null && !List.of("openai", "anthropic").contains(protocol)) {
      throw new ParameterException(
          spec.commandLine(), "--protocol must be openai or anthropic: " + protocol);
    }
    boolean isFile = url.endsWith(".gguf");
    if (!isFile && !url.matches("https?://[^\\s@]+")) {
      throw new ParameterException(
          spec.commandLine(),
          "--url must begin with https:// or http:// and have no key in it, or be a .gguf file");
    }
    if (!isFile && model == null) {
      throw new ParameterException(spec.commandLine(), "--model is needed: the name it has there");
    }
    if (isFile) {
      return addFile(name, Path.of(url), home(directory), json);
    }
    String key = key();
    Home home = home(directory);
    home.create();
    TeacherBook book = TeacherBook.of(home);
    Double in = price == null ? null : Double.valueOf(price.split("/")[0]);
    Double out = price == null ? null : Double.valueOf(price.split("/")[1]);
    book.add(
        new TeacherBook.Entry(name, url, model, protocol, !key.isEmpty(), in, out), blank(key));
    if (json) {
      printer.json(Map.of("added", name, "hasKey", !key.isEmpty(), "keyPlace", book.keyPlace()));
    } else {
      printer.line(
          "added "
              + name
              + (key.isEmpty() ? ", which needs no key" : "; its key is in " + book.keyPlace()));
    }
    return 0;
  }

  /** A language model on this machine: no address, no key. */
  private int addFile(String name, Path file, Home home, boolean json) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new CommandFailure("there is no file " + path);
    }
    home.create();
    String model = path.getFileName().toString();
    TeacherBook.of(home)
        .add(new TeacherBook.Entry(name, path.toString(), model, null, false), null);
    if (json) {
      printer.json(Map.of("added", name, "hasKey", false));
    } else {
      printer.line("added " + name + ", a file on this machine");
    }
    return 0;
  }

  private static String blank(String key) {
    return key.isEmpty() ? null : key;
  }

  private String key() throws IOException {
    Console console = Printer.isTerminal(0) ? System.console() : null;
    if (console != null) {
      char[] typed = console.readPassword("Key (not shown; empty for none): ");
      return typed == null ? "" : new String(typed).strip();
    }
    String key = new String(in.readNBytes(MOST_KEY + 1), StandardCharsets.UTF_8).strip();
    if (key.length() > MOST_KEY || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new CommandFailure(
          "what stands on the standard input is no key: one line of letters and digits");
    }
    return key;
  }

  @Command(name = "list", description = "Teachers, and what was sent to any so far.")
  int list(
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--home", paramLabel = "DIR", description = "Another home.") Path directory)
      throws IOException {
    Home home = home(directory);
    List<TeacherBook.Entry> entries = TeacherBook.withFile(home).list();
    Ledger.Total total = new Spending(home).total();
    if (json) {
      printer.json(Map.of("teachers", entries, "sent", total));
      return 0;
    }
    if (entries.isEmpty()) {
      printer.line("no teacher was added: stillroom teacher add NAME --url … --model …");
    } else {
      List<List<String>> rows = new ArrayList<>();
      for (TeacherBook.Entry one : entries) {
        rows.add(List.of(one.name(), one.url(), one.model(), one.hasKey() ? "yes" : "none"));
      }
      printer.table(List.of("NAME", "URL", "MODEL", "KEY"), rows);
    }
    printer.line(
        total.calls()
            + " calls, "
            + (total.tokensIn() + total.tokensOut())
            + " tokens, "
            + total.bytes()
            + " bytes left this machine");
    return 0;
  }

  @Command(
      name = "ledger",
      description = "What was sent, by month, teacher and task: calls, tokens, money, bytes.")
  int ledger(
      @Option(names = "--each", description = "Every single request instead, newest first.")
          boolean each,
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--home", paramLabel = "DIR", description = "Another home.") Path directory)
      throws IOException {
    Ledger ledger = new Ledger(home(directory).teacher());
    if (each) {
      requests(ledger.requests(), json);
      return 0;
    }
    List<Ledger.Entry> entries = ledger.entries();
    if (json) {
      printer.json(Map.of("entries", entries));
      return 0;
    }
    if (entries.isEmpty()) {
      printer.line("nothing was ever sent");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Ledger.Entry one : entries) {
      Ledger.Total sum = one.total();
      rows.add(
          List.of(
              one.month().isEmpty() ? "forgotten" : one.month(),
              one.to(),
              one.model(),
              one.task(),
              Long.toString(sum.calls()),
              Long.toString(sum.tokensIn() + sum.tokensOut()),
              String.format(Locale.ROOT, "%.4f", sum.cost()),
              Long.toString(sum.bytes())));
    }
    printer.table(
        List.of("MONTH", "TO", "MODEL", "TASK", "CALLS", "TOKENS", "MONEY", "BYTES LEFT"), rows);
    return 0;
  }

  private void requests(List<Ledger.Sent> requests, boolean json) {
    if (json) {
      printer.json(Map.of("requests", requests));
    } else if (requests.isEmpty()) {
      printer.line("nothing was ever sent");
    } else {
      printer.table(
          List.of("TIME", "TO", "MODEL", "TASK", "BYTES", "LEFT THIS MACHINE"),
          requests.stream()
              .map(
                  one ->
                      List.of(
                          one.time() == null ? "forgotten" : Words.time(one.time()),
                          one.to(),
                          one.model(),
                          one.task(),
                          Long.toString(one.bytes()),
                          one.left() ? "yes" : "no"))
              .toList());
    }
  }

  @Command(
      name = "budget",
      description = "What may be spent in a month on all teachers together; prints it.")
  int budget(
      @Parameters(
              paramLabel = "MONEY",
              arity = "0..1",
              description = "The most, or none for no limit.")
          String most,
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--home", paramLabel = "DIR", description = "Another home.") Path directory)
      throws IOException {
    Home home = home(directory);
    MonthlyBudget budget = new MonthlyBudget(home, Clock.systemUTC());
    if (most != null) {
      if (!most.matches("none|\\d{1,6}(\\.\\d{1,6})?")) {
        throw new ParameterException(
            spec.commandLine(), "a budget is an amount such as 5 or 0.50, or none: " + most);
      }
      home.create();
      budget.set(most.equals("none") ? null : Double.valueOf(most));
    }
    OptionalDouble limit = budget.limit();
    if (json) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("spent", budget.spent());
      told.put("limit", limit.isPresent() ? limit.getAsDouble() : null);
      printer.json(told);
      return 0;
    }
    printer.line(
        String.format(
            Locale.ROOT,
            "%.4f spent this month, %s",
            budget.spent(),
            limit.isPresent()
                ? String.format(Locale.ROOT, "at most %.2f", limit.getAsDouble())
                : "no limit"));
    return 0;
  }

  @Command(name = "remove", description = "Removes a teacher and its key.")
  int remove(
      @Parameters(paramLabel = "NAME", description = "Which.") String name,
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--home", paramLabel = "DIR", description = "Another home.") Path directory)
      throws IOException {
    if (!TeacherBook.of(home(directory)).remove(name)) {
      throw new CommandFailure("no teacher is called '" + name + "': see stillroom teacher list");
    }
    if (json) {
      printer.json(Map.of("removed", name));
    } else {
      printer.line("removed " + name);
    }
    return 0;
  }
}
