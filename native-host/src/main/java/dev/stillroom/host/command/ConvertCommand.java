package dev.stillroom.host.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.apply.BesideConversion;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.apply.ProgramConversion;
import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts pictures without an engine and without a journal, in the same worker. */
@Command(
    name = "convert",
    description = {
      "Converts pictures, and other files by programs that you allowed.",
      "Originals are kept, no file is ever overwritten."
    })
final class ConvertCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IN", description = "Pictures.")
  private List<Path> sources;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "jpeg, png or webp; or what an allowed program makes, see `programs`.")
  private String to;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the results go (beside).")
  private Path out;

  @Option(names = "--quality", paramLabel = "N", description = "1 to 100, for jpeg and webp (90).")
  private Integer quality;

  @Option(
      names = "--side",
      paramLabel = "N",
      description = "The longer side at most, in pixels; a smaller picture stays as it is.")
  private Integer side;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Printer printer;

  /** What became of one picture; {@code error} is null where it was converted. */
  record Line(String source, String result, Conversion.Result details, String error) {}

  record Lines(List<Line> conversions, int failed) {}

  ConvertCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    Home home = Home.ofEnvironment();
    Programs programs = new Programs(home.programs());
    Optional<PictureFormat> picture = PictureFormat.target(to);
    if (picture.isEmpty() && programs.list().stream().noneMatch(one -> one.to().equals(to))) {
      throw wrong("--to must be jpeg, png, webp or what an allowed program makes: " + to);
    }
    if (side != null && (picture.isEmpty() || side < Goal.SMALLEST || side > Goal.LARGEST)) {
      throw wrong(
          "--side is for pictures and must be "
              + Goal.SMALLEST
              + " to "
              + Goal.LARGEST
              + ": "
              + side);
    }
    String format = picture.map(one -> new Goal(one, side).word()).orElse(to);
    if (quality != null && (quality < 1 || quality > 100)) {
      throw wrong("--quality must be 1 to 100: " + quality);
    }
    if (out != null) {
      FileArguments.requireFolder(out);
      Files.createDirectories(out);
    }
    Path scratch = home.commandScratch();
    List<Line> lines = new ArrayList<>();
    try (WorkerProcesses workers = CommandWorkers.start()) {
      if (picture.isPresent()) {
        workers.expect(Workers.ClassPath.HOST, Conversion.JOB);
      }
      for (int i = 0; i < sources.size(); i++) {
        printer.progress((double) i / sources.size(), sources.get(i).toString());
        Line line =
            Files.isDirectory(sources.get(i))
                ? new Line(
                    sources.get(i).toString(),
                    null,
                    null,
                    sources.get(i) + " is a directory; give the files in it")
                : picture.isPresent()
                    ? convert(workers, sources.get(i), format, i + 1 < sources.size())
                    : convert(workers, sources.get(i), programs, Files.createDirectories(scratch));
        lines.add(line);
        say(line);
      }
    }
    int failed = (int) lines.stream().filter(line -> line.error() != null).count();
    if (json) {
      printer.json(new Lines(lines, failed));
    }
    return failed == 0 ? 0 : FAILED;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Line convert(WorkerProcesses workers, Path source, String format, boolean more)
      throws InterruptedException {
    BesideConversion beside = BesideConversion.of(source, out, format);
    CompletableFuture<JsonNode> running =
        workers.start(
            Workers.ClassPath.HOST,
            Conversion.JOB,
            ProtocolJson.MAPPER.valueToTree(beside.job(quality)),
            (fraction, phase) -> {});
    if (more) {
      workers.expect(Workers.ClassPath.HOST, Conversion.JOB); // For the next one, meanwhile.
    }
    return finish(workers, source, beside, running);
  }

  /** By a program that the person allowed. */
  private Line convert(WorkerProcesses workers, Path source, Programs programs, Path scratch)
      throws InterruptedException {
    Optional<Programs.Allowed> program = programs.of(source.getFileName().toString(), to);
    if (program.isEmpty()) {
      return new Line(
          source.toString(),
          null,
          null,
          "no allowed program makes " + to + " of " + source + ": see `stillroom programs`");
    }
    BesideConversion beside = BesideConversion.of(source, out, to);
    return finish(
        workers,
        source,
        beside,
        workers.start(
            Workers.ClassPath.HOST,
            ProgramConversion.JOB,
            ProtocolJson.MAPPER.valueToTree(beside.job(program.get(), scratch)),
            (fraction, phase) -> {}));
  }

  private Line finish(
      WorkerProcesses workers,
      Path source,
      BesideConversion beside,
      CompletableFuture<JsonNode> running)
      throws InterruptedException {
    try (OnInterrupt _ =
        OnInterrupt.run(
            () -> {
              workers.close();
              beside.clean();
            })) {
      JsonNode result = running.get();
      Path published = beside.publish();
      return new Line(
          source.toString(),
          published.toString(),
          ProtocolJson.MAPPER.treeToValue(result, Conversion.Result.class),
          null);
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof JobFailure said ? said.getMessage() : e.getCause().toString();
      return new Line(source.toString(), null, null, why);
    } catch (JsonProcessingException e) {
      return new Line(source.toString(), null, null, e.getOriginalMessage());
    } catch (IOException e) {
      return new Line(source.toString(), null, null, Words.trouble(e));
    } finally {
      beside.clean();
    }
  }

  private void say(Line line) {
    if (line.error() != null) {
      printer.error(line.error());
      return;
    }
    if (json) {
      return;
    }
    Conversion.Result details = line.details();
    printer.line(
        line.result()
            + "  "
            + details.width()
            + " × "
            + details.height()
            + "  "
            + details.bytes()
            + " bytes"
            + (details.larger() ? ", more than the original's " + details.sourceBytes() : ""));
  }
}
