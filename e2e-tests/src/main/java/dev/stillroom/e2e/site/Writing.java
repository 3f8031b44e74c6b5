package dev.stillroom.e2e.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What people write to a small software firm: issues, mails and tickets, each with the label that a
 * careful person gives it. A matter is told in words of its own and wrapped in what everybody
 * writes, so that no single word gives it away; two writings are never alike.
 */
public final class Writing {

  /** One thing to read and to label. */
  public record Letter(int number, String from, String subject, String body, String label) {}

  private static final List<String> PEOPLE =
      List.of(
          "Ayla Demir",
          "Jonas Berg",
          "Mei Tanaka",
          "Olu Adeyemi",
          "Rosa Lind",
          "Piet de Wit",
          "Hanna Virta",
          "Carlos Mota",
          "Nadia Haddad",
          "Tom Ashby",
          "Ivana Kos",
          "Lea Brandt");

  private static final List<String> BEFORE =
      List.of(
          "Hi all,",
          "Hello,",
          "Good morning.",
          "Dear team,",
          "Writing from the train, so short:",
          "We have used the garden planner for two years now.",
          "First of all, thanks for your work.",
          "I looked through older entries and found nothing like it.");

  private static final List<String> AFTER =
      List.of(
          "Thank you!",
          "Best regards",
          "Happy to give more details.",
          "This is on the newest release.",
          "My colleagues see the same.",
          "No hurry from our side.",
          "We run it on three laptops.",
          "Have a nice week.",
          "Let me know what you think.");

  private static final Map<String, List<String[]>> ISSUES =
      Map.of(
          "bug",
          List.of(
              w(
                  "Crash when a bed is deleted twice",
                  "The program closes itself with a null pointer exception as soon as I press delete a second time."),
              w(
                  "Saved plan opens empty",
                  "After saving and opening again all beds are gone, the file has the right size though."),
              w(
                  "Wrong totals in the harvest table",
                  "The sum of the column is twice what it should be since the update, the rows themselves are fine."),
              w(
                  "Printing hangs at 40 %",
                  "The progress stops and the window does not answer any more until I kill the process."),
              w(
                  "Error 500 on export",
                  "Exporting to PDF fails with an internal server error, the log shows a stack trace from the renderer."),
              w(
                  "Undo does nothing after rotating",
                  "Pressing undo is ignored and the shape stays broken, the console prints an exception."),
              w(
                  "Broken layout on small screens",
                  "The toolbar covers the map and buttons cannot be clicked, this worked in the release before."),
              w(
                  "Date jumps by one day",
                  "Entering the first of May shows the thirtieth of April after reload, clearly incorrect."),
              w(
                  "Memory grows until it freezes",
                  "When it is left open overnight it eats all memory and then fails to respond."),
              w(
                  "Search returns deleted plants",
                  "Removed entries still appear in the results and clicking one throws an error.")),
          "feature",
          List.of(
              w(
                  "Please add sharing with neighbours",
                  "It would be great if a plan could be shared with another person, read only would be enough."),
              w(
                  "Dark mode",
                  "I would love a darker appearance for the evenings, other tools offer this."),
              w(
                  "Support for raised beds",
                  "Could you add a shape with a height, so that the soil volume is calculated for us?"),
              w(
                  "Idea: companion planting hints",
                  "A small suggestion which plants like each other would be a nice addition."),
              w(
                  "Import from spreadsheets",
                  "It would save us hours if lists could be imported instead of being typed."),
              w(
                  "Keyboard shortcuts for tools",
                  "I wish there were keys for the most used tools, switching with the mouse is slow."),
              w(
                  "Weather forecast in the calendar",
                  "An option to show frost warnings beside the dates would be really useful."),
              w(
                  "More than one garden per account",
                  "We would like to manage several places, a list to switch between them would do."),
              w(
                  "Offer an offline version",
                  "Having the planner without network in the allotment would be wonderful."),
              w(
                  "Custom colours for plants",
                  "Allow choosing a colour for each kind, that would make plans easier to read.")),
          "question",
          List.of(
              w(
                  "How do I move a whole row?",
                  "I cannot find how to select several beds at once, is there a way to do this?"),
              w(
                  "Where are backups stored?",
                  "Which folder do I have to copy when I change my computer?"),
              w(
                  "Does it work with two monitors?",
                  "Before we buy a licence, can someone tell me whether this is supported?"),
              w(
                  "Meaning of the blue outline",
                  "What does the blue line around some beds stand for? I read the manual and did not get it."),
              w(
                  "Can I use metric and imperial units?",
                  "Is it possible to switch units for one plan only, and where would I do that?"),
              w(
                  "Which licence do we need for a school?",
                  "There are thirty pupils, do we need one each or is there something for classes?"),
              w(
                  "What happens to plans when I cancel?",
                  "Will I still be able to open my files afterwards? Could you explain?"),
              w(
                  "Understanding the frost dates",
                  "Where do these dates come from, and how would I know if they fit my region?"),
              w(
                  "How often is the plant list updated?",
                  "I wonder who maintains it and whether I may correct a name."),
              w(
                  "Is there a manual in French?",
                  "My parents would like to read it, do you know where to find one?")));

