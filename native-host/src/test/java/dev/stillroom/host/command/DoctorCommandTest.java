package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.install.Finding;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final DoctorCommand command =
      new DoctorCommand(
          new Printer(
              new PrintStream(OutputStream.nullOutputStream()),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false));

  private static Finding finding(String what, boolean right) {
    return new Finding(
        what,
        right ? Finding.State.RIGHT : Finding.State.WRONG,
        "as it is",
        right ? null : "build " + what + " again");
  }

  @Test
  void whatIsWrongIsOneLineOnTheErrorStream() {
    for (boolean json : new boolean[] {true, false}) {
      err.reset();
      assertEquals(0, command.tell(List.of(finding("java", true)), json));
      assertEquals("", err.toString(StandardCharsets.UTF_8));
      assertEquals(1, command.tell(List.of(finding("java", true), finding("image", false)), json));
      assertEquals(
          "stillroom: wrong: image; build image again",
          err.toString(StandardCharsets.UTF_8).strip());
    }
  }
}
