package dev.stillroom.host.apply;

import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.JobFailure;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Has a connected browser decode what nothing else here can. */
@FunctionalInterface
public interface BrowserDecoder {

  /** Where no browser can be asked. */
  BrowserDecoder NONE =
      (source, format) ->
          CompletableFuture.failedFuture(
              new JobFailure(format.symbol() + " is read by nothing here: left alone"));

  /**
   * @return completes with a PNG of the picture's pixels, upright, in sRGB, which is the caller's
   *     to remove; or with a {@link JobFailure}
   */
  CompletableFuture<Path> decode(Path source, PictureFormat format);
}
