package dev.stillroom.host.teacher;

import java.io.IOException;
import java.util.Optional;

/**
 * Where keys of teachers are kept: in the system's keyring where there is one, otherwise in a file
 * that is the person's alone. Never in the journal, the log or the browser.
 */
public sealed interface KeyPlace permits SecretService, Keychain, CredentialManager, KeyFile {

  /** Where that is, for the person. */
  String name();

  void put(String teacher, String key) throws IOException;

  Optional<String> get(String teacher) throws IOException;

  void remove(String teacher) throws IOException;
}
