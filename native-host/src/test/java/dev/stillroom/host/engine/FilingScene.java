package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.Majority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A download folder with a folder in it, and an engine in a process of its own that watches it. */
final class FilingScene implements AutoCloseable {

  final Home home;
  final Path folder;
  final Path invoices;
  private final Path directory;
  private Process engine;

  FilingScene(Path directory) throws IOException {
    this.directory = directory;
    home = TestEngines.home(directory);
    folder = Files.createDirectories(directory.toRealPath().resolve("Downloads"));
    invoices = Files.createDirectory(folder.resolve("Invoices"));
    Path configuration = Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        configuration.resolve("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"" + folder + "\"\n");
  }

  Journal journal() {
    return Journal.open(home.journal());
  }

  static Event.Download event(String id, Path file) throws IOException {
    String page = "https://shop.localhost/orders";
    return new Event.Download(
        id,
        Instant.now(),
        "session",
        page,
        page,
        page,
        page,
        null,
        null,
        Files.size(file),
        file.toString());
  }

  /** A task whose student always says the same, and which the person accepted. */
  void task(Journal journal, String id, String deed, View.Act act, String says) throws Exception {
    Clock clock = Clock.systemUTC();
    TaskStore tasks = new TaskStore(journal, clock);
    tasks.add(id, deed, act, new EvidenceView.Tally(List.of()));
    tasks.phase(id, View.TaskPhase.READY, null);
    Majority always = new Majority(new Answering(List.of(says)), new Counts(List.of(9)));
    Path written = directory.resolve(id + ".still");
    Files.write(written, PackWriter.bytes(always, JsonNodeFactory.instance.objectNode()));
    Pack pack = PackReader.read(written);
    Files.createDirectories(home.packs());
    Files.move(written, home.packs().resolve(pack.digest() + ".still"));
    Versions versions = new Versions(journal, new Audit(journal, clock), clock);
    versions.install(id, pack.digest(), "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(versions.champion(id).orElseThrow(), Cause.LEARNED, "It passed.");
  }

  void grant(Journal journal, String id) {
    Clock clock = Clock.systemUTC();
    new TaskStore(journal, clock).granted(id, clock.instant());
    Versions versions = new Versions(journal, new Audit(journal, clock), clock);
    versions.move(versions.champion(id).orElseThrow(), Cause.GRANTED, "Always.");
  }

  /**
   * @param failpoint null where it is to live on
   */
  Process start(String failpoint) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM.engine(home));
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    if (failpoint != null) {
      builder.environment().put("STILLROOM_FAILPOINT", failpoint);
    }
    engine =
        builder
            .redirectOutput(directory.resolve("engine.txt").toFile())
            .redirectErrorStream(true)
            .start();
    return engine;
  }

  Client connect() throws IOException {
    Client[] connected = new Client[1];
    TestEngines.await(
        "an engine that answers",
        () -> {
          try {
            Optional<Client> client = Client.connectIfRunning(home, PROGRAM);
            client.ifPresent(found -> connected[0] = found);
            return client.isPresent();
          } catch (IOException notYet) {
            return false;
          }
        });
    return connected[0];
  }

  /** Every file below the download folder, by its path there. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws Exception {
    if (engine != null) {
      engine.destroyForcibly().waitFor();
    }
  }
}
