package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EngineKilledTest {

  @Test
  void whatIsNotAcknowledgedWhenTheEngineIsKilledIsSentAgainAndRecordedOnce() throws IOException {
    try (Scene scene = Scene.agreed()) {
      scene.download(Scene.SHOP, "cup-0.webp");
      scene.awaitRow("cup-0.webp");
      ProcessHandle engine = scene.stage().engine().orElseThrow();
      // Frozen, it takes the event from the socket at most, and can acknowledge nothing.
      Tool.run("kill", "-STOP", Long.toString(engine.pid()));
      scene.download(Scene.SHOP, "cup-1.webp");
      Tool.run("kill", "-KILL", Long.toString(engine.pid()));
      engine.onExit().join();
      scene.download(Scene.SHOP, "cup-2.webp");
      scene.awaitRow("cup-1.webp");
      scene.awaitRow("cup-2.webp");
      assertEquals(3, scene.events().size());
      assertNotEquals(engine.pid(), scene.stage().engine().orElseThrow().pid());
    }
  }
}
