package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.task.ScratchFile;
import dev.stillroom.host.teacher.HiddenNames;
import dev.stillroom.host.teacher.MonthlyBudget;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The teachers as the dashboard shows them, what may be spent, and what a worker is told that is to
 * ask one. Keyrings may wait for the person to unlock them, so they are spoken to on a thread of
 * their own; a key is on its way to the keyring or to a worker, and nowhere else.
 */
public final class Teaching {

  private static final Logger LOG = Logger.getLogger(Teaching.class.getName());

  private static final int MOST_HIDDEN = 200;
  private static final int MOST_TEACHERS = 50;
  private static final int LONGEST = 200;
  private static final int LONGEST_KEY = 4_096;
  private static final int MOST_LINES = 200;

  /** Rather too few: an estimate errs on the dear side. */
  private static final int CHARACTERS_A_TOKEN = 3;

  private final Home home;
  private final Settings settings;
  private final MonthlyBudget budget;
  private final HiddenNames names;
  private final Clock clock;
  private final Executor keyrings;
  private final Executor engineThread;

  /**
   * @param keyrings where keyrings are spoken to
   */
  public Teaching(
      Home home, Settings settings, Clock clock, Executor keyrings, Executor engineThread) {
    this.home = home;
    this.settings = settings;
    this.budget = new MonthlyBudget(home, clock);
    this.names = new HiddenNames(home);
    this.clock = clock;
    this.keyrings = keyrings;
    this.engineThread = engineThread;
    moveNames();
  }

  /** Once they stood in the journal, where commands do not read. */
  private void moveNames() {
    List<String> before = unmoved();
    if (before.isEmpty()) {
      return;
    }
    try {
      if (!names.exists()) {
        names.set(before);
      }
      settings.remove(Settings.HIDDEN_NAMES);
    } catch (IOException unwritten) {
      LOG.log(
          Level.WARNING, "the hidden names stay in the journal until the next start", unwritten);
    }
  }

  /** The names that still stand in the journal: nobody is shown only because a disk is full. */
  private List<String> unmoved() {
    List<String> all = new ArrayList<>();
    settings.get(Settings.HIDDEN_NAMES).ifPresent(names -> names.forEach(n -> all.add(n.asText())));
    return all;
  }

