package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the blocks of a page's main text. Every block has a worth, positive for running text and
 * negative for links and scraps; the main text is the subtree whose blocks are worth most, a
 * maximum-subarray view of block density (in the line of Kohlschütter et al., "Boilerplate
 * detection using shallow text features", WSDM 2010) with the names of classes as priors (as
 * Readability has them).
 */
final class MainText {

  /** A child that holds this share of its parent's worth takes its place. */
  private static final double DOMINATES = 0.92;

  /** The same for a child whose name says that it is the content. */
  private static final double NAMED = 0.6;

  /** Elements whose very tag says that they are around the text. */
  private static final Set<String> FRAME = Set.of("nav", "footer", "aside", "form");

  /** So few words of a page that has so many in sentences are not its text. */
  private static final int LITTLE = 30;

  private static final int MUCH = 150;

  private static final Set<String> CONTINUES =
      Set.of("p", "pre", "blockquote", "table", "ul", "ol", "dl", "h2", "h3", "h4");

  private final Page page;
  private final Cues.Part[] parts;
  private final boolean[] masked;
  private double allProse;

  private MainText(Page page) {
    this.page = page;
    parts = new Cues.Part[page.size()];
    masked = new boolean[page.size()];
  }

  /** The blocks of the main text in document order; empty where the page has none. */
  static List<Block> of(Page page, Metadata metadata) {
    if (page.size() == 0) {
      return List.of();
    }
    MainText first = new MainText(page);
    List<Block> found = first.find(metadata, true, true);
    // Names are only hints: where they leave next to nothing of a page full of prose they misled.
    if (words(found) < LITTLE && first.allProse > MUCH) {
      found = new MainText(page).find(metadata, true, false);
    }
    // Some pages hide everything until their script has run.
    return found.isEmpty() ? new MainText(page).find(metadata, false, true) : found;
  }

  private static int words(List<Block> blocks) {
    return blocks.stream().mapToInt(Block::words).sum();
  }

  private List<Block> find(Metadata metadata, boolean honourHidden, boolean honourNames) {
    Cues cues = new Cues();
    for (int i = 0; i < page.size(); i++) {
      parts[i] = page.isText(i) ? Cues.Part.NEUTRAL : cues.part(page, i);
      boolean named = parts[i].ordinal() < Cues.Part.NEUTRAL.ordinal();
      if (!honourNames && named && parts[i] != Cues.Part.NEVER && !FRAME.contains(page.tag(i))) {
        parts[i] = Cues.Part.NEUTRAL;
      }
      masked[i] = parts[i] == Cues.Part.NEVER || honourHidden && page.isHidden(i);
    }
    List<Block> all = Blocks.of(page, masked);
    maskBoilerplate(all);
    List<Block> blocks = Blocks.of(page, masked);
    List<Block> chosen = inRoots(blocks, roots(blocks));
    maskDoubtful(chosen);
    chosen = chosen.stream().filter(block -> !isMasked(block.first())).toList();
    List<Block> trimmed = new Trim(page, metadata).of(chosen);
    if (metadata.body().isEmpty()) {
      return trimmed;
    }
    DeclaredBody declared = new DeclaredBody(metadata.body());
    List<Block> corrected = declared.correct(blocks, trimmed);
    // What is declared may have been masked for its name.
    return corrected == trimmed ? declared.correct(all, trimmed) : corrected;
  }

  private boolean isMasked(int node) {
    for (int i = node; i >= 0; i = page.parent(i)) {
      if (masked[i]) {
        return true;
      }
    }
    return false;
  }

  /** Boilerplate goes, unless most of the page is in it: then its name says something else. */
  private void maskBoilerplate(List<Block> all) {
    double[] worth = worth(all);
    double[] prose = prose(all);
    allProse = prose[0];
    Map<String, Double> paragraphs = paragraphs(prose);
    boolean[] title = holdsTitle();
    for (int i = 0; i < page.size(); i = masked[i] ? page.end(i) : i + 1) {
      String tag = page.tag(i);
      boolean frame = tag.equals("html") || tag.equals("body") || tag.equals("main");
      boolean article = tag.equals("article");
      if (parts[i] == Cues.Part.COMMENTS) {
        masked[i] = !frame && !title[i] && !(article && prose[i] > prose[0] / 2);
      } else if (parts[i] == Cues.Part.BOILERPLATE) {
        boolean most =
            prose[i] > 0.5 * prose[0] && worth[i] > 0
                || tag.equals("p") && paragraphs.get(page.attribute(i, "class")) > 0.5 * prose[0];
        masked[i] = !frame && !most && !(title[i] && prose[i] > 0.2 * prose[0]);
      }
    }
  }

  /** How much of the prose stands in paragraphs of each class. */
  private Map<String, Double> paragraphs(double... prose) {
    Map<String, Double> sums = new HashMap<>();
    for (int i = 0; i < page.size(); i++) {
      if (page.tag(i).equals("p")) {
        sums.merge(page.attribute(i, "class"), prose[i], Double::sum);
      }
    }
    return sums;
  }

  /** For each node, whether the first heading of the highest rank is in its subtree. */
  private boolean[] holdsTitle() {
    boolean[] holds = new boolean[page.size()];
    List<Integer> headings = page.all("h1");
    if (headings.size() == 1) {
      for (int i = headings.getFirst(); i >= 0; i = page.parent(i)) {
        holds[i] = true;
      }
    }
    return holds;
  }

