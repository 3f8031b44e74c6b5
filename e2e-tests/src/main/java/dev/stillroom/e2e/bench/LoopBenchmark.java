package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Path;

/** The figures of the whole loop: start-up, memory, journal, model, conversion. */
public final class LoopBenchmark implements Benchmark {

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    Path image = Stage.imageOfBuild();
    say("start-up and memory");
    new StartUp(image, quick).measure(table);
    say("journal");
    new JournalLatency(image, quick).measure(table);
    say("model");
    new ModelFigures(image, quick).measure(table);
    say("conversion");
    new Conversions(image, quick).measure(table);
  }

  private static void say(String part) {
    System.err.println("bench loop: " + part);
  }
}
