package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Converts one picture into a new temporary file, in a worker. The type is read from the content
 * and the size from the header before anything is decoded; the result is turned upright, keeps EXIF
 * and colour profile, is synced, and is read back and decoded to its end before it counts.
 */
public final class ConvertJob implements Job {

  /** What need not wait for a decoder: digests, the disk. */
  private static final Executor BESIDE = work -> Thread.ofPlatform().daemon().start(work);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_QUALITY = 90;

  /** What is narrower would have no width left, in pixels. */
  private static final int SHRUNK_FROM = 64;

  @Override
  public String name() {
    return Conversion.JOB;
  }

  /** Converts a black square in memory: what that needs is there, then, and has run once. */
  @Override
  public void prepare() {
    VipsLibrary.Limits.load();
    if (!VipsLibrary.there()) {
      return;
    }
    VipsLibrary vips = VipsLibrary.load();
    try (Picture black = Picture.black(vips, SHRUNK_FROM)) {
      JSON.treeToValue(
          JSON.valueToTree(new Conversion("", "", "", null, Conversion.Limits.USUAL)),
          Conversion.class);
      black.encode(PictureFormat.PNG, DEFAULT_QUALITY, (png, n) -> tryOut(vips, copy(png, n)));
    } catch (JobFailure | JsonProcessingException later) {
      // The job itself will say what is wrong.
    }
  }

  private static void tryOut(VipsLibrary vips, Memory png) throws JobFailure {
    try (Picture read = Picture.open(vips, png, PictureFormat.PNG, false);
        Picture upright = read.upright()) {
      upright.encode(
          PictureFormat.JPEG,
          DEFAULT_QUALITY,
          (jpeg, n) -> {
            Memory written = copy(jpeg, n);
            verify(vips, written, PictureFormat.JPEG, upright);
            Sha256.ofSystem().of(written);
          });
    }
  }

