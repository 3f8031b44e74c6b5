package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PDF that a tab shows comes part by part, is read by a worker, and is gone. */
class BroughtDocumentsTest extends PicksScene {

  private String bring(String id, byte... bytes) {
    return brought.bring(new Request.BringDocument(id, Base64.getEncoder().encodeToString(bytes)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void itsPartsAreOneFileThatNobodyElseCanRead() throws IOException {
    String id = bring(null, bytes("%PDF-1.7 one "));
    assertEquals(id, bring(id, bytes("two")));
    Path file = brought.file(id);
    assertArrayEquals(bytes("%PDF-1.7 one two"), Files.readAllBytes(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void itIsReadByAWorkerAndRemoved() {
    String id = bring(null, bytes("%PDF-1.7"));
    Path file = brought.file(id);
    Request.SummarizeDocument request = new Request.SummarizeDocument(null, null, id, null);
    assertThrows(CompletionException.class, () -> summaries.summarize(request).join());
    assertEquals(file.toString(), readings.getFirst().path("file").asText());
    assertFalse(Files.exists(file));
    assertThrows(RequestFailure.class, () -> summaries.summarize(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<!doctype html>", "PDF-1.7", "\u0000\u0000"})
  void whatIsNoPdfIsNotKept(String bytes) throws IOException {
    assertThrows(RequestFailure.class, () -> bring(null, bytes(bytes)));
    assertTrue(isEmpty());
  }

  @Test
  void partsOfNothingAndNonsenseAreRefused() {
    assertThrows(RequestFailure.class, () -> bring("brought-12", bytes("x")));
    assertThrows(RequestFailure.class, () -> brought.bring(new Request.BringDocument(null, "%%%")));
    assertThrows(RequestFailure.class, () -> brought.bring(new Request.BringDocument(null, null)));
    assertThrows(RequestFailure.class, () -> bring(null, new byte[2 << 20]));
  }

  @Test
  void oneThatDoesNotEndIsDropped() throws IOException {
    byte[] part = new byte[1 << 20];
    String id = bring(null, bytes("%PDF-1.7"));
    assertThrows(
        RequestFailure.class,
        () -> {
          for (long size = 0; size <= BroughtDocuments.LARGEST; size += part.length) {
            bring(id, part);
          }
        });
    assertTrue(isEmpty());
  }

  @Test
  void itWaitsForMinutesOnlyAndForgettingRemovesIt() throws IOException {
    String first = bring(null, bytes("%PDF-1"));
    now = NOW.plus(Duration.ofMinutes(6));
    assertThrows(RequestFailure.class, () -> brought.file(first));
    assertTrue(isEmpty());
    bring(null, bytes("%PDF-2"));
    brought.forget();
    assertTrue(isEmpty());
    for (int i = 0; i < 9; i++) {
      bring(null, bytes("%PDF-" + i));
    }
    try (var files = Files.list(home.scratch().resolve("documents"))) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void oneThatNobodyAsksForIsRemovedAllTheSame() throws IOException {
    String id = bring(null, bytes("%PDF-1"));
    now = NOW.plus(Duration.ofMinutes(4));
    bring(id, bytes("more"));
    later.removeFirst().run();
    assertFalse(isEmpty(), "a part came since");
    later.forEach(Runnable::run);
    assertTrue(isEmpty());
  }

  private boolean isEmpty() throws IOException {
    Path directory = home.scratch().resolve("documents");
    if (!Files.exists(directory)) {
      return true;
    }
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
