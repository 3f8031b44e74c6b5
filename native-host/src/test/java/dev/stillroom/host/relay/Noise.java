package dev.stillroom.host.relay;

import java.io.PrintStream;
import java.util.Arrays;

/** Starts another main class while a thread prints to standard output without end, as a library. */
public final class Noise {

  private Noise() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream wire = System.out;
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              // The main class's first line takes the wire away; nothing can print before it.
              while (System.out == wire) {
                Thread.onSpinWait();
              }
              for (int i = 0; i < 200_000; i++) {
                System.out.println("a library says hello " + i);
              }
            });
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
