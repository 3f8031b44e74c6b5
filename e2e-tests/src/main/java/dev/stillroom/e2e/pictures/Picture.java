package dev.stillroom.e2e.pictures;

import java.nio.file.Path;

/**
 * A fixture on disk.
 *
 * @param sha256 of the file, hexadecimal
 */
public record Picture(Recipe recipe, Path file, String sha256, long bytes) {

  public String name() {
    return recipe.name();
  }

  public String mime() {
    return recipe.format().mime();
  }
}
