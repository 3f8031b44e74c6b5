package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.watch.FileFormat;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has a program that the person allowed make another file of one, in a worker. The program gets a
 * copy, in a folder of its own, so that it cannot harm the original by being wrong; it is started
 * with its words as they are, without a shell, without an input and with few of the environment's
 * variables. What it made counts if it is the one file there and ended well.
 */
public final class ProgramJob implements Job {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Less than a worker's own time, so that the reason can still be said. */
  private static final long SECONDS = 100;

  private static final long LARGEST = 1L << 30;
  private static final int SAID = 200;

  /** How a process ends that the system or somebody killed. */
  private static final int KILLED = 137;

  private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private static final Set<String> VARIABLES =
      Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SystemRoot");

  @Override
  public String name() {
    return ProgramConversion.JOB;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    ProgramConversion order;
    try {
      order = JSON.treeToValue(arguments, ProgramConversion.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure("the conversion cannot be read: " + e.getOriginalMessage(), e);
    }
    Path source = Path.of(order.source());
    String name = source.getFileName().toString();
    Path room = null;
    try {
      room = Files.createTempDirectory(Path.of(order.scratch()), "program");
      progress.report(0.05, "reading");
      Path copy = Files.createDirectory(room.resolve("in")).resolve(name);
      Digested read = copy(source, copy);
      progress.report(0.2, "converting");
      Path made = made(order, copy, room);
      progress.report(0.9, "checking");
      Digested written = copy(made, Path.of(order.temporary()));
      return JSON.valueToTree(
          new Conversion.Result(
              0,
              0,
              written.bytes(),
              written.digest(),
              false,
              false,
              false,
              1,
              FileFormat.extension(name).orElse(""),
              read.bytes(),
              read.digest(),
              written.bytes() > read.bytes()));
    } catch (IOException e) {
      throw new JobFailure("cannot convert " + name + ": " + Steps.words(e), e);
    } finally {
      if (room != null) {
        Scratch.remove(room);
      }
    }
  }

  private record Digested(long bytes, String digest) {}

  private static Path made(ProgramConversion order, Path copy, Path room)
      throws IOException, JobFailure, InterruptedException {
    Path folder = Files.createDirectory(room.resolve("out"));
    Path out = FileFormat.rename(folder.resolve(copy.getFileName()), order.to());
    List<String> command =
        order.command().stream()
            .map(
                word ->
                    word.equals(Programs.IN)
                        ? copy.toString()
                        : word.replace(Programs.OUT_FOLDER, folder.toString())
                            .replace(Programs.OUT, out.toString()))
            .toList();
    Path said = room.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(Apart.command(command))
            .directory(room.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Platform.current().nowhere()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(VARIABLES);
    // Its own settings and locks, so that it does not meet the same program on the person's screen.
    variables.put("HOME", Files.createDirectory(room.resolve("home")).toString());
    variables.put("TMPDIR", Files.createDirectory(room.resolve("tmp")).toString());
    String program = Path.of(command.getFirst()).getFileName().toString();
    Process process = builder.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new JobFailure(program + " took longer than " + SECONDS + " s and was stopped");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    int exit = process.exitValue();
    if (exit != 0) {
      String words = lastWords(said);
      throw new JobFailure(
          exit == KILLED || Apart.saysKilled(words)
              ? program + " was killed before it was done"
              : program + " failed with " + exit + ": " + words);
    }
    return onlyFile(folder, program, order.to());
  }

  private static Path onlyFile(Path folder, String program, String to)
      throws IOException, JobFailure {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.limit(2).toList();
    }
    if (files.size() != 1 || !Files.isRegularFile(files.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
      throw new JobFailure(
          program + " made " + (files.isEmpty() ? "no file" : "something else than one file"));
    }
    Path made = files.getFirst();
    byte[] head;
    try (var in = Files.newInputStream(made)) {
      head = in.readNBytes(PDF.length);
    }
    if (head.length == 0 || to.equals(FileFormat.PDF) && !Arrays.equals(head, PDF)) {
      throw new JobFailure("what " + program + " made is no " + to + ": not kept");
    }
    return made;
  }

  /** Copies to a new file, which survives a power cut then; no link is followed. */
  private static Digested copy(Path from, Path to) throws IOException, JobFailure {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    Set<OpenOption> reading = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    boolean made = false;
    try (FileChannel in = FileChannel.open(from, reading)) {
      if (in.size() > LARGEST) {
        throw new JobFailure(
            from.getFileName() + " has " + in.size() + " bytes, more than " + LARGEST);
      }
      try (FileChannel out =
          FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        made = true;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (in.read(buffer.clear()) >= 0) {
          digest.update(buffer.flip().duplicate());
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
        }
        out.force(true);
        return new Digested(out.size(), HexFormat.of().formatHex(digest.digest()));
      }
    } catch (IOException e) {
      if (made) {
        Files.deleteIfExists(to);
      }
      throw e;
    }
  }

  /** The end of what it printed, in one line. */
  private static String lastWords(Path said) throws IOException {
    try (FileChannel in = FileChannel.open(said, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate(SAID);
      in.position(Math.max(0, in.size() - SAID)).read(end);
      String words = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      return words.replaceAll("\\p{Cntrl}+", " ").strip();
    }
  }
}
