package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Locale;

/** The last step of every kind: the model and its card become a file, within the limit. */
final class Packing {

  /** An odd number; the one in the middle counts. */
  private static final int LOADS = 9;

  private Packing() {}

  /**
   * Writes the pack.
   *
   * @return what {@code distill --json} prints
   * @throws JobFailure also where the whole file would be larger than allowed
   */
  static ObjectNode write(Model model, ObjectNode card, Distillation.Order order)
      throws JobFailure {
    // Only the file knows.
    card.remove("bytes");
    long bytes = bytes(model, card);
    long most = order.limits().maxBytes();
    if (most > 0 && bytes > most) {
      throw new JobFailure(
          "the model has "
              + bytes
              + " bytes with its card, the limit is "
              + most
              + ": raise --max-size");
    }
    try {
      PackWriter.write(order.out(), model, card);
      return Card.printed(PackReader.read(order.out()));
    } catch (IOException broken) {
      throw new JobFailure(
          "the model cannot be written to " + order.out() + ": " + why(broken), broken);
    } catch (PackRefused refused) {
      throw new JobFailure("the model was written but " + refused.getMessage(), refused);
    }
  }

  /**
   * Holds a model against the limit of time for an answer.
   *
   * @param millis what it takes
   * @param what the model is called
   */
  static void checkLatency(double millis, String what, Distillation.Order order) throws JobFailure {
    double most = order.limits().maxLatencyMillis();
    if (most > 0 && millis > most) {
      throw new JobFailure(
          String.format(
              Locale.ROOT,
              "%s answers within %.2f ms, the limit is %s ms: raise --max-latency-ms",
              what,
              millis,
              most));
    }
  }

  /** The size of the whole file. */
  static long bytes(Model model, ObjectNode card) {
    return PackWriter.bytes(model, card).length;
  }

  /** How long it takes to read such a file, in milliseconds: the median of a few times. */
  static double loadMillis(Model model, ObjectNode card) {
    byte[] bytes = PackWriter.bytes(model, card);
    double[] loads = new double[LOADS];
    for (int i = 0; i < loads.length; i++) {
      long start = System.nanoTime();
      try {
        PackReader.read("the new model", ByteBuffer.wrap(bytes));
      } catch (PackRefused broken) {
        throw new IllegalStateException("a pack was written that cannot be read", broken);
      }
      loads[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(loads);
    return loads[LOADS / 2];
  }

  /** The system's reason; without one its message is a path alone. */
  static String why(IOException broken) {
    return broken instanceof FileSystemException about && about.getReason() != null
        ? about.getReason()
        : "no file can be made there";
  }
}
