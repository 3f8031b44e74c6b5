package dev.stillroom.host.apply;

import dev.stillroom.host.watch.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * One conversion without a journal, for the command line: a temporary file in the target folder,
 * then its name or the next free one.
 *
 * @param wanted the name the result should have
 */
public record BesideConversion(Path source, Path temporary, Path wanted, String to) {

  /**
   * @param folder where the result goes; null for beside the source
   */
  public static BesideConversion of(Path source, Path folder, String to) {
    Path absolute = source.toAbsolutePath().normalize();
    Path wanted = FileFormat.rename(absolute, to);
    Path target = folder == null ? wanted : folder.toAbsolutePath().resolve(wanted.getFileName());
    return new BesideConversion(
        real(absolute),
        target.resolveSibling(".stillroom-" + UUID.randomUUID() + ".tmp"),
        target,
        to);
  }

  /** A link is followed here, where the person names the file; the worker follows none. */
  private static Path real(Path source) {
    try {
      return source.toRealPath();
    } catch (IOException gone) {
      return source;
    }
  }

  /** What the worker is asked for of a picture; {@code quality} may be null. */
  public Conversion job(Integer quality) {
    return new Conversion(source.toString(), temporary.toString(), to, quality, null);
  }

  /**
   * What the worker is asked for where a program makes it.
   *
   * @param scratch an existing folder
   */
  public ProgramConversion job(Programs.Allowed program, Path scratch) {
    return new ProgramConversion(
        source.toString(), temporary.toString(), scratch.toString(), to, program.command());
  }

  /** Gives the finished file its name and returns that. */
  public Path publish() throws IOException {
    Path result = new Placing(true, failpoint -> {}).publish(temporary, wanted, name -> {});
    Placing.sync(result.getParent());
    return result;
  }

  /** Removes what a failed conversion left. */
  public void clean() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      // Its name says what it is; the conversion's own failure is what matters.
    }
  }
}
