package dev.stillroom.installers;

import dev.stillroom.host.command.Stillroom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page and the shells' completion, written from the commands as they are. */
final class Manual {

  /** Where they stand in the image. */
  static final Path PAGE = Path.of("share/man/man1/stillroom.1.gz");

  static final Path COMPLETION = Path.of("share/bash-completion/completions/stillroom");
  static final Path ZSH = Path.of("share/zsh/site-functions/_stillroom");

  private static final String EXIT =
      """
      .SH EXIT STATUS
      .TP
      0
      It is done.
      .TP
      1
      The work failed; the reason stands on standard error, in one line, with what to do about it.
      .TP
      2
      Wrong usage.
      .SH ENVIRONMENT
      .TP
      STILLROOM_HOME
      Where everything of one person is kept (default: the system's data directory).
      .SH SEE ALSO
      The troubleshooting by error number in the program's documentation; \\fBstillroom doctor\\fR says what
      is wrong with an installation, with one remedy for each fault.
      """;

  private final StringBuilder page = new StringBuilder();

  private Manual() {}

  /** File in the image to its content. */
  static Map<Path, byte[]> files(String version) throws IOException {
    CommandLine commands = Stillroom.described();
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(PAGE, gzip(page(commands, version)));
    String completion = AutoComplete.bash("stillroom", commands);
    files.put(COMPLETION, completion.getBytes(StandardCharsets.UTF_8));
    files.put(ZSH, zsh(completion).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /**
   * The same for zsh, which reads bash's; the file is run at the first completion, which it does.
   */
  private static String zsh(String bash) {
    return "#compdef stillroom\nautoload -U +X compinit bashcompinit\nbashcompinit\n"
        + bash
        + "\n_bash_complete -F _complete_stillroom\n";
  }

  /** The page in the language of {@code man}. */
  static String page(CommandLine commands, String version) {
    return new Manual().write(commands, version);
  }

  private String write(CommandLine commands, String version) {
    CommandSpec root = commands.getCommandSpec();
    // No date: the same source gives the same bytes.
    line(".TH STILLROOM 1 \"\" \"stillroom " + version + "\" \"User Commands\"");
    line(".SH NAME");
    line("stillroom \\- " + escaped(String.join(" ", root.usageMessage().description())));
    line(".SH SYNOPSIS");
    line(".B stillroom");
    line(".I COMMAND");
    line("[options]");
    line(".SH OPTIONS");
    root.options().stream().filter(option -> !option.hidden()).forEach(this::option);
    line(".SH COMMANDS");
    commands.getSubcommands().forEach((name, command) -> command("stillroom " + name, command));
    page.append(EXIT);
    return page.toString();
  }

  private void command(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder synopsis = new StringBuilder(name);
    spec.positionalParameters()
        .forEach(
            parameter ->
                synopsis
                    .append(' ')
                    .append(
                        parameter.arity().min() == 0
                            ? "[" + parameter.paramLabel() + "]"
                            : parameter.paramLabel()));
    line(".SS " + quoted(synopsis.toString()));
    for (String text : spec.usageMessage().description()) {
      line(escaped(text));
    }
    spec.positionalParameters().forEach(parameter -> item(parameter.paramLabel(), parameter));
    spec.options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .forEach(this::option);
    command.getSubcommands().forEach((sub, line) -> command(name + " " + sub, line));
  }

  private void option(OptionSpec option) {
    String names = String.join(", ", option.names());
    item(option.arity().max() == 0 ? names : names + " " + option.paramLabel(), option);
  }

  private void item(String title, ArgSpec argument) {
    line(".TP");
    line(".B " + quoted(title));
    line(escaped(String.join(" ", argument.description())));
  }

  private void line(String text) {
    page.append(text.isEmpty() ? " " : text).append('\n');
  }

  /** A text that holds no request: such a line begins with a dot or an apostrophe. */
  static String escaped(String text) {
    String one = Arrays.stream(text.split("\\R")).reduce((a, b) -> a + " " + b).orElse("").strip();
    String plain = one.replace("\\", "\\e").replace("-", "\\-").replace("%n", " ");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
