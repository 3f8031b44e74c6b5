package dev.stillroom.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {

  @Test
  void nobodyElseMayReadIt(@TempDir Path home) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = home.resolve("teacher").resolve("keys");
    OwnFile.replace(file, "secret");
    OwnFile.append(file, "more");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void whereThereAreNoModesTheListOfAccessNamesThePersonAlone() {
    UserPrincipal person =
        new UserPrincipal() {
          @Override
          public String getName() {
            return "ada";
          }
        };
    List<AclEntry> access = OwnFile.access(person).value();
    assertEquals("acl:acl", OwnFile.access(person).name());
    assertEquals(1, access.size());
    assertEquals(AclEntryType.ALLOW, access.getFirst().type());
    assertEquals(person, access.getFirst().principal());
    assertEquals(Set.of(AclEntryPermission.values()), access.getFirst().permissions());
  }
}
