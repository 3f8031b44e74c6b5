package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what a rescan of 10,000 files costs: a measurement to run by hand, not a test. */
final class RescanSpeed {

  private RescanSpeed() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("rescan");
    try (Desk desk = new Desk(directory)) {
      for (int i = 0; i < 10_000; i++) {
        Files.writeString(desk.path("file-" + i + (i % 2 == 0 ? ".webp" : ".png")), "x" + i);
      }
      desk.settings.remove("scannedFolders");
      measure("first scan", desk);
      for (int i = 0; i < 5; i++) {
        measure("nothing changed", desk);
      }
      for (int i = 0; i < 5; i++) {
        long begun = System.nanoTime();
        Listing.of(desk.folders.allowed());
        long listed = System.nanoTime();
        new KnownFiles(desk.journal).below(desk.folders.allowed());
        System.err.printf(
            "listing %.1f ms, known files %.1f ms%n",
            (listed - begun) / 1e6, (System.nanoTime() - listed) / 1e6);
      }
      for (int i = 0; i < 100; i++) {
        desk.download("new-" + i + ".webp");
      }
      measure("after 100 downloads", desk);
      for (int i = 0; i < 100; i++) {
        desk.write("new-" + i + ".jpg");
      }
      measure("100 new files", desk);
      measure("100 new files again", desk);
      desk.settle();
      System.err.println("deeds: " + desk.told.size());
    }
  }

  private static void measure(String what, Desk desk) {
    long begun = System.nanoTime();
    desk.watcher.rescan();
    System.err.printf("%s: %.1f ms%n", what, (System.nanoTime() - begun) / 1e6);
  }
}
