package dev.stillroom.e2e;

import dev.stillroom.e2e.chapter.ByItself;
import dev.stillroom.e2e.chapter.Chapter;
import dev.stillroom.e2e.chapter.FirstSuggestion;
import dev.stillroom.e2e.chapter.Fixtures;
import dev.stillroom.e2e.chapter.Learning;
import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.chapter.Script;
import dev.stillroom.e2e.chapter.Switches;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo's chapters but the long one; each looks at every claim itself. */
class LoopTest {

  @Test
  void threeConversionsASuggestionAlwaysByItselfAndTakenBack() throws IOException {
    Map<String, Picture> pictures = Pictures.ofBuild().bake(Fixtures.recipes());
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Fixtures.putUp(site, pictures);
      Path keep = Path.of("target", "screenshots").toAbsolutePath();
      keep.toFile().mkdirs();
      Script script = new Script(System.err, System.nanoTime());
      Play play = new Play(person, site, script, pictures, keep);
      for (Chapter chapter :
          List.of(new FirstSuggestion(), new Learning(), new ByItself(), new Switches())) {
        chapter.play(play);
      }
    }
  }
}
