package dev.stillroom.e2e.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stillroom.e2e.pictures.Picture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small web of its own on the loopback interface: every name under {@code .localhost} leads here,
 * and each holds the shelves that were put up for it. A picture on a shelf is shown in the page and
 * linked for download, as shops and blogs do it.
 */
public final class Site implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
  private final Map<String, Path> lent = new ConcurrentHashMap<>();
  private final Map<String, Text> texts = new ConcurrentHashMap<>();

  private Site(HttpServer server) {
    this.server = server;
  }

  public static Site start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    Site site = new Site(server);
    server.setExecutor(site.threads);
    server.createContext("/", site::answer);
    server.start();
    return site;
  }

  /**
   * Puts up a page of pictures.
   *
   * @param host for example {@code shop.localhost}
   * @param path for example {@code /jugs/}; pictures are below it
   */
  public void putUp(String host, String path, String title, List<Picture> pictures) {
    shelves.put(host + path, new Shelf(host, title, List.copyOf(pictures)));
  }

  /**
   * Puts up a text as it is: a page, a JSON document, a table.
   *
   * @param type for example {@code text/html}; it is UTF-8
   */
  public void putUpText(String host, String path, String type, String text) {
    texts.put(host + path, new Text(type, text));
  }

  /** Puts up a page of its own making. */
  public void putUp(String host, String path, String html) {
    putUpText(host, path, "text/html", html);
  }

  public String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  /** The address of an empty page beside {@link #lend lent} files. */
  public String judgesTable() {
    return url("judge.localhost", "/");
  }

  /** Serves a file of this machine to the judge's table and returns its path there. */
  public String lend(Path file) {
    String path = "/lent/" + lent.size() + "/" + file.getFileName().toString().replace(' ', '_');
    lent.put(path, file);
    return path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":\\d+$", "");
      String path = exchange.getRequestURI().getPath();
      Shelf shelf = shelves.get(host + path);
      if (shelf != null) {
        send(exchange, 200, "text/html; charset=utf-8", shelf.page());
        return;
      }
      Text text = text(host + path, exchange.getRequestURI().getRawQuery());
      if (text != null) {
        send(exchange, 200, text.type() + "; charset=utf-8", utf8(text.text()));
        return;
      }
      if (host.equals("judge.localhost")) {
        Path file = lent.get(path);
        if (file == null) {
          send(
              exchange,
              200,
              "text/html; charset=utf-8",
              utf8("<!doctype html><title>Judge</title>"));
        } else {
          send(exchange, 200, "application/octet-stream", Files.readAllBytes(file));
        }
        return;
      }
      int slash = path.lastIndexOf('/') + 1;
      Shelf holder = shelves.get(host + path.substring(0, slash));
      Picture picture = holder == null ? null : holder.picture(path.substring(slash));
      if (picture == null) {
        send(exchange, 404, "text/plain; charset=utf-8", utf8("Nothing here.\n"));
        return;
      }
      if ("1".equals(exchange.getRequestURI().getQuery())) {
        // The second kind of download link: the server asks for it, not the page.
        exchange
            .getResponseHeaders()
            .set("Content-Disposition", "attachment; filename=\"" + picture.name() + "\"");
      }
      send(exchange, 200, picture.mime(), Files.readAllBytes(picture.file()));
    } catch (IOException gone) {
      // The browser closed the connection; it asks again where it still wants the answer.
    }
  }

  /** A text put up with its query, or for every query. */
  private Text text(String address, String query) {
    Text exact = query == null ? null : texts.get(address + "?" + query);
    return exact != null ? exact : texts.get(address);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private record Text(String type, String text) {}

  /** One page and the pictures on it. */
  private record Shelf(String host, String title, List<Picture> pictures) {

    Picture picture(String name) {
      return pictures.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    }

    byte[] page() {
      return utf8(Gallery.page(host, title, new ArrayList<>(pictures)));
    }
  }
}
