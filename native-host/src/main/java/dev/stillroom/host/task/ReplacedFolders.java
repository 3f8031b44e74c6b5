package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folders that another one took the place of. Where what comes into a new folder looks like what
 * went into an old one, and nothing goes into the old one any more, the person has moved house, and
 * the old examples are examples of the new folder. One file that goes into the old one again ends
 * that.
 */
final class ReplacedFolders {

  /** So many files of the new folder must look like those of the old one. */
  private static final int ENOUGH = 3;

  /** And so large a share of those that came into it. */
  private static final double SHARE = 0.75;

  /** So many of the new folder's files are looked at, the first ones. */
  private static final int LOOKED_AT = 20;

  /** One file in so many may go into the old folder by a whim. */
  private static final int WHIM_ONE_IN = 10;

  private final List<Labelled> labelled;
  private final List<Set<String>> tokens = new ArrayList<>();
  private final Map<String, List<Integer>> postings = new HashMap<>();

  private ReplacedFolders(List<Labelled> labelled) {
    this.labelled = new ArrayList<>(labelled);
    for (int i = 0; i < labelled.size(); i++) {
      Set<String> own = tokens(labelled.get(i).input());
      tokens.add(own);
      for (String token : own) {
        postings.computeIfAbsent(token, key -> new ArrayList<>()).add(i);
      }
    }
  }

  /**
   * @param labelled oldest first
   * @return the same, with the examples of folders that were replaced under the new folder's name
   */
  static List<Labelled> followed(List<Labelled> labelled) {
    return new ReplacedFolders(labelled).follow();
  }

  private List<Labelled> follow() {
    Map<String, Integer> firsts = new LinkedHashMap<>();
    for (int i = 0; i < labelled.size(); i++) {
      firsts.putIfAbsent(labelled.get(i).label(), i);
    }
    firsts.forEach(
        (folder, first) -> {
          if (first >= ENOUGH && !folder.equals(Task.LEAVE)) {
            String old = replacedBy(folder, first);
            if (old != null) {
              rename(old, folder, first);
            }
          }
        });
    return labelled;
  }

  /** The folder whose place this one took when it came up, or null. */
  private String replacedBy(String folder, int first) {
    Map<String, Integer> votes = new HashMap<>();
    int looked = 0;
    for (int i = first; i < labelled.size() && looked < LOOKED_AT; i++) {
      if (labelled.get(i).label().equals(folder)) {
        looked++;
        String like = mostAlike(i, first);
        if (like != null) {
          votes.merge(like, 1, Integer::sum);
        }
      }
    }
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      String old = vote.getKey();
      int times = vote.getValue();
      if (times >= ENOUGH && times >= SHARE * looked && !old.equals(Task.LEAVE)) {
        long since =
            labelled.subList(first, labelled.size()).stream()
                .filter(one -> one.label().equals(old))
                .count();
        return since <= times / WHIM_ONE_IN ? old : null;
      }
    }
    return null;
  }

  private void rename(String old, String folder, int before) {
    for (int i = 0; i < before; i++) {
      Labelled one = labelled.get(i);
      if (one.label().equals(old)) {
        labelled.set(
            i,
            new Labelled(
                one.subjectId(),
                one.name(),
                one.site(),
                one.time(),
                one.input(),
                TextNode.valueOf(folder),
                one.corrected()));
      }
    }
  }

  /** The label of the example that has most in common with this one, rare things counting more. */
  private String mostAlike(int at, int before) {
    double[] alike = new double[before];
    for (String token : tokens.get(at)) {
      List<Integer> holders = postings.get(token);
      double rare = StrictMath.log((double) labelled.size() / holders.size());
      for (int holder : holders) {
        if (holder >= before) {
          break;
        }
        alike[holder] += rare;
      }
    }
    int best = -1;
    for (int i = 0; i < before; i++) {
      // Of equals the newest.
      best = alike[i] > 0 && (best < 0 || alike[i] >= alike[best]) ? i : best;
    }
    return best < 0 ? null : labelled.get(best).label();
  }

  private static Set<String> tokens(JsonNode input) {
    Set<String> tokens = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> member : input.properties()) {
      if (member.getValue().isTextual()) {
        for (String word : member.getValue().textValue().split(" ")) {
          tokens.add(member.getKey() + "=" + word);
        }
      }
    }
    return tokens;
  }
}
