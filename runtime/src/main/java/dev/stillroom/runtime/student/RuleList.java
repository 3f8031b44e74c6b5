package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A short list of rules a person can read: the first whose conditions all hold decides, otherwise
 * the last line. Its confidence is what the rule's own examples promise.
 *
 * @param otherwise the examples that no rule took
 */
public record RuleList(Answering answering, List<Rule> rules, Rule otherwise) implements Student {

  static final int MAX_RULES = 200;
  static final int MAX_CONDITIONS = 4;

  /**
   * @param label the index of what it says
   * @param counts the labels of the training examples it decided
   */
  public record Rule(List<Condition> conditions, int label, Counts counts) {
    public Rule {
      conditions = List.copyOf(conditions);
    }

    boolean holds(List<Feature> features) {
      for (Condition condition : conditions) {
        if (!condition.holds(features)) {
          return false;
        }
      }
      return true;
    }
  }

  public RuleList {
    rules = List.copyOf(rules);
  }

  @Override
  public Architecture architecture() {
    return Architecture.RULE_LIST;
  }

  @Override
  public Prediction predict(Input input) {
    List<Feature> features = Features.of(input);
    for (Rule rule : rules) {
      if (rule.holds(features)) {
        return answering.answer(probabilities(rule), rule.label(), because(rule, features));
      }
    }
    return answering.answer(probabilities(otherwise), otherwise.label(), becauseNot(features));
  }

  /**
   * The counts' probabilities. A rule that says what most of its examples did not do, as "otherwise
   * nothing" may, is as unsure as can be: it shares the probability with the label that was more
   * frequent.
   */
  private static double[] probabilities(Rule rule) {
    double[] probabilities = rule.counts().probabilities();
    int most = rule.counts().best();
    if (probabilities[most] > probabilities[rule.label()]) {
      double half = (probabilities[most] + probabilities[rule.label()]) / 2;
      probabilities[most] = half;
      probabilities[rule.label()] = half;
    }
    return probabilities;
  }

  private static List<Prediction.Reason> because(Rule rule, List<Feature> features) {
    List<Prediction.Reason> reasons = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      String value = seen(condition.feature(), features);
      reasons.add(new Prediction.Reason(condition.feature(), value, 1));
    }
    return reasons;
  }

  /** What kept each rule from deciding: the first condition that does not hold. */
  private List<Prediction.Reason> becauseNot(List<Feature> features) {
    Map<String, Prediction.Reason> reasons = new LinkedHashMap<>();
    for (Rule rule : rules) {
      for (Condition condition : rule.conditions()) {
        if (!condition.holds(features)) {
          String name = condition.feature();
          reasons.putIfAbsent(name, new Prediction.Reason(name, seen(name, features), 1));
          break;
        }
      }
    }
    return List.copyOf(reasons.values());
  }

  private static String seen(String name, List<Feature> features) {
    for (Feature feature : features) {
      if (feature.name().equals(name)) {
        return switch (feature) {
          case Feature.Nominal nominal -> nominal.value();
          case Feature.Amount amount -> Double.toString(amount.value());
          case Feature.Text text -> text.value();
        };
      }
    }
    return "";
  }

  @Override
  public RuleList with(Answering changed) {
    return new RuleList(changed, rules, otherwise);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering.write(architecture(), json);
    ArrayNode array = json.putArray("rules");
    for (Rule rule : rules) {
      write(rule, array.addObject());
    }
    write(otherwise, json.putObject("otherwise"));
    return new Program(json, Map.of());
  }

  private void write(Rule rule, ObjectNode json) {
    ArrayNode conditions = json.putArray("if");
    rule.conditions().forEach(condition -> conditions.add(condition.json()));
    json.put("then", answering.labels().get(rule.label()));
    rule.counts().write(json.putArray("counts"));
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (Rule rule : rules) {
      List<String> conditions = rule.conditions().stream().map(Condition::inWords).toList();
      words.add(said(rule) + " when " + String.join(" and ", conditions) + evidence(rule));
    }
    words.add((rules.isEmpty() ? "always " : "otherwise ") + said(otherwise) + evidence(otherwise));
    return words;
  }

  private String said(Rule rule) {
    return answering.labels().get(rule.label());
  }

  private static String evidence(Rule rule) {
    long total = rule.counts().of().stream().mapToLong(Integer::longValue).sum();
    return " (" + rule.counts().of().get(rule.label()) + " of " + total + " examples)";
  }

  static RuleList read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Answering answering = Answering.read(fields);
    List<Rule> rules = new ArrayList<>();
    for (JsonNode json : fields.array("rules", 0, MAX_RULES)) {
      rules.add(readRule(json, 1, MAX_CONDITIONS, answering));
    }
    Rule otherwise = readRule(fields.object("otherwise"), 0, 0, answering);
    fields.end();
    Tensors.none(tensors);
    return new RuleList(answering, rules, otherwise);
  }

  private static Rule readRule(JsonNode json, int minimum, int maximum, Answering answering)
      throws ProgramRefused {
    Fields fields = new Fields(json, "a rule");
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode condition : fields.array("if", minimum, maximum)) {
      conditions.add(Condition.read(condition));
    }
    String label = fields.string("then", 1_000);
    int index = answering.labels().indexOf(label);
    if (index < 0) {
      throw new ProgramRefused("a rule says '" + label + "', which is no label of the pack");
    }
    Counts counts = Counts.read(fields.array("counts", 1, Answering.MAX_LABELS), answering);
    fields.end();
    return new Rule(conditions, index, counts);
  }
}
