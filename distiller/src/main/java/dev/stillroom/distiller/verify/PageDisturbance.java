package dev.stillroom.distiller.verify;

import dev.stillroom.runtime.page.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** What happens to pages from one visit to the next, done to a page on purpose. */
enum PageDisturbance {
  /** Every class and id has another name, the same one everywhere, as a new build gives them. */
  RENAMED("renamedNames") {
    @Override
    Page of(Page page, Predicate<String> wanted, Random random) {
      int salt = random.nextInt();
      return new Copy(page, salt, Copy.none(page), Copy.order(page), Set.of()).made();
    }
  },
  /** Some of the blocks that hold nothing that is wanted are gone. */
  REMOVED("blocksRemoved") {
    @Override
    Page of(Page page, Predicate<String> wanted, Random random) {
      boolean[] gone = Copy.none(page);
      for (int i = 1; i < page.size(); i++) {
        boolean block = page.end(i) - i >= 2 && page.end(i) - i <= page.size() / 3 + 2;
        gone[i] = block && random.nextInt(6) == 0 && !wanted.test(page.textOf(i));
      }
      return new Copy(page, 0, gone, Copy.order(page), Set.of()).made();
    }
  },
  /** In some places two neighbouring blocks have changed places. */
  MOVED("blocksMoved") {
    @Override
    Page of(Page page, Predicate<String> wanted, Random random) {
      List<List<Integer>> order = Copy.order(page);
      for (List<Integer> children : order) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
          if (BLOCKS.contains(page.tag(children.get(i)))) {
            places.add(i);
          }
        }
        if (places.size() >= 2 && random.nextInt(3) == 0) {
          int at = random.nextInt(places.size() - 1);
          int one = places.get(at);
          int other = places.get(at + 1);
          int moved = children.get(one);
          children.set(one, children.get(other));
          children.set(other, moved);
        }
      }
      return new Copy(page, 0, Copy.none(page), order, Set.of()).made();
    }
  },
  /** Advertisements stand between the blocks. */
  ADVERTISED("adsInserted") {
    @Override
    Page of(Page page, Predicate<String> wanted, Random random) {
      List<Integer> blocks = new ArrayList<>();
      for (int i = 1; i < page.size(); i++) {
        if (BLOCKS.contains(page.tag(i))) {
          blocks.add(i);
        }
      }
      Set<Integer> before = new java.util.HashSet<>();
      for (int i = 0; i < 3 && !blocks.isEmpty(); i++) {
        before.add(blocks.get(random.nextInt(blocks.size())));
      }
      return new Copy(page, 0, Copy.none(page), Copy.order(page), before).made();
    }
  };

  private static final Set<String> BLOCKS =
      Set.of("div", "section", "p", "ul", "ol", "dl", "table", "article", "aside", "h2", "h3");

  private final String label;

  PageDisturbance(String label) {
    this.label = label;
  }

  /** The name of its figure on the card. */
  String label() {
    return label;
  }

  /**
   * @param wanted whether a block's text holds something that is wanted
   */
  abstract Page of(Page page, Predicate<String> wanted, Random random);

  /**
   * A page written anew with changes.
   *
   * @param salt what makes other names of names; 0 where they stay
   * @param order for each node its children
   * @param before the nodes before which an advertisement stands
   */
  private record Copy(
      Page page, int salt, boolean[] gone, List<List<Integer>> order, Set<Integer> before) {

    static boolean[] none(Page page) {
      return new boolean[page.size()];
    }

    static List<List<Integer>> order(Page page) {
      List<List<Integer>> order = new ArrayList<>();
      for (int i = 0; i < page.size(); i++) {
        order.add(new ArrayList<>());
        if (page.parent(i) >= 0) {
          order.get(page.parent(i)).add(i);
        }
      }
      return order;
    }

    Page made() {
      Page.Builder built = new Page.Builder();
      for (int i = 0; i < page.size(); i++) {
        if (page.parent(i) < 0) {
          write(i, built);
        }
      }
      return built.build();
    }

    /** As deep as pages are allowed to be. */
    private void write(int node, Page.Builder built) {
      if (gone[node]) {
        return;
      }
      if (before.contains(node)) {
        built.open("div", false, "class", "promoted box").open("a", false, "href", "/offer");
        built.text("Our offer of the week: now only $7.49").close().close();
      }
      if (page.isText(node)) {
        built.text(page.text(node));
        return;
      }
      built.open(page.tag(node), page.isHidden(node), pairs(node));
      if (!page.data(node).isEmpty()) {
        built.data(page.data(node));
      }
      order.get(node).forEach(child -> write(child, built));
      built.close();
    }

    private String[] pairs(int node) {
      List<String> pairs = new ArrayList<>();
      for (Map.Entry<String, String> attribute : page.attributes(node).entrySet()) {
        String name = attribute.getKey();
        boolean renamed = salt != 0 && (name.equals("class") || name.equals("id"));
        pairs.add(name);
        pairs.add(
            renamed
                ? String.join(
                    " ",
                    Arrays.stream(attribute.getValue().split("\\s+")).map(this::renamed).toList())
                : attribute.getValue());
      }
      return pairs.toArray(String[]::new);
    }

    private String renamed(String name) {
      return "x" + Integer.toString(Math.abs(name.hashCode() ^ salt) % 46_656, 36) + letters(name);
    }

    private static String letters(String name) {
      String last = name.isEmpty() ? "" : name.substring(name.length() - 1);
      return last.toLowerCase(Locale.ROOT).matches("[a-z]") ? last : "";
    }
  }
}
