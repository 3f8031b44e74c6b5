package dev.stillroom.e2e.person;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The suggestions in a page as a screen reader finds them: they stand in a closed shadow root,
 * which no script of the page sees, a test's neither.
 */
public final class Chips implements AutoCloseable {

  private static final String SUGGESTS = "Stillroom suggests: ";

  private final CDPSession session;

  public Chips(Page page) {
    session = page.context().newCDPSession(page);
    session.send("Accessibility.enable");
  }

  /** What each chip says, in the order of the page. */
  public List<String> all() {
    List<String> names = new ArrayList<>();
    for (JsonElement node : session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes")) {
      JsonObject name = node.getAsJsonObject().getAsJsonObject("name");
      String text = name == null || !name.has("value") ? "" : name.get("value").getAsString();
      if (role(node).equals("button") && text.startsWith(SUGGESTS)) {
        names.add(text.substring(SUGGESTS.length()));
      }
    }
    return names;
  }

  /** Whether a text stands anywhere on the page, chips and panels among it. */
  public boolean reads(String text) {
    for (JsonElement node : session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes")) {
      JsonObject name = node.getAsJsonObject().getAsJsonObject("name");
      if (role(node).equals("StaticText")
          && name != null
          && name.get("value").getAsString().contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** The label that the first chip suggests, sure or not. */
  public Optional<String> first() {
    return all().stream().findFirst().map(Chips::label);
  }

  /** The label of what a chip says: {@code bug. because it says …} or {@code not sure: bug?}. */
  public static String label(String said) {
    return said.replaceFirst("^not sure: ", "").replaceFirst("[.?].*$", "");
  }

  private static String role(JsonElement node) {
    JsonObject role = node.getAsJsonObject().getAsJsonObject("role");
    return role == null || !role.has("value") ? "" : role.get("value").getAsString();
  }

  @Override
  public void close() {
    session.detach();
  }
}
