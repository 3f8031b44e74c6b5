package dev.stillroom.host.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.watch.Digests;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions and what was answered, in the journal. */
final class AskStore {

  /** The most recent questions that a new one is compared with. */
  private static final int MOST_COMPARED = 200;

  private static final int CHECK_ONE_IN = 10;

  /** Where it stands what may be sent: one question unshown, the rows of a lesson. */
  private static final List<String> CONSENTS = List.of("ask_consent", "lesson_consent");

  private final Journal journal;
  private final Clock clock;

  AskStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Who answered. */
  enum Source {
    TEACHER,
    MODEL,
    PERSON
  }

  /**
   * A question.
   *
   * @param tried answers there were when a small model was tried last
   * @param spec as the person specified it; null where it was asked
   */
  record Question(String id, Instant time, Frame frame, int checkOneIn, int tried, String spec) {
    boolean byHand() {
      return spec != null;
    }
  }

  /**
   * One answer.
   *
   * @param output null of an input that has none
   * @param agreed whether the small model said the same; null where only one of them was asked
   */
  record Ask(
      String id,
      String questionId,
      Instant time,
      String site,
      String prompt,
      JsonNode input,
      JsonNode output,
      Source source,
      double seconds,
      double cost,
      Boolean agreed) {}

  private static final String QUESTION =
      "SELECT id, time, prefix, suffix, check_one_in, tried, spec FROM question ";

  private static final String ASK =
      "SELECT id, question_id, time, site, prompt, input, output, source, seconds, cost, agreed"
          + " FROM ask ";

  Optional<Question> find(String id) {
    return journal.first(QUESTION + "WHERE id = ?", AskStore::question, id);
  }

