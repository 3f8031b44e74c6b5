package dev.stillroom.host.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The journal: one SQLite file with a write-ahead log and one writer. It belongs to the engine's
 * thread and is used from no other. Each station keeps its own tables through {@link #update} and
 * {@link #query}; statements are prepared once.
 *
 * <p>Two kinds of durability: what is written in {@link #durably} survives a power cut, everything
 * else survives the process's death.
 */
public final class Journal implements AutoCloseable {

  private static final List<String> MIGRATIONS =
      List.of(
          "001_first.sql",
          "002_pages.sql",
          "003_picks.sql",
          "004_forms.sql",
          "006_filing.sql",
          "007_organize.sql",
          "008_summaries.sql",
          "009_routines.sql",
          "010_tidy.sql",
          "011_earning.sql",
          "012_contests.sql",
          "015_jobs.sql",
          "016_changes.sql",
          "017_ask.sql",
          "018_consents.sql",
          "022_notes.sql",
          "024_forgotten.sql",
          "025_waited.sql");

  /**
   * Otherwise the driver asks for the last row's key after every change and keeps that statement
   * open, which keeps the log from being reset and the file from being rebuilt.
   */
  private static final Properties OPTIONS = new Properties();

  static {
    OPTIONS.setProperty("jdbc.get_generated_keys", "false");
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private int depth;

  private Journal(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the journal, making or migrating it where needed.
   *
   * @throws JournalFailure when it cannot be read, or a newer Stillroom wrote it
   */
  public static Journal open(Path file) {
    Connection connection = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      connection = DriverManager.getConnection("jdbc:sqlite:" + file, OPTIONS);
      Journal journal = new Journal(connection);
      journal.execute("PRAGMA busy_timeout=5000");
      journal.execute("PRAGMA journal_mode=WAL");
      journal.execute("PRAGMA synchronous=NORMAL");
      journal.execute("PRAGMA foreign_keys=ON");
      journal.execute("PRAGMA secure_delete=ON");
      journal.migrate();
      return journal;
    } catch (SQLException | IOException | JournalFailure e) {
      close(connection);
      throw new JournalFailure("cannot open the journal " + file + ": " + e.getMessage(), e);
    }
  }

  private static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException alreadyFailing) {
      // The failure that led here says more.
    }
  }

  private void migrate() throws SQLException, IOException {
    int version = query("PRAGMA user_version", row -> row.integer(1)).getFirst();
    if (version > MIGRATIONS.size()) {
      throw new JournalFailure(
          "it has version "
              + version
              + ", this Stillroom knows "
              + MIGRATIONS.size()
              + ": install the newer Stillroom again",
          null);
    }
    for (int i = version; i < MIGRATIONS.size(); i++) {
      String script = resource(MIGRATIONS.get(i));
      int next = i + 1;
      transaction(
          () -> {
            try (Statement statement = connection.createStatement()) {
              statement.executeUpdate(script);
              statement.executeUpdate("PRAGMA user_version=" + next);
            } catch (SQLException e) {
              throw new JournalFailure("migration " + next + " failed: " + e.getMessage(), e);
            }
            return null;
          });
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Journal.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs {@code work} in one transaction; nested calls join the outer one. */
  public <T> T transaction(Supplier<T> work) {
    if (depth > 0) {
      return work.get();
    }
    execute("BEGIN IMMEDIATE");
    depth++;
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      depth--;
      execute(done ? "COMMIT" : "ROLLBACK");
    }
  }

  /** Runs {@code work} in a transaction of its own that survives a power cut once this returns. */
  public <T> T durably(Supplier<T> work) {
    if (depth > 0) {
      throw new IllegalStateException("a durable write cannot join another transaction");
    }
    execute("PRAGMA synchronous=FULL");
    try {
      return transaction(work);
    } finally {
      execute("PRAGMA synchronous=NORMAL");
    }
  }

  /** Whether a transaction is open now. */
  public boolean inTransaction() {
    return depth > 0;
  }

  /** Runs one changing statement and returns how many rows it changed. */
  public int update(String sql, Object... parameters) {
    try {
      return prepare(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      drop(sql);
      throw new JournalFailure(e.getMessage() + " in: " + sql, e);
    }
  }

  /** Runs one query and maps every row. */
  public <T> List<T> query(String sql, Mapper<T> mapper, Object... parameters) {
    try (ResultSet rows = prepare(sql, parameters).executeQuery()) {
      List<T> result = new ArrayList<>();
      Row row = new Row(rows);
      while (rows.next()) {
        result.add(mapper.map(row));
      }
      return result;
    } catch (SQLException e) {
      drop(sql);
      throw new JournalFailure(e.getMessage() + " in: " + sql, e);
    }
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(String sql, Mapper<T> mapper, Object... parameters) {
    return query(sql, mapper, parameters).stream().findFirst();
  }

  /** The one number a query returns. */
  public long count(String sql, Object... parameters) {
    return query(sql, row -> row.number(1), parameters).getFirst();
  }

  /** Runs a statement without parameters that is not kept. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new JournalFailure(e.getMessage() + " in: " + sql, e);
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** The driver does not run a statement again once it has failed. */
  private void drop(String sql) {
    try (PreparedStatement failed = statements.remove(sql)) {
      // Only closed.
    } catch (SQLException e) {
      throw new JournalFailure("a statement cannot be closed: " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalFailure("cannot close the journal: " + e.getMessage(), e);
    }
  }

  /** Makes a value of one row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  /** One row of a query; columns count from 1. */
  public static final class Row {
    private final ResultSet rows;

    private Row(ResultSet rows) {
      this.rows = rows;
    }

    public String text(int column) throws SQLException {
      return rows.getString(column);
    }

    public long number(int column) throws SQLException {
      return rows.getLong(column);
    }

    public int integer(int column) throws SQLException {
      return rows.getInt(column);
    }

    public double real(int column) throws SQLException {
      return rows.getDouble(column);
    }

    public boolean flag(int column) throws SQLException {
      return rows.getInt(column) != 0;
    }

    /** A number that may be missing. */
    public Long numberOrNull(int column) throws SQLException {
      long value = rows.getLong(column);
      return rows.wasNull() ? null : value;
    }

    /** A real number that may be missing. */
    public Double realOrNull(int column) throws SQLException {
      double value = rows.getDouble(column);
      return rows.wasNull() ? null : value;
    }
  }
}
