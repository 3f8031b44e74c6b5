package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Words;
import java.util.List;

/** What a rule tests about one feature. */
public sealed interface Condition {

  int MAX_NAME = 1_100;
  int MAX_VALUE = 200;

  String feature();

  /** Whether one of an input's features meets this. */
  default boolean holds(List<Feature> features) {
    for (Feature seen : features) {
      if (seen.name().equals(feature()) && isMetBy(seen)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a feature of this condition's name has what is looked for. */
  private boolean isMetBy(Feature seen) {
    return switch (this) {
      case Is is -> seen instanceof Feature.Nominal nominal && nominal.value().equals(is.value());
      case Absent absent -> false;
      case AtLeast least ->
          seen instanceof Feature.Amount amount && amount.value() >= least.limit();
      case Below below -> seen instanceof Feature.Amount amount && amount.value() < below.limit();
      case HasWord has ->
          seen instanceof Feature.Text text && Words.of(text.value()).contains(has.word());
    };
  }

  /** The condition as a person says it. */
  String inWords();

  /** The value is this one, or an array holds it. */
  record Is(String feature, String value) implements Condition {
    @Override
    public String inWords() {
      return feature + " is " + value;
    }
  }

  /** There is no such feature. */
  record Absent(String feature) implements Condition {
    @Override
    public boolean holds(List<Feature> features) {
      return features.stream().noneMatch(seen -> seen.name().equals(feature));
    }

    @Override
    public String inWords() {
      return "there is no " + feature;
    }
  }

  /** A number is at least this large. */
  record AtLeast(String feature, double limit) implements Condition {
    @Override
    public String inWords() {
      return feature + " is at least " + number(limit);
    }
  }

  /** A number is smaller than this. */
  record Below(String feature, double limit) implements Condition {
    @Override
    public String inWords() {
      return feature + " is below " + number(limit);
    }
  }

  /** A text has this word. */
  record HasWord(String feature, String word) implements Condition {
    @Override
    public String inWords() {
      return feature + " has the word “" + word + "”";
    }
  }

  /** The condition as a pack stores it. */
  default ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("feature", feature());
    return switch (this) {
      case Is is -> json.put("is", is.value());
      case Absent absent -> json.put("absent", true);
      case AtLeast atLeast -> json.put("atLeast", atLeast.limit());
      case Below below -> json.put("below", below.limit());
      case HasWord hasWord -> json.put("hasWord", hasWord.word());
    };
  }

  static Condition read(JsonNode json) throws ProgramRefused {
    Fields fields = new Fields(json, "a condition");
    String feature = fields.string("feature", MAX_NAME);
    Condition condition;
    if (fields.has("is")) {
      condition = new Is(feature, fields.string("is", MAX_VALUE));
    } else if (fields.has("hasWord")) {
      condition = new HasWord(feature, fields.string("hasWord", MAX_VALUE));
    } else if (fields.has("atLeast")) {
      condition = new AtLeast(feature, number(fields, "atLeast"));
    } else if (fields.has("below")) {
      condition = new Below(feature, number(fields, "below"));
    } else if (json.path("absent").booleanValue()) {
      return json.size() == 2 ? new Absent(feature) : refuse();
    } else {
      return refuse();
    }
    fields.end();
    return condition;
  }

  private static Condition refuse() throws ProgramRefused {
    throw new ProgramRefused("a condition must be one of is, hasWord, atLeast, below, absent");
  }

  private static double number(Fields fields, String name) throws ProgramRefused {
    return fields.number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
