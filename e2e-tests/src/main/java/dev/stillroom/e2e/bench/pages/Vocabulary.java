package dev.stillroom.e2e.bench.pages;

import java.util.List;

/** Words that pages are made of. */
final class Vocabulary {

  static final List<String> FIRST =
      List.of(
          "Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "June", "Karl", "Lena",
          "Mo", "Nora", "Otto", "Pia", "Quinn", "Rosa", "Sven", "Tess", "Uma", "Vito");
  static final List<String> LAST =
      List.of(
          "Abbot", "Birch", "Castell", "Dunne", "Eck", "Farrow", "Grieve", "Holm", "Ibsen",
          "Jarvis", "Kettle", "Lowe", "Marsh", "Novak", "O'Hara", "Pohl", "Quist", "Reed", "Sands",
          "Thorne", "van Dyk", "Weir");
  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  static final List<String> MENU = List.of("News", "Shop", "Guide", "Stories", "Help", "Offers");
  static final List<String> CITIES =
      List.of(
          "Aalen", "Bergen", "Cork", "Delft", "Exeter", "Faro", "Ghent", "Hull", "Izmir", "Jena",
          "Kyoto", "Lille", "Malmö", "Narvik", "Oporto", "Perth");
  static final List<String> THINGS =
      List.of(
          "Kettle", "Lamp", "Chair", "Teapot", "Blanket", "Drill", "Bicycle", "Tent", "Clock",
          "Mirror", "Desk", "Radio", "Rug", "Stove", "Basket", "Ladder");
  static final List<String> MAKERS =
      List.of(
          "Alder & Sons",
          "Brightwork",
          "Corvid",
          "Dunmore",
          "Eastlight",
          "Foxglove",
          "Gable",
          "Harrow",
          "Ironbark",
          "Juniper");
  static final List<String> WORDS =
      List.of(
          "river", "quiet", "copper", "garden", "morning", "small", "heavy", "paper", "window",
          "road", "winter", "bright", "market", "wooden", "slow", "evening", "salt", "linen",
          "harbour", "bread", "thin", "stone", "green", "letter", "round", "cloud", "old", "bell");
  static final List<String> FOODS =
      List.of(
          "flour", "butter", "eggs", "sugar", "milk", "salt", "leeks", "cream", "oats", "honey",
          "apples", "walnuts", "thyme", "barley", "onions", "carrots");

  private Vocabulary() {}
}
