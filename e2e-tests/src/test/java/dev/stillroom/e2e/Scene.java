package dev.stillroom.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.bench.HostProcess;
import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small site, a stage and a person: what every browser test begins with. */
final class Scene implements AutoCloseable {

  static final String SHOP = "shop.localhost";
  static final String BLOG = "blog.localhost";

  private final Site site;
  private final Stage stage;
  private final Person person;

  private Scene(boolean host) throws IOException {
    this(host, Stage.imageOfBuild(), Map.of());
  }

  private Scene(boolean host, Path image, Map<String, String> environment) throws IOException {
    if (!Files.exists(image.resolve("bin/stillroom"))) {
      throw new IOException(image + " is not built: run ./stillroom test, or mvn verify");
    }
    this.site = Site.start();
    this.stage = Stage.set(image);
    environment.forEach(stage::with);
    this.person = host ? Person.on(stage, false) : Person.withoutHost(stage, false);
    List<Recipe> recipes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      recipes.add(Recipe.goods("cup-" + i, Format.WEBP, 200, 150, 500 + i));
    }
    recipes.add(Recipe.chart("plan", Format.PNG, 200, 150, 510));
    recipes.add(Recipe.photo("lake", Format.JPEG, 240, 160, 511));
    Map<String, Picture> pictures = Pictures.ofBuild().bake(recipes);
    site.putUp(SHOP, "/", "Cups", List.copyOf(pictures.values()));
    site.putUp(BLOG, "/", "Diary", List.copyOf(pictures.values()));
  }

  /** A person who has agreed to what is recorded. */
  static Scene agreed() throws IOException {
    Scene scene = new Scene(true);
    scene.person.agree();
    return scene;
  }

  /** The same on a system without libvips. */
  static Scene withoutLibvips() throws IOException {
    Scene scene = new Scene(true, Stage.imageOfBuild(), Map.of("STILLROOM_LIBVIPS", "off"));
    scene.person.agree();
    return scene;
  }

  /** The same with a program that stands elsewhere. */
  static Scene agreed(Path image) throws IOException {
    Scene scene = new Scene(true, image, Map.of());
    scene.person.agree();
    return scene;
  }

  /** A person who has just installed it. */
  static Scene notYetAgreed() throws IOException {
    return new Scene(true);
  }

  /** A browser that finds no native host. */
  static Scene withoutHost() throws IOException {
    return new Scene(false);
  }

  Person person() {
    return person;
  }

  Stage stage() {
    return stage;
  }

  Site site() {
    return site;
  }

  /** Goes to a page and downloads pictures from it. */
  List<Path> download(String host, String... names) throws IOException {
    person.visit(site.url(host, "/"));
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(person.download(name));
    }
    return files;
  }

  /** Waits until the popup lists a download, which then is in the journal. */
  void awaitRow(String name) {
    person.popup().await(person.popup().download(name), "the popup's row of " + name);
  }

  /** The journal's events as the engine tells them to a second client. */
  List<JsonNode> events() throws IOException {
    try (HostProcess host = HostProcess.start(stage)) {
      host.hello();
      JsonNode reply = host.ask("{\"type\":\"listEvents\",\"limit\":1000}");
      List<JsonNode> events = new ArrayList<>();
      reply.path("events").forEach(events::add);
      return events;
    }
  }

  /** The same of one type. */
  List<JsonNode> events(String type) throws IOException {
    return events().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  JsonNode ask(String... arguments) throws IOException {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return new ObjectMapper().readTree(stage.stillroom(all));
  }

  /** The JPEG beside a download, once it is there. */
  Path awaitJpeg(Path file) {
    Path jpeg = Play.jpegOf(file);
    person.until(jpeg + " beside its original", () -> Files.exists(jpeg));
    return jpeg;
  }

  @Override
  public void close() throws IOException {
    try (stage;
        site) {
      person.close();
    }
  }
}
