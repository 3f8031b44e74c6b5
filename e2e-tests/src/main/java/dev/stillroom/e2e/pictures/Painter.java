package dev.stillroom.e2e.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws a recipe's motif. Everything is a function of the seed. */
final class Painter {

  private final Recipe recipe;
  private final RandomGenerator random;
  private final int width;
  private final int height;

  private Painter(Recipe recipe) {
    this.recipe = recipe;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(recipe.seed());
    this.width = recipe.width();
    this.height = recipe.height();
  }

  /** The picture as a viewer shows it; with an alpha channel only where the motif needs one. */
  static BufferedImage paint(Recipe recipe) {
    return new Painter(recipe).paint();
  }

  private BufferedImage paint() {
    boolean transparent = recipe.motif() == Recipe.Motif.CUTOUT;
    BufferedImage image =
        new BufferedImage(
            width, height, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    switch (recipe.motif()) {
      case LANDSCAPE -> landscape(g);
      case STILL_LIFE -> stillLife(g);
      case CUTOUT -> jug(g);
      case CHART -> chart(g);
    }
    g.dispose();
    if (recipe.motif() == Recipe.Motif.LANDSCAPE || recipe.motif() == Recipe.Motif.STILL_LIFE) {
      grain(image);
    }
    return image;
  }

  private void landscape(Graphics2D g) {
    float hue = random.nextFloat();
    Color top = Color.getHSBColor(hue, 0.55f, 0.75f);
    Color bottom = Color.getHSBColor(hue + 0.12f, 0.25f, 0.98f);
    g.setPaint(new GradientPaint(0, 0, top, 0, height * 0.7f, bottom));
    g.fillRect(0, 0, width, height);
    float x = width * (0.2f + 0.6f * random.nextFloat());
    float y = height * (0.15f + 0.25f * random.nextFloat());
    float radius = Math.min(width, height) * 0.4f;
    g.setPaint(
        new RadialGradientPaint(
            x,
            y,
            radius,
            new float[] {0, 0.18f, 0.2f, 1},
            new Color[] {
              new Color(255, 250, 225),
              new Color(255, 246, 205),
              new Color(255, 240, 190, 120),
              new Color(255, 240, 190, 0)
            }));
    g.fillRect(0, 0, width, height);
    int layers = 4;
    for (int layer = 0; layer < layers; layer++) {
      float depth = (layer + 1f) / layers;
      g.setColor(Color.getHSBColor(hue + 0.35f, 0.25f + 0.35f * depth, 0.75f - 0.5f * depth));
      g.fill(hill(height * (0.45f + 0.13f * layer), height * 0.09f));
    }
  }

  private Path2D hill(float base, float swing) {
    double phase = random.nextDouble(Math.TAU);
    double waves = 1 + random.nextDouble(2);
    Path2D path = new Path2D.Double();
    path.moveTo(0, height);
    for (int x = 0; x <= width; x += Math.max(1, width / 400)) {
      double t = (double) x / width * Math.TAU * waves + phase;
      path.lineTo(
          x, base - swing * (Math.sin(t) + 0.4 * Math.sin(2.7 * t) + 0.1 * Math.sin(11 * t)));
    }
    path.lineTo(width, height);
    path.closePath();
    return path;
  }

  private void stillLife(Graphics2D g) {
    float hue = random.nextFloat();
    Color wall = Color.getHSBColor(hue, 0.12f, 0.95f);
    g.setPaint(new GradientPaint(0, 0, wall, width, height, wall.darker()));
    g.fillRect(0, 0, width, height);
    Color table = Color.getHSBColor(0.08f, 0.45f, 0.6f);
    g.setPaint(new GradientPaint(0, height * 0.75f, table, 0, height, table.darker()));
    g.fillRect(0, (int) (height * 0.75), width, height);
    g.setColor(new Color(0, 0, 0, 70));
    g.fill(new Ellipse2D.Double(width * 0.28, height * 0.8, width * 0.5, height * 0.1));
    jug(g);
  }

  private void jug(Graphics2D g) {
    double middle = width * 0.5;
    double half = Math.min(width, height) * (0.17 + 0.08 * random.nextDouble());
    double neck = half * (0.4 + 0.25 * random.nextDouble());
    double top = height * 0.2;
    double foot = height * 0.86;
    Path2D body = new Path2D.Double();
    body.moveTo(middle - neck, top);
    body.curveTo(
        middle - neck, height * 0.4, middle - half * 1.5, height * 0.5, middle - half, foot);
    body.lineTo(middle + half, foot);
    body.curveTo(
        middle + half * 1.5, height * 0.5, middle + neck, height * 0.4, middle + neck, top);
    body.closePath();
    float hue = random.nextFloat();
    Color glaze = Color.getHSBColor(hue, 0.6f, 0.75f);
    g.setStroke(new BasicStroke(Math.max(2f, (float) half / 6)));
    g.setColor(glaze.darker());
    g.draw(new Ellipse2D.Double(middle + half * 0.5, height * 0.35, half, height * 0.25));
    g.setPaint(
        new GradientPaint(
            (float) (middle - half),
            0,
            glaze.brighter(),
            (float) (middle + half),
            0,
            glaze.darker()));
    g.fill(body);
    g.setClip(body);
    g.setColor(Color.getHSBColor(hue + 0.5f, 0.5f, 0.9f));
    int bands = 1 + random.nextInt(3);
    for (int band = 0; band < bands; band++) {
      double y = height * (0.5 + 0.1 * band);
      g.fill(new Rectangle2D.Double(0, y, width, height * 0.035));
    }
    g.setClip(null);
  }

  private void chart(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    int left = width / 10;
    int floor = height - height / 8;
    int bars = 5 + random.nextInt(6);
    int step = (width - 2 * left) / bars;
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(8, height / 24)));
    Path2D line = new Path2D.Double();
    for (int i = 0; i < bars; i++) {
      double share = 0.15 + 0.75 * random.nextDouble();
      int x = left + i * step;
      int tall = (int) (share * (floor - height / 10));
      g.setColor(Color.getHSBColor(0.58f, 0.35f + 0.04f * i, 0.8f));
      g.fillRect(x + step / 8, floor - tall, step * 3 / 4, tall);
      g.setColor(Color.DARK_GRAY);
      g.drawString("Q" + (i + 1), x + step / 4, floor + height / 14);
      double y = floor - tall - height / 20.0;
      if (i == 0) {
        line.moveTo(x + step / 2.0, y);
      } else {
        line.lineTo(x + step / 2.0, y);
      }
    }
    g.setStroke(new BasicStroke(Math.max(1.5f, height / 160f)));
    g.setColor(new Color(0xC0392B));
    g.draw(line);
    g.setColor(Color.BLACK);
    g.drawLine(left, floor, width - left, floor);
    g.drawLine(left, height / 10, left, floor);
  }

  /** Sensor noise: what makes a photo hard to encode and easy to tell from a drawing. */
  private void grain(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      int noise = (int) ((random.nextInt() >>> 28) - 8);
      pixels[i] =
          clamp((pixels[i] >> 16 & 255) + noise) << 16
              | clamp((pixels[i] >> 8 & 255) + noise) << 8
              | clamp((pixels[i] & 255) + noise);
    }
  }

  private static int clamp(int value) {
    return Math.clamp(value, 0, 255);
  }
}
