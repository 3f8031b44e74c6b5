package dev.stillroom.host.command;

import dev.stillroom.host.engine.EngineLog;
import dev.stillroom.host.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What nobody foresaw: one line for the person, and all of it in the log beside the engine's. */
final class Breakdown {

  private static final String LOG = "command.log";

  private Breakdown() {}

  /**
   * Writes the trace down and says in one line what happened, what to do and where the log is.
   *
   * @param line as far as it was parsed
   */
  static String told(Throwable broken, CommandLine line) {
    String what = "this command broke down, and nobody foresaw it: " + broken;
    Path log = null;
    try {
      Home home = home(line);
      home.create();
      log = home.log().resolve(LOG);
      EngineLog written = new EngineLog(log);
      LogRecord record = new LogRecord(Level.SEVERE, "a command broke down");
      record.setLoggerName(name(line));
      record.setThrown(broken);
      written.publish(record);
      written.close();
      return what + ": try again; if it stays, report it with the end of " + log;
    } catch (IOException | RuntimeException unwritten) {
      return what
          + place(broken)
          + ": try again; if it stays, report it with this line"
          + (log == null ? "" : ", as " + log + " cannot be written");
    }
  }

  /** Where it broke, when there is no log that says it. */
  private static String place(Throwable broken) {
    StackTraceElement[] trace = broken.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  private static Home home(CommandLine line) {
    Path named = null;
    for (ParseResult at = line.getParseResult(); at != null; at = at.subcommand()) {
      named = at.matchedOptionValue("--home", named);
    }
    return named == null ? Home.ofEnvironment() : new Home(named.toAbsolutePath().normalize());
  }

  /** The command's words, never its arguments. */
  private static String name(CommandLine line) {
    StringBuilder name = new StringBuilder("stillroom");
    ParseResult at = line.getParseResult();
    while (at != null && (at = at.subcommand()) != null) {
      name.append(' ').append(at.commandSpec().name());
    }
    return name.toString();
  }
}
