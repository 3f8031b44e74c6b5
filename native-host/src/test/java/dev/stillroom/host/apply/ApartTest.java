package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The best way that a system allows keeps a program from the network. */
class ApartTest {

  private static final List<String> COMMAND = List.of("convert", "a b.odt");
  private static final List<String> MISSING = List.of("/nowhere/setpriv", "--");

  @BeforeEach
  void onlyWhereThereAreSuchPrograms() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "needs /usr/bin/env");
  }

  @Test
  void aWayThatIsMissingOrRefusedLeavesTheNext() throws InterruptedException {
    List<String> refused = List.of("/usr/bin/env", "/bin/false");
    List<String> works = List.of("/usr/bin/env");
    assertEquals(
        List.of("/usr/bin/env", "convert", "a b.odt"),
        Apart.command(List.of(MISSING, refused, works), COMMAND));
    assertEquals(COMMAND, Apart.command(List.of(MISSING, refused), COMMAND));
  }

  @Test
  void aProgramReachesNoNetworkWhereItsProcessesAreNotApart() throws Exception {
    List<List<String>> ways = new ArrayList<>(Apart.WAYS);
    ways.set(0, MISSING);
    List<String> apart = Apart.command(ways, List.of("/bin/cat", "/proc/net/dev"));
    assumeTrue(apart.size() > 2, "this system lets nobody run a program without a network");
    Process process = new ProcessBuilder(apart).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor());
    List<String> networks = said.lines().filter(line -> line.contains(":")).toList();
    assertEquals(1, networks.size(), said);
    assertTrue(networks.getFirst().strip().startsWith("lo:"), said);
  }
}
