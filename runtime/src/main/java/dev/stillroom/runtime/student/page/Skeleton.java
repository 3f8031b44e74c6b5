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
      String name = page.attribute(i, "class") + " " + page.attribute(i, "id");
      for (String token : name.strip().split("\\s+")) {
        if (!token.isEmpty() && token.length() <= 60) {
          bones.add(page.tag(i) + "." + token.replaceAll("\\d+", "#"));
        }
      }
    }
    return bones;
  }

  /** Which share of a kind's bones a page has, in [0, 1]. */
  public static double share(Set<String> kind, Page page) {
    if (kind.isEmpty()) {
      return 1;
    }
    Set<String> bones = of(page);
    return (double) kind.stream().filter(bones::contains).count() / kind.size();
  }
}
