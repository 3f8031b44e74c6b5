package dev.stillroom.host.install;

import dev.stillroom.host.home.Platform;
import java.nio.file.Path;
import java.util.List;

/** What a browser starts: one command line, written for the system's own shell. */
final class StartScript {

  private StartScript() {}

  /**
   * @param words the command line; what the browser gives follows it
   * @param starts what has to be there for it to start
   */
  static String text(Platform platform, List<String> words, List<String> starts) {
    return platform == Platform.WINDOWS ? batch(words, starts) : shell(words, starts);
  }

  private static String shell(List<String> words, List<String> starts) {
    StringBuilder script =
        new StringBuilder(
            """
            #!/bin/sh
            # Written by `stillroom install`: what the browser starts. Written anew after moving.
            """);
    starts.forEach(one -> script.append('#').append(Installer.STARTS).append(oneLine(one)));
    script.append(
        """
        # Java cannot name files beyond ASCII in a locale without UTF-8.
        case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
        exec""");
    words.forEach(word -> script.append(' ').append(quoted(word)));
    return script.append(" \"$@\"\n").toString();
  }

  /** What a Flatpak starts within its sandbox: the start script outside, which ends with it. */
  static String outOfSandbox(Path startScript) {
    return """
    #!/bin/sh
    # Written by `stillroom install`: starts Stillroom outside of this browser's sandbox.
    exec flatpak-spawn --host --watch-bus --directory=/ %s "$@"
    """
        .formatted(quoted(startScript.toString()));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** The console's own encoding would spoil a name beyond ASCII: 65001 is UTF-8. */
  private static String batch(List<String> words, List<String> starts) {
    StringBuilder script =
        new StringBuilder("@echo off\r\nrem Written by \"stillroom install\".\r\n");
    starts.forEach(one -> script.append("rem").append(Installer.STARTS).append(one).append("\r\n"));
    script.append("chcp 65001 >nul\r\n");
    for (String word : words) {
      // A path holds no quotation mark there; a percent sign would begin a variable.
      script.append('"').append(word.replace("\"", "").replace("%", "%%")).append("\" ");
    }
    return script.append("%*\r\n").toString();
  }

  private static String oneLine(String path) {
    return path.replace('\n', ' ') + "\n";
  }
}
