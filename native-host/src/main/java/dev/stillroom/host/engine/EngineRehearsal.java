package dev.stillroom.host.engine;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import java.nio.file.Path;

/**
 * What the engine's ahead-of-time cache is made from: a model's first answer, then the engine
 * itself.
 */
final class EngineRehearsal {

  private EngineRehearsal() {}

  /**
   * @param arguments a model
   */
  public static void main(String[] arguments) throws PackRefused {
    System.setOut(System.err);
    Pack pack = PackReader.read(Path.of(arguments[0]), Encoders.installed());
    pack.student().predict(Input.of(TextNode.valueOf("what an engine reads first")));
    EngineMain.main(new String[0]);
  }
}
