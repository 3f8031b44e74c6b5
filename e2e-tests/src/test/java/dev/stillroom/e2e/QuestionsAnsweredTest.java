package dev.stillroom.e2e;

import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.chapter.QuestionsAnswered;
import dev.stillroom.e2e.chapter.Script;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo's chapter, which looks at every claim itself. */
class QuestionsAnsweredTest {

  @Test
  void aQuestionThatComesBackIsAnsweredByASmallModel() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      person.agree();
      Script script = new Script(System.err, System.nanoTime());
      new QuestionsAnswered().play(new Play(person, site, script, Map.of(), null));
    }
  }
}
