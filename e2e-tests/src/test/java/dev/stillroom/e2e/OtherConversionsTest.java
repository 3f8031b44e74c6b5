package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.pictures.Look;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a picture is made, and files that a program converts, as a person meets them. */
class OtherConversionsTest {

  private static final String MAIL = "mail.localhost";
  private static final String TABLE = "judge.localhost";

  @TempDir Path directory;

  @Test
  void aSizeThatIsChosenThreeTimesIsSuggestedWithTheFormat() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Map<String, Picture> pictures =
          Pictures.ofBuild()
              .bake(
                  IntStream.range(0, 3)
                      .mapToObj(i -> Recipe.goods("wide-" + i, Format.WEBP, 1000, 750, 520 + i))
                      .toList());
      scene.site().putUp(Scene.SHOP, "/wide/", "Wide", List.copyOf(pictures.values()));
      scene.person().visit(scene.site().url(Scene.SHOP, "/wide/"));
      for (String name : pictures.keySet()) {
        Path file = scene.person().download(name);
        Popup popup = scene.person().popup();
        Locator row = popup.await(popup.download(name), "the popup's row of " + name);
        row.getByRole(
                AriaRole.COMBOBOX,
                new Locator.GetByRoleOptions().setName("Size of the picture made of " + name))
            .selectOption(new SelectOption().setValue("800"));
        FoldersScene.look(popup.page(), "sized", 360, 480);
        popup.press(row, "Convert to JPEG, 800 px");
        Look look = Look.at(scene.awaitJpeg(file));
        assertEquals(800, look.width(), name);
        assertEquals(600, look.height(), name);
      }
      Popup popup = scene.person().popup();
      Locator proposal = popup.await(popup.proposal(), "the proposal");
      assertTrue(
          proposal.innerText().contains("Each time at most 800 pixels wide or high."),
          proposal::innerText);
    }
  }

  @Test
  void aProgramThatWasAllowedConvertsAndIsTakenBackInTheOptions() throws IOException {
    try (Scene scene = Scene.agreed()) {
      // What makes a PDF of it is a copy here, since no office is on every machine.
      scene
          .stage()
          .stillroom("programs", "allow", "pdf", "--from", "odt", "--", "cp", "{in}", "{out}");
      scene.site().putUpText(MAIL, "/letter.odt", "application/octet-stream", "%PDF-1.7 a letter");
      scene
          .site()
          .putUp(
              MAIL,
              "/",
              "<!doctype html><title>Mail</title>"
                  + "<a download href=\"/letter.odt\">Download letter.odt</a>");
      scene.person().visit(scene.site().url(MAIL, "/"));
      Path letter = scene.person().download("letter.odt");
      Popup popup = scene.person().popup();
      Locator row = popup.await(popup.download("letter.odt"), "the letter's row");
      popup.press(row, "Convert to PDF");
      Path pdf = letter.resolveSibling("letter.pdf");
      scene.person().until("the PDF", () -> Files.exists(pdf));
      scene.person().until("the row to say so", () -> row.innerText().contains("PDF"));

      Page options = scene.person().open("options.html#tasks");
      Locator allowed = options.locator("[data-program=pdf][data-allowed=true]");
      scene.person().until("what is allowed", () -> allowed.count() == 1);
      assertTrue(allowed.innerText().contains("cp {in} {out}"), allowed::innerText);
      FoldersScene.look(options, "programs", 480, 1100);
      allowed.getByRole(AriaRole.BUTTON).click();
      scene.person().until("the permission to be gone", () -> allowed.count() == 0);
      assertEquals(0, scene.ask("programs", "list").path("allowed").size());
    }
  }

  @Test
  void archivesThatAreUnpackedThreeTimesAreSuggestedAndUndoTakesTheFolderAway() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Popup popup = null;
      for (int i = 0; i < 3; i++) {
        String name = "photos-" + i + ".zip";
        Path archive = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
          zip.putNextEntry(new ZipEntry("sea/waves.txt"));
          zip.write(("waves " + i).getBytes(StandardCharsets.UTF_8));
        }
        String page = "<!doctype html><title>Get</title><a download href=\"%s\">Download %s</a>";
        scene.site().putUp(TABLE, "/get", page.formatted(scene.site().lend(archive), name));
        scene.person().visit(scene.site().url(TABLE, "/get"));
        Path file = scene.person().download(name);
        popup = scene.person().popup();
        Locator row = popup.await(popup.download(name), "the row of " + name);
        popup.press(row, "Unpack");
        Path unpacked = file.resolveSibling("photos-" + i).resolve("sea/waves.txt");
        scene.person().until("the unpacked file", () -> Files.exists(unpacked));
        assertEquals("waves " + i, Files.readString(unpacked));
        scene.person().until("the row to say so", () -> row.innerText().contains("Unpacked"));
      }
      Locator proposal = popup.await(popup.proposal(), "the proposal");
      assertTrue(
          proposal.innerText().contains("Shall I unpack the next one for you?"),
          proposal::innerText);
      assertTrue(
          proposal.innerText().contains("You unpacked 3 of 3 ZIP files"), proposal::innerText);
      FoldersScene.look(popup.page(), "unpacked", 360, 480);
      Path folder = scene.stage().downloads().resolve("photos-2");
      popup.press(popup.download("photos-2.zip"), "Undo");
      scene.person().until("the folder to be gone", () -> Files.notExists(folder));
      assertTrue(Files.exists(folder.resolveSibling("photos-2.zip")));
    }
  }
}
