package dev.stillroom.host.teacher;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Keychain of macOS, through Security.framework as SecKeychain.h describes it. Tested against a
 * stand-in of these functions, not on macOS itself.
 */
public final class Keychain implements KeyPlace {

  /** errSecItemNotFound. */
  static final int NOT_FOUND = -25_300;

  private static final byte[] SERVICE = "dev.stillroom.Teacher".getBytes(StandardCharsets.UTF_8);

  /** What is used of Security.framework; lengths are in bytes, a null keychain is the person's. */
  interface Security extends Library {
    int SecKeychainAddGenericPassword(
        Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        int passwordLength,
        byte[] password,
        Pointer item);

    int SecKeychainFindGenericPassword(
        Pointer keychain,
        int serviceLength,
        byte[] service,
        int accountLength,
        byte[] account,
        IntByReference passwordLength,
        PointerByReference password,
        PointerByReference item);

    int SecKeychainItemModifyAttributesAndData(
        Pointer item, Pointer attributes, int length, byte[] data);

    int SecKeychainItemDelete(Pointer item);

    int SecKeychainItemFreeContent(Pointer attributes, Pointer data);
  }

  /** What is used of CoreFoundation.framework. */
  interface CoreFoundation extends Library {
    void CFRelease(Pointer object);
  }

  private final Security security;
  private final CoreFoundation foundation;

  Keychain(Security security, CoreFoundation foundation) {
    this.security = security;
    this.foundation = foundation;
  }

  /** The person's, where it can be reached. */
  static Optional<KeyPlace> find() {
    try {
      return Optional.of(
          new Keychain(
              Native.load("Security", Security.class),
              Native.load("CoreFoundation", CoreFoundation.class)));
    } catch (UnsatisfiedLinkError none) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "the Keychain of macOS";
  }

  /** What was found; the item is released by whoever asked. */
  private record Found(String key, Pointer item) {}

  private Optional<Found> find(String teacher) throws IOException {
    byte[] account = teacher.getBytes(StandardCharsets.UTF_8);
    IntByReference length = new IntByReference();
    PointerByReference password = new PointerByReference();
    PointerByReference item = new PointerByReference();
    int status =
        security.SecKeychainFindGenericPassword(
            null, SERVICE.length, SERVICE, account.length, account, length, password, item);
    if (status == NOT_FOUND) {
      return Optional.empty();
    }
    check(status);
    byte[] bytes = password.getValue().getByteArray(0, length.getValue());
    security.SecKeychainItemFreeContent(null, password.getValue());
    return Optional.of(new Found(new String(bytes, StandardCharsets.UTF_8), item.getValue()));
  }

  @Override
  public void put(String teacher, String key) throws IOException {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    Optional<Found> known = find(teacher);
    if (known.isPresent()) {
      Pointer item = known.get().item();
      int status = security.SecKeychainItemModifyAttributesAndData(item, null, bytes.length, bytes);
      foundation.CFRelease(item);
      check(status);
      return;
    }
    byte[] account = teacher.getBytes(StandardCharsets.UTF_8);
    check(
        security.SecKeychainAddGenericPassword(
            null, SERVICE.length, SERVICE, account.length, account, bytes.length, bytes, null));
  }

  @Override
  public Optional<String> get(String teacher) throws IOException {
    Optional<Found> found = find(teacher);
    found.ifPresent(one -> foundation.CFRelease(one.item()));
    return found.map(Found::key);
  }

  @Override
  public void remove(String teacher) throws IOException {
    Optional<Found> found = find(teacher);
    if (found.isPresent()) {
      int status = security.SecKeychainItemDelete(found.get().item());
      foundation.CFRelease(found.get().item());
      check(status);
    }
  }

  private static void check(int status) throws IOException {
    if (status != 0) {
      throw new IOException("the Keychain refuses: status " + status);
    }
  }
}
