package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.host.command.Stillroom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ManualTest {

  private static final Set<String> REQUESTS = Set.of(".TH", ".SH", ".SS", ".TP", ".B", ".I");

  @TempDir Path directory;

  @Test
  void everyCommandAndOptionStandsInThePage() throws IOException {
    CommandLine commands = Stillroom.described();
    String page = Manual.page(commands, "1.2.3");
    assertTrue(page.startsWith(".TH STILLROOM 1 "));
    holds(page, "stillroom", commands);
    for (String line : page.lines().toList()) {
      assertFalse(line.isEmpty(), "an empty line is a gap in the page");
      if (line.startsWith(".") || line.startsWith("'")) {
        assertTrue(REQUESTS.contains(line.split(" ")[0]), line);
      }
    }
  }

  private static void holds(String page, String name, CommandLine command) {
    for (var sub : command.getSubcommands().entrySet()) {
      String called = name + " " + sub.getKey();
      assertTrue(page.contains(".SS \"" + called.replace("-", "\\-")), called);
      sub.getValue()
          .getCommandSpec()
          .options()
          .forEach(
              option ->
                  assertTrue(
                      page.contains(option.longestName().replace("-", "\\-")),
                      called + " " + option.longestName()));
      holds(page, called, sub.getValue());
    }
  }

  @Test
  void whatLooksLikeARequestIsText() {
    assertEquals("\\&.TH is \\e here \\-\\- a b", Manual.escaped(".TH is \\ here -- a\nb"));
    assertEquals("\\&'quoted'", Manual.escaped("'quoted'"));
  }

  @Test
  void theSameCommandsGiveTheSameBytesAndThePageUnpacks() throws IOException {
    var once = Manual.files("1");
    var again = Manual.files("1");
    assertEquals(once.keySet(), again.keySet());
    once.forEach((path, bytes) -> assertArrayEquals(bytes, again.get(path), path.toString()));
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(once.get(Manual.PAGE)))) {
      assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(".SH COMMANDS"));
    }
  }

  @Test
  void theShellCompletesCommandsAndOptions() throws Exception {
    Path script = directory.resolve("stillroom");
    Files.write(script, Manual.files("1").get(Manual.COMPLETION));
    Process bash =
        new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                "source '"
                    + script
                    + "'; COMP_WORDS=(stillroom ta); COMP_CWORD=1; _complete_stillroom;"
                    + " echo \"${COMPREPLY[*]}\"; COMP_WORDS=(stillroom tasks ex); COMP_CWORD=2;"
                    + " _complete_stillroom; echo \"${COMPREPLY[*]}\"")
            .redirectErrorStream(true)
            .start();
    assertTrue(bash.waitFor(20, TimeUnit.SECONDS));
    List<String> said =
        new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertTrue(said.getFirst().contains("tasks"), said.toString());
    assertTrue(said.getLast().contains("export"), said.toString());
  }

  /** A zsh that believes to sit at a terminal, in which Tab is pressed. */
  private static final String AT_A_TERMINAL =
      """
      zmodload zsh/zpty
      zpty -b z zsh -f -i
      zpty -w z "fpath=($1 \\$fpath); autoload -U compinit; compinit -u -D; \\
        stillroom() { echo RAN \\$@ END }; echo RE''ADY"
      zpty -r -m z out '*READY*'
      zpty -w -n z $'stillroom tas\\texp\\t\\n'
      zpty -r -m z out '*RAN *END*'
      print -r -- "$out"
      zpty -d z
      """;

  @Test
  void zshCompletesAtTheFirstPress() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "no zsh on this machine");
    Files.write(directory.resolve("_stillroom"), Manual.files("1").get(Manual.ZSH));
    Path script = Files.writeString(directory.resolve("script"), AT_A_TERMINAL);
    Process zsh =
        new ProcessBuilder("zsh", "-f", script.toString(), directory.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(zsh.waitFor(20, TimeUnit.SECONDS));
    assertTrue(said.contains("RAN tasks export END"), said);
  }
}
