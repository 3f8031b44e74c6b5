package dev.stillroom.host.watch;

import java.nio.file.Path;

/** What was done with a downloaded file after the download: the person's act, and the label. */
public sealed interface Deed {

  /** The label, as the journal and a student's vocabulary hold it. */
  String symbol();

  /**
   * A file of another format appeared beside it under the same stem.
   *
   * @param format lower-case canonical name: {@code jpeg}, {@code png} …, perhaps with how large,
   *     see {@link Goal}
   * @param originalGone whether the original was removed
   */
  record Converted(String format, Path target, boolean originalGone) implements Deed {
    @Override
    public String symbol() {
      return "convert:" + format;
    }
  }

  /** The file was moved to another folder, its name kept or not. */
  record Moved(Path target) implements Deed {
    @Override
    public String symbol() {
      return "move";
    }
  }

  /** The file got another name in the same folder. */
  record Renamed(Path target) implements Deed {
    @Override
    public String symbol() {
      return "rename";
    }
  }

  /** The file is gone. */
  record Deleted() implements Deed {
    @Override
    public String symbol() {
      return "delete";
    }
  }

  /** Nothing happened to it until its window closed, or the person said "leave it". */
  record Left() implements Deed {
    @Override
    public String symbol() {
      return "leave";
    }
  }
}
