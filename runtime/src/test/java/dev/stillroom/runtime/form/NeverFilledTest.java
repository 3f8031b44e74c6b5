package dev.stillroom.runtime.form;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeverFilledTest {

  private static final List<String> SECRETS =
      List.of(
          "password",
          "card number",
          "cvv",
          "cvc",
          "name on card",
          "one time code",
          "otp",
          "credit card number",
          "kreditkartennummer",
          "passwort",
          "mot de passe",
          "contraseña",
          "wachtwoord",
          "hasło",
          "senha",
          "card expiry",
          "kartenprüfnummer",
          "sicherheitscode",
          "verification code",
          "security code",
          "iban",
          "cardholder",
          "numero de tarjeta",
          "numéro de carte",
          "numero carta",
          "kaartnummer",
          "numer karty",
          "número do cartão");

  private static WebField named(Random random, String name, int where) {
    return new WebField(
        "input",
        random.nextBoolean() ? "text" : "tel",
        where == 0 ? name : "field",
        where == 1 ? name : "",
        random.nextBoolean() ? "given-name" : "off",
        where == 2 ? name : "",
        where == 3 ? name : "",
        where == 4 ? name : "",
        where == 5 ? name : "",
        "",
        List.of(),
        random.nextInt(30) - 1,
        "",
        "",
        false,
        true,
        false,
        false,
        null,
        "");
  }

  @Test
  void whateverASecretIsDressedUpAsNothingIsPutIntoIt() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String secret = SECRETS.get(random.nextInt(SECRETS.size()));
      String dressed = dressed(random, secret);
      WebField field = named(random, dressed, random.nextInt(6));
      assertTrue(NeverFilled.holds(field), () -> "“" + dressed + "” in " + field);
    }
  }

  private static String dressed(Random random, String secret) {
    String text =
        switch (random.nextInt(5)) {
          case 0 -> secret.replace(' ', '_');
          case 1 -> secret.replace(' ', '-');
          case 2 -> camel(secret);
          case 3 -> secret.toUpperCase(Locale.ROOT);
          default -> secret;
        };
    if (random.nextInt(3) == 0) {
      text = List.of("billing_", "Your ", "new ", "user[", "txt-").get(random.nextInt(5)) + text;
    }
    if (random.nextInt(3) == 0) {
      text = text + List.of("*", "_1", " (required)", ":", "]").get(random.nextInt(5));
    }
    if (random.nextInt(4) == 0) {
      // What nobody sees parts the word.
      int at = 1 + random.nextInt(text.length() - 1);
      text = text.substring(0, at) + "\u200B" + text.substring(at);
    }
    if (random.nextInt(6) == 0) {
      StringBuilder wide = new StringBuilder();
      text.chars().forEach(c -> wide.append((char) (c > ' ' && c < 127 ? c + 0xFEE0 : c)));
      text = wide.toString();
    }
    return text;
  }

  private static String camel(String words) {
    StringBuilder camel = new StringBuilder();
    for (String word : words.split(" ")) {
      camel
          .append(camel.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return camel.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "First name",
        "Straße und Hausnummer",
        "postal_code",
        "country_code",
        "Phone number",
        "PIN code (postal area)",
        "company",
        "address2",
        "email",
        "Numéro de rue",
        "Passenger name",
        "Town",
        "Compass street",
        "Número de teléfono",
        "Nummer",
        "date_of_birth",
        "title",
        "Expeditor",
        "houseno",
        "Discount",
        "Spinnerei",
        "Tangente 3"
      })
  void whatIsNoSecretIsNone(String name) {
    assertFalse(NeverFilled.holds(WebField.text(name, name)), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "PASSWORD ", "hidden", "search", "file"})
  void theKindOfControlSuffices(String type) {
    assertTrue(NeverFilled.holds(WebField.text("name", "Name").withType(type)));
  }
}