  /** Work with the keyring; its result comes on the engine's thread. */
  private <T> CompletableFuture<T> apart(Apart<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    keyrings.execute(
        () -> {
          try {
            T value = work.run();
            engineThread.execute(() -> result.complete(value));
          } catch (IOException | UncheckedIOException broken) {
            RequestFailure told =
                new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, String.valueOf(broken.getMessage()));
            engineThread.execute(() -> result.completeExceptionally(told));
          } catch (RuntimeException | LinkageError bug) {
            engineThread.execute(() -> result.completeExceptionally(bug));
          }
        });
    return result;
  }

  private interface Apart<T> {
    T run() throws IOException;
  }

  /** All there is to be shown. */
  public CompletableFuture<Reply> list() {
    List<String> hidden = hidden();
    return apart(
        () -> {
          TeacherBook book = TeacherBook.of(home);
          OptionalDouble limit = budget.limit();
          List<Ledger.Entry> entries = new Ledger(home.teacher()).entries();
          return new Reply.Teachers(
              book.list().stream().map(Teaching::view).toList(),
              book.keyPlace(),
              hidden,
              limit.isPresent() ? limit.getAsDouble() : null,
              budget.spent(),
              entries.reversed().stream().limit(MOST_LINES).map(Teaching::line).toList());
        });
  }

  private static TeachView.Teacher view(TeacherBook.Entry entry) {
    return new TeachView.Teacher(
        entry.name(),
        entry.url(),
        entry.model(),
        entry.protocol(),
        entry.hasKey(),
        entry.here(),
        entry.priceIn(),
        entry.priceOut());
  }

  private static TeachView.LedgerLine line(Ledger.Entry entry) {
    Ledger.Total total = entry.total();
    return new TeachView.LedgerLine(
        entry.month(),
        entry.to(),
        entry.model(),
        entry.task(),
        total.calls(),
        total.tokensIn() + total.tokensOut(),
        total.cost(),
        total.bytes());
  }

  /** Adds a teacher; its key goes where keys are kept. */
  public CompletableFuture<Reply> add(Request.AddTeacher request) {
    String key = request.key() == null || request.key().isBlank() ? null : request.key().strip();
    check(request, key);
    TeacherBook.Entry entry =
        new TeacherBook.Entry(
            request.name().strip(),
            request.url().strip(),
            request.model().strip(),
            request.protocol(),
            key != null,
            request.priceIn(),
            request.priceOut());
    if (key != null && entry.url().startsWith("http://") && !entry.here()) {
      throw refused("http:// would show the key to everybody on the way: use https://");
    }
    return apart(
        () -> {
          home.create();
          TeacherBook book = TeacherBook.of(home);
          if (book.list().size() >= MOST_TEACHERS && book.find(entry.name()).isEmpty()) {
            throw new IOException("there are " + MOST_TEACHERS + " teachers: remove one first");
          }
          book.add(entry, key);
          return new Reply.Done();
        });
  }

  private static void check(Request.AddTeacher request, String key) {
    String url = request.url().strip();
    boolean file = url.endsWith(".gguf");
    if (!TeacherBook.isName(request.name().strip())) {
      throw refused("a teacher's name has letters, digits, spaces, - and _: give another");
    }
    if (file && !(Path.of(url).isAbsolute() && Files.isRegularFile(Path.of(url)))) {
      throw refused("there is no file " + url + ": give the whole path of a .gguf file");
    }
    if (!file && !url.matches("https?://[^\\s@]+") || url.length() > LONGEST) {
      throw refused("the address must begin with https:// or http:// and have no key in it");
    }
    if (request.model().isBlank() || request.model().length() > LONGEST) {
      throw refused("a teacher needs the name of its model");
    }
    if (request.protocol() != null
        && !List.of("openai", "anthropic").contains(request.protocol())) {
      throw refused("the protocol must be openai or anthropic");
    }
    if (key != null
        && (key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c <= ' ' || c > '~'))) {
      throw refused("that is no key: one line of letters, digits and signs");
    }
    if ((request.priceIn() == null) != (request.priceOut() == null)
        || request.priceIn() != null && !(price(request.priceIn()) && price(request.priceOut()))) {
      throw refused("both prices are needed, from 0 to 1,000,000, for a million tokens each");
    }
  }

  private static boolean price(double price) {
    return price >= 0 && price <= 1_000_000;
  }

  /** Removes a teacher and its key. */
  public CompletableFuture<Reply> remove(String name) {
    return apart(
        () -> {
          if (!TeacherBook.of(home).remove(name)) {
            throw new IOException("no teacher is called '" + name + "': list them anew");
          }
          return new Reply.Done();
        });
  }

  /** Sets what holds for all of them. */
  public void set(Request.SetTeaching request) {
    Double limit = request.monthlyCost();
    if (limit != null && !(limit >= 0 && limit <= 1_000_000)) {
      throw refused("a monthly budget is from 0 to 1,000,000: " + limit);
    }
    List<String> hidden =
        request.hidden().stream().map(String::strip).filter(n -> !n.isEmpty()).distinct().toList();
    if (hidden.size() > MOST_HIDDEN || hidden.stream().anyMatch(n -> n.length() > LONGEST)) {
      throw refused("at most " + MOST_HIDDEN + " names of " + LONGEST + " characters are hidden");
    }
    try {
      OwnFile.directory(home.teacher());
      names.set(hidden);
      settings.remove(Settings.HIDDEN_NAMES);
      budget.set(limit);
    } catch (IOException broken) {
      throw new UncheckedIOException("budget and hidden names cannot be written", broken);
    }
  }

  /** The names that no teacher is shown. */
  List<String> hidden() {
    try {
      List<String> before = unmoved();
      return before.isEmpty() ? names.list() : before;
    } catch (IOException damaged) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, damaged.getMessage());
    }
  }

  /**
   * A teacher by its name.
   *
   * @throws RequestFailure where there is none
   */
  TeacherBook.Entry find(String name) {
    try {
      return TeacherBook.withFile(home)
          .find(name)
          .orElseThrow(
              () ->
                  new RequestFailure(
                      ErrorCode.NOT_FOUND,
                      "no teacher is called '" + name + "': add it under Teachers"));
    } catch (IOException broken) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, broken.getMessage());
    }
  }

  /** The key of a teacher, or null; on the engine's thread. */
  CompletableFuture<String> key(TeacherBook.Entry entry) {
    return entry.hasKey()
        ? apart(() -> TeacherBook.of(home).key(entry).orElse(null))
        : CompletableFuture.completedFuture(null);
  }

  /**
   * What a worker is told that is to ask a teacher, without its key.
   *
   * @param task what it is for, as the ledger names it
   * @throws RequestFailure where the budget is spent
   */
  ObjectNode arguments(TeacherBook.Entry entry, String task) {
    ObjectNode arguments = told(entry, task);
    try {
      budget
          .limitFor(entry.name(), entry.here(), entry.priceIn() != null)
          .ifPresent(limit -> arguments.put("monthlyCost", limit));
    } catch (IOException spent) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, spent.getMessage());
    }
    return arguments;
  }

  private ObjectNode told(TeacherBook.Entry entry, String task) {
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode();
    arguments.put("place", entry.url()).put("model", entry.model());
    arguments.put("protocol", entry.protocol());
    arguments.put("directory", home.teacher().toString()).put("task", task);
    hidden().forEach(arguments.putArray("hide")::add);
    if (entry.priceIn() != null) {
      arguments.put("priceIn", entry.priceIn()).put("priceOut", entry.priceOut());
    }
    return arguments;
  }

  /**
   * An answer that the person stopped: nobody counted what it took, so an estimate is written.
   *
   * @param task what it was for, as the ledger names it
   * @param tokensIn of the question
   * @param heard of the answer
   */
  void stopped(String name, String task, long tokensIn, String heard) {
    try {
      Optional<TeacherBook.Entry> teacher = TeacherBook.withFile(home).find(name);
      if (teacher.isPresent()) {
        TeacherBook.Entry entry = teacher.get();
        long tokensOut = (heard.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
        double cost =
            entry.priceIn() == null
                ? 0
                : (tokensIn * entry.priceIn() + tokensOut * entry.priceOut()) / 1e6;
        Ledger.Sent sent =
            new Ledger.Sent(clock.instant(), entry.host(), entry.model(), !entry.here(), 0, task);
        new Ledger(home.teacher()).stopped(sent, tokensIn, tokensOut, cost);
      }
    } catch (IOException unwritten) {
      throw new UncheckedIOException("what a stopped answer took cannot be written", unwritten);
    }
  }

  /**
   * What a distillation is told of the teacher of a question that was specified by hand.
   *
   * @param recall whether the teacher is asked nothing, and what it said before is used again: the
   *     person saw what the first time would cost, and nothing of another
   */
  CompletableFuture<ObjectNode> lesson(
      AskStore store, AskStore.Question question, Path inputs, boolean recall) {
    TeachView.TaskSpec spec = Spec.read(question.spec());
    if (spec.teacher() == null || !store.teaches(question.id(), spec.teacher())) {
      return CompletableFuture.completedFuture(ProtocolJson.MAPPER.createObjectNode());
    }
    List<JsonNode> unlabeled =
        store.asksOf(question.id()).stream()
            .filter(ask -> ask.output() == null)
            .map(AskStore.Ask::input)
            .toList();
    ObjectNode more;
    TeacherBook.Entry entry;
    try {
      entry = find(spec.teacher());
      if (recall) {
        ObjectNode told = told(entry, spec.name()).put("recall", true);
        return CompletableFuture.completedFuture(lesson(spec, told, unlabeled, inputs));
      }
      more = lesson(spec, entry, unlabeled, inputs);
    } catch (RequestFailure refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return key(entry)
        .thenApply(
            key -> {
              ((ObjectNode) more.path("teacher")).put("key", key);
              return more;
            });
  }

  /** The same without the key: enough to say what would be sent. */
  ObjectNode lesson(
      TeachView.TaskSpec spec, TeacherBook.Entry entry, List<JsonNode> unlabeled, Path inputs) {
    return lesson(spec, arguments(entry, spec.name()), unlabeled, inputs);
  }

  private static ObjectNode lesson(
      TeachView.TaskSpec spec, ObjectNode teacher, List<JsonNode> unlabeled, Path inputs) {
    teacher.put("instruction", spec.instruction());
    spec.labels().forEach(teacher.putArray("labels")::add);
    teacher.put("generate", spec.generate()).put("samples", spec.samples());
    teacher.put("maxCalls", 20_000);
    ObjectNode more = ProtocolJson.MAPPER.createObjectNode();
    more.set("teacher", teacher);
    if (!unlabeled.isEmpty()) {
      List<ObjectNode> lines = new ArrayList<>();
      for (JsonNode input : unlabeled) {
        ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
        line.set("input", input);
        lines.add(line);
      }
      ScratchFile.write(inputs, lines);
      more.put("unlabeled", inputs.toString());
    }
    return more;
  }

  private static RequestFailure refused(String why) {
    return new RequestFailure(ErrorCode.INVALID_VALUE, why);
  }
}
