package dev.stillroom.runtime.student.page;

import dev.stillroom.runtime.page.Page;

/** The ways from a page's root to its elements, each worked out once. */
final class Ways {

  private final PageView view;
  private final Page page;
  private final String[] paths;
  private final String[] branches;

  Ways(PageView view) {
    this.view = view;
    this.page = view.page();
    this.paths = new String[page.size()];
    this.branches = new String[page.size()];
  }

  /** A node's place among its like, where it is not the first. */
  String nth(int node) {
    int place = view.place(node);
    return place == 1 ? "" : "[" + place + "]";
  }

  /** The way from the root to an element, each step with its place; the end of it where long. */
  String path(int element) {
    if (element < 0) {
      return "";
    }
    if (paths[element] == null) {
      paths[element] =
          Clues.cut(path(page.parent(element)) + "/" + page.tag(element) + nth(element));
    }
    return paths[element];
  }

  /** The same without places: what all of a list's items have in common. */
  String branch(int element) {
    if (element < 0) {
      return "";
    }
    if (branches[element] == null) {
      branches[element] = Clues.cut(branch(page.parent(element)) + "/" + page.tag(element));
    }
    return branches[element];
  }
}
