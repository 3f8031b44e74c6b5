package dev.stillroom.host.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.routine.discovery.Discovery;
import dev.stillroom.host.routine.discovery.FoundRoutine;
import dev.stillroom.host.routine.discovery.LogFile;
import dev.stillroom.host.routine.discovery.OccurrenceLog;
import dev.stillroom.host.routine.discovery.Step;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.job.PeakMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "detect", description = "What comes back in a log of events, and how simple it is.")
final class DetectCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "EVENTS.jsonl",
      description = "A line each: {\"time\": …, \"type\": \"click\", …}.")
  private Path log;

  @Option(names = "--json", description = "Print one JSON object, with every occurrence.")
  private boolean json;

  private final Printer printer;

  DetectCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws Exception {
    FileArguments.requireReadable(log, "events");
    long start = System.nanoTime();
    OccurrenceLog occurrences = new OccurrenceLog();
    Discovery discovery = new Discovery(occurrences);
    try (LogFile file = LogFile.open(log)) {
      file.each(discovery::observe);
    } catch (BadExample bad) {
      throw new CommandFailure(bad.getMessage());
    }
    discovery.finish();
    List<FoundRoutine> routines = discovery.routines();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (json) {
      write(discovery.events(), routines, occurrences, seconds);
    } else {
      print(discovery.events(), routines, seconds);
    }
    return 0;
  }

  private void print(long events, List<FoundRoutine> routines, double seconds) {
    if (routines.isEmpty()) {
      printer.line("Nothing comes back often enough in " + events + " events.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (FoundRoutine one : routines) {
      rows.add(
          List.of(
              one.name(),
              Long.toString(one.support()),
              Integer.toString(one.pattern().size()),
              one.simple() ? "yes" : "no",
              String.format(Locale.ROOT, "%.0f s", one.saving()),
              one.why()));
    }
    printer.table(List.of("ROUTINE", "TIMES", "STEPS", "SIMPLE", "A WEEK", "WHY"), rows);
    printer.note(String.format(Locale.ROOT, "%d events in %.1f s", events, seconds));
  }

  /** Occurrence by occurrence: there may be more of them than one would hold as a tree. */
  private void write(
      long events, List<FoundRoutine> routines, OccurrenceLog occurrences, double seconds)
      throws IOException {
    List<long[]> segments = new ArrayList<>();
    try (JsonGenerator out =
        ProtocolJson.MAPPER
            .getFactory()
            .createGenerator(printer.out())
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      out.writeStartObject();
      out.writeNumberField("events", events);
      out.writeArrayFieldStart("routines");
      for (FoundRoutine one : routines) {
        routine(out, one, occurrences, segments);
      }
      out.writeEndArray();
      segments.sort(
          Comparator.<long[]>comparingLong(segment -> segment[0])
              .thenComparingLong(segment -> segment[1]));
      out.writeArrayFieldStart("segments");
      for (long[] segment : segments) {
        out.writeArray(segment, 0, 2);
      }
      out.writeEndArray();
      out.writeNumberField("seconds", seconds);
      out.writeNumberField("peakMemoryBytes", PeakMemory.bytes());
      out.writeEndObject();
    }
    printer.line("");
  }

  private static void routine(
      JsonGenerator out, FoundRoutine one, OccurrenceLog occurrences, List<long[]> segments)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", one.id());
    out.writeStringField("name", one.name());
    out.writeArrayFieldStart("pattern");
    for (Step step : one.pattern()) {
      out.writeString(step.text());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("occurrences");
    for (long[] lines : occurrences.of(one.id())) {
      out.writeStartObject();
      out.writeNumberField("start", lines[0]);
      out.writeNumberField("end", lines[lines.length - 1]);
      out.writeFieldName("events");
      out.writeArray(lines, 0, lines.length);
      out.writeEndObject();
      segments.add(new long[] {lines[0], lines[lines.length - 1]});
    }
    out.writeEndArray();
    out.writeNumberField("support", one.support());
    out.writeNumberField("coverage", one.coverage());
    out.writeNumberField("cohesion", one.cohesion());
    out.writeBooleanField("simple", one.simple());
    out.writeStringField("why", one.why());
    out.writeStringField("kind", one.kind());
    out.writeNumberField("secondsEach", one.seconds());
    out.writeNumberField("timesAWeek", one.weekly());
    out.writeEndObject();
  }
}
