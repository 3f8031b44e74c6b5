package dev.stillroom.runtime.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Hashing;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.Students;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleReaderTest {

  @Test
  void aWholeLineIsRead() throws Exception {
    Example example =
        one(
            "{\"input\":{\"text\":\"hi\",\"tags\":[\"a\",1,true,null],\"n\":2.5},\"output\":\"x\","
                + "\"id\":\"7\",\"group\":\"g\",\"time\":\"2026-01-02T03:04:05+01:00\","
                + "\"source\":\"correction\"}");
    assertEquals("x", example.output().textValue());
    assertEquals("7", example.id());
    assertEquals("g", example.group());
    assertEquals(Instant.parse("2026-01-02T02:04:05Z"), example.time());
    assertEquals(Example.Source.CORRECTION, example.source());
  }

  @Test
  void aBareStringIsAText() throws Exception {
    Example example = one("{\"input\":\"hello\",\"output\":\"x\"}");
    assertEquals("hello", example.input().members().get("text").textValue());
    assertEquals(Example.Source.USER, example.source());
    assertNull(example.time());
  }

  @Test
  void linesMayEndInAnyWayAndBeginWithAByteOrderMark() throws Exception {
    String line = "{\"input\":\"a\",\"output\":\"x\"}";
    try (ExampleReader reader = reader("\uFEFF" + line + "\r\n" + line)) {
      assertNotNull(reader.next());
      assertNotNull(reader.next());
      assertNull(reader.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\n\n", "\r\n", " \t\r\n \n", "   "})
  void blankLinesAtTheEndAreNoExamples(String end) throws Exception {
    try (ExampleReader reader = reader("{\"input\":\"a\",\"output\":\"x\"}\n" + end)) {
      assertNotNull(reader.next());
      assertNull(reader.next());
      assertNull(reader.next());
    }
    try (ExampleReader reader = reader(end)) {
      assertNull(reader.next());
    }
  }

  @Test
  void anOutputOfNullIsOutOfScope() throws Exception {
    try (ExampleReader reader = reader("{\"input\":\"a\",\"output\":null}\n")) {
      assertTrue(reader.next().output().isNull());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n{\"input\":\"a\",\"output\":\"x\"}",
        " \t\r\n\n{\"input\":\"a\",\"output\":\"x\"}",
        "nonsense",
        "[]",
        "null",
        "\"text\"",
        "{\"output\":\"x\"}",
        "{\"input\":null,\"output\":\"x\"}",
        "{\"input\":\"a\"}",
        "{\"input\":\"a\",\"output\":7}",
        "{\"input\":\"a\",\"output\":\"\"}",
        "{\"input\":\"a\",\"output\":\"a\\u0000b\"}",
        "{\"input\":\"a\",\"output\":\"half \\ud800\"}",
        "{\"input\":\"a\",\"output\":\"x\"} trailing",
        "{\"input\":\"a\",\"output\":\"x\"}{}",
        "{\"input\":\"a\",\"input\":\"b\",\"output\":\"x\"}",
        "{\"input\":{\"n\":NaN},\"output\":\"x\"}",
        "{\"input\":{\"n\":Infinity},\"output\":\"x\"}",
        "{\"input\":{\"n\":1e999},\"output\":\"x\"}",
        "{\"input\":{\"text\":7},\"output\":\"x\"}",
        "{\"input\":{\"url\":[]},\"output\":\"x\"}",
        "{\"input\":{\"feature\":{\"a\":1}},\"output\":\"x\"}",
        "{\"input\":{\"feature\":[[1]]},\"output\":\"x\"}",
        "{\"input\":{\"\":1},\"output\":\"x\"}",
        "{\"input\":\"a\",\"output\":\"x\",\"time\":\"yesterday\"}",
        "{\"input\":\"a\",\"output\":\"x\",\"source\":\"rumour\"}",
        "{\"input\":\"a\",\"output\":\"x\",\"group\":{}}",
        "{\"input\":\"a\",\"Output\":\"x\"}",
        "{\"input\":\"a\",\"output\":\"x\"",
        "{'input':'a','output':'x'}",
      })
  void aBadLineNamesFileLineAndReason(String line) throws IOException {
    try (ExampleReader reader = reader("{\"input\":\"a\",\"output\":\"x\"}\n" + line + "\n")) {
      BadExample bad =
          assertThrows(
              BadExample.class,
              () -> {
                reader.next();
                reader.next();
              });
      assertTrue(bad.getMessage().startsWith("test.jsonl:2: "), bad.getMessage());
      assertTrue(bad.getMessage().length() > 20, bad.getMessage());
      assertEquals(1, bad.getMessage().lines().count(), bad.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.5", "true", "{\"a\":\"b\"}", "[\"a\",7]", "[[\"a\"]]"})
  void aFieldThatIsNoTextIsRefusedByItsName(String value) throws IOException {
    String line = "{\"input\":\"a\",\"output\":{\"price\":" + value + "}}\n";
    try (ExampleReader reader =
        new ExampleReader(
            bytes(line), "test.jsonl", Kind.EXTRACT, ExampleReader.Outputs.REQUIRED)) {
      BadExample bad = assertThrows(BadExample.class, reader::next);
      assertTrue(bad.getMessage().startsWith("test.jsonl:1: field \"price\""), bad.getMessage());
      assertEquals(1, bad.getMessage().lines().count(), bad.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"[, ]", "'{\"a\":', '}'"})
  void aHundredThousandLevelsAreRefused(String open, String close) {
    String deep = open.repeat(100_000) + close.repeat(100_000);
    assertThrows(
        BadExample.class, () -> one("{\"input\":{\"json\":" + deep + "},\"output\":\"x\"}"));
    assertThrows(BadExample.class, () -> one(deep));
    assertThrows(BadExample.class, () -> one(open.repeat(100_000)));
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '[';
          }

          @Override
          public int read(byte[] to, int from, int length) {
            Arrays.fill(to, from, from + length, (byte) '[');
            return length;
          }
        };
    ExampleReader reader =
        new ExampleReader(endless, "endless", Kind.CLASSIFY, ExampleReader.Outputs.REQUIRED);
    BadExample bad = assertThrows(BadExample.class, reader::next);
    assertTrue(bad.getMessage().contains("longer than"), bad.getMessage());
  }

  @Test
  void malformedUtf8IsRefused() {
    byte[] line = "{\"input\":\"a?\",\"output\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    line[11] = (byte) 0xFF;
    ExampleReader reader =
        new ExampleReader(
            new ByteArrayInputStream(line), "f", Kind.CLASSIFY, ExampleReader.Outputs.REQUIRED);
    assertThrows(BadExample.class, reader::next);
  }

  @Test
  void outputsAreNotLookedAtWhereTheyDoNotMatter() throws Exception {
    try (ExampleReader reader =
        new ExampleReader(
            bytes("{\"input\":\"a\"}\n{\"input\":\"b\",\"output\":null}\n"),
            "f",
            Kind.CLASSIFY,
            ExampleReader.Outputs.IGNORED)) {
      assertNotNull(reader.next());
      assertNotNull(reader.next());
    }
  }

  @ParameterizedTest
  @CsvSource({"EXTRACT, {}", "TRANSFORM, '\"s\"'", "SUMMARIZE, '[\"a\"]'"})
  void theOutputFitsItsKind(Kind kind, String output) throws Exception {
    String line = "{\"input\":\"a\",\"output\":" + output + "}";
    try (ExampleReader reader =
        new ExampleReader(bytes(line), "f", kind, ExampleReader.Outputs.REQUIRED)) {
      assertNotNull(reader.next());
    }
    ExampleReader wrong =
        new ExampleReader(
            bytes("{\"input\":\"a\",\"output\":1}"), "f", kind, ExampleReader.Outputs.REQUIRED);
    assertThrows(BadExample.class, wrong::next);
  }

  /** Whatever a line holds, it is an example or a BadExample, and an example can be predicted. */
  @Test
  void aMutatedLineIsAnExampleOrRefused() throws IOException {
    String line =
        "{\"input\":{\"text\":\"größe \\ud83d\\ude00\",\"url\":\"http://a.b/c\",\"file\":\"a/b.c\","
            + "\"html\":\"<p>x</p>\",\"json\":{\"a\":[1,2]},\"n\":-1.5e3,\"tags\":[\"a\",null]},"
            + "\"output\":\"x\",\"time\":\"2026-01-02T03:04:05Z\",\"source\":\"user\"}";
    byte[] original = line.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(4);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = original.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        mutated[random.nextInt(mutated.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "{}[]\",:\\u0eE-tfn".charAt(random.nextInt(16));
      }
      try (ExampleReader reader =
          new ExampleReader(
              new ByteArrayInputStream(mutated),
              "f",
              Kind.CLASSIFY,
              ExampleReader.Outputs.REQUIRED)) {
        Example example = reader.next();
        if (example != null) {
          read++;
          Hashing.of(Features.of(example.input()));
          for (Student student : Students.all()) {
            assertNotNull(student.predict(example.input()).best());
          }
        }
      } catch (BadExample refused) {
        assertEquals(1, refused.getMessage().lines().count());
      }
    }
    assertTrue(read > 500, "read: " + read);
  }

  private static Example one(String line) throws Exception {
    try (ExampleReader reader = reader(line)) {
      return reader.next();
    }
  }

  private static ExampleReader reader(String text) {
    return new ExampleReader(
        bytes(text), "test.jsonl", Kind.CLASSIFY, ExampleReader.Outputs.REQUIRED);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