  private List<Integer> roots(List<Block> blocks) {
    double[] worth = worth(blocks);
    int best = 0;
    for (int i = 1; i < page.size(); i++) {
      if (worth[i] > worth[best] && Tags.isContainer(page.tag(i))) {
        best = i;
      }
    }
    if (worth[best] <= 0) {
      return List.of(0);
    }
    List<Integer> declared = outermost(Cues.Part.BODY, worth);
    double sum = declared.stream().mapToDouble(i -> worth[i]).sum();
    if (sum > 0.5 * worth[best]) {
      return declared;
    }
    return withSiblings(dominant(best, worth), blocks);
  }

  private List<Integer> outermost(Cues.Part part, double... worth) {
    List<Integer> found = new ArrayList<>();
    int node = 0;
    while (node < page.size()) {
      if (masked[node]) {
        node = page.end(node);
      } else if (parts[node] == part && worth[node] > 0 && Tags.isContainer(page.tag(node))) {
        found.add(node);
        node = page.end(node);
      } else {
        node++;
      }
    }
    return found;
  }

  private int dominant(int from, double... worth) {
    int node = from;
    while (true) {
      int next = -1;
      for (int child = node + 1; child < page.end(node); child = page.end(child)) {
        boolean named = parts[child] == Cues.Part.CONTENT || parts[child] == Cues.Part.BODY;
        if (Tags.isContainer(page.tag(child))
            && !page.tag(child).equals("tr")
            && worth[child] >= (named ? NAMED : DOMINATES) * worth[node]
            && (next < 0 || worth[child] > worth[next])) {
          next = child;
        }
      }
      if (next < 0) {
        return node;
      }
      node = next;
    }
  }

  /** Paragraphs, lists and tables beside the container go on with what it holds. */
  private List<Integer> withSiblings(int root, List<Block> blocks) {
    int parent = page.parent(root);
    if (parent < 0 || page.tag(root).equals("body")) {
      return List.of(root);
    }
    double[] words = new double[page.size()];
    double[] links = new double[page.size()];
    for (Block block : blocks) {
      words[block.node()] += block.words();
      links[block.node()] += block.linkWords();
    }
    upwards(words);
    upwards(links);
    List<Integer> found = new ArrayList<>();
    for (int i = parent + 1; i < page.end(parent); i = page.end(i)) {
      boolean own =
          CONTINUES.contains(page.tag(i)) && parts[i].ordinal() >= Cues.Part.NEUTRAL.ordinal();
      if (i == root || own && words[i] > 0 && links[i] < 0.25 * words[i]) {
        found.add(i);
      }
    }
    return found;
  }

  private List<Block> inRoots(List<Block> blocks, List<Integer> roots) {
    List<Block> chosen = new ArrayList<>();
    for (Block block : blocks) {
      for (int root : roots) {
        if (block.first() >= root && block.first() < page.end(root)) {
          chosen.add(block);
        }
      }
    }
    return chosen;
  }

  /** Inside the main text: what is short or full of links where a name or tag casts doubt. */
  private void maskDoubtful(List<Block> chosen) {
    int size = page.size();
    int[] words = new int[size];
    int[] links = new int[size];
    int[] prose = new int[size];
    int[] count = new int[size];
    int total = 0;
    for (Block block : chosen) {
      total += block.words();
      for (int i = block.node(); i >= 0; i = page.parent(i)) {
        words[i] += block.words();
        links[i] += block.linkWords();
        prose[i] += block.isProse() ? block.words() : 0;
        count[i]++;
      }
    }
    for (int i = 1; i < size; i = masked[i] ? page.end(i) : i + 1) {
      if (words[i] == 0 || words[i] > 0.5 * total) {
        continue;
      }
      double density = (double) links[i] / words[i];
      String tag = page.tag(i);
      boolean box =
          Tags.isContainer(tag) || tag.equals("ul") || tag.equals("ol") || tag.equals("dl");
      boolean linked = box && count[i] > 1 && density > 0.55 && prose[i] < words[i] / 2;
      boolean list =
          (tag.equals("ul") || tag.equals("ol")) && density > 0.5 && prose[i] < words[i] / 2;
      boolean doubtful =
          parts[i] == Cues.Part.DOUBTFUL
              && (prose[i] < 0.5 * words[i] || density > 0.35)
              && !holdsCode(i);
      masked[i] = linked || list || doubtful;
    }
  }

  private boolean holdsCode(int node) {
    for (int i = node; i < page.end(node); i++) {
      if (page.tag(i).equals("pre") || page.tag(i).equals("table")) {
        return true;
      }
    }
    return false;
  }

  private double[] worth(List<Block> blocks) {
    double[] worth = new double[page.size()];
    for (Block block : blocks) {
      worth[block.node()] += worth(block);
    }
    return upwards(worth);
  }

  private double[] prose(List<Block> blocks) {
    double[] words = new double[page.size()];
    for (Block block : blocks) {
      words[block.node()] += block.isProse() || block.kind() == Block.Kind.CODE ? block.words() : 0;
    }
    return upwards(words);
  }

  private double[] upwards(double... values) {
    for (int i = values.length - 1; i > 0; i--) {
      // A damaged page may have more than one root.
      if (page.parent(i) >= 0) {
        values[page.parent(i)] += values[i];
      }
    }
    return values;
  }

  static double worth(Block block) {
    int own = block.words() - block.linkWords();
    if (block.kind() == Block.Kind.CODE) {
      return own;
    }
    if (block.linkDensity() > 0.5) {
      return -2 - 0.5 * block.linkWords();
    }
    if (block.isProse()) {
      return own - 0.5 * block.linkWords();
    }
    return switch (block.kind()) {
      case HEADING -> 0;
      case ITEM, ROW -> own >= 4 ? 0.3 * own - block.linkWords() : -1;
      case PARAGRAPH -> own >= 10 ? 0.3 * own : -2;
      case CODE -> own;
    };
  }
}
