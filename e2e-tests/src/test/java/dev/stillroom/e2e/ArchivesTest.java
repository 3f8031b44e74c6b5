package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.person.Extension;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Tool;
import dev.stillroom.e2e.site.Site;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The extension as people get it: the archives that {@code ./stillroom package --type extension}
 * makes, not the folders they are made of.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchivesTest {

  private static final String SHOP = "shop.localhost";

  private Path directory;

  @BeforeAll
  void archives(@TempDir Path scratch) throws IOException {
    directory = scratch;
    Path installers = Stage.imageOfBuild().getParent();
    assumeTrue(Files.isDirectory(installers.resolve("classes")), "tried with an installed program");
    Tool.run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        installers.resolve("classes") + File.pathSeparator + installers + "/image/lib/host/*",
        "dev.stillroom.installers.Packages",
        "--type",
        "extension",
        "--out",
        directory.toString(),
        installers.resolve("../..").normalize().toString());
  }

  private Path archive(String ending) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private static Site shop() throws IOException {
    Recipe cup = Recipe.goods("cup-0", Format.WEBP, 200, 150, 500);
    List<Picture> pictures = List.copyOf(Pictures.ofBuild().bake(List.of(cup)).values());
    Site site = Site.start();
    site.putUp(SHOP, "/", "Cups", pictures);
    return site;
  }

  @Test
  void theXpiGoesIntoFirefoxAsItIsAndADownloadIsSeen() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Site site = shop();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Firefox firefox = Firefox.withArchive(stage, archive(".xpi"))) {
      Firefox.Tab welcome = firefox.tab("welcome.html");
      welcome.await("[data-kind=connected]");
      welcome.press("Start");
      welcome.await("[data-step=record].done");
      firefox
          .visit(site.url(SHOP, "/"))
          .text(
              "([...document.querySelectorAll('a')]"
                  + ".find(a => a.textContent === 'Download cup-0.webp').click(), 1)");
      firefox.open("popup.html").await("li[data-kind=download][data-name='cup-0.webp']");
    }
  }

  @Test
  void theZipUnpackedGoesIntoChromiumAndADownloadIsSeen() throws IOException {
    Path unpacked = directory.resolve("unpacked");
    unpack(archive(".zip"), unpacked);
    Extension extension = Extension.in(unpacked);
    assertEquals(Extension.ofImage(Stage.imageOfBuild()).id(), extension.id(), "which hosts allow");
    try (Site site = shop();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.with(stage, extension)) {
      person.agree();
      person.visit(site.url(SHOP, "/"));
      person.download("cup-0.webp");
      person.popup().await(person.popup().download("cup-0.webp"), "the popup's row");
    }
  }

  private static void unpack(Path archive, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Path file = target.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
  }
}
