package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.bench.convert.Conformance;
import dev.stillroom.e2e.bench.convert.Speed;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Path;

/** Pictures: what every kind of file comes to, and how long a large one takes. */
public final class ConvertBenchmark implements Benchmark {

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    Path image = Stage.imageOfBuild();
    new Speed(image, quick).measure(table);
    if (data == null) {
      System.err.println("bench convert: without --data only the speed is measured");
      return;
    }
    new Conformance(image, data.resolve("images")).measure(table);
  }
}
