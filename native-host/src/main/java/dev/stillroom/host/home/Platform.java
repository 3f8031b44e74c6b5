package dev.stillroom.host.home;

import java.io.File;
import java.util.Locale;

/** The systems that Stillroom knows, by what differs between them in starting programs. */
public enum Platform {
  LINUX("java", "/dev/null", ".sh"),
  MAC("java", "/dev/null", ".sh"),
  WINDOWS("java.exe", "NUL", ".bat");

  private final String java;
  private final String nowhere;
  private final String scriptEnding;

  Platform(String java, String nowhere, String scriptEnding) {
    this.java = java;
    this.nowhere = nowhere;
    this.scriptEnding = scriptEnding;
  }

  /** The system this process runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name"));
  }

  /** Any other system is Unix enough to be treated as Linux. */
  public static Platform of(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MAC : LINUX;
  }

  /** What java's program is called in a runtime's {@code bin}. */
  public String java() {
    return java;
  }

  /** A file that holds nothing and keeps nothing. */
  public File nowhere() {
    return new File(nowhere);
  }

  /** How the name of a script ends that the system starts. */
  public String scriptEnding() {
    return scriptEnding;
  }
}
