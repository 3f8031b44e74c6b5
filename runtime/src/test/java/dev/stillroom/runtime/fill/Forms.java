package dev.stillroom.runtime.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forms of ten builds, and the same order in five kinds of sources. */
final class Forms {

  private static final String COUNTRIES =
      "<option value=''>--</option><option value='AT'>Austria</option><option value='DE'>Germany"
          + "</option><option value='FR'>France</option><option value='US'>United States</option>";

  /** A form and what belongs into each of its fields that are filled at all. */
  record Case(String html, Map<String, String> wanted) {}

  private Forms() {}

  static Map<String, Case> cases() {
    Map<String, Case> all = new LinkedHashMap<>();
    all.put(
        "plain",
        of(
            "<form><label>First name <input name=firstname></label><label>Last name <input"
                + " name=lastname></label><label>Street address <input name=street></label>"
                + "<label>ZIP / Postal code <input name=zip></label><label>City <input"
                + " name=city></label><label>Country <select name=country>"
                + COUNTRIES
                + "</select></label><label>Email <input name=email></label><label>Phone <input"
                + " name=phone></label><label>Order notes <textarea name=notes></textarea></label>"
                + "</form>",
            "firstname=Grete;lastname=Beispiel;street=Musterweg 12a;zip=10115;city=Berlin;"
                + "country=DE;email=grete@beispiel.example;phone=+49 30 5550123"));
    all.put(
        "german",
        of(
            "<html lang=de><form><label for=a>Vorname*</label><input id=a name=a><label"
                + " for=b>Nachname*</label><input id=b name=b><label for=c>Straße und"
                + " Hausnummer</label><input id=c name=c><label for=d>PLZ</label><input id=d"
                + " name=d maxlength=5><label for=e>Ort</label><input id=e name=e><label"
                + " for=f>E-Mail-Adresse</label><input id=f name=f type=email><label"
                + " for=g>Telefon</label><input id=g name=g type=tel></form>",
            "a=Grete;b=Beispiel;c=Musterweg 12a;d=10115;e=Berlin;f=grete@beispiel.example;"
                + "g=+49 30 5550123"));
    all.put(
        "address split",
        of(
            "<html lang=de><form><label>Vorname <input name=vorname></label><label>Nachname <input"
                + " name=nachname></label><label>Straße <input name=strasse></label><label>"
                + "Hausnummer <input name=hausnummer></label><label>Postleitzahl <input name=plz>"
                + "</label><label>Stadt <input name=stadt></label></form>",
            "vorname=Grete;nachname=Beispiel;strasse=Musterweg;hausnummer=12a;plz=10115;"
                + "stadt=Berlin"));
    all.put(
        "one name",
        of(
            "<form><label>Full name <input name=fullname></label><label>Address line 1 <input"
                + " name=address1></label><label>Address line 2 <input name=address2></label>"
                + "<label>Town/City <input name=town></label><label>Postcode <input name=postcode>"
                + "</label><label>Email address <input name=mail type=email></label></form>",
            "fullname=Grete Beispiel;address1=Musterweg 12a;town=Berlin;postcode=10115;"
                + "mail=grete@beispiel.example"));
    all.put(
        "autocomplete alone",
        of(
            "<form><input name=x1a autocomplete='shipping given-name'><input name=x2b"
                + " autocomplete='shipping family-name'><input name=x3c autocomplete='shipping"
                + " postal-code'><input name=x4d autocomplete='shipping address-level2'><input"
                + " name=x5e autocomplete=email></form>",
            "x1a=Grete;x2b=Beispiel;x3c=10115;x4d=Berlin;x5e=grete@beispiel.example"));
    all.put(
        "hints only",
        of(
            "<form><input placeholder='First name' name=contact_first_name><input placeholder='Last"
                + " name' name=contact_last_name><input placeholder='E-mail'"
                + " name=contact_email><input placeholder='Phone number' name=contact_phone>"
                + "</form>",
            "contact_first_name=Grete;contact_last_name=Beispiel;"
                + "contact_email=grete@beispiel.example;contact_phone=+49 30 5550123"));
    all.put(
        "french",
        of(
            "<html lang=fr><form><label>Prénom <input name=prenom></label><label>Nom de famille"
                + " <input name=nom></label><label>Adresse <input name=adresse></label><label>Code"
                + " postal <input name=cp></label><label>Ville <input name=ville></label><label>"
                + "Courriel <input name=courriel></label><label>Téléphone <input name=telephone>"
                + "</label></form>",
            "prenom=Grete;nom=Beispiel;adresse=Musterweg 12a;cp=10115;ville=Berlin;"
                + "courriel=grete@beispiel.example;telephone=+49 30 5550123"));
    all.put(
        "phone apart",
        of(
            "<form><label>Name <input name=name></label><label>Country code <select"
                + " name=phone_country_code><option value='+43'>+43 Austria<option value='+49'>+49"
                + " Germany</select></label><label>Phone number <input name=phone_number type=tel>"
                + "</label><label>E-mail <input name=email></label></form>",
            "name=Grete Beispiel;phone_country_code=+49;phone_number=30 5550123;"
                + "email=grete@beispiel.example"));
    all.put(
        "secrets between",
        of(
            "<form><input type=search name=q placeholder=Search><label>Email <input name=email"
                + " type=email></label><label>Password <input name=password type=password></label>"
                + "<label>First name <input name=first_name></label><label>Last name <input"
                + " name=last_name></label><label>Name on card <input name=card_name></label>"
                + "<label>Card number <input name=card_number></label><label>CVC <input name=cvc>"
                + "</label><div style='position:absolute;left:-9999px'><label>Phone <input"
                + " name=phone></label></div></form>",
            "email=grete@beispiel.example;first_name=Grete;last_name=Beispiel"));
    all.put(
        "second step",
        of(
            "<html lang=es><form><h2>Paso 2 de 3</h2><label>Nombre <input name=nombre></label>"
                + "<label>Apellidos <input name=apellidos></label><label>Dirección <input"
                + " name=direccion></label><label>Código postal <input name=codigo_postal></label>"
                + "<label>Ciudad <input name=ciudad></label><label>País <select name=pais>"
                + "<option value=''>Seleccione<option value=1>Alemania<option value=2>España"
                + "</select></label></form>",
            "nombre=Grete;apellidos=Beispiel;direccion=Musterweg 12a;codigo_postal=10115;"
                + "ciudad=Berlin;pais=1"));
    return all;
  }

