package dev.stillroom.host.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What was forgotten while events of it may still wait in a browser: nobody can tell that browser,
 * and when it delivers them they must not come back. An event is told by when it happened: one from
 * before the forgetting is dropped, one from after it is new.
 *
 * <p>Neither a forgotten site nor an event's id is written down: a salted digest is, and the
 * length, for as long as raw events are kept ({@link Events#RETENTION}). From then on whatever
 * happened before that forgetting is dropped, of any site: it is as old as raw events may get.
 *
 * <p>Browser and engine run on one machine and read one clock. Where that was set back after a
 * forgetting, the forgetting counts from the new time on ({@link #clock}), so that it does not drop
 * what happens between now and the time it had.
 */
final class LateEvents {

  private static final String ALL = "all";
  private static final String SITE = "site";
  private static final String EVENT = "event";

  private final Journal journal;

  LateEvents(Journal journal) {
    this.journal = journal;
  }

  private record Gone(long since, long until, String what, String salt, String digest, int length) {

    boolean of(String id, String text) {
      return switch (what) {
        case ALL -> true;
        case EVENT -> id.length() == length && digest.equals(LateEvents.digest(salt, id));
        default -> mentioned(text);
      };
    }

    /** As {@link Forget#site} looks for a host: whole, and in any of an event's texts. */
    private boolean mentioned(String text) {
      for (int at = 0; at + length <= text.length(); at++) {
        if ((at == 0 || !inName(text.charAt(at - 1)))
            && (at + length == text.length() || !inName(text.charAt(at + length)))
            && digest.equals(LateEvents.digest(salt, text.substring(at, at + length)))) {
          return true;
        }
      }
      return false;
    }

    private static boolean inName(char c) {
      return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
  }

  /** Everything that happened from {@code since} until {@code until} was forgotten. */
  void all(long since, Instant until) {
    journal.update(
        "DELETE FROM forgotten WHERE since >= ? AND until <= ?", since, until.toEpochMilli());
    add(since, until, ALL, null);
  }

  /** A site was forgotten, its subdomains with it. */
  void site(String host, Instant until) {
    add(Long.MIN_VALUE, until, SITE, host);
  }

  /** One event was forgotten, which may not have been acknowledged. */
  void event(String id, Instant until) {
    add(Long.MIN_VALUE, until, EVENT, id);
  }

  private void add(long since, Instant until, String what, String secret) {
    String salt =
        secret == null
            ? ""
            : journal.first("SELECT lower(hex(randomblob(16)))", row -> row.text(1)).orElseThrow();
    journal.update(
        "INSERT INTO forgotten (since, until, what, salt, digest, length) VALUES (?, ?, ?, ?, ?, ?)",
        since,
        until.toEpochMilli(),
        what,
        salt,
        secret == null ? "" : digest(salt, secret),
        secret == null ? 0 : secret.length());
  }

  /** What is to be dropped of a batch that comes now. */
  Dropped dropped() {
    List<Gone> gone =
        journal.query(
            "SELECT since, until, what, salt, digest, length FROM forgotten",
            row ->
                new Gone(
                    row.number(1),
                    row.number(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.integer(6)));
    return (id, time, json) -> {
      List<Gone> then = gone.stream().filter(g -> g.since() <= time && time < g.until()).toList();
      if (then.isEmpty()) {
        return false;
      }
      String text = json.toLowerCase(Locale.ROOT);
      return then.stream().anyMatch(g -> g.of(id, text));
    };
  }

  /** Says of an event whether it was forgotten before it came. */
  interface Dropped {
    /**
     * @param time in milliseconds since 1970
     * @param json the event as it would be recorded
     */
    boolean is(String id, long time, String json);
  }

  /** To be told the time every few seconds: it notices where the clock was set back. */
  void clock(Instant now) {
    long millis = now.toEpochMilli();
    journal.update("UPDATE forgotten SET until = ? WHERE until > ?", millis, millis);
  }

  /** Lets go of the digests that are older than raw events get. */
  void expire(Instant before) {
    long millis = before.toEpochMilli();
    journal.transaction(
        () -> {
          journal
              .query(
                  "SELECT max(until) FROM forgotten WHERE until < ?",
                  row -> row.numberOrNull(1),
                  millis)
              .stream()
              .filter(until -> until != null)
              .forEach(until -> all(Long.MIN_VALUE, Instant.ofEpochMilli(until)));
          return null;
        });
  }

  private static String digest(String salt, String value) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
