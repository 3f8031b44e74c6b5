package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.Access;
import dev.stillroom.distiller.teacher.Address;
import dev.stillroom.distiller.teacher.Purse;
import dev.stillroom.distiller.teacher.SummaryWriter;
import dev.stillroom.distiller.teacher.Teacher;
import dev.stillroom.distiller.teacher.TeacherFailure;
import dev.stillroom.distiller.teacher.Teachers;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Grounding;
import dev.stillroom.runtime.summary.Segmenter;
import dev.stillroom.runtime.summary.Tokens;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The job {@code write-summary}: a summary in the words of a language model of the person's, on
 * this machine. Its arguments are {@code input}, {@code model} (a GGUF file), {@code home} and
 * {@code sentences}; its result, and each part of it that there is meanwhile, is {@code sentences},
 * each with its {@code text}, the {@code sources} it may come from (sentences of the text, by
 * number and words), what of it is {@code missing} there, and whether it is {@code supported}.
 */
public final class WriteSummaryJob implements Job {

  public static final String NAME = "write-summary";

  /** One part of a long text takes a small model a minute at the most, in seconds. */
  private static final double PATIENCE = 180;

  private static final int MOST_SENTENCES = 12;

  /** Words by which a text that does not name its language is taken for English. */
  private static final Set<String> ENGLISH =
      Set.of("the", "of", "and", "to", "is", "was", "that", "for", "with", "it");

  /** The share of them in an English text, and well above it in none. */
  private static final double OFTEN = 0.08;

  /** Sentences that are looked at for it. */
  private static final int LOOKED_AT = 60;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    Document document = Document.of(Input.of(arguments.path("input")), new Segmenter());
    if (document.sentences().isEmpty()) {
      throw new JobFailure("there is no sentence to summarize");
    }
    Address address = Address.of(arguments.path("model").asText(), null, null, null);
    if (address.protocol() != Address.Protocol.GGUF) {
      throw new JobFailure("summaries are written by a .gguf file on this machine only");
    }
    Access access =
        new Access(
            new Purse(new Purse.Limits(0, 0, 0, 0, 0)),
            new Ledger(Path.of(arguments.path("home").asText()).resolve("teacher")),
            NAME,
            Clock.systemUTC(),
            new Random(1));
    int wanted = Math.clamp(arguments.path("sentences").asInt(4), 1, MOST_SENTENCES);
    progress.report(0.02, "loading");
    Grounding grounding = grounding(document);
    try (Teacher teacher = Teachers.of(address, access, PATIENCE)) {
      List<String> written =
          new SummaryWriter(teacher::ask)
              .write(
                  document,
                  wanted,
                  (fraction, sentences) -> {
                    progress.report(fraction, "writing");
                    progress.partial(grounded(sentences, document, grounding));
                  });
      return grounded(written, document, grounding);
    } catch (TeacherFailure failure) {
      throw new JobFailure(failure.getMessage(), failure);
    }
  }

  /** What sentences mean is told by the encoder, which knows English, where it is installed. */
  private static Grounding grounding(Document document) {
    Optional<Encoder> encoder =
        isEnglish(document)
            ? Encoders.installed().find(EncoderModel.current().digest())
            : Optional.empty();
    if (encoder.isEmpty()) {
      return new Grounding(document);
    }
    try {
      return new Grounding(document, encoder.get()::embed);
    } catch (EncoderFailure broken) {
      return new Grounding(document);
    }
  }

  private static boolean isEnglish(Document document) {
    if (!document.language().isEmpty()) {
      return document.language().equals("en");
    }
    List<String> words =
        document.sentences().stream()
            .limit(LOOKED_AT)
            .flatMap(sentence -> Tokens.of(sentence.text()).stream())
            .toList();
    return words.stream().filter(ENGLISH::contains).count() >= OFTEN * words.size();
  }

  private static ObjectNode grounded(
      List<String> sentences, Document document, Grounding grounding) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode all = result.putArray("sentences");
    for (String sentence : sentences) {
      Grounding.Found found = grounding.find(sentence);
      ObjectNode one = all.addObject().put("text", sentence).put("supported", found.supported());
      ArrayNode sources = one.putArray("sources");
      for (int index : found.sources()) {
        sources
            .addObject()
            .put("index", index)
            .put("text", document.sentences().get(index).text())
            .put("heading", document.sentences().get(index).heading())
            .put("node", document.sentences().get(index).node());
      }
      ArrayNode missing = one.putArray("missing");
      found.missing().forEach(missing::add);
    }
    return result;
  }
}
