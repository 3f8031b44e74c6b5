package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillCommandTest {

  private static final String FORM =
      "<label>First name <input name=firstname></label><label>Email <input name=email></label>"
          + "<label>Password <input type=password name=password></label>";

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Printer printer =
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return Stillroom.run(printer, arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void theRowOfATableThatIsAskedForFillsTheForm() throws IOException {
    String form = file("form.html", FORM);
    String table = file("people.csv", "Vorname;E-Mail\nAda;ada@b.example\nBen;ben@b.example\n");
    assertEquals(0, run("fill", form, "--from", table, "--row", "2", "--json"), err::toString);
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertEquals("Ben", json.path("output").path("name:firstname").asText());
    assertEquals("/Vorname", json.at("/fields/0/at/0/pointer").asText());
    assertEquals("never", json.at("/fields/2/why").asText());
  }

  @Test
  void aPersonSeesWhatFieldsWouldHoldAndWhyOthersStayEmpty() throws IOException {
    String form = file("form.html", FORM);
    String source = file("person.json", "{\"firstName\": \"Ada\"}");
    assertEquals(0, run("fill", form, "--from", source), err::toString);
    String printed = out.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("Ada"), printed);
    assertTrue(printed.contains("the source has none"), printed);
    assertTrue(printed.contains("never filled"), printed);
  }

  @Test
  void aRowThatIsNotThereIsSaid() throws IOException {
    String form = file("form.html", FORM);
    String table = file("people.csv", "Vorname\nAda\n");
    assertEquals(1, run("fill", form, "--from", table, "--row", "7"));
    assertTrue(err.toString().contains("there is no row 7"), err::toString);
  }
}
