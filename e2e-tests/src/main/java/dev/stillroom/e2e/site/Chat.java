package dev.stillroom.e2e.site;

/** A page with a machine to talk to, and one where people leave remarks that nobody answers. */
public final class Chat {

  public static final String HOST = "chat.localhost";

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
      <title>%s</title><style>body{font:16px system-ui;margin:2rem;max-width:40rem}
      textarea{display:block;width:30rem;height:3rem}</style><h1>%s</h1>
      """;

  private Chat() {}

  public static void putUp(Site site) {
    site.putUp(
        HOST,
        "/",
        HEAD.formatted("Talk", "Talk")
            + """
            <main id="talk"></main>
            <form id="form"><textarea id="box" aria-label="Message"></textarea>
              <button>Send</button></form>
            <p>The machine is wrong at times.</p>
            <script>
              const say = (who, text) => {
                const part = document.createElement('article');
                part.className = who;
                part.innerHTML = '<p></p>';
                part.firstChild.textContent = text;
                talk.append(part);
                if (who === 'person') return;
                const copy = document.createElement('button');
                copy.textContent = 'Copy';
                copy.onclick = () => navigator.clipboard.writeText(text).catch(() => {});
                part.append(copy);
              };
              const answer = asked => {
                const name = /surname first: (\\S+) (\\S+)/.exec(asked);
                return name ? `${name[2]}, ${name[1]}` : 'I do not know.';
              };
              const send = () => {
                const asked = box.value.trim();
                box.value = '';
                say('person', asked);
                setTimeout(() => say('machine', answer(asked)), 100);
              };
              form.onsubmit = event => { event.preventDefault(); send(); };
              box.onkeydown = event => {
                if (event.key !== 'Enter' || event.shiftKey) return;
                event.preventDefault();
                send();
              };
            </script>
            """);
    site.putUp(
        HOST,
        "/remarks",
        HEAD.formatted("Remarks", "Remarks")
            + """
            <main id="all"></main>
            <form id="form"><textarea id="box" aria-label="Remark"></textarea>
              <button>Leave it</button></form>
            <p>Be kind.</p>
            <script>
              form.onsubmit = event => {
                event.preventDefault();
                const part = document.createElement('article');
                part.innerHTML = '<p></p><p>just now</p>';
                part.firstChild.textContent = box.value.trim();
                all.append(part);
                box.value = '';
              };
            </script>
            """);
  }
}
