package dev.stillroom.installers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassTransform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar's classes anew in a class-file version that caches take: classes older than Java 6,
 * which is how picocli is compiled, are always left out of them. Native libraries are left out.
 */
final class Renewal {

  private static final int OLDEST_IN_CACHES = ClassFile.JAVA_6_VERSION;

  private Renewal() {}

  /** The same jar with renewed classes; the same bytes for the same jar. */
  static byte[] of(Path jar) throws IOException {
    // A new constant pool, or methods would be copied as they are, without stack maps.
    ClassFile format =
        ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ConstantPoolSharingOption.NEW_POOL);
    ByteArrayOutputStream renewed = new ByteArrayOutputStream();
    try (ZipFile source = new ZipFile(jar.toFile());
        ZipOutputStream target = new ZipOutputStream(renewed)) {
      for (ZipEntry entry : Collections.list(source.entries())) {
        if (isUnpacked(entry.getName())) {
          continue;
        }
        byte[] content = source.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        target.putNextEntry(copy);
        target.write(isOld(entry.getName(), content) ? renew(format, content) : content);
        target.closeEntry();
      }
    }
    return renewed.toByteArray();
  }

  /** Native libraries stand in the image's own directory, those of this system only. */
  private static boolean isUnpacked(String name) {
    return name.startsWith("ai/onnxruntime/native/")
        || name.startsWith("org/sqlite/native/")
        || name.startsWith("com/sun/jna/") && name.contains("jnidispatch")
        || name.startsWith("pytorch/")
        || name.startsWith("jnilib/")
        || name.startsWith("de/kherud/llama/") && name.contains("libjllama")
        || name.startsWith("de/kherud/llama/Windows/")
        || name.startsWith("native/lib/") && !name.endsWith(".properties");
  }

  private static boolean isOld(String name, byte[] content) {
    return name.endsWith(".class")
        && ((content[6] & 0xff) << 8 | content[7] & 0xff) < OLDEST_IN_CACHES;
  }

  private static byte[] renew(ClassFile format, byte[] content) {
    return format.transformClass(
        format.parse(content),
        ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0)));
  }
}
