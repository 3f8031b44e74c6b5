package dev.stillroom.runtime.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.Students;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackTest {

  static List<Student> students() {
    return Students.packed();
  }

  @ParameterizedTest
  @MethodSource("students")
  void whatWasWrittenIsRead(Student student, @TempDir Path directory) throws Exception {
    Path file = directory.resolve("a.still");
    String digest = PackWriter.write(file, student, card("first"));
    Pack pack = PackReader.read(file, Students.encoders());
    assertEquals(digest, pack.digest());
    assertEquals(Files.size(file), pack.bytes());
    assertEquals("first", pack.card().get("note").asText());
    assertArrayEquals(
        PackWriter.bytes(student, card("first")), PackWriter.bytes(pack.student(), pack.card()));
    Students.inputs()
        .forEach(input -> assertEquals(student.predict(input), pack.student().predict(input)));
  }

  @ParameterizedTest
  @MethodSource("students")
  void theDigestIsOfTheModelAndNotOfTheCard(Student student) throws Exception {
    byte[] one = PackWriter.bytes(student, card("one"));
    byte[] other = PackWriter.bytes(student, card("other"));
    assertEquals(read(one).digest(), read(other).digest());
    Student changed = student.with(Students.answering(0.7));
    assertNotEquals(read(one).digest(), PackWriter.digest(changed));
  }

  @Test
  void aPackIsAnOrdinaryZip() throws Exception {
    byte[] bytes = PackWriter.bytes(Students.linear(), card("zip"));
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertEquals(ZipEntry.STORED, entry.getMethod());
        zip.readAllBytes();
      }
    }
    assertEquals(
        List.of("manifest.json", "program.json", "weights.safetensors", "card.json"), names);
  }

  @Test
  void aLargeEntryBeginsAtAPageAndIsMapped(@TempDir Path directory) throws Exception {
    Student large = Students.linear(400_000);
    Path file = directory.resolve("large.still");
    PackWriter.write(file, large, card("large"));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("{\"bias\"") - 8;
    assertEquals(0, at % StoredZip.PAGE);
    Pack pack = PackReader.read(file);
    Students.inputs()
        .forEach(input -> assertEquals(large.predict(input), pack.student().predict(input)));
  }

  /** Any damage gives a refusal with one line, or a pack that is the same. */
  @ParameterizedTest
  @MethodSource("students")
  void aMutatedPackIsRefusedOrTheSame(Student student) throws Exception {
    byte[] original = PackWriter.bytes(student, card("mutate me"));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] mutated = Mutations.of(original, random);
      try {
        Pack pack = read(mutated);
        assertArrayEquals(original, PackWriter.bytes(pack.student(), pack.card()));
      } catch (PackRefused refusal) {
        refused++;
        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().length() < 1_000, refusal.getMessage());
      }
    }
    assertTrue(refused > 3_000, "refused: " + refused);
  }

  @ParameterizedTest
  @MethodSource("students")
  void aTruncatedPackIsRefused(Student student) {
    byte[] original = PackWriter.bytes(student, card("cut me"));
    // Each length of a small one; of a large one each near its ends, and samples between them.
    for (int length = 0;
        length < original.length;
        length += length < 1_000 || length > original.length - 500 ? 1 : 7) {
      byte[] cut = Arrays.copyOf(original, length);
      assertThrows(PackRefused.class, () -> read(cut));
    }
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path directory) {
    PackRefused refused =
        assertThrows(PackRefused.class, () -> PackReader.read(directory.resolve("gone.still")));
    assertTrue(refused.getMessage().contains("there is no such file"), refused.getMessage());
  }

  @Test
  void aDirectoryIsRefused(@TempDir Path directory) {
    assertThrows(PackRefused.class, () -> PackReader.read(directory));
  }

  static Pack read(byte[] bytes) throws PackRefused {
    return PackReader.read("test", ByteBuffer.wrap(bytes), Students.encoders());
  }

  static ObjectNode card(String note) {
    return JsonNodeFactory.instance.objectNode().put("kind", "classify").put("note", note);
  }
}
