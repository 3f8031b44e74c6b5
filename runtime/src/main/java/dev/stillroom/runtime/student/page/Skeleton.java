package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import java.util.LinkedHashSet;
import java.util.Set;

/** What pages of one kind have in common, to tell whether another page is one of them. */
public final class Skeleton {

  public static final int MAX_BONES = 200;
  private static final int MAX_DEPTH = 8;

  private Skeleton() {}

  /** The names and upper branches of a page. */
  public static Set<String> of(Page page) {
    Set<String> bones = new LinkedHashSet<>();
    String[] paths = new String[page.size()];
    int[] depths = new int[page.size()];
    for (int i = 0; i < page.size(); i++) {
      if (page.isText(i)) {
        continue;
      }
      int parent = page.parent(i);
      depths[i] = parent < 0 ? 0 : depths[parent] + 1;
      if (depths[i] <= MAX_DEPTH && (parent < 0 || paths[parent] != null)) {
        paths[i] = (parent < 0 ? "" : paths[parent]) + "/" + page.tag(i);
        bones.add(paths[i]);
      }
      for (String token : Clues.tokens(page.attribute(i, "class"))) {
        name(page.tag(i), token, bones);
      }
      name(page.tag(i), page.attribute(i, "id"), bones);
    }
    return bones;
  }

  private static void name(String tag, String token, Set<String> bones) {
    if (!token.isEmpty() && token.length() <= 60) {
      bones.add(tag + "." + Clues.masked(token));
    }
  }

  /**
   * How like its kind a page is, in [0, 1].
   *
   * @param branches the share of the kind's branches that it has
   * @param names the share of the kind's names that it has
   */
  public record Likeness(double branches, double names) {
    double all() {
      return branches + names;
    }
  }

  public static Likeness likeness(Set<String> kind, Set<String> bones) {
    int branches = 0;
    int names = 0;
    int sameBranches = 0;
    int sameNames = 0;
    for (String bone : kind) {
      int same = bones.contains(bone) ? 1 : 0;
      if (bone.startsWith("/")) {
        branches++;
        sameBranches += same;
      } else {
        names++;
        sameNames += same;
      }
    }
    return new Likeness(
        branches == 0 ? 1 : (double) sameBranches / branches,
        names == 0 ? 1 : (double) sameNames / names);
  }

  /** The share of branches that two pages have in common, of all that either has. */
  public static double alike(Set<String> one, Set<String> other) {
    int both = 0;
    int all = 0;
    for (String bone : one) {
      if (bone.startsWith("/")) {
        all++;
        both += other.contains(bone) ? 1 : 0;
      }
    }
    for (String bone : other) {
      all += bone.startsWith("/") && !one.contains(bone) ? 1 : 0;
    }
    return all == 0 ? 1 : (double) both / all;
  }
}
