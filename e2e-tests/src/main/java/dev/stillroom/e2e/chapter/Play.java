package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Judge;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.pictures.Digests;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the chapters share: the person, the site, the pictures, and what has happened so far. */
public final class Play {

  public static final String SHOP = "shop.localhost";
  public static final String BLOG = "blog.localhost";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Person person;
  private final Site site;
  private final Judge judge;
  private final Script script;
  private final Map<String, Picture> pictures;
  private final Path keep;
  private final Map<Path, String> originals = new LinkedHashMap<>();
  private int screenshots;

  /**
   * @param keep where screenshots go, or null
   */
  public Play(Person person, Site site, Script script, Map<String, Picture> pictures, Path keep) {
    this.person = person;
    this.site = site;
    this.judge = new Judge(person, site);
    this.script = script;
    this.pictures = pictures;
    this.keep = keep;
  }

  public Person person() {
    return person;
  }

  public Site site() {
    return site;
  }

  public Script script() {
    return script;
  }

  public Picture picture(String name) {
    return pictures.get(name);
  }

  /** Downloads a picture from the page that is open and remembers what it was. */
  public Path download(String name) throws IOException {
    Path file = person.download(name);
    String digest = pictures.get(name).sha256();
    person.until(file + " to be whole", () -> digest.equals(digest(file)));
    originals.put(file, digest);
    return file;
  }

  private static String digest(Path file) {
    try {
      return Digests.of(file);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** The JPEG that belongs beside a download. */
  public static Path jpegOf(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".jpg");
  }

  /** Waits for the JPEG beside a download. */
  public Path awaitJpeg(Path file) {
    Path jpeg = jpegOf(file);
    person.until(jpeg + " beside its original", () -> Files.exists(jpeg));
    return jpeg;
  }

  /** Looks at a conversion with the judge's eyes. */
  public void judge(Path before, Path after) throws IOException {
    String fault = judge.fault(before, after);
    script.check(fault.isEmpty() ? "conversion" : fault, fault.isEmpty());
  }

  /** Every download so far is byte for byte what came from the site. */
  public void checkOriginals() {
    originals.forEach(
        (file, digest) -> script.check(file + " is unchanged", digest.equals(digest(file))));
  }

  /** Digests of every original when it arrived, of the same now, and of what was made of it. */
  public Map<String, Map<String, String>> digests() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    originals.forEach(
        (file, digest) -> {
          Map<String, String> one = new LinkedHashMap<>();
          one.put("before", digest);
          one.put("after", digest(file));
          Path jpeg = jpegOf(file);
          if (!jpeg.equals(file) && Files.exists(jpeg)) {
            one.put("result", jpeg.getFileName().toString());
            one.put("resultDigest", digest(jpeg));
          }
          all.put(file.getFileName().toString(), one);
        });
    return all;
  }

  /** The product's own command on this home, its JSON read. */
  public JsonNode ask(String... arguments) throws IOException {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return JSON.readTree(person.stage().stillroom(all));
  }

  /** Saves what a page shows now, where the demo was told to keep things. */
  public void screenshot(Page page, String name) {
    if (keep != null) {
      String file = String.format("%02d-%s.png", ++screenshots, name);
      page.screenshot(new Page.ScreenshotOptions().setPath(keep.resolve(file)).setFullPage(true));
    }
  }
}
