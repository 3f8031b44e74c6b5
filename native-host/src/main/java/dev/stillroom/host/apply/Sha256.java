package dev.stillroom.host.apply;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Digests of whole pictures. A worker lives too short for Java's own to be compiled well: 36 MB
 * took it 300 ms and take the system's library, which libvips brings along, 25.
 */
final class Sha256 {

  private static final int BYTES = 32;
  private static final List<String> LIBRARIES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

  /** The one function of OpenSSL that is used. */
  interface Crypto extends Library {
    Pointer SHA256(Pointer data, NativeLong n, byte[] digest);
  }

  private final Optional<Crypto> crypto;

  private Sha256(Optional<Crypto> crypto) {
    this.crypto = crypto;
  }

  static Sha256 ofSystem() {
    for (String library : LIBRARIES) {
      try {
        return new Sha256(Optional.of(Native.load(library, Crypto.class)));
      } catch (UnsatisfiedLinkError notThisOne) {
        // The next one, or Java's own.
      }
    }
    return ofJava();
  }

  static Sha256 ofJava() {
    return new Sha256(Optional.empty());
  }

  /** In hexadecimal. */
  String of(Memory bytes) {
    byte[] digest = new byte[BYTES];
    if (crypto.isPresent()
        && crypto.get().SHA256(bytes, new NativeLong(bytes.size()), digest) != null) {
      return HexFormat.of().formatHex(digest);
    }
    try {
      MessageDigest java = MessageDigest.getInstance("SHA-256");
      java.update(bytes.getByteBuffer(0, bytes.size()));
      return HexFormat.of().formatHex(java.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
