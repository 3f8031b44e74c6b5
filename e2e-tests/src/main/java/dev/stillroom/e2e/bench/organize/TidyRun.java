package dev.stillroom.e2e.bench.organize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.watch.LookJob;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * A whole download folder previewed at once.
 *
 * @param placed of {@code files}, those a folder was said for surely enough
 * @param whims those of the wrong ones that nobody could foresee
 * @param seconds of looking into the files and asking the student
 */
public record TidyRun(int files, int placed, int wrong, int whims, double seconds, double looking) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param lines an example of each that was saved
   * @param known so many were put away before; the others lie there
   */
  public static TidyRun of(Path scratch, List<Saved> saved, List<String> lines, int known)
      throws IOException {
    Path examples = Files.write(scratch.resolve("tidy.jsonl"), lines.subList(0, known));
    Path pack = scratch.resolve("tidy.still");
    ObjectNode order = JSON.createObjectNode();
    order.put("kind", "classify").put("examples", examples.toString()).put("out", pack.toString());
    order.put("small", true).put("seed", 1);
    ObjectNode files = JSON.createObjectNode();
    for (Saved one : saved.subList(known, saved.size())) {
      files.withArray("files").add(file(scratch.resolve("folder"), one).toString());
    }
    try {
      new DistillJob().run(order, (fraction, phase) -> {});
      long begun = System.nanoTime();
      JsonNode looks = new LookJob().run(files, (fraction, phase) -> {}).path("looks");
      double looking = (System.nanoTime() - begun) / 1e9;
      Student student = PackReader.read(pack).student();
      int placed = 0;
      int wrong = 0;
      int whims = 0;
      for (int i = known; i < saved.size(); i++) {
        ObjectNode input = (ObjectNode) JSON.readTree(lines.get(i)).path("input");
        if (!saved.get(i).words().isEmpty() && !looks.path(i - known).path("words").isTextual()) {
          throw new IOException(saved.get(i).name() + " was not read: " + looks.path(i - known));
        }
        Prediction said = student.predict(Input.of(input));
        if (said.output() != null
            && !said.output().equals(Saved.LEFT)
            && said.confidence() >= FilingKind.SURE) {
          placed++;
          boolean right = said.output().equals(saved.get(i).folder());
          wrong += right ? 0 : 1;
          whims += !right && saved.get(i).whim() ? 1 : 0;
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new TidyRun(saved.size() - known, placed, wrong, whims, seconds, looking);
    } catch (JobFailure | PackRefused | InterruptedException broken) {
      throw new IOException("Tidy could not be learned: " + broken.getMessage(), broken);
    }
  }

  /** A file as it would lie there: a document with its words, or something short. */
  private static Path file(Path folder, Saved saved) throws IOException {
    Path file = Files.createDirectories(folder).resolve(saved.name());
    if (saved.words().isEmpty()) {
      return Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 9);
        content.newLineAtOffset(40, 700);
        content.showText(saved.words());
        content.endText();
      }
      document.save(file.toFile());
      return file;
    }
  }
}
