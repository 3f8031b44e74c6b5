package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.Answers;
import dev.stillroom.distiller.teacher.OneAsk;
import dev.stillroom.distiller.teacher.Purse;
import dev.stillroom.distiller.teacher.Teacher;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The job {@code ask}: one question of the person's. Besides what names the teacher (see {@link
 * TeacherJob}): {@code prompt}, {@code text}, and either {@code dryRun}, which says what would be
 * sent, or {@code expect}, the digest of what the person was shown. What there is of the answer is
 * told while it comes; one that breaks off is given as far as it came, as {@code partial}.
 */
public final class AskJob implements Job {

  private final Clock clock;

  public AskJob() {
    this(Clock.systemUTC());
  }

  AskJob(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ask";
  }

  @Override
  public JsonNode run(JsonNode given, Progress progress) throws JobFailure, InterruptedException {
    ObjectNode arguments = given.deepCopy();
    Purse purse = TeacherJob.purse(arguments);
    List<String> hide = TeacherJob.hidden(arguments);
    String prompt = arguments.path("prompt").asText();
    String text = arguments.path("text").asText("");
    try (Teacher teacher = TeacherJob.teacher(arguments, purse, clock)) {
      Answers answers = Answers.open(Path.of(arguments.path("directory").asText()));
      OneAsk ask = new OneAsk(teacher, answers, purse);
      return arguments.path("dryRun").asBoolean()
          ? ask.preview(prompt, text, hide)
          : ask.ask(
              prompt,
              text,
              hide,
              arguments.path("expect").asText(),
              arguments.path("keep").asBoolean(true),
              new Telling(progress));
    } catch (IOException broken) {
      throw new JobFailure("what teachers answered cannot be read: " + broken);
    }
  }

  /** Tells what there is of the answer, not for each of its words. */
  private final class Telling implements Consumer<String> {

    private static final long EVERY_MILLIS = 80;

    private final Progress progress;
    private long told = Long.MIN_VALUE / 2;

    Telling(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void accept(String soFar) {
      if (clock.millis() - told >= EVERY_MILLIS) {
        told = clock.millis();
        progress.partial(JsonNodeFactory.instance.objectNode().put("answer", soFar));
      }
    }
  }
}
