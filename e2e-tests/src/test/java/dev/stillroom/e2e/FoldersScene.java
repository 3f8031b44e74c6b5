package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Papers;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A person who keeps invoices and tickets in folders, and a bank and a railway that send them. */
final class FoldersScene implements AutoCloseable {

  static final int PAPERS = 30;

  private final Site site;
  private final Stage stage;
  private final Person person;
  final Path invoices;
  final Path tickets;

  FoldersScene() throws IOException {
    this.site = Site.start();
    this.stage = Stage.set(Stage.imageOfBuild());
    this.person = Person.on(stage, false);
    Papers.putUp(site, Papers.BANK, "Your invoices", names(true));
    Papers.putUp(site, Papers.RAIL, "Your tickets", names(false));
    this.invoices = Files.createDirectory(stage.downloads().toRealPath().resolve("Invoices"));
    this.tickets = Files.createDirectory(stage.downloads().toRealPath().resolve("Tickets"));
  }

  private static List<String> names(boolean invoices) {
    return IntStream.range(0, PAPERS)
        .mapToObj(i -> invoices ? Papers.invoice(i) : Papers.ticket(i))
        .toList();
  }

  Person person() {
    return person;
  }

  Popup popup() {
    return person.popup();
  }

  Stage stage() {
    return stage;
  }

  Path invoice(int number) throws IOException {
    return download(Papers.BANK, Papers.invoice(number));
  }

  Path ticket(int number) throws IOException {
    return download(Papers.RAIL, Papers.ticket(number));
  }

  private Path download(String host, String name) throws IOException {
    person.visit(site.url(host, "/"));
    return person.download(name);
  }

  /** What a file manager does. */
  static Path move(Path file, Path folder) throws IOException {
    return Files.move(file, folder.resolve(file.getFileName()));
  }

  JsonNode ask(String... arguments) throws IOException {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return new ObjectMapper().readTree(stage.stillroom(all));
  }

  /** Says yes to what is proposed and waits until it is learned. */
  void learn() {
    Popup popup = popup();
    popup.await(popup.proposal(), "a proposal to put downloads away");
    popup.press(popup.proposal(), "Yes, learn it");
    person.until(
        "the folders to be learned",
        () -> popup.page().locator("article[data-phase=READY]").count() > 0);
  }

  /** Saves what a page looks like, after a look for what keeps people from using it. */
  static void look(Page page, String name, int narrow, int wide) throws IOException {
    page.evaluate(Axe.script());
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(page, Path.of("target", "screenshots").toAbsolutePath(), name, narrow, wide);
  }

  @Override
  public void close() throws IOException {
    try (stage;
        site) {
      person.close();
    }
  }
}
