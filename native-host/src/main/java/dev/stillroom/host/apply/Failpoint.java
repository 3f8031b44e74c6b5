package dev.stillroom.host.apply;

import java.util.function.Consumer;

/**
 * The places of an act at which a test lets the process halt, in the order in which they are
 * passed: first those of a conversion or a move, then those of its undoing, then of a forgetting.
 */
public enum Failpoint {
  INTENT_JOURNALLED,
  /** Of a move only when it goes to another file system; so is the next one. */
  TEMPORARY_WRITTEN,
  WRITTEN_JOURNALLED,
  /** Only on file systems without hard links. */
  NAME_RESERVED,
  /** Only on file systems with hard links. */
  RESULT_LINKED,
  RESULT_PUBLISHED,
  /** From here on only when the original is removed, as in every move. */
  RESULT_JOURNALLED,
  /** Only when the keeping place is on another file system than the original. */
  ORIGINAL_COPIED,
  /** Of a move: its old name is gone. */
  ORIGINAL_KEPT,
  OUTCOME_JOURNALLED,

  UNDO_JOURNALLED,
  /** Only when the original had been removed. */
  ORIGINAL_RESTORED,
  /** Only of a folder that was unpacked: it is out of sight, and looked at once more. */
  RESULT_ASIDE,
  /** The same: it was found as it was made, and is being removed. */
  RESULT_CHECKED,
  RESULT_REMOVED,
  UNDO_OUTCOME_JOURNALLED,

  /** Of a forgetting: an original is back in its folder, and its act is not forgotten yet. */
  ORIGINAL_GIVEN_BACK,
  /** Of a forgetting: the journal has forgotten, models and logs are still there. */
  JOURNAL_FORGOT;

  /** The exit status of a process that a failpoint halted. */
  public static final int STATUS = 137;

  /**
   * Halts this process at the failpoint that {@code STILLROOM_FAILPOINT} names, if it names one.
   */
  public static Consumer<Failpoint> ofEnvironment() {
    String name = System.getenv("STILLROOM_FAILPOINT");
    return reached -> {
      if (reached.name().equals(name)) {
        Runtime.getRuntime().halt(STATUS);
      }
    };
  }
}
