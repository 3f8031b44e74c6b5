package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's own process with files that want much memory. */
class CommandMemoryTest {

  private static final String HEAP = "-Xmx" + Program.COMMAND_HEAP_MEGABYTES + "m";

  @TempDir private Path directory;
  private Path page;

  @BeforeEach
  void aPageOfTenMegabytes() throws IOException {
    String line = "<p>words in a row</p>\n";
    page = Files.writeString(directory.resolve("large.html"), line.repeat(450_000));
  }

  @Test
  void aPageOfTenMegabytesIsReadInTheMemoryThatACommandHas() throws Exception {
    assertEquals(0, run(HEAP), said());
    assertTrue(Files.readString(directory.resolve("out")).startsWith("title: "));
    assertEquals(page + ": " + RunCommand.TRUNCATED, said());
  }

  @Test
  void whereTheMemoryIsNotEnoughThatIsSaidInOneLine() throws Exception {
    assertEquals(1, run("-Xmx32m"), said());
    assertTrue(said().startsWith("stillroom: this takes more memory"), said());
    assertFalse(said().contains("\n"), said());
    assertEquals("", Files.readString(directory.resolve("out")));
  }

  private String said() throws IOException {
    return Files.readString(directory.resolve("err")).strip();
  }

  private int run(String heap) throws Exception {
    List<String> line = new ArrayList<>();
    Program program = Program.ofClassPath(System.getProperty("java.class.path"));
    for (String word : program.command(new Home(directory.resolve("home")))) {
      line.add(word.equals(HEAP) ? heap : word);
    }
    assertTrue(line.contains(heap), line.toString());
    line.addAll(List.of("extract", page.toString()));
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it has not ended");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