  private static Case of(String html, String wanted) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : wanted.split(";")) {
      values.put(
          "name:" + pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return new Case(html, values);
  }

  /** The same order, from wherever it comes. */
  static Map<String, Input> sources() {
    Map<String, Input> all = new LinkedHashMap<>();
    all.put(
        "json",
        json(
            "{'order': 4711, 'customer': {'firstName': 'Grete', 'lastName': 'Beispiel', 'email':"
                + " 'grete@beispiel.example', 'phone': '+49 30 5550123', 'address': {'street':"
                + " 'Musterweg 12a', 'postalCode': '10115', 'city': 'Berlin', 'country': 'DE'}},"
                + " 'items': [{'name': 'Tea'}, {'name': 'Cup'}]}"));
    ObjectNode row =
        TableRows.of(
                "Vorname;Nachname;Straße;Hausnummer;PLZ;Ort;Land;E-Mail;Telefon\n"
                    + "Grete;Beispiel;Musterweg;12a;10115;Berlin;Deutschland;"
                    + "grete@beispiel.example;+49 30 5550123\n")
            .getFirst();
    ObjectNode csv = JsonNodeFactory.instance.objectNode();
    csv.set("json", row);
    all.put("csv", new Input(csv));
    all.put(
        "html",
        member(
            "html",
            "<html><body><nav>Shop</nav><h1>Order 4711</h1><table><tr><th>Customer name</th><td>"
                + "Grete Beispiel</td></tr><tr><th>E-mail</th><td>grete@beispiel.example</td></tr>"
                + "<tr><th>Phone</th><td>+49 30 5550123</td></tr></table><h2>Deliver to</h2><p>"
                + "Grete Beispiel<br>Musterweg 12a<br>10115 Berlin<br>Germany</p></body></html>"));
    all.put(
        "text",
        member(
            "text",
            "Hello,\n\nplease send one more tea pot to me.\n\nGrete Beispiel\nMusterweg 12a\n"
                + "10115 Berlin\nDeutschland\n\nTel.: +49 30 5550123\ngrete@beispiel.example\n"));
    ObjectNode previous = JsonNodeFactory.instance.objectNode();
    previous.set(
        "previous",
        json("{'form': {'form': 1, 'fields': [{'tag': 'input', 'name': 'n', 'label': 'Full"
                + " name'}, {'tag': 'input', 'name': 's', 'label': 'Street address'}, {'tag':"
                + " 'input', 'name': 'z', 'label': 'Postcode'}, {'tag': 'input', 'name': 'c',"
                + " 'label': 'City'}, {'tag': 'select', 'type': 'select-one', 'name': 'l',"
                + " 'label': 'Country', 'options': [['1', 'Germany'], ['2', 'France']]},"
                + " {'tag': 'input', 'name': 'e', 'label': 'Email'}, {'tag': 'input', 'name':"
                + " 'p', 'label': 'Phone'}]}, 'values': {'name:n': 'Grete Beispiel', 'name:s':"
                + " 'Musterweg 12a', 'name:z': '10115', 'name:c': 'Berlin', 'name:l': '1',"
                + " 'name:e': 'grete@beispiel.example', 'name:p': '+49 30 5550123'}}")
            .members()
            .path("json"));
    all.put("previous form", new Input(previous));
    return all;
  }

  static Input json(String single) {
    try {
      JsonNode value = StrictJson.read(single.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      members.set("json", value);
      return new Input(members);
    } catch (IOException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  private static Input member(String name, String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put(name, text));
  }
}
