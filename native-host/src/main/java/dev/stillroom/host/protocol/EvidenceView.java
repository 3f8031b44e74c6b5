package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a client is shown of the reasons why a task is proposed. */
public final class EvidenceView {

  private EvidenceView() {}

  /** One feature a routine depends on, for example {@code extension} = {@code webp}. */
  public record Condition(String feature, String value) {}

  /** What a proposal rests on. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Regularity.class, name = "REGULARITY"),
    @JsonSubTypes.Type(value = Tally.class, name = "TALLY"),
    @JsonSubTypes.Type(value = Pages.class, name = "PAGES"),
    @JsonSubTypes.Type(value = Carried.class, name = "CARRIED"),
    @JsonSubTypes.Type(value = Repeated.class, name = "REPEATED"),
    @JsonSubTypes.Type(value = Handed.class, name = "HANDED"),
    @JsonSubTypes.Type(value = AskedOften.class, name = "ASKED"),
    @JsonSubTypes.Type(value = PromptedOften.class, name = "PROMPTED"),
    @JsonSubTypes.Type(value = Given.class, name = "GIVEN")
  })
  public sealed interface Evidence
      permits Regularity,
          Tally,
          Pages,
          Carried,
          Repeated,
          Handed,
          AskedOften,
          PromptedOften,
          Given {

    /** How often the person did it. */
    int support();
  }

  /**
   * "You converted {@code acted} of {@code matching} …, and {@code othersActed} of {@code others}
   * others".
   */
  public record Regularity(
      List<Condition> conditions, int acted, int matching, int othersActed, int others)
      implements Evidence {

    @Override
    public int support() {
      return acted;
    }
  }

  /** "You chose 8 times: bug 4, question 4"; the most frequent first. */
  public record Tally(List<Count> counts) implements Evidence {

    @Override
    public int support() {
      return counts.stream().mapToInt(Count::times).sum();
    }
  }

  /**
   * "You showed it 3 pages."
   *
   * @param right how many of those that it filled in first were right as they were
   * @param tried how many it filled in first
   */
  public record Pages(int pages, int right, int tried) implements Evidence {

    @Override
    public int support() {
      return pages;
    }
  }

  /**
   * "You carried 5 values from one page into this form, 3 times."
   *
   * @param right how many of those that were filled from what was learned were kept as they were
   * @param tried how many were filled so
   */
  public record Carried(int times, int right, int tried) implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "You did this 4 times; it takes 12 seconds."
   *
   * @param seconds that one takes
   * @param weekly how often it is done in a week
   * @param follows how surely one step follows the other, from 0 to 1
   * @param conditions what distinguishes these times from those when only the first step was done
   * @param done how often it was done by what was learned, to the end
   * @param stopped how often it was stopped before the end
   */
  public record Repeated(
      int times,
      double seconds,
      double weekly,
      double follows,
      List<Condition> conditions,
      int done,
      int stopped)
      implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /** "12 examples were given: bug 5, question 7"; the counts only where the answers are labels. */
  public record Handed(int examples, List<Count> counts) implements Evidence {

    @Override
    public int support() {
      return examples;
    }
  }

  /**
   * "You asked this 24 times; a 60 KB model would have agreed 24 times (at least 80 %)."
   *
   * @param tried how many of the answers it was held against
   * @param agreed how many of those it would have given, without having learned from them
   * @param bound how many it gives at least, as a share
   * @param bytes of the model
   */
  public record AskedOften(int times, int tried, int agreed, double bound, long bytes)
      implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "You asked this 9 times on chat.example, and copied 7 answers."
   *
   * @param answers that they copied
   * @param site on which it was asked last
   */
  public record PromptedOften(int times, int answers, String site) implements Evidence {

    @Override
    public int support() {
      return times;
    }
  }

  /**
   * "Specified by you: 12 examples, 300 inputs for the teacher."
   *
   * @param own the person's examples
   */
  public record Given(int own, int unlabeled) implements Evidence {

    @Override
    public int support() {
      return own;
    }
  }

  /** How often one label was chosen. */
  public record Count(String label, int times) {}
}
