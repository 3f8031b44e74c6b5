package dev.stillroom.host.install;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last part of an installation, which a browser lets only the person do. */
public final class ExtensionPage {

  private static final String RELAY = "dev.stillroom.host.relay.Relay";
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A relay that was refused ends sooner. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  private final BrowserPlace place;
  private final Surroundings machine;

  public ExtensionPage(BrowserPlace place, Surroundings machine) {
    this.place = place;
    this.machine = machine;
  }

  /** What to do, one step a line. */
  public List<String> steps(Optional<Path> image) {
    List<String> steps = new ArrayList<>();
    String folder = image.map(Path::toString).orElse("installers/target/image") + "/extension/";
    steps.add("1. Open " + place.extensionsPage() + " in " + place.name() + ".");
    switch (place.family()) {
      case CHROMIUM -> {
        steps.add("2. Switch on \"Developer mode\" (top right).");
        steps.add("3. Press \"Load unpacked\" and choose the folder " + folder + "chromium");
        steps.add("4. Press \"Start\" on the page that opens.");
      }
      case FIREFOX -> {
        steps.add(
            "2. Press \"Load Temporary Add-on…\" and choose " + folder + "firefox/manifest.json");
        steps.add("3. Press \"Start\" on the page that opens.");
      }
    }
    return steps;
  }

  /** Opens the page where there is a display and the browser's program is known. */
  public boolean open() {
    Optional<Path> program = place.program(machine);
    boolean display = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    if (program.isEmpty() || !display) {
      return false;
    }
    try {
      new ProcessBuilder(program.get().toString(), place.extensionsPage())
          .redirectInput(ProcessBuilder.Redirect.from(Platform.current().nowhere()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException cannotStart) {
      return false;
    }
  }

  /**
   * Waits until a browser has started this home's relay and the engine has let it in: a relay whose
   * caller is not Stillroom's extension ends at once.
   */
  public boolean awaitExtension(Home home, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<ProcessHandle> relay = relay(home);
      if (relay.isPresent()) {
        Thread.sleep(SETTLED);
        if (relay.get().isAlive()) {
          return true;
        }
      }
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static Optional<ProcessHandle> relay(Home home) {
    String homeFlag = "-Dstillroom.home=" + home.directory();
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              List<String> words = List.of(process.info().arguments().orElse(new String[0]));
              return words.contains(RELAY) && words.contains(homeFlag);
            })
        .findFirst();
  }
}
