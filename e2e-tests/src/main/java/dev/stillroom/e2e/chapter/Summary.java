package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.HostProcess;
import java.io.IOException;
import java.util.Locale;

/** The demo's closing table. */
public final class Summary {

  private Summary() {}

  public static void print(Play play) throws IOException {
    JsonNode status = play.ask("status");
    JsonNode task = Tasks.task(play);
    JsonNode model = task.path("model");
    JsonNode agreement = task.path("agreement");
    double start = HostProcess.relayStartMillis(play.person().stage(), 3);
    ObjectNode summary = play.script().document().putObject("summary");
    summary.put("events", status.path("events").asLong());
    summary.put("examples", model.path("examples").asInt());
    summary.put("student", model.path("student").asText());
    summary.put("bytes", model.path("bytes").asLong());
    summary.set("model", model);
    summary.set("agreement", agreement);
    summary.put("trust", task.path("trust").asText());
    summary.put("engineResidentBytes", status.path("residentBytes").asLong());
    summary.put("relayStartMillis", Script.round(start));
    summary.put("sentBytes", status.path("sentBytes").asLong());
    summary.put("seconds", Script.round(play.script().seconds()));

    Script script = play.script();
    script.line("");
    row(script, "events", summary.path("events").asText());
    row(script, "examples", model.path("examples").asText());
    row(script, "student", model.path("student").asText() + ", version " + model.path("version"));
    row(script, "bytes", model.path("bytes").asText());
    row(
        script,
        "verdict",
        "%s %.3f, at least %.3f at %.0f %% (%s; baseline %.3f)",
        model.path("metric").asText(),
        model.path("value").asDouble(),
        model.path("low").asDouble(),
        model.path("level").asDouble() * 100,
        model.path("method").asText(),
        model.path("baseline").asDouble());
    row(
        script,
        "agreement",
        "right %d of %d, at least %.3f; trust %s",
        agreement.path("agreements").asLong(),
        agreement.path("n").asLong(),
        agreement.path("bound").asDouble(),
        task.path("trust").asText());
    row(
        script,
        "latency",
        "one decision %.3f ms, loading the model %.1f ms, learning %.1f s",
        model.path("p50Millis").asDouble(),
        model.path("loadMillis").asDouble(),
        task.path("seconds").asDouble());
    row(
        script,
        "start-up",
        "%.0f ms from the browser's start of the host to its first reply",
        start);
    row(script, "memory", "engine %.0f MB", status.path("residentBytes").asLong() / 1e6);
    row(script, "left this machine", "%d bytes", status.path("sentBytes").asLong());
    row(
        script,
        "first suggestion",
        "%.1f s",
        script.document().path("firstSuggestionSeconds").asDouble());
    row(script, "the whole", "%.1f s", script.seconds());
  }

  private static void row(Script script, String name, String value, Object... figures) {
    String text = figures.length == 0 ? value : String.format(Locale.ROOT, value, figures);
    script.line(String.format(Locale.ROOT, "  %-18s %s", name, text));
  }
}
