package dev.stillroom.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.Students;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {

  @TempDir Path packs;

  @Test
  void aStudentIsLoadedWhenItIsAskedForAndThenKept() throws Exception {
    String digest = put(0.1);
    Pool pool = new Pool(packs, 1_000_000);
    assertEquals(List.of(), pool.loaded());
    Student student = pool.student(digest);
    assertSame(student, pool.student(digest));
    assertEquals(1, pool.loaded().size());
    assertTrue(pool.loaded().getFirst().loadMillis() > 0);
    assertEquals(Files.size(file(digest)), pool.loaded().getFirst().bytes());
  }

  @Test
  void theOneUnusedForLongestGoesWhenTheBudgetIsSpent() throws Exception {
    String one = put(0.1);
    String two = put(0.2);
    String three = put(0.3);
    Pool pool = new Pool(packs, Files.size(file(one)) * 5 / 2);
    Student first = pool.student(one);
    pool.student(two);
    assertSame(first, pool.student(one));
    pool.student(three);
    assertEquals(List.of(one, three), digests(pool));
  }

  @Test
  void oneStudentIsHeldWhateverItsSize() throws Exception {
    Pool pool = new Pool(packs, 1);
    pool.student(put(0.1));
    String two = put(0.2);
    pool.student(two);
    assertEquals(List.of(two), digests(pool));
  }

  @Test
  void aReleasedStudentIsLoadedAgain() throws Exception {
    String digest = put(0.1);
    Pool pool = new Pool(packs, 1_000_000);
    Student student = pool.student(digest);
    pool.release(digest);
    pool.release(digest);
    assertEquals(List.of(), pool.loaded());
    assertNotSame(student, pool.student(digest));
  }

  @Test
  void aPackUnderAnotherDigestIsRefused() throws Exception {
    String digest = put(0.1);
    String other = put(0.2);
    Files.copy(file(digest), file(other), StandardCopyOption.REPLACE_EXISTING);
    Pool pool = new Pool(packs, 1_000_000);
    assertThrows(PackRefused.class, () -> pool.student(other));
    assertEquals(List.of(), pool.loaded());
  }

  @Test
  void whatIsNoDigestNeverBecomesAPath() {
    Pool pool = new Pool(packs, 1_000_000);
    assertThrows(PackRefused.class, () -> pool.student("../../etc/passwd"));
    assertThrows(PackRefused.class, () -> pool.student("0".repeat(64)));
  }

  private String put(double threshold) throws Exception {
    Student student = Students.rules().with(Students.answering(threshold));
    String digest = PackWriter.digest(student);
    PackWriter.write(file(digest), student, JsonNodeFactory.instance.objectNode());
    return digest;
  }

  private Path file(String digest) {
    return packs.resolve(digest + ".still");
  }

  private static List<String> digests(Pool pool) {
    return pool.loaded().stream().map(Pool.Loaded::digest).toList();
  }
}