  private static Memory copy(Pointer bytes, long n) {
    Memory copy = new Memory(n);
    copy.write(0, bytes.getByteArray(0, (int) n), 0, (int) n);
    return copy;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress) throws JobFailure {
    Conversion conversion;
    try {
      conversion = JSON.treeToValue(arguments, Conversion.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure("the conversion cannot be read: " + e.getOriginalMessage(), e);
    }
    return JSON.valueToTree(convert(conversion, progress));
  }

  private static Conversion.Result convert(Conversion conversion, Progress progress)
      throws JobFailure {
    Path source = Path.of(conversion.source());
    Goal goal =
        Goal.of(conversion.to())
            .orElseThrow(
                () ->
                    new JobFailure(
                        "pictures are converted to jpeg, png or webp, not to " + conversion.to()));
    PictureFormat to = goal.format();
    int quality = conversion.quality() == null ? DEFAULT_QUALITY : conversion.quality();
    if (quality < 1 || quality > 100) {
      throw new JobFailure("quality must be 1 to 100: " + quality);
    }
    Conversion.Limits limits =
        conversion.limits() == null ? Conversion.Limits.USUAL : conversion.limits();
    VipsLibrary.Limits.set(limits.memoryBytes());
    progress.report(0.05, "reading");
    Memory bytes = PictureFile.read(source, limits.sourceBytes());
    PictureFormat from = formatOf(source, bytes);
    if (from == to) {
      throw new JobFailure(source.getFileName() + " is " + to.name() + " already: left alone");
    }
    try {
      Path temporary = Path.of(conversion.temporary());
      if (conversion.decoded() != null) {
        Memory pixels = PictureFile.read(Path.of(conversion.decoded()), limits.sourceBytes());
        byte[] original = array(bytes);
        return plainly(
            temporary,
            bytes,
            from,
            PlainConversion.ofDecoded(array(pixels), original, from, goal, quality, limits),
            "decoded by the browser: camera data and colour profile were not carried over");
      }
      if (!VipsLibrary.there()) {
        PlainConversion.Converted made =
            PlainConversion.convert(array(bytes), from, goal, quality, limits);
        boolean lost = made.facts().exif() || made.facts().profile();
        String note =
            lost
                ? "made without libvips: camera data and colour profile were not carried over"
                : null;
        return plainly(temporary, bytes, from, made, note);
      }
      return convert(
          VipsLibrary.load(), source, bytes, from, temporary, goal, quality, limits, progress);
    } catch (JobFailure e) {
      throw new JobFailure("cannot convert " + source.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static Conversion.Result convert(
      VipsLibrary vips,
      Path source,
      Memory bytes,
      PictureFormat from,
      Path temporary,
      Goal goal,
      int quality,
      Conversion.Limits limits,
      Progress progress)
      throws JobFailure {
    PictureFormat to = goal.format();
    boolean turned;
    try (Picture header = Picture.open(vips, bytes, from, true)) {
      refuseWhatIsTooMuch(header, from, bytes, limits);
      turned = header.orientation() > 1;
    }
    Sha256 digests = Sha256.ofSystem();
    CompletableFuture<String> sourceDigest =
        CompletableFuture.supplyAsync(() -> digests.of(bytes), BESIDE);
    Deque<Picture> steps = new ArrayDeque<>();
    try {
      Picture original = Picture.open(vips, bytes, from, !turned);
      steps.push(original);
      if (turned) {
        steps.push(steps.peek().upright());
      }
      if (steps.peek().inCmyk() || to != PictureFormat.PNG && !steps.peek().inEightBits()) {
        steps.push(steps.peek().inCommonColours());
      }
      if (to == PictureFormat.JPEG && steps.peek().hasAlpha()) {
        steps.push(steps.peek().onWhite());
      }
      if (goal.side() != null && steps.peek().longerSide() > goal.side()) {
        steps.push(steps.peek().atMost(goal.side()));
      }
      Picture last = steps.peek();
      progress.report(0.2, "converting");
      last.encode(
          to, quality, (encoded, n) -> PictureFile.write(temporary, encoded.getByteBuffer(0, n)));
      progress.report(0.8, "checking");
      CompletableFuture<JobFailure> synced =
          CompletableFuture.supplyAsync(() -> PictureFile.sync(temporary), BESIDE);
      Memory written;
      try {
        written = PictureFile.read(temporary, Long.MAX_VALUE);
        verify(vips, written, to, last);
        if (synced.join() != null) {
          throw synced.join();
        }
      } catch (JobFailure e) {
        PictureFile.remove(temporary);
        throw e;
      }
      return new Conversion.Result(
          last.width(),
          last.height(),
          written.size(),
          digests.of(written),
          original.hasAlpha(),
          original.hasIcc(),
          original.hasExif(),
          original.orientation(),
          from.symbol(),
          bytes.size(),
          sourceDigest.join(),
          written.size() > bytes.size());
    } finally {
      steps.forEach(Picture::close);
    }
  }

  private static byte[] array(Memory bytes) {
    return bytes.getByteArray(0, Math.toIntExact(bytes.size()));
  }

  /** What Java made, where the system has no libvips. */
  private static Conversion.Result plainly(
      Path temporary,
      Memory bytes,
      PictureFormat from,
      PlainConversion.Converted made,
      @Nullable String note)
      throws JobFailure {
    PictureFile.write(temporary, ByteBuffer.wrap(made.encoded()));
    Memory written;
    try {
      written = PictureFile.read(temporary, Long.MAX_VALUE);
      JobFailure notSynced = PictureFile.sync(temporary);
      if (notSynced != null) {
        throw notSynced;
      }
      if (!written.getByteBuffer(0, written.size()).equals(ByteBuffer.wrap(made.encoded()))) {
        throw new JobFailure("the result was not written as it was made: not kept");
      }
    } catch (JobFailure e) {
      PictureFile.remove(temporary);
      throw e;
    }
    Sha256 digests = Sha256.ofJava();
    PictureFacts facts = made.facts();
    return new Conversion.Result(
        made.width(),
        made.height(),
        written.size(),
        digests.of(written),
        made.alpha(),
        facts.profile(),
        facts.exif(),
        facts.orientation(),
        from.symbol(),
        bytes.size(),
        digests.of(bytes),
        written.size() > bytes.size(),
        note);
  }

  private static PictureFormat formatOf(Path source, Memory bytes) throws JobFailure {
    byte[] head = bytes.getByteArray(0, (int) Math.min(PictureFormat.SNIFFED_BYTES, bytes.size()));
    return PictureFormat.sniff(head)
        .filter(PictureFormat::isRead)
        .orElseThrow(
            () ->
                new JobFailure(
                    source.getFileName()
                        + " is no picture that can be read (JPEG, PNG, WebP, TIFF, GIF, AVIF,"
                        + " HEIC): left alone"));
  }

  private static void refuseWhatIsTooMuch(
      Picture header, PictureFormat from, Memory bytes, Conversion.Limits limits)
      throws JobFailure {
    long pixels = (long) header.width() * header.height();
    if (pixels > limits.pixels()) {
      throw new JobFailure(
          header.width()
              + " × "
              + header.height()
              + " pixels are more than "
              + limits.pixels()
              + ": left alone");
    }
    boolean hidden =
        switch (from) {
          case PNG -> isAnimatedPng(bytes);
          // The library counts none behind a damaged one.
          case GIF -> PictureFacts.severalFrames(bytes.getByteBuffer(0, bytes.size()));
          case JPEG, WEBP, TIFF, AVIF, HEIC, BMP, JXL -> false;
        };
    if (header.pages() > 1 || hidden) {
      throw new JobFailure("it is animated or has several pages: left alone");
    }
  }

  /** An animated PNG has an acTL chunk before its first IDAT; libpng does not say so. */
  private static boolean isAnimatedPng(Memory bytes) {
    ByteBuffer buffer = bytes.getByteBuffer(0, bytes.size()).order(ByteOrder.BIG_ENDIAN);
    for (long at = 8; at + 12 <= bytes.size(); ) {
      long length = Integer.toUnsignedLong(buffer.getInt((int) at));
      int type = buffer.getInt((int) at + 4);
      if (type == 0x6163544C) { // acTL
        return true;
      }
      if (type == 0x49444154) { // IDAT
        return false;
      }
      at += 12 + length;
    }
    return false;
  }

  private static void verify(VipsLibrary vips, Memory written, PictureFormat to, Picture meant)
      throws JobFailure {
    try (Picture again = Picture.open(vips, written, to, true)) {
      if (again.width() != meant.width() || again.height() != meant.height()) {
        throw new JobFailure(
            "the result has " + again.width() + " × " + again.height() + " pixels: not kept");
      }
      // Every byte of it is read; the pixels of a JPEG are not needed in full for that.
      boolean large = Math.min(meant.width(), meant.height()) >= SHRUNK_FROM;
      try (Picture whole =
          large ? Picture.openToCheck(vips, written, to) : Picture.open(vips, written, to, true)) {
        whole.decode();
      }
    }
  }
}
