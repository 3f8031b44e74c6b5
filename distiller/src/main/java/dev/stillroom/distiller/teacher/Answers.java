package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What teachers answered, on the disk as soon as it is known: nothing is paid for twice, and a run
 * that was killed goes on where it was. A question is found again by its digest under a secret of
 * this home, so that the file does not tell what was asked.
 */
public final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECRET_BYTES = 32;

  private final Path file;
  private final byte[] secret;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** What was said last, whatever examples went with the question. */
  private final Map<String, String> last = new ConcurrentHashMap<>();

  private Answers(Path file, byte... secret) {
    this.file = file;
    this.secret = secret;
  }

  /**
   * Opens those of a home.
   *
   * @param directory the home's directory of teachers
   */
  public static Answers open(Path directory) throws IOException {
    Answers answers = new Answers(directory.resolve("answers.jsonl"), secret(directory));
    try (BufferedReader lines = Files.newBufferedReader(answers.file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          JsonNode one = JSON.readTree(line);
          answers.known.put(one.path("of").asText(), one.path("text").asText());
          answers.last.put(one.path("about").asText(), one.path("text").asText());
        } catch (JsonProcessingException cut) {
          // The process was killed while it wrote.
        }
      }
    } catch (NoSuchFileException first) {
      // Nothing was asked yet.
    }
    return answers;
  }

  private static byte[] secret(Path directory) throws IOException {
    Path file = directory.resolve("secret");
    if (!Files.exists(file)) {
      byte[] fresh = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(fresh);
      OwnFile.replace(file, HexFormat.of().formatHex(fresh));
    }
    try {
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IllegalArgumentException damaged) {
      Files.delete(file);
      return secret(directory);
    }
  }

  /** The answer to a question that was asked before, of the same teacher. */
  Optional<String> find(Teacher teacher, Prompt prompt) {
    return Optional.ofNullable(known.get(key(teacher, prompt)));
  }

  /** The last answer to what a question asks, whatever examples were shown with it. */
  Optional<String> last(Teacher teacher, Prompt prompt) {
    return Optional.ofNullable(last.get(about(teacher, prompt)));
  }

  void keep(Teacher teacher, Prompt prompt, String answer) throws IOException {
    String key = key(teacher, prompt);
    if (known.put(key, answer) == null) {
      String about = about(teacher, prompt);
      last.put(about, answer);
      ObjectNode line = JSON.createObjectNode().put("of", key).put("about", about);
      OwnFile.append(file, line.put("text", answer).toString());
    }
  }

  private String about(Teacher teacher, Prompt prompt) {
    return digest(
        String.join(
            "\0",
            "about",
            teacher.name(),
            prompt.about(),
            prompt.user(),
            String.valueOf(prompt.sample())));
  }

  private String key(Teacher teacher, Prompt prompt) {
    return digest(
        teacher.name()
            + '\0'
            + prompt.system()
            + '\0'
            + prompt.user()
            + '\0'
            + prompt.schema()
            + '\0'
            + prompt.mostTokens()
            + '\0'
            + prompt.sample());
  }

  /** Of a text, under this home's secret: nobody else can make the same. */
  String digest(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
