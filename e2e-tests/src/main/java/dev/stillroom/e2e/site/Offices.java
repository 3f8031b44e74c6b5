package dev.stillroom.e2e.site;

/** Small applications of an office, in which a person does the same things again and again. */
public final class Offices {

  public static final String ORDERS = "orders.localhost";
  public static final String TICKETS = "tickets.localhost";
  public static final String MAIL = "mail.localhost";
  public static final String BOOKS = "books.localhost";
  public static final String REPORTS = "reports.localhost";

  private static final int MANY = 8;

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
      <title>%s</title><style>body{font:16px system-ui;margin:2rem;max-width:40rem}
      label{display:block;margin:.8rem 0}input,select{display:block;margin-top:.3rem}</style>
      """;

  private Offices() {}

  /** Puts all of them up. */
  public static void putUp(Site site) {
    orders(site);
    tickets(site);
    letters(site);
    reports(site);
  }

  private static String page(String title, String body) {
    return HEAD.formatted(title) + "<h1>" + title + "</h1>" + body;
  }

  /** The one for orders alone. */
  public static void orders(Site site) {
    site.putUp(ORDERS, "/", page("Orders", "<p><a href=/new>New order</a></p>"));
    site.putUp(
        ORDERS,
        "/new",
        page(
            "New order",
            """
            <form action="/saved">
              <label>Customer <input name="customer"></label>
              <label>Amount <input name="amount"></label>
              <label>Delivery <select name="delivery"><option>by hand<option>by post<option>by
              cart</select></label>
              <button>Save order</button>
            </form>
            """));
    site.putUp(
        ORDERS,
        "/saved",
        page(
            "Saved",
            """
            <p id="what"></p><p><a href="/">All orders</a></p>
            <script>
              const said = new URLSearchParams(location.search);
              document.querySelector('#what').textContent =
                `${said.get('customer')}, ${said.get('amount')}, ${said.get('delivery')}`;
            </script>
            """));
  }

  private static void tickets(Site site) {
    StringBuilder list = new StringBuilder("<ul>");
    for (int i = 1; i <= MANY; i++) {
      list.append("<li><a href=/ticket/").append(i).append(">Ticket ").append(i).append("</a>");
      site.putUp(
          TICKETS,
          "/ticket/" + i,
          page(
              "Ticket " + i,
              """
              <label>Comment <input id="comment"></label>
              <label>Team <select id="team"><option>nobody<option>garden<option>kitchen</select>
              </label>
              <button type="button" id="assign">Assign</button>
              <p id="what"></p><p><a href="/">All tickets</a></p>
              <script>
                assign.onclick = () => {
                  what.textContent = `${comment.value} for ${team.value}`;
                };
              </script>
              """));
    }
    site.putUp(TICKETS, "/", page("Tickets", list + "</ul>"));
  }

  private static void letters(Site site) {
    StringBuilder list = new StringBuilder("<ul>");
    for (int i = 1; i <= MANY; i++) {
      list.append("<li><a href=/letter/").append(i).append(">Letter ").append(i).append("</a>");
      site.putUp(
          MAIL,
          "/letter/" + i,
          page(
              "Letter " + i,
              "<p>Please book the invoice <b class=\"number\" id=\"number\">INV-"
                  + (300 + 7 * i)
                  + "</b>.</p><p><a href=/>All letters</a></p>"));
    }
    site.putUp(MAIL, "/", page("Letters", list + "</ul>"));
    site.putUp(
        BOOKS,
        "/",
        page(
            "Books",
            """
            <label>Invoice <input id="invoice"></label>
            <label>Account <select id="account"><option>none<option>travel<option>paper</select>
            </label>
            <button type="button" id="book">Enter it</button><p id="what"></p>
            <script>
              book.onclick = () => {
                what.textContent = `${invoice.value} on ${account.value}`;
              };
            </script>
            """));
  }

  private static void reports(Site site) {
    for (int i = 1; i <= MANY; i++) {
      site.putUpText(REPORTS, "/report-" + i + ".csv", "text/csv", "pots,sold\n" + i + ",7\n");
    }
    site.putUp(
        REPORTS,
        "/",
        page(
            "Reports",
            """
            <label>Month <input id="month"></label>
            <label>Shop <select id="shop"><option>all<option>north<option>south</select></label>
            <p><a id="export" download>Export</a></p>
            <script>
              const link = document.querySelector('#export');
              const chosen = () => {
                link.href = `/report-${month.value}.csv`;
                link.download = `report-${month.value}.csv`;
              };
              month.onchange = chosen;
            </script>
            """));
  }
}
