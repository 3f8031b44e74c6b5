package dev.stillroom.host.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * Looks into files, in a worker, because what is in them is hostile: the type by the first bytes, a
 * picture's size from its header, the words a document begins with. The job is {@code files},
 * paths; its result is {@code looks}, one object for each, with the members that could be told. A
 * file that cannot be read tells nothing and ends nothing.
 */
public final class LookJob implements Job {

  static final String NAME = "look";

  /** At most so many in one job. */
  static final int MOST = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress) throws JobFailure {
    ArrayNode looks = JSON.createArrayNode();
    JsonNode files = arguments.path("files");
    if (!files.isArray() || files.size() > MOST) {
      throw new JobFailure("the job needs 'files', at most " + MOST + " paths");
    }
    for (JsonNode file : files) {
      looks.add(look(Path.of(file.asText())));
      progress.report((double) looks.size() / files.size(), "looking");
    }
    ObjectNode result = JSON.createObjectNode();
    result.set("looks", looks);
    return result;
  }

  static ObjectNode look(Path file) {
    ObjectNode look = JSON.createObjectNode();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return look;
    }
    try {
      String type = type(file);
      look.put("type", type);
      look.put("picture", type.startsWith("image/") ? picture(file) : null);
      look.put("words", DocumentWords.of(file, type));
    } catch (IOException | RuntimeException | StackOverflowError unreadable) {
      // Whatever a library says of a broken file: what was told until then is kept.
    }
    return look;
  }

  /** By content; the name only tells apart what has the same first bytes, as office files do. */
  static String type(Path file) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.getFileName().toString());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return MimeTypes.getDefaultMimeTypes().detect(in, metadata).getBaseType().toString();
    }
  }

  /** Width and height, for screens and cameras have their own, and what they amount to. */
  private static @Nullable String picture(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return words(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private static String words(int width, int height) {
    double megapixels = (double) width * height / 1e6;
    String size =
        megapixels < 0.07
            ? "icon"
            : megapixels < 0.7 ? "small" : megapixels < 4 ? "middle" : "large";
    double aspect = (double) width / height;
    String form = aspect > 1.15 ? "wide" : aspect < 0.87 ? "tall" : "square";
    return size + " " + form + " " + width + "x" + height;
  }
}
