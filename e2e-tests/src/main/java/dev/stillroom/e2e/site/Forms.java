package dev.stillroom.e2e.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dispatch office's forms, built in ten ways, two that are after other people's data, and a
 * webmail whose order mails say what belongs into them. In the forms' markup {@code data-check}
 * says for whoever looks at them what belongs where; nothing else reads it.
 */
public final class Forms {

  public static final String OFFICE = "office.localhost";
  public static final String MAIL = "post.localhost";

  /** The ten forms. */
  public static final List<String> TEN =
      List.of(
          "plain",
          "react",
          "components",
          "frames",
          "deutsch",
          "split",
          "steps",
          "masked",
          "choices",
          "notes");

  private static final List<String> OTHERS =
      List.of("frames-address", "hostile", "swapped", "ship", "thirty", "widgets", "pull");

  private Forms() {}

  /** Someone's order, with every form in which its parts are asked for. */
  public record Order(
      String number,
      String given,
      String family,
      String organization,
      String street,
      String house,
      String postcode,
      String city,
      String country,
      String countryCode,
      String email,
      String phone,
      String date) {

    public String name() {
      return given + " " + family;
    }

    /** Street and number as people of that country write them. */
    public String streetAndHouse() {
      return countryCode.equals("DE") ? street + " " + house : house + " " + street;
    }
  }

  public static List<Order> orders() {
    return List.of(
        order(
            "A-1041",
            "Ada",
            "Fairweather",
            "Fairweather Looms",
            "Mill Lane",
            "12",
            "LS1 4DY",
            "Leeds",
            "ada@fairweather.example",
            "+44 113 4960018",
            "2026-12-04"),
        order(
            "A-1042",
            "Tobias",
            "Quist",
            "Quist & Daughters",
            "Harbour Road",
            "7",
            "BS1 5TY",
            "Bristol",
            "tobias.quist@post.example",
            "+44 117 4960275",
            "2026-12-07"),
        order(
            "A-1043",
            "Maren",
            "Oakley",
            "Oakley Instruments",
            "Castle Street",
            "31",
            "EH1 2NG",
            "Edinburgh",
            "maren@oakley.example",
            "+44 131 4960112",
            "2026-12-09"),
        order(
            "A-1044",
            "Ruben",
            "Hale",
            "Hale Bindery",
            "Chapel Row",
            "5",
            "BA1 1HN",
            "Bath",
            "r.hale@bindery.example",
            "+44 1225 496034",
            "2026-12-11"));
  }

  private static Order order(
      String number,
      String given,
      String family,
      String organization,
      String street,
      String house,
      String postcode,
      String city,
      String email,
      String phone,
      String date) {
    return new Order(
        number,
        given,
        family,
        organization,
        street,
        house,
        postcode,
        city,
        "United Kingdom",
        "GB",
        email,
        phone,
        date);
  }

