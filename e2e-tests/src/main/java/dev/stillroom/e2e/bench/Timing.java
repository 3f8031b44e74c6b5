package dev.stillroom.e2e.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long something took each time: by the clock, and of this thread's processor time, which is
 * the same however busy the machine is.
 */
final class Timing {

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final List<Double> wall = new ArrayList<>();
  private final List<Double> processor = new ArrayList<>();

  /** What may fail in one way of its own. */
  interface Work<T, E extends Exception> {
    T done() throws E;
  }

  <T, E extends Exception> T measure(Work<T, E> work) throws E {
    long spent = clock.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    T done = work.done();
    wall.add((System.nanoTime() - began) / 1e6);
    processor.add((clock.getCurrentThreadCpuTime() - spent) / 1e6);
    return done;
  }

  /** By the clock, in milliseconds: the share {@code q} of all times is no longer. */
  double wall(double q) {
    return HostProcess.quantile(wall, q);
  }

  /** Of processor time, in milliseconds: the share {@code q} of all times is no longer. */
  double processor(double q) {
    return HostProcess.quantile(processor, q);
  }

  int times() {
    return wall.size();
  }

  /** Both medians in words. */
  String median() {
    return String.format(
        Locale.ROOT, "%.1f ms (%.1f of processor time)", wall(0.5), processor(0.5));
  }

  /** The machine's load, which a time by the clock means nothing without. */
  static String load() {
    return String.format(
        Locale.ROOT,
        "load %.1f",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
