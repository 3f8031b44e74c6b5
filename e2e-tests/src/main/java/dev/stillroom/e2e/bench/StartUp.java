package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How fast relay and engine start and how much memory they hold when nothing happens. */
final class StartUp {

  private final Path image;
  private final boolean quick;

  StartUp(Path image, boolean quick) {
    this.image = image;
    this.quick = quick;
  }

  void measure(Table table) throws IOException {
    int starts = quick ? 5 : 20;
    try (Stage stage = Stage.set(image);
        HostProcess host = HostProcess.start(stage)) {
      host.hello();
      table.add(
          "relay: start to first reply from a running engine",
          "ms",
          120.0,
          HostProcess.relayStartMillis(stage, starts),
          "median of " + starts);
      long engine =
          stage.engine().orElseThrow(() -> new IOException("the engine does not run")).pid();
      table.add("engine, idle, resident", "MB", 90.0, residentMegabytes(engine), "VmRSS");
      table.add("relay, resident", "MB", 45.0, residentMegabytes(host.pid()), "VmRSS");
    }
    coldStarts(table, quick ? 3 : 10);
  }

  /** A new home each time; relay and engine both start, so the relay's share is taken off below. */
  private void coldStarts(Table table, int times) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      try (Stage stage = Stage.set(image)) {
        stage.stillroom(
            "install",
            "--manifest-dir",
            stage.profile().resolve("NativeMessagingHosts").toString());
        long began = System.nanoTime();
        try (HostProcess host = HostProcess.start(stage)) {
          host.hello();
          millis.add((System.nanoTime() - began) / 1e6);
        }
      }
    }
    table.add(
        "engine: cold start to first reply",
        "ms",
        600.0,
        HostProcess.median(millis),
        "median of " + times + "; the relay that starts it and an empty home's making included");
  }

  static double residentMegabytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS of process " + pid);
  }
}
