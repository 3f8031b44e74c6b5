// The extension's pages: one head for all of them.

/** `look` is the body's class, by which the style sheets tell pages apart. */
const side = (name, script = name) => ({ name, look: 'side', script });
const whole = (name, look = name) => ({ name, look, script: name });

export const PAGES = [
  whole('popup'),
  whole('options'),
  whole('welcome'),
  whole('errors', 'welcome'),
  whole('try', 'welcome'),
  side('panel'),
  side('fill', 'fill-panel'),
  side('repeat'),
  side('summary', 'summary-panel'),
  side('ask', 'ask-panel'),
];

export const htmlOf = ({ look, script }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Stillroom</title>
    <link rel="icon" href="icons/learning-32.png" />
    <link rel="stylesheet" href="style.css" />
  </head>
  <body class="${look}">
    <div id="root"></div>
    <script src="${script}.js"></script>
  </body>
</html>
`;