  Question get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND, "no question is called '" + id + "': list them anew"));
  }

  List<Question> all() {
    return journal.query(QUESTION + "ORDER BY time DESC, id", AskStore::question);
  }

  /** The question that a prompt asks, the one that fixes most of it first. */
  Optional<Question> match(String prompt) {
    return all().stream()
        .filter(one -> one.frame().slot(prompt).isPresent())
        .max(Comparator.comparingInt(one -> one.frame().size()));
  }

  /**
   * The question that a prompt asks, a new one where there is none. A prompt that differs from an
   * earlier one in one place makes them one question with a place that changes.
   */
  Question matchOrBegin(String prompt, String freshId) {
    Optional<Question> known = match(prompt);
    if (known.isPresent()) {
      return known.get();
    }
    for (Question one : all().stream().limit(MOST_COMPARED).toList()) {
      Optional<Frame> common =
          one.byHand() || one.frame().hasSlot() || asks(one.id()) > 1
              ? Optional.empty()
              : Frame.common(one.frame().prefix(), prompt);
      if (common.isPresent()) {
        widen(one, common.get());
        return get(one.id());
      }
    }
    return add(freshId, Frame.whole(prompt), null);
  }

  Question add(String id, Frame frame, String spec) {
    journal.update(
        "INSERT INTO question (id, time, prefix, suffix, check_one_in, spec) VALUES (?,?,?,?,?,?)",
        id,
        clock.millis(),
        frame.prefix(),
        frame.suffix(),
        CHECK_ONE_IN,
        spec);
    return get(id);
  }

  /**
   * What its one answer was about is the text together with what changes. It stands for more than
   * anybody said yes to.
   */
  private void widen(Question question, Frame frame) {
    journal.update("DELETE FROM ask_consent WHERE question_id = ?", question.id());
    journal.update(
        "UPDATE question SET prefix = ?, suffix = ? WHERE id = ?",
        frame.prefix(),
        frame.suffix(),
        question.id());
    for (Ask ask : asksOf(question.id())) {
      String slot = frame.slot(ask.prompt()).orElse("");
      journal.update(
          "UPDATE ask SET input = ? WHERE id = ?",
          input(slot, ask.input().path("text").asText()).toString(),
          ask.id());
    }
  }

  /** What a small model sees. */
  static JsonNode input(String slot, String text) {
    String all = text.isBlank() ? slot : slot.isEmpty() ? text : slot + "\n" + text;
    return ProtocolJson.MAPPER.createObjectNode().put("text", all);
  }

  /** What tells two inputs apart. */
  static String digest(JsonNode input) {
    return Digests.sha256(input.toString().getBytes(StandardCharsets.UTF_8));
  }

  void tried(String id, int answers) {
    journal.update("UPDATE question SET tried = ? WHERE id = ?", answers, id);
  }

  void check(String id, int oneIn) {
    journal.update("UPDATE question SET check_one_in = ? WHERE id = ?", oneIn, id);
  }

  void add(Ask ask) {
    journal.update(
        "INSERT OR REPLACE INTO ask (id, question_id, time, site, prompt, input, output, source,"
            + " seconds, cost, agreed) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        ask.id(),
        ask.questionId(),
        ask.time().toEpochMilli(),
        ask.site(),
        ask.prompt(),
        ask.input().toString(),
        ask.output() == null ? null : ask.output().toString(),
        ask.source().name(),
        ask.seconds(),
        ask.cost(),
        ask.agreed());
  }

  private int asks(String questionId) {
    return (int) journal.count("SELECT count(*) FROM ask WHERE question_id = ?", questionId);
  }

  /** All of a question, oldest first. */
  List<Ask> asksOf(String questionId) {
    return journal.query(
        ASK + "WHERE question_id = ? ORDER BY time, id", AskStore::ask, questionId);
  }

  /**
   * What a small model may learn from: the answers of teachers and of the person. What was
   * specified by hand is learned from the person's rows only, because a lesson shows them to its
   * teacher; what was asked about later are texts of pages.
   */
  List<Ask> answered(String questionId) {
    return journal.query(
        ASK
            + "WHERE question_id = ? AND output IS NOT NULL AND (source = 'PERSON' OR"
            + " source = 'TEACHER' AND NOT EXISTS"
            + " (SELECT 1 FROM question q WHERE q.id = question_id AND q.spec IS NOT NULL))"
            + " ORDER BY time, id",
        AskStore::ask,
        questionId);
  }

  /** Whether an input is among what a small model may have learned from. */
  boolean knows(String questionId, JsonNode input) {
    return journal.count(
            "SELECT count(*) FROM ask WHERE question_id = ? AND source <> 'MODEL' AND input = ?",
            questionId,
            input.toString())
        > 0;
  }

  /** Whether a question may be sent to a teacher unshown, as it is now. */
  boolean trusts(Question question, String teacher) {
    return journal.count(
            "SELECT count(*) FROM ask_consent WHERE question_id = ? AND teacher = ?"
                + " AND prefix = ? AND suffix IS ?",
            question.id(),
            teacher,
            question.frame().prefix(),
            question.frame().suffix())
        > 0;
  }

  void trust(Question question, String teacher) {
    journal.update(
        "INSERT OR REPLACE INTO ask_consent (question_id, teacher, prefix, suffix, time)"
            + " VALUES (?,?,?,?,?)",
        question.id(),
        teacher,
        question.frame().prefix(),
        question.frame().suffix(),
        clock.millis());
  }

  /** Whether a teacher may be shown the rows of a question that was specified by hand. */
  boolean teaches(String questionId, String teacher) {
    return journal.count(
            "SELECT count(*) FROM lesson_consent WHERE question_id = ? AND teacher = ?",
            questionId,
            teacher)
        > 0;
  }

  void teach(String questionId, String teacher) {
    journal.update(
        "INSERT OR REPLACE INTO lesson_consent (question_id, teacher, time) VALUES (?,?,?)",
        questionId,
        teacher,
        clock.millis());
  }

  void revoke(String questionId, String teacher) {
    for (String table : CONSENTS) {
      journal.update(
          "DELETE FROM " + table + " WHERE question_id = ? AND teacher = ?", questionId, teacher);
    }
  }

  /** What goes to a teacher that is no more, or another one of that name, is shown again. */
  void revokeAll(String teacher) {
    for (String table : CONSENTS) {
      journal.update("DELETE FROM " + table + " WHERE teacher = ?", teacher);
    }
  }

  /** A question with its figures. */
  TeachView.Question view(Question question, boolean first) {
    List<Ask> asks = asksOf(question.id());
    List<Ask> byTeacher =
        asks.stream().filter(a -> a.source() == Source.TEACHER && a.output() != null).toList();
    int answered = (int) asks.stream().filter(a -> a.source() == Source.MODEL).count();
    List<Ask> both = asks.stream().filter(a -> a.agreed() != null).toList();
    double seconds = byTeacher.stream().mapToDouble(Ask::seconds).average().orElse(0);
    double cost = byTeacher.stream().mapToDouble(Ask::cost).average().orElse(0);
    return new TeachView.Question(
        question.id(),
        question.frame().shown(),
        question.byHand(),
        byTeacher.size(),
        answered,
        both.size(),
        (int) both.stream().filter(Ask::agreed).count(),
        answered * seconds,
        answered * cost,
        question.checkOneIn(),
        journal.query(
            "SELECT teacher FROM ask_consent WHERE question_id = ?1 UNION"
                + " SELECT teacher FROM lesson_consent WHERE question_id = ?1 ORDER BY teacher",
            row -> row.text(1),
            question.id()),
        first);
  }

  /**
   * What was asked goes with the raw events, unless the person wanted it learned, and so does what
   * a small model was asked about: of that only the count is needed.
   */
  void expire(Instant before) {
    journal.update(
        "UPDATE ask SET prompt = '', input = '{}' WHERE source = 'MODEL' AND time < ?",
        before.toEpochMilli());
    journal.update(
        "DELETE FROM ask WHERE time < ? AND question_id IN (SELECT id FROM question q WHERE"
            + " spec IS NULL AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = q.id"
            + " AND t.phase NOT IN ('PROPOSED', 'DISMISSED')))",
        before.toEpochMilli());
    journal.update(
        "UPDATE question SET tried ="
            + " min(tried, (SELECT count(*) FROM ask WHERE question_id = question.id))");
    List<String> old =
        journal.query(
            "SELECT id FROM question q WHERE spec IS NULL AND time < ? AND NOT EXISTS (SELECT 1"
                + " FROM task WHERE id = q.id) AND NOT EXISTS (SELECT 1 FROM ask"
                + " WHERE question_id = q.id)",
            row -> row.text(1),
            before.toEpochMilli());
    for (String id : old) {
      for (String table : CONSENTS) {
        journal.update("DELETE FROM " + table + " WHERE question_id = ?", id);
      }
      journal.update("DELETE FROM question WHERE id = ?", id);
    }
  }

  private static Question question(Row row) throws SQLException {
    return new Question(
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        new Frame(row.text(3), row.text(4)),
        row.integer(5),
        row.integer(6),
        row.text(7));
  }

  private static Ask ask(Row row) throws SQLException {
    Long agreed = row.numberOrNull(11);
    return new Ask(
        row.text(1),
        row.text(2),
        Instant.ofEpochMilli(row.number(3)),
        row.text(4),
        row.text(5),
        json(row.text(6)),
        row.text(7) == null ? null : json(row.text(7)),
        Source.valueOf(row.text(8)),
        row.real(9),
        row.real(10),
        agreed == null ? null : agreed != 0);
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
