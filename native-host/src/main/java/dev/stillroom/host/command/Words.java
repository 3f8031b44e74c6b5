package dev.stillroom.host.command;

import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.routine.discovery.Naming;
import dev.stillroom.host.watch.Archives;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What values are called on the command line. Granted and earned trust never read alike. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final int SHORT_ID = 8;

  /** The length of an id that was drawn. */
  private static final int RANDOM_ID = 36;

  private Words() {}

  static String trust(Trust trust) {
    return switch (trust) {
      case OBSERVE -> "watches";
      case SUGGEST -> "suggests";
      case AUTO_GRANTED -> "does it by itself: you chose this";
      case AUTO_EARNED -> "does it by itself: earned";
      case SHADOW -> "predicts silently";
    };
  }

  /** Where a task stands, in words. */
  static String state(View.Task task) {
    if (task.paused()) {
      return "paused";
    }
    return switch (task.phase()) {
      case PROPOSED -> "proposed";
      case DISTILLING -> "learning";
      case READY ->
          task.act() instanceof View.Repetition ? "done when you start it" : trust(task.trust());
      case FAILED -> "not learned";
      case DISMISSED -> "dismissed";
    };
  }

  static String agreement(View.Agreement agreement) {
    return agreement.n() == 0
        ? "no outcome yet"
        : "right "
            + agreement.agreements()
            + " of "
            + agreement.n()
            + " so far, at least "
            + percent(agreement.bound());
  }

  /** Rounded down: a bound never promises more than it holds. */
  static String percent(double fraction) {
    return (long) Math.floor(fraction * 100 + 1e-9) + " %";
  }

  static String act(View.Act act) {
    return switch (act) {
      case View.Conversion(String to, boolean removeOriginal) ->
          conversion(to) + (removeOriginal ? ", the original goes" : ", the original stays");
      case View.Filing(String folder, String name) ->
          folder == null
              ? "put downloads away"
              : "put into " + folder + (name == null ? "" : " as " + name);
      case View.Choice(String _, String site, String control) ->
          "choose" + (control.isEmpty() ? "" : " \"" + control + "\"") + " on " + site;
      case View.Picking(String title, String site, List<String> fields) ->
          "fill in " + String.join(", ", fields) + " from " + (site.isEmpty() ? title : site);
      case View.Passages(String title, String site) ->
          "choose key passages of pages like \"" + title + "\" on " + site;
      case View.FormFill(String from, String into, String _, List<String> _) ->
          "fill the form of " + into + " from " + from;
      case View.Repetition again -> Naming.of(again);
      case View.Answering(String name, boolean _) -> "answer \"" + name + "\"";
      case View.Errand errand -> errand.name() + (errand.shared() ? " (from a file)" : "");
    };
  }

  private static String conversion(String to) {
    return to.equals(Archives.UNPACKED)
        ? "unpack into a folder"
        : "convert to "
            + to.toUpperCase(Locale.ROOT).replaceFirst("@(\\d+)", ", at most $1 pixels");
  }

  /** What a task is about, for example {@code webp files from shop.example}. */
  static String matter(EvidenceView.Evidence evidence) {
    return switch (evidence) {
      case EvidenceView.Regularity regularity -> matter(regularity.conditions());
      case EvidenceView.Tally tally ->
          tally.counts().stream()
              .map(count -> count.label() + " " + count.times())
              .collect(Collectors.joining(", "));
      case EvidenceView.Pages pages -> pages.pages() == 1 ? "1 page" : pages.pages() + " pages";
      case EvidenceView.Carried carried ->
          carried.times() == 1 ? "1 form" : carried.times() + " forms";
      case EvidenceView.Repeated repeated ->
          String.format(Locale.ROOT, "%d times, %.0f s each", repeated.times(), repeated.seconds());
      case EvidenceView.AskedOften asked -> asked.times() + " times";
      case EvidenceView.PromptedOften asked ->
          asked.times() + " times, " + asked.answers() + " answers copied";
      case EvidenceView.Given given -> given.own() + " examples, " + given.unlabeled() + " inputs";
      case EvidenceView.Handed given -> given.examples() + " examples" + counts(given);
    };
  }

  private static String counts(EvidenceView.Handed given) {
    return given.counts().isEmpty()
        ? ""
        : ": "
            + given.counts().stream()
                .map(count -> count.label() + " " + count.times())
                .collect(Collectors.joining(", "));
  }

  private static String matter(List<EvidenceView.Condition> conditions) {
    StringBuilder what = new StringBuilder();
    StringBuilder where = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    for (EvidenceView.Condition condition : conditions) {
      switch (condition.feature()) {
        case "extension", "mime" -> what.append(condition.value()).append(' ');
        case "host" -> where.append(" from ").append(condition.value());
        default ->
            rest.append(" with ").append(condition.feature()).append(' ').append(condition.value());
      }
    }
    return what + "files" + where + rest;
  }

  static String evidence(EvidenceView.Evidence evidence) {
    return switch (evidence) {
      case EvidenceView.Regularity regularity ->
          "you did it to "
              + regularity.acted()
              + " of "
              + regularity.matching()
              + " "
              + matter(regularity)
              + ", and to "
              + regularity.othersActed()
              + " of "
              + regularity.others()
              + " others";
      case EvidenceView.Tally tally -> "you chose " + tally.support() + " times: " + matter(tally);
      case EvidenceView.Pages pages ->
          "you showed it "
              + matter(pages)
              + (pages.tried() == 0
                  ? ""
                  : "; right as filled in: " + pages.right() + " of " + pages.tried());
      case EvidenceView.Repeated repeated ->
          "you did it "
              + matter(repeated)
              + String.format(
                  Locale.ROOT, "; %.0f s a week", repeated.seconds() * repeated.weekly());
      case EvidenceView.AskedOften asked ->
          "you asked it "
              + matter(asked)
              + "; a model would have agreed "
              + asked.agreed()
              + " of "
              + asked.tried()
              + " times, at least "
              + percent(asked.bound());
      case EvidenceView.PromptedOften asked ->
          "you asked it on " + asked.site() + " " + matter(asked);
      case EvidenceView.Given given -> "specified by you: " + matter(given);
      case EvidenceView.Handed given -> matter(given) + " were given";
      case EvidenceView.Carried carried ->
          "you filled "
              + matter(carried)
              + (carried.tried() == 0
                  ? ""
                  : "; right as filled in: " + carried.right() + " of " + carried.tried());
    };
  }

  /** The few letters of an id that a person types; a task's own name is whole. */
  static String id(String id) {
    return id.length() < RANDOM_ID ? id : id.substring(0, SHORT_ID);
  }

  static String time(Instant time) {
    return TIME.format(time.atZone(ZoneId.systemDefault()));
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f KB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  static String by(FilesView.ActBy by) {
    return switch (by) {
      case PERSON -> "you";
      case OFFER -> "you, as suggested";
      case GRANTED -> "by itself: you chose this";
      case EARNED -> "by itself: earned";
      case COMMAND -> "command line";
    };
  }

  static String state(FilesView.DoneAct act) {
    return switch (act.state()) {
      case INTENDED -> "under way";
      case DONE -> act.mayUndo() ? "done" : "done, cannot be undone";
      case UNDONE -> "undone";
      case FAILED -> "failed";
    };
  }

  /** What went wrong with a file; the system's own messages are often its path alone. */
  static String trouble(IOException failure) {
    if (!(failure instanceof FileSystemException about) || about.getFile() == null) {
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
    return switch (about) {
      case NoSuchFileException gone -> "there is no file " + gone.getFile();
      case FileAlreadyExistsException there -> "there is a file " + there.getFile() + " already";
      case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
      default ->
          about.getFile()
              + ": "
              + (about.getReason() == null ? about.getClass().getSimpleName() : about.getReason());
    };
  }

  /** A name as a terminal may show it: nothing in it moves the cursor or turns the line around. */
  static String shown(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\uFFFD");
  }
}
