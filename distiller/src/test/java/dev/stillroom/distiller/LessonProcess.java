package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/** A distillation in a process of its own, for tests that kill it. */
public final class LessonProcess {

  private LessonProcess() {}

  public static void main(String[] arguments) throws Exception {
    new DistillJob()
        .run(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()), (part, phase) -> {});
  }
}
