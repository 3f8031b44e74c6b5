package dev.stillroom.runtime.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.example.Input;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void namedMembersBecomeFeaturesOfTheirKind() throws Exception {
    List<Feature> features =
        of(
            "{\"host\":\"Shop.LOCALHOST\",\"bytes\":12.5,\"big\":true,\"none\":null,\"tags\":[\"A\",2]}");
    assertEquals(
        List.of(
            new Feature.Nominal("host", "shop.localhost"),
            new Feature.Text("host", "Shop.LOCALHOST"),
            new Feature.Amount("bytes", 12.5),
            new Feature.Nominal("big", "true"),
            new Feature.Nominal("tags", "a"),
            new Feature.Text("tags", "A"),
            new Feature.Amount("tags", 2)),
        features);
  }

  @Test
  void addressesFilesAndPagesAreTakenApart() throws Exception {
    List<Feature> features =
        of(
            "{\"url\":\"https://A.example/b/c?d\",\"file\":\"x/Photo.WEBP\","
                + "\"html\":\"<p class='k'>one<b>two</b>\",\"json\":{\"a\":{\"b\":3}}}");
    assertTrue(features.contains(new Feature.Nominal("url.host", "a.example")));
    assertTrue(features.contains(new Feature.Text("url.path", "/b/c")));
    assertTrue(features.contains(new Feature.Nominal("file.extension", "webp")));
    assertTrue(features.contains(new Feature.Amount("json.a.b", 3)));
    assertTrue(
        features.stream()
            .anyMatch(
                f ->
                    f instanceof Feature.Text(String name, String text)
                        && name.equals("html")
                        && Words.of(text).equals(List.of("one", "two"))));
  }

  @Test
  void foldingLeavesOnlyWholeCharacters() {
    assertEquals("a b", Features.fold("  A\t\n B "));
    assertEquals("half \uFFFD", Features.fold("half \ud800"));
    assertEquals("größe", Features.fold("GRÖßE"));
  }

  @Test
  void wordsAreRunsOfLettersAndDigits() {
    assertEquals(List.of("it", "s", "4", "o", "clock"), Words.of("It's 4 o'clock!"));
    assertEquals(List.of("漢", "字", "ok"), Words.of("漢字ok"));
    assertEquals(List.of(), Words.of("…!"));
  }

  @Test
  void aVectorIsSortedWithoutDoublesAndEachMemberWeighsTheSame() throws Exception {
    List<Term> vector = Hashing.of(of("{\"text\":\"to be or not to be\",\"n\":3,\"h\":\"x y\"}"));
    Map<String, Double> squares = new HashMap<>();
    for (int i = 0; i < vector.size(); i++) {
      assertTrue(i == 0 || vector.get(i - 1).hash() < vector.get(i).hash());
      Term term = vector.get(i);
      squares.merge(term.feature(), (double) term.weight() * term.weight(), Double::sum);
    }
    // Its words, the parts of its words at eight tenths, how it begins at a half.
    assertEquals(1.89, squares.get("text"), 1e-5);
    assertEquals(1, squares.get("n"), 1e-5);
    // A short string is a value and a text.
    assertEquals(2.89, squares.get("h"), 1e-5);
  }

  @Test
  void howATextAndItsLinesBeginCounts() throws Exception {
    List<String> parts =
        Hashing.of(of("{\"text\":\"When does it open?\\n\\n  ## What I tried\\nnothing\"}"))
            .stream()
            .map(Term::part)
            .filter(part -> part.endsWith("…"))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "nothing…",
            "what i tried…",
            "what i…",
            "what…",
            "when does it…",
            "when does it…",
            "when does…",
            "when does…",
            "when…",
            "when…"),
        parts);
  }

  @Test
  void theSameWordsWithinATextAreNoBeginning() throws Exception {
    Vector question = Vector.of(of("{\"text\":\"what is the ferry\"}"));
    Vector other = Vector.of(of("{\"text\":\"ferry the is what\"}"));
    assertTrue(Arrays.binarySearch(question.hashes(), Hashing.hash("text", "b", "what is")) >= 0);
    assertTrue(Arrays.binarySearch(other.hashes(), Hashing.hash("text", "b", "what is")) < 0);
  }

  @Test
  void theSameWordInAnotherMemberIsAnotherFeature() {
    assertNotEquals(Hashing.hash("title", "w", "sale"), Hashing.hash("name", "w", "sale"));
    assertNotEquals(Hashing.hash("a", "w", "b"), Hashing.hash("a", "=", "b"));
  }

  @Test
  void aHashNeverChanges() {
    // Packs hold these: another value would make every packed student blind.
    assertEquals(-1_191_565_213, Hashing.hash("host", "=", "shop.localhost"));
  }

  private static List<Feature> of(String json) throws Exception {
    return Features.of(Input.of(JSON.readTree(json)));
  }
}
