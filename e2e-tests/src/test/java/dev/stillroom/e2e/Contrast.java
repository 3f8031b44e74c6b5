package dev.stillroom.e2e;

/**
 * How well letters stand out from what is behind them, by WCAG 2.2. axe-core leaves disabled
 * buttons out, as the norm does; a person still has to read what could be done here.
 */
final class Contrast {

  /**
   * A function of a selector whose value lists what has less than 4.5 to 1. Colours are as the page
   * has computed them, one laid over the other as far as they can be seen through.
   */
  static final String TOO_LITTLE =
      """
      selector => {
        const brush = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
        const over = (colour, below) => {
          brush.fillStyle = below;
          brush.fillRect(0, 0, 1, 1);
          brush.fillStyle = colour;
          brush.fillRect(0, 0, 1, 1);
          const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
          return `rgb(${red} ${green} ${blue})`;
        };
        const behind = (element) => element === null ? 'Canvas'
          : over(getComputedStyle(element).backgroundColor, behind(element.parentElement));
        const light = (colour) => {
          const [red, green, blue] = colour.match(/\\d+/g).map((part) => {
            const value = part / 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        return [...document.querySelectorAll(selector)].map((element) => {
          const below = behind(element);
          const letters = over(getComputedStyle(element).color, below);
          const [less, more] = [light(below), light(letters)].sort((a, b) => a - b);
          const ratio = (more + 0.05) / (less + 0.05);
          return ratio >= 4.5 ? '' : `${element.className} '${element.innerText}': `
            + `${letters} on ${below} is ${ratio.toFixed(2)}`;
        }).filter((said) => said !== '');
      }
      """;

  private Contrast() {}
}
