package dev.stillroom.e2e;

import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** axe-core, which finds what a screen reader or weak eyes stumble over. */
final class Axe {

  /** An expression whose value lists what was found, once {@link #script} has run. */
  static final String PROBLEMS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', '))
      """;

  private Axe() {}

  static String script() throws IOException {
    Path project = Stage.imageOfBuild().resolve("../../..").normalize();
    return Files.readString(project.resolve("extension/node_modules/axe-core/axe.min.js"));
  }
}
