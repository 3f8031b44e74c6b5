package dev.stillroom.e2e.site;

import java.util.List;

/** Sites that hand out papers: a bank its invoices, a railway its tickets. */
public final class Papers {

  public static final String BANK = "bank.localhost";
  public static final String RAIL = "rail.localhost";

  private Papers() {}

  /** Puts up a page of a site with a download for each name. */
  public static void putUp(Site site, String host, String title, List<String> names) {
    StringBuilder links = new StringBuilder();
    for (String name : names) {
      site.putUpText(host, "/" + name, "application/pdf", "%PDF-1.4 " + host + " " + name + "\n");
      links.append("<li><a download href=\"/%s\">Download %s</a></li>%n".formatted(name, name));
    }
    site.putUp(
        host,
        "/",
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
        <title>%s</title><h1>%s</h1><ul>%s</ul></html>
        """
            .formatted(title, title, links));
  }

  public static String invoice(int number) {
    return "invoice-2026-%02d.pdf".formatted(number);
  }

  public static String ticket(int number) {
    return "ticket_%04d_rail.pdf".formatted(4100 + 7 * number);
  }
}
