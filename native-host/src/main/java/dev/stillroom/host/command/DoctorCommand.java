package dev.stillroom.host.command;

import dev.stillroom.host.apply.Codecs;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.Doctor;
import dev.stillroom.host.install.Finding;
import dev.stillroom.host.install.Surroundings;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "What is installed, where, and what is wrong, with one remedy for each fault.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin private Session session;

  private final Printer printer;

  DoctorCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings =
        new Doctor(
                session.home(),
                Program.ofEnvironment(),
                Surroundings.ofEnvironment(),
                Codecs.available(),
                DoctorCommand::tryEncoder)
            .look(true);
    return tell(findings, session.json);
  }

  int tell(List<Finding> findings, boolean json) {
    List<Finding> wrong =
        findings.stream().filter(finding -> finding.state() == Finding.State.WRONG).toList();
    boolean right = wrong.isEmpty();
    if (json) {
      printer.json(Map.of("right", right, "findings", findings));
    } else {
      for (Finding finding : findings) {
        printer.line(mark(finding.state()) + " " + finding.what() + ": " + finding.detail());
        if (finding.remedy() != null) {
          printer.line("    → " + finding.remedy());
        }
      }
    }
    if (!right) {
      printer.error(
          "wrong: "
              + wrong.stream().map(Finding::what).collect(Collectors.joining(", "))
              + "; "
              + wrong.getFirst().remedy()
              + (wrong.size() == 1 ? "" : "; then see what the list says of the others"));
    }
    return right ? 0 : 1;
  }

  /** Its libraries and files can be damaged in more ways than missing. */
  private static String tryEncoder(Path directory) {
    Encoders encoders = new Encoders(directory, null, Clock.systemUTC());
    try (Encoder encoder = encoders.named(EncoderModel.current().digest()).orElseThrow()) {
      encoder.embedAfresh("word");
      return encoder.model().file() + ": " + encoder.loading();
    }
  }

  private static String mark(Finding.State state) {
    return switch (state) {
      case RIGHT -> "ok   ";
      case ABSENT -> "-    ";
      case WRONG -> "WRONG";
    };
  }
}
