package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture's bytes go to one browser in parts, and pixels come back in parts, or a reason. */
class BrowserDecodingTest {

  @TempDir Path directory;
  private final List<Push> pushed = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private BrowserDecoding decoding;
  private Path picture;
  private byte[] bytes;

  @BeforeEach
  void aPicture() throws IOException {
    decoding =
        new BrowserDecoding(
            directory.resolve("scratch"),
            pushed::add,
            (delay, task) -> later.add(task),
            new SplittableRandom(1));
    bytes = new byte[1_500_000];
    new Random(2).nextBytes(bytes);
    picture = Files.write(directory.resolve("p.avif"), bytes);
  }

  private CompletableFuture<Path> begin() {
    return decoding.decode(picture, PictureFormat.AVIF);
  }

  private Push.Decode wanted() {
    return (Push.Decode) pushed.getLast();
  }

  private byte[] part(String by, long from) {
    Reply.PicturePart part =
        (Reply.PicturePart) decoding.read(new Request.ReadPicture(wanted().decodingId(), by, from));
    return Base64.getDecoder().decode(part.base64());
  }

  private void give(String by, long from, byte[] part, boolean last, String failure) {
    String base64 = Base64.getEncoder().encodeToString(part);
    decoding.give(new Request.GivePicture(wanted().decodingId(), by, from, base64, last, failure));
  }

  private String failure(CompletableFuture<Path> running) throws IOException {
    String message = assertThrows(CompletionException.class, running::join).getCause().getMessage();
    try (Stream<Path> left = Files.list(directory.resolve("scratch"))) {
      assertEquals(0, left.count(), "nothing is left of it");
    }
    return message;
  }

  @Test
  void allBytesGoOutInPartsThatFitAFrameAndThePixelsComeBack() throws Exception {
    CompletableFuture<Path> running = begin();
    assertEquals("image/avif", wanted().mime());
    assertEquals(bytes.length, wanted().bytes());
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (read.size() < bytes.length) {
      byte[] part = part("a", read.size());
      assertTrue(part.length > 0 && part.length <= 700_000);
      read.writeBytes(part);
    }
    assertArrayEquals(bytes, read.toByteArray());
    assertEquals(0, part("a", bytes.length).length);
    give("a", 0, new byte[] {1, 2}, false, null);
    assertFalse(running.isDone());
    give("a", 2, new byte[] {3}, true, null);
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(running.join()));
  }

  @Test
  void theFirstBrowserThatAsksDecodesAndNoOther() {
    CompletableFuture<Path> running = begin();
    part("first", 0);
    assertThrows(RequestFailure.class, () -> part("second", 0));
    assertThrows(RequestFailure.class, () -> give("second", 0, new byte[] {1}, true, null));
    assertFalse(running.isDone());
  }

  @Test
  void whereNoBrowserAsksItIsSaidWhatToDo() throws IOException {
    CompletableFuture<Path> running = begin();
    later.getFirst().run();
    String why = failure(running);
    assertTrue(why.contains("none is connected") && why.contains("libvips42"), why);
    assertThrows(RequestFailure.class, () -> part("late", 0));
  }

  @Test
  void aBrowserThatAskedAndNeverEndsIsGivenUp() throws IOException {
    CompletableFuture<Path> running = begin();
    part("a", 0);
    later.getFirst().run();
    assertFalse(running.isDone());
    later.getLast().run();
    assertTrue(failure(running).contains("took longer"));
  }

  @Test
  void whatTheBrowserSaysOfAFailureIsNotRepeated() throws IOException {
    CompletableFuture<Path> running = begin();
    part("a", 0);
    give("a", 0, new byte[0], true, "<b>anything</b>");
    assertEquals("cannot convert p.avif: the browser cannot decode it", failure(running));
  }

  @Test
  void partsOutOfOrderOrTooLargeOrNoBase64EndIt() throws IOException {
    CompletableFuture<Path> running = begin();
    assertThrows(RequestFailure.class, () -> give("a", 0, new byte[1_000_000], false, null));
    assertThrows(
        RequestFailure.class,
        () ->
            decoding.give(
                new Request.GivePicture(wanted().decodingId(), "a", 0, "no base64!", true, null)));
    give("a", 0, new byte[] {1}, false, null);
    assertThrows(RequestFailure.class, () -> give("a", 5, new byte[] {1}, false, null));
    assertTrue(failure(running).contains("not in order"));
  }

  @Test
  void aPictureThatIsTooLargeIsNotSent() throws IOException {
    try (var file = new java.io.RandomAccessFile(picture.toFile(), "rw")) {
      file.setLength(60_000_000);
    }
    CompletableFuture<Path> running = begin();
    assertTrue(running.isCompletedExceptionally());
    assertEquals(List.of(), pushed);
  }
}
