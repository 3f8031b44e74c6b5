package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code extract} without a model. */
class ExtractCommandTest {

  private static final String HTML =
      """
      <html lang="en"><title>Herons return</title><meta name="author" content="Ada Reed">
      <nav><a href="/">Home</a></nav><article><h1>Herons return</h1>
      <p>After seven years the herons have come back to the lower pond, to everyone's surprise.</p>
      <time datetime="2026-04-01">1 April</time></article></html>
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void jsonHasThePromisedMembersAndNothingElseIsPrinted() throws IOException {
    assertEquals(0, run(page("page.html", HTML), "--json"));
    JsonNode json = new ObjectMapper().readTree(printed(out));
    assertEquals("Herons return", json.path("title").asText());
    assertEquals("Ada Reed", json.path("author").asText());
    assertEquals("2026-04-01", json.path("date").asText());
    assertEquals("en", json.path("language").asText());
    assertEquals(
        "After seven years the herons have come back to the lower pond, to everyone's surprise.",
        json.path("text").asText());
    assertTrue(json.path("millis").asDouble() > 0);
    assertEquals("", printed(err));
  }

  @Test
  void aPersonSeesTheTextBelowWhatThePageSaysOfItself() throws IOException {
    assertEquals(0, run(page("page.html", HTML)));
    assertTrue(printed(out).startsWith("title: Herons return\nauthor: Ada Reed\n"), printed(out));
    assertTrue(printed(out).contains("\n\nAfter seven years"), printed(out));
  }

  @Test
  void whatThePageDoesNotSayIsNull() throws IOException {
    assertEquals(0, run(page("bare.html", "<p>Nothing much."), "--json"));
    assertTrue(new ObjectMapper().readTree(printed(out)).path("author").isNull());
  }

  @Test
  void aModelFillsInItsFields() throws IOException {
    Path model = directory.resolve("m.still");
    Form form = new Form(List.of(new Form.Blank("first", true), new Form.Blank("id", false, 0.5)));
    JsonPath first = new JsonPath(List.of(new Step.Each(), new Step.Member("first")));
    JsonPath id = new JsonPath(List.of(new Step.Member("a"), new Step.Member("id")));
    JsonPaths paths =
        new JsonPaths(
            form,
            List.of(
                List.of(new JsonPaths.Voice(new Pick(first), 1)),
                List.of(new JsonPaths.Voice(new Pick(id), 1))));
    PackWriter.write(model, paths, new ObjectMapper().createObjectNode().put("kind", "extract"));
    String file = page("data.json", "[{\"first\":\"Ada\"},{\"first\":\"Ben\"}]");
    assertEquals(0, run(file, "--model", model.toString()));
    assertEquals(
        """
        first: Ada; Ben
            found, 2 values, at least 99 % sure; in $[*].first
        id: not sure
            unsure; nothing was found that could be it (30 % sure that there is none)
        """,
        printed(out));
    out.reset();
    assertEquals(0, run(file, "--model", model.toString(), "--json"));
    JsonNode line = new ObjectMapper().readTree(printed(out));
    assertEquals("Ben", line.path("output").path("first").path(1).asText());
    assertTrue(line.path("output").path("id").isNull());
    assertEquals("unsure", line.path("fields").path("id").path("state").asText());
    assertEquals("$[*].first", line.path("fields").path("first").path("where").asText());
  }

  @Test
  void listsOfTheSameItemsStandSideBySideAndNothingInThemSteersTheTerminal() throws IOException {
    Path model = directory.resolve("m.still");
    Form form = new Form(List.of(new Form.Blank("name", true), new Form.Blank("mail", true)));
    JsonPath name = new JsonPath(List.of(new Step.Each(), new Step.Member("name")));
    JsonPath mail = new JsonPath(List.of(new Step.Each(), new Step.Member("mail")));
    JsonPaths paths =
        new JsonPaths(
            form,
            List.of(
                List.of(new JsonPaths.Voice(new Pick(name), 1)),
                List.of(new JsonPaths.Voice(new Pick(mail), 1))));
    PackWriter.write(model, paths, new ObjectMapper().createObjectNode().put("kind", "extract"));
    String file =
        page(
            "people.json",
            "[{\"name\":\"Ada\",\"mail\":\"ada@home.example\"},{\"name\":\"B\\u001b[2Jen\"}]");
    assertEquals(0, run(file, "--model", model.toString()));
    assertTrue(
        printed(out).endsWith("name     mail\nAda      ada@home.example\nB\uFFFD[2Jen  -\n"),
        printed(out));
  }

  @Test
  void aModelForDocumentsSaysSoOfAPageInOneLine() throws IOException {
    Path model = directory.resolve("m.still");
    Form form = new Form(List.of(new Form.Blank("name", false)));
    JsonPath name = new JsonPath(List.of(new Step.Member("name")));
    JsonPaths paths = new JsonPaths(form, List.of(List.of(new JsonPaths.Voice(new Pick(name), 1))));
    PackWriter.write(model, paths, new ObjectMapper().createObjectNode().put("kind", "extract"));
    assertEquals(1, run(page("page.html", HTML), "--model", model.toString()));
    assertEquals("", printed(out));
    assertEquals(1, printed(err).lines().count(), printed(err));
    assertTrue(
        printed(err).contains("the model reads JSON documents, and this is a page"), printed(err));
  }

  @Test
  void aDocumentWithoutAModelAndAModelThatIsNoneAreSaidInOneLineEach() throws IOException {
    assertEquals(1, run(page("page.html", HTML), "--model", "m.still"));
    assertEquals(1, run(page("data.json", "{}")));
    assertEquals(2, printed(err).lines().count());
    assertEquals("", printed(out));
  }

  @Test
  void aFileThatIsNoPageFailsInOneLineThatNamesIt() throws IOException {
    assertEquals(1, run(directory.resolve("missing.html").toString()));
    assertEquals(1, run(directory.toString()));
    Path binary = Files.write(directory.resolve("b.html"), new byte[1000]);
    assertEquals(1, run(binary.toString()));
    assertEquals(3, printed(err).lines().count(), printed(err));
    assertTrue(printed(err).contains("missing.html"));
    assertEquals(2, run());
  }

  private String page(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "extract";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Stillroom.run(new Printer(stream(out), stream(err), false), all);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
