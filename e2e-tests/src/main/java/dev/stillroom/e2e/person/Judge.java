package dev.stillroom.e2e.person;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.pictures.Look;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Compares two pictures as a viewer shows them. The browser decodes both, honours orientation and
 * profile, and lays them on white; no code of the product's has a say.
 */
public final class Judge {

  /** Mean difference of a channel, of 255, that two encoders may make of the same picture. */
  private static final double SAME_TO_THE_EYE = 6;

  private static final String COMPARE =
      """
      async shown => {
        const seen = [];
        for (const [path, width, height] of shown) {
          const image = new Image();
          image.src = path;
          await image.decode();
          const canvas = new OffscreenCanvas(96, 96);
          const pen = canvas.getContext('2d');
          pen.fillStyle = 'white';
          pen.fillRect(0, 0, 96, 96);
          // Chromium turns JPEG by its EXIF orientation, and leaves WebP lying on its side.
          const turn = image.naturalWidth !== width || image.naturalHeight !== height;
          if (turn) {
            if (image.naturalWidth !== height || image.naturalHeight !== width) return null;
            pen.translate(96, 0);
            pen.rotate(Math.PI / 2);
          }
          pen.drawImage(image, 0, 0, 96, 96);
          seen.push(pen.getImageData(0, 0, 96, 96).data);
        }
        const [a, b] = seen;
        let sum = 0;
        for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
        return sum / (a.length * 3 / 4);
      }
      """;

  private final Page table;
  private final Site site;

  public Judge(Person person, Site site) {
    this.site = site;
    this.table = person.context().newPage();
    table.navigate(site.judgesTable());
    person.turnTo(person.page());
  }

  /**
   * What is wrong with a conversion, in one line; empty when nothing is.
   *
   * @param before the original
   * @param after the JPEG made of it
   */
  public String fault(Path before, Path after) throws IOException {
    Look was = Look.at(before);
    Look is = Look.at(after);
    if (!is.format().equals("jpeg")) {
      return after + " is " + is.format() + ", not jpeg";
    }
    if (was.shownWidth() != is.shownWidth() || was.shownHeight() != is.shownHeight()) {
      return after + " has another size or orientation than " + before + ": " + is + " from " + was;
    }
    if (was.icc() != null && !was.icc().equals(is.icc())) {
      return after + " lost the ICC profile of " + before;
    }
    Object answer = table.evaluate(COMPARE, List.of(shown(before, was), shown(after, is)));
    if (answer == null) {
      return "the browser shows " + before + " or " + after + " in another size than they say";
    }
    double difference = ((Number) answer).doubleValue();
    return difference <= SAME_TO_THE_EYE
        ? ""
        : String.format(
            Locale.ROOT, "%s looks different from %s: by %.1f of 255", after, before, difference);
  }

  private List<Object> shown(Path file, Look look) {
    return List.of(site.lend(file), look.shownWidth(), look.shownHeight());
  }
}
