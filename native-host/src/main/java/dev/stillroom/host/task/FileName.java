package dev.stillroom.host.task;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file's name in its two parts; the stem without the number that a browser adds to a name that is
 * taken.
 *
 * @param extension without the dot; empty where there is none
 */
record FileName(String stem, String extension) {

  /** In bytes of UTF-8, so that a number has room behind it everywhere. */
  private static final int LONGEST = 200;

  /** Names that are devices where Windows reads the folder. */
  private static final Set<String> RESERVED =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  static FileName of(String name) {
    int dot = name.lastIndexOf('.');
    boolean has = dot > 0 && dot < name.length() - 1;
    String stem = has ? name.substring(0, dot) : name;
    return new FileName(
        stem.replaceFirst(" \\(\\d{1,4}\\)$", ""), has ? name.substring(dot + 1) : "");
  }

  /**
   * The same file under another stem. A stem may come from a page, so one that is no plain name
   * everywhere is none: no separators, no control or direction marks, nothing hidden or reserved.
   */
  Optional<String> withStem(String stem) {
    boolean plain =
        !stem.isBlank()
            && stem.equals(stem.strip())
            && !stem.startsWith(".")
            && !stem.endsWith(".")
            && !RESERVED.contains(stem.toLowerCase(Locale.ROOT))
            && stem.getBytes(StandardCharsets.UTF_8).length <= LONGEST
            && stem.codePoints().allMatch(FileName::plain);
    return plain
        ? Optional.of(extension.isEmpty() ? stem : stem + "." + extension)
        : Optional.empty();
  }

  private static boolean plain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "/\\:*?\"<>|".indexOf(c) < 0;
    };
  }
}
