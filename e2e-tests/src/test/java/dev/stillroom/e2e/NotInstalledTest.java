package dev.stillroom.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NotInstalledTest {

  @Test
  void withoutTheHostThePopupSaysWhatToDo() throws IOException {
    try (Scene scene = Scene.withoutHost()) {
      scene.person().agree();
      scene.download(Scene.SHOP, "cup-0.webp");
      scene
          .person()
          .until(
              "the popup to name the command that installs the host",
              () -> scene.person().popup().text().contains("stillroom install"));
    }
  }
}
