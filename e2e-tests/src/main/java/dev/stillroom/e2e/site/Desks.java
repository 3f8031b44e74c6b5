package dev.stillroom.e2e.site;

import dev.stillroom.e2e.site.Writing.Letter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Three places where people label all day: an issue tracker (a list box beside the open issue), a
 * webmail (buttons in each row), a help desk's queue (a list box in each row of a table).
 */
public final class Desks {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
      body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.25rem 3rem;
        background: light-dark(#fff, #17181b); color: light-dark(#1f2328, #e6e8eb); }
      header { display: flex; gap: 1rem; align-items: baseline; padding-block-end: .6rem;
        border-block-end: 1px solid light-dark(#d0d7de, #33373d); margin-block-end: 1rem; }
      header strong { font-size: 1.05rem; }
      a { color: light-dark(#0a58a8, #7ab7ff); }
      h1 { font-size: 1.35rem; margin: 0 0 .2rem; }
      .faint { color: light-dark(#59636e, #9aa4af); }
      .issue { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: 2rem; }
      aside dl { margin: 0; } aside dt { font-weight: 600; } aside dd { margin: 0 0 .9rem; }
      select, button { font: inherit; padding: .2rem .5rem; }
      ul.mails { list-style: none; padding: 0; margin: 0; }
      ul.mails li { display: grid; grid-template-columns: 10rem minmax(0, 1fr) auto; gap: .8rem;
        align-items: center; padding: .55rem .3rem;
        border-block-end: 1px solid light-dark(#e3e8ee, #2b2f35); }
      ul.mails p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: start; vertical-align: top; padding: .5rem .6rem;
        border-block-end: 1px solid light-dark(#e3e8ee, #2b2f35); }
      th { font-size: .85rem; }
      td p { margin: 0; }
      @media (max-width: 640px) {
        .issue { grid-template-columns: 1fr; gap: .5rem; }
        ul.mails li { grid-template-columns: 1fr; gap: .2rem; } ul.mails p { white-space: normal; }
        th:nth-child(2), td:nth-child(2) { display: none; }
      }
      """;

  private Desks() {}

  /** An issue, with its label in a column beside it. */
  public static String issue(Letter issue) {
    return page(
        "Issue " + issue.number() + " · " + issue.subject(),
        "Tracker",
        """
        <main class="issue">
          <article>
            <h1>%s</h1>
            <p class="faint">#%d opened by %s</p>
            <p>%s</p>
          </article>
          <aside aria-label="Properties">
            <dl>
              <dt>Assignee</dt><dd>nobody yet</dd>
              <dt><label for="label-%d">Label</label></dt>
              <dd><select id="label-%d" name="label">
                <option value="">no label</option>
                <option>bug</option><option>feature</option><option>question</option>
              </select></dd>
              <dt>Milestone</dt><dd>none</dd>
            </dl>
            <p id="saved" class="faint" role="status"></p>
          </aside>
        </main>
        <script>
          document.querySelector('select').addEventListener('change', (event) => {
            document.getElementById('saved').textContent = 'Saved as ' + event.target.value;
          });
        </script>
        """
            .formatted(
                issue.subject(),
                issue.number(),
                issue.from(),
                issue.body(),
                issue.number(),
                issue.number()));
  }

  /** The same with a menu of labels, and with other classes, ids and order than {@link #issue}. */
  public static String issueWithMenu(Letter issue) {
    return page(
        issue.subject() + " (" + issue.number() + ")",
        "Tracker",
        """
        <main>
          <button type="button" id="trigger" aria-haspopup="menu" aria-expanded="false"
            aria-controls="menu">Label</button>
          <div id="menu" role="menu" hidden>
            <button type="button" role="menuitem">bug</button>
            <button type="button" role="menuitem">feature</button>
            <button type="button" role="menuitem">question</button>
          </div>
          <span id="badge"></span>
          <h1>%s</h1>
          <p>%s</p>
        </main>
        <script>
          const [trigger, menu] = [document.getElementById('trigger'), document.getElementById('menu')];
          const open = (on) => { menu.hidden = !on; trigger.setAttribute('aria-expanded', on); };
          trigger.addEventListener('click', () => open(menu.hidden));
          menu.addEventListener('click', (event) => {
            document.getElementById('badge').textContent = event.target.textContent;
            open(false);
          });
        </script>
        """
            .formatted(issue.subject(), issue.body()));
  }

  /** An inbox; each button takes its mail away. */
  public static String inbox(List<Letter> mails) {
    String rows =
        mails.stream()
            .map(
                mail ->
                    """
                    <li id="mail-%d">
                      <span>%s</span>
                      <p><strong>%s</strong> <span class="faint">%s</span></p>
                      <span class="acts"><button type="button">Archive</button>
                        <button type="button">Important</button>
                        <button type="button">Spam</button></span>
                    </li>
                    """
                        .formatted(mail.number(), mail.from(), mail.subject(), mail.body()))
            .collect(Collectors.joining());
    return page(
        "Inbox (" + mails.size() + ")",
        "Mail",
        "<main><h1>Inbox</h1><ul class=\"mails\">"
            + rows
            + "</ul></main>"
            + """
            <script>
              let left = document.querySelectorAll('li').length;
              document.querySelector('ul').addEventListener('click', (event) => {
                if (!event.target.matches('button')) return;
                event.target.closest('li').remove();
                document.title = 'Inbox (' + --left + ')';
              });
            </script>
            """);
  }

  /** An issue with its label as radio buttons below it. */
  public static String issueWithRadios(Letter issue) {
    return page(
        "Issue " + issue.number(),
        "Tracker",
        """
        <main>
          <h1>%s</h1>
          <p>%s</p>
          <fieldset><legend>Label</legend>
            <label><input type="radio" name="label" value="1"> bug</label>
            <label><input type="radio" name="label" value="2"> feature</label>
            <label><input type="radio" name="label" value="3"> question</label>
          </fieldset>
        </main>
        """
            .formatted(issue.subject(), issue.body()));
  }

  /** A page that shows another page of the same site in a frame, as old desks do. */
  public static String framed(String address) {
    return page(
        "Desk",
        "Help desk",
        "<iframe src=\"%s\" title=\"Tickets\" width=\"940\" height=\"560\"></iframe>"
            .formatted(address));
  }

  /** A queue whose rows are elements of their own, each with an open shadow tree. */
  public static String queueOfElements(List<Letter> tickets) {
    String rows =
        tickets.stream()
            .map(
                ticket ->
                    """
                    <ticket-row id="ticket-%d" data-subject="%s" data-body="%s"></ticket-row>
                    """
                        .formatted(
                            ticket.number(), attribute(ticket.subject()), attribute(ticket.body())))
            .collect(Collectors.joining());
    return page(
        "Queue",
        "Help desk",
        "<main><h1>New tickets</h1><div>"
            + rows
            + """
            </div></main><script>
              customElements.define('ticket-row', class extends HTMLElement {
                connectedCallback() {
                  const root = this.attachShadow({mode: 'open'});
                  const [head, text] = [document.createElement('h3'), document.createElement('p')];
                  head.textContent = this.dataset.subject;
                  text.textContent = this.dataset.body;
                  const team = document.createElement('select');
                  team.setAttribute('aria-label', 'Team');
                  for (const name of ['', 'Access', 'Billing', 'Delivery']) {
                    team.add(new Option(name || 'unassigned', name));
                  }
                  root.append(head, text, team);
                }
              });
            </script>
            """);
  }

  private static String attribute(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;");
  }

  /** A queue; each ticket has the team it goes to. */
  public static String queue(List<Letter> tickets) {
    String rows =
        tickets.stream()
            .map(
                ticket ->
                    """
                    <tr id="ticket-%d">
                      <td>%d</td><td>%s</td>
                      <td><p><strong>%s</strong></p><p class="faint">%s</p></td>
                      <td><select name="team-%d" aria-label="Team for ticket %d">
                        <option value="">unassigned</option>
                        <option>Access</option><option>Billing</option><option>Delivery</option>
                      </select></td>
                    </tr>
                    """
                        .formatted(
                            ticket.number(),
                            ticket.number(),
                            ticket.from(),
                            ticket.subject(),
                            ticket.body(),
                            ticket.number(),
                            ticket.number()))
            .collect(Collectors.joining());
    return page(
        "Queue",
        "Help desk",
        "<main><h1>New tickets</h1><table><thead><tr><th>Nr</th><th>From</th><th>Matter</th>"
            + "<th>Team</th></tr></thead><tbody>"
            + rows
            + "</tbody></table></main>");
  }

  private static String page(String title, String site, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>%s</title>
    <style>%s</style>
    <header><strong>%s</strong> <nav><a href="/">Home</a></nav></header>
    %s
    </html>
    """
        .formatted(title, STYLE, site, body);
  }
}