  /** What each check of the forms' markup expects; empty text where nothing belongs. */
  public static Map<String, List<String>> expected(Order order) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("name", List.of(order.name()));
    all.put("given-name", List.of(order.given()));
    all.put("family-name", List.of(order.family()));
    all.put("organization", List.of(order.organization()));
    all.put("street", List.of(order.streetAndHouse()));
    all.put("street-name", List.of(order.street()));
    all.put("house-number", List.of(order.house()));
    all.put("postcode", List.of(order.postcode()));
    all.put("city", List.of(order.city()));
    all.put("country", List.of(order.country(), "GB", "gb"));
    all.put("country-code", List.of(order.countryCode()));
    all.put("email", List.of(order.email()));
    all.put("phone", List.of(order.phone(), order.phone().replace(" ", "")));
    all.put("order", List.of(order.number()));
    all.put("date", List.of(british(order.date())));
    all.put("date-iso", List.of(order.date()));
    all.put("shipping", List.of("exp"));
    all.put("parcels", List.of("2"));
    all.put(
        "address",
        List.of(
            order.streetAndHouse(),
            String.join("\n", order.streetAndHouse(), order.postcode() + " " + order.city()),
            String.join("\n", order.streetAndHouse(), order.city(), order.postcode()),
            String.join(", ", order.streetAndHouse(), order.postcode() + " " + order.city())));
    all.put("none", List.of());
    all.put("never", List.of());
    all.put("rejected", List.of());
    return all;
  }

  private static String british(String iso) {
    return iso.replaceAll("(\\d{4})-(\\d{2})-(\\d{2})", "$3/$2/$1");
  }

  public static void putUp(Site site) {
    site.putUpText(OFFICE, "/forms.css", "text/css", resource("forms.css"));
    for (String name : TEN) {
      site.putUp(OFFICE, "/" + name, resource(name + ".html"));
    }
    for (String name : OTHERS) {
      site.putUp(OFFICE, "/" + name.replace('-', '/'), resource(name + ".html"));
    }
    StringBuilder inbox = new StringBuilder();
    for (Order order : orders()) {
      site.putUp(MAIL, "/mail/" + order.number().substring(2), mail(order));
      inbox.append(
          "<li><a href=\"/mail/%s\">%s: order %s</a></li>"
              .formatted(order.number().substring(2), order.name(), order.number()));
    }
    site.putUp(MAIL, "/part", page("Payment", "<label>Name on invoice <input></label>"));
    site.putUp(MAIL, "/", page("Inbox", "<h1>Inbox</h1><ul>" + inbox + "</ul>"));
    site.putUpText(MAIL, "/forms.css", "text/css", resource("forms.css"));
  }

  /** A mail as a shop sends it to its owner. */
  private static String mail(Order order) {
    return page(
        "New order " + order.number() + " – Post",
        """
        <p><a href="/">Inbox</a></p>
        <h1>New order %s</h1>
        <p>From: Web shop &lt;shop@looms.example&gt;</p>
        <p>Hello, a new order has arrived and is paid.</p>
        <table class="order">
          <tr><th>Order number</th><td>%s</td></tr>
          <tr><th>Name</th><td class="name">%s</td></tr>
          <tr><th>Company</th><td class="company">%s</td></tr>
          <tr><th>Street</th><td class="street">%s</td></tr>
          <tr><th>Postcode</th><td class="postcode">%s</td></tr>
          <tr><th>City</th><td class="city">%s</td></tr>
          <tr><th>Country</th><td class="country">%s</td></tr>
          <tr><th>E-mail</th><td class="email">%s</td></tr>
          <tr><th>Phone</th><td class="phone">%s</td></tr>
          <tr><th>Delivery date</th><td class="date">%s</td></tr>
        </table>
        <p>Thank you for using our shop.</p>
        """
            .formatted(
                order.number(),
                order.number(),
                order.name(),
                order.organization(),
                order.streetAndHouse(),
                order.postcode(),
                order.city(),
                order.country(),
                order.email(),
                order.phone(),
                order.date()));
  }

  /** The same as a document of a shop's interface. */
  public static String json(Order order) {
    return """
    {"order": {"number": "%s", "deliveryDate": "%s"},
     "customer": {"firstName": "%s", "lastName": "%s", "company": "%s", "email": "%s", "phone": "%s",
       "address": {"street": "%s", "postalCode": "%s", "city": "%s", "country": "%s"}}}
    """
        .formatted(
            order.number(),
            order.date(),
            order.given(),
            order.family(),
            order.organization(),
            order.email(),
            order.phone(),
            order.streetAndHouse(),
            order.postcode(),
            order.city(),
            order.country());
  }

  /** The same as a table. */
  public static String csv(List<Order> orders) {
    StringBuilder table =
        new StringBuilder(
            "Order number;Name;Company;Street;Postcode;City;Country;E-mail;Phone;Delivery date\n");
    for (Order order : orders) {
      table
          .append(
              String.join(
                  ";",
                  order.number(),
                  order.name(),
                  order.organization(),
                  order.streetAndHouse(),
                  order.postcode(),
                  order.city(),
                  order.country(),
                  order.email(),
                  order.phone(),
                  order.date()))
          .append('\n');
    }
    return table.toString();
  }

  private static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/forms.css">
    <title>%s</title>
    %s
    </html>
    """
        .formatted(title, body);
  }

  private static String resource(String name) {
    try (InputStream in = Forms.class.getResourceAsStream("forms/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
