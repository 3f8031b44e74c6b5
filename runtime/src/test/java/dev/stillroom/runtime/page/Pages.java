package dev.stillroom.runtime.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * Pages of the project's own making. What belongs to the main text has the attribute {@code
 * data-want}, which a {@link Page} leaves out; a comment at the end holds the rest.
 */
record Pages(String name, String html, String wanted, Map<String, String> expected) {

  static List<Pages> all() {
    try (Stream<Path> files =
        Files.list(
            Path.of(Objects.requireNonNull(Pages.class.getResource("news-divs.html")).toURI())
                .getParent())) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .sorted()
          .map(Pages::read)
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pages read(Path file) {
    try {
      String html = Files.readString(file);
      String wanted =
          Jsoup.parse(html.replaceAll("</t[dh]>", " $0")).select("[data-want]").stream()
              .map(element -> element.wholeText())
              .collect(Collectors.joining("\n"));
      int at = html.lastIndexOf("<!-- expect ");
      Map<String, String> expected = new HashMap<>();
      for (String pair : html.substring(at + 12, html.indexOf(" -->", at)).split("\\|")) {
        expected.put(pair.split("=")[0], pair.split("=")[1]);
      }
      String name = file.getFileName().toString().replace(".html", "");
      return new Pages(name, html, wanted, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Article article() throws PageRefused {
    return Article.of(PageReader.read(html.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return name;
  }

  /** F1 over shingles of four words; single characters where the script has no spaces. */
  static double f1(String wanted, String found) {
    Map<String, Integer> gold = shingles(wanted);
    Map<String, Integer> got = shingles(found);
    int common =
        gold.entrySet().stream()
            .mapToInt(e -> Math.min(e.getValue(), got.getOrDefault(e.getKey(), 0)))
            .sum();
    int sum = total(gold) + total(got);
    return sum == 0 ? 1 : 2.0 * common / sum;
  }

  private static int total(Map<String, Integer> shingles) {
    return shingles.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> shingles(String text) {
    List<String> words =
        Arrays.stream(text.replaceAll("([\\u3040-\\u9fff])", "$1 ").split("[^\\p{L}\\p{N}_]+"))
            .filter(word -> !word.isEmpty())
            .toList();
    return IntStream.range(0, Math.max(0, Math.min(words.size(), Math.max(1, words.size() - 3))))
        .mapToObj(i -> String.join(" ", words.subList(i, Math.min(words.size(), i + 4))))
        .collect(Collectors.toMap(shingle -> shingle, shingle -> 1, Integer::sum));
  }
}
