package dev.stillroom.runtime.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a text is a password, a key, a one-time code or a card's number: such a text is neither
 * kept nor shown to anybody.
 */
public final class Secrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY|\\beyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{5,}"
              + "|\\b(sk|pk|rk|gh[pousr]|xox[abprs]|glpat|hf|npm|AKIA|ASIA|AIza)[-_]?[\\w-]{16,}"
              + "|(?i:\\bbearer\\s+[\\w.~+/-]{20,})|(?i:\\b(password|passwort|passwd|kennwort|passphrase|contraseña|mot"
              + " de passe|wachtwoord|hasło|senha|api[ _-]?key|secret[ _-]?key|client[ _-]?secret)"
              + "\\b[\"']?\\s*([:=]\\s*\\S{3,}|(is|ist|lautet|es|est)\\s+(?=\\S*[\\d!#$%&*@^_])\\S{4,}))|(?i:\\b((verification|security|one[-"
              + " ]?time|confirmation|login|sign-?in|access|auth"
              + "|authentication|2fa|bestätigungs|sicherheits|einmal|prüf|otp|sms)["
              + " -]?(code|nummer|pin|tan|passwor[dt]|passcode)|otp|m?tan|cvv2?|cvc2?|pin)\\b"
              + "\\W{0,3}(is|ist|lautet|es|est|number|nr)?\\W{0,4}\\d{3,8}(?!\\d))"
              + "|(?i:\\b(your|ihr|dein|votre|su)\\b.{0,30}\\bcode\\W{0,3}(is|ist|lautet|est|es)?"
              + "\\W{0,3}\\d{4,8}(?!\\d))|(?i:(?<!\\d)\\d{4,8} (is|ist)"
              + " (your|ihr|dein)\\b.{0,30}code)");

  /** What may be the number of a card; {@link #isCard} says whether it is one. */
  public static final Pattern CARD =
      Pattern.compile("(?<![\\w.-])\\d(?:[ -]?\\d){12,18}(?![\\w-])");

  private Secrets() {}

  /** Whether a text has a password, a key or a code in it. */
  public static boolean in(String text) {
    return SECRET.matcher(text).find();
  }

  /** Whether a text has the number of a card in it. */
  public static boolean cardIn(String text) {
    Matcher found = CARD.matcher(text);
    while (found.find()) {
      if (isCard(found.group())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the digits of a text have the check digit of cards (Luhn). */
  public static boolean isCard(String value) {
    String digits = value.replaceAll("\\D", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = i % 2 == 0 ? digit : 2 * digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }
}
