package dev.stillroom.host.agent;

import dev.stillroom.host.protocol.TeachView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well jobs fit what is asked for in words. Two things count: how much of what was asked stands
 * in the job's name, instruction, answers and kind, and how much of the job's name was asked for;
 * rare words weigh more. What fits in neither way is not named at all.
 */
final class JobRanking {

  /**
   * Below this score a job is none that was asked for; chosen on the queries of {@code
   * jobs-dev.txt}.
   */
  static final double FITS = 0.36;

  /** Two words are one from this share of common letter triples on. */
  private static final double ALIKE = 0.6;

  private static final double NAME = 1;
  private static final double ANSWER = 0.9;
  private static final double INSTRUCTION = 0.8;
  private static final double KIND = 0.5;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** They stand in every sentence about a job. */
  private static final Set<String> EMPTY =
      Set.copyOf(
          List.of(
              ("a an the this that these those it its i we you my our your me us of for from in into on"
                      + " onto to by with without at as is are be was were do does did can could shall"
                      + " should will would may might must please need want let which what whether who"
                      + " how when where each every all any some one and or not no if then than so have"
                      + " has had given using use give get make made find out about new job task model"
                      + " der die das den dem des ein eine einen einem einer und oder zu zum zur von vom"
                      + " für mit aus in im auf an am ist sind soll ob welche welcher welches was wie"
                      + " jede jeder jedes alle bitte")
                  .split(" ")));

  private static final Map<String, String> KINDS =
      Map.of(
          "classify", "classify sort label categorize assign route decide triage tag",
          "extract", "extract fields pull read parse collect",
          "transform", "transform rewrite format convert normalize reformat change",
          "summarize", "summarize summary key passages sentences");

  /** Of a longer text the words behind these are not looked at: the engine waits meanwhile. */
  private static final int MOST_WORDS = 60;

  private final List<Map<String, Double>> said;
  private final Map<String, Integer> holding = new HashMap<>();
  private final Map<String, Set<String>> triples = new HashMap<>();

  private JobRanking(List<TeachView.Job> jobs) {
    said = jobs.stream().map(JobRanking::said).toList();
    said.forEach(words -> words.keySet().forEach(word -> holding.merge(word, 1, Integer::sum)));
  }

  /** The jobs that fit, the best first. */
  static List<TeachView.FoundJob> rank(String words, List<TeachView.Job> jobs, int limit) {
    Set<String> asked = words(words);
    if (asked.isEmpty()) {
      return List.of();
    }
    JobRanking ranking = new JobRanking(jobs);
    List<TeachView.FoundJob> found = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      double score = ranking.score(asked, jobs.get(i), ranking.said.get(i));
      if (score >= FITS) {
        found.add(new TeachView.FoundJob(jobs.get(i), Math.round(score * 1000) / 1000.0));
      }
    }
    found.sort(Comparator.comparingDouble(TeachView.FoundJob::score).reversed());
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  private double score(Set<String> asked, TeachView.Job job, Map<String, Double> said) {
    double covered = 0;
    double whole = 0;
    for (String word : asked) {
      double weight = rarity(word);
      whole += weight;
      covered += weight * in(word, said);
    }
    double named = 0;
    double name = 0;
    Map<String, Double> askedFor = new HashMap<>();
    asked.forEach(word -> askedFor.put(word, 1.0));
    for (String word : words(job.name())) {
      double weight = rarity(word);
      name += weight;
      named += weight * in(word, askedFor);
    }
    return name == 0 ? 0 : Math.sqrt(covered / whole * named / name);
  }

  /** What stands in few jobs tells them apart; what stands in none is missing in all. */
  private double rarity(String word) {
    return Math.log(1 + (said.size() + 1) / (holding.getOrDefault(word, 0) + 0.5));
  }

  /** How well a word stands in a text: its place's weight, less where it is only alike. */
  private double in(String word, Map<String, Double> text) {
    Double same = text.get(word);
    if (same != null) {
      return same;
    }
    double best = 0;
    for (Map.Entry<String, Double> other : text.entrySet()) {
      double alike = alike(word, other.getKey());
      if (alike >= ALIKE) {
        best = Math.max(best, alike * other.getValue());
      }
    }
    return best;
  }

  private static Map<String, Double> said(TeachView.Job job) {
    Map<String, Double> said = new HashMap<>();
    put(job.name(), NAME, said);
    job.answers().forEach(answer -> put(answer, ANSWER, said));
    put(job.instruction(), INSTRUCTION, said);
    put(KINDS.getOrDefault(job.kind(), ""), KIND, said);
    return said;
  }

  private static void put(String text, double weight, Map<String, Double> said) {
    words(text).forEach(word -> said.merge(word, weight, Math::max));
  }

  /** The words that say something, without their endings. */
  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher found = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (found.find() && words.size() < MOST_WORDS) {
      String word = found.group();
      if (!EMPTY.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  private static String stem(String word) {
    for (String end : List.of("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s")) {
      if (word.endsWith(end) && word.length() - end.length() >= 3) {
        return word.substring(0, word.length() - end.length());
      }
    }
    return word.length() > 3 && (word.endsWith("e") || word.endsWith("y"))
        ? word.substring(0, word.length() - 1)
        : word;
  }

  /** The share of letter triples that two words have in common (Dice). */
  private double alike(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    // Of lengths so far apart they cannot have enough in common.
    if (shorter < 4 || 2.0 * shorter < ALIKE * (one.length() + other.length() - 4)) {
      return 0;
    }
    Set<String> first = triples.computeIfAbsent(one, JobRanking::triples);
    Set<String> second = triples.computeIfAbsent(other, JobRanking::triples);
    long common = first.stream().filter(second::contains).count();
    return 2.0 * common / (first.size() + second.size());
  }

  private static Set<String> triples(String word) {
    Set<String> triples = new HashSet<>();
    String padded = "^" + word;
    for (int i = 0; i + 3 <= padded.length(); i++) {
      triples.add(padded.substring(i, i + 3));
    }
    return triples;
  }
}
