package dev.stillroom.host.worker;

import dev.stillroom.runtime.job.Worker;
import java.nio.file.Path;
import java.util.List;

/** The command line of a real worker on the tests' own class path. */
public final class WorkerCommand {

  private WorkerCommand() {}

  public static List<String> of(Workers.ClassPath classPath) {
    return java(Worker.class.getName());
  }

  /** A Java process with the tests' class path. */
  public static List<String> java(String main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xms16m",
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main);
  }
}
