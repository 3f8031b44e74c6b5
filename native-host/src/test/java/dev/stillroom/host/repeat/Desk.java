package dev.stillroom.host.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A person at a desk, whose pages are watched, and what is noticed of it. */
final class Desk implements AutoCloseable {

  static final String DESK = "desk.example";

  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  final Home home;
  final Journal journal;
  final Settings settings;
  final Events events;
  final TaskStore store;
  final Tasks tasks;
  final RecentValues values;
  final Rewriting rewriting;
  final Repetitions repetitions;
  final Noticing noticing;
  private int count;

  /** Does the jobs of workers; nobody until a test says so. */
  Function<JsonNode, CompletableFuture<JsonNode>> worker = _ -> new CompletableFuture<>();

  Desk(Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    settings.watchSite(DESK, true);
    events = new Events(journal, settings, clock);
    store = new TaskStore(journal, clock);
    Audit audit = new Audit(journal, clock);
    Versions versions = new Versions(journal, audit, clock);
    values = new RecentValues(clock);
    Workers workers = (classPath, job, arguments, progress) -> worker.apply(arguments);
    rewriting = new Rewriting(home, workers, Runnable::run);
    repetitions = new Repetitions(journal, settings, store, values, rewriting, clock);
    TaskKinds kinds = new TaskKinds(List.of(new RepeatKind(repetitions)));
    Notices notices = (kind, quiet, task, prediction, act, message) -> {};
    Distillation distillation =
        new Distillation(
            home, store, kinds, versions, audit, notices, workers, Runnable::run, push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, notices, clock);
    noticing =
        new Noticing(events, repetitions, tasks, waiting::add, () -> {}, Duration.ofMillis(20));
  }

  /** Fills in an order on a site: always by the same way, for another customer each time. */
  void order(String site, String customer) {
    gesture(site, "/orders/new", Event.Deed.CLICK, "button", "New order " + site);
    edit(site, "Customer", customer);
    edit(site, "Delivery", "by post");
    gesture(site, "/orders/new", Event.Deed.CLICK, "button", "Save order");
    gesture(site, "/orders/new", Event.Deed.SUBMIT, "button", "Save order");
    pass(Duration.ofSeconds(30));
  }

  /** The first half of something longer. */
  void beginLetter(String customer) {
    gesture(DESK, "/letters/new", Event.Deed.CLICK, "link", "New letter");
    edit(DESK, "Name", customer);
    edit(DESK, "Street", "of " + customer);
    edit(DESK, "Kind", "reminder");
  }

  /** Its second half. */
  void endLetter() {
    edit(DESK, "Date", "today");
    edit(DESK, "Signed by", "Olive");
    gesture(DESK, "/letters/new", Event.Deed.CLICK, "button", "Print");
    gesture(DESK, "/letters/new", Event.Deed.CLICK, "button", "File it");
    pass(Duration.ofSeconds(30));
  }

  /** Copies a number from a letter and enters it without what stands before it. */
  void book(String number) {
    gesture(DESK, "/letters", Event.Deed.CLICK, "link", "Open letter");
    Event.Spot from = new Event.Spot("text", "Number", List.of("path=p:1>b:1"));
    Event.Mark mark = mark("INV-" + number);
    record(new Event.Copied(id(), next(), "s", url(DESK, "/letters"), null, from, "…", mark));
    edit(DESK, "Invoice", number);
    edit(DESK, "Account", "travel");
    gesture(DESK, "/orders/new", Event.Deed.CLICK, "button", "Book it");
    pass(Duration.ofSeconds(30));
  }

  /** Downloads a report and enters it in the list of reports. */
  void report(int number) {
    String name = "report-" + number + ".csv";
    String from = url("reports.example", "/" + name);
    record(
        new Event.Download(
            id(), next(), "s", from, from, null, null, null, "text/csv", 7, "/tmp/" + name));
    gesture(DESK, "/list", Event.Deed.CLICK, "button", "New report");
    edit(DESK, "Report", name);
    gesture(DESK, "/list", Event.Deed.CLICK, "button", "Enter it");
    pass(Duration.ofSeconds(30));
  }

  /** All that was recorded, oldest first. */
  List<Event> recorded() {
    return events.raw(1_000).stream().map(Desk::read).toList();
  }

  private static Event read(String json) {
    try {
      return ProtocolJson.MAPPER.readValue(json, Event.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Event.Mark mark(String value) {
    Event.Mark mark = new Event.Mark(hash(value), "a");
    values.note(List.of(new Request.MarkedValue(mark.hash(), value)));
    return mark;
  }

  void edit(String site, String field, String value) {
    Event.Mark mark = mark(value);
    Event.Spot spot = new Event.Spot("textbox", field, List.of("path=form:1>input:1"));
    record(new Event.Edited(id(), next(), "s", url(site, "/orders/new"), null, spot, "…", mark));
  }

  void gesture(String site, String path, Event.Deed deed, String role, String name) {
    Event.Spot spot = new Event.Spot(role, name, List.of("path=form:1>button:1", "nth=1/1"));
    record(new Event.Gesture(id(), next(), "s", url(site, path), null, deed, spot, null));
  }

  private void record(Event event) {
    events.record(List.of(event)).fresh().forEach(noticing::recorded);
  }

  private static String hash(String value) {
    return String.format("%016x", value.hashCode() & 0xffffffffL);
  }

  private static String url(String site, String path) {
    return "https://" + site + path;
  }

  private String id() {
    return "event-" + ++count;
  }

  private Instant next() {
    pass(Duration.ofSeconds(3));
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  List<View.Repetition> suggested() {
    return store.all().stream()
        .filter(task -> task.phase() == View.TaskPhase.PROPOSED)
        .map(task -> (View.Repetition) task.act())
        .toList();
  }

  /** Runs what comes for the engine's thread until something holds. */
  void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!holds.getAsBoolean()) {
      Runnable work = waiting.poll(50, TimeUnit.MILLISECONDS);
      if (work != null) {
        work.run();
      } else if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about in two minutes");
      }
    }
  }

  /** Runs the next look's result, whatever it is. */
  void look() throws InterruptedException {
    Runnable work = waiting.poll(120, TimeUnit.SECONDS);
    if (work == null) {
      throw new AssertionError("nothing was looked for in two minutes");
    }
    work.run();
  }

  @Override
  public void close() {
    noticing.close();
    journal.close();
  }
}
