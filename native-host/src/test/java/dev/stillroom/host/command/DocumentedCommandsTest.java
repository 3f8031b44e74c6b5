package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people read and the command line say the same: what is written down can be typed. */
class DocumentedCommandsTest {

  private static final Path PROJECT = Path.of("..");

  /** A command in a block of code or between backticks. */
  private static final Pattern WRITTEN =
      Pattern.compile("(?:^|`)(?:\\./)?stillroom +([a-z][^`\\n]*)", Pattern.MULTILINE);

  /** What the launcher of a source tree knows besides. */
  private static final Set<String> LAUNCHER =
      Set.of("test", "demo", "bench", "pictures", "package");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  /** Lines that go on are one; what is said of a command behind a # is not part of it. */
  private static List<String> written(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher found = WRITTEN.matcher(Files.readString(page).replaceAll("\\\\\\n\\s*", " "));
    while (found.find()) {
      // Nor is what stands behind a pipe, or another program's line behind two dashes.
      commands.add(found.group(1).replaceFirst("\\s(#|[|<>]|-- ).*", ""));
    }
    return commands;
  }

  @Test
  void everyCommandAndOptionThatIsWrittenDownIsThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      for (String command : written(page)) {
        seen++;
        String fault = fault(command);
        if (!fault.isEmpty()) {
          wrong.add(page.getFileName() + ": stillroom " + command + " (" + fault + ")");
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(seen > 60, "only " + seen + " were found: are they written otherwise now?");
  }

  private static String fault(String written) {
    List<String> words = List.of(written.strip().split("\\s+"));
    if (LAUNCHER.contains(words.getFirst())) {
      return "";
    }
    CommandLine command = Stillroom.described();
    for (String word : words) {
      if (word.startsWith("--")) {
        String option = word.replaceFirst("=.*", "").replaceFirst("[^a-z-]+$", "");
        if (!command.getCommandSpec().optionsMap().containsKey(option)) {
          return "no " + option;
        }
      } else if (command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
      } else if (!command.getSubcommands().isEmpty() && word.matches("[a-z]+")) {
        return "no " + word;
      }
    }
    return "";
  }

  @Test
  void everyCommandIsWrittenDownSomewhere() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path page : pages()) {
      written(page).forEach(command -> named.add(command.split("\\s")[0]));
    }
    Set<String> missing = new TreeSet<>(Stillroom.commands().keySet());
    missing.removeAll(named);
    assertEquals(Set.of(), missing);
  }
}
