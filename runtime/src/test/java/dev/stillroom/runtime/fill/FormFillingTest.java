package dev.stillroom.runtime.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.form.WebFormReader;
import dev.stillroom.runtime.page.PageRefused;
import dev.stillroom.runtime.student.Filling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FormFillingTest {

  private static FormFilling filling;

  @BeforeAll
  static void load() {
    filling = FormFilling.shipped();
  }

  @Test
  void tenFormsAreFilledFromFiveKindsOfSourcesWithoutAWrongField() throws PageRefused {
    List<String> wrong = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    int asked = 0;
    for (Map.Entry<String, Forms.Case> form : Forms.cases().entrySet()) {
      WebForm fields = WebFormReader.read(form.getValue().html());
      for (Map.Entry<String, Input> source : Forms.sources().entrySet()) {
        String where = form.getKey() + " from " + source.getKey() + ": ";
        for (Filled field : filling.fill(fields, source.getValue()).fields()) {
          String wanted = form.getValue().wanted().get(field.key());
          asked += wanted == null ? 0 : 1;
          if (field.isFilled() && !field.value().equals(wanted)) {
            wrong.add(where + field + " instead of " + wanted);
          } else if (!field.isFilled() && wanted != null) {
            empty.add(where + field);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(empty.size() <= asked / 10, empty.size() + " of " + asked + " left: " + empty);
  }

  @Test
  void aFieldOfNoKnownTypeTakesWhatTheSourceCallsExactlyLikeIt() throws Exception {
    WebForm form =
        WebFormReader.read(
            "<label>Order number * <input name=f1></label><label>Shelf mark <input name=f2></label>"
                + "<label>Number <input name=f3></label><label>Passphrase <input name=f4></label>"
                + "<label>Twice <input name=f5></label><label>Twice <input name=f6></label>"
                + "<label>Ready on <input name=f7 type=date></label>");
    Input row =
        Forms.json(
            """
            {"order_number": "A-1041", "ShelfMark": "K 7.2", "number": "3", "passphrase": "hunter22",
             "Twice": "one", "Ready on": "4 December 2026"}
            """);
    List<Filled> said = filling.fill(form, row).fields();
    assertEquals("A-1041", said.get(0).value(), said.get(0)::toString);
    assertEquals("K 7.2", said.get(1).value(), said.get(1)::toString);
    assertNull(said.get(2).value(), "a name that says nothing by itself");
    assertNull(said.get(3).value(), "never");
    assertNull(said.get(4).value(), "nobody knows which of the two");
    assertEquals("2026-12-04", said.get(6).value(), said.get(6)::toString);
  }

  @Test
  void noDisguiseGetsAValueIntoASecretOrUnseenField() throws PageRefused {
    Random random = new Random(11);
    List<String> secret = List.of("password", "cardnumber", "cvc", "otp", "name_on_card", "iban");
    List<String> claims =
        List.of("given-name", "email", "shipping postal-code", "tel", "street-address", "off");
    List<String> labels = List.of("First name", "E-mail", "Postcode", "Phone", "Street", "");
    List<String> hidings =
        List.of("display:none", "position:absolute; left:-5000px", "opacity:0", "width:0px");
    List<Input> sources = List.copyOf(Forms.sources().values());
    for (int i = 0; i < 400; i++) {
      int claim = random.nextInt(claims.size());
      boolean isUnseen = random.nextBoolean();
      String name = isUnseen ? "field" : secret.get(random.nextInt(secret.size()));
      String hiding =
          isUnseen ? " style='" + hidings.get(random.nextInt(hidings.size())) + "'" : "";
      String html =
          "<form><label>First name <input name=firstname></label><label>"
              + labels.get(claim)
              + " <input name="
              + name
              + " autocomplete='"
              + claims.get(claim)
              + "'"
              + hiding
              + "></label><label>Email <input name=mail></label></form>";
      WebForm form = WebFormReader.read(html);
      Filled field =
          filling.fill(form, sources.get(random.nextInt(sources.size()))).fields().get(1);
      assertFalse(field.isFilled(), () -> html + " got " + field);
      assertNull(field.guess(), html);
    }
  }

  @Test
  void whatAPersonPutThereStays() throws PageRefused {
    WebForm form =
        WebFormReader.read(
            "<label>First name <input name=firstname value=Anna></label><label>Last name <input"
                + " name=lastname></label>");
    List<Filled> fields = filling.fill(form, Forms.sources().get("json")).fields();
    assertEquals(Filled.Why.HOLDS_VALUE, fields.getFirst().why());
    assertEquals("Beispiel", fields.getLast().value());
  }

  @Test
  void whereASourceHasTwoOfAKindNoneIsTaken() throws PageRefused {
    WebForm form = WebFormReader.read("<label>Email <input name=email></label>");
    Input source =
        Forms.json("{'buyer': {'email': 'a@b.example'}, 'seller': {'email': 'c@d.example'}}");
    assertEquals(Filled.Why.UNSURE, filling.fill(form, source).fields().getFirst().why());
  }

  @Test
  void theNumberOfAnOrderIsNoHouseNumber() throws PageRefused {
    WebForm form =
        WebFormReader.read(
            "<label>Street <input name=street></label><label>House number <input"
                + " name=house_number></label><label>Town <input name=city></label>");
    for (String number : List.of("A-1041", "1041")) {
      Input source =
          Forms.json(
              "{'order': {'number': '"
                  + number
                  + "'}, 'customer': {'address': {'street': 'Mill Lane', 'city': 'Leeds'}}}");
      assertNull(filling.fill(form, source).fields().get(1).value(), number);
    }
    Input address =
        Forms.json("{'address': {'street': 'Mill Lane', 'number': '12a', 'city': 'Leeds'}}");
    assertEquals("12a", filling.fill(form, address).fields().get(1).value());
  }

  @Test
  void aDateIsWrittenAsTheFieldTakesIt() throws PageRefused {
    Input source = Forms.json("{'person': {'dateOfBirth': '1990-03-07'}}");
    Map<String, String> wanted =
        Map.of(
            "<label>Date of birth <input type=date name=birthdate></label>", "1990-03-07",
            "<label>Geburtsdatum <input name=geburtsdatum placeholder='TT.MM.JJJJ'></label>",
                "07.03.1990",
            "<label>Date of birth <input name=dob placeholder='MM/DD/YYYY'></label>", "03/07/1990");
    for (Map.Entry<String, String> one : wanted.entrySet()) {
      Filled field = filling.fill(WebFormReader.read(one.getKey()), source).fields().getFirst();
      assertEquals(one.getValue(), field.value(), field::toString);
    }
  }

  @Test
  void aHugeFormIsAnsweredInTime() throws PageRefused {
    String many = "<label>First name <input name=firstname></label>".repeat(10_000);
    WebForm form = WebFormReader.read(many);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          Filling filled = filling.fill(form, Forms.sources().get("html"));
          assertEquals(WebForm.MAX_FIELDS, filled.fields().size());
        });
  }
}