  private static final Map<String, List<String[]>> MAILS =
      Map.of(
          "Important",
          List.of(
              w(
                  "Contract for the spring order",
                  "Please sign the attached contract until Friday, otherwise we lose the price we agreed on."),
              w(
                  "Server room: water on the floor",
                  "The caretaker found water under the racks this morning, somebody has to decide today."),
              w(
                  "Customer meeting moved to Tuesday",
                  "They can only come on Tuesday at nine, can you confirm that you will be there?"),
              w(
                  "Your approval for the invoice",
                  "Accounting waits for your approval of the invoice from the nursery before it can be paid."),
              w(
                  "Interview tomorrow at ten",
                  "The candidate for the support position arrives at ten, the questions are in our folder."),
              w(
                  "Complaint from the town council",
                  "They are angry about the delayed delivery and ask for a call from you personally."),
              w(
                  "Deadline for the grant application",
                  "The form has to be handed in on Monday, your part on the budget is still missing."),
              w(
                  "Two people ill this week",
                  "We have nobody at the desk on Wednesday, please tell me who could step in.")),
          "Archive",
          List.of(
              w(
                  "Minutes of the weekly round",
                  "Attached are the notes, nothing to do for anybody, only for your information."),
              w(
                  "Canteen menu for next week",
                  "Lentil soup on Monday, pasta on Tuesday, and on Thursday there is cake."),
              w(
                  "Your order has been shipped",
                  "The parcel with the toner is on its way and will be with you in two days."),
              w(
                  "Build finished successfully",
                  "All jobs of the nightly run are green, see the report for durations."),
              w(
                  "Newsletter of the growers' union",
                  "In this issue: a portrait of an orchard, the calendar of fairs, and a recipe."),
              w(
                  "Out of office",
                  "I am on holiday until the end of the month and read my messages after that."),
              w(
                  "Receipt for your parking ticket",
                  "Thank you for using our car park, the receipt is attached for your records."),
              w(
                  "Photos of the summer party",
                  "They are in the shared folder now, thanks to everybody who brought salad.")),
          "Spam",
          List.of(
              w(
                  "You have been selected",
                  "Congratulations, claim your exclusive reward today, the offer expires at midnight!"),
              w(
                  "Rank first on every search engine",
                  "Our experts guarantee thousands of visitors, reply now for an unbeatable price."),
              w(
                  "Cheap watches, original quality",
                  "Up to ninety percent off, free delivery worldwide, click here and save."),
              w(
                  "Re: your inheritance",
                  "A distant relative left a fortune, kindly send your bank details to proceed."),
              w(
                  "Lose ten kilos in a week",
                  "Doctors hate this simple trick, order the miracle drops while stocks last."),
              w(
                  "Your mailbox is full, verify now",
                  "Click the link and enter your data within 24 hours or lose all messages!!!"),
              w(
                  "Business proposal of mutual benefit",
                  "I am a lawyer with a very confidential and profitable transaction for you."),
              w(
                  "Earn from home, no experience",
                  "Make five thousand a week with this secret system, limited places, act now.")));

