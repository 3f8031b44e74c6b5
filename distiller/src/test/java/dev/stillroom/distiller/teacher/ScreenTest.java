package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

  private final Screen screen = new Screen(List.of("Zoë Müller", "Acme"));

  private static Input text(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my password: hunter2!",
        "Passwort ist Sommer2024",
        "the password is pa$$word",
        "Your verification code is 482913",
        "123456 is your Example verification code",
        "TAN: 902144",
        "my PIN is 4821",
        "CVV 123",
        "api_key = abcdef0123456789",
        "use sk-proj-abcdefghijklmnop1234",
        "ghp_abcdefghijklmnopqrstuvwxyz012345",
        "Authorization: Bearer abcdefghijklmnopqrstuvwxyz",
        "-----BEGIN RSA PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
      })
  void aTextWithASecretIsNotShown(String text) {
    assertEquals(new Screen.Held("secret"), screen.of(text(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I forgot my password, what now?",
        "my PIN is blocked",
        "The login page fails with status 500",
        "error code 1234 at line 4711",
        "How do I verify my identity?",
        "why was I charged 12.50 twice on 2024-01-31?",
        "version 1.2.3-4 of 10.0.0.1"
      })
  void anEverydayTextIsShownAsItIs(String text) {
    Screen.Shown shown = assertInstanceOf(Screen.Shown.class, screen.of(text(text)));
    assertEquals(text, shown.members().path("text").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "write to a.b+c@example.co.uk please|write to [email-1] please",
        "card 4111 1111 1111 1111 is new|card [card-1] is new",
        "order 4111 1111 1111 1112 is late|order 4111 1111 1111 1112 is late",
        "call +49 30 901820 now|call [phone-1] now",
        "call (030) 901820 now|call [phone-1] now",
        "IBAN DE89 3704 0044 0532 0130 00 ok|IBAN [account-1] ok",
        "zoë müller works at ACME|[name-1] works at [name-2]",
        "Acmeology is no firm|Acmeology is no firm"
      })
  void whoCanBeRecognizedIsHidden(String text, String masked) {
    Screen.Shown shown = assertInstanceOf(Screen.Shown.class, screen.of(text(text)));
    assertEquals(masked, shown.members().path("text").asText());
    assertEquals(text, shown.unmasked(masked));
  }

  @Test
  void aMemberWhoseNameSaysSecretHoldsTheWholeInput() {
    Input input =
        new Input(JsonNodeFactory.instance.objectNode().put("text", "x").put("password", "y"));
    assertEquals(new Screen.Held("secret"), screen.of(input));
    Input nested = new Input(JsonNodeFactory.instance.objectNode());
    nested.members().putObject("json").putArray("list").addObject().put("cvv", 123);
    assertEquals(new Screen.Held("secret"), screen.of(nested));
  }

  @Test
  void whoIsNamedByAMemberIsHiddenThere() {
    Input input = new Input(JsonNodeFactory.instance.objectNode());
    input.members().putObject("json").putObject("ada@example.org").put("Acme", "paid ACME");
    input.members().put("of Acme", 3).put("text", "x");
    Screen.Shown shown = assertInstanceOf(Screen.Shown.class, screen.of(input));
    assertEquals(
        "{\"json\":{\"[email-3]\":{\"[name-2]\":\"paid [name-1]\"}},\"of [name-2]\":3,\"text\":\"x\"}",
        shown.members().toString());
    Input secret = new Input(JsonNodeFactory.instance.objectNode());
    secret.members().putObject("json").put("sk-proj-abcdefghijklmnop1234", "y");
    assertEquals(new Screen.Held("secret"), screen.of(secret));
  }

  @Test
  void aMemberThatTheProgramNamesKeepsItsName() {
    Screen wide = new Screen(List.of("text", "prompt"));
    Screen.Shown shown = assertInstanceOf(Screen.Shown.class, wide.of(text("a text")));
    assertEquals("{\"text\":\"a [name-1]\"}", shown.members().toString());
  }

  @Test
  void ofAPageItsTextIsShownAndNoMarkup() {
    Input page =
        new Input(
            JsonNodeFactory.instance
                .objectNode()
                .put("html", "<p onclick='x()'>Hello</p><script>secret()</script>"));
    Screen.Shown shown = assertInstanceOf(Screen.Shown.class, screen.of(page));
    assertFalse(shown.members().toString().contains("script"), shown.members()::toString);
    assertFalse(shown.members().has("html"));
  }

  @Test
  void whatIsTooLongIsNotShown() {
    assertEquals(new Screen.Held("too long"), screen.of(text("word ".repeat(4_000))));
  }
}
