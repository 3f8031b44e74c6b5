package dev.stillroom.host.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keyrings of other systems: what is called, and what stands in memory when it is. */
class KeyringsTest {

  private static final String KEY = "sk-made-up-ä-0123456789";

  /** Windows' functions; CREDENTIALW by the offsets that wincred.h gives it on 64 bits. */
  private static class Windows implements CredentialManager.Advapi {
    private static final int SIZE = 80;
    final Map<String, byte[]> kept = new HashMap<>();
    final List<Memory> lent = new ArrayList<>();
    int error;

    @Override
    public boolean CredWriteW(CredentialManager.Credential credential, int flags) {
      credential.write();
      Pointer at = credential.getPointer();
      assertEquals(SIZE, credential.size());
      assertEquals(1, at.getInt(4), "CRED_TYPE_GENERIC");
      assertEquals(2, at.getInt(48), "CRED_PERSIST_LOCAL_MACHINE");
      assertEquals(0, at.getInt(52), "no attributes");
      String target = at.getPointer(8).getWideString(0);
      kept.put(target, at.getPointer(40).getByteArray(0, at.getInt(32)));
      assertTrue(target.endsWith(":" + at.getPointer(72).getWideString(0)), target);
      return true;
    }

    @Override
    public boolean CredReadW(WString target, int type, int flags, PointerByReference found) {
      assertEquals(1, type);
      byte[] blob = kept.get(target.toString());
      if (blob == null) {
        error = CredentialManager.NOT_FOUND;
        return false;
      }
      Memory bytes = new Memory(blob.length);
      bytes.write(0, blob, 0, blob.length);
      Memory credential = new Memory(SIZE);
      credential.clear();
      credential.setInt(32, blob.length);
      credential.setPointer(40, bytes);
      lent.add(bytes);
      lent.add(credential);
      found.setValue(credential);
      return true;
    }

    @Override
    public boolean CredDeleteW(WString target, int type, int flags) {
      error = CredentialManager.NOT_FOUND;
      return kept.remove(target.toString()) != null;
    }

    @Override
    public void CredFree(Pointer credential) {
      assertEquals(lent.getLast(), credential);
      lent.clear();
    }
  }

  /** What the Keychain does, as SecKeychain.h describes it. */
  private static final class Mac implements Keychain.Security, Keychain.CoreFoundation {
    final Map<String, byte[]> kept = new HashMap<>();
    final Map<Pointer, String> items = new HashMap<>();
    final List<Memory> lent = new ArrayList<>();

    private static String name(int sl, byte[] s, int al, byte[] a) {
      return new String(s, 0, sl, StandardCharsets.UTF_8)
          + "/"
          + new String(a, 0, al, StandardCharsets.UTF_8);
    }

    @Override
    public int SecKeychainAddGenericPassword(
        Pointer keychain, int sl, byte[] s, int al, byte[] a, int pl, byte[] p, Pointer item) {
      assertEquals(pl, p.length);
      return kept.putIfAbsent(name(sl, s, al, a), p) == null ? 0 : -25_299;
    }

    @Override
    public int SecKeychainFindGenericPassword(
        Pointer keychain,
        int sl,
        byte[] s,
        int al,
        byte[] a,
        IntByReference length,
        PointerByReference password,
        PointerByReference item) {
      byte[] known = kept.get(name(sl, s, al, a));
      if (known == null) {
        return Keychain.NOT_FOUND;
      }
      Memory bytes = new Memory(known.length);
      bytes.write(0, known, 0, known.length);
      Memory reference = new Memory(8);
      lent.add(bytes);
      items.put(reference, name(sl, s, al, a));
      length.setValue(known.length);
      password.setValue(bytes);
      item.setValue(reference);
      return 0;
    }

    @Override
    public int SecKeychainItemModifyAttributesAndData(
        Pointer item, Pointer attributes, int length, byte[] data) {
      kept.put(items.get(item), data);
      return 0;
    }

    @Override
    public int SecKeychainItemDelete(Pointer item) {
      return kept.remove(items.get(item)) == null ? Keychain.NOT_FOUND : 0;
    }

    @Override
    public int SecKeychainItemFreeContent(Pointer attributes, Pointer data) {
      return lent.remove(data) ? 0 : -50;
    }

    @Override
    public void CFRelease(Pointer object) {
      assertTrue(items.remove(object) != null, "released once");
    }
  }

  private static void keeps(KeyPlace place) throws IOException {
    assertEquals(Optional.empty(), place.get("cloud"));
    place.put("cloud", "another");
    place.put("cloud", KEY);
    place.put("other", "x");
    assertEquals(Optional.of(KEY), place.get("cloud"));
    place.remove("cloud");
    place.remove("cloud");
    assertEquals(Optional.empty(), place.get("cloud"));
    assertEquals(Optional.of("x"), place.get("other"));
  }

  @Test
  void windowsIsHandedWhatItsHeaderDescribes() throws IOException {
    assumeTrue(Native.POINTER_SIZE == 8);
    Windows windows = new Windows();
    CredentialManager manager = new CredentialManager(windows, () -> windows.error);
    keeps(manager);
    assertTrue(windows.lent.isEmpty(), "what was lent is given back");
    assertEquals(List.of("dev.stillroom.Teacher:other"), List.copyOf(windows.kept.keySet()));
    assertThrows(IOException.class, () -> manager.put("cloud", "k".repeat(2_561)));
    windows.error = 5;
    CredentialManager refusing =
        new CredentialManager(
            new Windows() {
              @Override
              public boolean CredReadW(WString t, int type, int flags, PointerByReference found) {
                return false;
              }
            },
            () -> 5);
    assertThrows(IOException.class, () -> refusing.get("cloud"));
  }

  @Test
  void macIsHandedWhatItsHeaderDescribes() throws IOException {
    Mac mac = new Mac();
    keeps(new Keychain(mac, mac));
    assertTrue(mac.lent.isEmpty() && mac.items.isEmpty(), "what was lent is given back");
    assertEquals(List.of("dev.stillroom.Teacher/other"), List.copyOf(mac.kept.keySet()));
  }
}
