package dev.stillroom.host.teacher;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.util.Optional;

/** The keyring of the desktop (GNOME Keyring, KWallet, KeePassXC) through libsecret. */
public final class SecretService implements KeyPlace {

  private static final String LIBRARY = "libsecret-1.so.0";
  private static final String ATTRIBUTE = "teacher";

  /** As libsecret has it: a name, flags, 32 attributes, 8 reserved words. */
  @Structure.FieldOrder({"name", "flags", "attributes", "reserved", "pointers"})
  public static final class Schema extends Structure {
    public String name = "dev.stillroom.Teacher";
    public int flags;
    public Attribute[] attributes = new Attribute[32];
    public int reserved;
    public Pointer[] pointers = new Pointer[7];

    public Schema() {
      attributes[0] = new Attribute();
      attributes[0].name = ATTRIBUTE;
      for (int i = 1; i < attributes.length; i++) {
        attributes[i] = new Attribute();
      }
    }
  }

  /** One attribute of a schema; its type 0 is a string. */
  @Structure.FieldOrder({"name", "type"})
  public static final class Attribute extends Structure {
    public String name;
    public int type;
  }

  /** The start of glib's GError. */
  @Structure.FieldOrder({"domain", "code", "message"})
  public static final class Failure extends Structure {
    public int domain;
    public int code;
    public String message;

    public Failure(Pointer at) {
      super(at);
      read();
    }
  }

  private interface Secret extends Library {
    boolean secret_password_store_sync(
        Schema schema,
        String collection,
        String label,
        String password,
        Pointer cancellable,
        PointerByReference error,
        Object... attributes);

    Pointer secret_password_lookup_sync(
        Schema schema, Pointer cancellable, PointerByReference error, Object... attributes);

    boolean secret_password_clear_sync(
        Schema schema, Pointer cancellable, PointerByReference error, Object... attributes);

    void secret_password_free(Pointer password);
  }

  /**
   * Loaded once and never let go: glib cannot be unloaded, and a second copy of its types makes the
   * next look at the keyring wait for ever.
   */
  private static final class Loaded {
    static final Secret SECRET = Native.load(LIBRARY, Secret.class);
  }

  private final Secret secret;
  private final Schema schema = new Schema();

  private SecretService(Secret secret) {
    this.secret = secret;
  }

  /** The keyring of this session, where it answers. */
  public static Optional<KeyPlace> find() {
    String bus = System.getenv("DBUS_SESSION_BUS_ADDRESS");
    if (bus == null || bus.isEmpty()) {
      return Optional.empty();
    }
    try {
      SecretService service = new SecretService(Loaded.SECRET);
      service.get("a teacher that nobody added");
      return Optional.of(service);
    } catch (LinkageError | IOException none) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "the system's keyring";
  }

  @Override
  public void put(String teacher, String key) throws IOException {
    PointerByReference error = new PointerByReference();
    secret.secret_password_store_sync(
        schema, null, "Stillroom: " + teacher, key, null, error, ATTRIBUTE, teacher, null);
    check(error);
  }

  @Override
  public Optional<String> get(String teacher) throws IOException {
    PointerByReference error = new PointerByReference();
    Pointer found =
        secret.secret_password_lookup_sync(schema, null, error, ATTRIBUTE, teacher, null);
    check(error);
    if (found == null) {
      return Optional.empty();
    }
    String key = found.getString(0, "UTF-8");
    secret.secret_password_free(found);
    return Optional.of(key);
  }

  @Override
  public void remove(String teacher) throws IOException {
    PointerByReference error = new PointerByReference();
    secret.secret_password_clear_sync(schema, null, error, ATTRIBUTE, teacher, null);
    check(error);
  }

  private static void check(PointerByReference error) throws IOException {
    if (error.getValue() != null) {
      throw new IOException("the keyring refuses: " + new Failure(error.getValue()).message);
    }
  }
}
