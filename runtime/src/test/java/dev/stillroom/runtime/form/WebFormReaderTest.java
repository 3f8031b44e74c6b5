package dev.stillroom.runtime.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.example.StrictJson;
import dev.stillroom.runtime.page.PageRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebFormReaderTest {

  private static WebField only(String html) throws PageRefused {
    WebForm form = WebFormReader.read(html);
    assertEquals(1, form.fields().size(), form::toString);
    return form.fields().getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<label for=a>Town</label><input id=a>",
        "<label>Town <input></label>",
        "<label><span>Town</span><select><option>A<option>B</select></label>",
        "<span id=l>Town</span><input aria-labelledby=l>",
        "<input aria-label=Town>",
      })
  void aFieldsLabelIsWhatStandsForItInThePage(String html) throws PageRefused {
    assertEquals("Town", only(html).label());
  }

  @Test
  void withoutALabelWhatStandsBeforeCounts() throws PageRefused {
    assertEquals("Town", only("<table><tr><td>Town</td><td><input></td></tr></table>").before());
  }

  @Test
  void theRadiosOfOneNameAreOneField() throws PageRefused {
    WebField field =
        only(
            "<fieldset><legend>Service</legend><label><input type=radio name=s value=1> Fast"
                + "</label><label><input type=radio name=s value=2> Slow</label></fieldset>");
    assertEquals("Service", field.label());
    assertEquals(
        List.of(new WebField.Option("1", "Fast"), new WebField.Option("2", "Slow")),
        field.options());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<input type=hidden>",
        "<input hidden>",
        "<div style='display: none'><input></div>",
        "<div style='position:absolute;left:-9999px'><p><input></div>",
        "<input style='opacity:0'>",
        "<input style='width:1px;height:1px'>",
        "<div aria-hidden=true><input></div>",
        "<dialog><input></dialog>",
        "<div style='clip:rect(0,0,0,0)'><input></div>"
      })
  void whatNobodySeesIsSaidToBeHidden(String html) throws PageRefused {
    assertFalse(only(html).isVisible());
  }

  @Test
  void aFormIsTheSameAfterItWentThroughJson() throws Exception {
    WebForm form =
        WebFormReader.read(
            "<html lang=de-AT><title>Bestellung</title><h2>Lieferung</h2><label>PLZ <input name=plz"
                + " maxlength=4 required pattern='\\d{4}' inputmode=numeric></label><select"
                + " name=land><option value=AT>Österreich</select><textarea readonly>x</textarea>"
                + "<div contenteditable>y</div>");
    String json = FormJson.write(form).toString();
    assertEquals(form, FormJson.read(StrictJson.read(json.getBytes(StandardCharsets.UTF_8))));
    assertEquals("de", form.language());
  }

  @Test
  void namesThatChangeWithEachVisitAreNoKeys() throws PageRefused {
    WebForm form =
        WebFormReader.read(
            "<input name=email><label>Town<input id=':r1f:'></label><label>Town<input"
                + " name=input-4711823></label>");
    assertEquals(List.of("name:email", "label:town", "label:town#2"), form.keys());
  }

  @Test
  void hugeFormsAreReadAsFarAsTheyFit() throws PageRefused {
    String many = "<label>First name <input name=a></label>".repeat(10_000);
    String options = "<option value=x>y</option>".repeat(40_000);
    String label = "<label>" + "word ".repeat(200_000) + "<input></label>";
    String deep = "<label>".repeat(3_000) + "<input>";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertEquals(WebForm.MAX_FIELDS, WebFormReader.read(many).fields().size());
          assertTrue(WebFormReader.read(many).isCut());
          WebField chosen = only("<select>" + options + "</select>");
          assertEquals(WebForm.MAX_OPTIONS, chosen.options().size());
          assertTrue(only(label).label().length() <= WebForm.MAX_TEXT);
          WebFormReader.read(deep);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"form\": 2, \"fields\": []}", "{\"form\": 1, \"fields\": [1]}"})
  void whatIsNoSnapshotIsRefused(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    org.junit.jupiter.api.Assertions.assertThrows(
        FormRefused.class, () -> FormJson.read(StrictJson.read(bytes)));
  }
}
