package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.distiller.train.form.TypedForm;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.form.WebFormReader;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.page.PageRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * The public set of form fields: rows of texts, and pages.
 *
 * @param words for each field the words of a row as the peer sees them; empty for pages
 * @param groups the page that each form is of
 * @param wanted how many fields of pages have a type by the set
 * @param found how many of these are among the form's fields
 */
record FormData(
    List<TypedForm> forms,
    List<List<List<String>>> words,
    List<String> groups,
    List<Integer> folds,
    int wanted,
    int found) {

  static final String NONE = "--NONE--";
  static final int FOLDS = 5;

  private static final Pattern BY_ID = Pattern.compile("//\\*\\[@id=\"(.*)\"]");
  private static final Pattern BY_NAME = Pattern.compile("//(\\w+)\\[@name=\"(.*)\"]");
  private static final Pattern BY_PLACE = Pattern.compile("\\(.*\\)\\[(\\d+)]");

  /** Rows of one group are one form, in their order. */
  static FormData rows(Path file) throws IOException {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode row : lines(file)) {
      groups.computeIfAbsent(row.path("group").asText(), key -> new ArrayList<>()).add(row);
    }
    List<TypedForm> forms = new ArrayList<>();
    List<List<List<String>>> words = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    for (Map.Entry<String, List<JsonNode>> group : groups.entrySet()) {
      List<WebField> fields = new ArrayList<>();
      List<String> types = new ArrayList<>();
      List<List<String>> said = new ArrayList<>();
      for (JsonNode row : group.getValue()) {
        JsonNode input = row.path("input");
        String type = input.path("type").asText("text");
        fields.add(WebField.text("", input.path("text").asText()).withType(type));
        types.add(row.path("output").asText());
        List<String> own = new ArrayList<>();
        input
            .properties()
            .forEach(
                member -> {
                  for (String word : member.getValue().asText().split(" ")) {
                    own.add(member.getKey() + "=" + word);
                  }
                });
        said.add(own);
      }
      forms.add(new TypedForm(new WebForm("", "", fields, false), types));
      words.add(said);
      pages.add(group.getKey());
    }
    return new FormData(forms, words, pages, folds(pages, ""), 0, 0);
  }

  /** The same with its pages dealt otherwise into folds. */
  FormData dealtAnew(String salt) {
    return new FormData(forms, words, groups, folds(groups, salt), wanted, found);
  }

  private static List<Integer> folds(List<String> groups, String salt) {
    return groups.stream().map(group -> fold(salt + group)).toList();
  }

  /** Pages as they are; a field that the set names no type for has none. */
  static FormData pages(Path file) throws IOException {
    List<TypedForm> forms = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    int wanted = 0;
    int found = 0;
    for (JsonNode page : lines(file)) {
      String html = page.path("input").path("html").asText();
      try {
        WebForm form = WebFormReader.read(html);
        List<Element> controls = controls(html);
        List<Integer> places = places(controls, form);
        String[] types = new String[form.fields().size()];
        java.util.Arrays.fill(types, NONE);
        for (Map.Entry<String, JsonNode> type : page.path("output").properties()) {
          for (JsonNode path : type.getValue()) {
            wanted++;
            int place = place(path.asText(), controls, places);
            if (place >= 0) {
              found++;
              types[place] = type.getKey();
            }
          }
        }
        forms.add(new TypedForm(form, List.of(types)));
        pages.add(page.path("group").asText());
      } catch (PageRefused refused) {
        throw new IOException(page.path("id").asText() + ": " + refused.getMessage(), refused);
      }
    }
    return new FormData(forms, List.of(), pages, folds(pages, ""), wanted, found);
  }

  private static List<Element> controls(String html) throws PageRefused {
    return List.copyOf(PageReader.parse(html).select("input, select, textarea"));
  }

  /** For each control of the page its field's place in the form; -1 for none. */
  private static List<Integer> places(List<Element> controls, WebForm form) {
    Set<String> skipped = Set.of("submit", "button", "reset", "image", "file");
    Set<String> radios = new HashSet<>();
    Map<String, Integer> radio = new HashMap<>();
    List<Integer> places = new ArrayList<>();
    int next = 0;
    for (Element control : controls) {
      String type = control.normalName().equals("input") ? control.attr("type") : "";
      type = type.strip().toLowerCase(Locale.ROOT);
      boolean shown =
          control.parents().stream().noneMatch(up -> up.normalName().equals("noscript"));
      if (skipped.contains(type) || !shown) {
        places.add(-1);
      } else if (type.equals("radio") && !radios.add(control.attr("name"))) {
        places.add(radio.get(control.attr("name")));
      } else {
        while (next < form.fields().size() && form.fields().get(next).tag().equals("editable")) {
          next++;
        }
        radio.putIfAbsent(control.attr("name"), next);
        places.add(next < form.fields().size() ? next++ : -1);
      }
    }
    return places;
  }

  private static int place(String path, List<Element> controls, List<Integer> places) {
    Matcher id = BY_ID.matcher(path);
    Matcher name = BY_NAME.matcher(path);
    Matcher place = BY_PLACE.matcher(path);
    for (int i = 0; i < controls.size(); i++) {
      Element control = controls.get(i);
      boolean same =
          id.matches() && control.id().equals(id.group(1))
              || name.matches()
                  && control.normalName().equals(name.group(1))
                  && control.attr("name").equals(name.group(2))
              || place.matches() && Integer.parseInt(place.group(1)) == i + 1;
      if (same) {
        return places.get(i);
      }
    }
    return -1;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(json.readTree(line));
      }
    }
    return lines;
  }

  private static int fold(String group) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(group.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest).mod(BigInteger.valueOf(FOLDS)).intValue();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }
}
