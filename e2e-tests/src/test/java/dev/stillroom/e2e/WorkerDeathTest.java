package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkerDeathTest {

  @Test
  void noEventIsLostOrDoubledWhenTheServiceWorkerDiesAgainAndAgain() throws IOException {
    try (Scene scene = Scene.agreed()) {
      scene.download(Scene.SHOP, "cup-0.webp", "cup-1.webp");
      scene.person().stopServiceWorker();
      scene.download(Scene.SHOP, "cup-2.webp");
      scene.person().stopServiceWorker();
      scene.download(Scene.SHOP, "plan.png", "cup-3.webp");
      // The last one wakes the worker that has everything in its storage.
      scene.awaitRow("cup-3.webp");
      for (String name : new String[] {"cup-0.webp", "cup-1.webp", "cup-2.webp", "plan.png"}) {
        scene.awaitRow(name);
      }
      Set<String> ids = new TreeSet<>();
      for (JsonNode event : scene.events()) {
        ids.add(event.path("id").asText());
      }
      assertEquals(5, ids.size());
      assertEquals(5, scene.events().size());
    }
  }
}
