package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Which values of several lists belong together because they stand in one item: a table's row, a
 * list's entry, a card; or, where items have no box of their own, between one value of a field and
 * its next.
 */
public final class Records {

  private Records() {}

  /**
   * The items in the page's order.
   *
   * @param at for each field the nodes of its values, in the page's order
   * @return for each item, for each field the indices of its values; none where fewer than two
   *     fields have values or nothing goes together
   */
  public static List<List<List<Integer>>> of(Page page, List<List<Integer>> at) {
    List<List<List<Integer>>> best = List.of();
    int most = Integer.MIN_VALUE;
    for (List<Integer> keys : at) {
      if (keys.size() > 1) {
        List<List<List<Integer>>> items = items(page, keys, at);
        int worth = worth(items, at);
        if (worth > most) {
          most = worth;
          best = items;
        }
      }
    }
    return best.stream().anyMatch(item -> filled(item) > 1) ? best : List.of();
  }

  private static long filled(List<List<Integer>> item) {
    return item.stream().filter(cell -> !cell.isEmpty()).count();
  }

  /** Values that have company speak for a way to part a page, gaps and values lost against it. */
  private static int worth(List<List<List<Integer>>> items, List<List<Integer>> at) {
    int lost = at.stream().mapToInt(List::size).sum();
    int worth = 0;
    for (List<List<Integer>> item : items) {
      int values = item.stream().mapToInt(List::size).sum();
      int filled = (int) filled(item);
      lost -= values;
      // A cell with several values counts less than as many cells.
      worth += (filled > 1 ? filled : 0) - (item.size() - filled);
    }
    return worth - 2 * lost;
  }

  /** The items of which each holds one value of the key field. */
  private static List<List<List<Integer>>> items(
      Page page, List<Integer> keys, List<List<Integer>> at) {
    int[] below = new int[page.size()];
    for (int key : keys) {
      for (int node = key; node >= 0; node = page.parent(node)) {
        below[node]++;
      }
    }
    List<Integer> boxes = new ArrayList<>();
    List<List<List<Integer>>> items = new ArrayList<>();
    for (int key : keys) {
      int box = key;
      while (page.parent(box) >= 0 && below[page.parent(box)] == 1) {
        box = page.parent(box);
      }
      boxes.add(box);
      List<List<Integer>> item = new ArrayList<>();
      at.forEach(field -> item.add(new ArrayList<>()));
      items.add(item);
    }
    boolean boxed = isBoxed(page, boxes, keys, at);
    for (int field = 0; field < at.size(); field++) {
      for (int i = 0; i < at.get(field).size(); i++) {
        int item = item(page, boxes, boxed, at.get(field).get(i));
        if (item >= 0) {
          items.get(item).get(field).add(i);
        }
      }
    }
    return items;
  }

  /** Whether any box holds more than its key. */
  private static boolean isBoxed(
      Page page, List<Integer> boxes, List<Integer> keys, List<List<Integer>> at) {
    for (List<Integer> nodes : at) {
      for (int node : nodes) {
        if (nodes != keys && item(page, boxes, true, node) >= 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The item whose box holds a node; where boxes hold only keys, the one before the node. */
  private static int item(Page page, List<Integer> boxes, boolean boxed, int node) {
    int low = 0;
    int high = boxes.size() - 1;
    int last = -1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (boxes.get(middle) <= node) {
        last = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    if (last < 0 || node < page.end(boxes.get(last))) {
      return last;
    }
    if (boxed) {
      return -1;
    }
    // Beside the boxes only what has the same box around it belongs to the one before.
    int around = page.parent(boxes.get(last));
    return around >= 0 && node < page.end(around) ? last : -1;
  }
}
