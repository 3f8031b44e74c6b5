package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.bench.convert.Conformance;
import dev.stillroom.e2e.bench.convert.Speed;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pictures: what every kind of file comes to, and how long a large one takes. */
public final class ConvertBenchmark implements Benchmark {

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    Path image = Stage.imageOfBuild();
    if (scope.wants("speed")) {
      new Speed(image, scope.quick()).measure(table);
      scope.checkpoint().run();
    }
    if (scope.data() == null) {
      System.err.println("bench convert: without --data only the speed is measured");
    } else if (scope.wants("files")) {
      new Conformance(image, scope.data().resolve("images"), scope.quick()).measure(table);
    }
  }
}
