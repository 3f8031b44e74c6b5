package dev.stillroom.host.teacher;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.WString;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Windows' Credential Manager, through advapi32 as wincred.h describes it. Tested against a
 * stand-in that reads and writes these structures by their documented offsets, not on Windows
 * itself.
 */
public final class CredentialManager implements KeyPlace {

  private static final int GENERIC = 1;
  private static final int THIS_MACHINE = 2;

  /** ERROR_NOT_FOUND. */
  static final int NOT_FOUND = 1168;

  /** CRED_MAX_CREDENTIAL_BLOB_SIZE. */
  private static final int MOST_BYTES = 2_560;

  /** CREDENTIALW. */
  @Structure.FieldOrder({
    "flags",
    "type",
    "targetName",
    "comment",
    "lastWrittenLow",
    "lastWrittenHigh",
    "credentialBlobSize",
    "credentialBlob",
    "persist",
    "attributeCount",
    "attributes",
    "targetAlias",
    "userName"
  })
  public static final class Credential extends Structure {
    public int flags;
    public int type;
    public WString targetName;
    public WString comment;
    public int lastWrittenLow;
    public int lastWrittenHigh;
    public int credentialBlobSize;
    public Pointer credentialBlob;
    public int persist;
    public int attributeCount;
    public Pointer attributes;
    public WString targetAlias;
    public WString userName;

    public Credential() {}

    public Credential(Pointer at) {
      super(at);
      read();
    }
  }

  /** What is used of advapi32. */
  interface Advapi extends StdCallLibrary {
    boolean CredWriteW(Credential credential, int flags);

    boolean CredReadW(WString target, int type, int flags, PointerByReference credential);

    boolean CredDeleteW(WString target, int type, int flags);

    void CredFree(Pointer credential);
  }

  private final Advapi advapi;
  private final IntSupplier lastError;

  CredentialManager(Advapi advapi, IntSupplier lastError) {
    this.advapi = advapi;
    this.lastError = lastError;
  }

  /** That of this session, where it can be reached. */
  static Optional<KeyPlace> find() {
    try {
      return Optional.of(
          new CredentialManager(Native.load("advapi32", Advapi.class), Native::getLastError));
    } catch (UnsatisfiedLinkError none) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "the Credential Manager of Windows";
  }

  private static WString target(String teacher) {
    return new WString("dev.stillroom.Teacher:" + teacher);
  }

  @Override
  public void put(String teacher, String key) throws IOException {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new IOException(
          "the Credential Manager takes keys of at most " + MOST_BYTES + " bytes: " + bytes.length);
    }
    try (Memory blob = new Memory(bytes.length)) {
      blob.write(0, bytes, 0, bytes.length);
      Credential credential = new Credential();
      credential.type = GENERIC;
      credential.targetName = target(teacher);
      credential.credentialBlobSize = bytes.length;
      credential.credentialBlob = blob;
      credential.persist = THIS_MACHINE;
      credential.userName = new WString(teacher);
      if (!advapi.CredWriteW(credential, 0)) {
        throw refused();
      }
      blob.clear();
    }
  }

  @Override
  public Optional<String> get(String teacher) throws IOException {
    PointerByReference found = new PointerByReference();
    if (!advapi.CredReadW(target(teacher), GENERIC, 0, found)) {
      return none();
    }
    try {
      Credential credential = new Credential(found.getValue());
      return Optional.of(
          new String(
              credential.credentialBlob.getByteArray(0, credential.credentialBlobSize),
              StandardCharsets.UTF_8));
    } finally {
      advapi.CredFree(found.getValue());
    }
  }

  private Optional<String> none() throws IOException {
    if (lastError.getAsInt() != NOT_FOUND) {
      throw refused();
    }
    return Optional.empty();
  }

  @Override
  public void remove(String teacher) throws IOException {
    if (!advapi.CredDeleteW(target(teacher), GENERIC, 0)) {
      none();
    }
  }

  private IOException refused() {
    return new IOException("the Credential Manager refuses: error " + lastError.getAsInt());
  }
}
