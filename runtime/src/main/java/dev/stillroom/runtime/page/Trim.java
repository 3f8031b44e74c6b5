package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes off what stands in the main text's container but is none: title, bylines, calls to act. */
final class Trim {

  private static final Pattern CALL =
      Pattern.compile(
          "^(?:advertisement|advert|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|реклама|広告|广告"
              + "|share(?: this| on| via|$).*|follow us.*|sign up (?:for|to).*|subscribe.*|read more.*|read also.*"
              + "|see also:? .*|also read.*|more on this.*|related(?:$|:| (?:articles|stories|posts|content|topics|links|news).*)"
              + "|click here.*|continue reading.*|story continues.*|article continues.*|recommended(?: for you)?|you (?:may|might) also like.*"
              + "|(?:print|email|e-mail|comments?|tags?|topics?|filed under|posted in|source|photo|image|credit|updated|published|posted)\\b.{0,40}"
              + "|\\d+ (?:comments?|shares?|likes?|replies)|copyright .*|©.*|all rights reserved.*|skip to .*|back to top|load more.*"
              + "|mehr zum thema.*|lesen sie auch.*|auch interessant.*|teilen.*|drucken|quelle:.*|foto:.*|lire aussi.*|à lire aussi.*|partager.*|abonnez-vous.*"
              + "|lee también.*|te puede interesar.*|compartir.*|leggi anche.*|condividi.*|lees ook.*|leia (?:também|mais).*|читайте также.*|поделиться.*"
              + "|関連記事.*|シェア.*|相关阅读.*|分享.*)$");

  private static final Pattern CLOSING =
      Pattern.compile(
          "^(?:comments?|leave a (?:comment|reply)|related.*|recommended.*|more (?:from|stories|news|articles).*|read next|you (?:may|might) also like.*"
              + "|about the author.*|share.*|tags|see also|kommentare|ähnliche artikel|mehr zum thema|commentaires|articles similaires|comentarios|artículos relacionados"
              + "|commenti|articoli correlati|reacties|what do you think.*|top stories|trending.*|most (?:read|popular).*|関連記事|相关文章|комментарии|похожие статьи)\\W*$");

  private static final Pattern COLOPHON =
      Pattern.compile(
          "(?:©|\\(c\\) |copyright\\b|all rights reserved|citation:|this (?:document|article|material|content|story|page)"
              + " (?:is (?:subject to|protected by|copyright)|may not be|was (?:originally|first) published|originally appeared)"
              + "|sign up (?:for|to)\\b|subscribe to\\b|follow (?:us|me|him|her|them)\\b|like us on\\b|download our\\b|join our\\b"
              + "|to (?:read|get|receive) more\\b.{0,60}\\b(?:subscribe|sign up)|alle rechte vorbehalten|tous droits réservés|todos los derechos)");

  private static final Pattern BYLINE =
      Pattern.compile(
          "^(?:by|von|par|por|di|door|af|av|автор:?|text:|written by|posted by|story by|published|updated|last (?:updated|modified)|erschienen|veröffentlicht"
              + "|publié|mis à jour|publicado|actualizado|pubblicato|gepubliceerd|stand:)\\b.{0,120}$");

  private final Page page;
  private final Metadata metadata;

  Trim(Page page, Metadata metadata) {
    this.page = page;
    this.metadata = metadata;
  }

  List<Block> of(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    boolean begun = false;
    for (Block block : blocks) {
      String plain = block.text().toLowerCase(Locale.ROOT);
      boolean dropped =
          isTitle(block)
              || isCall(block, plain)
              || isLink(block)
              || !begun && isPreamble(block, plain);
      if (!dropped) {
        kept.add(block);
        begun |= block.isProse() || block.kind() == Block.Kind.CODE;
      }
    }
    while (kept.size() > 1 && (isScrap(kept.getLast()) || isColophon(kept.getLast()))) {
      kept.removeLast();
    }
    return withoutEmptyHeadings(kept);
  }

  /** Whose text it is, how to cite it, how to get more of the kind. */
  private static boolean isColophon(Block block) {
    return block.kind() != Block.Kind.CODE
        && block.words() < 80
        && COLOPHON.matcher(block.text().toLowerCase(Locale.ROOT)).lookingAt();
  }

  /** A few words behind the last sentence: a date, a name, a label. */
  private static boolean isScrap(Block block) {
    return block.kind() == Block.Kind.PARAGRAPH && block.words() < 6 && !block.endsSentence();
  }

  private boolean isTitle(Block block) {
    String tag = page.tag(block.node());
    boolean heading = block.kind() == Block.Kind.HEADING;
    return tag.equals("h1") && heading && page.all("h1").size() == 1
        || !metadata.title().isEmpty()
            && block.words() < 40
            && (heading || block.words() > 2)
            && squeezed(block.text()).equals(squeezed(metadata.title()));
  }

  private static boolean isCall(Block block, String plain) {
    return block.kind() != Block.Kind.CODE
        && block.words() <= 14
        && (!block.endsSentence() || block.words() <= 6 || block.linkDensity() > 0.4)
        && block.kind() != Block.Kind.HEADING
        && CALL.matcher(plain).matches();
  }

  /** A paragraph of its own that is one link leads away. */
  private static boolean isLink(Block block) {
    return block.kind() == Block.Kind.PARAGRAPH && block.linkDensity() > 0.8 && block.words() < 30;
  }

  /** Before the first sentence stand who wrote it and when. */
  private boolean isPreamble(Block block, String plain) {
    if (block.kind() == Block.Kind.HEADING || block.kind() == Block.Kind.ROW) {
      return false;
    }
    if (BYLINE.matcher(plain).matches() && block.words() < 20) {
      return true;
    }
    if (block.words() < 12 && !block.endsSentence()) {
      return block.kind() == Block.Kind.PARAGRAPH || block.linkDensity() > 0.5 || isAuthor(plain);
    }
    return false;
  }

  private boolean isAuthor(String plain) {
    String author = metadata.author().toLowerCase(Locale.ROOT);
    return !author.isEmpty() && plain.contains(author);
  }

  /** A heading with nothing below it announced something that was left out. */
  private List<Block> withoutEmptyHeadings(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    boolean follows = false;
    int above = 7;
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      if (block.kind() != Block.Kind.HEADING) {
        follows = true;
        above = 7;
        kept.add(block);
      } else {
        int level = level(block.node());
        boolean closing = CLOSING.matcher(block.text().toLowerCase(Locale.ROOT)).matches();
        if (follows && level < above && !closing) {
          kept.add(block);
          above = level;
        } else if (closing && tail(kept)) {
          kept.clear();
          follows = false;
        }
      }
    }
    return kept.reversed();
  }

  /** Whether little running text stands below a heading such as "Related". */
  private static boolean tail(List<Block> below) {
    return below.stream().filter(Block::isProse).count() <= 2;
  }

  private int level(int node) {
    for (int i = node; i >= 0; i = page.parent(i)) {
      if (Tags.isHeading(page.tag(i))) {
        return page.tag(i).charAt(1) - '0';
      }
    }
    return 6;
  }

  private static String squeezed(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
