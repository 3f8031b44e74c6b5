package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Archives;
import dev.stillroom.host.watch.FileFormat;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs that the person allowed to make another file of one: which, of what, into what, with
 * fixed arguments, never a shell. They stand in a file of the home that only the command line and
 * the engine write: no message of a browser can name a command, only say yes to one of those that
 * are {@link #known} here.
 */
public final class Programs {

  /** The file that is read, in an argument of its own. */
  public static final String IN = "{in}";

  /** The file that is to be made. */
  public static final String OUT = "{out}";

  /** The folder in which it is to be made, as the only file. */
  public static final String OUT_FOLDER = "{outdir}";

  private static final int MOST = 40;
  private static final int MOST_ARGUMENTS = 40;
  private static final int LONGEST_ARGUMENT = 1_000;
  private static final long LARGEST_FILE = 1 << 20;

  /** What would run text as commands. */
  private static final Set<String> SHELLS =
      Set.of(
          "sh",
          "bash",
          "dash",
          "zsh",
          "fish",
          "ksh",
          "csh",
          "tcsh",
          "ash",
          "busybox",
          "env",
          "xargs",
          "sudo",
          "su",
          "cmd.exe",
          "powershell",
          "powershell.exe",
          "pwsh");

  private static final List<String> OFFICES =
      List.of("/usr/bin/soffice", "/usr/bin/libreoffice", "/usr/local/bin/soffice");

  private final Path file;

  /**
   * One that is allowed.
   *
   * @param to the extension of what it makes
   * @param from extensions of what it reads
   * @param command the program by its absolute path, then its arguments
   */
  public record Allowed(String to, List<String> from, List<String> command) {}

  /**
   * @param file where they are kept
   */
  public Programs(Path file) {
    this.file = file;
  }

  /** Those that can be used: what stands in the file and does not hold just now is left out. */
  public List<Allowed> list() {
    try {
      return stored().stream().filter(one -> wrong(one) == null).limit(MOST).toList();
    } catch (JsonProcessingException damaged) {
      return List.of(); // Nothing is run by a file that cannot be read whole.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** All that stand in the file: a program may be on a disk that is not there just now. */
  private List<Allowed> stored() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw new JsonParseException(null, "it is too large");
    }
    return ProtocolJson.MAPPER
        .readValue(Files.readAllBytes(file), new TypeReference<List<Allowed>>() {})
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /** The same, to be changed and written back. */
  private List<Allowed> toChange() {
    try {
      return new ArrayList<>(stored());
    } catch (JsonProcessingException damaged) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          file + " cannot be read: mend it or move it away; nothing was changed");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What files of this name can be made into: pictures and archives without a program. */
  public List<String> convertibleTo(String name) {
    Stream<String> pictures =
        PictureFormat.ofName(name).map(PictureFormat::convertibleTo).stream()
            .flatMap(List::stream)
            .map(PictureFormat::symbol);
    Stream<String> others = list().stream().filter(one -> reads(one, name)).map(Allowed::to);
    Stream<String> archive = Archives.packing(name).map(packing -> Archives.UNPACKED).stream();
    return Stream.of(pictures, archive, others).flatMap(formats -> formats).toList();
  }

  /** The program that makes that of a file of this name. */
  public Optional<Allowed> of(String name, String to) {
    return list().stream().filter(one -> one.to().equals(to) && reads(one, name)).findFirst();
  }

  private static boolean reads(Allowed program, String name) {
    return FileFormat.extension(name).filter(program.from()::contains).isPresent();
  }

  /**
   * Allows a program, in place of the one that made the same before.
   *
   * @throws RequestFailure where it is none that could be run so; the message says why
   */
  public Allowed allow(String to, List<String> from, List<String> command) {
    List<String> found = new ArrayList<>(command);
    if (!found.isEmpty()) {
      found.set(0, located(found.getFirst()));
    }
    Allowed program = new Allowed(to, List.copyOf(from), List.copyOf(found));
    String wrong = wrong(program);
    if (wrong != null) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, wrong + ": nothing was allowed");
    }
    return changing(
        () -> {
          List<Allowed> all = toChange();
          all.removeIf(one -> to.equals(one.to()));
          all.add(program);
          if (all.size() > MOST) {
            throw new RequestFailure(
                ErrorCode.INVALID_VALUE, "more than " + MOST + " programs: remove one first");
          }
          write(all);
          return program;
        });
  }

  /**
   * Takes the permission back.
   *
   * @return whether there was one
   */
  public boolean remove(String to) {
    if (!Files.exists(file)) {
      return false;
    }
    return changing(
        () -> {
          List<Allowed> all = toChange();
          boolean there = all.removeIf(one -> to.equals(one.to()));
          if (there) {
            write(all);
          }
          return there;
        });
  }

  /** Those that are on this machine and that Stillroom knows how to call. */
  public static List<Allowed> known() {
    return OFFICES.stream()
        .filter(place -> Files.isExecutable(Path.of(place)))
        .limit(1)
        .map(
            place ->
                new Allowed(
                    FileFormat.PDF,
                    // Pages load from elsewhere what they show: the browser prints them better.
                    FileFormat.DOCUMENTS.stream().filter(one -> !one.startsWith("htm")).toList(),
                    List.of(
                        place,
                        "--headless",
                        "--norestore",
                        "--convert-to",
                        FileFormat.PDF,
                        "--outdir",
                        OUT_FOLDER,
                        IN)))
        .toList();
  }

  private static String located(String program) {
    if (program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0) {
      return program;
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse(program);
  }

  /** Why this may not be run, or null. */
  private static @Nullable String wrong(Allowed program) {
    if (program.to() == null || program.from() == null || program.command() == null) {
      return "a program needs what it makes, what it reads and its command";
    }
    if (!FileFormat.isWord(program.to())
        || PictureFormat.target(program.to()).isPresent()
        || program.to().equals(Archives.UNPACKED)) {
      return "'" + program.to() + "' is no extension that a program may make";
    }
    if (program.from().isEmpty() || !program.from().stream().allMatch(FileFormat::isWord)) {
      return "what it reads must be extensions, not " + program.from();
    }
    return wrongCommand(program.command());
  }

  private static @Nullable String wrongCommand(List<String> command) {
    if (command.size() < 2 || command.size() > MOST_ARGUMENTS) {
      return "a command has 2 to " + MOST_ARGUMENTS + " words, not " + command.size();
    }
    for (String word : command) {
      if (word == null
          || word.length() > LONGEST_ARGUMENT
          || word.chars().anyMatch(Character::isISOControl)) {
        return "a word of the command is too long or has control characters";
      }
    }
    Path program = Path.of(command.getFirst());
    if (!program.isAbsolute() || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
      return "'" + program + "' is no program on this machine";
    }
    if (isShell(program)) {
      return "'" + program + "' runs text as commands, which is never done here";
    }
    boolean reads = command.stream().filter(IN::equals).count() == 1;
    boolean makes = command.stream().anyMatch(w -> w.contains(OUT) || w.contains(OUT_FOLDER));
    return reads && makes
        ? null
        : "the command needs one word " + IN + ", and " + OUT + " or " + OUT_FOLDER;
  }

  /** By its own name, and by what it is a link to. */
  private static boolean isShell(Path program) {
    try {
      return Stream.of(program, program.toRealPath())
          .map(path -> path.getFileName().toString().toLowerCase(Locale.ROOT))
          .anyMatch(SHELLS::contains);
    } catch (IOException gone) {
      return true;
    }
  }

  private void write(List<Allowed> all) throws IOException {
    OwnFile.replace(file, ProtocolJson.MAPPER.writeValueAsString(all));
  }

  /** The browser and a command line may change them at once. */
  private <T> T changing(OwnFile.Change<T> change) {
    try {
      return OwnFile.changing(file, change);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
