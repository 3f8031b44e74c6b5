package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.Nullable;

/**
 * What an {@link UnpackJob} is asked for.
 *
 * @param source absolute path of the archive
 * @param temporary absolute path of the folder to make; must not exist yet
 * @param limits null for {@link Limits#USUAL}
 */
public record Unpacking(String source, String temporary, @Nullable Limits limits) {

  /** The name under which workers find the job. */
  public static final String JOB = "unpack";

  /**
   * What is refused.
   *
   * @param entries files and folders
   * @param bytes of the archive, and of all files that come out of it
   * @param ratio how many times as large as the archive the files may be, see {@link #SMALL}
   * @param depth of folders in one another
   */
  public record Limits(int entries, long bytes, int ratio, int depth) {

    /** So much may come out of an archive however small it is, in bytes. */
    public static final long SMALL = 16L << 20;

    public static final Limits USUAL = new Limits(10_000, 1L << 30, 200, 20);
  }
}
