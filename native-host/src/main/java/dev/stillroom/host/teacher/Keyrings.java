package dev.stillroom.host.teacher;

import java.util.Locale;
import java.util.Optional;

/** The keyring of the system that this runs on. */
final class Keyrings {

  private Keyrings() {}

  /** Empty where there is none, or it does not answer: then keys are in a file. */
  static Optional<KeyPlace> find() {
    return switch (System.getProperty("os.name").toLowerCase(Locale.ROOT)) {
      case String os when os.startsWith("windows") -> CredentialManager.find();
      case String os when os.startsWith("mac") -> Keychain.find();
      default -> SecretService.find();
    };
  }
}
