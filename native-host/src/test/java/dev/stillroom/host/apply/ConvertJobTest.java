package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.apply.TestPictures.Wish;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertJobTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Conversion.Result convert(Path source, String to) throws Exception {
    return convert(source, to, new Conversion.Limits(100_000_000, 200_000_000, 8_000_000_000L));
  }

  private Conversion.Result convert(Path source, String to, Conversion.Limits limits)
      throws Exception {
    Conversion conversion = new Conversion(source.toString(), out().toString(), to, null, limits);
    return JSON.treeToValue(
        new ConvertJob().run(JSON.valueToTree(conversion), (fraction, phase) -> {}),
        Conversion.Result.class);
  }

  private Path out() {
    return folder.resolve("out.tmp");
  }

  private String refusal(Path source, String to) {
    String message = assertThrows(JobFailure.class, () -> convert(source, to)).getMessage();
    assertFalse(Files.exists(out()), "nothing is left of a refused conversion");
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @ParameterizedTest
  @CsvSource({
    "webp, jpeg",
    "webp, png",
    "png, jpeg",
    "png, webp",
    "jpg, png",
    "jpg, webp",
    "tif, jpeg",
    "gif, png",
    "avif, jpeg"
  })
  void aPictureKeepsItsSize(String from, String to) throws Exception {
    Path source = TestPictures.make(folder.resolve("a." + from), Wish.of(120, 80), from);
    Conversion.Result result = convert(source, to);
    assertEquals(to, PictureFormat.sniff(Files.readAllBytes(out())).orElseThrow().symbol());
    assertEquals(120, result.width());
    assertEquals(80, result.height());
    assertEquals(Files.size(out()), result.bytes());
    assertEquals(Digests.sha256(out()), result.digest());
    assertEquals(Digests.sha256(source), result.sourceDigest());
    assertEquals(result.bytes() > result.sourceBytes(), result.larger());
    TestPictures.Look look = TestPictures.look(out());
    assertEquals(120, look.width());
  }

  @ParameterizedTest
  @CsvSource({
    "webp, jpeg@60, 60, 40",
    "jpg, png@60, 60, 40",
    "png, webp@30, 30, 20",
    "webp, jpeg@120, 120, 80",
    "webp, jpeg@500, 120, 80"
  })
  void aPictureIsMadeAsLargeAsAskedAndNeverLarger(String from, String to, int width, int height)
      throws Exception {
    Path source = TestPictures.make(folder.resolve("a." + from), Wish.of(120, 80), from);
    Conversion.Result result = convert(source, to);
    assertEquals(width, result.width());
    assertEquals(height, result.height());
    assertEquals(width, TestPictures.look(out()).width());
    assertEquals(120, TestPictures.look(source).width(), "the original is as it was");
  }

  @Test
  void aSmallerPictureIsUprightToo() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.webp"), Wish.of(120, 80).turned(6), "webp");
    Conversion.Result result = convert(source, "jpeg@60");
    assertEquals(40, result.width());
    assertEquals(60, result.height());
  }

  /** The second frame is damaged, or stands behind bytes that belong nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"", "GIF89a", "\u0000\u0000"})
  void aGifWithADamagedSecondFrameIsAnAnimationStill(String stray) throws Exception {
    byte[] gif =
        Files.readAllBytes(TestPictures.make(folder.resolve("a.gif"), Wish.of(9, 9), "gif"));
    byte[] frame = {0x2C, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, 9, 0, 0, 2, 1, 0x77, 0, 0x3B};
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gif, 0, gif.length - 1);
    two.writeBytes(stray.getBytes(StandardCharsets.ISO_8859_1));
    two.writeBytes(frame);
    assertTrue(PictureFacts.severalFrames(ByteBuffer.wrap(two.toByteArray())));
    assertFalse(PictureFacts.severalFrames(ByteBuffer.wrap(gif)));
    Path source = Files.write(folder.resolve("b.gif"), two.toByteArray());
    assertTrue(refusal(source, "jpeg").contains("animated"));
  }

  @Test
  void aSizeThatIsNoneIsRefused() throws Exception {
    Path source = TestPictures.webp(folder.resolve("a.webp"));
    for (String to : List.of("jpeg@0", "jpeg@5", "jpeg@99999", "jpeg@x", "jpeg@-20", "@20")) {
      assertTrue(refusal(source, to).contains(to), to);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void aTurnedPictureIsUprightAndTurnedOnlyOnce(String to) throws Exception {
    // Orientation 6: the first row is shown as the right side, so the corner goes there.
    Path source = TestPictures.make(folder.resolve("a.webp"), Wish.of(120, 80).turned(6), "webp");
    Conversion.Result result = convert(source, to);
    assertEquals(6, result.orientation());
    TestPictures.Look look = TestPictures.look(out());
    assertEquals(80, look.width());
    assertEquals(120, look.height());
    assertEquals(1, look.orientation());
    double[] corner = TestPictures.pixel(out(), 75, 5);
    assertTrue(corner[0] > 200 && corner[1] < 60, "red at the upper right");
  }

  @Test
  void aHeifPictureIsTurnedByItsDecoderAndNotAgain() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.avif"), Wish.of(120, 80).turned(6), "avif");
    TestPictures.Look shown = TestPictures.look(source);
    Conversion.Result result = convert(source, "jpeg");
    assertEquals(1, shown.orientation(), "the decoder leaves nothing to turn");
    assertEquals(shown.width(), result.width());
    assertEquals(shown.height(), result.height());
    assertEquals(1, TestPictures.look(out()).orientation());
  }

  @Test
  void inksBecomeLight() throws Exception {
    Path source = TestPictures.cmyk(folder.resolve("a.jpg"));
    convert(source, "png");
    double[] corner = TestPictures.pixel(out(), 5, 5);
    assertEquals(3, corner.length);
    assertTrue(corner[0] > 180 && corner[1] < 90, "still red");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp"})
  void exifAndColourProfileAreKept(String to) throws Exception {
    String from = to.equals("webp") ? "jpg" : "webp";
    Path source =
        TestPictures.make(
            folder.resolve("a." + from), Wish.of(60, 40).turned(3).with("[profile=srgb]"), from);
    Conversion.Result result = convert(source, to);
    assertTrue(result.hadExif() && result.hadIcc());
    TestPictures.Look look = TestPictures.look(out());
    assertTrue(look.exif(), "EXIF");
    assertTrue(look.icc(), "ICC");
  }

  @Test
  void transparencyBecomesWhiteWhereTheTargetHasNone() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.png"), Wish.of(60, 40).withAlpha(), "png");
    assertTrue(convert(source, "jpeg").hadAlpha());
    double[] clear = TestPictures.pixel(out(), 30, 38);
    assertArrayEquals(new double[] {255, 255, 255}, clear, 3);
  }

  @Test
  void transparencyStaysWhereTheTargetHasIt() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.png"), Wish.of(60, 40).withAlpha(), "png");
    convert(source, "webp");
    assertTrue(TestPictures.look(out()).alpha());
  }

  @Test
  void sixteenBitsWithTransparencyBecomeAJpeg() throws Exception {
    Path source =
        TestPictures.make(
            folder.resolve("a.png"), Wish.of(60, 40).withAlpha().with("[bitdepth=16]"), "png");
    convert(source, "jpeg");
    assertArrayEquals(new double[] {255, 255, 255}, TestPictures.pixel(out(), 30, 38), 3);
  }

  @Test
  void theContentDecidesWhatAFileIsNotItsName() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.jpg"), Wish.of(60, 40), "webp");
    assertEquals("webp", convert(source, "jpeg").sourceFormat());
  }

  @Test
  void aNameThatLooksLikeOptionsIsOnlyAName() throws Exception {
    Path source = TestPictures.webp(folder.resolve("a[page=2,Q=1] \"q\" ü.webp"));
    assertEquals(64, convert(source, "jpeg").width());
  }

  @Test
  void aFileOfTheSameFormatIsLeftAlone() throws Exception {
    Path source = TestPictures.make(folder.resolve("a.webp"), Wish.of(60, 40), "jpg");
    assertTrue(refusal(source, "jpeg").contains("JPEG already"));
  }

  @Test
  void whatIsNoPictureIsRefused() throws Exception {
    Path page = Files.writeString(folder.resolve("a.webp"), "<!doctype html><svg/>");
    assertTrue(refusal(page, "jpeg").contains("no picture"));
    Path empty = Files.createFile(folder.resolve("b.webp"));
    assertTrue(refusal(empty, "jpeg").contains("empty"));
    assertTrue(refusal(folder.resolve("gone.webp"), "jpeg").contains("gone.webp"));
  }

  @Test
  void aTruncatedPictureIsRefused() throws Exception {
    for (String format : new String[] {"webp", "png", "jpg"}) {
      Path whole = TestPictures.make(folder.resolve("w." + format), Wish.of(300, 200), format);
      byte[] bytes = Files.readAllBytes(whole);
      Path cut =
          Files.write(
              folder.resolve("c." + format), java.util.Arrays.copyOf(bytes, bytes.length / 2));
      assertTrue(refusal(cut, format.equals("png") ? "jpeg" : "png").contains("cannot convert"));
    }
  }

  @Test
  void damagedPicturesNeverPassAsWhole() throws Exception {
    byte[] bytes =
        Files.readAllBytes(TestPictures.make(folder.resolve("w.webp"), Wish.of(200, 100), "webp"));
    java.util.Random random = new java.util.Random(11);
    for (int i = 0; i < 40; i++) {
      byte[] mutated = bytes.clone();
      for (int k = 0; k < 5; k++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("m.webp"), mutated);
      try {
        convert(file, "jpeg");
        TestPictures.look(out());
        Files.delete(out());
      } catch (JobFailure refused) {
        assertEquals(1, refused.getMessage().lines().count());
        assertFalse(Files.exists(out()));
      }
    }
  }

  @Test
  void anAnimationIsLeftAlone() throws Exception {
    Path frames = TestPictures.make(folder.resolve("a.webp"), Wish.of(40, 80).frames(2), "webp");
    assertTrue(refusal(frames, "jpeg").contains("animated"));
    byte[] png =
        Files.readAllBytes(TestPictures.make(folder.resolve("a.png"), Wish.of(8, 8), "png"));
    ByteBuffer animated = ByteBuffer.allocate(png.length + 20);
    animated.put(png, 0, 33).putInt(8).put("acTL".getBytes()).putLong(2).putInt(0);
    animated.put(png, 33, png.length - 33);
    Path apng = Files.write(folder.resolve("b.png"), animated.array());
    assertTrue(refusal(apng, "jpeg").contains("animated"));
  }

  @Test
  void aBombIsRefusedByItsHeader() throws Exception {
    byte[] png =
        Files.readAllBytes(TestPictures.make(folder.resolve("a.png"), Wish.of(8, 8), "png"));
    ByteBuffer buffer = ByteBuffer.wrap(png);
    buffer.putInt(16, 50_000).putInt(20, 50_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    Path bomb = Files.write(folder.resolve("bomb.png"), png);
    assertTrue(refusal(bomb, "jpeg").contains("50000 × 50000 pixels"));
  }

  @Test
  void whatNeedsTooMuchMemoryIsRefusedInOneLine() throws Exception {
    // In a process of its own: a limit of memory cannot be raised again.
    Path source = TestPictures.black(folder.resolve("a.png"), 8000, 6000);
    var limits = new Conversion.Limits(100_000_000, 200_000_000, 400_000_000);
    Conversion conversion =
        new Conversion(source.toString(), out().toString(), "webp", null, limits);
    try (WorkerProcesses workers = ActsBench.processes(folder)) {
      var failed =
          workers.start(
              Workers.ClassPath.HOST,
              Conversion.JOB,
              JSON.valueToTree(conversion),
              (fraction, phase) -> {});
      String message =
          assertThrows(ExecutionException.class, () -> failed.get(60, TimeUnit.SECONDS))
              .getCause()
              .getMessage();
      assertTrue(message.contains("cannot convert a.png"), message);
      assertTrue(message.contains("allocate") || message.contains("memory"), message);
    }
    assertFalse(Files.exists(out()));
  }

  @Test
  void limitsCanBeSet() throws Exception {
    Path source = TestPictures.webp(folder.resolve("a.webp"));
    var few = new Conversion.Limits(100, 1_000_000, 8_000_000_000L);
    assertTrue(
        assertThrows(JobFailure.class, () -> convert(source, "png", few))
            .getMessage()
            .contains("more than 100"));
    var small = new Conversion.Limits(1_000_000, 10, 8_000_000_000L);
    assertTrue(
        assertThrows(JobFailure.class, () -> convert(source, "png", small))
            .getMessage()
            .contains("more than 10"));
  }

  @Test
  void anExistingFileIsNeverWrittenOver() throws Exception {
    Path source = TestPictures.webp(folder.resolve("a.webp"));
    Files.writeString(out(), "mine");
    assertThrows(JobFailure.class, () -> convert(source, "jpeg"));
    assertEquals("mine", Files.readString(out()));
  }
}
