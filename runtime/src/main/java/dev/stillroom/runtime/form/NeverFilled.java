package dev.stillroom.runtime.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What nothing is ever put into, by rules that no model and no page can talk out of: passwords,
 * cards, one-time codes, searches and hidden fields. A field that is refused by mistake stays
 * empty, which does no harm; so the rules are broad.
 */
public final class NeverFilled {

  private static final Set<String> TYPES =
      Set.of(
          "password",
          "hidden",
          "file",
          "search",
          "submit",
          "reset",
          "button",
          "image",
          "color",
          "range");

  /** Parts of names without marks, spaces and accents. */
  private static final Pattern SECRET_PART =
      Pattern.compile(
          "passwor[dt]|passwd|passphrase|passcode|passkey|kennwort|motdepasse|mdp$|contrasena"
              + "|wachtwoord|haslo|senha|losenord|salasana|adgangskode|passord|jelszo|heslo"
              + "|lozinka|slaptazodis|parool|sifre|пароль|密码|密碼|パスワード|비밀번호|secret|geheim"
              + "|card(number|num|no|nr|holder|security|verif|code|exp|cvv|cvc|pin|valid)"
              + "|cc(number|num|no|nr|exp|csc|cvv|cvc|name|holder|owner|type|month|year|valid)"
              + "|(credit|debit|bank|payment)card|nameoncard|kredit?kart|debitkart|geldkart|girocard"
              + "|karten(nummer|nr|inhaber|pruf|typ|art)|cartedecredit|cartebancaire|cartebleue"
              + "|(numero|num|nom|titulaire)(de|dela|della|dellacarta|sur|surla|de?la)?"
              + "(carte|carta|tarjeta|cartao)(?!grise)|tarjetade|titulardela|cartadicredito"
              + "|intestatari|titolaredella|kaart(nummer|houder)|creditkaart|betaalkaart"
              + "|(numer|nr)karty|kart[ay](kredyt|platnicz)|posiadaczakarty|cartaode|numerodocartao"
              + "|номеркарты|kortnummer|kortinnehav|kortholder|kartnumarasi|kartno"
              + "|cvv|cvc|cvn2|cryptogram|visacard|mastercard"
              + "|expir|ablaufdat|gultigbis|gueltigbis|verfallsdat|vervaldat|caducidad|scadenza"
              + "|vencimiento|validade|waznosci|срокдейств"
              + "|(security|verification|verify|confirmation|auth|authentication|authorization"
              + "|activation|backup|recovery|access|login|sms|onetime|otp)code"
              + "|(sicherheits|verifizierungs|bestatigungs|bestaetigungs|freigabe|aktivierungs"
              + "|zugangs|einmal|prufungs|anmelde|sms)(code|passwort|kennwort|nummer|pin|tan)"
              + "|pruf(ziffer|nummer)|pruef(ziffer|nummer)"
              + "|code(de|di|du)?(la)?(securite|verification|confirmation|validation)"
              + "|codigode(seguridad|verificacion|confirmacion|seguranca|verificacao)"
              + "|codicedi?(sicurezza|verifica|conferma|controllo)"
              + "|(veiligheids|verificatie|controle|bevestigings)code"
              + "|kod(zabezpiecz|bezpieczen|weryfik|potwierdz|sms|cvv)"
              + "|onetime|einmalpass|2fa|mfa|totp|twofactor|authenticator"
              + "|iban|socialsecurity|sozialversicherungsn|bankaccount|accountnumber|kontonummer"
              + "|apikey|token|captcha");

  /** What is secret only as a whole word. */
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "pin", "tan", "mtan", "itan", "smstan", "pushtan", "otp", "pw", "pwd", "pswd", "pass",
          "csc", "cid", "cvn", "ssn", "bic", "swift", "clave", "mdp", "cc");

  /** A postal code is called pin code in India. */
  private static final Pattern PIN_CODE = Pattern.compile("pin ?code");

  private static final Pattern POSTAL = Pattern.compile("post|zip|area|district|delivery");

  /** Words that a search begins with or consists of. */
  private static final Pattern SEARCH =
      Pattern.compile(
          "^(query|kw|search|keywords?|suche|suchen|suchbegriff|suchwort|recherche|rechercher"
              + "|buscar|busca|busqueda|cerca|ricerca|zoeken|zoek|szukaj|wyszukaj|pesquisa|pesquisar"
              + "|procurar|sok|sog|haku|hledat|vyhledat|ara|поиск|искать|検索|搜索|검색|بحث)\\b.*|.*\\b(search"
              + " ?(box|bar|field|term|query|text|input|str|string|phrase)|site ?search)\\b.*");

  private NeverFilled() {}

  /** Whether a field is one of these, whatever its type was held to be. */
  public static boolean holds(WebField field) {
    String type = plain(field.type()).replace(" ", "");
    if (TYPES.contains(type) || Autocomplete.namesSecret(plain(field.autocomplete()))) {
      return true;
    }
    List<String> names =
        List.of(
            field.name(),
            field.id(),
            field.label(),
            field.placeholder(),
            field.title(),
            field.before(),
            field.autocomplete().replace("off", ""));
    String[] words = new String[names.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = FieldWords.joined(names.get(i));
    }
    boolean nameless = words[2].isEmpty() && words[3].isEmpty() && words[5].isEmpty();
    if (nameless && (words[0].equals("q") || words[0].equals("s"))) {
      return true;
    }
    for (String name : words) {
      if (isSecret(name, words) || SEARCH.matcher(name).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name says that what it stands for is a secret. */
  public static boolean namesSecret(String name) {
    String words = FieldWords.joined(name);
    return isSecret(words, new String[] {words});
  }

  private static boolean isSecret(String name, String[] all) {
    if (name.isEmpty()) {
      return false;
    }
    if (SECRET_PART.matcher(name.replace(" ", "")).find()) {
      return true;
    }
    boolean postal = false;
    for (String other : all) {
      postal |= POSTAL.matcher(other).find();
    }
    if (PIN_CODE.matcher(name).find() && postal) {
      return false;
    }
    for (String word : name.split(" ")) {
      if (SECRET_WORDS.contains(word) || word.equals("pincode")) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String text) {
    return FieldWords.marks(text).toLowerCase(Locale.ROOT).strip();
  }
}
