package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of {@code bin/NAME}: a cache is only used with the very flags it was made with. The home
 * is found in the environment, the image from where the script stands.
 */
final class Launcher {

  private final Platform platform;
  private final String image;
  private final Path java;

  /**
   * @param java beside the image it is found from there, another by its path
   */
  Launcher(Platform platform, Path image, Path java) {
    this.platform = platform;
    this.image = image.toString();
    this.java = java;
  }

  /** The script's file name. */
  String file(String name) {
    return platform == Platform.WINDOWS ? name + ".bat" : name;
  }

  String text(String name, List<String> words) {
    List<String> rest =
        words.stream().skip(1).filter(word -> !word.startsWith("-Dstillroom.home=")).toList();
    return platform == Platform.WINDOWS ? batch(rest) : shell(name, rest);
  }

  private String shell(String name, List<String> words) {
    StringBuilder line = new StringBuilder();
    words.forEach(word -> line.append(" \\\n  ").append(shellWord(word)));
    return """
    #!/bin/sh
    # Made by the build, from the command line the caches were made with.
    image=$(readlink -f -- "$0")
    image=${image%%/bin/%s}
    java=%s
    if [ ! -x "$java" ]; then
      echo "stillroom: $java is gone: build or install Stillroom again" >&2
      exit 1
    fi
    # Java cannot name files beyond ASCII in a locale without UTF-8.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
    # ONNX Runtime's builds send figures of use home unless this is set when they are loaded.
    export ORT_DISABLE_TELEMETRY=1
    exec "$java"%s "$@"
    """
        .formatted(
            name,
            isBeside() ? "\"${image%/*}/runtime/" + beside() + "\"" : shellWord(java.toString()),
            line);
  }

  private String batch(List<String> words) {
    StringBuilder line = new StringBuilder();
    words.forEach(word -> line.append(' ').append(batchWord(word)));
    return """
    @echo off
    rem Made by the build, from the command line the caches were made with.
    setlocal
    for %%%%I in ("%%~dp0..") do set "image=%%%%~fI"
    rem The console's own encoding would spoil names beyond ASCII: 65001 is UTF-8.
    chcp 65001 >nul
    set "ORT_DISABLE_TELEMETRY=1"
    %s%s %%*
    """
        .formatted(
            isBeside()
                ? "\"%image%\\..\\runtime\\" + beside().replace('/', '\\') + "\""
                : batchWord(java.toString()),
            line)
        .replace("\n", "\r\n");
  }

  private boolean isBeside() {
    return java.startsWith(runtime());
  }

  private String beside() {
    return runtime().relativize(java).toString();
  }

  private Path runtime() {
    return java.getFileSystem().getPath(image).resolveSibling("runtime");
  }

  /** The image's own path is left to where it is when it runs. */
  private String shellWord(String word) {
    return Arrays.stream(word.split(Pattern.quote(image), -1))
        .map(part -> part.replaceAll("([\\\\\"$`])", "\\\\$1"))
        .collect(Collectors.joining("$image", "\"", "\""));
  }

  private String batchWord(String word) {
    return Arrays.stream(word.split(Pattern.quote(image), -1))
        .map(part -> part.replace("%", "%%"))
        .collect(Collectors.joining("%image%", "\"", "\""));
  }
}