  private static final Map<String, List<String[]>> TICKETS =
      Map.of(
          "Billing",
          List.of(
              w(
                  "Charged twice in March",
                  "My statement shows two payments for one month, please refund one of them."),
              w(
                  "Invoice has the wrong address",
                  "Our company moved, could you issue the invoice again with the new street?"),
              w(
                  "Discount was not applied",
                  "The voucher for returning customers was accepted but the price stayed the same."),
              w(
                  "Change from monthly to yearly",
                  "We would rather pay once a year, what would the subscription cost then?"),
              w(
                  "Receipt for the tax office",
                  "I need a receipt with the tax number for last year's payments."),
              w(
                  "Refund for unused seats",
                  "Two colleagues left in May and we are still paying for their accounts."),
              w(
                  "Direct debit failed",
                  "My bank returned the debit, can I transfer the amount instead?")),
          "Access",
          List.of(
              w(
                  "Locked out after holidays",
                  "My account says it is disabled and the reset mail never arrives."),
              w(
                  "New colleague needs a login",
                  "Please create an account for our trainee with the same rights as mine."),
              w(
                  "Cannot see the shared workspace",
                  "Since yesterday I get 'permission denied' on the folder of the sales group."),
              w(
                  "Signed in as somebody else",
                  "The browser shows another person's name after I log in, please check the rights."),
              w(
                  "Remove a former employee",
                  "He left last week, his user must not get into the system any more."),
              w(
                  "Invitation link expired",
                  "The invitation for our partner is no longer valid, could you send a fresh one?"),
              w(
                  "Role of a project admin",
                  "I was made owner of the project but still may not invite members.")),
          "Delivery",
          List.of(
              w(
                  "Parcel arrived damaged",
                  "The box was torn and three of the clay pots are broken."),
              w(
                  "Where is my order?",
                  "Tracking has said 'in transit' for nine days, the seedlings will not survive that."),
              w(
                  "Wrong items in the package",
                  "We got tomato plants instead of peppers, the delivery note is right though."),
              w(
                  "Change of the drop-off point",
                  "Nobody is home on Thursday, can the courier leave it at the garage?"),
              w(
                  "Missing bag of soil",
                  "One of the four bags was not on the pallet when the driver came."),
              w(
                  "Delivery to an island",
                  "Do you ship by ferry, and how long does the freight take?"),
              w(
                  "Courier rang at the neighbour's",
                  "They took the carton but it was left outside in the rain.")));

  private Writing() {}

  /** Issues of a tracker: bug, feature, question. */
  public static List<Letter> issues(long seed) {
    return letters(ISSUES, seed, 400);
  }

  /** Mails of an inbox: Important, Archive, Spam. */
  public static List<Letter> mails(long seed) {
    return letters(MAILS, seed, 1);
  }

  /** Tickets of a help desk, by the team that should have them: Billing, Access, Delivery. */
  public static List<Letter> tickets(long seed) {
    return letters(TICKETS, seed, 7000);
  }

  /** In an order in which the labels mix, as they come in. */
  private static List<Letter> letters(Map<String, List<String[]>> matters, long seed, int first) {
    Random random = new Random(seed);
    Map<String, List<String[]>> left = new TreeMap<>();
    matters.forEach(
        (label, all) -> {
          List<String[]> shuffled = new ArrayList<>(all);
          Collections.shuffle(shuffled, random);
          left.put(label, shuffled);
        });
    List<Letter> letters = new ArrayList<>();
    while (!left.isEmpty()) {
      // A label never comes more than a few times before the others do.
      List<String> round = new ArrayList<>(left.keySet());
      Collections.shuffle(round, random);
      for (String label : round) {
        String[] matter = left.get(label).removeLast();
        letters.add(letter(first + letters.size(), label, matter, random));
        if (left.get(label).isEmpty()) {
          left.remove(label);
        }
      }
    }
    return letters;
  }

  private static Letter letter(int number, String label, String[] matter, Random random) {
    StringBuilder body = new StringBuilder();
    if (random.nextInt(3) == 0) {
      body.append(one(BEFORE, random)).append(' ');
    }
    body.append(matter[1]);
    if (random.nextInt(3) == 0) {
      body.append(' ').append(one(AFTER, random));
    }
    return new Letter(number, one(PEOPLE, random), matter[0], body.toString(), label);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static String[] w(String subject, String body) {
    return new String[] {subject, body};
  }
}
